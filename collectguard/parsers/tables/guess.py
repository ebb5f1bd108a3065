"""What to say of columns that are not recognised: advice, never used for reading."""

from collections.abc import Sequence
from typing import Final

from collectguard.parsers.tables.checks import (
    Check,
    is_clock,
    is_direction,
    is_duration,
    is_number,
    is_time,
    share,
)
from collectguard.parsers.tables.layout import Layout
from collectguard.parsers.tables.vocabulary import header_and_unit, roles_of_headers
from collectguard.records import Kind

_ENOUGH: Final = 0.6
_WANTED: Final[dict[str, Check]] = {
    "time": is_time,
    "peer": lambda text: (is_number(text) and "." not in text) or "*" in text,
    "direction": is_direction,
    "duration": lambda text: is_duration(text) and not is_clock(text),
}
_NOTHING: Final = "time=1,peer=2,direction=3,duration=4"


def columns_option(header: Sequence[str], sample: Sequence[Sequence[str]]) -> str:
    """A value of ``--columns`` for a table, as good as can be guessed; one that shows the form otherwise.

    Args:
        header: The row that comes nearest to a header.
        sample: Rows below it.
    """
    width = max([len(header), *map(len, sample)], default=0)
    values = [[row[place] for row in sample if place < len(row) and row[place]] for place in range(width)]
    ranks = [roles_of_headers().get(header_and_unit(cell)[0], {}) for cell in header]
    ranks += [{}] * (width - len(ranks))
    found: dict[str, int] = {}
    for role, check in _WANTED.items():
        free = [place for place in range(width) if place not in found.values() and values[place]]
        fitting = [place for place in free if share(values[place], check) >= _ENOUGH]
        if fitting:
            # the column that is named so; else, of several, the first whose cells are not all the same
            found[role] = min(
                fitting, key=lambda place: (role not in ranks[place], len(set(values[place])) < 2, place)
            )
    if "time" not in found or not found.keys() & {"peer", "direction"}:
        return _NOTHING
    return ",".join(f"{role}={place + 1}" for role, place in found.items())


def not_read(layout: Layout, kind: str) -> tuple[list[str], list[str]]:
    """Roles that no column plays though a list of this kind has them, and headers that nobody knows."""
    lacking = [] if {"direction", "caller"} & layout.columns.keys() else ["direction"]
    if kind == Kind.CALL and "duration" not in layout.columns:
        lacking.append("duration")
    used = set(layout.columns.values())
    unread = [
        header
        for place, header in enumerate(layout.header)
        if header and place not in used and header not in roles_of_headers()
    ]
    return lacking, unread
