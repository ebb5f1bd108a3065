"""Sums, first rows and peaks of groups over arrays in which each group is one block."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NOTHING = np.iinfo(np.int64).min
"""The integer that numpy reads as "not a time": where a group has no date."""


class DayCounts(NamedTuple):
    """Contacts per group and local date, both ascending; only dates with at least one."""

    codes: Ints
    """The group, by number."""
    days: Ints
    """Days since 1970-01-01 on the wall clock."""
    counts: Ints


def day_counts(codes: Ints, days: Ints) -> DayCounts:
    """Contacts per group and date.

    Neighbours are folded before anything is sorted: wall-clock dates step back where clocks are turned
    back across midnight (Newfoundland until 2011), but hardly anything is left to sort.
    """
    folded = _fold(codes, days, np.ones(len(codes), np.int64))
    order = np.lexsort((folded.days, folded.codes))
    return _fold(folded.codes[order], folded.days[order], folded.counts[order])


def _fold(codes: Ints, days: Ints, counts: Ints) -> DayCounts:
    """Neighbours of the same group and date as one, their counts added."""
    if not len(codes):
        return DayCounts(codes, days, counts)
    starts = np.flatnonzero(np.append(True, (np.diff(codes) != 0) | (np.diff(days) != 0)))
    return DayCounts(codes[starts], days[starts], np.add.reduceat(counts, starts))


def first_of_each(codes: Ints) -> Ints:
    """Where each group begins in ascending ``codes``."""
    return np.flatnonzero(np.diff(codes, prepend=-1))


def last_of_each(codes: Ints) -> Ints:
    """Where each group ends in ascending ``codes``, its last row."""
    return np.flatnonzero(np.diff(codes, append=np.iinfo(np.int64).max))


def first_peaks(codes: Ints, values: Ints) -> Ints:
    """Where each group of ascending ``codes`` reaches its highest value for the first time."""
    if not len(codes):
        return codes
    starts = first_of_each(codes)
    sizes = np.diff(starts, append=len(codes))
    peaks = np.flatnonzero(values == np.repeat(np.maximum.reduceat(values, starts), sizes))
    return peaks[first_of_each(codes[peaks])]


def spread(values: Ints, codes: Ints, size: int, *, empty: int = 0) -> Ints:
    """One value for each of ``size`` groups: ``values`` at ``codes``, elsewhere ``empty``."""
    column = np.full(size, empty, np.int64)
    column[codes] = values
    return column


def utc(at_ms: Ints) -> pd.DatetimeIndex:
    """Epoch milliseconds as ``datetime64[ms, UTC]``."""
    return pd.DatetimeIndex(at_ms.astype("datetime64[ms]")).tz_localize("UTC")


def is_after(moments: pd.DatetimeIndex, at: pd.Timestamp, *, exclusive: bool) -> Bools:
    """Which instants are later than ``at``; unless ``exclusive``, one at ``at`` itself is, too.

    Raises:
        TypeError: ``at`` has no zone.
    """
    return np.asarray(moments > at if exclusive else moments >= at)


def day_numbers(dates: pd.Series) -> Ints:
    """Days since 1970-01-01 of dates without zone and without gaps."""
    days: Ints = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    return days


def dates(days: Ints) -> pd.DatetimeIndex:
    """Day numbers as ``datetime64[ms]`` without zone."""
    return pd.DatetimeIndex(days.astype("datetime64[D]").astype("datetime64[ms]"))
