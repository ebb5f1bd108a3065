"""How many contacts there were on each day."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from collectguard import statistics
from collectguard.i18n import Translate, translator
from collectguard.plots._coverage import coverage_notes, gaps
from collectguard.plots._dates import date_axis, day_numbers
from collectguard.plots._drawing import Drawing, Frame, legend_below, margin_below, write_note
from collectguard.plots._forms import form_labels
from collectguard.plots._scope import Totals, night_name, period_line, sentences, subtitle, untimed_note
from collectguard.plots._style import CALL_DARK, CALL_LIGHT, INK, MESSAGE_LIGHT, NIGHT
from collectguard.schema import Log
from collectguard.settings import Settings

TOUCHING_FROM = 250
"""Dates from which on bars touch: gaps between them would be thinner than a printer's dot."""
WIDENED_FROM = 750
"""Dates from which on the bars themselves would be that thin: each gets a line of `LEAST_WIDTH_PT`."""
LEAST_WIDTH_PT = 0.8
_LAYERS = {"connected_count": CALL_DARK, "attempt_count": CALL_LIGHT, "message_count": MESSAGE_LIGHT}


def daily(log: Log, settings: Settings | None = None, *, ax: Axes | None = None) -> Axes:
    """Contacts per local date as stacked bars: calls connected, calls not connected, messages.

    Downwards from zero stand those of the date's contacts that fall into the night. Every date of the
    observed window has its place. Dates on which the log holds no calls, or no messages, are hatched:
    there an empty place is no zero.

    Args:
        log: The log; its ``timed`` contacts are counted.
        settings: Zone, night and language; those of the log when not given.
        ax: Where to draw; a figure of its own, 180 mm wide, when not given.

    Returns:
        The axes: x in days since 1970-01-01, y in contacts, negative for the night. Four step patches,
        labelled in the legend.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return daily_of(log, settings).on(ax)


def daily_of(log: Log, settings: Settings | None = None) -> Drawing:
    """`daily` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    table = _table(log, settings)
    totals = Totals.of(log, settings)
    period = period_line(log, settings, _)
    return Drawing(
        title=_("Contacts per day"),
        period=period,
        subtitle=subtitle(period, totals.timed, _),
        caption=sentences(
            _(
                "Upwards: all incoming calls and messages of a date. Downwards: those in the {night}, "
                "on the date on which they came. Hatched dates are not recorded; "
                "an empty place without hatching means no contact."
            ).format(night=night_name(settings.night, _)),
            _("Bars are drawn wider than a date, so that they can be seen.")
            if len(table) >= WIDENED_FROM
            else "",
            *coverage_notes(table, _),
            untimed_note(totals, _),
            lang=settings.report_lang,
        ),
        table=table,
        frame=Frame(
            axes_height=55, left=13, right=4, bottom=margin_below(len(_LAYERS) + 1 + len(_gappy(table)))
        ),
        draw=partial(_draw, settings=settings, table=table, _=_),
    )


def _table(log: Log, settings: Settings) -> pd.DataFrame:
    """`statistics.daily`, and the calls of each date parted into connected ones and attempts."""
    forms = form_labels(log, settings)
    parted = forms.astype("str").where(forms.isin(["connected", "message"]), "attempt")
    by_form = statistics.daily(log, settings, by=parted)["incoming"]
    table = statistics.daily(log, settings)
    for name, form in (("connected_count", "connected"), ("attempt_count", "attempt")):
        occurs = form in by_form.index.get_level_values("group")
        table[name] = by_form.xs(form, level="group") if occurs else 0
    return table


def _draw(ax: Axes, *, settings: Settings, table: pd.DataFrame, _: Translate) -> None:
    if not table["incoming"].any():
        write_note(ax, _("No incoming contact has a usable time."))
        return
    dates = pd.DatetimeIndex(table.index)
    days = day_numbers(dates)
    date_axis(ax, dates, _)
    names = {
        "connected_count": _("calls, connected"),
        "attempt_count": _("calls, not connected"),
        "message_count": _("messages"),
    }
    base = np.zeros(len(table), np.int64)
    bars = []
    for column, tone in _LAYERS.items():
        top = base + table[column].to_numpy()
        bars.append(_bars(ax, days, top, base, color=tone, label=names[column]))
        _widen(ax, days, top, base, color=tone)
        base = top
    night = table["night_count"].to_numpy()
    label = _("of these in the {night} (downwards)").format(night=night_name(settings.night, _))
    bars.append(_bars(ax, days, -night, np.zeros_like(night), color=NIGHT, label=label))
    _widen(ax, days, -night, np.zeros_like(night), color=NIGHT)
    ax.axhline(0, color=INK, linewidth=0.6)
    ax.set_ylim(-1.15 * max(night.max(), base.max() / 20), 1.08 * base.max())
    ax.yaxis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 5, 10], integer=True))
    ax.yaxis.set_major_formatter(lambda value, _place: f"{abs(value):,.0f}")
    ax.grid(axis="y")
    legend_below(ax, [*bars, *_hatch_gaps(ax, table, _)])


def _bars(
    ax: Axes,
    days: NDArray[np.int64],
    top: NDArray[np.int64],
    base: NDArray[np.int64],
    *,
    color: str,
    label: str,
) -> StepPatch:
    """All bars of one layer as one patch: a step a date, with steps of no height between narrow bars."""
    if len(days) >= TOUCHING_FROM:
        edges = np.append(days - 0.5, days[-1] + 0.5)
    else:
        edges = np.column_stack([days - 0.4, days + 0.4]).ravel()
        between = np.arange(1, len(days))
        top, base = np.insert(top, between, 0), np.insert(base, between, 0)
    return ax.stairs(top, edges, baseline=base, fill=True, linewidth=0, color=color, label=label)


def _widen(
    ax: Axes, days: NDArray[np.int64], top: NDArray[np.int64], base: NDArray[np.int64], *, color: str
) -> None:
    """A line over each bar of one layer, where a date is narrower than a printer's dot."""
    if len(days) >= WIDENED_FROM:
        shown = top != base
        ax.vlines(days[shown], base[shown], top[shown], colors=color, linewidth=LEAST_WIDTH_PT)


def _hatch_gaps(ax: Axes, table: pd.DataFrame, _: Translate) -> list[Artist]:
    """Hatch the dates on which no calls, or no messages, are recorded."""
    names = {
        "calls_covered": (_("no calls recorded on these days"), "////"),
        "messages_covered": (_("no messages recorded on these days"), "\\\\\\\\"),
        "answered_only": (_("only answered calls known (carrier's list)"), "...."),
    }
    shown: list[Artist] = []
    for column, covered in _gappy(table).items():
        name, hatch = names[column]
        hatched = [
            ax.axvspan(
                gap.first - 0.5,
                gap.last + 0.5,
                facecolor="none",
                edgecolor="#a8a8a8",
                hatch=hatch,
                linewidth=0,
                zorder=0.4,
            )
            for gap in gaps(covered)
        ]
        hatched[0].set_label(name)
        shown.append(hatched[0])
    return shown


def _gappy(table: pd.DataFrame) -> dict[str, pd.Series]:
    """What is recorded on some dates only, by column; what is recorded on none is said in words."""
    covered = {name: table[name] for name in ("calls_covered", "messages_covered")}
    covered["answered_only"] = ~table["answered_only"]
    return {name: dates for name, dates in covered.items() if 0 < dates.sum() < len(table)}
