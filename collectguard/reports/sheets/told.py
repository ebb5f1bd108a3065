"""Sheets of what the case file makes countable: every figure, and the contacts behind them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import pandas as pd

from collectguard.case import Case
from collectguard.reports.document import told_words
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figure_names import HEADLINE, figure_names
from collectguard.reports.sheets.contacts import local_stamps
from collectguard.reports.sheets.figures import cell
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.told import COMPARISON_DTYPES, Told
from collectguard.wording import Wording

MOST_CONTACTS: Final = 50_000
"""Rows of the sheet of contacts; events.csv holds all."""

_ID, _TEXT, _NUMBER = 30, 24, 14
_COMPARISON: Final = [name for name in COMPARISON_DTYPES if name not in {"exclusive", "after_ids"}]
_ACTOR: Final = ("given", "seen", "in_debt", "largest_party", "largest_count", *HEADLINE)
_DEBT: Final = (
    "creditor", "kind", "due", "overdue_since", "settled_on", "before_count", "before_active_days",
    "before_first", "before_last", "before_shared", "after_count", "after_active_days", "after_first",
    "after_last", "after_shared",
)  # fmt: skip


def told_sheets(case: Case, evidence: Evidence, wording: Wording) -> Iterator[Sheet]:
    """A sheet for each thing that the case file speaks of; none without a case file."""
    told = case.told
    if told is None:
        return
    sheets = _Sheets(case, told, evidence, wording)
    if case.case_file.actors:
        yield sheets.actors()
    if len(told.requests):
        yield sheets.requests()
    if len(told.debts):
        yield sheets.debts()
    if len(told.protected):
        yield sheets.protected()
    if len(told.complaints):
        yield sheets.complaints()
    if any(map(len, (told.requests, told.debts, told.protected, told.complaints))):
        yield sheets.contacts()


class _Sheets:
    """Writes the frames of one case."""

    def __init__(self, case: Case, told: Told, evidence: Evidence, wording: Wording) -> None:
        self.case = case
        self.told = told
        self.evidence = evidence
        self.wording = wording
        self._ = wording._
        self.words: Mapping[str, Mapping[str, str]] = {
            "standing": told_words.standings(wording._),
            "alike": told_words.alike(wording._),
            "kind": told_words.debt_kinds(wording._),
        }
        self.titles = {**figure_names(wording._), **told_words.columns(wording._)}

    def actors(self) -> Sheet:
        """One row an actor with all figures, then what belongs to none."""
        _ = self._
        numbers = {f"actor:{actor.id}": actor.parties for actor in self.case.case_file.actors}
        roles, rest = told_words.actor_roles(_), told_words.rest(_)
        columns = [
            SheetColumn(self.titles["name"], _ID),
            SheetColumn(self.titles["role"], _TEXT),
            *self._columns(_ACTOR),
            SheetColumn(_("Numbers"), 60),
        ]
        rows = (
            (
                rest.get(row["kind"]) or row["name"],
                roles.get(row["role"]),
                *(self._cell(name, row[name]) for name in _ACTOR),
                " ".join(map(self.wording.party, numbers.get(str(group), ()))),
            )
            for group, row in _records(self.told.actors)
        )
        return Sheet(_("Actors"), columns, rows)

    def requests(self) -> Sheet:
        """One row a request to stop."""
        _ = self._
        ways, asking = told_words.ways(_), told_words.asking(_)
        columns = [
            SheetColumn(_("Request"), _ID),
            SheetColumn(_("Made to"), _TEXT),
            SheetColumn(_("How"), _TEXT),
            SheetColumn(_("Whose"), _TEXT),
            *self._columns(_COMPARISON),
        ]
        rows = (
            (
                str(request),
                self.wording.party(row["to"]) if pd.isna(row["name"]) else row["name"],
                ways.get(row["how"]),
                asking.get(row["by"]),
                *(self._cell(name, row[name]) for name in _COMPARISON),
            )
            for request, row in _records(self.told.requests)
        )
        return Sheet(_("After requests"), columns, rows)

    def debts(self) -> Sheet:
        """One row a debt."""
        _ = self._
        columns = [SheetColumn(_("Debt"), _ID), *self._columns(_DEBT)]
        rows = (
            (str(debt), *(self._cell(name, row[name]) for name in _DEBT))
            for debt, row in _records(self.told.debts)
        )
        return Sheet(_("Debts"), columns, rows)

    def protected(self) -> Sheet:
        """One row a protected person."""
        _ = self._
        relations = told_words.relations(_)
        titles = (
            (_("Person"), _ID), (_("Relation"), _TEXT), (_("Backup of the own phone"), _TEXT),
            (_("Contacts on it"), _NUMBER), (_("From actors"), _NUMBER), (_("Days with a contact"), _NUMBER),
            (_("First contact"), 28), (_("Last contact"), 28), (_("From the numbers"), 60),
        )  # fmt: skip
        rows = (
            (
                row["name"],
                relations.get(row["relation"]),
                _("read") if row["read"] else _("not read"),
                *(row[name] if row["read"] else None for name in ("incoming", "from_actors", "active_days")),
                self.wording.stamp(row["first"]),
                self.wording.stamp(row["last"]),
                " ".join(map(self.wording.party, row["parties"])),
            )
            for _person, row in _records(self.told.protected)
        )
        return Sheet(_("Protected people"), [SheetColumn(*title) for title in titles], rows)

    def complaints(self) -> Sheet:
        """One row a complaint."""
        _ = self._
        columns = [
            SheetColumn(_("Complaint"), _NUMBER),
            SheetColumn(_("Made to"), _TEXT),
            SheetColumn(_("Number of the complaint"), _TEXT),
            *self._columns(_COMPARISON),
        ]
        rows = (
            (
                f"{row['on']:%Y-%m-%d}",
                *(None if pd.isna(row[name]) else row[name] for name in ("channel", "reference")),
                *(self._cell(name, row[name]) for name in _COMPARISON),
            )
            for _complaint, row in _records(self.told.complaints)
        )
        return Sheet(_("After complaints"), columns, rows)

    def contacts(self) -> Sheet:
        """The contacts behind these figures, each leading to its line in events.csv."""
        _ = self._
        titles = (
            (_("Figure"), 34), (_("Of"), _ID), (_("No."), 8), (_("Local time"), 31), (_("Number"), 22),
            (_("Event ID"), 20),
        )  # fmt: skip
        return Sheet(
            _("Contacts behind the figures"),
            [SheetColumn(*title) for title in titles],
            islice(self._contact_rows(), MOST_CONTACTS),
        )

    def _contact_rows(self) -> Iterator[Sequence[Cell]]:
        _, told = self._, self.told
        log = self.case.log
        events = log.unique.set_index("event_id")[["started_at", "party"]]
        numbers = self.evidence.events.set_index("event_id")["number"].to_dict()
        figures: list[tuple[str, str, tuple[str, ...]]] = [
            *(
                (_("Contacts after a request to stop"), str(i), ids)
                for i, ids in told.requests["after_ids"].items()
            ),
            *(
                (_("Contacts before the due date"), str(i), ids)
                for i, ids in told.debts["before_ids"].items()
            ),
            *((_("Contacts after settlement"), str(i), ids) for i, ids in told.debts["after_ids"].items()),
            *(
                (_("Contacts of actors to a protected person"), str(name), ids)
                for name, ids in zip(told.protected["name"], told.protected["event_ids"], strict=True)
            ),
            *(
                (_("Contacts after a complaint"), f"{day:%Y-%m-%d}", ids)
                for day, ids in zip(told.complaints["on"], told.complaints["after_ids"], strict=True)
            ),
        ]
        for figure, who, ids in figures:
            rows = events.loc[list(ids)]
            stamps = local_stamps(rows["started_at"], log.settings.tz)
            for event_id, stamp, party in zip(ids, stamps, rows["party"], strict=True):
                yield figure, who, numbers.get(event_id), stamp, self.wording.party(str(party)), event_id

    def _columns(self, names: Iterable[str]) -> list[SheetColumn]:
        return [
            SheetColumn(self.titles[name], _NUMBER, share=name.startswith("night_share")) for name in names
        ]

    def _cell(self, name: str, value: Any) -> Cell:
        """A figure, or a code in words."""
        if isinstance(value, str):
            words = self.words.get(name, {})
            return words.get(value) or (self.wording.party(value) if name == "largest_party" else value)
        if isinstance(value, float) and math.isinf(value):
            return self._("none before")
        return cell(value, self.wording)


def _records(frame: pd.DataFrame) -> Iterator[tuple[Any, dict[Any, Any]]]:
    """The rows of a frame by column, each with its label."""
    return zip(frame.index, frame.to_dict("records"), strict=True)
