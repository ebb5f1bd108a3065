"""Days on which there were more contacts than a limit allows (S3)."""

from typing import Final, Literal, get_args

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import Bools, DayCounts, dates, day_counts
from collectguard.statistics.busiest import peak_days
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping
from collectguard.statistics.outcomes import calls, connected_calls

Basis = Literal["any", "messages", "calls", "attempts", "connected"]
"""What is counted: all contacts, messages, calls, calls that were not connected, or connected calls."""

BASES: Final = get_args(Basis)


def exceedance_days(
    log: Log, settings: Settings | None = None, by: Grouping = "party", *, limit: int, basis: Basis
) -> pd.DataFrame:
    """The local dates with more than ``limit`` contacts; exactly ``limit`` does not exceed.

    Returns:
        One row per group and date, in that order: ``group``, ``date`` (``datetime64[ms]`` without zone),
        ``count``.

    Raises:
        ValueError: ``basis`` is none of `BASES`.
    """
    contacts = Contacts.of(log, settings, by)
    codes, days, counts = _by_day(contacts, basis)
    over = counts > limit
    return pd.DataFrame(
        {"group": contacts.labels(codes[over]), "date": dates(days[over]), "count": counts[over]}
    )


def exceedance(
    log: Log, settings: Settings | None = None, by: Grouping = "party", *, limit: int, basis: Basis
) -> pd.DataFrame:
    """On how many local dates each group exceeds ``limit``, and its worst date, exceeding or not.

    Returns:
        Frame indexed by group: ``exceedance_day_count``, ``worst_day`` (``datetime64[ms]`` without zone,
        the earliest of equal ones, NaT when nothing of this basis has a usable time), ``worst_day_count``.

    Raises:
        ValueError: ``basis`` is none of `BASES`.
    """
    contacts = Contacts.of(log, settings, by)
    by_day = _by_day(contacts, basis)
    frame = peak_days(contacts, by_day, "worst_day")
    frame.insert(0, "exceedance_day_count", contacts.tally(by_day.codes[by_day.counts > limit]))
    return frame


def _by_day(contacts: Contacts, basis: Basis) -> DayCounts:
    timed = contacts.timed
    where = counted(timed.frame, contacts.settings, basis)[timed.rows]
    return day_counts(timed.codes[where], timed.days[where])


def counted(frame: pd.DataFrame, settings: Settings, basis: Basis) -> Bools:
    """Which contacts ``basis`` counts.

    Raises:
        ValueError: ``basis`` is none of `BASES`.
    """
    is_call = calls(frame)
    match basis:
        case "any":
            return np.ones(len(frame), np.bool_)
        case "messages":
            return ~is_call
        case "calls":
            return is_call
        case "attempts":
            return is_call & ~connected_calls(frame, settings)
        case "connected":
            return connected_calls(frame, settings)
        case _:
            raise ValueError(f"There is no basis {basis!r}; there are {', '.join(BASES)}.")
