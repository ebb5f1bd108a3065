"""Sheets of actors, confirmed and suggested: their numbers, why they may be one, whom they reached."""

from collections.abc import Iterator, Sequence
from typing import Final

from collectguard import words
from collectguard.actors import Evidence as Reason
from collectguard.actors import Suggestion
from collectguard.actors.naming import kind_names
from collectguard.case import Case
from collectguard.reports.document.actor_evidence import numbers_on_the_list, value_of
from collectguard.reports.document.actor_pages import standing
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figure_names import HEADLINE, figure_names
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.document.reached import RowOfSeveral, actors_by_number, rows_of_several
from collectguard.reports.document.sender_pages import ranges
from collectguard.reports.sheets.figures import cell
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.wording import Wording

MOST_RANGES: Final = 1_000
_ID, _TEXT, _LONG, _NUMBER, _STAMP = 22, 28, 60, 14, 28
_SHARES: Final = ("night_share", "night_share_low", "night_share_high")


def actor_sheets(case: Case, evidence: Evidence, wording: Wording) -> Iterator[Sheet]:
    """A sheet each of numbers, reasons and phones reached; none where there is nothing to put on it."""
    sheets = _Sheets(case, wording)
    if case.actors:
        yield sheets.numbers()
    if any((*actor.evidence, *actor.same_wording, *actor.hints, *actor.shared) for actor in case.actors):
        yield sheets.reasons(numbers_on_the_list(case.actors, evidence))
    if case.third_party or any(rows_of_several(case)):
        yield sheets.reached()


class _Sheets:
    """Writes the actors of one case."""

    def __init__(self, case: Case, wording: Wording) -> None:
        self.case = case
        self.wording = wording
        self._ = wording._
        self.actors = {actor.id: actor for actor in case.actors}

    def _who(self) -> list[SheetColumn]:
        _ = self._
        return [
            SheetColumn(_("Actor"), _TEXT),
            SheetColumn(_("In the data"), _ID),
            SheetColumn(_("Confirmed or suggested"), _TEXT),
        ]

    def _said(self, actor: Suggestion) -> tuple[str, str, str]:
        return actor.name, actor.id, standing(actor, self.wording)

    def numbers(self) -> Sheet:
        """For each actor all its numbers as one, then each by itself, with all figures."""
        _, names = self._, figure_names(self._)
        columns = [
            *self._who(),
            SheetColumn(names["party"], _ID),
            SheetColumn(names["party_class"], _ID),
            *(SheetColumn(names[name], _NUMBER, share=name in _SHARES) for name in HEADLINE),
            *(SheetColumn(title, _NUMBER, share=share) for title, share in self._rotation_titles()),
        ]
        return Sheet(_("Numbers of actors"), columns, self._number_rows())

    def _number_rows(self) -> Iterator[Sequence[Cell]]:
        classes = words.party_classes(self._)
        senders = self.case.senders
        for actor in self.case.actors:
            if actor.id in self.case.actor_figures.index:
                row = self.case.actor_figures.loc[[actor.id]].iloc[0]
                figures = (cell(row[name], self.wording) for name in HEADLINE)
                yield (*self._said(actor), self._("all as one"), None, *figures, *self._rotation(actor))
            own = senders[senders.index.isin(actor.parties)]
            for party, row in own.sort_values("first", kind="stable", na_position="last").iterrows():
                yield (
                    *self._said(actor),
                    self.wording.party(str(party)),
                    classes[row["party_class"]],
                    *(cell(row[name], self.wording) for name in HEADLINE),
                )

    def _rotation_titles(self) -> tuple[tuple[str, bool], ...]:
        _ = self._
        return (
            (_("Numbers with a contact"), False),
            (_("Most different numbers on a day"), False),
            (_("The first such day"), False),
            (_("Different numbers a day, mean of days with a contact"), False),
            (_("New numbers a day after the first day"), False),
            (_("Effective senders"), False),
            (_("Share of contacts from numbers used at most 3 times"), True),
            (_("Most different numbers within 100 consecutive contacts"), False),
        )

    def _rotation(self, actor: Suggestion) -> Iterator[Cell]:
        figures = self.case.rotations[actor.id]
        yield figures.numbers
        yield figures.most_numbers_on_a_day
        yield None if figures.most_numbers_date is None else f"{figures.most_numbers_date}"
        yield figures.numbers_per_day
        yield figures.new_numbers_per_day
        yield figures.effective_senders
        yield figures.rare_share
        yield figures.most_numbers_in_block

    def reasons(self, on_list: dict[str, int]) -> Sheet:
        """One row for each value that numbers share, and for each lead and hint."""
        _ = self._
        titles = (
            (_("What it says"), _TEXT), (_("What"), _ID), (_("Value"), _LONG),
            (_("How many numbers"), _NUMBER), (_("Numbers"), _LONG), (_("First contact"), _STAMP),
            (_("Last contact"), _STAMP),
            (_("Messages"), _NUMBER), (_("Evidence list No."), _LONG), (_("Event IDs"), _LONG),
        )  # fmt: skip
        columns = [*self._who(), *(SheetColumn(*title) for title in titles)]
        return Sheet(_("Evidence of belonging"), columns, self._reason_rows(on_list))

    def _reason_rows(self, on_list: dict[str, int]) -> Iterator[Sequence[Cell]]:
        _, kinds = self._, kind_names(self._)
        for actor in self.case.actors:
            groups: tuple[tuple[str, tuple[Reason, ...]], ...] = (
                (_("shared by these numbers"), actor.evidence),
                (_("same wording from other numbers: a lead, not put together"), actor.same_wording),
                (_("a hint only"), actor.hints),
                (_("used by many, joins nobody"), actor.shared),
            )
            for meaning, reasons in groups:
                for one in reasons:
                    places = sorted(on_list[each] for each in one.event_ids if each in on_list)
                    yield (
                        *self._said(actor),
                        meaning,
                        kinds[one.kind],
                        value_of(one, self.wording),
                        len(one.parties),
                        " ".join(map(self.wording.party, one.parties)),
                        self.wording.stamp(one.first),
                        self.wording.stamp(one.last),
                        len(one.event_ids) or None,
                        ranges(places, MOST_RANGES),
                        " ".join(one.event_ids),
                    )

    def reached(self) -> Sheet:
        """One row for each number and phone: of several phones, and of somebody who does not owe."""
        _ = self._
        titles = (
            (_("Number"), _ID), (_("Whose phone"), _TEXT), (_("Name of its backups"), _ID),
            (_("Contacts"), _NUMBER), (_("First contact"), _STAMP), (_("Last contact"), _STAMP),
        )  # fmt: skip
        rows = (
            (
                *who,
                self.wording.party(party),
                whose_phone(owner, self.case, self.wording),
                owner,
                count,
                self.wording.stamp(first),
                self.wording.stamp(last),
            )
            for who, (party, owner, count, first, last) in self._reached()
        )
        columns = [*self._who(), *(SheetColumn(*title) for title in titles)]
        return Sheet(_("Whom they reached"), columns, rows)

    def _reached(self) -> Iterator[tuple[Sequence[Cell], RowOfSeveral]]:
        """Numbers that reached several phones, then what else numbers of actors reached; each row once."""
        actor_of, nobody = actors_by_number(self.case), (None, None, None)
        listed = set()
        for row in rows_of_several(self.case):
            listed.add(row[:2])
            actor = actor_of.get(row[0])
            yield nobody if actor is None else self._said(actor), row
        for one in self.case.third_party:
            if (one.party, one.owner) not in listed:
                row = (one.party, one.owner, one.count, one.first, one.last)
                yield self._said(self.actors[one.actor]), row
