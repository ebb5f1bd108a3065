"""Tables drawn with lines: which lines make one, and in which of its cells a character stands."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collectguard.parsers.pdf.letters import joined, lines_of
from collectguard.parsers.pdf.pages import Char, Rule

_NEAR = 2.0
"""Points by which lines that are meant to meet may miss each other."""
_MOST_LINES = 1500
"""Each way, once pieces are put together; more are a picture."""
_MOST_CELLS = 10_000
_MOST_GRIDS = 60
_LEAST_LENGTH = 4.0
_PART_GAP = 1.8
"""Heights of a row."""
_TOUCHING = 0.08
"""Of a character's height."""


class Stroke(NamedTuple):
    """A line of a table: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


class Grid(NamedTuple):
    """One ruled table."""

    xs: list[float]
    """Of the upright lines, from left to right."""
    ys: list[float]
    """Of the level lines, from above to below."""
    upright: list[Stroke]
    level: list[Stroke]

    def holds(self, char: Char) -> bool:
        """Whether a character stands in it."""
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        return self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]

    def cells(self, chars: Sequence[Char]) -> list[list[list[Char]]]:
        """For each row and column the characters that stand there.

        Characters come in the order in which they are drawn. What stands in a cell over several columns is
        in the first, over several rows in each of them.
        """
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        home = self._homes(rows, columns)
        found: dict[tuple[int, int], list[Char]] = {}
        before: Char | None = None
        row = column = -1
        for char in chars:
            # A word that is too long for its column runs over the line, and is one word all the same.
            if before is None or not _touches(before, char):
                row = bisect_right(self.ys, (char.top + char.bottom) / 2) - 1
                column = bisect_right(self.xs, (char.x0 + char.x1) / 2) - 1
            before = char
            if 0 <= row < rows and 0 <= column < columns:
                found.setdefault(home[row][column], []).append(char)
        return [
            [
                found.get(home[row][column], []) if home[row][column][1] == column else []
                for column in range(columns)
            ]
            for row in range(rows)
        ]

    def _homes(self, rows: int, columns: int) -> list[list[tuple[int, int]]]:
        """For each row and column the first of those that one cell covers."""
        upright = _by_place(self.upright, self.xs)
        level = _by_place(self.level, self.ys)
        home: list[list[tuple[int, int]]] = []
        for row in range(rows):
            middle_y = (self.ys[row] + self.ys[row + 1]) / 2
            home.append([])
            for column in range(columns):
                middle_x = (self.xs[column] + self.xs[column + 1]) / 2
                if column and not _covers(upright[column], middle_y):
                    home[row].append(home[row][column - 1])
                elif row and not _covers(level[row], middle_x):
                    home[row].append(home[row - 1][column])
                else:
                    home[row].append((row, column))
        return home


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page: lines that meet, with at least two columns; from above to below."""
    level = _put_together(Stroke((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if _is_level(r))
    upright = _put_together(Stroke((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if not _is_level(r))
    if len(level) > _MOST_LINES or len(upright) > _MOST_LINES:
        return []
    grids = []
    for levels, uprights in _groups(level, upright):
        xs, ys = _places(uprights), _places(levels)
        if len(xs) > 2 and len(ys) > 1 and len(xs) * len(ys) <= _MOST_CELLS:
            grids.append(Grid(xs, ys, uprights, levels))
    if len(grids) > _MOST_GRIDS:
        return []
    whole: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])):
        if whole and _goes_on(whole[-1], grid):
            above = whole.pop()
            grid = Grid(  # noqa: PLW2901
                above.xs,
                [*above.ys, *(y for y in grid.ys if y > above.ys[-1])],
                [*above.upright, *(_at_place(stroke, above.xs) for stroke in grid.upright)],
                [*above.level, *grid.level],
            )
        whole.append(grid)
    return whole


def level_lines(rules: Sequence[Rule]) -> list[float]:
    """Heights of the level lines of a page that are longer than a word."""
    strokes = _put_together(Stroke((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if _is_level(r))
    return _places([stroke for stroke in strokes if stroke.end - stroke.start > 100])


def text_of(chars: Sequence[Char]) -> str:
    """What stands in a cell, its lines put together."""
    text = ""
    for line in lines_of(chars):
        text = joined(text, line.text)
    return text


def _touches(before: Char, char: Char) -> bool:
    """Whether a character, drawn after another, goes on where that ends."""
    size = char.bottom - char.top
    return abs(char.x0 - before.x1) <= _TOUCHING * size and abs(char.top - before.top) <= _TOUCHING * size


def _is_level(rule: Rule) -> bool:
    return rule.x1 - rule.x0 >= rule.bottom - rule.top


def _put_together(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes of which pieces at one place that touch have become one."""
    whole: list[Stroke] = []
    at = float("-inf")
    pending: list[Stroke] = []

    def close() -> None:
        pending.sort(key=lambda stroke: stroke.start)
        for stroke in pending:
            if whole and whole[-1].at == at and stroke.start <= whole[-1].end + _NEAR:
                whole[-1] = whole[-1]._replace(end=max(whole[-1].end, stroke.end))
            else:
                whole.append(stroke._replace(at=at))

    for stroke in sorted(strokes):
        if stroke.at - at > _NEAR:
            close()
            pending, at = [], stroke.at
        pending.append(stroke)
    close()
    return [stroke for stroke in whole if stroke.end - stroke.start >= _LEAST_LENGTH]


def _groups(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that hang together because they meet."""
    parent = list(range(len(level) + len(upright)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if (
                across.start - _NEAR <= down.at <= across.end + _NEAR
                and down.start - _NEAR <= across.at <= down.end + _NEAR
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for place, stroke in enumerate([*level, *upright]):
        levels, uprights = groups.setdefault(root(place), ([], []))
        (levels if place < len(level) else uprights).append(stroke)
    return list(groups.values())


def _places(strokes: Sequence[Stroke]) -> list[float]:
    return sorted({stroke.at for stroke in strokes})


def _goes_on(above: Grid, below: Grid) -> bool:
    """Whether two are parts of one table: where only every other row is shaded, each of these is a grid."""
    height = max(below.ys[1] - below.ys[0], above.ys[-1] - above.ys[-2])
    return (
        len(above.xs) == len(below.xs)
        and all(abs(one - other) <= _NEAR for one, other in zip(above.xs, below.xs, strict=True))
        and -_NEAR <= below.ys[0] - above.ys[-1] <= _PART_GAP * height
    )


def _at_place(stroke: Stroke, places: Sequence[float]) -> Stroke:
    return stroke._replace(at=min(places, key=lambda place: abs(place - stroke.at)))


def _by_place(strokes: Sequence[Stroke], places: Sequence[float]) -> list[list[Stroke]]:
    return [[stroke for stroke in strokes if stroke.at == place] for place in places]


def _covers(strokes: Sequence[Stroke], place: float) -> bool:
    return any(stroke.start <= place <= stroke.end for stroke in strokes)
