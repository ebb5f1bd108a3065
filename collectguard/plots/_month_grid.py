"""A month as a grid of weeks and weekdays: where its dates lie and how each is drawn."""

from calendar import MONDAY, Calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize, to_rgb

from collectguard.plots._strips import Cell, Month
from collectguard.plots._style import CALL_DARK, FAINT_INK, INK, SMALL_PT, TEXT_PT

CELL_WIDTH, CELL_HEIGHT = 5.8, 6.4
"""Millimetres: a date of two digits above a count of three."""
MONTH_WIDTH, MONTH_HEAD = 7 * CELL_WIDTH, 8.6
"""Millimetres: seven weekdays; the name of the month and those of its weekdays."""
FRAME, HATCH, OUTSIDE_INK = "#c4c4c4", "#cccccc", "#8c8c8c"
DASHES = (0, (2.2, 1.6))
TONES: Mapping[bool, Colormap] = {
    True: LinearSegmentedColormap.from_list("assigned", ["#a6cbe6", "#4292c6", CALL_DARK]),
    False: LinearSegmentedColormap.from_list("possible", ["#dcdcdc", "#989898", "#3d3d3d"]),
}
"""By whether a finding is assigned. Lightness falls steadily, so the order survives a photocopier."""

_THOUSANDS_FROM = 1000
_DARKEST_FROM = 6
"""Counts below it are never drawn in the darkest tone, be they the highest of their calendar."""
_INSET = 0.35
_DARK_BELOW = 0.5
_LUMA = (0.299, 0.587, 0.114)

Square = list[tuple[float, float]]


class Period(NamedTuple):
    """What a log holds, by date; an empty one has no dates."""

    first: date | None
    last: date | None
    """Both included."""
    without_record: frozenset[date]
    """Dates between them on which there is no record of any kind or direction."""

    def holds(self, day: date) -> bool:
        """Whether a date lies in the period."""
        return self.first is not None and self.last is not None and self.first <= day <= self.last


class Places(NamedTuple):
    """The squares of some months by what they show."""

    counted: list[tuple[Cell, Square]]
    ordinary: list[Square]
    without_record: list[Square]


def weeks_of(month: Month) -> int:
    """Rows of the grid of a month: four to six."""
    return len(Calendar(MONDAY).monthdayscalendar(*month))


def place_month(
    ax: Axes,
    month: Month,
    left: float,
    top: float,
    *,
    cells: Mapping[date, Cell],
    period: Period,
    places: Places,
) -> None:
    """Write the dates of a month at its place, in millimetres from the upper left; note their squares."""
    for day, x, y in _days(month, left, top):
        square = _square(x, y)
        ink = INK
        if day in cells:
            places.counted.append((cells[day], square))
            continue
        if not period.holds(day):
            ink = OUTSIDE_INK
        elif day in period.without_record:
            places.without_record.append(square)
            ink = FAINT_INK
        else:
            places.ordinary.append(square)
        _write_date(ax, day, x, y, ink)


def draw_squares(ax: Axes, places: Places, worst: Cell) -> PolyCollection:
    """Draw the squares of one strip and write the counts.

    Returns:
        The squares of its dates; their array holds the counts, in the order of ``places.counted``.
    """
    _add(ax, places.ordinary, edge=FRAME, width=0.5, layer=1.0)
    _add(ax, places.without_record, edge=HATCH, width=0.0, layer=1.0, hatch="//////")
    counts = [cell.count for cell, _square in places.counted]
    assigned = worst.finding.assigned
    norm, tones = Normalize(1, max(worst.count, _DARKEST_FROM)), TONES[assigned]
    drawn = PolyCollection(
        [square for _cell, square in places.counted],
        array=counts,
        cmap=tones,
        norm=norm,
        edgecolors=INK if not assigned else CALL_DARK,
        linewidths=0.9 if not assigned else 0.5,
        linestyles=[DASHES] if not assigned else "solid",
        zorder=2.0,
    )
    ax.add_collection(drawn, autolim=False)
    framed = [square for cell, square in places.counted if cell.date == worst.date]
    _add(ax, framed, edge="white", width=1.2, layer=3.0)  # parts the frame from the darkest tone
    _add(ax, [_grown(square) for square in framed], edge=INK, width=1.6, layer=4.0)
    for cell, square in places.counted:
        ink = _ink_on(tones(norm(cell.count)))
        x, y = square[0]
        _write_date(ax, cell.date, x - _INSET, y - _INSET, ink)
        right, bottom = square[2]
        ax.text(
            right - 0.35,
            bottom - 0.6,
            written(cell.count),
            ha="right",
            va="baseline",
            fontsize=TEXT_PT,
            color=ink,
            zorder=5,
        )
    return drawn


def written(count: int) -> str:
    """A count in three characters; from 1,000 on in thousands, of which it has at least so many."""
    return str(count) if count < _THOUSANDS_FROM else f"{min(count // _THOUSANDS_FROM, 9)}k+"


def _days(month: Month, left: float, top: float) -> Iterator[tuple[date, float, float]]:
    """The dates of a month with the upper left corner of each."""
    for week, days in enumerate(Calendar(MONDAY).monthdayscalendar(*month)):
        for weekday, number in enumerate(days):
            if number:
                yield (
                    date(month.year, month.month, number),
                    left + weekday * CELL_WIDTH,
                    top + MONTH_HEAD + week * CELL_HEIGHT,
                )


def _square(x: float, y: float) -> Square:
    right, bottom = x + CELL_WIDTH - _INSET, y + CELL_HEIGHT - _INSET
    x, y = x + _INSET, y + _INSET
    return [(x, y), (right, y), (right, bottom), (x, bottom)]


def _grown(square: Square) -> Square:
    """The square with a margin of most of the gap to its neighbours."""
    (left, top), (right, bottom) = square[0], square[2]
    left, top, right, bottom = left - _INSET, top - _INSET, right + _INSET, bottom + _INSET
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _write_date(ax: Axes, day: date, x: float, y: float, ink: str) -> None:
    ax.text(x + 0.85, y + 2.75, str(day.day), va="baseline", fontsize=SMALL_PT, color=ink, zorder=5)


def _add(
    ax: Axes, squares: Sequence[Square], *, edge: str, width: float, layer: float, hatch: str | None = None
) -> None:
    if squares:
        collection = PolyCollection(
            squares, facecolors="none", edgecolors=edge, linewidths=width, hatch=hatch, zorder=layer
        )
        ax.add_collection(collection, autolim=False)


def _ink_on(tone: tuple[float, float, float, float]) -> str:
    luma = sum(share * part for share, part in zip(_LUMA, to_rgb(tone), strict=True))
    return "white" if luma < _DARK_BELOW else INK
