"""Signs in the times of records: too many in one second, calls that overlap."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from collectguard.provenance import file_name
from collectguard.schema import Log
from collectguard.statistics.arrays import utc
from collectguard.statistics.completeness.rows import Rows
from collectguard.statistics.completeness.sign import Sign
from collectguard.wording import Wording

MOST_IN_A_SECOND: Final = 20
OVERLAP_S: Final = 5
"""Seconds by which calls may overlap before they are counted: phones round, and hang up late."""
LONGEST_CALL_S: Final = 86_400
"""What is longer was not measured in seconds."""


@dataclass(frozen=True, kw_only=True)
class Stamped(Sign):
    """More records of one file carry the same second than a phone receives in one."""

    kind: ClassVar[str] = "one_second"
    source: str
    second: pd.Timestamp
    """The second with the most records, of equal ones the first; UTC."""
    records: int
    """How many carry that second."""
    seconds: int
    """How many seconds of this file hold more than `MOST_IN_A_SECOND` records."""
    records_in_all: int
    """How many records lie in those seconds; they are ``event_ids``."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("more than {most} records in one second").format(most=MOST_IN_A_SECOND)

    def _seen(self, wording: Wording) -> str:
        _ = wording._
        values = {
            "file": file_name(self.source),
            "n": wording.count(self.records),
            "second": wording.stamp(self.second),
        }
        if self.seconds > 1:
            return _(
                "{file}: {n} records carry one and the same second ({second}), and {seconds} seconds hold "
                "more than {most} each, {all} records in all. Restoring a backup or moving to a new phone "
                "stamps records like that; they may have come at other times."
            ).format(
                **values,
                seconds=wording.count(self.seconds),
                most=MOST_IN_A_SECOND,
                all=wording.count(self.records_in_all),
            )
        return _(
            "{file}: {n} records carry one and the same second ({second}). Restoring a backup or moving to a "
            "new phone stamps records like that; they may have come at other times."
        ).format(**values)

    def _advice(self, wording: Wording) -> str:
        return wording._(
            "Give a backup from before the restore or the move, if there is one; do not rest figures by hour "
            "or by day on these records alone."
        )


@dataclass(frozen=True, kw_only=True)
class Overlapping(Sign):
    """Calls of one phone begin while an earlier one still lasts."""

    kind: ClassVar[str] = "overlapping_calls"
    calls: int
    """Calls that begin more than `OVERLAP_S` before the end of one that began earlier. Each is in
    ``event_ids``, behind the one that it overlaps."""
    with_same_party: int
    """Of these, calls with the party of the one that they overlap."""
    first: pd.Timestamp
    """When the first of them begins, UTC."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("connected calls that overlap")

    def _seen(self, wording: Wording) -> str:
        _ = wording._
        said = _(
            "Calls that began while an earlier connected call still lasted: {n}; the first at {first}. Call "
            "waiting and conferences do this; so do a clock that was set and the calls of two phones in one "
            "log."
        ).format(n=wording.count(self.calls), first=wording.moment(self.first))
        if not self.with_same_party:
            return said
        return said + _(
            " Of these, with the number of the earlier call: {n}; the same call may stand in two files in "
            "different form."
        ).format(n=wording.count(self.with_same_party))

    def _advice(self, wording: Wording) -> str:
        return wording._(
            "If you know the cause, write it down; if the backup holds the calls of another phone as well, "
            "make one of each phone."
        )


def stamped(log: Log, rows: Rows) -> Iterator[Stamped]:
    """The files with more than `MOST_IN_A_SECOND` records in a second.

    Times that are known to the minute are left out.
    """
    rows = rows.where((rows.frame["time_quality"] == "ok").to_numpy(bool))
    if not len(rows):
        return
    sources = rows.frame["source_id"].to_numpy(np.int64)
    order = np.argsort(sources, kind="stable")
    seconds = (rows.at_ms // 1000)[order]
    starts = np.flatnonzero(np.append(True, (np.diff(sources[order]) != 0) | (np.diff(seconds) != 0)))
    sizes = np.diff(starts, append=len(order))
    many = sizes > MOST_IN_A_SECOND
    of_source = sources[order][starts]
    for source in np.unique(of_source[many]):
        found = np.flatnonzero(many & (of_source == source))
        largest = found[np.argmax(sizes[found])]
        places = np.concatenate([np.arange(starts[each], starts[each] + sizes[each]) for each in found])
        yield Stamped(
            source=str(log.sources["path"][source]),
            second=utc(seconds[starts[[largest]]] * 1000)[0],
            records=int(sizes[largest]),
            seconds=len(found),
            records_in_all=len(places),
            event_ids=rows.ids(order[places]),
        )


def overlapping(rows: Rows) -> Iterator[Overlapping]:
    """Of each phone, the connected calls in either direction that begin before an earlier one has ended.

    A call lasts for its talk time from ``started_at`` on. Its ringing before the answer is not stored, so its
    true end is later, and overlaps are rather missed than made up. Calls answered on another device are left
    out.
    """
    for owner, own in rows.by_owner().items():
        talked = own.is_call & (own.frame["outcome"] == "answered").to_numpy(bool)
        seconds = own.frame["duration_s"].to_numpy(np.int64, na_value=0)
        talks = own.where(talked & (seconds > 0) & (seconds < LONGEST_CALL_S))
        if not len(talks):
            continue
        ends = talks.at_ms + 1000 * talks.frame["duration_s"].to_numpy(np.int64)
        until = np.maximum.accumulate(ends)
        later = 1 + np.flatnonzero(talks.at_ms[1:] < until[:-1] - 1000 * OVERLAP_S)
        if not len(later):
            continue
        longest = np.maximum.accumulate(np.where(ends == until, np.arange(len(ends)), 0))
        earlier = longest[later - 1]
        party = talks.frame["party"].cat.codes.to_numpy()
        yield Overlapping(
            owner=rows.named(owner),
            calls=len(later),
            with_same_party=int((party[later] == party[earlier]).sum()),
            first=utc(talks.at_ms[later[:1]])[0],
            event_ids=talks.ids(np.column_stack([earlier, later]).ravel()),
        )
