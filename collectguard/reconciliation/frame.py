"""Pairs and calls without a partner as rows of one table."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Ints
from collectguard.schema import HIDDEN

STATUSES: Final = (
    "matched", "only_phone", "only_list", "answered_in_list", "outside_list", "outside_phone", "other_sim",
    "not_comparable", "short", "repeated",
)  # fmt: skip
ALONE: Final = ("only_phone", "only_list")
"""The statuses of calls that one source holds and the other should."""
HOW: Final = ("number", "masked", "hidden", "unmasked", "clock", "masked_clock")
BY_ANOTHER_CLOCK: Final = ("clock", "masked_clock")
"""How pairs were found that share another offset of the clocks than most."""

CALL_DTYPES: Final[dict[str, Any]] = {
    "owner": "str",
    "party": "str",
    "direction": pd.CategoricalDtype(["in", "out"]),
    "status": pd.CategoricalDtype([*STATUSES]),
    "how": pd.CategoricalDtype([*HOW]),
    "phone_event_id": "str",
    "list_event_id": "str",
    "phone_at": "datetime64[ms, UTC]",
    "list_at": "datetime64[ms, UTC]",
    "difference_s": "Int64",
    "phone_duration_s": "Int64",
    "list_duration_s": "Int64",
    "duration_difference_s": "Int64",
}
"""Columns of ``Reconciliation.calls``: one row for each pair, and for each call without a partner.

``party`` is the number where either side has it. ``status``: ``matched``; ``only_phone`` and
``only_list``, at a time that both sources cover; ``answered_in_list``, a call that both hold, the phone as
not answered and the list as answered, as where another telephone or a voice mailbox took it: one contact, and
no call of one source only; ``outside_list``, a call of the phone at a time that no
list covers; ``outside_phone``, a call of the list at a time that the phone's log does not cover (it may
have dropped it); ``other_sim``, a call of the phone over a SIM card of which the lists hold hardly any call;
``not_comparable``, where a side does not name the number; ``short``, below the shortest talk time that
counts; ``repeated``, where another file of the same side holds the call already.
``how`` of a pair: by ``number``; ``masked``, the digits that the list shows agree; ``hidden``, the list
names nobody, time and talk time agree; ``unmasked``, the phone names nobody and the list does; ``clock``,
the numbers agree, and many pairs share another offset of the clocks than most have; ``masked_clock``,
the same where the list shows some digits only.
``difference_s`` is the time of the list less that of the phone, both rounded down to the second;
``duration_difference_s`` the list's talk time less the phone's.
"""

NONE: Final = -1
"""In place of a row, where a side has no such call."""


def frame_of(
    events: pd.DataFrame, phone: Ints, other: Ints, how: Sequence[str | None], status: Sequence[str]
) -> pd.DataFrame:
    """`CALL_DTYPES` of calls of one owner.

    Args:
        events: The frame of events.
        phone: For each row the place of the phone's event, or `NONE`.
        other: Likewise of the list's.
        how: For each row how the pair was found.
        status: For each row its status.
    """
    columns: dict[str, pd.Series] = {}
    for side, rows in (("phone", phone), ("list", other)):
        for name, column in (("event_id", "event_id"), ("at", "started_at"), ("duration_s", "duration_s")):
            columns[f"{side}_{name}"] = _column(events[column], rows)
    either = np.where(phone == NONE, other, phone)
    hidden = (events["party_class"] == HIDDEN).to_numpy(bool)
    with_number = np.where(hidden[either] & (other != NONE), other, either)
    columns["owner"] = _column(events["owner"], either)
    columns["direction"] = _column(events["direction"], either)
    columns["party"] = _column(events["party"], with_number)
    columns["how"] = pd.Series(how, dtype="object")
    columns["status"] = pd.Series(status, dtype="object")
    columns["difference_s"] = _whole_seconds(columns["list_at"]) - _whole_seconds(columns["phone_at"])
    columns["duration_difference_s"] = columns["list_duration_s"] - columns["phone_duration_s"]
    return pd.DataFrame(columns, columns=list(CALL_DTYPES)).astype(CALL_DTYPES)


def none(calls: Ints) -> Ints:
    """`NONE` for each of these."""
    return np.full(len(calls), NONE, np.int64)


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by time, that of the phone where there is one; then by ids."""
    at = frame["phone_at"].fillna(frame["list_at"])
    keys = [at.to_numpy("datetime64[ms]")]
    keys += [frame[name].fillna("").to_numpy("U") for name in ("phone_event_id", "list_event_id")]
    return frame.take(np.lexsort(keys[::-1])).reset_index(drop=True)


def _column(values: pd.Series, rows: Ints) -> pd.Series:
    there: Bools = rows != NONE
    return values.iloc[np.where(there, rows, 0)].reset_index(drop=True).where(pd.Series(there))


def _whole_seconds(moments: pd.Series) -> pd.Series:
    whole = moments.dt.floor("s") - pd.Timestamp(0, tz="UTC")
    seconds: pd.Series = whole.dt.total_seconds().astype("Int64")
    return seconds
