"""From which instant on a contact comes after a request to stop: decided here and nowhere else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from collectguard.statements import StopRequest


class Start(NamedTuple):
    """The instant with which counting begins."""

    moment: pd.Timestamp
    """UTC."""
    exclusive: bool
    """Whether only what is strictly later counts; otherwise a contact at ``moment`` itself counts too."""


def starts_counting(stop: StopRequest, tz: str) -> Start:
    """The first instant at which a contact comes after the request.

    A request with a time: strictly later than that. A request with a date: from the midnight that ends
    this day in ``tz``, since nobody knows at which hour of the day it was made.

    Raises:
        ValueError: The request has neither a time nor a date.
    """
    if stop.at is not None:
        return Start(_utc(stop.at), exclusive=True)
    if stop.on is not None:
        return Start(end_of_day(stop.on, tz), exclusive=False)
    raise ValueError(f"The request {stop.id!r} has neither a time nor a date.")


def end_of_day(day: date, tz: str) -> pd.Timestamp:
    """The first instant (UTC) from which on every local date is later than ``day``.

    It is the next midnight. Where clocks jump over midnight it is the first instant behind the gap; where
    they show midnight twice, the first, or, when ``day`` comes back in between, the second.
    """
    zone = ZoneInfo(tz)
    midnight = datetime.combine(day + timedelta(days=1), time())
    first, second = (midnight.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    came_back = (second - timedelta(milliseconds=1)).astimezone(zone).date() == day
    return pd.Timestamp(second if came_back and first < second else first)


def _utc(moment: datetime) -> pd.Timestamp:
    return pd.Timestamp(moment).tz_convert("UTC")
