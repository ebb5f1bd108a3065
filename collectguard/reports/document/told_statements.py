"""What the owner has said, in the owner's order: role, who calls, debts, people, requests, complaints."""

from collections.abc import Iterable, Iterator

import pandas as pd

from collectguard.case import Case
from collectguard.reports.document import told_words
from collectguard.reports.document.blocks import Block, Bullets, Column, Paragraph, Table
from collectguard.statements import Actor, CaseFile, Complaint, Debt, Protected, StopRequest
from collectguard.wording import Wording

MOST_LINES = 60
"""Entries and numbers of one sort that a page shows; the case file itself holds all."""


def statements(case: Case, wording: Wording) -> list[Block]:
    """A table of all that was said, and what of it does not fit the backups; nothing where nothing was."""
    _ = wording._
    said = _Statements(case.case_file, wording)
    rows = [(label, value) for label, value in said.rows() if value]
    if not rows and not case.remarks:
        return []
    blocks: list[Block] = [
        Paragraph(
            _(
                "The owner of the phone says this, in the case file. The backups do not show it, and this "
                "program cannot check it."
            )
        )
    ]
    if rows:
        caption = _("What the owner of the phone has said")
        blocks.append(
            Table(caption, (Column("", 34), Column("", 146)), rows, first_is_head=True, titled=True)
        )
    if case.remarks:
        blocks += [
            Paragraph(_("What in the case file does not fit the backups, or should be looked at again:")),
            Bullets(case.remarks[:MOST_LINES]),
        ]
        if len(case.remarks) > MOST_LINES:
            more = _("{n} more remarks are not shown.").format(n=len(case.remarks) - MOST_LINES)
            blocks.append(Paragraph(more, "note"))
    return blocks


class _Statements:
    """Writes the parts of a case file as lines."""

    def __init__(self, said: CaseFile, wording: Wording) -> None:
        self.said = said
        self.wording = wording
        self._ = wording._
        self.names = {actor.id: actor.name for actor in said.actors}

    def rows(self) -> Iterator[tuple[str, str]]:
        """Label and value; an empty value where nothing was said."""
        _, said = self._, self.said
        role = told_words.owner_roles(_).get(said.owner_role or "")
        yield _("Owner of the phone"), _("; ").join(filter(None, [said.owner_name, role]))
        yield _("The owner's own numbers"), self._numbers(said.owner_parties)
        yield _("Who makes contact"), self._lines(map(self._actor, said.actors))
        yield _("Debts"), self._lines(map(self._debt, said.debts))
        yield _("People to be left in peace"), self._lines(map(self._protected, said.protected))
        yield _("Requests to stop"), self._lines(map(self._stop, said.stop_requests))
        yield _("Numbers to leave out"), self._numbers(said.known_good)
        yield _("Complaints"), self._lines(map(self._complaint, said.complaints))

    def _lines(self, entries: Iterable[str]) -> str:
        lines = list(entries)
        shown = lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            shown.append(self._("{n} more in the case file").format(n=len(lines) - MOST_LINES))
        return "\n".join(shown)

    def _numbers(self, parties: tuple[str, ...]) -> str:
        shown = [self.wording.party(party) for party in parties[:MOST_LINES]]
        if len(parties) > MOST_LINES:
            shown.append(self._("{n} more in the case file").format(n=len(parties) - MOST_LINES))
        return ", ".join(shown)

    def _about(self, what: str, details: Iterable[str | None]) -> str:
        """``what: first; second``, without what is not said."""
        _ = self._
        known = _("; ").join(detail for detail in details if detail)
        return _("{what}: {details}").format(what=what, details=known) if known else what

    def _actor(self, actor: Actor) -> str:
        _ = self._
        role = told_words.actor_roles(_).get(actor.role or "")
        signed = _(", ").join(f"【{signature}】" for signature in actor.signatures)
        numbers = self._numbers(actor.parties) or _("no numbers")
        return self._about(actor.name, [role, numbers, signed and _("signs as {names}").format(names=signed)])

    def _debt(self, debt: Debt) -> str:
        _ = self._
        by = _(", ").join(self.names.get(actor, actor) for actor in debt.actors)
        dates = (
            (_("due on {date}"), debt.due),
            (_("overdue since {date}"), debt.overdue_since),
            (_("settled on {date}"), debt.settled_on),
        )
        return self._about(
            debt.id,
            [
                debt.creditor,
                told_words.creditor_types(_).get(debt.creditor_type or ""),
                told_words.debt_kinds(_).get(debt.kind or ""),
                *(text.format(date=f"{day:%Y-%m-%d}") for text, day in dates if day is not None),
                by and _("collected by {names}").format(names=by),
            ],
        )

    def _protected(self, person: Protected) -> str:
        relation = told_words.relations(self._).get(person.relation or "")
        return self._about(person.name, [relation, self._numbers(person.parties)])

    def _stop(self, stop: StopRequest) -> str:
        _ = self._
        to = self.names.get(stop.to) or self.wording.party(stop.to)
        when = ""
        if stop.at is not None:
            when = self.wording.stamp(pd.Timestamp(stop.at))
        elif stop.on is not None:
            when = _("{date}, the time is not known").format(date=f"{stop.on:%Y-%m-%d}")
        return self._about(
            stop.id,
            [
                _("to {name}").format(name=to),
                when,
                told_words.ways(_).get(stop.how or ""),
                told_words.asking(_).get(stop.by or ""),
            ],
        )

    def _complaint(self, complaint: Complaint) -> str:
        number = self._("number {text}")
        reference = complaint.reference and number.format(text=complaint.reference)
        return self._about(f"{complaint.on:%Y-%m-%d}", [complaint.channel, reference])
