"""Rows of tables in their order, also of those that are damaged: what can be read is read."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from collectguard.parsers.databases.opening import text_of
from collectguard.parsers.source import SourceFacts

_FEW = 2
_WIPED = "zeros where rows should be"
_FIRST, _LAST = -(1 << 63), (1 << 63) - 1

Values = dict[str, object]


class Gap(NamedTuple):
    """Rows that cannot be read."""

    table: str
    after: int | None
    """The row before them; ``None`` where there is none."""
    before: int | None
    """The row behind them; ``None`` where there is none, or none can be read."""
    reason: str

    def __str__(self) -> str:
        """The reason for the ledger."""
        start = "the first" if self.after is None else f"behind {self.after}"
        end = "the last" if self.before is None else f"before {self.before}"
        return f"damaged: rows of {self.table} from {start} to {end} ({self.reason})"


def columns_of(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The ordinary tables and their columns; no views, and nothing that is worked out when it is read.

    Raises:
        sqlite3.DatabaseError: The schema is damaged.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    ).fetchall()
    return {
        name: frozenset(
            column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
        )
        for (name,) in tables
    }


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the database finds no fault with itself."""
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return False
    return found is not None and found[0] == "ok"


def rows_of(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    facts: SourceFacts,
    *,
    raw: Sequence[str] = (),
) -> Iterator[Values | Gap]:
    """Yield the rows of a table in the order of their numbers, and where some are missing.

    Args:
        connection: An open database.
        table: One of `columns_of`.
        columns: Those wanted that the table has.
        facts: Takes what had to be mended.
        raw: Columns whose bytes are no text.
    """
    reader = _Reader(connection, table, columns)
    for row in reader.rows():
        if isinstance(row, Gap):
            yield row
            continue
        values: Values = {"rowid": row[0]}
        for column, value in zip(columns, row[1:], strict=True):
            values[column] = value if column in raw else _plain(value, facts)
        yield values


def _plain(value: object, facts: SourceFacts) -> object:
    if isinstance(value, bytes):
        return text_of(value, facts)
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Reader:
    def __init__(self, connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        self.connection = connection
        self.table = table
        names = ", ".join(["rowid", *map(_quoted, columns)])
        self.query = f"SELECT {names} FROM {_quoted(table)} WHERE rowid >= ? ORDER BY rowid"  # noqa: S608 - quoted

    def rows(self) -> Iterator[tuple[Any, ...] | Gap]:
        start = _FIRST
        last: int | None = None
        while True:
            try:
                for row in self.connection.execute(self.query, (start,)):
                    if row[0] < start or _is_wiped(row):
                        raise sqlite3.DatabaseError(_WIPED)  # noqa: TRY301 - as if the module had said so
                    yield row
                    last = row[0]
                    start = last + 1
            except sqlite3.DatabaseError as error:
                reason = str(error)
            else:
                return
            while start <= _LAST and (row := self._first_from(start)[1]) is not None:
                yield row  # the module had this one, and lost it when it looked for the next
                last = row[0]
                start = last + 1
            following = self._next_readable(start)
            yield Gap(self.table, last, following, reason)
            if following is None:
                return
            start = following

    def _next_readable(self, start: int) -> int | None:
        """Number of the first row from ``start`` on behind those that cannot be read; ``None`` for none.

        Whether a search from a number succeeds depends on the page it leads to; the border is found by
        doubling and then halving the distance.
        """
        broken, sound, found = start, start, None
        step = 1
        while sound < _LAST:
            sound = min(max(start, -1) + step, _LAST)
            worked, found = self._first_from(sound)
            if worked:
                break
            broken, step = sound, step * 2
        else:
            return None
        while sound - broken > 1:
            middle = (broken + sound) // 2
            worked, row = self._first_from(middle)
            if worked:
                sound, found = middle, row
            else:
                broken = middle
        return None if found is None else found[0]

    def _first_from(self, number: int) -> tuple[bool, tuple[Any, ...] | None]:
        """Whether a search from a number succeeds, and the row that it finds."""
        try:
            row = self.connection.execute(f"{self.query} LIMIT 1", (number,)).fetchone()
        except sqlite3.DatabaseError:
            return False, None
        if row is not None and (row[0] < number or _is_wiped(row)):
            return False, None
        return True, row


def _is_wiped(row: tuple[Any, ...]) -> bool:
    """Whether a row is what SQLite makes of zeros, as behind the end of a file that was cut off."""
    return row.count(None) == len(row) - 1 and (row[0] == 0 or len(row) > _FEW)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def present(wanted: Sequence[str], columns: frozenset[str]) -> list[str]:
    """Those of the wanted columns that a table has, in the order given."""
    return [column for column in wanted if column in columns]


def grouped(
    rows: Iterator[Values | Gap], key: str
) -> tuple[dict[object, list[Mapping[str, object]]], list[Gap]]:
    """Rows by the value of one column, and what could not be read of them."""
    groups: dict[object, list[Mapping[str, object]]] = {}
    gaps: list[Gap] = []
    for row in rows:
        if isinstance(row, Gap):
            gaps.append(row)
        else:
            groups.setdefault(row[key], []).append(row)
    return groups, gaps
