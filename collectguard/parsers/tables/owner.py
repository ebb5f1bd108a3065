"""Who is the other side in lists that name caller and called."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from collectguard.parsers.tables.columns import ColumnMap
from collectguard.parsers.tables.layout import Layout

_NOT_A_DIGIT = re.compile(r"\D+")
_COUNTRY = re.compile(r"^(?:0086|86)(?=1\d{10}$|0?[1-9]\d{8,11}$)")
_NUMBER = re.compile(r"(?<!\d)(?:0086|\+?86)?[01]\d{8,11}(?!\d)")
_LEAST_DIGITS = 5


@lru_cache(maxsize=8192)
def spelled(number: str) -> str:
    """A number by which two spellings of it are compared; empty where it is masked or too short."""
    if "*" in number:
        return ""
    digits = _COUNTRY.sub("", _NOT_A_DIGIT.sub("", number))
    return digits if len(digits) >= _LEAST_DIGITS else ""


def own_number(
    layout: Layout, sample: Sequence[Sequence[str]], titles: Iterable[str], given: ColumnMap
) -> str | None:
    """The owner's number as `spelled`; ``None`` where nothing says which of the two it is.

    The user may say it, a column may hold it, a title or the file's name may; else it is the only number
    that takes part in every call.
    """
    pairs = [
        {spelled(layout.cell("caller", row)), spelled(layout.cell("callee", row))} - {""} for row in sample
    ]
    pairs = [pair for pair in pairs if pair]
    named = [given.own_number or "", *(layout.cell("own", row) for row in sample[:1])]
    named += [found for title in titles for found in _NUMBER.findall(title)]
    for number in map(spelled, named):
        if number and any(number in pair for pair in pairs):
            return number
    common = set.intersection(*pairs) if pairs else set()
    return common.pop() if len(common) == 1 else None
