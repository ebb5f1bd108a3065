"""Which numbers of an actor reached whom besides the person who owes."""

from typing import Final

from collectguard.actors import Reached
from collectguard.case import Case
from collectguard.reports.document.actor_evidence import first_and_last
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.senders_table import shortened
from collectguard.wording import Wording

MOST_ROWS: Final = 60


def reached(case: Case, wording: Wording) -> list[Block]:
    """One row for each number and phone; nothing where no phone of somebody else was read."""
    _ = wording._
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
                shortened(whose_phone(one, case, wording)),
                str(one.count),
                first_and_last(one.first, one.last, wording),
            )
        )
    note = ""
    if left := len(case.third_party[MOST_ROWS:]):
        note = _("{n} more: evidence.xlsx, sheet “{sheet}”, and case.json.").format(
            n=wording.count(left), sheet=_("Whom they reached")
        )
    sentence = _(
        "Counted are contacts on phones of people who do not owe, from the numbers above, confirmed or only "
        "suggested. What arrived on phones whose backups were not read, nothing here can show."
    )
    return [
        heading,
        Paragraph(sentence),
        Table(_("Numbers of actors on phones of people who do not owe"), columns, rows, note=note),
    ]


def whose_phone(one: Reached, case: Case, wording: Wording) -> str:
    """The person whose phone it is, as the case file names them, with the label under which it was read."""
    _ = wording._
    for person in case.case_file.protected:
        if person.owner == one.owner:
            return person.name
    if one.owner == case.log.settings.owner:
        return case.case_file.owner_name or _("the owner of the phone")
    return one.owner
