"""Every actor's numbers counted as one, and what is left beside them, so that nothing is lost."""

from typing import Final

import pandas as pd

from collectguard import statistics
from collectguard.casefile.grouping import by_party
from collectguard.casefile.phones import on_own_phone
from collectguard.casefile.reported import reported_parties
from collectguard.schema import HIDDEN, Log
from collectguard.statements import CaseFile
from collectguard.told import ACTOR_DTYPES, REST

UNASSIGNED, LEFT_OUT, OTHER_PHONES = REST
_ACTOR: Final = "actor:"


def per_actor(case: CaseFile, log: Log) -> pd.DataFrame:
    """All figures of each actor over all its numbers, and of the contacts that belong to none.

    The contacts of an institution come from many numbers. What one of them shows alone is a lower bound,
    and so is an actor's figure as long as numbers are unassigned.

    Returns:
        Frame indexed by ``group``: ``actor:ID`` in the order of the file, then ``unassigned`` (numbers that
        the report is about and no actor has, callers without a number among them), ``left_out`` (all other
        numbers), both on the owner's own phone, and ``other_phones`` (everything that arrived on phones of
        other people). ``incoming`` of all rows adds up to ``log.contacts``.
        ``kind``: ``actor`` or the label itself. Of actors: ``name``, ``role`` (missing where not said),
        ``given`` (numbers in the case file), ``in_debt`` (whether a debt names it); ``seen``: numbers with a
        contact, callers without one left out; ``largest_party``, ``largest_count``: the number with the most
        contacts, of equal ones the first by its key. Then the columns of ``statistics.overview``, 0 without
        a contact.
    """
    own = on_own_phone(log.events, case, log.settings.owner)
    groups = dict.fromkeys(reported_parties(log, case), UNASSIGNED)
    groups |= {party: f"{_ACTOR}{actor}" for party, actor in case.actor_of.items()}
    labels = by_party(log, groups, own, rest=LEFT_OUT)
    labels = labels.cat.set_categories([*(f"{_ACTOR}{actor.id}" for actor in case.actors), *REST])
    labels = labels.where(own, OTHER_PHONES)
    frame = _complete(statistics.overview(log, by=labels), list(labels.cat.categories))
    for at, column in enumerate(who := _who(case, log, labels)):
        frame.insert(at, column, who[column])
    return frame


def _complete(frame: pd.DataFrame, index: list[str]) -> pd.DataFrame:
    """The frame with a row for every label; a group without a contact has none in a statistic."""
    whole = frame.reindex(index)
    for column, dtype in frame.dtypes.items():
        if pd.api.types.is_integer_dtype(dtype):
            whole[column] = whole[column].fillna(0).astype("int64")
    whole["per_day"] = whole["per_day"].fillna(0.0) if frame["per_day"].notna().any() else whole["per_day"]
    return whole.rename_axis("group")


def _who(case: CaseFile, log: Log, labels: pd.Series) -> pd.DataFrame:
    """The columns of ``told.ACTOR_DTYPES``."""
    actors = {f"{_ACTOR}{actor.id}": actor for actor in case.actors}
    contacts = log.contacts.loc[log.contacts["party_class"] != HIDDEN, ["party"]].assign(group=labels)
    counts = contacts.groupby(["group", "party"], observed=True).size()
    in_debt = {f"{_ACTOR}{actor}" for debt in case.debts for actor in debt.actors}
    rows = []
    for label in labels.cat.categories:
        mine = counts[counts.index.get_level_values("group") == label].droplevel("group")
        mine = mine.sort_index(key=lambda parties: parties.astype("str"))
        actor = actors.get(label)
        rows.append(
            {
                "kind": "actor" if actor else label,
                "name": actor and actor.name,
                "role": actor and actor.role,
                "given": len(actor.parties) if actor else pd.NA,
                "seen": len(mine),
                "in_debt": label in in_debt,
                "largest_party": None if mine.empty else str(mine.idxmax()),
                "largest_count": 0 if mine.empty else int(mine.max()),
            }
        )
    columns = {name: pd.Series([row[name] for row in rows], dtype="object") for name in ACTOR_DTYPES}
    return pd.DataFrame(columns).astype(ACTOR_DTYPES).set_index(pd.Index(labels.cat.categories))
