"""Which column of a table is what by its cells alone, where they leave no doubt."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from collectguard.parsers.tables.checks import (
    Check,
    are_codes,
    is_direction,
    is_duration,
    is_number,
    is_time,
    share,
)
from collectguard.parsers.tables.date_order import order_of
from collectguard.parsers.tables.layout import Layout

_NEARLY_ALL: Final = 0.8
"""Share of the filled cells of a column that must be what it is taken for."""
_WITH_DECIMALS = re.compile(r"[-+]?\d{1,8}\.\d{1,4}")
_SECONDS = re.compile(r"0|[1-9]\d{0,4}")
"""A day has 86,400. A zero in front is that of an area code."""

Columns = Sequence[Sequence[str]]
"""The filled cells of each column."""


def is_amount(text: str) -> bool:
    """Whether a cell is a number with decimals: a fee. Lists write talk time in whole seconds or minutes."""
    return _WITH_DECIMALS.fullmatch(text) is not None


def columns_of(sample: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The filled cells of each column."""
    return [[row[place] for row in sample if place < len(row) and row[place]] for place in range(width)]


def talk_times(values: Columns, among: Iterable[int], enough: float = _NEARLY_ALL) -> list[int]:
    """The places of the columns that may hold talk time; several where the cells do not tell them apart.

    They are those written as clocks or in words (``00:01:50``, ``1分50秒``); where there is none, those of
    whole numbers that are no codes and do not count the rows. A fee is never one of them.

    Args:
        values: The columns of the table.
        among: Places of columns that are nothing else.
        enough: Share of the filled cells that must be of this form.
    """
    among = [place for place in among if values[place]]
    written = [place for place in among if share(values[place], _is_written_length) >= enough]
    return written or [place for place in among if _may_be_seconds(values[place], enough)]


def layout_by_values(sample: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a table without header; ``None`` where a column could be one thing or another.

    A list of calls in which nothing looks like talk time is read without.
    """
    width = max(map(len, sample), default=0)
    values = columns_of(sample, width)
    columns: dict[str, int] = {}
    checks: dict[str, Check] = {
        "time": lambda text: ":" in text and is_time(text),
        "direction": is_direction,
        "duration": is_duration,
        "peer": lambda text: is_number(text) and not is_amount(text),
    }
    for role, check in checks.items():
        free = [
            place
            for place in range(width)
            if place not in columns.values() and len(values[place]) * 2 > len(sample)
        ]
        if role == "duration":
            found = [place for place in talk_times(values, free) if not _says_nothing(values[place])]
        else:
            found = [place for place in free if share(values[place], check) >= _NEARLY_ALL]
        if role == "peer":
            found = [place for place in found if not _counts_rows(values[place])]
        if len(found) > 1:
            return None
        if found:
            columns[role] = found[0]
    if not {"time", "direction", "peer"} <= columns.keys():
        return None
    return Layout(columns, (), order=order_of(values[columns["time"]]))


def _is_written_length(text: str) -> bool:
    return not text.isdecimal() and not is_amount(text) and is_duration(text)


def _may_be_seconds(cells: Sequence[str], enough: float) -> bool:
    return (
        share(cells, lambda text: _SECONDS.fullmatch(text) is not None) >= enough
        and not are_codes(cells)
        and not _counts_rows(cells)
    )


def _says_nothing(cells: Sequence[str]) -> bool:
    """Whether the same bare number stands in every row: a code rather than seconds."""
    return len(cells) > 1 and len(set(cells)) == 1 and cells[0].isdecimal()


def _counts_rows(cells: Sequence[str]) -> bool:
    """Whether each number is one more than that above it, or each one less."""
    numbers = [int(cell) for cell in cells if _SECONDS.fullmatch(cell)]
    return len(numbers) > 2 and {below - above for above, below in pairwise(numbers)} in ({1}, {-1})
