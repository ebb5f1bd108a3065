"""Tables without upright lines: columns from where words stand, rows from where dates do."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from collectguard.parsers.pdf.letters import Line, Word, joined
from collectguard.parsers.tables.layout import header_score
from collectguard.parsers.tables.moments import moment_of
from collectguard.parsers.tables.vocabulary import begins_with, header_and_unit, roles_of_headers

Cells = list[str]
IsHead = Callable[[Sequence[str]], bool]

_GAPS = (0.0, 0.6, 1.2)
"""Of a line's height: blanks that may stand within the header of a column."""
_OVERLAP = 0.15
"""Of a line's height: what overlaps more is one row, whose cells have different numbers of lines."""
_FULL = 0.6
"""Share of the columns that a row fills, also without a date."""
_LEAST_FILLED = 3
MOST_WORDS = 300
"""Of a row of a table, or of a header."""
_CLOSE = 0.9
"""Of a line's height: what is farther below belongs to no row."""
_TEXT_GAP = 1.0
_BLANK = 0.6


@dataclass
class Band:
    """Lines that stand beside each other: one row of text, whose cells may have several lines."""

    lines: list[Line]
    top: float = field(init=False)
    bottom: float = field(init=False)
    height: float = field(init=False)
    """Of its largest characters."""
    is_dated: bool = field(init=False)
    """Whether one of its words is a date."""
    words: int = field(init=False)

    def __post_init__(self) -> None:
        self.top = min(line.top for line in self.lines)
        self.bottom = max(line.bottom for line in self.lines)
        self.height = max(line.height for line in self.lines)
        self.is_dated = any(_has_date(word.text) for line in self.lines for word in line.words)
        self.words = sum(len(line.words) for line in self.lines)

    def pieces(self, gap: float) -> list[Word]:
        """What stands above each other as one; words so many points apart stay apart."""
        if len(self.lines) == 1:
            return self.lines[0].pieces(gap)
        pieces: list[Word] = []
        for line in self.lines:
            for word in line.pieces(gap):
                for place, piece in enumerate(pieces):
                    if word.x0 < piece.x1 and piece.x0 < word.x1:
                        text = joined(piece.text, word.text)
                        pieces[place] = Word(min(piece.x0, word.x0), max(piece.x1, word.x1), text)
                        break
                else:
                    pieces.append(word)
        return sorted(pieces)

    def cells(self, cuts: Sequence[float]) -> Cells:
        """Its text by columns that end at ``cuts``."""
        cells = [""] * (len(cuts) + 1)
        for line in self.lines:
            here = [""] * len(cells)
            for word in line.words:
                place = bisect_right(cuts, word.middle)
                here[place] = f"{here[place]} {word.text}".strip()
            cells = [joined(above, below) for above, below in zip(cells, here, strict=True)]
        return cells

    def crosses(self, cuts: Sequence[float]) -> bool:
        """Whether a word lies in more than one column."""
        return any(word.x0 < cut < word.x1 for line in self.lines for word in line.words for cut in cuts)

    def text(self) -> Cells:
        """Its text where it is no row of a table."""
        return [piece.text for piece in self.pieces(_TEXT_GAP * self.height)]


def bands_of(lines: Sequence[Line]) -> list[Band]:
    """Lines put together that overlap; those with a date of their own stay apart."""
    bands: list[Band] = []
    for line in lines:
        band = Band([line])
        last = bands[-1] if bands else None
        if (
            last is not None
            and band.top < last.bottom - _OVERLAP * band.height
            and not (last.is_dated and band.is_dated)
            and last.words + band.words <= MOST_WORDS
        ):
            bands[-1] = Band([*last.lines, line])
        else:
            bands.append(band)
    return bands


def head_of(band: Band, is_head: IsHead) -> list[Word] | None:
    """The columns that a row names, if it is the header of a list."""
    if band.words > MOST_WORDS:
        return None
    best: list[Word] | None = None
    best_score = -1
    for gap in _GAPS:
        pieces = band.pieces(gap * band.height)
        cells = [piece.text for piece in pieces]
        if is_head(cells) and header_score(cells) > best_score:
            best, best_score = pieces, header_score(cells)
    return best


def is_other_head(cells: Sequence[str]) -> bool:
    """Whether a row names columns, though not those of calls or messages."""
    filled = [cell for cell in cells if cell]
    if len(filled) < _LEAST_FILLED or any(character.isdecimal() for cell in filled for character in cell):
        return False
    return sum(header_and_unit(cell)[0] in roles_of_headers() for cell in filled) > 1


def cuts_below(head: Sequence[Word], bands: Sequence[Band]) -> list[float]:
    """Where the columns under a header end: between two headers, where the fewest words are cut through."""
    words = [*head, *(word for band in bands if band.is_dated for line in band.lines for word in line.words)]
    starts, ends = sorted(word.x0 for word in words), sorted(word.x1 for word in words)
    sides = sorted({*starts, *ends})
    cuts = []
    for left, right in pairwise(head):
        low, high = left.middle, right.middle
        edges = [low, *sides[bisect_right(sides, low) : bisect_left(sides, high)], high]
        best = (len(words) + 1, 0.0, (low + high) / 2)
        for start, end in pairwise(edges):
            middle = (start + end) / 2
            crossed = bisect_left(starts, middle) - bisect_right(ends, middle)
            best = min(best, (crossed, start - end, middle))
        cuts.append(best[2])
    return cuts


def cuts_between(bands: Sequence[Band]) -> list[float]:
    """Where columns end that no header names: where no row with a date has a word."""
    dated = [band for band in bands if band.is_dated]
    words = sorted(word for band in dated for line in band.lines for word in line.words)
    if not words:
        return []
    gap = _BLANK * median(band.height for band in dated)
    cuts = []
    end = words[0].x1
    for word in words[1:]:
        if word.x0 - end > gap:
            cuts.append((end + word.x0) / 2)
        end = max(end, word.x1)
    return cuts


def rows_of(bands: Sequence[Band], cuts: Sequence[float], levels: Sequence[float]) -> list[Cells]:
    """The rows of a table with these columns, cells of several lines put together.

    Args:
        bands: What stands below the header.
        cuts: Where the columns end.
        levels: Heights of level lines; where there is one between any two rows, they say where rows end.
    """
    cells = [band.cells(cuts) for band in bands]
    whole = [_is_whole(row) for row in cells]
    between = [bisect_right(levels, (band.top + band.bottom) / 2) for band in bands]
    spaces = {between[place] for place, is_whole in enumerate(whole) if is_whole}
    if len(spaces) == sum(whole) > 1:
        return _by_level_lines(cells, between)
    gaps = [
        lower.top - upper.bottom
        for place, (upper, lower) in enumerate(pairwise(bands))
        if whole[place] and whole[place + 1]
    ]
    usual = median(gaps) if gaps else float("inf")
    rows: list[Cells] = []
    bottom = float("-inf")
    for place, band in enumerate(bands):
        near = min(_CLOSE * band.height, usual + 0.5)
        goes_on = (
            rows and not whole[place] and band.top - bottom <= near and continues(rows[-1], cells[place])
        )
        if goes_on:
            rows[-1] = merged(rows[-1], cells[place])
        else:
            rows.append(cells[place])
        bottom = band.bottom
    return rows


def _by_level_lines(cells: list[Cells], between: list[int]) -> list[Cells]:
    rows: dict[int, Cells] = {}
    for place, row in zip(between, cells, strict=True):
        rows[place] = merged(rows[place], row) if place in rows else row
    return list(rows.values())


def continues(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether cells can be the rest of a row: few, no row or total of their own, and no date is spoiled."""
    if len(row) != len(below) or not any(below) or _is_whole(below):
        return False
    if any(begins_with("total", cell) for cell in below if cell) or not _is_whole(row):
        return False
    for upper, lower in zip(row, below, strict=True):
        before = moment_of(upper)
        if before is not None and before.clock is not None and lower:
            after = moment_of(joined(upper, lower))
            if after is None or after.clock is None:
                return False
    return True


def merged(row: Sequence[str], below: Sequence[str]) -> Cells:
    """Two parts of a row as one."""
    return [joined(upper, lower) for upper, lower in zip(row, below, strict=True)]


def is_dated_row(cells: Sequence[str]) -> bool:
    """Whether cells have a date and fill most columns."""
    return is_full(cells) and any(map(_has_date, cells))


def is_full(cells: Sequence[str]) -> bool:
    """Whether cells fill most columns."""
    return sum(map(bool, cells)) >= max(_LEAST_FILLED, _FULL * len(cells))


def _is_whole(cells: Sequence[str]) -> bool:
    """Whether cells are a row of their own: they have a date, or fill most columns."""
    return is_full(cells) or any(map(_has_date, cells))


def _has_date(text: str) -> bool:
    if not any(character.isdecimal() for character in text):
        return False
    moment = moment_of(text)
    return moment is not None and moment.has_date
