"""Two witnesses of the same calls: what the phone's log and the carrier's list agree on."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from collectguard.case import Case
from collectguard.reconciliation import ALONE, Owner
from collectguard.reconciliation import wording as said
from collectguard.reports.document.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.document.senders_table import shortened
from collectguard.wording import Wording

MOST_ROWS: Final = 40


def reconciliation_in_brief(case: Case, wording: Wording) -> list[Block]:
    """What the first pages say, of the owner's own phone; nothing where it has not both witnesses."""
    found, _ = case.reconciliation, wording._
    own = case.log.settings.owner
    each = [one for one in found.owners if one.owner == own and one.compared] if found else []
    sentences = [said.headline(one.agreement, _) for one in each]
    doubtful = [n for one in each if (n := one.agreement.counted_twice_at_most)]
    sentences += [said.counted_twice(_).format(n=wording.count(n)) for n in doubtful]
    return [Paragraph(sentence) for sentence in sentences]


def reconciliation_page(case: Case) -> list[Block]:
    """The section on both witnesses; nothing where not both were read."""
    found = case.reconciliation
    if found is None:
        return []
    wording = Wording(case.log.settings)
    _ = wording._
    blocks: list[Block] = [
        Heading(_("The phone's log and the carrier's list side by side"), 1, new_page=True)
    ]
    both = [owner for owner in found.owners if owner.compared or owner.messages]
    several = len(found.owners) > 1
    for owner in both:
        blocks += _owner(owner, case, wording, several=several)
    blocks += _alone(case, wording)
    explanation = _(
        "Two sources that were written independently of one another and agree bear each other out. A call "
        "that stands in one of them only is no sign that either was changed. In the phone only: it may have "
        "gone over another SIM card or through the internet, or the list may be of another number, of a part "
        "of the month or of one sort of calls. In the list only: it may have been deleted from the phone, or "
        "forwarded to another telephone. case.json and the sheet “{sheet}” of evidence.xlsx hold every call "
        "that was compared."
    )
    return [*blocks, Paragraph(explanation.format(sheet=_("Phone and list")), "note")]


def _owner(owner: Owner, case: Case, wording: Wording, *, several: bool) -> Iterator[Block]:
    _ = wording._
    agreement, seconds = owner.agreement, case.log.settings.connected_min_s
    if several:
        whose = whose_phone(owner.owner, case, wording)
        unnamed = whose == _("the owner of the phone")
        heading = _("the owner's phone") if unnamed else _("Phone of {owner}").format(owner=shortened(whose))
        yield Heading(heading[:1].upper() + heading[1:], 2)
    if not owner.compared:
        yield from (Paragraph(sentence) for sentence in said.messages(owner, _))
        return
    yield Paragraph(said.headline(agreement, _), "lead")
    yield Paragraph(said.basis(agreement, seconds, _))
    yield Paragraph(said.coverage(owner, case.log.settings.tz, _))
    for sentence in (*said.clocks(agreement, _), *said.talk_times(agreement, _)):
        yield Paragraph(sentence)
    columns = (
        Column(_("Month"), 40),
        Column(_("Phone"), 45, "number"),
        Column(_("List"), 45, "number"),
        Column(_("in both"), 45, "number"),
    )
    rows = [
        (month.month, str(month.phone), str(month.list), str(month.matched)) for month in agreement.months
    ]
    yield Table(
        _("Answered calls by month, whether or not the other source covers their time"), columns, rows
    )
    if left := [*said.left_aside(agreement, _), *said.messages(owner, _)]:
        yield Bullets(left)


def _alone(case: Case, wording: Wording) -> Iterator[Block]:
    """The calls that one source holds and the other should."""
    _ = wording._
    found = case.reconciliation
    if found is None:
        return
    calls = found.calls[found.calls["status"].isin(ALONE)]
    if calls.empty:
        return
    directions = said.directions(_)
    columns = (
        Column(_("Local time"), 34),
        Column(_("Number"), 34),
        Column(_("Direction"), 24),
        Column(_("Talk time, s"), 22, "number"),
        Column(_("Event ID"), 34, "code"),
        Column(_("Result"), 42),
    )
    rows = []
    for call in calls.head(MOST_ROWS).to_dict("records"):
        side = "list" if call["status"] == "only_list" else "phone"
        at, how = call[f"{side}_at"], None if pd.isna(call["how"]) else call["how"]
        rows.append(
            (
                f"{at.tz_convert(case.log.settings.tz):%Y-%m-%d %H:%M:%S}",
                shortened(wording.party(call["party"])),
                directions[call["direction"]],
                str(call[f"{side}_duration_s"]),
                call[f"{side}_event_id"],
                said.result(call["status"], how, _),
            )
        )
    note = ""
    if left := len(calls) - len(rows):
        note = _("{n} more: evidence.xlsx, sheet “{sheet}”, and case.json.").format(
            n=wording.count(left), sheet=_("Phone and list")
        )
    yield Table(_("Calls in one source only"), columns, rows, note=note)
