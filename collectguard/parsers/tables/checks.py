"""What the cells of a column can be, each by itself."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from collectguard.parsers.tables.durations import seconds_of
from collectguard.parsers.tables.moments import clock_of, is_epoch, moment_of
from collectguard.parsers.tables.vocabulary import word_of

_ANDROID: Final = frozenset("1234567")

Check = Callable[[str], bool]


def share(values: Sequence[str], check: Check) -> float:
    """Share of the cells that pass the check; 0 of none."""
    return sum(map(check, values)) / len(values) if values else 0.0


def is_time(text: str) -> bool:
    """Whether a cell holds a date, with or without a time of day."""
    moment = moment_of(text)
    return is_epoch(text) or (moment is not None and moment.has_date)


def is_clock(text: str) -> bool:
    """Whether a cell holds a time of day."""
    return clock_of(text) is not None


def is_duration(text: str) -> bool:
    """Whether a cell holds a length of time."""
    return seconds_of(text) is not None


def is_direction(text: str) -> bool:
    """Whether a cell says which way a contact went."""
    return word_of("directions", text) is not None


def is_kind(text: str) -> bool:
    """Whether a cell says what sort of contact it is."""
    return word_of("kinds", text) is not None


def is_number(text: str) -> bool:
    """Whether a cell may hold the number of a phone."""
    digits = sum(character.isdecimal() for character in text)
    return digits >= 3 and len(text) <= 24 and not is_time(text) and not is_clock(text)


def are_codes(values: Iterable[str]) -> bool:
    """Whether all cells are codes of Android's call log."""
    codes = set(values)
    return bool(codes) and codes <= _ANDROID


CHECKS: Final[dict[str, Check]] = {
    "time": is_time,
    "clock": is_clock,
    "duration": is_duration,
    "direction": is_direction,
    "kind": is_kind,
}
"""The check of each role that has one."""
