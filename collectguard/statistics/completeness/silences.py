"""Signs of missing time: silences of everybody that the log's own rhythm makes improbable (S18)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.statistics.arrays import Ints, utc
from collectguard.statistics.completeness.rhythm import Gap, improbable_gaps
from collectguard.statistics.completeness.rows import Rows
from collectguard.statistics.completeness.silent import Silent, Sort

_DAY: Final = pd.Timedelta(days=1)


class _Series(NamedTuple):
    """Records of one sort on one phone, and the time in which they would have been kept."""

    sort: Sort
    rows: Rows
    first_ms: int
    last_ms: int


def silences(log: Log, phones: Rows, lists: Rows) -> Iterator[Silent]:
    """The improbable silences of each phone, the longest first.

    Calls and messages together are judged in the time in which both were recorded; each sort alone from the
    first record of either to the last, since phones keep calls for less long than messages. A silence of one
    sort is left out where more than half of it is one of both.

    Args:
        log: Gives the zone.
        phones: Records of phones' own backups.
        lists: Calls of carriers' lists, which rest on another rhythm: answered calls alone.
    """
    listed = lists.by_owner()
    for owner, rows in phones.by_owner().items():
        found: list[Silent] = []
        for series in _series(rows):
            for gap in improbable_gaps(series.rows.at_ms, series.first_ms, series.last_ms, log.settings.tz):
                silent = _silent(series, gap, rows, listed.get(owner), phones.named(owner))
                if not any(_is_most_of(other, silent) for other in found if other.sort == "all"):
                    found.append(silent)
        yield from sorted(found, key=lambda each: (-each.days, each.start))


def _series(rows: Rows) -> Iterator[_Series]:
    calls, messages = rows.where(rows.is_call), rows.where(~rows.is_call)
    if len(calls) and len(messages):
        first = max(int(calls.at_ms[0]), int(messages.at_ms[0]))
        last = min(int(calls.at_ms[-1]), int(messages.at_ms[-1]))
        both = rows.where((rows.at_ms >= first) & (rows.at_ms <= last))
        if len(both):
            yield _Series("all", both, first, last)
    if len(calls):
        yield _Series("calls", calls, int(rows.at_ms[0]), int(rows.at_ms[-1]))
    if len(messages):
        yield _Series("messages", messages, int(rows.at_ms[0]), int(rows.at_ms[-1]))


def _silent(series: _Series, gap: Gap, rows: Rows, listed: Rows | None, owner: str | None) -> Silent:
    at_ms = series.rows.at_ms
    before = int(np.searchsorted(at_ms, gap.start_ms, "right")) - 1
    after = int(np.searchsorted(at_ms, gap.end_ms, "left"))
    edges = np.array([place for place in (before, after) if 0 <= place < len(at_ms)])
    start, end = utc(np.array([gap.start_ms, gap.end_ms]))
    sources = series.rows.frame["source_id"].to_numpy(np.int64)
    of_other_sort = (
        np.zeros(len(rows), bool) if series.sort == "all" else rows.is_call != (series.sort == "calls")
    )
    return Silent(
        owner=owner,
        sort=series.sort,
        place="before" if before < 0 else "after" if after == len(at_ms) else "within",
        start=start,
        end=end,
        days=(end - start) / _DAY,
        chance=gap.chance,
        others=_between(rows.at_ms[of_other_sort], gap),
        listed=0 if listed is None or series.sort == "messages" else _between(listed.at_ms, gap),
        covered=bool(np.intersect1d(sources[: before + 1], sources[after:]).size),
        event_ids=series.rows.ids(edges),
    )


def _between(at_ms: Ints, gap: Gap) -> int:
    """How many of these instants lie within; the border of the window is a record of the other sort."""
    return int(((at_ms >= gap.start_ms) & (at_ms <= gap.end_ms)).sum())


def _is_most_of(other: Silent, silent: Silent) -> bool:
    common = min(other.end, silent.end) - max(other.start, silent.start)
    return common / _DAY > silent.days / 2
