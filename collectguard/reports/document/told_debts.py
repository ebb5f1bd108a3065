"""Contacts while nothing was due, by the dates of each debt."""

from collections.abc import Iterator

import pandas as pd

from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.senders_table import shortened
from collectguard.reports.document.told_actors import day
from collectguard.reports.document.told_comparison import Row, counted_contacts
from collectguard.statements import CaseFile
from collectguard.told import Told
from collectguard.wording import Wording


def debts(told: Told, said: CaseFile, wording: Wording) -> list[Block]:
    """One row for each debt, and who makes contact though nothing is owed to them."""
    _ = wording._
    frame = told.debts
    blocks: list[Block] = []
    if not frame.empty:
        columns = (
            Column(_("Debt"), 50),
            Column(_("Due on"), 24),
            Column(_("Contacts before (on days)"), 26),
            Column(_("First and last of these days"), 27),
            Column(_("Settled on"), 24),
            Column(_("Contacts after (on days)"), 26),
            Column(_("Left out for another debt"), 24, "number"),
        )
        rows = [_debt(row, wording) for row in frame.reset_index().to_dict("records")]
        blocks += [
            Paragraph(
                _(
                    "Counted are the contacts of those who collect the debt, by the case file, on dates "
                    "earlier than the due date and on dates later than that of settlement. Nothing shows for "
                    "which debt somebody calls: an actor who collects several is counted only while none of "
                    "them is due or all are settled; what is left out for that reason stands in the last "
                    "column."
                )
            ),
            Table(
                _("Contacts by the dates of each debt"),
                columns,
                rows,
                note=counted_contacts(wording),
                first_is_head=True,
            ),
        ]
    blocks += [Paragraph(sentence) for sentence in _nothing_owed(told, said, wording)]
    return [Heading(_("Contacts while nothing was due"), 2), *blocks] if blocks else []


def _debt(row: Row, wording: Wording) -> tuple[str, ...]:
    _ = wording._
    creditor: str = "" if pd.isna(row["creditor"]) else shortened(row["creditor"])
    counts: dict[str, str] = {}
    for side in ("before", "after"):
        n = row[f"{side}_count"]
        counts[side] = "" if pd.isna(n) else f"{n} ({row[f'{side}_active_days']})"
    shared = [row[f"{side}_shared"] for side in ("before", "after") if not pd.isna(row[f"{side}_shared"])]
    return (
        "\n".join(filter(None, [row["debt"], creditor])),
        day(row["due"], wording) or _("not said"),
        counts["before"],
        "\n".join(dict.fromkeys(day(row[f"before_{end}"], wording) for end in ("first", "last"))),
        day(row["settled_on"], wording) or _("not said"),
        counts["after"],
        str(sum(shared)) if shared else "",
    )


def _nothing_owed(told: Told, said: CaseFile, wording: Wording) -> Iterator[str]:
    """Actors to whom nothing is owed, by the word of the owner."""
    _ = wording._
    frame = told.actors[told.actors["kind"] == "actor"]
    if said.owner_role == "unrelated" and not frame.empty:
        text = _("By the word of the owner nothing is owed on this phone: all {contacts} of actors are such.")
        yield text.format(contacts=wording.contacts(int(frame["incoming"].sum())))
    elif said.debts:
        others = frame[~frame["in_debt"]]
        names = _(", ").join(
            _("{name} ({contacts})").format(name=shortened(name), contacts=wording.contacts(n))
            for name, n in zip(others["name"], others["incoming"], strict=True)
        )
        if names:
            yield _("No debt of the case file is collected by: {names}.").format(names=names)
