"""The year of dates that are written without one: from the file's name, its title, or rows beside them."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from collectguard.parsers.tables.moments import Moment
from collectguard.parsers.tables.vocabulary import has_word

_RANGE = re.compile(
    r"(20[0-4]\d)[-/.年]?([01]?\d)[-/.月]?([0-3]?\d)[日号]?\s*(?:00:00:00|0:00)?\s*[-—–~～至到]+\s*"
    r"(20[0-4]\d)[-/.年]?([01]?\d)[-/.月]?([0-3]?\d)(?!\d)"
)
_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[-/.年]?([01]\d|\d(?=[-/.月]))[-/.月]?([0-3]\d|\d(?!\d))(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20[0-4]\d)\s*[-/._年]?\s*(1[0-2]|0?[1-9])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年?(?!\d)")
_HALF_YEAR = timedelta(days=182)
_MARGIN = timedelta(days=31)
"""Bills run to a few days beyond their month."""
_YEAR_LONG = timedelta(days=364)
_LONGEST_TITLE = 500


class Years(NamedTuple):
    """Between which dates the rows of a list lie, both included; at most one year fits each row."""

    first: date
    last: date

    def date_of(self, moment: Moment) -> date | None:
        """The only date between ``first`` and ``last`` with this month and day, if there is just one."""
        fitting = [
            day
            for year in range(self.first.year, self.last.year + 1)
            if (day := moment.in_year(year)) is not None and self.first <= day <= self.last
        ]
        return fitting[0] if len(fitting) == 1 else None


def around(day: date) -> Years:
    """Half a year before and after a row whose year is known."""
    return Years(day - _HALF_YEAR, day + _HALF_YEAR)


def years_of(titles: list[str], file_name: str) -> Years | None:
    """What the rows above a list, else the name of its file, say of the time it covers; a span before a day.

    The day on which a list was printed counts last: its rows are not later, and not a year older.
    """
    titles = [title[:_LONGEST_TITLE] for title in titles]
    name = file_name.rpartition(".")[0] or file_name
    for text in (*titles, name):
        if (found := _range(text)) is not None:
            return found
    related = [title for title in titles if not has_word("unrelated", title)]
    for text in (*(title for title in related if not has_word("printed", title)), name):
        if (found := _covered(text)) is not None:
            return found
    for title in related:
        for printed in _days(title):
            return Years(printed - _YEAR_LONG, printed)
    return None


def _range(text: str) -> Years | None:
    for found in _RANGE.finditer(text):
        first, last = _date(*found.groups()[:3]), _date(*found.groups()[3:])
        if first is not None and last is not None and first <= last <= first + _YEAR_LONG:
            return Years(first, last)
    return None


def _covered(text: str) -> Years | None:
    for day in _days(text):
        return around(day)
    for found in _MONTH.finditer(text):
        year, month = int(found[1]), int(found[2])
        last = date(year, month, calendar.monthrange(year, month)[1])
        return Years(date(year, month, 1) - _MARGIN, last + _MARGIN)
    for found in _YEAR.finditer(text):
        return Years(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))
    return None


def _days(text: str) -> Iterator[date]:
    for found in _DAY.finditer(text):
        if (day := _date(*found.groups())) is not None:
            yield day


def _date(year: str, month: str, day: str) -> date | None:
    return Moment(int(year), int(month), int(day)).in_year(int(year))
