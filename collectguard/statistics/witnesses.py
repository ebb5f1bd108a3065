"""Who knows the calls of each phone, and from when to when: its own log, or a carrier's list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd

from collectguard.clock import iso_utc
from collectguard.schema import Log, has_usable_time
from collectguard.statistics.coverage import Span, span_of

LEAST_APART: Final = pd.Timedelta(days=1)
"""A list and a phone's log seldom begin and end with the same call; less than this between them is no gap."""
LISTS_APART: Final = pd.Timedelta(days=7)
"""Lists are mostly of one month each; so long a time between the calls of two may be a missing list."""


class Witnessed(NamedTuple):
    """Who knows the calls of one phone, and from when to when.

    A phone's own log holds every call, a carrier's list holds answered ones only.
    """

    owner: str
    phone_calls: int
    """Records of any direction in the phone's own log; duplicates and unusable times among them."""
    carrier_calls: int
    """The same in carriers' lists."""
    phone: Span | None
    """First to last call of the phone's own log with a usable time."""
    carrier: tuple[Span, ...]
    """The same of carriers' lists, ascending: a month of which there is no list lies in none of them.

    Wider than what a reconciliation judges by (`Owner.list_spans`), which takes from a file only the time
    between its first and its last call."""

    @property
    def lists_alone(self) -> bool:
        """Whether every call that is known stands in a carrier's list: then none is known to be missed."""
        return bool(self.carrier_calls) and not self.phone_calls

    @property
    def answered_only(self) -> tuple[Span, ...]:
        """The time before and after the phone's own log, or all time, that lists alone cover; ascending."""
        return tuple(span for listed in self.carrier for span in _outside(listed, self.phone))

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values; instants as ISO 8601 in UTC."""
        return {
            "owner": self.owner,
            "phone_calls": self.phone_calls,
            "carrier_calls": self.carrier_calls,
            "phone": self.phone and [*map(iso_utc, self.phone)],
            "carrier": [[*map(iso_utc, span)] for span in self.carrier],
            "answered_only": _as_json(self.answered_only),
        }


@dataclass(frozen=True)
class Witnesses:
    """Who knows the calls of each phone."""

    phones: tuple[Witnessed, ...] = ()
    """Those with a call, by owner."""

    def of(self, owner: str) -> Witnessed:
        """Who knows the calls of this owner's phone."""
        found = (each for each in self.phones if each.owner == owner)
        return next(found, Witnessed(owner, 0, 0, None, ()))

    def among(self, owners: Iterable[str]) -> "Witnesses":
        """The same of these owners' phones alone."""
        wanted = {*owners}
        return Witnesses(tuple(each for each in self.phones if each.owner in wanted))

    @property
    def listed(self) -> tuple[Witnessed, ...]:
        """The phones of which there is a carrier's list."""
        return tuple(each for each in self.phones if each.carrier_calls)

    @property
    def lists_alone(self) -> bool:
        """Whether every call that is known, of whatever phone, stands in a carrier's list."""
        return bool(self.listed) and all(each.lists_alone for each in self.phones)

    @property
    def answered_only(self) -> tuple[Span, ...]:
        """The times in which a phone's calls are known from lists alone, by owner and time.

        There only answered calls are known, and a count of calls is a lower bound.
        """
        return tuple(span for each in self.phones for span in each.answered_only)

    def answered_only_json(self) -> dict[str, list[list[str]]]:
        """Where there is such time, it as plain JSON values under ``answered_only``, to stand beside counts.

        Instants are ISO 8601 in UTC, first and last call of each time.
        """
        return {"answered_only": _as_json(self.answered_only)} if self.answered_only else {}

    def around(self, moment: pd.Timestamp) -> Span | None:
        """The time around an instant of which own logs and lists hold the calls without a missing list."""
        spans = [span for each in self.phones for span in (each.phone, *each.carrier) if span is not None]
        return next((span for span in _drawn_together(spans) if span.first <= moment <= span.last), None)

    @property
    def every_call(self) -> Span | None:
        """The time that the own logs of all phones with a list have in common; ``None`` where there is none.

        Without any list nothing is said: then the time of all records is to be taken.
        """
        own = [each.phone for each in self.listed]
        if not own or None in own:
            return None
        spans = [span for span in own if span is not None]
        common = Span(max(span.first for span in spans), min(span.last for span in spans))
        return common if common.first < common.last else None


def witnesses(log: Log) -> Witnesses:
    """From when to when each phone's calls are known from its own log, and from carriers' lists.

    Calls of any direction count, duplicates too: that a call stands in both shows that both cover it.
    """
    calls = log.events.loc[log.events["kind"] == "call", ["owner", "source_id", "started_at", "time_quality"]]
    from_list = calls["source_id"].isin(log.carrier_lists)
    owners = calls["owner"].astype("str").fillna(log.settings.owner)
    found = []
    for owner in sorted(owners.unique()):
        own, listed = calls[(owners == owner) & ~from_list], calls[(owners == owner) & from_list]
        span = span_of(own.loc[has_usable_time(own), "started_at"])
        found.append(Witnessed(owner, len(own), len(listed), span, _of_lists(listed)))
    return Witnesses(tuple(found))


def _as_json(spans: Iterable[Span]) -> list[list[str]]:
    return [[*map(iso_utc, span)] for span in spans]


def _of_lists(calls: pd.DataFrame) -> tuple[Span, ...]:
    """The spans of all lists, those drawn together between which less than `LISTS_APART` lies."""
    moments = calls[has_usable_time(calls)].groupby("source_id")["started_at"]
    return _drawn_together(Span(part.min(), part.max()) for _, part in moments)


def _drawn_together(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same times, ascending, those between which less than `LISTS_APART` lies as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.first - joined[-1].last < LISTS_APART:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return tuple(joined)


def _outside(listed: Span, own: Span | None) -> Iterator[Span]:
    """What of the time of a list lies before and after the phone's own log."""
    if own is None or listed.last < own.first or own.last < listed.first:
        yield listed
        return
    for part in (Span(listed.first, own.first), Span(own.last, listed.last)):
        if part.last - part.first >= LEAST_APART:
            yield part
