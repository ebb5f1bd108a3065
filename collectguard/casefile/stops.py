"""From which instant on a contact comes after a request to stop: decided here and nowhere else."""

from datetime import date, datetime
from typing import NamedTuple

import pandas as pd

from collectguard.casefile.model import StopRequest


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
    midnight = pd.Timestamp(day) + pd.Timedelta(days=1)
    first, second = (
        midnight.tz_localize(tz, ambiguous=earlier, nonexistent="shift_forward") for earlier in (True, False)
    )
    just_before = second - pd.Timedelta(milliseconds=1)
    return (first if just_before.date() > day else second).tz_convert("UTC")


def _utc(moment: datetime) -> pd.Timestamp:
    return pd.Timestamp(moment).tz_convert("UTC")
