"""Cells of any table as text: typed ones in one canonical form, quoting of spreadsheets taken off."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

MOST_CHARACTERS = 131_072
"""No cell of a call list is longer; Excel itself stops at 32,767."""

_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number."""
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_BLANK = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b"
_QUOTING = ("=", "'")
TRIMMED = (*_BLANK, *_QUOTING)
"""A cell that neither begins nor ends with one of these is bare."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")

Value = str | float | int | bool | datetime | date | time | timedelta


class Row(NamedTuple):
    """One row of a table, without blanks around its cells."""

    line: int
    """Row of a sheet, or line of a text file on which it begins, from 1."""
    cells: list[str]


class UnendedRow(Row):
    """The last row of a text that stops without ending its line: it may be cut off."""

    __slots__ = ()


class BadRow(NamedTuple):
    """A row whose cells cannot be told apart or are too long."""

    line: int
    reason: str
    excerpt: str


class Sheet(NamedTuple):
    """One table of a file."""

    name: str
    """Empty where a file has only one."""
    rows: Iterator[Row | BadRow]


def text_of(value: Value) -> str:
    """A cell as text.

    Times are written ``2026-03-01 22:00:00``, lengths of time ``1:02:03``, whole numbers without a point.
    A number of more than 15 digits has lost the others; it is written ``1.0655E+18``.
    """
    if isinstance(value, str):
        text = bare(value)
    elif isinstance(value, bool):
        text = str(value).upper()
    elif isinstance(value, int | float):
        text = _number(value)
    elif isinstance(value, datetime):  # kept as a fraction of a day, so it may be off by microseconds
        if value.microsecond:
            value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        text = str(value)
    elif isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        text = f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    elif isinstance(value, time):
        text = text_of(datetime.combine(date(2000, 1, 1), value)).partition(" ")[2]
    else:
        text = value.isoformat()
    return text


def bare(text: str) -> str:
    """A text without blanks around it and without what keeps spreadsheets from calculating with it."""
    text = text.strip(_BLANK)
    if text[:1] not in _QUOTING:
        return text
    if text.startswith('="') and (quoted := _QUOTED.fullmatch(text)):
        return quoted[1].strip(_BLANK)
    return text[1:] if text[:1] == "'" and text[1:2].isdecimal() else text


def has_lost_digits(text: str) -> bool:
    """Whether a number went through a spreadsheet that kept only its first 15 digits, or fewer."""
    return _ROUNDED.fullmatch(text) is not None


def _number(value: float) -> str:
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    return f"{value:.15G}" if abs(value) >= _EXACT else repr(value)
