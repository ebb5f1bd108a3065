"""Counts by calendar day, week and month against a limit."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from collectguard.findings import DayCount
from collectguard.rules.kinds import CountInWindow
from collectguard.rules.observation import Observation
from collectguard.rules.speech import what
from collectguard.rules.view import Counting, View


def calendar_windows(view: View, condition: CountInWindow, counting: Counting) -> list[Observation]:
    """Subjects with a calendar day, week or month above the limit; days are all dates of such windows."""
    observations = []
    for key, days in counting.by_day().items():
        subject = counting.subjects[key]
        limit = condition.limit * subject.share
        above = _above(condition, days, limit)
        if not above:
            continue
        over = tuple(day for day in days if _first_date(condition, day.date) in above)
        observations.append(
            Observation(
                subject=subject,
                observed=max(above.values()),
                limit=limit,
                window=_window(view, condition),
                days=over,
                event_ids=counting.event_ids(key, days=over),
                sentence=_sentence(view, condition, limit, above),
            )
        )
    return observations


def _above(condition: CountInWindow, days: Iterable[DayCount], limit: int) -> dict[date, int]:
    """Windows with more than the limit, by their first date."""
    windows: Counter[date] = Counter()
    for day in days:
        windows[_first_date(condition, day.date)] += day.count
    return {start: windows[start] for start in sorted(windows) if windows[start] > limit}


def _first_date(condition: CountInWindow, day: date) -> date:
    match condition.window:
        case "calendar_week":
            return day - timedelta(days=day.weekday())
        case "calendar_month":
            return day.replace(day=1)
        case _:
            return day


def _window(view: View, condition: CountInWindow) -> str:
    _ = view.translate
    name = {
        "calendar_day": _("calendar day"),
        "calendar_week": _("calendar week, Monday to Sunday"),
        "calendar_month": _("calendar month"),
    }[condition.window]
    return _("{window}, {zone}").format(window=name, zone=view.speech.zone)


def _sentence(view: View, condition: CountInWindow, limit: int, above: dict[date, int]) -> str:
    _ = view.translate
    worst = max(above.values())
    first = view.speech.day(next(start for start, count in above.items() if count == worst))
    text = {
        "calendar_day": _("More than {limit} {what} a day, on {days}; the most on {date}: {worst}."),
        "calendar_week": _(
            "More than {limit} {what} a week; such weeks: {n}; the most from {date} on: {worst}."
        ),
        "calendar_month": _(
            "More than {limit} {what} a month; such months: {n}; the most from {date} on: {worst}."
        ),
    }[condition.window]
    return text.format(
        limit=limit,
        what=what(condition.basis, _),
        n=len(above),
        days=view.speech.days(len(above)),
        date=first,
        worst=view.speech.count(worst),
    )
