"""Who made how many contacts, and how many of them in the night."""

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from collectguard import statistics, words
from collectguard.fonts import families_for
from collectguard.i18n import Translate, translator
from collectguard.plots._coverage import answered_notes
from collectguard.plots._drawing import PT_PER_MM, Drawing, Frame, legend_below, margin_below, write_note
from collectguard.plots._labels import fitted
from collectguard.plots._scope import Totals, night_name, period_line, sentences, subtitle
from collectguard.plots._style import (
    CALL_DARK,
    CALL_LIGHT,
    FAINT_INK,
    INK,
    MESSAGE_DARK,
    MESSAGE_LIGHT,
    SMALL_PT,
    TEXT_PT,
)
from collectguard.schema import HIDDEN, Log
from collectguard.settings import Settings
from collectguard.statistics.outcomes import calls
from collectguard.wording import Wording

MOST_BARS = 20
"""Parties with a bar of their own; all others share one."""

_ROW_MM, _LABEL_MM, _TICKS_MM = 7.4, 58.0, 8.0
_CUT_AT = 2.0
"""The bar of all others ends here, in lengths of the longest bar of one party."""


class _Part(NamedTuple):
    """A part of every bar."""

    tone: str
    hatch: str


_PARTS = {
    "calls_night": _Part(CALL_DARK, "/////"),
    "calls_day": _Part(CALL_LIGHT, ""),
    "messages_night": _Part(MESSAGE_DARK, "\\\\\\\\\\"),
    "messages_day": _Part(MESSAGE_LIGHT, ""),
    "untimed": _Part("#ffffff", ""),
}
"""From left to right; the hatching of the night shows in black and white, too."""


def senders(log: Log, settings: Settings | None = None, *, ax: Axes | None = None) -> Axes:
    """The parties with most contacts as bars: calls and messages, the night part of each hatched.

    The `MOST_BARS` first of `statistics.senders` have a bar each, all others share the last one. Names
    are made printable and cut to the room there is.

    Args:
        log: The log; its ``contacts`` are counted.
        settings: Zone, night and language; those of the log when not given.
        ax: Where to draw, with some 60 mm free on its left; a figure of its own, 180 mm wide, when not
            given.

    Returns:
        The axes: x in contacts, y in places from 0 downwards. One bar container for each of `_PARTS`.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return senders_of(log, settings).on(ax)


def senders_of(log: Log, settings: Settings | None = None) -> Drawing:
    """`senders` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    table = statistics.senders(log, settings)
    parts = _bar_parts(log, settings, table)
    totals = Totals.of(log, settings)
    period = period_line(log, settings, _)
    return Drawing(
        title=_("Who made the contacts"),
        period=period,
        subtitle=subtitle(period, totals.incoming, _),
        caption=sentences(
            _(
                "One bar for each number or name that called or wrote, the most frequent first. "
                "Hatched: the part in the {night}. The figure at the end of a bar is its total."
            ).format(night=night_name(settings.night, _)),
            *_rest_notes(table, parts, _),
            *answered_notes(log, settings, _),
            _untimed_note(totals, _),
            _("Several numbers may belong to one caller."),
            lang=settings.report_lang,
        ),
        table=table,
        frame=Frame(
            axes_height=max(len(parts), 2) * _ROW_MM,
            left=_LABEL_MM + 3,
            right=30,
            bottom=margin_below(len(_PARTS), below_mm=_TICKS_MM),
        ),
        draw=partial(_draw, settings=settings, table=table, parts=parts, _=_),
    )


def _rest_notes(table: pd.DataFrame, parts: pd.DataFrame, _: Translate) -> list[str]:
    rest = len(table) - MOST_BARS
    if rest <= 0:
        return []
    notes = [_("The last bar adds up all others: {n}.").format(n=f"{rest:,}")]
    if parts.loc[MOST_BARS].sum() > _axis_end(parts):
        notes.append(_("It goes on beyond the edge of the figure."))
    return notes


def _untimed_note(totals: Totals, _: Translate) -> str:
    """Unlike other figures this one draws the contacts without a usable time."""
    if not totals.untimed:
        return ""
    return _("Contacts without a usable time are drawn, but belong to neither part of the day: {n}.").format(
        n=f"{totals.untimed:,}"
    )


def _bar_parts(log: Log, settings: Settings, table: pd.DataFrame) -> pd.DataFrame:
    """The lengths of all bars: one row a bar, a column for each of `_PARTS`.

    Counted by the statistics themselves, which take the bar and the kind of each event as its group.
    """
    events = log.events
    order = table.index.get_indexer(pd.Index(events["party"].cat.categories))
    bar = np.append(np.minimum(order, MOST_BARS), -1)[events["party"].cat.codes.to_numpy()]
    group = pd.Series(2 * bar + calls(events), index=events.index).where(bar >= 0).astype("Int64")
    counts = statistics.counts(log, settings, by=group)[["incoming", "timed"]]
    counts = counts.join(statistics.nights(log, settings, by=group)["night_count"])
    bars = pd.RangeIndex(min(len(table), MOST_BARS + 1), name="bar")
    messages, called = (
        counts.reindex(2 * bars.to_numpy() + kind, fill_value=0).set_axis(bars) for kind in (0, 1)
    )
    return pd.DataFrame(
        {
            "calls_night": called["night_count"],
            "calls_day": called["timed"] - called["night_count"],
            "messages_night": messages["night_count"],
            "messages_day": messages["timed"] - messages["night_count"],
            "untimed": called["incoming"] + messages["incoming"] - called["timed"] - messages["timed"],
        }
    )


def _draw(ax: Axes, *, settings: Settings, table: pd.DataFrame, parts: pd.DataFrame, _: Translate) -> None:
    if table.empty:
        write_note(ax, _("There are no incoming contacts."))
        return
    names = _part_names(settings, _)
    end = _axis_end(parts)
    left = np.zeros(len(parts), np.int64)
    legend = []
    for name, part in _PARTS.items():
        width = parts[name].to_numpy()
        bars = ax.barh(
            parts.index,
            width,
            left=left,
            height=0.56,
            facecolor=part.tone,
            hatch=part.hatch,
            edgecolor="white" if part.hatch else FAINT_INK,
            linewidth=0 if part.hatch else 0.4,
        )
        left = left + width
        if name != "untimed" or width.any():
            bars.patches[0].set_label(names[name])
            legend.append(bars.patches[0])
    _write_totals(ax, parts, end, _)
    _write_labels(ax, table, settings, _)
    ax.set_xlim(0, 1.01 * end)
    ax.set_ylim(max(len(parts), 2) - 0.5, -0.5)
    ax.set_yticks([])
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True))
    ax.grid(axis="x")
    legend_below(ax, legend, below_mm=_TICKS_MM, left_mm=_LABEL_MM)


def _part_names(settings: Settings, _: Translate) -> dict[str, str]:
    night = night_name(settings.night, _)
    return {
        "calls_night": _("calls, {night}").format(night=night),
        "calls_day": _("calls, other hours"),
        "messages_night": _("messages, {night}").format(night=night),
        "messages_day": _("messages, other hours"),
        "untimed": _("without a usable time"),
    }


def _axis_end(parts: pd.DataFrame) -> float:
    """Where the axis ends: the bar of all others may be far longer than those that matter."""
    totals = parts.sum(axis="columns")
    single = totals.iloc[:MOST_BARS].max()
    return float(max(min(totals.max(), _CUT_AT * single), 1))


def _write_totals(ax: Axes, parts: pd.DataFrame, end: float, _: Translate) -> None:
    """The total of each bar and its night part beside it; at the edge where a bar goes on beyond it."""
    totals = parts.sum(axis="columns")
    nights = parts["calls_night"] + parts["messages_night"]
    for place, (total, night) in enumerate(zip(totals, nights, strict=True)):
        text = (
            _("{total} (night {night})").format(total=f"{total:,}", night=f"{night:,}")
            if night
            else f"{total:,}"
        )
        ax.annotate(
            f"→ {text}" if total > end else text,
            (min(total, 1.01 * end), place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL_PT + 0.5,
            annotation_clip=False,
        )


def _write_labels(ax: Axes, table: pd.DataFrame, settings: Settings, _: Translate) -> None:
    """Number above, what it is and whose below; each on one line of the room on the left."""
    wording, classes = Wording(settings), words.party_classes(_)
    for place, (party, row) in enumerate(table.iloc[:MOST_BARS].iterrows()):
        name = wording.party(str(party))
        if row["party_class"] == HIDDEN:
            _write_label(ax, place, name)
            continue
        if not row["known"]:
            owner = _("not in contacts")
        elif pd.isna(row["contact_name"]) or not row["contact_name"].strip():
            owner = _("in contacts")
        else:
            owner = _("in contacts: {name}").format(name=row["contact_name"])
        below = _("{party_class}; {owner}").format(party_class=classes[row["party_class"]], owner=owner)
        _write_label(ax, place, name, below)
    rest = table.index[MOST_BARS:]
    if len(rest):
        _write_label(
            ax, MOST_BARS, _("all others together"), _("numbers or names: {n}").format(n=f"{len(rest):,}")
        )


def _write_label(ax: Axes, place: int, above: str, below: str = "") -> None:
    width = _LABEL_MM * PT_PER_MM
    lines = [(above, TEXT_PT, 4.6, INK), (below, SMALL_PT, -4.8, FAINT_INK)]
    if not below:
        lines = [(above, TEXT_PT, 0.0, INK)]
    for text, size, lift, ink in lines:
        line = fitted(text, width, size)
        ax.annotate(
            line,
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(-width - 4, lift),
            textcoords="offset points",
            va="center",
            fontfamily=list(families_for(line)),
            fontsize=size,
            color=ink,
            annotation_clip=False,
        )
