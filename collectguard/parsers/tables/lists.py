"""The lists of a file: where each begins, which columns it has, and its rows to records."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from collectguard.errors import InputError, UnknownFormatError
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.by_values import layout_by_values
from collectguard.parsers.tables.cells import BadRow, Row, Sheet
from collectguard.parsers.tables.columns import column_map
from collectguard.parsers.tables.guess import columns_options, not_read, what_to_say
from collectguard.parsers.tables.layout import (
    Layout,
    header_score,
    is_header,
    joined_header,
    layout_of,
    recognised,
)
from collectguard.parsers.tables.moments import moment_of
from collectguard.parsers.tables.remarks import in_carriers_words, remark
from collectguard.parsers.tables.rows import RowReader, Tally
from collectguard.parsers.tables.vocabulary import has_word, header_and_unit, roles_of_headers
from collectguard.records import Record, Rejected

_MOST_TITLES = 200
"""Rows above a header."""
_SAMPLE = 500
"""Rows by which columns are judged."""
_LEAST_CELLS = 2
_CORE = frozenset({"time", "clock", "duration", "peer", "caller", "callee", "direction"})
_LEAST_CORE = 2
_SHOWN_COLUMNS = 20
_SHOWN_LETTERS = 40


class _Ahead:
    """Rows that can be looked at before they are read."""

    def __init__(self, rows: Iterator[Row | BadRow]) -> None:
        self.rows = rows
        self.seen: deque[Row | BadRow] = deque()

    def __iter__(self) -> Iterator[Row | BadRow]:
        while True:
            while self.seen:
                yield self.seen.popleft()
            for row in self.rows:
                yield row
                if self.seen:
                    break
            else:
                return

    def first(self, count: int) -> list[Row | BadRow]:
        self.seen.extend(islice(self.rows, max(0, count - len(self.seen))))
        return list(islice(self.seen, count))

    def skip(self, count: int) -> None:
        self.first(count)
        for _ in range(count):
            self.seen.popleft()


class _NoList(NamedTuple):
    """A table in which no list is recognised."""

    name: str
    """Of its sheet, and where it begins."""
    header: list[str]
    """The row that comes nearest to a header."""
    below: list[list[str]]


class Lists:
    """Reads every list of a file."""

    def __init__(self, facts: SourceFacts) -> None:
        self.facts = facts
        self.given = column_map(facts.columns)
        self.tally = Tally()
        self.times: Counter[str] = Counter()
        self.carrier = False
        self.carriers_words = False
        self.ordinal = 0
        self.found = 0
        self.without: list[_NoList] = []

    def items(self, sheets: Iterable[Sheet]) -> Iterator[Record | Rejected]:
        """Yield what the rows of all sheets are.

        Raises:
            UnknownFormatError: No sheet has a list that is recognised.
            InputError: A list does not say whose it is, or lacks a column that every list has.
        """
        for sheet in sheets:
            yield from self._sheet(sheet)
        if not self.found:
            raise self._unknown()
        for table in self.without:
            if table.name:
                self.facts.note("{name}: no call list was recognised there", name=table.name)
        if not self.ordinal:
            self.facts.note("the list has a header and no rows below it")
        remark(self.facts, self.tally, self.times, carrier=self.carrier, words=self.carriers_words)

    def _sheet(self, sheet: Sheet) -> Iterator[Record | Rejected]:
        rows = _Ahead(sheet.rows)
        if not rows.first(1):
            return
        titles = [sheet.name]
        reader = self._below_header(rows, titles, _MOST_TITLES) or self._without_header(rows, titles)
        if reader is None:
            cells = [row.cells for row in rows.first(_MOST_TITLES) if isinstance(row, Row)]
            nearest = max(range(len(cells)), key=lambda place: _likeness(cells[place]), default=0)
            header = cells[nearest] if cells else []
            self.without.append(_NoList(sheet.name, header, cells[nearest + 1 :]))
            return
        between: deque[str] = deque(maxlen=_MOST_TITLES)  # titles and totals since the last record
        for row in rows:
            if isinstance(row, BadRow):
                self.ordinal += 1
                yield Rejected(self.ordinal, row.line, row.reason, row.excerpt)
                continue
            if not any(row.cells):
                continue
            if not reader.is_dated(row.cells) and is_header(row.cells):
                if tuple(header_and_unit(cell)[0] for cell in row.cells) != reader.layout.header:
                    rows.seen.appendleft(row)
                    found = self._below_header(rows, [sheet.name, *(between or titles[1:])], 1)
                    if found is None:
                        rows.skip(1)
                    reader = found or reader
                    between.clear()
                continue
            item = reader.item(self.ordinal + 1, row)
            if item is None:
                between.append(" ".join(filter(None, row.cells)))
            else:
                self.ordinal += 1
                between.clear()
                yield item

    def _below_header(self, rows: _Ahead, titles: list[str], among: int) -> RowReader | None:
        """Skip to below the first header among so many rows; ``None``, nothing skipped, where there is none.

        The rows above it are added to ``titles``.
        """
        lead = rows.first(among + _SAMPLE)
        for place, row in enumerate(lead[:among]):
            if isinstance(row, BadRow):
                continue
            header, height = self._header(row, lead[place + 1] if place + 1 < len(lead) else None)
            if header is None:
                if any(row.cells):
                    titles.append(" ".join(filter(None, row.cells)))
                continue
            sample = _sample(lead[place + height :])
            layout = layout_of(header, sample, self.given)
            if layout is not None:
                rows.skip(place + height)
                return self._reader(layout, sample, titles)
            if sample:
                self.without.append(_NoList(f"{titles[0]} {row.line}".strip(), header, sample))
        return None

    def _without_header(self, rows: _Ahead, titles: list[str]) -> RowReader | None:
        """The reader of a table whose columns the user names by number, or whose values say what they are."""
        lead = rows.first(_SAMPLE)
        sample = _sample(lead)
        given_alone = layout_of([], sample, self.given) if self.given.columns else None
        layout = given_alone or layout_by_values(sample)
        if layout is None:
            return None
        if given_alone is None:
            columns = ",".join(f"{role}={place + 1}" for role, place in layout.columns.items())
            self.facts.note(
                "the table has no header that is known; its columns were told by what stands in them: "
                "{columns}",
                columns=columns,
            )
        above = takewhile(lambda row: not (isinstance(row, Row) and layout.is_dated(row.cells)), lead)
        said = [" ".join(filter(None, row.cells)) for row in above if isinstance(row, Row)]
        return self._reader(layout, sample, [*titles[:1], *filter(None, said)])

    def _header(self, row: Row, below: Row | BadRow | None) -> tuple[list[str] | None, int]:
        """The header that begins with a row, and how many rows it has."""
        named = self.given.headers
        if named and named <= {header_and_unit(cell)[0] for cell in row.cells}:
            return row.cells, 1
        if not isinstance(below, Row) or any(moment_of(cell) for cell in below.cells):
            return (row.cells, 1) if is_header(row.cells) else (None, 0)
        joined = joined_header(row.cells, below.cells)
        extends = any(header_and_unit(cell)[0] in roles_of_headers() for cell in below.cells)
        better = not is_header(row.cells) or header_score(joined) > header_score(row.cells)
        if extends and better and not is_header(below.cells) and is_header(joined):
            return joined, 2
        return (row.cells, 1) if is_header(row.cells) else (None, 0)

    def _reader(self, layout: Layout, sample: list[list[str]], titles: list[str]) -> RowReader:
        self.found += 1
        named = [*titles, self.facts.name]
        self.carrier |= layout.carrier or any(has_word("carrier_title", title) for title in named)
        self.carriers_words |= in_carriers_words(layout, sample)
        reader = RowReader(
            layout,
            sample,
            titles=titles,
            file_name=self.facts.name,
            given=self.given,
            tally=self.tally,
        )
        reader.times.counts = self.times
        lacking, unread = not_read(layout, reader.default_kind, sample)
        if lacking and unread:
            self.facts.note(
                "no column was recognised for {roles}, and these were not read: {columns} (--columns says "
                "what they are)",
                roles=", ".join(lacking),
                columns=", ".join(header[:_SHOWN_LETTERS] for header in unread[:_SHOWN_COLUMNS]),
            )
        return reader

    def _unknown(self) -> InputError:
        if not self.without:
            return UnknownFormatError(
                "the table has no rows.", "Export it again, or give the file that the carrier sent."
            )
        _, nearest, below = max(self.without, key=lambda table: _likeness(table.header))
        known = recognised(nearest)
        columns = [f"{place}: {cell[:_SHOWN_LETTERS]}" for place, cell in enumerate(nearest, start=1) if cell]
        width = max(map(len, (nearest, *below)))
        options = columns_options(nearest, below)
        for role, column in self.given.columns.items():
            if isinstance(column, int) and column >= width:
                return InputError(
                    "--columns says that {role} is column {column}, and the table has {width} columns: "
                    "{columns}.",
                    "Count the columns from 1, or name one by its header, for example: --columns {example}",
                    role=role,
                    column=column + 1,
                    width=width,
                    columns="; ".join(columns[:_SHOWN_COLUMNS]) or "-",
                    example=options[0],
                )
        # In a folder other tables are passed over in silence; what is nearly a call list is not.
        nearly = _CORE.intersection(known.values())
        kind = InputError if len(nearly) >= _LEAST_CORE else UnknownFormatError
        return kind(
            "the columns of this table are not recognised as a call list. Columns: {columns}. "
            "Recognised: {recognised}.",
            what_to_say(options),
            columns="; ".join(columns[:_SHOWN_COLUMNS]) or "-",
            recognised=", ".join(f"{role}={cell[:_SHOWN_LETTERS]}" for cell, role in known.items()) or "-",
        )


def _sample(rows: list[Row | BadRow]) -> list[list[str]]:
    """The cells of rows up to the next header that may be calls: dates of their own and totals have few."""
    sample: list[list[str]] = []
    for row in rows[:_SAMPLE]:
        if isinstance(row, Row) and is_header(row.cells):
            break
        if isinstance(row, Row) and _filled(row.cells) > _LEAST_CELLS:
            sample.append(row.cells)
    return sample


def _likeness(cells: list[str]) -> tuple[int, int]:
    """How much a row is like a header."""
    return len(recognised(cells)), _filled(cells)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell) for cell in cells)
