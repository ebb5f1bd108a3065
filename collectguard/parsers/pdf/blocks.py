"""A page as tables and text, from above to below."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from collectguard.parsers.pdf.columns import (
    MOST_WORDS,
    Band,
    Cells,
    IsHead,
    bands_of,
    cuts_below,
    cuts_between,
    head_of,
    is_dated_row,
    is_full,
    is_other_head,
    rows_of,
)
from collectguard.parsers.pdf.grids import Grid, grids_of, level_lines, text_of
from collectguard.parsers.pdf.letters import Word, lines_of
from collectguard.parsers.pdf.pages import Char, Page
from collectguard.parsers.tables.layout import header_score

_LEAST_COLUMNS = 3
_HEAD_LINES = 3
_CLOSE = 0.9
"""Of a line's height: so far may the lines of a header be apart."""
_ROW_GAP = 1.8
"""The same for rows."""


class Block(NamedTuple):
    """Rows that belong together."""

    rows: list[Cells]
    is_table: bool
    top: float


@dataclass
class PageReader:
    """Reads pages one after the other; a table may go on without its header."""

    is_head: IsHead
    cuts: Sequence[float] | None = None
    """Where the columns of the last table end."""

    def blocks(self, page: Page) -> list[Block]:
        """What stands on a page."""
        grids = grids_of(page.rules)
        inside: list[list[Char]] = [[] for _ in grids]
        outside = []
        for char in page.chars:
            for place, grid in enumerate(grids):
                if grid.holds(char):
                    inside[place].append(char)
                    break
            else:
                outside.append(char)
        levels = level_lines(page.rules)
        blocks: list[Block] = []
        pending: list[Band] = []
        for band in bands_of(lines_of(outside)):
            while grids and grids[0].ys[0] < band.top:
                blocks += self._loose(pending, levels)
                pending = []
                blocks.append(self._ruled(grids.pop(0), inside.pop(0)))
            pending.append(band)
        blocks += self._loose(pending, levels)
        blocks += [self._ruled(grid, chars) for grid, chars in zip(grids, inside, strict=True)]
        return blocks

    def _ruled(self, grid: Grid, chars: list[Char]) -> Block:
        """The rows of a table with lines; without level ones its dates say where rows end."""
        inner = grid.xs[1:-1]
        rows: list[Cells] = []
        named = False
        for cells in grid.cells(chars):
            here = [char for cell in cells for char in cell]
            bands = bands_of(lines_of(here)) if here else []
            row = [text_of(cell) for cell in cells]
            named = named or self.is_head(row) or is_other_head(row)
            dated = sum(band.is_dated for band in bands)
            if dated > 1 or (
                dated and sum(map(bool, row)) < _LEAST_COLUMNS
            ):  # or only every other row is shaded
                rows += rows_of(bands, inner, ())
            elif any(row):
                rows.append(row)
        is_table = named or self.cuts is None or len(self.cuts) == len(inner)
        if not is_table:  # drawn with other columns than the list that goes on, or about the customer
            again = rows_of(bands_of(lines_of(chars)), self.cuts or (), grid.ys)
            if any(map(is_dated_row, again)):
                rows, is_table = again, True
        elif named or (self.cuts is not None and len(self.cuts) == len(inner)):
            self.cuts = inner
        return Block(
            rows if is_table else [[" ".join(filter(None, row))] for row in rows], is_table, grid.ys[0]
        )

    def _loose(self, bands: list[Band], levels: Sequence[float]) -> list[Block]:
        """Tables and text among lines that no ruled table holds."""
        bands = self._with_whole_heads(bands)
        heads = {place: head for place, band in enumerate(bands) if (head := self._head(band)) is not None}
        borders = sorted({0, *heads, len(bands)})
        blocks: list[Block] = []
        for start, end in pairwise(borders):
            blocks += self._section(heads.get(start), bands[start:end], levels)
        return blocks

    def _with_whole_heads(self, bands: list[Band]) -> list[Band]:
        """The bands, those put together that are a header only together."""
        whole: list[Band] = []
        place = 0
        while place < len(bands):
            best, height = bands[place], 1
            score = self._score(best)
            for lines in range(2, _HEAD_LINES + 1):
                following = bands[place : place + lines]
                if (
                    len(following) < lines
                    or following[-1].is_dated
                    or not _are_close(following)
                    or sum(band.words for band in following) > MOST_WORDS
                ):
                    break
                together = Band([line for band in following for line in band.lines])
                if (found := self._score(together)) > score:
                    best, height, score = together, lines, found
            whole.append(best)
            place += height
        return whole

    def _score(self, band: Band) -> int:
        """How many columns a header names; 0 for what is none."""
        head = None if band.is_dated else head_of(band, self.is_head)
        return header_score([piece.text for piece in head]) if head is not None else 0

    def _head(self, band: Band) -> list[Word] | None:
        if band.is_dated:
            return None
        head = head_of(band, self.is_head)
        return head if head is not None else head_of(band, is_other_head)

    def _section(self, head: list[Word] | None, bands: list[Band], levels: Sequence[float]) -> list[Block]:
        """A header and what stands below it, or what stands above all headers."""
        body = bands if head is None else bands[1:]
        dated = sum(band.is_dated for band in body)
        rows: list[Cells] = []
        if head is not None:
            self.cuts = cuts_below(head, body)
            rows.append([piece.text for piece in head])
        elif dated > 1 and self.cuts is None:
            cuts = cuts_between(body)
            self.cuts = cuts if len(cuts) + 1 >= _LEAST_COLUMNS else None
        whole = [place for place, band in enumerate(body) if self._is_row(band)]
        if self.cuts is None or (head is None and not whole):
            return [_text(body)] if body else []
        end = whole[-1] + 1 if whole else 0
        while end < len(body) and end > 0 and body[end].top - body[end - 1].bottom < body[end].height:
            end += 1  # lines that may belong to the last row
        start = 0 if head is not None else self._first(body, whole[0])
        blocks = [_text(body[:start])] if start else []
        found = rows_of(body[start:end], self.cuts, levels)
        if rows and found and self._is_longer_head(rows[0], found[0]):
            rows = [[f"{upper}{lower}" for upper, lower in zip(rows[0], found.pop(0), strict=True)]]
        top = bands[start].top if bands[start:] else 0.0
        blocks.append(Block([*rows, *found], is_table=True, top=top))
        return [*blocks, _text(body[end:])] if body[end:] else blocks

    def _is_row(self, band: Band) -> bool:
        """Whether a band is a row of its own: it has a date, or fills most columns and stays within them."""
        cuts = self.cuts or ()
        return band.is_dated or (is_full(band.cells(cuts)) and not band.crosses(cuts))

    def _first(self, bands: Sequence[Band], whole: int) -> int:
        """Where a table without header begins: above its first row may stand the rest of a broken one."""
        start = whole
        while start and _are_close(bands[start - 1 : start + 1], _ROW_GAP):
            cells = bands[start - 1].cells(self.cuts or ())
            if sum(map(bool, cells)) < 2 or bands[start - 1].crosses(self.cuts or ()):
                break
            start -= 1
        return start

    def _is_longer_head(self, head: Cells, below: Cells) -> bool:
        """Whether the row below a header is its second line."""
        if len(head) != len(below) or any(letter.isdecimal() for cell in below for letter in cell):
            return False
        longer = [f"{upper}{lower}" for upper, lower in zip(head, below, strict=True)]
        return self.is_head(head) and self.is_head(longer)


def _are_close(bands: Sequence[Band], share: float = _CLOSE) -> bool:
    return all(below.top - above.bottom < share * below.height for above, below in pairwise(bands))


def _text(bands: Sequence[Band]) -> Block:
    return Block([band.text() for band in bands], is_table=False, top=bands[0].top if bands else 0.0)
