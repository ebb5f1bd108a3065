"""The records of phones as arrays: what signs are looked for in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from collectguard.clock import epoch_ms
from collectguard.schema import Log, has_usable_time
from collectguard.statistics.arrays import Bools, Ints


@dataclass(frozen=True, eq=False)
class Rows:
    """Some records with a usable time, ascending by it."""

    frame: pd.DataFrame
    """Their rows of ``log.events``."""
    at_ms: Ints
    is_call: Bools
    owners: tuple[str, ...]
    """Whose phones they are from, ascending."""

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Rows":
        """The rows of ``log.events`` among these that have a usable time."""
        frame = frame[has_usable_time(frame)]
        owners = tuple(sorted(map(str, frame["owner"].unique())))
        return cls(frame, epoch_ms(frame["started_at"]), (frame["kind"] == "call").to_numpy(bool), owners)

    def __len__(self) -> int:
        return len(self.at_ms)

    def where(self, some: Bools) -> "Rows":
        """Those of them that are marked; ``owners`` stay as they are."""
        return Rows(self.frame[some], self.at_ms[some], self.is_call[some], self.owners)

    def by_owner(self) -> "dict[str, Rows]":
        """The rows of each phone."""
        if len(self.owners) < 2:
            return dict.fromkeys(self.owners, self)
        return {owner: self.where((self.frame["owner"] == owner).to_numpy(bool)) for owner in self.owners}

    def named(self, owner: str) -> str | None:
        """The owner, where there are several to be told apart."""
        return owner if len(self.owners) > 1 else None

    def ids(self, places: Ints) -> tuple[str, ...]:
        """Event ids of the rows at these places."""
        return tuple(self.frame["event_id"].iloc[places])


def is_listed(log: Log, frame: pd.DataFrame) -> Bools:
    """Which rows stand in a carrier's list, not in a phone's backup."""
    return np.asarray(frame["source_id"].isin(log.carrier_lists), np.bool_)
