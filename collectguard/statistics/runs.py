"""The longest run of days with a contact on every one of them."""

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import NOTHING, dates, first_peaks, spread
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping


def longest_run(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """The most consecutive local dates with at least one contact each; of equal runs the earliest.

    Returns:
        Frame indexed by group: ``longest_run_days`` (0 when no contact has a usable time),
        ``longest_run_first`` and ``longest_run_last`` (``datetime64[ms]`` without zone, both dates are in
        the run; NaT when none).
    """
    return longest_run_of(Contacts.of(log, settings, by))


def longest_run_of(contacts: Contacts) -> pd.DataFrame:
    """`longest_run` of contacts that are already grouped."""
    codes, days, _ = contacts.timed.by_day
    breaks = (np.diff(codes) != 0) | (np.diff(days) != 1)
    starts = np.flatnonzero(np.append(np.ones(min(len(codes), 1), np.bool_), breaks))
    lengths = np.diff(starts, append=len(codes))
    at = first_peaks(codes[starts], lengths)
    group, first, length = codes[starts[at]], days[starts[at]], lengths[at]
    size = len(contacts.names)
    return pd.DataFrame(
        {
            "longest_run_days": spread(length, group, size),
            "longest_run_first": dates(spread(first, group, size, empty=NOTHING)),
            "longest_run_last": dates(spread(first + length - 1, group, size, empty=NOTHING)),
        },
        index=contacts.names,
    )
