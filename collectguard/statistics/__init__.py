"""Counts, nights, runs: pure functions from a log to a frame.

Each takes ``(log, settings=None, by="party")``, never changes the log, and rests on ``log.contacts``:
what came in, duplicates left out; whatever needs a time rests on ``log.timed``. ``by`` is a name of
`GROUPINGS` or a series of labels indexed like ``log.events``. Frames with one row a group are indexed by
it, labels ascending, and have a row for every group with a contact; long frames name it ``group``.
`rows_behind` goes the other way: from a figure of `overview` to the events that it rests on.
"""

from typing import Final

from collectguard.statistics.busiest import busiest_day
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.counts import counts
from collectguard.statistics.coverage import Span, both_recorded, observed_window, recorded
from collectguard.statistics.daily import daily
from collectguard.statistics.exceedance import BASES, Basis, counted, exceedance, exceedance_days
from collectguard.statistics.grouping import GROUPINGS, Grouping, known_parties
from collectguard.statistics.hours import hours
from collectguard.statistics.missed_series import missed_series, missed_series_list
from collectguard.statistics.nights import night_dates, nights, nights_by_window
from collectguard.statistics.outcomes import known_to_any_witness, outcomes
from collectguard.statistics.overview import Headline, as_json, headline, overview, senders, together
from collectguard.statistics.phones import Phone, phones
from collectguard.statistics.rate_ratio import before_after, contacts_after
from collectguard.statistics.rolling import rolling_excess, rolling_maxima
from collectguard.statistics.runs import longest_run
from collectguard.statistics.silence import longest_silence, silence
from collectguard.statistics.third_party import third_party
from collectguard.statistics.trace import FIGURES, WITHOUT_UNANSWERED, rows_behind
from collectguard.statistics.witnesses import LISTS_APART, Witnessed, Witnesses, witnesses

STATISTICS: Final = (
    counts,
    nights,
    nights_by_window,
    night_dates,
    busiest_day,
    rolling_maxima,
    exceedance,
    exceedance_days,
    longest_run,
    missed_series,
    missed_series_list,
    before_after,
    silence,
    outcomes,
    daily,
    hours,
    overview,
    senders,
)
"""Every statistic, in the order in which a report tells them."""

__all__ = [
    "BASES", "FIGURES", "GROUPINGS", "LISTS_APART", "STATISTICS", "WITHOUT_UNANSWERED", "Basis",
    "Contacts", "Grouping", "Headline", "Phone", "Span", "Witnessed", "Witnesses",
    "as_json", "before_after", "both_recorded", "busiest_day", "contacts_after", "counted", "counts", "daily",
    "exceedance", "exceedance_days", "headline", "hours", "known_parties", "known_to_any_witness",
    "longest_run", "longest_silence",
    "missed_series", "missed_series_list", "night_dates", "nights", "nights_by_window", "observed_window",
    "outcomes", "overview", "phones", "recorded", "rolling_excess", "rolling_maxima", "rows_behind",
    "senders", "silence", "third_party", "together", "witnesses",
]  # fmt: skip
