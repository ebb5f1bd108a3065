"""Text files with one row a line: csv, tsv, txt."""

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from functools import partial
from itertools import chain, count, islice

from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.cells import MOST_CHARACTERS, TRIMMED, BadRow, Row, UnendedRow, bare
from collectguard.parsers.tables.decoding import texts

DELIMITERS = (",", "\t", ";", "|")
BLANKS = "  "
"""Stands for columns with at least two blanks, or a tab, between them."""

_SAMPLE_LINES = 200
_row = partial(tuple.__new__, Row)
_BATCH = 256
"""Lines that are split at once."""
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
    lines = chain.from_iterable(_lines(texts(blocks, facts)))
    sample = list(islice(lines, _SAMPLE_LINES))
    delimiter = delimiter_of(sample, score)
    every_line = chain(sample, lines)
    if delimiter == BLANKS:
        for number, line in enumerate(every_line, start=1):
            yield _checked(number, _AT_BLANKS.split(line.strip()), line)
    else:
        yield from _Splitter(every_line, delimiter, facts).rows()


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


def _lines(pieces: Iterator[str]) -> Iterator[list[str]]:
    """The lines of each piece, with their ends; without line feeds, carriage returns are the ends."""
    first = next(pieces, "")
    end = "\r" if "\r" in first and "\n" not in first else "\n"
    parts: list[str] = []
    for piece in chain([first], pieces):
        whole = piece.split(end)
        parts.append(whole.pop())
        if whole:
            parts, whole[0] = parts[-1:], "".join((*parts[:-1], whole[0]))
            yield [f"{line}\n" for line in whole]
    if last := "".join(parts):
        yield [last]


def _checked(line: int, cells: list[str], text: str) -> Row | BadRow:
    if len(text) > MOST_CHARACTERS and any(len(cell) > MOST_CHARACTERS for cell in cells):
        return BadRow(line, f"too_long: a cell of more than {MOST_CHARACTERS:,} characters", visible(text))
    return (Row if text.endswith("\n") else UnendedRow)(line, [bare(cell) for cell in cells])


def _longest(lines: list[str]) -> int:
    return max(map(len, lines))


def are_bare(text: str, delimiter: str) -> bool:
    """Whether no cell of a text has anything that `bare` takes off; ``False`` where that is not sure."""
    if text.count("\r") != text.count("\r\n") or (delimiter in TRIMMED and '"' in text):
        return False
    for odd in TRIMMED:
        if odd != delimiter and odd not in "\r\n" and odd in text:
            if text[0] == odd or text[-1] == odd or f"{odd}\r" in text:
                return False
            if any(f"{odd}{border}" in text or f"{border}{odd}" in text for border in (delimiter, '"', "\n")):
                return False
    return True


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
        """Yield every row: in batches, and one by one where a row of a batch is not like the others."""
        number = 1
        while batch := list(islice(self.lines, _BATCH)):
            cells_of_rows = self._plain(batch)
            if cells_of_rows is None:
                self.pushed_back.extend(batch)
                number = yield from self._one_by_one(number)
            else:
                yield from map(_row, zip(count(number), cells_of_rows, strict=False))
                number += len(batch)

    def _plain(self, batch: list[str]) -> list[list[str]] | None:
        """The cells of lines that are a row each, none of them too long; ``None`` where one is not."""
        text = "".join(batch)
        if not text.endswith("\n") or (len(text) > MOST_CHARACTERS and _longest(batch) > MOST_CHARACTERS):
            return None
        try:
            rows = list(csv.reader(batch, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        if len(rows) != len(batch):
            return None
        return rows if are_bare(text, self.delimiter) else [[*map(bare, cells)] for cells in rows]

    def _one_by_one(self, number: int) -> Generator[Row | BadRow, None, int]:
        """Yield rows until none of the lines that were pushed back is left; the number of the next line."""
        reader = self._reader()
        while self.pushed_back:
            self.taken.clear()
            try:
                cells = next(reader)
            except (csv.Error, _NeverClosedError):
                self.broken += 1
                first, *others = self.taken
                self.pushed_back.extendleft(reversed(others))
                self.taken = [first]
                yield self._alone(number, first)
                reader = self._reader()
            else:
                yield _checked(number, cells, "".join(self.taken))
            number += len(self.taken)
        return number

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
