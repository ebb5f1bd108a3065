"""Which numbers of an actor reached whom besides the person who owes (S19, by number)."""

from collections.abc import Iterable
from typing import NamedTuple, TypedDict

import pandas as pd

from collectguard.actors.model import Suggestion
from collectguard.clock import iso_utc
from collectguard.schema import Log, has_usable_time
from collectguard.statements import CaseFile

_OWING_NOTHING = ("contact", "unrelated")


class ReachedJson(TypedDict):
    """One row for machines; times in ISO 8601, UTC."""

    actor: str
    party: str
    owner: str
    count: int
    first: str | None
    last: str | None


class Reached(NamedTuple):
    """Contacts from one number to one phone."""

    actor: str
    """Id of the actor or suggestion."""
    party: str
    owner: str
    """Whose phone: its label in ``Log.events``."""
    count: int  # type: ignore[assignment]  # a field named like a method of tuples, which nobody calls here
    """Incoming contacts; duplicates are left out."""
    first: pd.Timestamp | None
    """UTC; ``None`` where no contact has a usable time. So is ``last``."""
    last: pd.Timestamp | None

    def as_json(self) -> ReachedJson:
        """The row as plain JSON values."""
        return {
            "actor": self.actor,
            "party": self.party,
            "owner": self.owner,
            "count": self.count,
            "first": None if self.first is None else iso_utc(self.first),
            "last": None if self.last is None else iso_utc(self.last),
        }


def third_party(
    log: Log, actors: Iterable[Suggestion], case_file: CaseFile | None = None
) -> tuple[Reached, ...]:
    """Contacts of each number of the actors to each phone of somebody who does not owe.

    These are the phones of protected people and all others that are not the owner's own; the owner's own
    phone, too, where the case file says that the owner is somebody's contact or has no part in the debt.

    Args:
        log: The log; its ``contacts`` are counted, those without a usable time as well.
        actors: Whose numbers; ids stand in the rows.
        case_file: Who owes, and who is protected.

    Returns:
        Rows in the order of the actors, then by number and owner.
    """
    case = case_file or CaseFile()
    contacts = log.contacts
    if case.owner_role not in _OWING_NOTHING:
        protected = {person.owner for person in case.protected if person.owner is not None}
        contacts = contacts[~contacts["owner"].isin({log.settings.owner} - protected)]
    times = contacts["started_at"].where(has_usable_time(contacts))
    keys = [contacts[name].astype("str") for name in ("party", "owner")]
    table = times.groupby(keys).agg(["size", "min", "max"])
    by_party: dict[str, list[tuple[str, int, pd.Timestamp | None, pd.Timestamp | None]]] = {}
    for (party, owner), row in zip(table.index, table.itertuples(index=False), strict=True):
        first, last = (None if pd.isna(at) else at for at in (row[1], row[2]))
        by_party.setdefault(party, []).append((owner, int(row[0]), first, last))
    return tuple(
        Reached(actor.id, party, *reached)
        for actor in actors
        for party in sorted(actor.parties)
        for reached in by_party.get(party, ())
    )
