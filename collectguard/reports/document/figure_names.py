"""What the columns of the statistics are called in a document."""

from collections.abc import Mapping

from collectguard import words
from collectguard.i18n import Translate


def figure_names(_: Translate) -> Mapping[str, str]:
    """The heading of each column, by its name in the frames of statistics."""
    outcomes = words.outcomes(_)
    return {
        "party": _("Number"),
        "group": _("Group"),
        "party_class": _("Sort of number"),
        "known": _("In the contacts"),
        "contact_name": _("Name in the contacts"),
        "incoming": _("Contacts"),
        "call_count": _("Calls"),
        "message_count": _("Messages"),
        "timed": _("With a usable time"),
        "night_count": _("At night"),
        "nights": _("Nights"),
        "night_share": _("Share at night"),
        "night_share_low": _("Share at night, 95 % from"),
        "night_share_high": _("Share at night, 95 % to"),
        "boundary_count": _("Within 60 s of a border of the night"),
        "busiest_day": _("Busiest day"),
        "busiest_day_count": _("Contacts on the busiest day"),
        "max_10m": _("Most in 10 minutes"),
        "max_10m_from": _("Busiest 10 minutes from"),
        "max_1h": _("Most in 1 hour"),
        "max_1h_from": _("Busiest hour from"),
        "max_24h": _("Most in 24 hours"),
        "max_24h_from": _("Busiest 24 hours from"),
        "max_7d": _("Most in 7 days"),
        "max_7d_from": _("Busiest 7 days from"),
        "active_days": _("Days with a contact"),
        "per_day": _("Contacts per day of the whole period"),
        "longest_run_days": _("Longest run of days"),
        "longest_run_first": _("Longest run from"),
        "longest_run_last": _("Longest run to"),
        "missed_series": _("Series of 3 or more unanswered calls in 10 minutes"),
        "missed_series_largest": _("Calls in the largest series"),
        "first": _("First contact"),
        "last": _("Last contact"),
        "out_count": _("Sent or called by the owner"),
        "answered": _("Calls: {outcome}").format(outcome=outcomes["answered"]),
        "elsewhere": _("Calls: {outcome}").format(outcome=outcomes["elsewhere"]),
        "missed": _("Calls: {outcome}").format(outcome=outcomes["missed"]),
        "rejected": _("Calls: {outcome}").format(outcome=outcomes["rejected"]),
        "blocked": _("Calls: {outcome}").format(outcome=outcomes["blocked"]),
        "voicemail": _("Calls: {outcome}").format(outcome=outcomes["voicemail"]),
        "received": _("Messages: {outcome}").format(outcome=outcomes["received"]),
        "unknown": outcomes["unknown"],
        "hidden": _("Calls without a number"),
        "connected": _("Connected calls"),
        "attempts": _("Calls not connected"),
        "short_answered": _("Answered for 5 s or less"),
        "date": _("Date"),
        "evening": _("Night beginning on"),
        "window": _("Window"),
        "count": _("Contacts"),
        "start": _("From"),
        "end": _("To"),
        "event_ids": _("Event IDs"),
        "record_count": _("Records of any direction"),
        "calls_covered": _("Calls covered by the files"),
        "messages_covered": _("Messages covered by the files"),
        "answered_only": _("Only answered calls known (carrier's list)"),
        "weekday": _("Weekday"),
    }


CALL_OUTCOMES = ("answered", "elsewhere", "missed", "rejected", "blocked", "voicemail")
OUTCOMES = (*CALL_OUTCOMES, "received", "unknown")
"""Columns that say how contacts ended, in the order in which they are listed."""

HEADLINE = (
    "incoming", "call_count", "message_count", "hidden", "timed", "night_count", "nights", "night_share",
    "night_share_low", "night_share_high", "boundary_count", "busiest_day", "busiest_day_count", "max_10m",
    "max_10m_from", "max_1h", "max_1h_from", "max_24h", "max_24h_from", "max_7d", "max_7d_from",
    "active_days", "per_day", "longest_run_days", "longest_run_first", "longest_run_last", "missed_series",
    *OUTCOMES, "connected", "attempts", "short_answered", "out_count", "first", "last",
)  # fmt: skip
"""The figures of one group of contacts in the order in which they are listed."""
