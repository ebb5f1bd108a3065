"""From when to when a log was observed: the time in which a silence means something."""

from typing import NamedTuple

import pandas as pd

from collectguard.schema import Log, has_usable_time


class Span(NamedTuple):
    """First and last instant of some records, both included."""

    first: pd.Timestamp
    """UTC."""
    last: pd.Timestamp
    """UTC."""

    @property
    def days(self) -> float:
        """Length in days of 24 hours, at least 1: a rate needs time to be a rate."""
        return max((self.last - self.first) / pd.Timedelta(days=1), 1.0)


def observed_window(log: Log) -> Span | None:
    """First to last record with a usable time, of any party and direction, duplicates left out.

    Exposure comes from the whole log: taken from one party's own records, its rates would inflate.
    ``None`` when no record has a usable time.
    """
    return span_of(usable(log)["started_at"])


def usable(log: Log) -> pd.DataFrame:
    """``kind`` and ``started_at`` of all records of any direction with a usable time, no duplicates."""
    return log.unique.loc[has_usable_time(log.unique), ["kind", "started_at"]]


def span_of(moments: pd.Series) -> Span | None:
    """The span of these instants; ``None`` when there is none."""
    return Span(moments.min(), moments.max()) if len(moments) else None


def recorded(log: Log) -> tuple[Span | None, Span | None]:
    """The span of the calls and that of the messages, of any party and direction, with a usable time.

    ``None`` for a sort of which the log holds no such record.
    """
    records = usable(log)
    is_call = records["kind"] == "call"
    return span_of(records.loc[is_call, "started_at"]), span_of(records.loc[~is_call, "started_at"])


def both_recorded(log: Log) -> Span | None:
    """The time in which a log holds calls as well as messages; its start is the ``since`` of `before_after`.

    Phones keep calls for less long than messages: before the first call, silence on the line says nothing.
    Where the one sort ends before the other begins, the span ends before it begins. ``None`` where the log
    holds one sort only, or no record with a usable time.
    """
    calls, messages = recorded(log)
    if calls is None or messages is None:
        return None
    return Span(max(calls.first, messages.first), min(calls.last, messages.last))
