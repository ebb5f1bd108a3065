"""How far phone and list agree, in figures."""

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, Self

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import LeftOut
from collectguard.reconciliation.candidates import SAME_TALK_S, talk_apart
from collectguard.reconciliation.frame import BY_ANOTHER_CLOCK
from collectguard.reconciliation.offset import RING_S

_HALF_HOUR: Final = 1800


class Month(NamedTuple):
    """Answered calls of a month of the local clock; a pair belongs to the month of the phone's time."""

    month: str
    """``2026-03``."""
    phone: int
    """In the phone's log, whether the list covers them or not."""
    list: int
    matched: int


class Durations(NamedTuple):
    """Talk times of the pairs, as `talk_apart` gives them."""

    equal: int
    within_1_s: int
    """Apart by one second; of a list in whole minutes, those whose rounding a second or two decides."""
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
    masked: int
    """Of the pairs, those of which the list shows some digits only."""
    hidden: int
    """Of the pairs, those that the list does not name."""
    unmasked: int
    """Of the pairs, those that the phone shows without a number and the list with one."""
    other_clock: int
    """Of the pairs, those that share another offset of the clocks; offset and spread are without them."""
    outside_list: int
    outside_phone: int
    other_sim: int
    not_comparable: int
    short: int
    """Pairs and calls below the shortest talk time that counts."""
    repeated: int
    answered_in_list: int
    """Calls that the list holds as answered and the phone as not answered; not judged."""
    counted_twice_at_most: int
    """Incoming calls of the list that cannot be compared: each counts, though the phone may hold it."""
    durations: Durations
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
        status = _counts(calls["status"])
        pairs = calls[calls["status"] == "matched"]
        how, by_another_clock = _counts(pairs["how"]), pairs["how"].isin(BY_ANOTHER_CLOCK)
        differences = pairs.loc[~by_another_clock, "difference_s"].to_numpy(np.int64)
        uncertain = (calls["status"] == "not_comparable") & (calls["direction"] == "in")
        offset = _plain(np.median(differences)) if len(differences) else None
        first, third = np.quantile(differences, [0.25, 0.75]) if len(differences) else (0, 0)
        return cls(
            matched=status["matched"],
            only_phone=status["only_phone"],
            only_list=status["only_list"],
            offset_s=offset,
            spread_s=_plain(third - first) if len(pairs) else None,
            months=_months(calls, tz),
            lowest_s=int(differences.min()) if len(pairs) else None,
            highest_s=int(differences.max()) if len(pairs) else None,
            offset_certain=certain and len(pairs) > 0,
            zone_shift_s=_zone_shift(offset),
            minutes=minutes,
            masked=how["masked"] + how["masked_clock"],
            hidden=how["hidden"],
            unmasked=how["unmasked"],
            other_clock=int(by_another_clock.sum()),
            outside_list=status["outside_list"],
            outside_phone=status["outside_phone"],
            other_sim=status["other_sim"],
            not_comparable=status["not_comparable"],
            short=status["short"],
            repeated=status["repeated"],
            answered_in_list=status["answered_in_list"],
            counted_twice_at_most=int((uncertain & calls["list_event_id"].notna()).sum()),
            durations=_durations(pairs, minutes=minutes),
            left_out=left_out,
        )

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, the shape that others rely on first."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return values | {
            "months": [month._asdict() for month in self.months],
            "durations": self.durations._asdict(),
            "left_out": [each._asdict() for each in self.left_out],
            "judged": self.judged,
        }


def _counts(words: pd.Series) -> dict[str, int]:
    """How often each category stands there."""
    return {str(word): int(count) for word, count in words.value_counts().items()}


def _plain(seconds: float) -> float:
    """An integer where it is whole."""
    return int(seconds) if float(seconds).is_integer() else float(seconds)


def _months(calls: pd.DataFrame, tz: str) -> tuple[Month, ...]:
    counted = calls[~calls["status"].isin(["short", "repeated"])]
    at = counted["phone_at"].fillna(counted["list_at"]).dt.tz_convert(tz)
    frame = pd.DataFrame(
        {
            "month": at.dt.strftime("%Y-%m"),
            "phone": counted["phone_at"].notna() & (counted["status"] != "answered_in_list"),
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
    phone, other = (pairs[f"{side}_duration_s"].to_numpy(np.int64) for side in ("phone", "list"))
    apart = np.abs(talk_apart(phone, other, minutes=minutes))
    return Durations(
        equal=int((apart == 0).sum()),
        within_1_s=int((apart == 1).sum()),
        larger=int((apart > 1).sum()),
        largest_s=int(apart.max()) if len(apart) else None,
    )


def _zone_shift(offset: float | None) -> int | None:
    """The whole half hours that an offset comes close to; ``None`` where it comes close to none, or to 0."""
    if offset is None:
        return None
    # A phone notes when it begins to ring, a list mostly when talk begins: up to a ring time comes on top.
    shift = round((offset - RING_S / 2) / _HALF_HOUR) * _HALF_HOUR
    close = -SAME_TALK_S <= offset - shift <= RING_S
    return shift if shift and close else None
