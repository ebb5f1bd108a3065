"""Every contact at its date and time of day."""

from functools import partial

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from collectguard import statistics
from collectguard.clock import local_date, local_time, second_of_day
from collectguard.i18n import Translate, translator
from collectguard.plots._coverage import coverage_notes
from collectguard.plots._dates import date_axis, day_numbers
from collectguard.plots._drawing import Drawing, Frame, legend_below, margin_below, write_note
from collectguard.plots._forms import MARKERS, form_labels, form_names
from collectguard.plots._scope import (
    Totals,
    night_name,
    night_spans,
    period_line,
    sentences,
    subtitle,
    untimed_note,
)
from collectguard.plots._style import CALL_DARK, MESSAGE_DARK, NIGHT_SHADE
from collectguard.schema import Log
from collectguard.settings import Settings, Window

RASTER_FROM = 3000
"""Marks from which on they are a picture inside an SVG or PDF, which would grow by megabytes."""

_HOUR_S = 3600
_SIZES_PT = ((500, 4.5), (3000, 3.4), (20_000, 2.4))
_SMALLEST_PT = 1.5
_FURTHER_NIGHTS = ("///", "\\\\\\", "|||", "...")


def timeline(log: Log, settings: Settings | None = None, *, ax: Axes | None = None) -> Axes:
    """Every incoming contact as a mark at its local date (x) and time of day (y, 00:00 on top).

    The shape of a mark says what it is: a call and how it ended, or a message. Night windows are
    shaded. Only contacts with a usable time are drawn; the caption of the chart counts the others.

    Args:
        log: The log; its ``timed`` contacts are drawn.
        settings: Zone, nights and language; those of the log when not given.
        ax: Where to draw; a figure of its own, 180 mm wide, when not given.

    Returns:
        The axes: x in days since 1970-01-01, y in hours from 0 to 24. One line of marks for each form.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return timeline_of(log, settings).on(ax)


def timeline_of(log: Log, settings: Settings | None = None) -> Drawing:
    """`timeline` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    forms = form_labels(log, settings)
    table = statistics.counts(log, settings, by=forms)
    totals = Totals.of(log, settings)
    daily = statistics.daily(log, settings)
    nights = _(", ").join(night_name(window, _) for window in settings.nights)
    period = period_line(log, settings, _)
    return Drawing(
        title=_("Calls and messages by date and time of day"),
        period=period,
        subtitle=subtitle(period, totals.timed, _),
        caption=sentences(
            _(
                "Each mark is one incoming call or message; its shape says which and how a call ended. "
                "Read the time of day downwards from 00:00 to 24:00. Shaded: {nights}."
            ).format(nights=nights),
            *coverage_notes(daily, _),
            untimed_note(totals, _),
            lang=settings.report_lang,
        ),
        table=table,
        frame=Frame(axes_height=76, left=13, right=4, bottom=margin_below(len(table) + len(settings.nights))),
        draw=partial(_draw, log=log, settings=settings, forms=forms, table=table, dates=daily.index, _=_),
    )


def _draw(
    ax: Axes,
    *,
    log: Log,
    settings: Settings,
    forms: pd.Series,
    table: pd.DataFrame,
    dates: pd.Index,
    _: Translate,
) -> None:
    if log.timed.empty:
        write_note(ax, _("No incoming contact has a usable time."))
        return
    date_axis(ax, pd.DatetimeIndex(dates), _)
    ax.set_ylim(24, 0)
    ax.set_yticks(range(0, 25, 2), [f"{hour:02d}:00" for hour in range(0, 25, 2)])
    nights = [_shade(ax, window, place, _) for place, window in enumerate(settings.nights)]
    marks = _marks(ax, log, settings, forms)
    names, drawn = form_names(_), table["timed"]
    for form, line in marks.items():
        line.set_label(_("{form} ({n})").format(form=names[form], n=f"{drawn[form]:,}"))
    legend_below(ax, [*marks.values(), *nights])


def _marks(ax: Axes, log: Log, settings: Settings, forms: pd.Series) -> dict[str, Line2D]:
    """One line of marks for each form that occurs, in the order of `FORMS`; messages lie below calls."""
    timed = log.timed
    local = local_time(timed["started_at"], settings.tz)
    days, hours = day_numbers(local_date(local)), second_of_day(local).to_numpy() / _HOUR_S
    form_of_each = forms.loc[timed.index]
    size = next((size for most, size in _SIZES_PT if len(timed) <= most), _SMALLEST_PT)
    marks = {}
    for form, marker in MARKERS.items():
        rows = (form_of_each == form).to_numpy()
        if not rows.any():
            continue
        tone = CALL_DARK if marker.is_call else MESSAGE_DARK
        [marks[form]] = ax.plot(
            days[rows],
            hours[rows],
            linestyle="none",
            marker=marker.shape,
            markersize=size,
            markeredgewidth=min(0.7, size / 4),
            markeredgecolor=tone,
            markerfacecolor=tone if marker.filled else "none",
            alpha=0.85,
            zorder=3 if marker.is_call else 2.5,
            clip_on=False,
            rasterized=len(timed) >= RASTER_FROM,
        )
    return marks


def _shade(ax: Axes, window: Window, place: int, _: Translate) -> Artist:
    """Shade the hours of a night, the first plain and further ones hatched; its entry in the legend."""
    hatch = _FURTHER_NIGHTS[(place - 1) % len(_FURTHER_NIGHTS)] if place else None
    shades = [
        ax.axhspan(
            start,
            end,
            facecolor="none" if hatch else NIGHT_SHADE,
            edgecolor="#9a9aa8",
            hatch=hatch,
            linewidth=0,
            zorder=0.5,
        )
        for start, end in night_spans(window)
    ]
    shades[0].set_label(night_name(window, _))
    return shades[0]
