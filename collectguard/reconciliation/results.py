"""What came of holding the phone's calls against the carrier's list."""

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, Self

import numpy as np
import pandas as pd

from collectguard.clock import iso_utc
from collectguard.reconciliation.calls import LeftOut
from collectguard.reconciliation.candidates import SAME_TALK_S
from collectguard.reconciliation.spans import Spans

STATUSES: Final = (
    "matched", "only_phone", "only_list", "outside_list", "outside_phone", "other_sim",
    "not_comparable", "short", "repeated",
)  # fmt: skip
HOW: Final = ("number", "masked", "hidden", "unmasked", "not_answered")

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
"""Columns of `Reconciliation.calls`: one row for each pair, and for each call without a partner.

``party`` is the number where either side has it. ``status``: ``matched``; ``only_phone`` and
``only_list``, at a time that both sources cover; ``outside_list``, a call of the phone at a time that no
list covers; ``outside_phone``, a call of the list at a time that the phone's log does not cover (it may
have dropped it); ``other_sim``, a call of the phone over a SIM card of which the lists hold hardly any call;
``not_comparable``, where a side does not name the number; ``short``, below the shortest talk time that
counts; ``repeated``, where another file of the same side holds the call already.
``how`` of a pair: by ``number``; ``masked``, the digits that the list shows agree; ``hidden``, the list
names nobody, time and talk time agree; ``unmasked``, the phone names nobody and the list does. Of a call in
the list only, ``not_answered``: the phone holds it as not answered, so another telephone or a voice mailbox
may have answered.
``difference_s`` is the time of the list less that of the phone, both rounded down to the second;
``duration_difference_s`` the list's talk time less the phone's.
"""

_HALF_HOUR: Final = 1800
_OFF_ZONE_S: Final = 90
"""Ring time that may come on top of a wrong zone."""


class Month(NamedTuple):
    """Answered calls of a month of the local clock; a pair belongs to the month of the phone's time."""

    month: str
    """``2026-03``."""
    phone: int
    """In the phone's log, whether the list covers them or not."""
    list: int
    matched: int


class Durations(NamedTuple):
    """Talk times of the pairs. A list in whole minutes is held against the phone's rounded up."""

    equal: int
    within_1_s: int
    """Apart by one second."""
    larger: int
    """Apart by more."""
    largest_s: int | None
    """The largest difference, without its sign; null where nothing matched."""


@dataclass(frozen=True)
class Agreement:
    """How far phone and list agree, for one owner or for all together."""

    matched: int
    only_phone: int
    only_list: int
    offset_s: float | None
    """Median over the pairs of the list's time less the phone's; null where nothing matched."""
    spread_s: float | None
    """Width of the middle half of those differences (third quartile less first): 0 for a constant
    offset; ring times make it larger. Null where nothing matched."""
    months: tuple[Month, ...]
    lowest_s: int | None
    """The smallest difference of a pair."""
    highest_s: int | None
    offset_certain: bool
    """Enough calls agree on an offset; else the two clocks were taken to be equal."""
    zone_shift_s: int | None
    """Whole half hours that the offset comes close to: a file was probably read by another zone."""
    minutes: bool
    """The list gives talk times in whole minutes."""
    durations: Durations
    masked: int
    """Of the pairs, those of which the list shows some digits only."""
    hidden: int
    """Of the pairs, those that the list does not name."""
    unmasked: int
    """Of the pairs, those that the phone shows without a number and the list with one."""
    outside_list: int
    outside_phone: int
    other_sim: int
    not_comparable: int
    short: int
    """Pairs and calls below the shortest talk time that counts."""
    repeated: int
    not_answered_in_phone: int
    """Of the calls in the list only, those that the phone holds as not answered."""
    left_out: tuple[LeftOut, ...]
    """What could not be held against the other side."""

    @property
    def judged(self) -> int:
        """Answered calls at times that both sources cover: in both, or in one that should be in both."""
        return self.matched + self.only_phone + self.only_list

    @property
    def not_answered(self) -> int:
        """Calls of the phone that nobody took: they cannot be in a list."""
        return sum(each.calls for each in self.left_out if each[:2] == ("phone", "not_answered"))

    @property
    def incomplete(self) -> int:
        """Calls of either side that could not be compared for want of a time, talk time or direction."""
        return sum(each.calls for each in self.left_out) - self.not_answered

    @classmethod
    def of(
        cls,
        calls: pd.DataFrame,
        tz: str,
        *,
        certain: bool,
        minutes: bool,
        left_out: tuple[LeftOut, ...],
    ) -> Self:
        """The figures of these rows of `Reconciliation.calls`."""
        number = {status: int((calls["status"] == status).sum()) for status in STATUSES}
        pairs = calls[calls["status"] == "matched"]
        differences = pairs["difference_s"].to_numpy(np.int64)
        offset = _plain(np.median(differences)) if len(pairs) else None
        first, third = np.quantile(differences, [0.25, 0.75]) if len(pairs) else (0, 0)
        return cls(
            matched=number["matched"],
            only_phone=number["only_phone"],
            only_list=number["only_list"],
            offset_s=offset,
            spread_s=_plain(third - first) if len(pairs) else None,
            months=_months(calls, tz),
            lowest_s=int(differences.min()) if len(pairs) else None,
            highest_s=int(differences.max()) if len(pairs) else None,
            offset_certain=certain and len(pairs) > 0,
            zone_shift_s=_zone_shift(offset),
            minutes=minutes,
            durations=_durations(pairs, minutes=minutes),
            **{how: int((pairs["how"] == how).sum()) for how in HOW[1:4]},
            **{status: number[status] for status in STATUSES[3:]},
            not_answered_in_phone=int(
                ((calls["status"] == "only_list") & (calls["how"] == "not_answered")).sum()
            ),
            left_out=left_out,
        )

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, the shape that others rely on first."""
        return {
            "matched": self.matched,
            "only_phone": self.only_phone,
            "only_list": self.only_list,
            "offset_s": self.offset_s,
            "spread_s": self.spread_s,
            "months": [month._asdict() for month in self.months],
            "judged": self.judged,
            **{
                each.name: getattr(self, each.name)
                for each in fields(self)[6:]
                if each.name not in {"durations", "left_out"}
            },
            "durations": self.durations._asdict(),
            "left_out": [each._asdict() for each in self.left_out],
        }


class Owner(NamedTuple):
    """The calls of one owner."""

    owner: str
    agreement: Agreement
    phone_spans: Spans
    """What the phone's log covers, by the phone's clock."""
    list_spans: Spans
    """What the lists cover, by theirs."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "owner": self.owner,
            **self.agreement.as_json(),
            "phone_spans": [[_iso(moment) for moment in span] for span in self.phone_spans],
            "list_spans": [[_iso(moment) for moment in span] for span in self.list_spans],
        }


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """Two witnesses of the same calls, held against each other."""

    calls: pd.DataFrame
    """`CALL_DTYPES`, sorted by owner and time; index 0 … n-1."""
    total: Agreement
    """Of all owners. Their clocks may differ, so its offset says little where there are several."""
    owners: tuple[Owner, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values: first those of `Agreement` that others rely on, then what explains them."""
        return {**self.total.as_json(), "owners": [owner.as_json() for owner in self.owners]}

    def calls_json(self) -> list[dict[str, Any]]:
        """The rows of ``calls`` as plain JSON values; times in UTC."""
        return [
            {
                name: None if pd.isna(value) else iso_utc(value) if isinstance(value, pd.Timestamp) else value
                for name, value in zip(self.calls.columns, row, strict=True)
            }
            for row in zip(*(self.calls[name].astype(object) for name in self.calls), strict=True)
        ]


def counterparts(reconciliation: Reconciliation) -> dict[str, str]:
    """The event id of the same call in the other source, for each event that has one, in both directions."""
    pairs = reconciliation.calls.dropna(subset=["phone_event_id", "list_event_id"])
    phone, other = pairs["phone_event_id"].tolist(), pairs["list_event_id"].tolist()
    return {**dict(zip(phone, other, strict=True)), **dict(zip(other, phone, strict=True))}


def _plain(seconds: float) -> float:
    """An integer where it is whole."""
    return int(seconds) if float(seconds).is_integer() else float(seconds)


def _months(calls: pd.DataFrame, tz: str) -> tuple[Month, ...]:
    counted = calls[~calls["status"].isin(["short", "repeated"])]
    at = counted["phone_at"].fillna(counted["list_at"]).dt.tz_convert(tz)
    frame = pd.DataFrame(
        {
            "month": at.dt.strftime("%Y-%m"),
            "phone": counted["phone_at"].notna(),
            "list": counted["list_at"].notna(),
            "matched": counted["status"] == "matched",
        }
    )
    sums = frame.groupby("month", sort=True)[["phone", "list", "matched"]].sum()
    return tuple(
        Month(str(month), *map(int, row))
        for month, row in zip(sums.index, sums.itertuples(index=False), strict=True)
    )


def _durations(pairs: pd.DataFrame, *, minutes: bool) -> Durations:
    apart = pairs["duration_difference_s"].to_numpy(np.int64)
    if minutes:
        phone, other = (pairs[f"{side}_duration_s"].to_numpy(np.int64) for side in ("phone", "list"))
        apart = other - -(-phone // 60) * 60
    apart = np.abs(apart)
    return Durations(
        equal=int((apart == 0).sum()),
        within_1_s=int((apart == 1).sum()),
        larger=int((apart > 1).sum()),
        largest_s=int(apart.max()) if len(apart) else None,
    )


def _zone_shift(offset: float | None) -> int | None:
    """Whole half hours, with what a ring time and rounding add."""
    if offset is None:
        return None
    shift = round((offset - _OFF_ZONE_S / 2) / _HALF_HOUR) * _HALF_HOUR
    close = -SAME_TALK_S <= offset - shift <= _OFF_ZONE_S
    return shift if shift and close else None


def _iso(second: int) -> str:
    return iso_utc(pd.Timestamp(second, unit="s", tz="UTC"))
