"""Which numbers reached whom: several phones that were read, or people who do not owe."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from collectguard.actors import Suggestion
from collectguard.case import Case
from collectguard.reports.document.actor_evidence import first_and_last
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.phones import reaching_several, section, whose_phone
from collectguard.reports.document.senders_table import shortened
from collectguard.wording import Wording

MOST_ROWS: Final = 60

RowOfSeveral = tuple[str, str, int, pd.Timestamp | None, pd.Timestamp | None]
"""Number, label of the phone, contacts, first and last."""


def reached(case: Case, wording: Wording) -> list[Block]:
    """One row for each number and phone; nothing where several people's were read, which have a section."""
    _ = wording._
    if case.log.other_owners:
        return []
    heading = Heading(_("Whom these numbers reached besides the debtor"), 2)
    if not case.third_party:
        if case.told is None or not case.told.protected["read"].any():
            return []
        text = _("On the phones of protected people that were read, none of these numbers made contact.")
        return [heading, Paragraph(text)]
    names = {actor.id: actor for actor in case.actors}
    columns = (
        Column(_("Actor"), 44),
        Column(_("Number"), 32),
        Column(_("Whose phone"), 48),
        Column(_("Contacts"), 20, "number"),
        Column(_("First and last day"), 36),
    )
    rows = []
    for one in case.third_party[:MOST_ROWS]:
        actor = names[one.actor]
        name = shortened(actor.name)
        rows.append(
            (
                name if actor.confirmed else _("{name} (suggested)").format(name=name),
                shortened(wording.party(one.party)),
                shortened(whose_phone(one.owner, case, wording)),
                str(one.count),
                first_and_last(one.first, one.last, wording),
            )
        )
    note = ""
    if left := len(case.third_party[MOST_ROWS:]):
        note = _more(left, wording)
    sentence = _(
        "Counted are contacts on phones of people who do not owe, from the numbers above, confirmed or only "
        "suggested. What arrived on phones whose backups were not read, nothing here can show."
    )
    return [
        heading,
        Paragraph(sentence),
        Table(_("Numbers of actors on phones of people who do not owe"), columns, rows, note=note),
    ]


def several_phones(case: Case) -> list[Block]:
    """The section about all phones side by side; nothing where only the owner's own was read."""
    if not case.log.other_owners:
        return []
    wording = Wording(case.log.settings)
    _ = wording._
    return [
        Heading(section(wording), 1, new_page=True),
        Paragraph(
            _(
                "The backups of several people's phones were read. Each phone is counted by itself and never "
                "added to another. All other sections, charts and findings are about the first of them, "
                "unless they name another. Banks, couriers and other services reach many people: that a "
                "number reached several phones says nothing by itself. What arrived on phones whose backups "
                "were not read, nothing here can show."
            )
        ),
        _phones(case, wording),
        *_to_several(case, wording),
        *_to_one_other(case, wording),
        Paragraph(
            _(
                "The contacts behind each row stand in events.csv, under this number and the name of the "
                "backups (columns party and owner); collectguard explain incoming FILE… --phone NAME --party "
                "NUMBER lists them."
            ),
            "note",
        ),
    ]


def _phones(case: Case, wording: Wording) -> Table:
    """A row for each phone."""
    _ = wording._
    columns = (
        Column(_("Whose phone"), 50),
        Column(_("Name of its backups"), 34),
        Column(_("Files"), 14, "number"),
        Column(_("Contacts"), 20, "number"),
        Column(_("At night"), 20, "number"),
        Column(_("First and last day"), 42),
    )
    rows = [
        (
            shortened(whose_phone(phone.owner, case, wording)),
            shortened(phone.owner),
            str(phone.files),
            str(phone.figures["incoming"]),
            str(phone.figures["night_count"]),
            first_and_last(_instant(phone.figures["first"]), _instant(phone.figures["last"]), wording),
        )
        for phone in case.phones
    ]
    return Table(_("The phones that were read"), columns, rows)


def _instant(moment: pd.Timestamp) -> pd.Timestamp | None:
    return None if pd.isna(moment) else moment


def _to_several(case: Case, wording: Wording) -> Iterator[Block]:
    """The numbers that reached more than one phone: a row for each phone, with the number on the first."""
    _ = wording._
    rows = [*rows_of_several(case)]
    if not rows:
        yield Paragraph(_("No number that is reported on reached more than one of these phones."))
        return
    notes = [_more(left, wording)] if (left := len(rows[MOST_ROWS:])) else []
    if silent := _left_out(case):
        text = _("Numbers in the contacts, or left out by the case file, that reached several as well: {n}.")
        notes.append(text.format(n=wording.count(silent)))
    note = wording.together(notes)
    cells: list[tuple[str, ...]] = []
    for place, (party, owner, count, first, last) in enumerate(rows[:MOST_ROWS]):
        begins = place == 0 or rows[place - 1][0] != party
        cells.append(
            (
                shortened(wording.party(party)) if begins else "",
                _actors_of(party, case, wording) if begins else "",
                shortened(whose_phone(owner, case, wording)),
                str(count),
                first_and_last(first, last, wording),
            )
        )
    yield Table(_("Numbers that reached several of these phones"), _columns(wording), cells, note=note)


def _left_out(case: Case) -> int:
    """Numbers that reached several phones and that documents do not show."""
    return case.tables["third_party"].index.get_level_values("party").nunique() - len(reaching_several(case))


def rows_of_several(case: Case) -> Iterator[RowOfSeveral]:
    """The numbers that reached several phones, as far as documents show them, a row for each phone."""
    table = case.tables["third_party"]
    table = table[table.index.get_level_values("party").isin(reaching_several(case))]
    columns = (table[name].tolist() for name in ("count", "first", "last"))
    for (party, owner), count, first, last in zip(table.index, *columns, strict=True):
        yield party, owner, count, _instant(first), _instant(last)


def _to_one_other(case: Case, wording: Wording) -> Iterator[Block]:
    """The numbers of actors that reached one phone alone, and that is not the owner's own."""
    _ = wording._
    several = set(reaching_several(case))
    own = case.log.settings.owner
    others = [one for one in case.third_party if one.party not in several and one.owner != own]
    rows = [
        (
            shortened(wording.party(one.party)),
            _actors_of(one.party, case, wording),
            shortened(whose_phone(one.owner, case, wording)),
            str(one.count),
            first_and_last(one.first, one.last, wording),
        )
        for one in {one.party: one for one in others}.values()
    ]
    note = _more(len(rows) - MOST_ROWS, wording) if len(rows) > MOST_ROWS else ""
    if rows:
        title = _("Further numbers of actors that reached one of the other phones only")
        yield Table(title, _columns(wording), rows[:MOST_ROWS], note=note)


def _columns(wording: Wording) -> Sequence[Column]:
    _ = wording._
    return (
        Column(_("Number"), 34),
        Column(_("Actor"), 46),
        Column(_("Whose phone"), 46),
        Column(_("Contacts"), 18, "number"),
        Column(_("First and last day"), 36),
    )


def actors_by_number(case: Case) -> Mapping[str, Suggestion]:
    """The actor of each number, a confirmed one before one that is suggested."""
    ranked = sorted(case.actors, key=lambda actor: actor.confirmed)
    return {party: actor for actor in ranked for party in actor.parties}


def _actors_of(party: str, case: Case, wording: Wording) -> str:
    actor = actors_by_number(case).get(party)
    if actor is None:
        return ""
    name = shortened(actor.name)
    return name if actor.confirmed else wording._("{name} (suggested)").format(name=name)


def _more(left: int, wording: Wording) -> str:
    _ = wording._
    return _("{n} more: evidence.xlsx, sheet “{sheet}”, and case.json.").format(
        n=wording.count(left), sheet=_("Whom they reached")
    )
