"""What the owner's word makes countable: frames that join the case file to the log, for reports to print."""

from dataclasses import dataclass, field
from typing import Final, Literal

import pandas as pd

Standing = Literal["compared", "short", "no_time_before", "no_time_after", "nothing"]
"""Whether two rates can be compared: they can; less than a day is observed on one side; nothing was recorded
before, or after; nothing was counted on either side."""

Alike = Literal["all", "own_log", "answered"]
"""What is compared, so that both sides of a date hold the same sorts of calls: all contacts; those of the
time of the phone's own call log; messages and answered calls, since a carrier's list holds no others."""

SHORTEST_DAYS: Final = 1.0
"""Less time than this on one side of a date gives no rate worth comparing."""

REST: Final = ("unassigned", "left_out", "other_phones")
"""Rows behind the actors: numbers that the report is about and no actor has; numbers in the contacts, known
well or protected; phones of protected people. With the actors they add up to all contacts."""

ACTOR_DTYPES: Final = {
    "kind": "str", "name": "str", "role": "str", "given": "Int64", "seen": "int64", "in_debt": "bool",
    "largest_party": "str", "largest_count": "int64",
}  # fmt: skip

_UTC = "datetime64[ms, UTC]"
_DATE = "datetime64[ms]"

COMPARISON_DTYPES: Final = {
    "start": _UTC, "exclusive": "bool", "before_count": "int64", "after_count": "int64",
    "after_active_days": "int64", "first_after": _UTC, "last_after": _UTC, "since": _UTC, "until": _UTC,
    "alike": "str", "compared_before": "int64", "compared_after": "int64",
    "before_days": "float64", "after_days": "float64",
    "rate_before": "float64", "rate_after": "float64", "rate_ratio": "float64", "ratio_low": "float64",
    "ratio_high": "float64", "p_value": "float64", "standing": "str", "quiet_days": "float64",
    "quiet_from": _UTC, "quiet_to": _UTC, "quiet_open": "bool", "after_ids": "object",
}  # fmt: skip
"""Before and after an instant.

``start`` and ``exclusive``: counted as after is what is later than ``start`` or, unless ``exclusive``, at it.
``before_count``, ``after_count``: all contacts with a usable time. Those after fall on
``after_active_days`` local dates, from ``first_after`` to ``last_after`` (NaT when none); ``after_ids`` are
their event ids by time (tuple).
``since``: from when on calls and messages are both recorded, NaT where that is the whole time; what is
compared lies behind it, and before ``until`` (NaT where that is the end of the records). ``alike``: an
`Alike`, other than ``all`` only where some of the time is known from a carrier's list alone. The compared
counts, the days of 24 hours observed, the rates a day, their ratio with its exact 95 % interval and p value
are those of ``statistics.before_after``; ``standing`` is a `Standing` and says what the ratio is worth.
``quiet_days``: the longest time without a contact after ``start`` while calls and messages were both
recorded, in days of 24 hours, from ``quiet_from`` to ``quiet_to``; NaN when nothing was recorded then. It is
``quiet_open`` where the end of the records, not a contact, ends it.
"""

REQUEST_DTYPES: Final = {
    "to": "str", "name": "str", "number_count": "int64", "how": "str", "by": "str", "fixed_by": "str",
} | COMPARISON_DTYPES  # fmt: skip

DEBT_DTYPES: Final = {
    "creditor": "str", "kind": "str", "due": _DATE, "overdue_since": _DATE, "settled_on": _DATE,
    "actors": "object", "before_count": "Int64", "before_active_days": "Int64", "before_first": _DATE,
    "before_last": _DATE, "before_shared": "Int64", "before_ids": "object",
    "after_count": "Int64", "after_active_days": "Int64", "after_first": _DATE, "after_last": _DATE,
    "after_shared": "Int64", "after_ids": "object",
}  # fmt: skip

PROTECTED_DTYPES: Final = {
    "name": "str", "relation": "str", "owner": "str", "read": "bool", "incoming": "int64",
    "from_actors": "int64", "active_days": "int64", "first": _UTC, "last": _UTC, "actors": "object",
    "parties": "object", "event_ids": "object",
}  # fmt: skip

COMPLAINT_DTYPES: Final = {
    "on": _DATE, "channel": "str", "reference": "str", "whose": "str",
} | COMPARISON_DTYPES  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """From when to when the backups hold each sort of record, UTC; ``None`` where they hold none of it."""

    first_call: pd.Timestamp | None = None
    last_call: pd.Timestamp | None = None
    first_message: pd.Timestamp | None = None
    last_message: pd.Timestamp | None = None


@dataclass(frozen=True, eq=False)
class Told:
    """What ``casefile.countable`` counts."""

    recorded: Recorded
    actors: pd.DataFrame = field(repr=False)
    """``casefile.per_actor``: one row per actor of the case file, then those of `REST`."""
    requests: pd.DataFrame = field(repr=False)
    """``casefile.after_stops``: one row per request to stop."""
    debts: pd.DataFrame = field(repr=False)
    """``casefile.around_due_dates``: one row per debt."""
    protected: pd.DataFrame = field(repr=False)
    """``casefile.protected_contacts``: one row per protected person."""
    complaints: pd.DataFrame = field(repr=False)
    """``casefile.after_complaints``: one row per complaint."""
