"""In which weeks messages of each category came."""

from collections.abc import Collection
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.patches import Patch
from numpy.typing import NDArray

from collectguard import content
from collectguard.i18n import Translate, translator
from collectguard.plots._dates import date_axis, day_numbers
from collectguard.plots._drawing import (
    MARGIN_MM,
    PAGE_WIDTH_MM,
    PT_PER_MM,
    Drawing,
    Frame,
    legend_below,
    margin_below,
    write_note,
)
from collectguard.plots._labels import fitted, text_width
from collectguard.plots._scope import sentences
from collectguard.plots._style import FAINT_INK, INK, MESSAGE_DARK, MESSAGE_LIGHT, RULE, SMALL_PT, TEXT_PT
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.wording import Wording
from collectguard.words import message_categories

ROW_MM: Final = 7.0
_LABEL_MM, _TOTAL_MM = 54.0, 15.0
_WEEK: Final = 7
_LEAST_WEEKS: Final = 8
"""Weeks of the axis at least: one alone would be as wide as the page."""
_LEAST_MOST: Final = 4
"""Count at the dark end of the tones at least: a single message is not drawn as the worst there is."""
_WHITE_ABOVE: Final = 0.56
"""Place on the scale of tones above which white ink is easier to read than black."""
_TONES = LinearSegmentedColormap.from_list("warm", ["#ffffff", MESSAGE_LIGHT, MESSAGE_DARK, "#5c1c04"])
"""White to dark; its lightness falls steadily, so that the order of cells survives a photocopier."""


def words(
    found: content.Content,
    log: Log,
    settings: Settings | None = None,
    *,
    parties: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Messages by category (rows, the gravest on top) and week (columns, from Monday), counts written in.

    Where weeks are too narrow for a number, the tone alone shows it. Only messages with a usable time are
    drawn; the caption counts the others.

    Args:
        found: What was found in the messages of ``log``.
        log: The log.
        settings: Zone and language; those of the log when not given.
        parties: Draw the messages of these alone.
        ax: Where to draw, with some 55 mm free on its left; a figure of its own, 180 mm wide, when not given.

    Returns:
        The axes: x in days since 1970-01-01, y in rows from 0 downwards; one mesh with the counts as array.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return words_of(found, log, settings, parties=parties).on(ax)


def words_of(
    found: content.Content,
    log: Log,
    settings: Settings | None = None,
    *,
    parties: Collection[str] | None = None,
) -> Drawing:
    """`words` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    table = content.weekly(found, log, settings, parties=parties)
    untimed = _hit_messages(found, log.contacts, parties) - _hit_messages(found, log.timed, parties)
    period = _period(table, settings, _)
    return Drawing(
        title=_("What messages may hold, by week"),
        period=period,
        subtitle=period,
        caption=sentences(
            _(
                "Each cell holds the number of messages received in that week, Monday to Sunday, in which "
                "words of the category were found. A message with words of several categories counts under "
                "each. The words are leads that somebody must read; a white cell says that none were found."
            ),
            _("Messages without a usable time, not drawn: {n}.").format(n=f"{untimed:,}") if untimed else "",
            lang=settings.report_lang,
        ),
        table=table,
        frame=Frame(
            axes_height=max(len(table.columns), 3) * ROW_MM,
            left=_LABEL_MM + MARGIN_MM,
            right=_TOTAL_MM,
            bottom=margin_below(1),
        ),
        draw=partial(_draw, table=table, _=_),
    )


def _hit_messages(found: content.Content, messages: pd.DataFrame, parties: Collection[str] | None) -> int:
    hit = messages["event_id"].isin(list(found.by_event))
    if parties is not None:
        hit &= messages["party"].isin(list(parties))
    return int(hit.sum())


def _period(table: pd.DataFrame, settings: Settings, _: Translate) -> str:
    zone = Wording(settings).zone
    if table.empty:
        return zone
    last = table.index[-1] + pd.Timedelta(days=_WEEK - 1)
    return _("{first} to {last}, {zone}").format(
        first=f"{table.index[0]:%Y-%m-%d}", last=f"{last:%Y-%m-%d}", zone=zone
    )


def _draw(ax: Axes, *, table: pd.DataFrame, _: Translate) -> None:
    if table.empty:
        write_note(ax, _("No message with a usable time holds words of any category."))
        return
    counts = table.to_numpy().T
    weeks = pd.DatetimeIndex(table.index)
    edges = np.append(day_numbers(weeks), day_numbers(weeks[-1:]) + _WEEK) - 0.5
    most = int(counts.max())
    norm = PowerNorm(0.5, vmin=0, vmax=max(most, _LEAST_MOST))
    rows = np.arange(len(table.columns) + 1)
    days = _WEEK * max(len(weeks), _LEAST_WEEKS)
    date_axis(ax, pd.date_range(weeks[0], periods=days, freq="D", unit="ms"), _)
    ax.pcolormesh(edges, rows, counts, cmap=_TONES, norm=norm, edgecolors="white", linewidth=0.4)
    ax.set_ylim(max(len(table.columns), 3), 0)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(visible=False)
    ax.hlines(rows, *ax.get_xlim(), colors=RULE, linewidth=0.4, zorder=2.5)
    cell_pt = (PAGE_WIDTH_MM - _LABEL_MM - MARGIN_MM - _TOTAL_MM) * PT_PER_MM * _WEEK / days
    if text_width(str(most), SMALL_PT) + 2 <= cell_pt:
        _write_counts(ax, counts, float(edges[0]), norm)
    _write_labels(ax, table, _)
    legend_below(ax, [_swatch(count, norm, _) for count in sorted({1, -(-most // 4), most})])


def _write_counts(ax: Axes, counts: NDArray[np.int64], first: float, norm: PowerNorm) -> None:
    for (row, week), count in np.ndenumerate(counts):
        if count:
            ax.text(
                first + _WEEK * (week + 0.5),
                row + 0.5,
                str(count),
                ha="center",
                va="center",
                fontsize=SMALL_PT,
                color="white" if float(norm(float(count))) > _WHITE_ABOVE else INK,
                zorder=5,
            )


def _write_labels(ax: Axes, table: pd.DataFrame, _: Translate) -> None:
    """The category on the left of its row, the messages of all weeks on the right."""
    names = message_categories(_)
    for row, category in enumerate(table.columns):
        name = fitted(names.get(category, category), (_LABEL_MM - 2) * PT_PER_MM, TEXT_PT)
        total = f"{int(table[category].sum()):,}"
        for text, edge, shift, align, size, ink in (
            (name, 0, -4, "right", TEXT_PT, INK),
            (_("in all {n}").format(n=total), 1, 3, "left", SMALL_PT, FAINT_INK),
        ):
            ax.annotate(
                text,
                (edge, row + 0.5),
                xycoords=("axes fraction", "data"),
                xytext=(shift, 0),
                textcoords="offset points",
                ha=align,
                va="center",
                fontsize=size,
                color=ink,
                annotation_clip=False,
            )


def _swatch(count: int, norm: PowerNorm, _: Translate) -> Patch:
    label = _("messages in a week: {n}").format(n=f"{count:,}")
    return Patch(facecolor=_TONES(float(norm(float(count)))), edgecolor=FAINT_INK, linewidth=0.4, label=label)
