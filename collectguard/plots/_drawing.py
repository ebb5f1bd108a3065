"""A figure before it is drawn: what it says, the table under it, and how to put it on a page."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from collectguard.fonts import FAMILIES, families_for
from collectguard.plots._style import FAINT_INK, INK, SMALL_PT, TEXT_PT, TITLE_PT, style

MM_PER_INCH = 25.4
PT_PER_MM = 72 / MM_PER_INCH
PAGE_WIDTH_MM = 180.0
"""The text of an A4 page with margins of 15 mm."""
MARGIN_MM = 2.0
"""Between the edge of a figure and its title and labels."""
TICKS_MM = 11.0
"""Two lines of tick labels and a space."""
LEGEND_ROW_MM = 4.3


class Frame(NamedTuple):
    """Where the axes lie in a figure of `PAGE_WIDTH_MM`, in millimetres."""

    axes_height: float
    left: float
    right: float
    bottom: float
    top: float = 16.0
    """Room for the title and the line under it."""

    @property
    def height(self) -> float:
        """Of the whole figure."""
        return self.top + self.axes_height + self.bottom

    @property
    def axes_width(self) -> float:
        """What the margins leave."""
        return PAGE_WIDTH_MM - self.left - self.right

    @property
    def fractions(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height of the axes as matplotlib wants them."""
        return (
            self.left / PAGE_WIDTH_MM,
            self.bottom / self.height,
            self.axes_width / PAGE_WIDTH_MM,
            self.axes_height / self.height,
        )


@dataclass(frozen=True)
class Drawing:
    """What a figure shows and how."""

    title: str
    """What is shown."""
    period: str
    """From when to when, by whose clock."""
    subtitle: str
    """The line under the title: the period, and how many contacts it rests on."""
    caption: str
    """How to read it, and what is left out."""
    table: pd.DataFrame = field(repr=False)
    """The numbers drawn, as the statistics gave them."""
    frame: Frame
    draw: Callable[[Axes], None] = field(repr=False)

    def on(self, ax: Axes | None = None) -> Axes:
        """Draw it, on a figure of its own when no axes are given.

        Raises:
            MissingPartError: A package that holds a typeface is not installed.
        """
        if ax is None:
            return self.figure().axes[0]
        with style():
            self._fill(ax, outdent=0.0)
        return ax

    def figure(self) -> Figure:
        """Draw it on a figure of its own.

        Raises:
            MissingPartError: A package that holds a typeface is not installed.
        """
        with style():
            figure = Figure(figsize=(PAGE_WIDTH_MM / MM_PER_INCH, self.frame.height / MM_PER_INCH))
            ax = figure.add_axes(self.frame.fractions)
            self._fill(ax, outdent=(self.frame.left - MARGIN_MM) / self.frame.axes_width)
        return figure

    def _fill(self, ax: Axes, outdent: float) -> None:
        self.draw(ax)
        self._write_title(ax, outdent)
        # Ticks are made when a figure is drawn, long after the style has gone.
        ax.tick_params(labelfontfamily=FAMILIES[0])

    def _write_title(self, ax: Axes, outdent: float) -> None:
        # Axes that were given have a title already, in the face of their maker.
        title = ax.set_title(
            self.title,
            loc="left",
            pad=TEXT_PT + 12,
            fontsize=TITLE_PT,
            fontfamily=list(families_for(self.title)),
            color=INK,
        )
        title.set_x(-outdent)
        ax.annotate(
            self.subtitle,
            (-outdent, 1),
            xycoords="axes fraction",
            xytext=(0, 8),
            textcoords="offset points",
            fontsize=TEXT_PT,
            color=FAINT_INK,
            annotation_clip=False,
        )


def write_note(ax: Axes, note: str) -> None:
    """One sentence in an empty frame, where there is nothing to draw."""
    ax.set(xticks=[], yticks=[])
    ax.text(0.5, 0.5, note, transform=ax.transAxes, ha="center", va="center", color=FAINT_INK)


def margin_below(entries: int, *, columns: int = 3, below_mm: float = TICKS_MM) -> float:
    """The millimetres under the axes that `legend_below` needs."""
    return below_mm + LEGEND_ROW_MM * math.ceil(entries / columns) + MARGIN_MM


def legend_below(
    ax: Axes,
    handles: Sequence[Artist],
    *,
    columns: int = 3,
    below_mm: float = TICKS_MM,
    left_mm: float = 0.0,
) -> None:
    """A legend under the axes, ``below_mm`` below them and ``left_mm`` to the left of their edge."""
    shift = ScaledTranslation(-left_mm / MM_PER_INCH, -below_mm / MM_PER_INCH, ax.figure.dpi_scale_trans)
    ax.legend(
        handles=list(handles),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + shift,
        borderaxespad=0,
        borderpad=0,
        ncols=columns,
        fontsize=SMALL_PT + 0.5,
        columnspacing=1.6,
        labelspacing=0.45,
    )
