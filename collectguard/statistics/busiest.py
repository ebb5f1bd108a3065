"""The calendar day with the most contacts (S2)."""

import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import NOTHING, DayCounts, dates, first_peaks, spread
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping


def busiest_day(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """The local date on which each group was busiest; of equal ones the earliest.

    Returns:
        Frame indexed by group: ``busiest_day`` (``datetime64[ms]`` without zone, NaT when no contact has
        a usable time) and ``busiest_day_count`` (0 then).
    """
    return busiest_day_of(Contacts.of(log, settings, by))


def busiest_day_of(contacts: Contacts) -> pd.DataFrame:
    """`busiest_day` of contacts that are already grouped."""
    return peak_days(contacts, contacts.timed.by_day, "busiest_day")


def peak_days(contacts: Contacts, by_day: DayCounts, name: str) -> pd.DataFrame:
    """For each group the earliest of its dates with the highest count: ``name`` and ``name_count``."""
    at = first_peaks(by_day.codes, by_day.counts)
    codes, size = by_day.codes[at], len(contacts.names)
    return pd.DataFrame(
        {
            name: dates(spread(by_day.days[at], codes, size, empty=NOTHING)),
            f"{name}_count": spread(by_day.counts[at], codes, size),
        },
        index=contacts.names,
    )
