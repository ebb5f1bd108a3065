"""Before and after an instant that the owner has named: counts, rates, and how long it stayed quiet."""

from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard import statistics
from collectguard.casefile.grouping import event_ids, one_group
from collectguard.casefile.phones import Bools
from collectguard.casefile.rows import Row
from collectguard.casefile.stops import Start
from collectguard.schema import Log
from collectguard.told import SHORTEST_DAYS, Alike, Standing

LEAST_OF_OWN_LOG: Final = pd.Timedelta(days=7)
"""The phone's own log must reach so far on either side of a date to be what is compared: a whole week, since
workdays differ from weekends. It depends on the files alone, not on what was counted."""

_COMPARED = (
    "before_days", "after_days", "rate_before", "rate_after", "rate_ratio", "ratio_low", "ratio_high",
    "p_value",
)  # fmt: skip


def before_and_after(log: Log, theirs: Bools, start: Start) -> Row:
    """The contacts among some events on either side of an instant: a row of ``told.COMPARISON_DTYPES``.

    Args:
        log: The log.
        theirs: The rows of ``log.events`` to count, where they are contacts.
        start: The instant, and whether a contact at it still comes before.
    """
    alike = _alike(log, theirs, start)
    every, compared = _counted(log, Part(theirs), start), _counted(log, alike, start)
    later = statistics.contacts_after(log, at=start.moment, exclusive=start.exclusive)
    later_theirs = theirs & log.events.index.isin(later.index)
    after = statistics.counts(log, by=one_group(log, later_theirs)).reindex(["group"])  # no contact, no row
    return {
        "start": start.moment,
        "exclusive": start.exclusive,
        "before_count": int(every["before_count"]),
        "after_count": int(every["after_count"]),
        "after_active_days": int(after["active_days"].fillna(0).iloc[0]),
        "first_after": after["first"].iloc[0],
        "last_after": after["last"].iloc[0],
        "since": alike.since,
        "until": alike.until,
        "alike": alike.what,
        "compared_before": int(compared["before_count"]),
        "compared_after": int(compared["after_count"]),
        **{name: float(compared[name]) for name in _COMPARED},
        "standing": _standing(compared),
        **_quiet(log, theirs, start),
        "after_ids": event_ids(log, later_theirs),
    }


class Part(NamedTuple):
    """The contacts that are compared, and the time they are from; without an end, all of it."""

    theirs: Bools
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    what: Alike = "all"


def _alike(log: Log, theirs: Bools, start: Start) -> Part:
    """What can be compared because the same sorts of contacts are recorded on both sides.

    Where a list alone covers the time, calls that were not answered are unknown: the beginning of the phone's
    own log would look like a rise. So the time of that log is compared where it is long enough, else messages
    and answered calls.
    """
    since = _since(log)
    known = statistics.witnesses(log)
    mixed = [span for span in known.answered_only if since is None or span.last > since]
    called = log.contacts.index.isin(log.events.index[theirs]) & (log.contacts["kind"] == "call")
    if not mixed or not called.any():
        return Part(theirs, since)
    if (own := known.every_call) is not None:
        first = _later(own.first, since)
        if min(start.moment - first, own.last - start.moment) >= LEAST_OF_OWN_LOG:
            later = any(span.last > own.last for span in mixed)
            return Part(theirs, first, own.last if later else None, "own_log")
    answered = theirs & statistics.known_to_any_witness(log.events, log.settings)
    window, around = statistics.observed_window(log), known.around(start.moment)
    if window is None or around is None:
        return Part(answered, since, None, "answered")
    first = _later(around.first, since)  # a month without a list is no quiet one
    return Part(
        answered,
        first if first > window.first else None,
        around.last if window.last - around.last >= statistics.LISTS_APART else None,
        "answered",
    )


def _later(first: pd.Timestamp, since: pd.Timestamp | None) -> pd.Timestamp:
    return first if since is None else max(first, since)


def _since(log: Log) -> pd.Timestamp | None:
    """From when on calls and messages are both recorded; ``None`` where that is the whole time."""
    both, window = statistics.both_recorded(log), statistics.observed_window(log)
    return both.first if both and window and both.first > window.first else None


def _counted(log: Log, part: Part, start: Start) -> "pd.Series[Any]":
    """The row of `statistics.before_after`; that of nothing at all where there is no contact."""
    at, exclusive = start
    counted = partial(
        statistics.before_after, log, at=at, exclusive=exclusive, since=part.since, until=part.until
    )
    frame = counted(by=one_group(log, part.theirs))
    if not frame.empty:
        return frame.iloc[0]
    row = counted(by="all").iloc[0].copy()
    row[["before_count", "after_count"]] = 0
    row[["rate_before", "rate_after"]] = row[["rate_before", "rate_after"]] * 0  # stays NaN without time
    row[["rate_ratio", "ratio_low", "ratio_high", "p_value"]] = np.nan
    return row


def _standing(row: "pd.Series[Any]") -> Standing:
    if row["after_days"] == 0:
        return "no_time_after"
    if row["before_days"] == 0:
        return "no_time_before"
    if row["before_count"] + row["after_count"] == 0:
        return "nothing"
    return "short" if min(row["before_days"], row["after_days"]) < SHORTEST_DAYS else "compared"


def _quiet(log: Log, theirs: Bools, start: Start) -> Row:
    """The columns of the longest time after the instant in which none of these contacts came."""
    quiet = statistics.longest_silence(log, theirs, at=start.moment)
    if quiet is None:
        return {"quiet_days": np.nan, "quiet_from": pd.NaT, "quiet_to": pd.NaT, "quiet_open": False}
    return {
        "quiet_days": quiet.days,
        "quiet_from": quiet.start,
        "quiet_to": quiet.end,
        "quiet_open": quiet.still_open,
    }
