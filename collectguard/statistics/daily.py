"""One row a date over the whole observed window, quiet days included."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from collectguard.clock import in_window, local_date, local_time
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import Bools, Ints, dates, day_numbers
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.coverage import Span, usable
from collectguard.statistics.grouping import Grouping
from collectguard.statistics.outcomes import CONTACT_OUTCOMES, calls
from collectguard.statistics.witnesses import Witnesses, witnesses


def daily(log: Log, settings: Settings | None = None, by: Grouping | None = None) -> pd.DataFrame:
    """Contacts on each local date from the first to the last record of the log, and what covers the date.

    A zero means something only on a date that the log covers: a phone's call log often reaches back
    less far than its messages.

    Returns:
        Frame indexed by ``date`` (``datetime64[ms]`` without zone, every date of the observed window); with
        ``by`` given, by ``group`` and ``date``, every date for every group. Counts of contacts: ``incoming``,
        ``call_count``, ``message_count``, ``night_count`` (on this date between its 00:00 and 24:00, in
        ``settings.night``: the two ends of a night stand on two dates), then one for each outcome. About
        the whole log, the same for each group: ``record_count`` (records of any direction),
        ``calls_covered`` and ``messages_covered`` (bool: the date lies between the first and the last call
        of a phone's own log or of a carrier's list, or the first and the last message, of any party and
        direction, both included), ``answered_only`` (bool: some phone's calls
        of the date stand in a carrier's list alone, which holds answered ones only).
    """
    contacts = Contacts.of(log, settings, "all" if by is None else by)
    records = usable(log)
    days = day_numbers(local_date(local_time(records["started_at"], contacts.settings.tz)))
    is_call = calls(records)
    window = np.arange(days.min(), days.max() + 1) if len(days) else days
    known, tz = witnesses(log), contacts.settings.tz
    coverage = {
        "record_count": np.bincount(np.searchsorted(window, days), minlength=len(window)),
        "calls_covered": _dates_within(window, _spans(known), tz),
        "messages_covered": _between(window, days[~is_call]),
        "answered_only": _from_lists_alone(known, window, tz),
    }
    beside = {name: np.tile(values, len(contacts.names)) for name, values in coverage.items()}
    index = pd.MultiIndex.from_product([contacts.names, dates(window)], names=["group", "date"])
    frame = pd.DataFrame(_counts(contacts, window) | beside, index=index)
    return frame.droplevel("group") if by is None else frame


def _spans(known: Witnesses) -> list[Span]:
    """The times of which a phone's own log or a list holds the calls."""
    own = (phone.phone for phone in known.phones)
    return [span for span in own if span is not None] + [
        span for phone in known.phones for span in phone.carrier
    ]


def _from_lists_alone(known: Witnesses, window: Ints, tz: str) -> Bools:
    """Which dates lists alone cover; those on which a phone's log begins or ends are not among them."""
    inside = np.zeros(len(window), np.bool_)
    for each in known.phones:
        of_phone = _dates_within(window, [] if each.phone is None else [each.phone], tz)
        inside |= _dates_within(window, each.answered_only, tz) & ~of_phone
    return inside


def _dates_within(window: Ints, spans: Iterable[Span], tz: str) -> Bools:
    """Which dates lie in any of these spans, the dates of both ends included."""
    inside = np.zeros(len(window), np.bool_)
    for span in spans:
        ends = day_numbers(local_date(local_time(pd.Series(list(span)), tz)))
        inside |= _between(window, ends)
    return inside


def _between(window: Ints, days: Ints) -> Bools:
    """Which dates lie between the first and the last of ``days``, both included."""
    if not len(days):
        return np.zeros(len(window), np.bool_)
    first, last = days.min(), days.max()
    inside: Bools = (window >= first) & (window <= last)
    return inside


def _counts(contacts: Contacts, window: Ints) -> dict[str, Ints]:
    """Contacts of each group on each date of ``window``, one group after the other."""
    timed = contacts.timed
    cells = timed.codes * len(window) + np.searchsorted(window, timed.days)

    def count(where: Bools) -> Ints:
        return np.bincount(cells[where], minlength=len(contacts.names) * len(window)).astype(np.int64)

    is_call = calls(timed.frame)[timed.rows]
    outcome = timed.frame["outcome"].cat
    outcome_codes = outcome.codes.to_numpy()[timed.rows]
    columns = {
        "incoming": count(np.ones(len(cells), np.bool_)),
        "call_count": count(is_call),
        "message_count": count(~is_call),
        "night_count": count(in_window(timed.local, contacts.settings.night).to_numpy()),
    }
    for name in CONTACT_OUTCOMES:
        columns[name] = count(outcome_codes == outcome.categories.get_loc(name))
    return columns
