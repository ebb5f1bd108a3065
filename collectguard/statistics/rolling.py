"""The most contacts within any ten minutes, hour, day and week (S2)."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import NOTHING, Bools, Ints, first_peaks, spread, utc
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping

MINUTE_MS: Final = 60_000
WINDOWS_MS: Final = {
    "10m": 10 * MINUTE_MS,
    "1h": 60 * MINUTE_MS,
    "24h": 24 * 60 * MINUTE_MS,
    "7d": 7 * 24 * 60 * MINUTE_MS,
}
"""Lengths of elapsed time: 24 h are 24 hours on the day when clocks change, too."""


def rolling_maxima(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """The most contacts of each group in any window [t, t + w) of elapsed time, and where it begins.

    A rolling maximum is at least that of the calendar: a burst across midnight is not cut in two.

    Returns:
        Frame indexed by group: for each of ``10m``, ``1h``, ``24h``, ``7d`` a column ``max_1h`` (0 when no
        contact has a usable time) and a column ``max_1h_from`` (``datetime64[ms, UTC]``): the contact with
        which the earliest such window begins, NaT when none.
    """
    return rolling_maxima_of(Contacts.of(log, settings, by))


def rolling_maxima_of(contacts: Contacts) -> pd.DataFrame:
    """`rolling_maxima` of contacts that are already grouped."""
    timed, size = contacts.timed, len(contacts.names)
    positions = elapsed(timed.codes, timed.at_ms, max(WINDOWS_MS.values()))
    columns: dict[str, Ints | pd.DatetimeIndex] = {}
    for name, width_ms in WINDOWS_MS.items():
        counts = counts_ahead(positions, width_ms)
        at = first_peaks(timed.codes, counts)
        codes = timed.codes[at]
        columns[f"max_{name}"] = spread(counts[at], codes, size)
        columns[f"max_{name}_from"] = utc(spread(timed.at_ms[at], codes, size, empty=NOTHING))
    return pd.DataFrame(columns, index=contacts.names)


def rolling_excess(
    log: Log,
    settings: Settings | None = None,
    by: Grouping = "party",
    *,
    window: str,
    limits: Mapping[str, int],
) -> Bools:
    """Which contacts lie in any window [t, t + w) with more contacts of their group than its limit.

    Args:
        log: Contacts with a usable time are counted.
        settings: Those of the log when not given.
        by: A grouping.
        window: One of `WINDOWS_MS`.
        limits: For each group with a contact.

    Returns:
        An array with a value for each row of ``log.timed``.
    """
    contacts = Contacts.of(log, settings, by)
    timed, width_ms = contacts.timed, WINDOWS_MS[window]
    ahead = counts_ahead(elapsed(timed.codes, timed.at_ms, width_ms), width_ms)
    limit = np.array([limits[str(name)] for name in contacts.names], np.int64)
    starts = np.flatnonzero(ahead > limit[timed.codes])
    steps = np.zeros(len(ahead) + 1, np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + ahead[starts], -1)
    inside = np.zeros(len(log.timed), np.bool_)
    inside[timed.rows[np.cumsum(steps)[:-1] > 0]] = True
    return inside


def elapsed(codes: Ints, at_ms: Ints, longest_ms: int) -> Ints:
    """One ascending line of time for all groups, one after the other.

    Gaps are cut down to ``longest_ms``, and groups stand that far apart: no window up to that length
    reaches over a cut, and the line is too short to overflow, however many the groups.
    """
    steps = np.minimum(np.diff(at_ms), longest_ms)
    steps[np.diff(codes) != 0] = longest_ms
    return np.append(np.zeros(min(len(codes), 1), np.int64), np.cumsum(steps))


def counts_ahead(positions: Ints, width_ms: int) -> Ints:
    """For each position the number of positions in [position, position + width)."""
    return np.searchsorted(positions, positions + width_ms, side="left") - np.arange(len(positions))
