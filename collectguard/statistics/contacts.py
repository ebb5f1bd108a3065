"""The contacts of a log in groups, sorted once for all statistics of a call."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from collectguard.clock import epoch_ms, local_date, local_time
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import DayCounts, Ints, day_counts, day_numbers, utc
from collectguard.statistics.grouping import FIXED_GROUPS, Grouping, groups_of


@dataclass(frozen=True, eq=False)
class Timed:
    """The contacts whose time can be used, by group and then by time.

    Equal times keep the order of the log, so every result is repeatable.
    """

    frame: pd.DataFrame
    """``log.timed``."""
    rows: Ints
    """Position of each contact in ``frame``."""
    codes: Ints
    """Group of each contact, ascending."""
    at_ms: Ints
    """Epoch milliseconds, ascending within a group."""
    tz: str

    @cached_property
    def local(self) -> pd.Series:
        """The instants on the wall clock, ``datetime64[ms, tz]``."""
        return local_time(pd.Series(utc(self.at_ms)), self.tz)

    @cached_property
    def days(self) -> Ints:
        """The local date of each contact as days since 1970-01-01."""
        return day_numbers(local_date(self.local))

    @cached_property
    def by_day(self) -> DayCounts:
        """Contacts per group and local date."""
        return day_counts(self.codes, self.days)


@dataclass(frozen=True, eq=False)
class Contacts:
    """What every statistic starts from: ``log.contacts`` in groups."""

    log: Log
    settings: Settings
    names: pd.Index
    """Labels of the groups that have a contact, ascending; `FIXED_GROUPS` even without one."""
    event_codes: Ints
    """For each row of ``log.events`` the place of its group in ``names``; -1 where it has none."""

    @classmethod
    def of(cls, log: Log, settings: Settings | None, by: Grouping) -> Self:
        """The contacts of ``log`` grouped ``by``; ``settings`` defaults to those of the log.

        Raises:
            ValueError: ``by`` is no grouping of this log.
        """
        names, codes = groups_of(log, by)
        inside = codes[log.events.index.get_indexer(log.contacts.index)]
        present = np.bincount(inside[inside >= 0], minlength=len(names)) > 0
        if isinstance(by, str) and by in FIXED_GROUPS:
            present[:] = True
        place = np.append(np.where(present, np.cumsum(present) - 1, -1), -1)
        return cls(log, settings or log.settings, names[present], place[codes])

    @cached_property
    def codes(self) -> Ints:
        """Group of each row of ``log.contacts``; -1 where it has none."""
        return self.codes_of(self.log.contacts)

    @cached_property
    def timed(self) -> Timed:
        """The contacts with a usable time, sorted by group and time."""
        frame = self.log.timed
        codes = self.codes_of(frame)
        at_ms = epoch_ms(frame["started_at"])
        rows = np.flatnonzero(codes >= 0)
        rows = rows[np.argsort(at_ms[rows], kind="stable")]  # a log is sorted by time: this only looks
        group = codes[rows]
        if len(self.names) <= np.iinfo(np.int16).max:
            group = group.astype(np.int16)  # numpy sorts 16 bits by radix, in linear time
        rows = rows[np.argsort(group, kind="stable")]
        return Timed(frame, rows, codes[rows], at_ms[rows], self.settings.tz)

    def codes_of(self, frame: pd.DataFrame) -> Ints:
        """Group of each row of ``frame``, a part of ``log.events``; -1 where it has none."""
        return self.event_codes[self.log.events.index.get_indexer(frame.index)]

    def tally(self, codes: Ints) -> Ints:
        """How many of ``codes`` belong to each group; -1 is left out."""
        return np.bincount(codes[codes >= 0], minlength=len(self.names)).astype(np.int64)

    def labels(self, codes: Ints) -> pd.Index:
        """The label of each code, for the column ``group`` of long frames."""
        return self.names.take(codes).rename(None)
