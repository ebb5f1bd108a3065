"""Why numbers may belong to one actor, and what points further without joining anybody."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pandas as pd

from collectguard.actors import Evidence as Reason
from collectguard.actors import Suggestion
from collectguard.actors.naming import kind_names
from collectguard.reports.document.blocks import Block, Column, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.sender_pages import ranges
from collectguard.reports.document.senders_table import shortened
from collectguard.reports.document.told_actors import day
from collectguard.wording import Wording

MOST_STRONG: Final = 20
"""Signatures, numbers to call back and links that an entry shows."""
MOST_WORDINGS: Final = 8
MOST_FURTHER: Final = 8
"""Leads and hints that an entry shows."""
RANGES_SHOWN: Final = 12
NUMBERS_SHOWN: Final = 8
_LONGEST_VALUE: Final = 120
"""Characters of a message that an entry quotes."""


def numbers_on_the_list(actors: Iterable[Suggestion], evidence: Evidence) -> dict[str, int]:
    """The place on the evidence list of each message that holds what numbers share, by event id."""
    ids = {
        event_id
        for actor in actors
        for one in (*actor.evidence, *actor.same_wording, *actor.shared)
        for event_id in one.event_ids
    }
    rows = evidence.events[evidence.events["event_id"].isin(ids)]
    return dict(zip(rows["event_id"].tolist(), rows["number"].tolist(), strict=True))


def belonging(actor: Suggestion, wording: Wording, on_list: dict[str, int]) -> Iterator[Block]:
    """What the numbers share, then who else writes alike, neighbouring numbers, and what many share."""
    _ = wording._
    tables = _Tables(wording, on_list)
    strong = [one for one in actor.evidence if one.kind != "wording"]
    alike = [one for one in actor.evidence if one.kind == "wording"]
    if actor.evidence:
        shown = (*strong[:MOST_STRONG], *alike[:MOST_WORDINGS])
        yield tables.reasons(_("What these numbers share"), shown, len(actor.evidence) - len(shown))
    elif len(actor.parties) > 1:
        yield Paragraph(_("The messages of these numbers share nothing that was looked for."), "note")
    if actor.same_wording:
        yield Paragraph(
            _(
                "Others send messages in the same wording under another name, or under none. That is a lead, "
                "for example towards a common contractor or a common program, and no sign that they are one."
            )
        )
        yield tables.reasons(
            _("Same wording from other numbers: a lead, not put together"),
            actor.same_wording[:MOST_FURTHER],
            len(actor.same_wording[MOST_FURTHER:]),
        )
    if actor.hints:
        yield tables.reasons(
            _("Neighbouring numbers: a hint only, they join nobody"),
            actor.hints[:MOST_FURTHER],
            len(actor.hints[MOST_FURTHER:]),
        )
    if actor.shared:
        yield tables.reasons(
            _("In the messages, but used by many: it joins nobody"),
            actor.shared[:MOST_FURTHER],
            len(actor.shared[MOST_FURTHER:]),
        )


class _Tables:
    """Writes shared values side by side."""

    def __init__(self, wording: Wording, on_list: dict[str, int]) -> None:
        self.wording = wording
        self._ = wording._
        self.on_list = on_list
        self.kinds = kind_names(wording._)

    def reasons(self, caption: str, shown: Sequence[Reason], left: int) -> Table:
        """One row a value: how many numbers share it, in which messages, from when to when."""
        _ = self._
        listed = any(one.event_ids for one in shown)
        columns = (
            Column(_("What"), 22),
            Column(_("Value"), 56, "verbatim"),
            Column(_("Numbers"), 50),
            Column(_("First and last day"), 21),
            *([Column(_("Evidence list No."), 31)] if listed else []),
        )
        note = ""
        if left:
            note = _("{n} more: evidence.xlsx, sheet “{sheet}”, and case.json.").format(
                n=self.wording.count(left), sheet=_("Evidence of belonging")
            )
        rows = [self._row(one, listed=listed) for one in shown]
        return Table(caption, columns, rows, note=note)

    def _row(self, one: Reason, *, listed: bool) -> tuple[str, ...]:
        cells = (
            self.kinds[one.kind],
            shortened(value_of(one, self.wording), _LONGEST_VALUE),
            self._numbers(one.parties),
            first_and_last(one.first, one.last, self.wording),
        )
        if not listed:
            return cells
        numbers = sorted(self.on_list[each] for each in one.event_ids if each in self.on_list)
        return (*cells, ranges(numbers, RANGES_SHOWN))

    def _numbers(self, parties: Sequence[str]) -> str:
        """How many, then which."""
        _ = self._
        shown = ", ".join(shortened(self.wording.party(party)) for party in parties[:NUMBERS_SHOWN])
        if len(parties) > NUMBERS_SHOWN:
            shown = _("{shown}, and {n} more").format(shown=shown, n=len(parties) - NUMBERS_SHOWN)
        return _("{n}: {shown}").format(n=self.wording.count(len(parties)), shown=shown)


def value_of(one: Reason, wording: Wording) -> str:
    """The value as readers know it: a number as it is dialled, all else as it stands in the message."""
    return wording.party(one.value) if one.kind == "callback" else one.value


def first_and_last(first: pd.Timestamp | None, last: pd.Timestamp | None, wording: Wording) -> str:
    """Both local dates, one where they are the same, none where no time is known."""
    return "\n".join(dict.fromkeys(day(at, wording) for at in (first, last) if at is not None))
