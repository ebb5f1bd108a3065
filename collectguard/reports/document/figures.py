"""The charts, each with its table."""

from collections.abc import Iterator

import pandas as pd

from collectguard import words
from collectguard.case import Case, Chart
from collectguard.reports.document.actor_pages import is_lanes
from collectguard.reports.document.blocks import Block, Column, Figure, Fold, Heading, Table
from collectguard.reports.document.figure_names import OUTCOMES, figure_names
from collectguard.reports.document.findings_pages import is_calendar
from collectguard.reports.document.messages import is_of_words
from collectguard.reports.document.scope import Scope
from collectguard.reports.document.senders_table import senders_table
from collectguard.reports.document.witnesses import Unanswered
from collectguard.wording import Wording

BUSIEST_DATES = 10
SENDERS_SHOWN = 20

_SUMMARY = ("timeline", "daily")
_DAILY = ("incoming", "call_count", "message_count", "night_count")


def figures(case: Case) -> list[Block]:
    """All charts but those of findings and actors, each followed by the numbers it was drawn from."""
    charts = [
        chart for chart in case.charts if not (is_calendar(chart) or is_lanes(chart) or is_of_words(chart))
    ]
    if not charts:
        return []
    wording = Wording(case.log.settings)
    blocks: list[Block] = [Heading(wording._("Charts and their numbers"), 1, new_page=True)]
    for chart in charts:
        blocks += [Heading(chart.title, 2), Figure(chart)]
        blocks += _table_of(chart, case, wording)
    return blocks


def two_figures(case: Case) -> list[Block]:
    """The two charts of the summary."""
    return [Figure(chart) for chart in case.charts if chart.name in _SUMMARY]


def _table_of(chart: Chart, case: Case, wording: Wording) -> list[Block]:
    """The table under a chart; the second and further pages of a long figure have none of their own."""
    match chart.name:
        case "timeline":
            return [_outcomes(case, wording), _windows(case, wording)]
        case "daily":
            return _daily(chart.table, wording)
        case "hours":
            return [_hours(chart.table, wording)]
        case "senders":
            return [_senders(case, wording)]
    return []


def _outcomes(case: Case, wording: Wording) -> Table:
    """How the contacts ended, for all and for those reported on."""
    _ = wording._
    names, scope = figure_names(_), Scope.of(case)
    rows = [
        (names[name], str(case.overall[name]), str(scope.row[name]))
        for name in ("incoming", *OUTCOMES, "hidden")
        if name == "incoming" or case.overall[name]
    ]
    columns = (
        Column(_("What"), 80),
        Column(_("All"), 40, "number"),
        Column(scope.column, 60, "number"),
    )
    caption = _("What the contacts were and how calls ended")
    return Table(caption, columns, rows, note=Unanswered.of(case).note, first_is_head=True)


def _windows(case: Case, wording: Wording) -> Table:
    """The night windows side by side."""
    _ = wording._
    names = figure_names(_)
    rows = [
        (
            str(row["window"]),
            str(row["night_count"]),
            str(row["nights"]),
            "" if pd.isna(row["night_share"]) else wording.percent(row["night_share"]),
            str(row["boundary_count"]),
        )
        for row in case.tables["nights_by_window"].to_dict("records")
    ]
    columns = (
        Column(names["window"], 40),
        Column(names["night_count"], 30, "number"),
        Column(names["nights"], 30, "number"),
        Column(names["night_share"], 40, "number"),
        Column(names["boundary_count"], 40, "number"),
    )
    return Table(_("All contacts by night window"), columns, rows, first_is_head=True)


def _daily(table: pd.DataFrame, wording: Wording) -> list[Block]:
    """The busiest dates; all of them on request."""
    _ = wording._
    busiest = (
        table[table["incoming"] > 0]
        .sort_values("incoming", ascending=False, kind="stable")
        .head(BUSIEST_DATES)
    )
    note = _("All {n} dates: evidence.xlsx, sheet “{sheet}”.").format(n=len(table), sheet=_("Daily"))
    blocks: list[Block] = [
        Table(
            _("The busiest dates"),
            _daily_columns(wording),
            list(_daily_rows(busiest)),
            note=note,
            first_is_head=True,
        )
    ]
    if len(table) > BUSIEST_DATES:
        whole = Table(_("All dates"), _daily_columns(wording), list(_daily_rows(table)), first_is_head=True)
        blocks.append(Fold(_("Show all {n} dates").format(n=len(table)), [whole]))
    return blocks


def _daily_columns(wording: Wording) -> tuple[Column, ...]:
    names = figure_names(wording._)
    return (Column(names["date"], 40), *(Column(names[name], 30, "number") for name in _DAILY))


def _daily_rows(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    dates = pd.DatetimeIndex(table.index).strftime("%Y-%m-%d")
    yield from zip(dates, *(table[name].astype("str") for name in _DAILY), strict=True)


def _hours(table: pd.DataFrame, wording: Wording) -> Table:
    """Weekdays by hours."""
    _ = wording._
    weekdays = words.weekdays(_)
    columns = (Column("", 12), *(Column(str(hour), 7, "number") for hour in table.columns))
    rows = [(weekdays[int(str(day))], *map(str, row.tolist())) for day, row in table.iterrows()]
    return Table(_("Contacts by weekday and hour of the day"), columns, rows, first_is_head=True)


def _senders(case: Case, wording: Wording) -> Table:
    """The senders with the most contacts, those in the owner's contacts among them, as the chart has them."""
    _ = wording._
    note = ""
    if len(case.senders) > SENDERS_SHOWN:
        note = _("{n} more: evidence.xlsx, sheet “{sheet}”.").format(
            n=wording.count(len(case.senders) - SENDERS_SHOWN), sheet=_("Senders")
        )
    return senders_table(
        case.senders.head(SENDERS_SHOWN), wording, _("The numbers with the most contacts"), note
    )
