"""Which number stands first in dates like ``02/06/17``, as a whole column shows it."""

from collections.abc import Iterable
from typing import Final

from collectguard.parsers.tables.moments import Order, begins_with_year, ends_with_year, three_numbers

_ONE_YEAR: Final = 1
"""A list covers months; its dates fall into one year, or into two around a new year."""


def order_of(texts: Iterable[str]) -> Order | None:
    """The order of the dates of one list; ``None`` where they do not show it, or have no such form.

    A number above 12 is no month. Where the year has two digits it is the number that stays the same, or
    nearly so, while the days change.
    """
    dates = {numbers for text in texts if (numbers := three_numbers(text)) is not None}
    if not dates:
        return None
    last_may_be = all(ends_with_year(*numbers) for numbers in dates)
    if all(numbers[2] <= 99 and begins_with_year(*numbers) for numbers in dates):
        years_first, years_last = (max(some) - min(some) for some in _columns(dates, (0, 2)))
        if not last_may_be or years_first <= _ONE_YEAR < years_last:
            return "year"
        if not years_last <= _ONE_YEAR < years_first:
            return None
    first = {numbers[0] > 12 for numbers in dates if (numbers[0] > 12) != (numbers[1] > 12)}
    if len(first) != 1:
        return None
    return "day" if first.pop() else "month"


def _columns(dates: Iterable[tuple[int, int, int]], places: Iterable[int]) -> list[list[int]]:
    return [[numbers[place] for numbers in dates] for place in places]
