"""On which weekdays and at which hours contacts come."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from collectguard import statistics, words
from collectguard.i18n import Translate, translator
from collectguard.plots._coverage import answered_notes
from collectguard.plots._drawing import Drawing, Frame, legend_below, margin_below, write_note
from collectguard.plots._scope import (
    Totals,
    night_name,
    night_spans,
    period_line,
    sentences,
    subtitle,
    untimed_note,
)
from collectguard.plots._style import CALL_DARK, CALL_LIGHT, FAINT_INK, INK, SMALL_PT
from collectguard.schema import Log
from collectguard.settings import Settings

_TONES = LinearSegmentedColormap.from_list("calm", ["#ffffff", CALL_LIGHT, CALL_DARK])
"""White to dark blue; its lightness falls steadily, so the order of cells survives a photocopier."""
_UPRIGHT_DIGITS = 4
"""Digits that a cell of 6.6 mm holds side by side; longer numbers stand on end."""
_WHITE_ABOVE = 0.6
"""Share of the largest count above which white ink is easier to read than black."""
_TICKS_MM = 8.0


def hours(log: Log, settings: Settings | None = None, *, ax: Axes | None = None) -> Axes:
    """Contacts by weekday (rows, Monday on top) and hour (columns) of the wall clock, counts written in.

    The hours of the night are framed. Only contacts with a usable time are counted.

    Args:
        log: The log; its ``timed`` contacts are counted.
        settings: Zone, night and language; those of the log when not given.
        ax: Where to draw; a figure of its own, 180 mm wide, when not given.

    Returns:
        The axes: x in hours from 0 to 24, y in rows from 0 to 7 downwards; one mesh of 7 × 24 cells.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return hours_of(log, settings).on(ax)


def hours_of(log: Log, settings: Settings | None = None) -> Drawing:
    """`hours` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    table = statistics.hours(log, settings)
    totals = Totals.of(log, settings)
    period = period_line(log, settings, _)
    return Drawing(
        title=_("Contacts by weekday and hour"),
        period=period,
        subtitle=subtitle(period, totals.timed, _),
        caption=sentences(
            _(
                "Each cell holds the number of incoming calls and messages on that weekday in that hour; "
                "the cell between 8 and 9 counts from 8:00 up to, not including, 9:00. Framed: {night}."
            ).format(night=night_name(settings.night, _)),
            *answered_notes(log, settings, _),
            untimed_note(totals, _),
            lang=settings.report_lang,
        ),
        table=table,
        frame=Frame(axes_height=60, left=13, right=4, bottom=margin_below(1, below_mm=_TICKS_MM)),
        draw=partial(_draw, settings=settings, table=table, _=_),
    )


def _draw(ax: Axes, *, settings: Settings, table: pd.DataFrame, _: Translate) -> None:
    counts = table.to_numpy()
    if not counts.any():
        write_note(ax, _("No incoming contact has a usable time."))
        return
    most = int(counts.max())
    ax.pcolormesh(
        np.arange(25), np.arange(8), counts, cmap=_TONES, vmin=0, vmax=most, edgecolors="white", linewidth=0.8
    )
    crossed = {int(border) for span in night_spans(settings.night) for border in span if border % 1}
    for (row, hour), count in np.ndenumerate(counts):
        written = ax.text(
            hour + 0.5,
            row + 0.5,
            str(count),
            ha="center",
            va="center",
            fontsize=SMALL_PT,
            rotation=0 if len(str(most)) <= _UPRIGHT_DIGITS else 90,
            color="white" if count > _WHITE_ABOVE * most else INK if count else FAINT_INK,
            zorder=5,
        )
        if hour in crossed:  # a frame through the cell must not strike the number out
            written.set_bbox({"facecolor": _TONES(count / most), "edgecolor": "none", "pad": 1.0})
    ax.set_ylim(7, 0)
    ax.set_yticks(np.arange(7) + 0.5, words.weekdays(_))
    ax.set_xlim(0, 24)
    ax.set_xticks(range(25))
    ax.tick_params(axis="y", length=0)
    ax.spines[:].set_visible(False)
    frames = _frame_night(ax, settings)
    frames[0].set_label(night_name(settings.night, _))
    legend_below(ax, frames[:1], below_mm=_TICKS_MM)


def _frame_night(ax: Axes, settings: Settings) -> list[Artist]:
    """Frame the hours of the night, in two parts where it crosses midnight."""
    frames: list[Artist] = []
    for start, end in night_spans(settings.night):
        frame = Rectangle(
            (start, 0), end - start, 7,
            facecolor="none", edgecolor=INK, linewidth=1.6, clip_on=False, zorder=4,
        )  # fmt: skip
        frames.append(ax.add_patch(frame))
    return frames
