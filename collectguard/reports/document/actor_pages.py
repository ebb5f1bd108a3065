"""Who is behind the numbers: an entry for each actor, those the owner has confirmed and those suggested."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from collectguard.actors import Suggestion
from collectguard.case import Case, Chart
from collectguard.reports.document import told_words
from collectguard.reports.document.actor_evidence import belonging, numbers_on_the_list
from collectguard.reports.document.blocks import Block, Column, Figure, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.reached import reached
from collectguard.reports.document.rotation_words import rotation_rows
from collectguard.reports.document.sender_pages import sender_facts
from collectguard.reports.document.senders_table import senders_table, shortened
from collectguard.reports.document.witnesses import Unanswered
from collectguard.wording import Wording

MOST_ENTRIES: Final = 20
"""Actors with an entry; the workbook and case.json hold all."""
MOST_NUMBERS: Final = 40
"""Numbers that an entry lists."""
SIGNATURES_SHOWN: Final = 12


def actor_pages(case: Case, evidence: Evidence) -> list[Block]:
    """All about the actors; nothing where the owner has named none and none is suggested."""
    if not case.actors:
        return []
    wording = Wording(case.log.settings)
    _ = wording._
    shown = _shown(case)
    confirmed = [actor for actor in shown if actor.confirmed]
    suggested = [actor for actor in shown if not actor.confirmed]
    pages = _Pages(case, wording, numbers_on_the_list(shown, evidence))
    blocks: list[Block] = [
        Heading(_("Who is behind the numbers"), 1, new_page=True),
        *_introduction(case, len(shown), wording),
    ]
    if confirmed:
        blocks.append(Heading(_("Confirmed by the owner"), 2))
        blocks += [block for actor in confirmed for block in pages.entry(actor)]
    if suggested:
        blocks += [
            Heading(_("May belong together: the owner decides"), 2),
            Paragraph(
                _(
                    "Nobody has confirmed these groups. They are suggestions, each with its reasons: the "
                    "numbers may belong together, or several senders may use one service or one wording. The "
                    "owner of the phone decides, in the case file. No rule counts them as one before that. A "
                    "group bears the name that its messages give; anybody can write a name, so it does not "
                    "prove who sent them."
                )
            ),
            *(block for actor in suggested for block in pages.entry(actor)),
        ]
    return [*blocks, *reached(case, wording)]


def is_lanes(chart: Chart) -> bool:
    """Whether a chart shows the numbers of one actor and belongs here."""
    return bool(chart.about)


def _shown(case: Case) -> list[Suggestion]:
    """Those with a chart, then those with most contacts: `MOST_ENTRIES` in all, in the order of the case."""
    drawn = {chart.about for chart in case.charts}
    ranked = sorted(case.actors, key=lambda actor: (actor.id not in drawn, -_contact_count(case, actor)))
    chosen = {actor.id for actor in ranked[:MOST_ENTRIES]}
    return [actor for actor in case.actors if actor.id in chosen]


def _contact_count(case: Case, actor: Suggestion) -> int:
    return int(case.actor_figures["incoming"].get(actor.id, 0))


def _introduction(case: Case, shown: int, wording: Wording) -> Iterator[Block]:
    _ = wording._
    sentences = [
        _(
            "Who calls and writes from many numbers is hidden by counts of each number. Here the numbers of "
            "one actor stand together, counted one by one and as one. Reasons why numbers may belong "
            "together come from messages alone; a number that only calls has its place here because a "
            "message names it to be called back, or because the owner says so."
        )
    ]
    if case.log.other_owners:
        sentences.append(
            _(
                "Reasons were looked for in the messages on all phones that were read; figures are those of "
                "the owner's own phone."
            )
        )
    drawn = sum(is_lanes(chart) for chart in case.charts)
    if 0 < drawn < shown:
        text = _("A chart is drawn for actors with several numbers, for the {n} with the most contacts.")
        sentences.append(text.format(n=drawn))
    if shown < len(case.actors):
        text = _("Shown are {n} of {all} actors; evidence.xlsx and case.json hold all.")
        sentences.append(text.format(n=shown, all=wording.count(len(case.actors))))
    yield Paragraph(wording.together(sentences))


class _Pages:
    """Writes the entry of each actor of one case."""

    def __init__(self, case: Case, wording: Wording, on_list: dict[str, int]) -> None:
        self.case = case
        self.wording = wording
        self._ = wording._
        self.on_list = on_list
        self.charts = {chart.about: chart for chart in case.charts if is_lanes(chart)}
        self.said = {actor.id: actor for actor in case.case_file.actors}

    def entry(self, actor: Suggestion) -> Iterator[Block]:
        """Who it is, its figures as one, its numbers, and why they may belong together."""
        _ = self._
        place = 1 + [each.id for each in self.case.actors].index(actor.id)
        title = shortened(actor.name)
        if actor.extends is not None:
            title = _("Further numbers, perhaps of {name}").format(name=title)
        yield Heading(title, 3, anchor=f"actor-{place}")
        rows = [(label, value) for label, value in self._rows(actor) if value]
        columns = (Column("", 45), Column("", 135))
        yield Table(_("Figures of {name}").format(name=title), columns, rows, first_is_head=True, titled=True)
        if actor.id in self.charts:
            yield Figure(self.charts[actor.id])
        yield from self._numbers(actor)
        yield from belonging(actor, self.wording, self.on_list)

    def _rows(self, actor: Suggestion) -> Iterator[tuple[str, str]]:
        _, wording = self._, self.wording
        said = self.said.get(actor.id)
        yield _("Confirmed or suggested"), standing(actor, wording)
        yield _("Role"), told_words.actor_roles(_).get((said and said.role) or "", "")
        signatures = [f"【{name}】" for name in actor.signatures[:SIGNATURES_SHOWN]]
        yield _("Signs its messages as"), " ".join(signatures)
        yield _("In the data"), actor.id if actor.id != actor.name else ""
        if actor.id not in self.case.actor_figures.index:
            yield _("Contacts"), _("none from these numbers on the owner's phone")
            yield _("On other people's phones"), self._elsewhere(actor)
            return
        row = self.case.actor_figures.loc[[actor.id]].iloc[0]
        yield (
            _("All its numbers as one"),
            _("{n}: {calls}, {messages}").format(
                n=wording.count(row["incoming"]),
                calls=wording.calls(row["call_count"]),
                messages=wording.messages(row["message_count"]),
            ),
        )
        yield _("Most from one number alone"), self._largest(actor)
        yield from sender_facts(row, wording, Unanswered.of(self.case))
        yield from rotation_rows(self.case.rotations[actor.id], wording)
        yield _("On other people's phones"), self._elsewhere(actor)

    def _largest(self, actor: Suggestion) -> str:
        numbers = self._rows_of(actor)
        largest = numbers["incoming"].idxmax()
        return self._("{contacts}, from {number}").format(
            contacts=self.wording.contacts(int(numbers["incoming"].max())),
            number=self.wording.party(str(largest)),
        )

    def _elsewhere(self, actor: Suggestion) -> str:
        """What no figure of the entry holds, which counts the owner's phone alone."""
        own = self.case.log.settings.owner
        count = sum(one.count for one in self.case.third_party if one.actor == actor.id and one.owner != own)
        if not count:
            return ""
        return self._("{contacts}; not counted here").format(contacts=self.wording.contacts(count))

    def _rows_of(self, actor: Suggestion) -> pd.DataFrame:
        """The rows of its numbers, the number that came first on top."""
        senders = self.case.senders
        own = senders[senders.index.isin(actor.parties)]
        return own.sort_values("first", kind="stable", na_position="last")

    def _numbers(self, actor: Suggestion) -> Iterator[Block]:
        """Each of its numbers by itself, the number that came first on top; below, all as one."""
        _ = self._
        numbers = self._rows_of(actor)
        if numbers.empty:
            return
        silent = len(actor.parties) - len(numbers)
        notes = [
            _("{n} more numbers: evidence.xlsx, sheet “{sheet}”.").format(
                n=self.wording.count(len(numbers) - MOST_NUMBERS), sheet=_("Numbers of actors")
            )
            if len(numbers) > MOST_NUMBERS
            else "",
            _("Numbers without a contact, not listed: {n}.").format(n=silent) if silent else "",
        ]
        shown = numbers
        if len(numbers) > MOST_NUMBERS:
            most = numbers.sort_values("incoming", ascending=False, kind="stable").head(MOST_NUMBERS)
            shown = numbers[numbers.index.isin(most.index)]
        note = self.wording.together(notes)
        table = senders_table(shown, self.wording, _("Its numbers, each by itself"), note)
        if len(numbers) == 1:
            yield table
            return
        whole = self.case.actor_figures.loc[[actor.id]]
        whole = whole.assign(party_class=numbers["party_class"].iloc[0], known=False)
        [row] = senders_table(whole, self.wording, "").rows
        yield replace(table, rows=[*table.rows, (_("all as one"), "", *row[2:])])


def standing(actor: Suggestion, wording: Wording) -> str:
    """Whether the owner has put the numbers together or nobody has."""
    _ = wording._
    if actor.confirmed:
        return _("put together by the owner of the phone, in the case file")
    if actor.extends is not None:
        return _("suggested, not confirmed: these numbers may belong to {id} as well").format(
            id=actor.extends
        )
    return _("suggested, not confirmed: these numbers may belong together")
