"""Actors side by side, each over all its numbers; and contacts to people who are to be left in peace."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from collectguard.reports.document import told_words
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.senders_table import shortened
from collectguard.told import Told
from collectguard.wording import Wording

NUMBERS_SHOWN = 20


def actors(told: Told, wording: Wording) -> list[Block]:
    """One row an actor, then what belongs to none; nothing where the case file names no actor."""
    _ = wording._
    frame = told.actors
    if not (frame["kind"] == "actor").any():
        return []
    columns = (
        Column(_("Who"), 34),
        Column(_("Numbers"), 16),
        Column(_("Contacts"), 15, "number"),
        Column(_("Calls connected, not connected"), 20),
        Column(_("Messages"), 15, "number"),
        Column(_("At night (nights)"), 16),
        Column(_("Busiest day"), 29),
        Column(_("First and last day"), 21),
        Column(_("Most from one number alone"), 28),
    )
    shown = frame[(frame["kind"] == "actor") | (frame["incoming"] > 0)]
    rows = [_actor(row, wording) for row in shown.to_dict("records")]
    rows.append((_("all contacts"), "", str(frame["incoming"].sum()), *[""] * (len(columns) - 3)))
    note = _("All figures: evidence.xlsx, sheet “{sheet}”.").format(sheet=_("Actors"))
    return [
        Heading(_("Each actor, all its numbers together"), 2),
        *_lower_bounds(frame, wording),
        Table(_("Contacts by actor"), columns, rows, note=note, first_is_head=True),
    ]


def _actor(row: dict[Any, Any], wording: Wording) -> tuple[str, ...]:
    _ = wording._
    who = told_words.rest(_).get(row["kind"])
    if who is None:
        role = told_words.actor_roles(_).get(row["role"])
        who = "\n".join(filter(None, [shortened(row["name"]), role]))
    numbers = str(row["seen"])
    if not pd.isna(row["given"]):
        numbers = _("{seen} of {given}").format(seen=row["seen"], given=row["given"])
    largest = ""
    if row["largest_count"]:
        largest = f"{row['largest_count']}\n{shortened(wording.party(row['largest_party']))}"
    return (
        who,
        numbers,
        str(row["incoming"]),
        f"{row['connected']}, {row['attempts']}",
        str(row["message_count"]),
        f"{row['night_count']} ({row['nights']})",
        "" if pd.isna(row["busiest_day"]) else f"{row['busiest_day']:%Y-%m-%d} ({row['busiest_day_count']})",
        "\n".join(dict.fromkeys(day(row[end], wording) for end in ("first", "last"))),
        largest,
    )


def _lower_bounds(frame: pd.DataFrame, wording: Wording) -> Iterator[Block]:
    """How the figures are to be read, and what may be missing from them."""
    _ = wording._
    sentences = [
        _(
            "An actor's figures are those of all its numbers together. The last column shows how much the "
            "busiest of them did alone: a count number by number is a lower bound of what the actor did. "
            "Numbers with a contact stand before the numbers that the case file gives."
        )
    ]
    [left] = frame[frame["kind"] == "unassigned"].to_dict("records")
    if left["incoming"]:
        numbers = wording.numbers(left["seen"])
        if left["hidden"]:
            numbers = _("{numbers} (and {calls} without a number)").format(
                numbers=numbers, calls=wording.calls(left["hidden"])
            )
        sentence = _(
            "{contacts} from others reported on, {numbers}, are put down to no actor. What among them is "
            "an actor's is missing from its figures, which then are lower bounds as well."
        )
        sentences.append(sentence.format(contacts=wording.contacts(left["incoming"]), numbers=numbers))
    yield Paragraph(wording.together(sentences))


def protected(told: Told, wording: Wording) -> list[Block]:
    """One row for each protected person; nothing where the case file names none."""
    _ = wording._
    frame = told.protected
    if frame.empty:
        return []
    heading = Heading(_("Contacts to people who are to be left in peace"), 2)
    if not frame["read"].any():
        sentence = _(
            "No backup of a phone of these people was read: {names}. Whether somebody made contact with "
            "them, the owner's backups cannot show."
        )
        names = _(", ").join(map(shortened, frame["name"]))
        return [heading, Paragraph(sentence.format(names=names))]
    columns = (
        Column(_("Person"), 40),
        Column(_("Backup of the own phone"), 26),
        Column(_("Contacts on it"), 18, "number"),
        Column(_("From actors"), 18, "number"),
        Column(_("Days"), 12, "number"),
        Column(_("First and last day"), 26),
        Column(_("From the numbers"), 50),
    )
    sentence = _(
        "Counted are contacts on these people's own phones from numbers that the case file puts down to "
        "actors. Where no backup of the phone was read, nothing is known."
    )
    rows = [_person(row, wording) for row in frame.to_dict("records")]
    table = Table(_("Contacts on phones of these people"), columns, rows, first_is_head=True)
    return [heading, Paragraph(sentence), table]


def _person(row: dict[Any, Any], wording: Wording) -> tuple[str, ...]:
    _ = wording._
    who = "\n".join(filter(None, [shortened(row["name"]), told_words.relations(_).get(row["relation"])]))
    if not row["read"]:
        return (who, _("not read"), *[""] * 5)
    parties = [shortened(wording.party(party)) for party in row["parties"][:NUMBERS_SHOWN]]
    if len(row["parties"]) > NUMBERS_SHOWN:
        parties.append(
            _("{n} more: evidence.xlsx, sheet “{sheet}”.").format(
                n=len(row["parties"]) - NUMBERS_SHOWN, sheet=_("Protected people")
            )
        )
    return (
        who,
        _("read"),
        str(row["incoming"]),
        str(row["from_actors"]),
        str(row["active_days"]),
        "\n".join(dict.fromkeys(day(row[end], wording) for end in ("first", "last"))),
        ", ".join(parties),
    )


def day(moment: pd.Timestamp, wording: Wording) -> str:
    """The local date of an instant, or the date itself; empty where there is none."""
    if pd.isna(moment):
        return ""
    local = moment if moment.tzinfo is None else moment.tz_convert(wording.settings.tz)
    return f"{local:%Y-%m-%d}"
