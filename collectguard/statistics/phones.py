"""The phones of several people side by side, each with its own figures; nothing is added up."""

from typing import Any, NamedTuple

import pandas as pd

from collectguard.schema import Log
from collectguard.statistics.overview import as_json, overview
from collectguard.statistics.witnesses import Witnesses, witnesses


class Phone(NamedTuple):
    """One of several people's phones, and what reached it."""

    owner: str
    """Label in ``Log.events``."""
    own: bool
    """Whether it is the one that everything else is about."""
    files: int
    """How many were read."""
    figures: pd.Series
    """All contacts: the row of `overview` by ``all``."""
    witnesses: Witnesses
    """Who knows its calls."""

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values, the figures of `overview.as_json` among them."""
        return {
            "owner": self.owner,
            "own": self.own,
            "files": self.files,
            **as_json(self.figures),
            **self.witnesses.answered_only_json(),
        }


def phones(log: Log) -> tuple[Phone, ...]:
    """What reached each phone, where those of several people were read.

    Returns:
        Nothing where all files are of the owner's own phone. Else the own phone, then the others by the order
        of their files.
    """
    if not log.other_owners:
        return ()
    files = log.sources["owner"].value_counts()
    own = log.settings.owner
    known = witnesses(log)
    return tuple(
        Phone(
            owner,
            owner == own,
            int(files.get(owner, 0)),
            overview(log.of([owner]), by="all").loc[["all"]].iloc[0],
            known.among([owner]),
        )
        for owner in (own, *log.other_owners)
    )
