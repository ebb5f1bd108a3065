"""Contacts in the night, and on how many nights (S4)."""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.clock import evening, in_window, near_border
from collectguard.schema import Log
from collectguard.settings import Settings, Window
from collectguard.statistics.arrays import Bools, DayCounts, Ints, dates, day_counts, day_numbers
from collectguard.statistics.contacts import Contacts, Timed
from collectguard.statistics.grouping import Grouping

Floats = NDArray[np.float64]

Z: Final = 1.96
"""Standard score of the interval: 95 in 100."""


class Interval(NamedTuple):
    """Both ends of an interval, for each group."""

    low: Floats
    high: Floats


def nights(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """Contacts of each group in ``settings.night``, and the number of nights with at least one.

    The night is half-open on the wall clock: its start counts, its end does not. A share is no excess
    by itself: ten of 24 hours are 41.7 % of the day.

    Returns:
        Frame indexed by group: ``night_count``; ``night_share`` of the contacts with a usable time, with
        its Wilson interval ``night_share_low`` to ``night_share_high`` (0 to 1, NaN when there are none);
        ``nights`` (distinct, each named by the evening on which it begins); ``boundary_count`` (contacts
        within 60 s of a border on either side, inside and outside the night: clocks drift).
    """
    contacts = Contacts.of(log, settings, by)
    return nights_of(contacts, contacts.settings.night)


def nights_by_window(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """`nights` for every window of ``settings.nights``, side by side.

    Returns:
        One row per group and window, in the order of the groups and of the settings: ``group``, ``window``
        (such as ``22:00-08:00``), ``timed``, then the columns of `nights`.
    """
    contacts = Contacts.of(log, settings, by)
    windows = contacts.settings.nights
    timed = contacts.tally(contacts.timed.codes)
    frames = []
    for window in windows:
        frame = nights_of(contacts, window).reset_index(drop=True)
        frame.insert(0, "timed", timed)
        frame.insert(0, "window", pd.Series(str(window), index=frame.index, dtype="str"))
        frame.insert(0, "group", contacts.names.rename(None))
        frames.append(frame)
    order = np.arange(len(windows) * len(timed)).reshape(len(windows), -1).T.ravel()
    return pd.concat(frames, ignore_index=True).iloc[order].reset_index(drop=True)


def night_dates(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """The nights with at least one contact in ``settings.night``.

    Returns:
        One row per group and night, in that order: ``group``, ``evening`` (date on which the night begins,
        ``datetime64[ms]`` without zone), ``count``.
    """
    contacts = Contacts.of(log, settings, by)
    codes, days, counts = _by_evening(contacts, contacts.settings.night)
    return pd.DataFrame({"group": contacts.labels(codes), "evening": dates(days), "count": counts})


def nights_of(contacts: Contacts, window: Window) -> pd.DataFrame:
    """`nights` of contacts that are already grouped."""
    timed = contacts.timed
    by_evening = _by_evening(contacts, window)
    night_count = np.bincount(by_evening.codes, by_evening.counts, len(contacts.names)).astype(np.int64)
    timed_count = contacts.tally(timed.codes)
    interval = wilson(night_count, timed_count)
    return pd.DataFrame(
        {
            "night_count": night_count,
            "night_share": _ratio(night_count, timed_count),
            "night_share_low": interval.low,
            "night_share_high": interval.high,
            "nights": contacts.tally(by_evening.codes),
            "boundary_count": contacts.tally(timed.codes[near_night(timed, window)]),
        },
        index=contacts.names,
    )


def in_night(timed: Timed, window: Window) -> Bools:
    """Which contacts lie in the window."""
    inside: Bools = in_window(timed.local, window).to_numpy()
    return inside


def near_night(timed: Timed, window: Window) -> Bools:
    """Which contacts lie near one of the window's borders, on either side."""
    near: Bools = near_border(timed.local, window).to_numpy()
    return near


def wilson(hits: Ints, total: Ints) -> Interval:
    """The Wilson score interval of ``hits / total`` with z = 1.96 (Wilson 1927); NaN where ``total`` is 0."""
    n = np.where(total > 0, total, np.nan)
    p = hits / n
    centre = p + Z**2 / (2 * n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    divisor = 1 + Z**2 / n
    # At the ends of the scale the interval ends there exactly; the sum leaves 1e-17 beside it.
    low = np.where(p == 0, 0.0, (centre - half) / divisor)
    high = np.where(p == 1, 1.0, (centre + half) / divisor)
    return Interval(low, high)


def _ratio(hits: Ints, total: Ints) -> Floats:
    return hits / np.where(total > 0, total, np.nan)


def _by_evening(contacts: Contacts, window: Window) -> DayCounts:
    """Contacts in the window per group and evening."""
    timed = contacts.timed
    inside = in_night(timed, window)
    evenings = evening(timed.local[inside], window)
    return day_counts(timed.codes[inside], day_numbers(evenings))
