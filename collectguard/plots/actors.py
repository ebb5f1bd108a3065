"""The numbers of one lender or agency, each on a lane of one timeline."""

from collections.abc import Iterable
from functools import partial
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from collectguard import statistics
from collectguard.clock import local_date, local_time, second_of_day
from collectguard.fonts import families_for
from collectguard.i18n import Translate, translator
from collectguard.plots._coverage import answered_notes
from collectguard.plots._dates import date_axis, day_numbers
from collectguard.plots._drawing import (
    PAGE_WIDTH_MM,
    PT_PER_MM,
    Drawing,
    Frame,
    legend_below,
    margin_below,
    write_note,
)
from collectguard.plots._labels import fitted
from collectguard.plots._scope import sentences, subtitle
from collectguard.plots._style import (
    CALL_DARK,
    FAINT_INK,
    INK,
    MESSAGE_DARK,
    RULE,
    SMALL_PT,
    TEXT_PT,
    TITLE_PT,
)
from collectguard.schema import Log
from collectguard.settings import SECONDS_PER_DAY, Settings
from collectguard.statistics.outcomes import calls
from collectguard.wording import Wording

MOST_LANES: Final = 30
"""Numbers with a lane each; all others share one more."""
REST: Final = "others"
"""The row of the table for all further numbers together; no key of a number."""
RASTER_FROM: Final = 3000
"""Marks from which on they are a picture inside an SVG or PDF."""

_LANE_MM, _LABEL_MM, _COUNT_MM = 4.9, 34.0, 33.0
_CALL, _MESSAGE = (0.06, 0.42), (-0.42, -0.06)
"""Where marks stand in a lane of height 1, measured upwards from its middle."""


class Lanes(NamedTuple):
    """The contacts of an actor, ready to be drawn."""

    table: pd.DataFrame
    """`statistics.counts` by number, the number that came first on top; further ones together as `REST`."""
    lane: NDArray[np.int64]
    """The row of ``table`` for each contact with a usable time."""
    day: NDArray[np.float64]
    """Its local date and time of day, in days since 1970-01-01; dates begin half a day before."""
    is_call: NDArray[np.bool_]
    rest: int
    """How many numbers share the last lane."""
    dates: pd.DatetimeIndex
    """Every local date from the first of these contacts to the last."""


def actors(
    log: Log, parties: Iterable[str], name: str, settings: Settings | None = None, *, ax: Axes | None = None
) -> Axes:
    """Every incoming contact of an actor's numbers, each number on a lane of its own, the first one on top.

    Calls stand above the line of a lane, messages below it; the line reaches from the first contact of the
    number to its last, so that it is seen when numbers were given up for new ones. The `MOST_LANES` numbers
    with most contacts have a lane each. Only contacts with a usable time are drawn; the caption counts the
    others.

    Args:
        log: The log; its ``timed`` contacts are drawn.
        parties: Keys of the numbers.
        name: What to call the actor.
        settings: Zone and language; those of the log when not given.
        ax: Where to draw, with some 36 mm free on its left and on its right; a figure of its own, 180 mm
            wide, when not given.

    Returns:
        The axes: x in days since 1970-01-01, y in lanes from 0 downwards. Two collections of upright lines,
        labelled ``calls`` and ``messages``.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    return actors_of(log, parties, name, settings).on(ax)


def actors_of(log: Log, parties: Iterable[str], name: str, settings: Settings | None = None) -> Drawing:
    """`actors` before it is drawn."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    keys = sorted(set(parties))
    lanes = lanes_of(log, keys, settings)
    untimed = int((lanes.table["incoming"] - lanes.table["timed"]).sum())
    period = _period(lanes.dates, settings, _)
    silent = len(keys) - len(lanes.table) - max(lanes.rest - 1, 0)
    title = _("The numbers of {name} by date")
    room = 0.9 * (PAGE_WIDTH_MM - 60) * PT_PER_MM
    return Drawing(
        title=title.format(name=fitted(name, room, TITLE_PT) or "–"),
        period=period,
        subtitle=subtitle(period, len(lanes.lane), _),
        caption=sentences(
            _(
                "One line for each number, from its first contact to its last, the earliest on top. Marks "
                "above a line are calls, marks below it messages. The figure does not show that the numbers "
                "belong together; the reasons for it stand elsewhere."
            ),
            _("The last line holds all further numbers: {n}.").format(n=f"{lanes.rest:,}")
            if lanes.rest
            else "",
            _("Contacts without a usable time, not drawn: {n}.").format(n=f"{untimed:,}") if untimed else "",
            _("Numbers without any incoming contact, not drawn: {n}.").format(n=f"{silent:,}")
            if silent
            else "",
            *answered_notes(log, settings, _),
            lang=settings.report_lang,
        ),
        table=lanes.table,
        frame=Frame(
            axes_height=max(len(lanes.table), 3) * _LANE_MM,
            left=_LABEL_MM + 3,
            right=_COUNT_MM,
            bottom=margin_below(2),
        ),
        draw=partial(_draw, lanes=lanes, settings=settings, _=_),
    )


def lanes_of(log: Log, parties: Iterable[str], settings: Settings) -> Lanes:
    """The lanes of these numbers; one without an incoming contact has none."""
    party = log.events["party"].astype("str")
    own = party.where(party.isin(list(parties)))
    single = statistics.counts(log, settings, by=own.rename("party"))
    most = single.sort_values(["timed", "incoming"], ascending=False, kind="stable").index[:MOST_LANES]
    rest = len(single) - len(most)
    label = own.where(own.isin(most) | own.isna(), REST).rename("party")
    table = statistics.counts(log, settings, by=label)
    order = table.sort_values("first", kind="stable", na_position="last").index
    table = table.loc[[*order[order != REST], *order[order == REST]]]
    timed = log.timed[label.reindex(log.timed.index).notna()]
    local = local_time(timed["started_at"], settings.tz)
    date = local_date(local)
    return Lanes(
        table=table,
        lane=table.index.get_indexer(pd.Index(label.reindex(timed.index))).astype(np.int64),
        day=day_numbers(date) - 0.5 + second_of_day(local).to_numpy() / SECONDS_PER_DAY,
        is_call=np.asarray(calls(timed), np.bool_),
        rest=rest,
        dates=pd.DatetimeIndex([])
        if timed.empty
        else pd.date_range(date.min(), date.max(), freq="D", unit="ms"),
    )


def _period(dates: pd.DatetimeIndex, settings: Settings, _: Translate) -> str:
    zone = Wording(settings).zone
    if dates.empty:
        return zone
    return _("{first} to {last}, {zone}").format(
        first=dates[0].strftime("%Y-%m-%d"), last=dates[-1].strftime("%Y-%m-%d"), zone=zone
    )


def _draw(ax: Axes, *, lanes: Lanes, settings: Settings, _: Translate) -> None:
    if not len(lanes.lane):
        write_note(ax, _("No incoming contact has a usable time."))
        return
    date_axis(ax, lanes.dates, _)
    ax.set_ylim(max(len(lanes.table), 3) - 0.5, -0.5)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    for place in range(len(lanes.table)):
        days = lanes.day[lanes.lane == place]
        if len(days):
            ax.hlines(place, days.min(), days.max(), colors=FAINT_INK, linewidth=0.5, zorder=2)
    ax.hlines(np.arange(len(lanes.table) + 1) - 0.5, *ax.get_xlim(), colors=RULE, linewidth=0.4, zorder=0.5)
    legend = [
        _marks(ax, lanes, lanes.is_call, _CALL, color=CALL_DARK, label=_("calls")),
        _marks(ax, lanes, ~lanes.is_call, _MESSAGE, color=MESSAGE_DARK, label=_("messages")),
    ]
    _write_labels(ax, lanes, settings, _)
    legend_below(ax, legend)


def _marks(
    ax: Axes,
    lanes: Lanes,
    shown: NDArray[np.bool_],
    reach: tuple[float, float],
    *,
    color: str,
    label: str,
) -> Line2D:
    """An upright line for each contact; the entry of the legend, which shows one of them."""
    low, high = reach
    middle = lanes.lane[shown]
    day = lanes.day[shown]
    ends = [(day, middle - high), (day, middle - low)]  # the axis goes downwards
    ax.add_collection(
        LineCollection(
            list(np.moveaxis(np.array(ends, float), 2, 0)),
            colors=color,
            linewidths=0.9,
            label=label,
            zorder=3,
            rasterized=len(lanes.lane) >= RASTER_FROM,
        ),
        autolim=False,
    )
    return Line2D([], [], linestyle="none", marker="|", markersize=7, color=color, label=label)


def _write_labels(ax: Axes, lanes: Lanes, settings: Settings, _: Translate) -> None:
    """The number on the left of its lane, its calls and messages on the right."""
    wording = Wording(settings)
    for place, (party, row) in enumerate(lanes.table.iterrows()):
        name = (
            _("others: {n}").format(n=f"{lanes.rest:,}")
            if party == REST
            else fitted(wording.party(str(party)), _LABEL_MM * PT_PER_MM, TEXT_PT)
        )
        amount = _("calls {calls}, messages {messages}").format(
            calls=f"{row['call_count']:,}", messages=f"{row['message_count']:,}"
        )
        for text, edge, shift, align, size, ink in (
            (name, 0, -4, "right", TEXT_PT, INK),
            (amount, 1, 4, "left", SMALL_PT, FAINT_INK),
        ):
            ax.annotate(
                text,
                (edge, place),
                xycoords=("axes fraction", "data"),
                xytext=(shift, 0),
                textcoords="offset points",
                ha=align,
                va="center",
                fontfamily=list(families_for(text)),
                fontsize=size,
                color=ink,
                annotation_clip=False,
            )
