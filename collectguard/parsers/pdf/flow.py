"""The rows of all pages in one stream: headers that repeat, rows that go over two pages, other tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from collectguard.parsers.pdf.blocks import Block
from collectguard.parsers.pdf.columns import Cells, IsHead, continues, is_other_head, merged
from collectguard.parsers.tables.cells import Row
from collectguard.parsers.tables.vocabulary import header_and_unit

PAGE: Final = 10_000
"""The line of a row is its page times this, and its place on the page."""
_MOST_HELD = 500


def place_of(line: int) -> tuple[int, int]:
    """The page of a row, and which row of the page it is."""
    return divmod(line, PAGE)


class Flow:
    """Makes one table of many pages."""

    def __init__(self, is_head: IsHead) -> None:
        self.is_head = is_head
        self.has_list = False
        self.named: tuple[str, ...] = ()
        """Header of the list that is being read."""
        self.other: tuple[str, ...] | None = None
        """Header of the table that is being passed over."""
        self.others: dict[tuple[str, ...], tuple[int, int]] = {}
        """Tables that are no lists: by header, the page where each begins and how many rows it has."""
        self.held: list[Row] = []
        """Rows of such tables while there is no list."""
        self.parts = 1
        """How many lists stand side by side, each with the same header."""
        self.pending: list[Row] = []
        """The last row of a table, which may go on on the next page, and text below it."""
        self.broken = 0
        self.tables = 0

    def rows(self, pages: Iterable[tuple[int, Sequence[Block]]]) -> Iterator[Row]:
        """Yield the rows of pages, each with its number."""
        for number, blocks in pages:
            count = 0
            is_first = True
            for block in blocks:
                rows = [
                    Row(number * PAGE + count + place, cells) for place, cells in enumerate(block.rows, 1)
                ]
                count += len(rows)
                if block.is_table:
                    self.tables += 1
                    yield from self._table(rows, may_go_on=is_first)
                    is_first = False
                elif self.pending:
                    self.pending += rows
                else:
                    yield from rows
        yield from self._flushed()
        if not self.has_list:
            yield from self.held

    def _table(self, rows: list[Row], *, may_go_on: bool) -> Iterator[Row]:
        for row in rows:
            named = tuple(header_and_unit(cell)[0] for cell in row.cells)
            if self.is_head(row.cells):
                if named != self.named:
                    yield from self._flushed()
                    may_go_on = False
                self.has_list, self.other, self.named = True, None, named
                self.parts = _repeats(named)
                yield from self._text(row._replace(cells=row.cells[: len(named) // self.parts]))
            elif is_other_head(row.cells):
                if self.has_list:
                    yield from self._flushed()
                self.other = named
                self.others.setdefault(named, (place_of(row.line)[0], 0))
                self._hold(row)
            elif self.other is not None:
                page, count = self.others[self.other]
                self.others[self.other] = page, count + 1
                self._hold(row)
            elif may_go_on and self.pending and continues(self.pending[0].cells, row.cells):
                self.pending[0] = self.pending[0]._replace(cells=merged(self.pending[0].cells, row.cells))
                self.broken += 1
                may_go_on = False
            else:
                yield from self._flushed()
                *before, last = self._parts(row)
                yield from before
                self.pending = [last]
                may_go_on = False

    def _hold(self, row: Row) -> None:
        if len(self.held) < _MOST_HELD:
            self.held.append(row)

    def _text(self, row: Row) -> Iterator[Row]:
        """A header below a row that may still go on waits for it."""
        if self.pending:
            self.pending.append(row)
        else:
            yield row

    def _parts(self, row: Row) -> list[Row]:
        if self.parts == 1 or len(row.cells) % self.parts:
            return [row]
        width = len(row.cells) // self.parts
        parts: list[Cells] = [row.cells[start : start + width] for start in range(0, len(row.cells), width)]
        return [row._replace(cells=cells) for cells in parts if any(cells)] or [row]

    def _flushed(self) -> Iterator[Row]:
        yield from self.pending
        self.pending = []


def _repeats(named: tuple[str, ...]) -> int:
    """How often the same headers stand beside each other."""
    for times in range(len(named) // 2, 1, -1):
        width = len(named) // times
        if width > 1 and width * times == len(named) and named == named[:width] * times:
            return times
    return 1
