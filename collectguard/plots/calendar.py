"""On which dates the limits of rules were exceeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from collectguard import statistics, words
from collectguard.findings import Finding
from collectguard.fonts import families_for
from collectguard.i18n import Translate, translator
from collectguard.plots._calendar_words import MOST_STRIPS, caption_of, standing_of, summary_of
from collectguard.plots._dates import month_names
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
from collectguard.plots._labels import fitted
from collectguard.plots._month_grid import (
    CELL_HEIGHT,
    CELL_WIDTH,
    DASHES,
    FRAME,
    HATCH,
    MONTH_HEAD,
    MONTH_WIDTH,
    TONES,
    Period,
    Places,
    draw_squares,
    place_month,
    weeks_of,
)
from collectguard.plots._scope import period_line
from collectguard.plots._strips import Cell, Month, Strip, strips_of, table_of
from collectguard.plots._style import CALL_DARK, FAINT_INK, INK, SMALL_PT, TEXT_PT
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.wording import Wording

MONTHS_A_ROW = 4

_HEADING, _CONTINUED, _GAP = 12.6, 5.0, 4.0
_LEGEND = margin_below(6, below_mm=1.0)
_WIDTH = PAGE_WIDTH_MM - 2 * MARGIN_MM
_LINE_PT = 0.95 * _WIDTH * PT_PER_MM
"""Room for a heading; on a screen hinted letters run a few hundredths wider than their outlines."""
_STEP = (_WIDTH - MONTH_WIDTH) / (MONTHS_A_ROW - 1)
_PAGE = 190 - 16 - _LEGEND
"""Millimetres for calendars on one page: the greatest height of a figure in a document is 190."""


@dataclass(frozen=True)
class _Row:
    """Up to `MONTHS_A_ROW` months of one strip, side by side."""

    strip: Strip
    months: tuple[Month, ...]
    top: float
    """Of its heading, millimetres below the upper edge of the axes."""
    begins: bool
    """Whether the whole heading stands above it."""
    heading: float

    @property
    def bottom(self) -> float:
        """Where the next row may begin."""
        weeks = max(map(weeks_of, self.months))
        return self.top + self.heading + MONTH_HEAD + weeks * CELL_HEIGHT + _GAP

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The dates that are drawn here."""
        return self.strip.cells_of(self.months)


def calendar(
    findings: Sequence[Finding], log: Log, settings: Settings | None = None, *, ax: Axes | None = None
) -> Axes:
    """The dates of findings as calendars, one a rule: weeks as rows, Monday first, the count in the cell.

    The number of a cell is what one finding counted on that date; where several findings under the rule name
    the date, it is the highest of them, and nothing is added up. Findings about numbers that nobody has
    assigned yet have calendars of their own, grey and dashed. Only months with such dates are drawn.

    Args:
        findings: What rules found in the log, in the language of the report.
        log: For its period, and for dates without any record.
        settings: Zone and language; those of the log when not given.
        ax: Where to draw; a figure of its own, 180 mm wide, when not given.

    Returns:
        The axes of the first page, in millimetres from the upper left; one `PolyCollection` for each row of
        months has the counts as its array and the id of the rule as its label.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    settings = settings or log.settings
    drawings = calendar_of(findings, log, settings)
    return (drawings[0] if drawings else _nothing(log, settings)).on(ax)


def calendar_of(
    findings: Sequence[Finding], log: Log, settings: Settings | None = None
) -> tuple[Drawing, ...]:
    """`calendar` before it is drawn, one drawing a page; none where no finding names a date."""
    settings = settings or log.settings
    _ = translator(settings.report_lang)
    strips = strips_of(findings)
    pages = _pages(strips[:MOST_STRIPS])
    daily = statistics.daily(log, settings)
    period = period_line(log, settings, _)
    caption = caption_of(strips, daily, settings.report_lang, _)
    drawings = []
    for number, rows in enumerate(pages, start=1):
        title = _("Dates above the limits of rules")
        if len(pages) > 1:
            title = _("{title} ({n} of {pages})").format(title=title, n=number, pages=len(pages))
        drawings.append(
            Drawing(
                title=title,
                period=period,
                subtitle=period,
                caption=caption,
                table=table_of([cell for row in rows for cell in row.cells]),
                frame=Frame(axes_height=rows[-1].bottom, left=MARGIN_MM, right=MARGIN_MM, bottom=_LEGEND),
                draw=partial(_draw, rows=rows, period=_period(daily), settings=settings, _=_),
            )
        )
    return tuple(drawings)


def _nothing(log: Log, settings: Settings) -> Drawing:
    _ = translator(settings.report_lang)
    period = period_line(log, settings, _)
    note = _("No finding names a date.")
    return Drawing(
        title=_("Dates above the limits of rules"),
        period=period,
        subtitle=period,
        caption=note,
        table=table_of([]),
        frame=Frame(axes_height=20, left=MARGIN_MM, right=MARGIN_MM, bottom=MARGIN_MM),
        draw=partial(write_note, note=note),
    )


def _pages(strips: Sequence[Strip]) -> list[list[_Row]]:
    """Rows of months from top to bottom; a row that does not fit begins a page, under its own heading."""
    pages: list[list[_Row]] = []
    for strip in strips:
        months = strip.drawn_months
        for at in range(0, len(months), MONTHS_A_ROW):
            side_by_side = months[at : at + MONTHS_A_ROW]
            top = pages[-1][-1].bottom if pages else 0.0
            row = _Row(strip, side_by_side, top, begins=at == 0, heading=0.0 if at else _HEADING)
            if not pages or row.bottom > _PAGE:
                pages.append([])
                row = _Row(strip, side_by_side, 0.0, begins=at == 0, heading=_CONTINUED if at else _HEADING)
            pages[-1].append(row)
    return pages


def _period(daily: pd.DataFrame) -> Period:
    dates = pd.DatetimeIndex(daily.index)
    if dates.empty:
        return Period(None, None, frozenset())
    without = dates[(daily["record_count"] == 0).to_numpy()]
    return Period(dates[0].date(), dates[-1].date(), frozenset(day.date() for day in without))


def _draw(ax: Axes, *, rows: Sequence[_Row], period: Period, settings: Settings, _: Translate) -> None:
    ax.set_axis_off()
    ax.set(xticks=[], yticks=[])
    ax.set_xlim(0, _WIDTH)
    ax.set_ylim(rows[-1].bottom, 0)
    months, weekdays = month_names(_), words.weekdays(_)
    for row in rows:
        _write_heading(ax, row, settings, _)
        places = Places([], [], [])
        top = row.top + row.heading
        cells = {cell.date: cell for cell in row.cells}
        for at, month in enumerate(row.months):
            left = at * _STEP
            name = _("{month} {year}").format(month=months[month.month - 1], year=month.year)
            ax.text(left + 0.4, top + 3.4, name, fontsize=TEXT_PT, zorder=5)
            for weekday, word in enumerate(weekdays):
                middle = left + (weekday + 0.5) * CELL_WIDTH
                ax.text(middle, top + MONTH_HEAD - 1.1, word, ha="center", fontsize=SMALL_PT, color=FAINT_INK)
            place_month(ax, month, left, top, cells=cells, period=period, places=places)
        draw_squares(ax, places, row.strip.worst).set_label(row.strip.head.rule)
    legend_below(ax, _legend(rows, period, _), below_mm=1.0)


def _write_heading(ax: Axes, row: _Row, settings: Settings, _: Translate) -> None:
    """The rule and its standing, and how many dates; of a calendar that goes on, the rule alone."""
    head = row.strip.head
    lines = [(head.title, TEXT_PT + 0.5, INK)]
    if row.begins:
        wording = Wording(settings)
        lines.append((standing_of(row.strip, wording, _), SMALL_PT, FAINT_INK))
        lines.append((summary_of(row.strip, wording, _), SMALL_PT, INK))
    elif row.heading:
        lines = [(_("{title} (continued)").format(title=head.title), SMALL_PT, FAINT_INK)]
    else:
        return
    for place, (text, size, ink) in enumerate(lines):
        line = fitted(text, _LINE_PT, size)
        baseline = row.top + 3.2 + 3.9 * place
        ax.text(0.4, baseline, line, fontsize=size, color=ink, fontfamily=list(families_for(line)), zorder=5)


def _legend(rows: Sequence[_Row], period: Period, _: Translate) -> list[Artist]:
    entries: list[Artist] = []
    states = {row.strip.head.assigned for row in rows}
    if True in states:
        entries.append(
            Patch(
                facecolor=TONES[True](0.5),
                edgecolor=CALL_DARK,
                linewidth=0.5,
                label=_("above the limit; below the date, its count"),
            )
        )
    if False in states:
        entries.append(
            Patch(
                facecolor=TONES[False](0.2),
                edgecolor=INK,
                linewidth=0.9,
                linestyle=DASHES,
                label=_("possible: above the limit, not yet assigned"),
            )
        )
    entries += [
        Patch(facecolor="none", edgecolor=INK, linewidth=1.6, label=_("highest count of the calendar")),
        Patch(facecolor="none", edgecolor=FRAME, linewidth=0.5, label=_("no finding names this date")),
    ]
    if period.without_record:
        entries.append(
            Patch(
                facecolor="none",
                edgecolor=HATCH,
                linewidth=0,
                hatch="//////",
                label=_("no record on this date"),
            )
        )
    return entries
