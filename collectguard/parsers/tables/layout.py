"""Which column of a table is what: by its header first, then by what stands in it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from collectguard.parsers.tables.checks import (
    CHECKS,
    are_codes,
    is_direction,
    share,
)
from collectguard.parsers.tables.columns import ColumnMap
from collectguard.parsers.tables.date_order import order_of
from collectguard.parsers.tables.moments import Order, moment_of
from collectguard.parsers.tables.vocabulary import (
    ROLES,
    header_and_unit,
    is_carrier_header,
    is_foreign_header,
    roles_of_headers,
)

_MOST = 0.6
"""Share of the filled cells of a column that must be what its header promises."""
_NEARLY_ALL = 0.8
"""The same where the header promises nothing."""
_NAMES_A_LIST: Final = ("peer", "caller", "callee", "direction")
_ASSIGNED: Final = (
    "time", "peer", "caller", "callee", "own", "duration", "clock", "direction", "kind", "body", "name",
)  # fmt: skip
_LONGEST_HEADER = 60


class Layout(NamedTuple):
    """The columns of one table."""

    columns: dict[str, int]
    """Place of each role."""
    header: tuple[str, ...]
    """Headers as they are compared; empty where the table has none."""
    unit: str = ""
    """Of bare numbers among the durations."""
    carrier: bool = False
    """Whether it has columns that only a carrier's list has."""
    order: Order | None = None
    """Of dates like ``02/06/2017``, where the column shows it."""
    android_codes: bool = False
    """Whether directions are numbers as Android's call log has them."""

    def cell(self, role: str, cells: Sequence[str]) -> str:
        """The cell of a role; empty where there is none."""
        place = self.columns.get(role, -1)
        return cells[place] if 0 <= place < len(cells) else ""

    def is_dated(self, cells: Sequence[str]) -> bool:
        """Whether a number stands where the time should be: no header begins with one."""
        return (self.cell("time", cells) or self.cell("clock", cells))[:1].isdecimal()


def header_score(cells: Sequence[str]) -> int:
    """How many columns a row names; 0 for a row that cannot be the header of a list."""
    found: set[str] = set()
    count = 0
    known = roles_of_headers()
    for cell in cells:
        header = header_and_unit(cell)[0] if len(cell) <= _LONGEST_HEADER else ""
        if is_foreign_header(header):
            return 0
        roles = [role for role in known.get(header, ()) if role in ROLES]
        found.update(roles)
        count += bool(roles)
    return count if found & {"time", "clock"} and found.intersection(_NAMES_A_LIST) else 0


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of a list: a time, and who or which way; and holds no values."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or header_score(cells) < 2 or any(moment_of(cell) for cell in filled):
        return False
    headers = {header_and_unit(cell)[0] for cell in filled}
    return sum(header in roles_of_headers() for header in headers) * 2 >= len(headers)


def joined_header(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two header rows as one: the lower cell where it names something, else the upper."""
    known = roles_of_headers()
    joined = []
    for place in range(max(len(above), len(below))):
        upper = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        joined.append(lower if header_and_unit(lower)[0] in known or not upper else upper)
    return joined


def layout_of(header: Sequence[str], sample: Sequence[Sequence[str]], given: ColumnMap) -> Layout | None:
    """The layout of a table with this header; ``None`` where its columns do not make a list.

    Args:
        header: The header's cells; empty where there is no header.
        sample: The first rows below it.
        given: What the user says; it overrules what is recognised.
    """
    words = [header_and_unit(cell) for cell in header]
    headers = tuple(word for word, _ in words)
    width = max([len(header), *map(len, sample)], default=0)
    values = [[row[place] for row in sample if place < len(row) and row[place]] for place in range(width)]
    columns = _given(given, headers, width)
    if columns is None:
        return None
    taken = set(columns.values())
    for role in _ASSIGNED:
        if role in columns or (role == "clock" and not _needs_clock(columns, values)):
            continue
        place = _place_of(role, headers, values, taken)
        if place is not None:
            columns[role] = place
            taken.add(place)
    _exchange_direction(columns, headers, values, taken)
    if not ({"time", "clock"} & columns.keys() and columns.keys() & set(_NAMES_A_LIST)):
        return None
    return Layout(
        columns,
        headers,
        unit=words[columns["duration"]][1] if columns.get("duration", width) < len(words) else "",
        carrier=any(map(is_carrier_header, headers)),
        order=order_of(values[columns["time"]]) if "time" in columns else None,
        android_codes="direction" in columns and are_codes(values[columns["direction"]]),
    )


def recognised(cells: Sequence[str]) -> dict[str, str]:
    """For each cell of a row that names a role the role it names best."""
    known = roles_of_headers()
    found: dict[str, str] = {}
    for cell in cells:
        ranks = {
            role: rank for role, rank in known.get(header_and_unit(cell)[0], {}).items() if role in ROLES
        }
        if ranks:
            found[cell] = min(ranks, key=lambda role: ranks[role])
    return found


def _given(given: ColumnMap, headers: tuple[str, ...], width: int) -> dict[str, int] | None:
    """The places of the columns that the user names; nothing where a table has none of these headers."""
    named = given.headers
    if named and not named <= set(headers):
        return {}
    columns = {
        role: column if isinstance(column, int) else headers.index(column)
        for role, column in given.columns.items()
    }
    return None if any(place >= width for place in columns.values()) else columns


def _place_of(role: str, headers: tuple[str, ...], values: list[list[str]], taken: set[int]) -> int | None:
    """The column whose header names the role best and whose values bear it out, or come nearest to it."""
    known = roles_of_headers()
    ranked = []
    for place, header in enumerate(headers):
        ranks = known.get(header, {})
        rank = ranks.get(role)
        if rank is None and role == "clock":  # a list whose dates stand in rows of their own
            rank = ranks.get("time")
        if rank is not None and place not in taken:
            ranked.append((rank, place))
    places = [place for _, place in sorted(ranked)]
    check = CHECKS.get(role)
    if check is None:
        return places[0] if places else None
    for place in places:
        if not values[place] or share(values[place], check) >= _MOST:
            return place
        if role == "direction" and are_codes(values[place]):
            return place
    best = max(places, key=lambda place: share(values[place], check), default=-1)
    return best if best >= 0 and share(values[best], check) else None


def _needs_clock(columns: dict[str, int], values: list[list[str]]) -> bool:
    """Whether the time of day does not stand beside the date in one cell."""
    place = columns.get("time")
    if place is None:
        return True
    moments = [moment for text in values[place] if (moment := moment_of(text)) is not None]
    return bool(moments) and sum(moment.clock is not None for moment in moments) * 2 < len(moments)


def _exchange_direction(
    columns: dict[str, int], headers: tuple[str, ...], values: list[list[str]], taken: set[int]
) -> None:
    """Take for the direction the only column that holds directions, whatever its header says."""
    if "direction" in columns and values[columns["direction"]]:
        return
    found = [
        place
        for place, cells in enumerate(values)
        if place not in taken and cells and share(cells, is_direction) >= _NEARLY_ALL
    ]
    if len(found) == 1 and headers:
        columns["direction"] = found[0]
