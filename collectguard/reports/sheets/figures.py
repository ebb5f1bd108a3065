"""Sheets of figures: overview, senders, days, nights, unanswered series."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from collectguard import words
from collectguard.case import Case
from collectguard.reports.document.figure_names import HEADLINE, figure_names
from collectguard.reports.document.scope import Scope
from collectguard.reports.document.witnesses import Unanswered
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.schema import NOT_ANSWERED
from collectguard.wording import Wording

_NOT_IN_LISTS = (*NOT_ANSWERED, "missed_series")
"""Figures of calls that nobody answered: in a carrier's list, their zero is not known."""
_SHARES = ("night_share", "night_share_low", "night_share_high")
_FIRST, _NUMBER, _WHO, _TEXT = 46, 14, 22, 28


def overview(case: Case, wording: Wording) -> Sheet:
    """The figures of the first page, for all contacts and for those reported on."""
    _ = wording._
    names, scope = figure_names(_), Scope.of(case)
    columns = (
        SheetColumn(_("Figure"), _FIRST),
        SheetColumn(_("All contacts"), _TEXT),
        SheetColumn(scope.column, _TEXT),
    )
    groups = (case.overall, scope.row)
    unanswered = Unanswered.of(case)
    rows: list[Sequence[Cell]] = [
        (names[name], *(_figure(name, group[name], wording, unanswered) for group in groups))
        for name in HEADLINE
    ]
    if unanswered.note:
        rows.append((unanswered.note, None, None))
    return Sheet(_("Overview"), columns, rows)


def _figure(name: str, value: Any, wording: Wording, unanswered: Unanswered) -> Cell:
    """A figure in a column of all sorts of them, where shares cannot have a format of their own."""
    if unanswered.lists_alone and name in _NOT_IN_LISTS:
        return wording._("not known (carrier's list)")
    return wording.percent(value) if name in _SHARES and not pd.isna(value) else cell(value, wording)


def senders(case: Case, wording: Wording) -> Sheet:
    """Every sender, those in the owner's contacts included, with all figures."""
    names = figure_names(wording._)
    columns = (
        SheetColumn(names["party"], _WHO),
        SheetColumn(wording._("Key"), _WHO),
        SheetColumn(names["party_class"], _WHO),
        SheetColumn(names["known"], _NUMBER),
        SheetColumn(names["contact_name"], _WHO),
        *(SheetColumn(names[name], _NUMBER, share=name in _SHARES) for name in HEADLINE),
    )
    rows = _sender_rows(case.senders, wording, Unanswered.of(case))
    return Sheet(wording._("Senders"), columns, rows)


def _sender_rows(frame: pd.DataFrame, wording: Wording, unanswered: Unanswered) -> Iterator[Sequence[Cell]]:
    classes, yes, no = words.party_classes(wording._), wording._("yes"), wording._("no")
    who = zip(frame.index, frame["party_class"], frame["known"], frame["contact_name"], strict=True)
    values = zip(*(frame[name] for name in HEADLINE), strict=True)
    for (party, party_class, known, name), row in zip(who, values, strict=True):
        yield (
            wording.party(str(party)),
            str(party),
            classes[party_class],
            yes if known else no,
            None if pd.isna(name) else str(name),
            *(
                None if unanswered.lists_alone and figure in _NOT_IN_LISTS else cell(value, wording)
                for figure, value in zip(HEADLINE, row, strict=True)
            ),
        )


def daily(case: Case, wording: Wording) -> Sheet:
    """Every date of the observed window."""
    table = case.tables["daily"]
    if not table["answered_only"].any():
        table = table.drop(columns="answered_only")
    names = figure_names(wording._)
    columns = [
        SheetColumn(names["date"], _NUMBER),
        *(SheetColumn(names[str(name)], _NUMBER) for name in table),
    ]
    values = zip(*(table[name] for name in table), strict=True)
    rows = (
        (_date(date), *(cell(value, wording) for value in row))
        for date, row in zip(table.index, values, strict=True)
    )
    return Sheet(wording._("Daily"), columns, rows)


def nights(case: Case, wording: Wording) -> Sheet:
    """The nights with at least one contact, all senders together."""
    table = case.tables["night_dates"]
    columns = (
        SheetColumn(figure_names(wording._)["evening"], _WHO),
        SheetColumn(
            wording._("Contacts, {window}").format(window=wording.window(wording.settings.night)), _TEXT
        ),
    )
    rows = ((_date(night), int(n)) for night, n in zip(table["evening"], table["count"], strict=True))
    return Sheet(wording._("Nights with a contact"), columns, rows)


def missed_series(case: Case, wording: Wording) -> Sheet:
    """Each series of unanswered calls of one sender, with the calls it is made of."""
    _ = wording._
    table = case.tables["missed_series"]
    columns = (
        SheetColumn(_("Number"), _WHO),
        SheetColumn(_("From"), _TEXT),
        SheetColumn(_("To"), _TEXT),
        SheetColumn(_("Unanswered calls"), _NUMBER),
        SheetColumn(_("Event IDs"), 60),
    )
    rows = (
        (wording.party(str(party)), wording.stamp(start), wording.stamp(end), int(n), " ".join(ids))
        for party, start, end, n, ids in zip(
            *(table[name] for name in ("group", "start", "end", "count", "event_ids")), strict=True
        )
    )
    return Sheet(_("Unanswered series"), columns, rows)


def cell(value: Any, wording: Wording) -> Cell:
    """A figure as a cell: numbers stay numbers, dates and instants become text, nothing stays empty."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return _date(value) if value.tzinfo is None else wording.stamp(value)
    if isinstance(value, bool | np.bool_):
        return wording._("yes") if value else wording._("no")
    return float(value) if isinstance(value, float) else int(value)


def _date(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
