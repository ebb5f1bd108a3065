"""Dates and times of day as lists write them, part by part: what is not written is not known."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, NamedTuple

Order = Literal["day", "month", "year"]
"""Which number stands first in ``02/06/2017``, or in ``26-03-01``."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = (
    re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*(?:[日号]|(?!\d))"),
    re.compile(r"(?P<y>(?:19|20|21)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?=$|\D|\d{4}(?:\d\d)?$)"),
    re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{1,2})(?!\d)"),
    re.compile(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*(?:[日号]|(?!\d))"),
    re.compile(r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d:])"),
    re.compile(rf"(?P<d>\d{{1,2}})[-\s.]+(?P<name>{_MONTH})[-\s.,]+(?P<y>\d{{4}}|\d{{2}})(?!\d)"),
    re.compile(rf"(?P<name>{_MONTH})[\s.]+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})(?!\d)"),
)
_CLOCK = re.compile(
    r"(?P<before>上午|下午|凌晨|早上|中午|晚上|am|pm)?\s*"
    r"(?P<h>\d{1,2})\s*[:时時点點]\s*(?P<mi>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?:\.\d+)?\s*秒?)?)?"
    r"\s*(?P<after>[ap]\.?\s?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?"
)
_COMPACT_CLOCK = re.compile(r"(?P<h>[012]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?")
_WEEKDAY = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|[(\[]\s*[一二三四五六日]\s*[)\]]"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b[.,]*"
)
_SERIAL = re.compile(r"[2-7]\d{4}\.\d+")
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock
_EPOCH = re.compile(r"1\d{9}|1\d{12}")
_SHORTEST = len("1:5")
_CLOCK_LETTERS = 24
_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 8, 40
"""Two digits mean 2008, the year of the first phone with a log of calls to export, to 2040."""
_AFTERNOON = frozenset({"下午", "晚上", "pm"})


class Moment(NamedTuple):
    """As much of an instant as a cell says."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    """With a zone where the cell names one."""
    to_the_second: bool = True
    ambiguous: bool = False
    """Day and month, or day and year, could be exchanged, and nothing says which is which."""

    @property
    def has_date(self) -> bool:
        """Whether month and day are known; the year may be missing."""
        return self.month is not None

    def in_year(self, year: int) -> date | None:
        """Its date in a year; ``None`` where that year has none such."""
        try:
            return date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None


def is_epoch(text: str) -> bool:
    """Whether a cell is a time since 1970, in seconds or milliseconds, of 2001 or later."""
    return _EPOCH.fullmatch(text) is not None


def three_numbers(text: str) -> tuple[int, int, int] | None:
    """The numbers of a date such as ``17/03/2017`` or ``26-03-01``; ``None`` of other dates."""
    found = _DATES[2].match(text.strip())
    return (int(found["a"]), int(found["b"]), int(found["y"])) if found else None


def begins_with_year(first: int, second: int, third: int) -> bool:
    """Whether ``26-03-01`` may be a date of 2026: its first number a year, its last a day."""
    return _FIRST_YEAR <= first <= _LAST_YEAR and 1 <= second <= 12 and 1 <= third <= 31


def ends_with_year(first: int, second: int, third: int) -> bool:
    """Whether ``01/03/26`` may be a date of 2026, in either order of day and month."""
    days = 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
    return days and (third > 99 or _FIRST_YEAR <= third <= _LAST_YEAR)


def moment_of(text: str, order: Order | None = None) -> Moment | None:
    """Date, time of day or both from one cell; ``None`` where it holds anything else, or no such day.

    Args:
        text: The cell.
        order: Which of two numbers is first where a date ends with its year.
    """
    if not _SHORTEST <= len(text) <= _LONGEST or (text.isascii() and text.isalpha()):
        return None
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    if not text:
        return None
    if _SERIAL.fullmatch(text):  # days since the beginning of 1900, as spreadsheets count
        at = _SERIAL_START + timedelta(seconds=round(float(text) * 86_400))
        return Moment(at.year, at.month, at.day, at.time())
    if not text[0].isdecimal() or not text.isascii():
        text = _WEEKDAY.sub(" ", text).strip()
    for form in _DATES:
        if found := form.match(text):
            rest = text[found.end() :].lstrip(" t,\t")
            dated = _dated(found.groupdict(), order)
            if dated is None or not rest:
                return dated
            timed = _clock(rest, compact=True)
            if timed is not None:
                return dated._replace(clock=timed.clock, to_the_second=timed.to_the_second)
    return _clock(text, compact=False)


def clock_of(text: str) -> Moment | None:
    """A time of day, also written ``214951``."""
    if len(text) < _SHORTEST:
        return None
    return _clock(unicodedata.normalize("NFKC", text).casefold().strip(), compact=True)


def _dated(parts: dict[str, str | None], order: Order | None) -> Moment | None:
    written = parts.get("y")
    year = int(written) if written else None
    if year is not None and year < 100:
        year += 2000
    ambiguous = False
    if parts.get("a"):
        first, second, last = int(parts["a"] or 0), int(parts["b"] or 0), int(written or 0)
        ambiguous = order is None and first <= 12 and second <= 12 and first != second
        starts_with_day = order == "day" or (order is None and first > 12)
        month, day = (second, first) if starts_with_day else (first, second)
        from_year = last <= 99 and begins_with_year(first, second, last)
        from_day = ends_with_year(first, second, last)
        if written and len(written) == 1 and not from_year:
            return None
        if from_year and (order == "year" or (order is None and not from_day)):
            year, month, day, ambiguous = 2000 + first, second, last, False
        elif from_year and order is None:
            ambiguous = True
    else:
        name = parts.get("name")
        month = _MONTHS[name[:3]] if name else int(parts.get("m") or 0)
        day = int(parts.get("d") or 0)
    moment = Moment(year, month, day, ambiguous=ambiguous)
    return None if moment.in_year(2000 if year is None else year) is None else moment


def _clock(text: str, *, compact: bool) -> Moment | None:
    if not _SHORTEST <= len(text) <= _CLOCK_LETTERS:
        return None
    found = _CLOCK.fullmatch(text)
    parts = found.groupdict() if found else {}
    if found is None:
        found = _COMPACT_CLOCK.fullmatch(text) if compact else None
        if found is None:
            return None
        parts = found.groupdict()
    hour = _hour(int(parts["h"] or 0), parts.get("before") or (parts.get("after") or "").replace(".", ""))
    try:
        clock = time(hour, int(parts["mi"] or 0), int(parts["s"] or 0), tzinfo=_zone(parts.get("zone")))
    except ValueError:
        return None
    return Moment(clock=clock, to_the_second=parts["s"] is not None)


def _hour(hour: int, half: str) -> int:
    half = half.replace(" ", "")
    if not half or hour > 12:
        return hour
    if half == "中午":
        return hour + 12 if hour < 6 else hour
    if half in _AFTERNOON:
        return (
            hour if hour == 12 and half != "晚上" else hour + 12
        )  # 24 is no hour: which midnight, is not said
    return 0 if hour == 12 else hour


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in {"z", "utc", "gmt"}:
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
