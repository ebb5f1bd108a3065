"""Local days and nights, defined once: every interval includes its start and excludes its end."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.settings import SECONDS_PER_DAY, Window

BORDER_TOLERANCE_S = 60
"""A contact this close to a border of the night, on either side, is also shown apart: clocks drift."""


def local_time(started_at: pd.Series, tz: str) -> pd.Series:
    """The same instants on the wall clock of zone ``tz``.

    Args:
        started_at: ``datetime64[ms, UTC]``.
        tz: IANA name.

    Returns:
        ``datetime64[ms, tz]``, same index.
    """
    local: pd.Series = started_at.dt.tz_convert(tz)
    return local


def local_date(local: pd.Series) -> pd.Series:
    """The local calendar date of each instant as ``datetime64[ms]`` without zone, at 00:00."""
    date: pd.Series = local.dt.tz_localize(None).dt.normalize()
    return date


def second_of_day(local: pd.Series) -> pd.Series:
    """Seconds of the wall clock since its midnight, with milliseconds (float64, 0 <= x < 86,400)."""
    wall = local.dt.tz_localize(None)
    seconds: pd.Series = (wall - wall.dt.normalize()).dt.total_seconds()
    return seconds


def in_window(local: pd.Series, window: Window) -> pd.Series:
    """Whether each instant lies in the daily window: start included, end excluded (bool)."""
    second = second_of_day(local)
    if window.crosses_midnight:
        return (second >= window.start_s) | (second < window.end_s)
    return (second >= window.start_s) & (second < window.end_s)


def evening(local: pd.Series, window: Window) -> pd.Series:
    """The date on which the night of each instant began, as ``datetime64[ms]`` without zone.

    For 22:00-08:00 the night of 23:30 on the 1st and of 02:00 on the 2nd is the 1st. An instant
    outside the window gets the date of its own day.
    """
    date = local_date(local)
    if not window.crosses_midnight:
        return date
    after_midnight = second_of_day(local) < window.end_s
    return date.where(~after_midnight, date - pd.Timedelta(days=1))


def near_border(local: pd.Series, window: Window, tolerance_s: int = BORDER_TOLERANCE_S) -> pd.Series:
    """Whether each instant lies within ``tolerance_s`` of a border, both ends included (bool)."""
    second = second_of_day(local)
    near = pd.Series(data=False, index=local.index)
    for border in (window.start_s, window.end_s):
        distance = (second - border).abs() % SECONDS_PER_DAY
        near |= (distance <= tolerance_s) | (distance >= SECONDS_PER_DAY - tolerance_s)
    return near


def epoch_ms(moments: pd.Series) -> NDArray[np.int64]:
    """Epoch milliseconds of ``datetime64[ms, UTC]`` without gaps."""
    at_ms: NDArray[np.int64] = (
        moments.dt.tz_localize(None).to_numpy().astype("datetime64[ms]").astype(np.int64)
    )
    return at_ms


def iso_utc(moment: pd.Timestamp) -> str:
    """An instant as ISO 8601 in UTC with milliseconds: ``2026-03-01T14:00:00.000Z``.

    Raises:
        TypeError: ``moment`` has no zone, so it is no instant.
    """
    return f"{moment.tz_convert('UTC').tz_localize(None).isoformat(timespec='milliseconds')}Z"
