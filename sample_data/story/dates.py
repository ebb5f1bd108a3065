"""The calendar of the story, all of it in Asia/Shanghai, which has kept UTC+8 since 1992."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from story.dice import Dice

SHANGHAI = timezone(timedelta(hours=8))

FIRST_DAY, LAST_DAY = date(2025, 11, 10), date(2026, 3, 15)
REPAIR_SHOP = frozenset({date(2025, 12, 20), date(2025, 12, 21)})
"""Days on which the phone was off: no record at all."""
QUIET = frozenset({date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 13)})
"""Days without a collector: the new year, and one more."""
DUE_A, DUE_B = date(2026, 1, 5), date(2026, 1, 12)

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
UTC_OFFSET_MS = 8 * 60 * MINUTE_MS
NIGHT_START_MS, NIGHT_END_MS = 22 * 60 * MINUTE_MS, 8 * 60 * MINUTE_MS

Hours = tuple[tuple[float, float, float], ...]
"""Parts of a day with their weights: from this hour, to this hour, so likely."""

LONG_DAY: Hours = ((7, 9, 1), (9, 12, 3), (12, 14, 3), (14, 18, 3), (18, 22, 4), (22, 24, 0.9), (0, 1, 0.1))
WORKING_DAY: Hours = ((8, 9, 1), (9, 12, 4), (12, 14, 2), (14, 18, 4), (18, 20, 2))
OFFICE: Hours = ((9, 12, 4), (14, 18, 4))


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> Iterator[date]:
    """The days on which the phone was on, both ends included."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day not in REPAIR_SHOP:
            yield day


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.isoweekday() >= 6


def midnight_ms(day: date) -> int:
    """The instant at which a day begins in Shanghai, in milliseconds since 1970."""
    return (day - date(1970, 1, 1)).days * DAY_MS - UTC_OFFSET_MS


def epoch_ms(text: str) -> int:
    """The instant of a wall clock in Shanghai, in ISO 8601: ``2026-01-28 19:12:33.250``."""
    since = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) - datetime(1970, 1, 1, tzinfo=UTC)
    return since // timedelta(milliseconds=1)


def wall(at_ms: int) -> datetime:
    """The wall clock in Shanghai at an instant."""
    return datetime(1970, 1, 1, tzinfo=SHANGHAI) + timedelta(milliseconds=at_ms + UTC_OFFSET_MS)


def moment(dice: Dice, day: date, hours: Hours) -> int:
    """An instant of that day, to the millisecond, at an hour as likely as the weights say."""
    start, end = dice.weighted([((start, end), weight) for start, end, weight in hours])
    return midnight_ms(day) + dice.between(int(start * 60) * MINUTE_MS, int(end * 60) * MINUTE_MS - 1)
