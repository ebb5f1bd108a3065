"""Series of calls that nobody took, one after the other (S14)."""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import Ints, first_peaks, spread
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping
from collectguard.statistics.outcomes import not_answered_calls
from collectguard.statistics.rolling import MINUTE_MS, counts_ahead, elapsed

SERIES_MS: Final = 10 * MINUTE_MS
SERIES_COUNT: Final = 3


class Series(NamedTuple):
    """All missed series, by group and time."""

    rows: Ints
    """Positions in ``log.timed`` of the not-answered calls, by group and time."""
    starts: Ints
    """Where in ``rows`` each series begins."""
    counts: Ints
    """Calls of each series, which follow each other in ``rows``."""
    codes: Ints
    """Group of each series."""

    def calls(self, places: Ints) -> Ints:
        """Positions in ``log.timed`` of the calls of the series at ``places``."""
        spans = zip(self.starts[places].tolist(), self.counts[places].tolist(), strict=True)
        return np.concatenate([self.rows[:0], *(self.rows[at : at + count] for at, count in spans)])

    @property
    def largest(self) -> Ints:
        """The largest series of each group that has one; of equal ones the first."""
        return first_peaks(self.codes, self.counts)


def missed_series(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """How many missed series each group has, and how many calls are in the largest.

    A series is three or more not-answered calls (missed, rejected, blocked, voicemail) of one group
    within [t, t + 10 min). From the first call on, each series takes all such calls of its ten minutes;
    the next one begins after them. Callers without a number are one group and may be several people.

    Returns:
        Frame indexed by group: ``missed_series`` (number), ``missed_series_largest`` (calls, 0 when none).
    """
    return missed_series_of(Contacts.of(log, settings, by))


def missed_series_list(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """Each missed series with the calls it is made of; see `missed_series`.

    Returns:
        One row per series, by group and time: ``group``, ``start`` and ``end`` (``datetime64[ms, UTC]``,
        the first and the last call), ``count``, ``event_ids`` (tuple of str, by time).
    """
    contacts = Contacts.of(log, settings, by)
    series = series_of(contacts)
    calls = log.timed.iloc[series.rows]
    at, ids = calls["started_at"], calls["event_id"].tolist()
    ends = series.starts + series.counts
    spans = zip(series.starts.tolist(), ends.tolist(), strict=True)
    return pd.DataFrame(
        {
            "group": contacts.labels(series.codes),
            "start": at.iloc[series.starts].array,
            "end": at.iloc[ends - 1].array,
            "count": series.counts,
            "event_ids": pd.Series([tuple(ids[start:end]) for start, end in spans], dtype="object"),
        }
    )


def missed_series_of(contacts: Contacts) -> pd.DataFrame:
    """`missed_series` of contacts that are already grouped."""
    series = series_of(contacts)
    at = series.largest
    largest = spread(series.counts[at], series.codes[at], len(contacts.names))
    return pd.DataFrame(
        {"missed_series": contacts.tally(series.codes), "missed_series_largest": largest},
        index=contacts.names,
    )


def series_of(contacts: Contacts) -> Series:
    """The missed series of contacts that are already grouped."""
    timed = contacts.timed
    where = not_answered_calls(timed.frame)[timed.rows]
    codes, at_ms = timed.codes[where], timed.at_ms[where]
    ahead = counts_ahead(elapsed(codes, at_ms, SERIES_MS), SERIES_MS)
    candidates = np.flatnonzero(ahead >= SERIES_COUNT)
    following = np.searchsorted(candidates, candidates + ahead[candidates]).tolist()
    taken, place = [], 0
    while place < len(candidates):
        taken.append(place)
        place = following[place]
    starts = candidates[np.array(taken, dtype=np.int64)]
    return Series(timed.rows[where], starts, ahead[starts], codes[starts])
