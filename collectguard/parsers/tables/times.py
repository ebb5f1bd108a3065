"""When each row of a list began, from its cells, the date rows above it, and what is known of the year."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collectguard.parsers.tables.layout import Layout
from collectguard.parsers.tables.moments import Moment, Order, clock_of, is_epoch, moment_of
from collectguard.parsers.tables.years import Years, around


class When(NamedTuple):
    """The beginning of a row."""

    raw: str
    """As written; date and time of day with a blank between where they stand in two cells."""
    at: datetime | None
    quality: str | None
    """As in `Understood`."""


_new = tuple.__new__
_USUAL = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}[-/]\d{1,2})"
    r" (\d{1,2}):(\d{2})(?::(\d{2}))?",
    re.ASCII,
)
_MOST_DAYS = 10_000
_PLAIN_LENGTH = len("2026-03-01 22:00:00")


def _clock_digits(cells: Iterable[str]) -> int:
    """How many digits a time of day such as ``94951`` has with the zeros that a spreadsheet took from it."""
    longest = max((len(cell) for cell in cells if cell.isdecimal()), default=0)
    return 6 if longest in {5, 6} else 4 if longest in {3, 4} else 0


def _plain(text: str) -> datetime | None:
    """A time in the form that nearly all lists have, read without trying the others."""
    if len(text) != _PLAIN_LENGTH or text[10] != " ":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


class Timekeeper:
    """Keeps what one row says for the next: dates that stand in rows of their own, years."""

    def __init__(
        self, layout: Layout, sample: Sequence[Sequence[str]], years: Years | None, order: Order | None
    ) -> None:
        self.layout = layout
        self.years = years
        self.order: Order | None = order or layout.order
        self.clock_digits = _clock_digits(layout.cell("clock", cells) for cells in sample)
        self.day: Moment | None = None
        """Of the date row or the date cell above."""
        self.neighbour = self._first_full_date(sample)
        self.days: dict[str, Moment | None] = {}
        """What dates mean that were read."""
        self.counts: Counter[str] = Counter()
        """Rows whose time is not complete, by what is missing."""

    def _first_full_date(self, sample: Sequence[Sequence[str]]) -> date | None:
        for cells in sample:
            moment = moment_of(self.layout.cell("time", cells) or next(filter(None, cells), ""), self.order)
            if moment is not None and moment.year is not None and moment.has_date:
                return moment.in_year(moment.year)
        return None

    def is_date_row(self, cells: Sequence[str]) -> bool:
        """Whether a row has a date and nothing of a call; the date is kept for the rows below."""
        filled = [cell for cell in cells if cell]
        if not 1 <= len(filled) <= 2:
            return False
        moment = moment_of(filled[0], self.order)
        if moment is None or not moment.has_date or moment.clock is not None:
            return False
        self.day = moment
        if moment.year is not None and not moment.ambiguous:
            self.neighbour = moment.in_year(moment.year) or self.neighbour
        return True

    def when(self, first: str, second: str) -> When | None:
        """When a row began, by its cells of time and clock; ``None`` where they hold neither."""
        if not second and (at := _plain(first)) is not None:
            self.neighbour = at.date()
            return _new(When, (first, at, "ok"))
        return self._usual(first, second) or self._any(first, second)

    def _any(self, first: str, second: str) -> When | None:
        raw = f"{first} {second}" if first and second else first or second
        if is_epoch(first) and not second:
            return When(raw, None, None)
        moment = moment_of(first, self.order) if first else None
        clock = (
            clock_of(second.zfill(self.clock_digits) if second.isdecimal() else second) if second else None
        )
        if moment is None and clock is None:
            return None
        if moment is not None and moment.has_date and moment.clock is None and clock is not None:
            self.day = moment  # cells below it may be merged with it
        moment = self._joined(moment, clock)
        if moment.clock is None or not moment.has_date or moment.ambiguous:
            self.counts["order" if moment.ambiguous else "clock" if moment.has_date else "date"] += 1
            return When(raw, None, "missing")
        day = self._date(moment)
        if day is None:
            self.counts["year"] += 1
            return When(raw, None, "no_year")
        return When(raw, datetime.combine(day, moment.clock), "ok" if moment.to_the_second else "minute_only")

    def _usual(self, first: str, second: str) -> When | None:
        """A time whose date is in digits, read without trying other forms; ``None`` where it is not sure."""
        text = f"{first} {second}" if second else first
        found = _USUAL.fullmatch(text)
        if found is None:
            return None
        written, hour, minute, second_ = found.groups()
        moment = self._day_of(written)
        hours, minutes, seconds = int(hour), int(minute), int(second_ or 0)
        if moment is None or moment.ambiguous or hours > 23 or minutes > 59 or seconds > 59:
            return None
        if second:
            self.day = moment
        day = self._date(moment)
        if day is None:
            self.counts["year"] += 1
            return When(text, None, "no_year")
        at = datetime(day.year, day.month, day.day, hours, minutes, seconds)  # noqa: DTZ001 - a wall clock
        return _new(When, (text, at, "ok" if second_ else "minute_only"))

    def _day_of(self, written: str) -> Moment | None:
        """A date alone, which many rows have."""
        if written not in self.days:
            if len(self.days) >= _MOST_DAYS:
                self.days.clear()
            self.days[written] = moment_of(written, self.order)
        return self.days[written]

    def _joined(self, moment: Moment | None, clock: Moment | None) -> Moment:
        parts = [part for part in (moment, clock, self.day) if part is not None]
        dated = next((part for part in parts if part.has_date), Moment())
        timed = next((part for part in parts if part.clock is not None), Moment())
        return dated._replace(clock=timed.clock, to_the_second=timed.to_the_second)

    def _date(self, moment: Moment) -> date | None:
        if moment.year is not None:
            self.neighbour = moment.in_year(moment.year)
            return self.neighbour
        found = self.years.date_of(moment) if self.years is not None else None
        if found is None and self.neighbour is not None:
            found = around(self.neighbour).date_of(moment)
        if found is not None:
            self.neighbour = found
            self.counts["year taken"] += 1
        return found
