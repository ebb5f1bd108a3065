"""Text files with one row a line: csv, tsv, txt."""

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice

from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.cells import MOST_CHARACTERS, BadRow, Row, UnendedRow, bare
from collectguard.parsers.tables.decoding import texts

DELIMITERS = (",", "\t", ";", "|")
BLANKS = "  "
"""Stands for columns with at least two blanks, or a tab, between them."""

_SAMPLE_LINES = 200
_LONGEST_SAMPLE = 4096
_AT_BLANKS = re.compile(r"\s{2,}|\t")
_MOST_LINES = 200
"""A quotation mark that is closed so much later does not belong to the one that opened."""
_FEW_LINES = 5
_PATIENCE = 20
"""After so many broken rows a quotation mark is closed soon or not at all."""


class _NeverClosedError(Exception):
    """A quotation mark opens and none closes."""


def rows_of(
    blocks: Iterator[bytes], facts: SourceFacts, score: Callable[[list[str]], int]
) -> Iterator[Row | BadRow]:
    """Yield the rows of a text.

    Args:
        blocks: The file.
        facts: Takes what had to be mended.
        score: How well a row does as a header; of several delimiters the one with the best header is taken.
    """
    lines = _lines(texts(blocks, facts))
    sample = list(islice(lines, _SAMPLE_LINES))
    delimiter = delimiter_of(sample, score)
    pending = deque(sample)

    def every_line() -> Iterator[str]:
        while pending:
            yield pending.popleft()
        yield from lines

    if delimiter == BLANKS:
        for number, line in enumerate(every_line(), start=1):
            yield _checked(number, _AT_BLANKS.split(line.strip()), line)
    else:
        yield from _Splitter(every_line(), delimiter, facts).rows()


def delimiter_of(sample: list[str], score: Callable[[list[str]], int]) -> str:
    """What stands between the cells of a row."""
    sample = [line[:_LONGEST_SAMPLE] for line in sample]
    return max(
        (*DELIMITERS, BLANKS),
        key=lambda delimiter: (
            max((score(split(line, delimiter)) for line in sample), default=0),
            regularity(sample, delimiter)[0],
        ),
    )


def regularity(sample: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines have the most frequent number of cells, if that is three or more; and the number."""
    counts = Counter(len(split(line, delimiter)) for line in sample if line.strip())
    wide = [(times, cells) for cells, times in counts.items() if cells > 2]
    return max(wide, default=(0, 0))


def split(line: str, delimiter: str) -> list[str]:
    """The cells of a line of its own."""
    if delimiter == BLANKS:
        return [bare(cell) for cell in _AT_BLANKS.split(line.strip())]
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = line.split(delimiter)
    return [bare(cell) for cell in cells]


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    """Lines with their ends; where a text has none but carriage returns, these are the ends."""
    first = next(pieces, "")
    end = "\r" if "\r" in first and "\n" not in first else "\n"
    parts: list[str] = []
    piece: str | None = first
    while piece is not None:
        *whole, rest = piece.split(end)
        for line in whole:
            yield f"{''.join((*parts, line))}\n"
            parts.clear()
        if rest:
            parts.append(rest)
        piece = next(pieces, None)
    if parts:
        yield "".join(parts)


def _checked(line: int, cells: list[str], text: str) -> Row | BadRow:
    if len(text) > MOST_CHARACTERS and any(len(cell) > MOST_CHARACTERS for cell in cells):
        return BadRow(line, f"too_long: a cell of more than {MOST_CHARACTERS:,} characters", visible(text))
    return (Row if text.endswith("\n") else UnendedRow)(line, [bare(cell) for cell in cells])


class _Splitter:
    """Rows of quoted cells; a quotation mark that is never closed costs no row but its own."""

    def __init__(self, lines: Iterator[str], delimiter: str, facts: SourceFacts) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.facts = facts
        self.pushed_back: deque[str] = deque()
        self.taken: list[str] = []
        self.broken = 0

    def rows(self) -> Iterator[Row | BadRow]:
        number = 1
        reader = self._reader()
        while True:
            self.taken.clear()
            try:
                cells = next(reader, None)
            except (csv.Error, _NeverClosedError):
                self.broken += 1
                first, *others = self.taken
                self.pushed_back.extendleft(reversed(others))
                self.taken = [first]
                yield self._alone(number, first)
                reader = self._reader()
            else:
                if cells is None:
                    break
                yield _checked(number, cells, "".join(self.taken))
            number += len(self.taken)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self.delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self.pushed_back.popleft() if self.pushed_back else next(self.lines, None)
            if line is None:
                return
            self.taken.append(line)
            if len(self.taken) > (_MOST_LINES if self.broken < _PATIENCE else _FEW_LINES):
                raise _NeverClosedError
            yield line

    def _alone(self, number: int, line: str) -> Row | BadRow:
        """A row whose quotation marks do not match: they are taken as letters."""
        cells = [cell.strip().strip('"') for cell in line.split(self.delimiter)]
        row = _checked(number, cells, line)
        if isinstance(row, Row):
            self.facts.repaired["quotes"] += 1
        return row
