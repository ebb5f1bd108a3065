"""Before and after requests to stop, and before and after complaints."""

import math

import pandas as pd

from collectguard.reports.document import told_words
from collectguard.reports.document.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from collectguard.reports.document.senders_table import shortened
from collectguard.reports.document.told_actors import day
from collectguard.reports.document.told_comparison import (
    Row,
    comparison,
    comparison_columns,
    counted_contacts,
    how_to_read,
    named,
    remarks,
)
from collectguard.told import Told
from collectguard.wording import Wording

_UNCOVERED = pd.Timedelta(days=1)
"""By so much the calls may begin or end apart from the messages without a word about it."""


def requests(told: Told, wording: Wording) -> list[Block]:
    """One row for each request to stop; nothing where the case file holds none."""
    _ = wording._
    frame = told.requests
    if frame.empty:
        return []
    rows = frame.reset_index().to_dict("records")
    columns = (
        Column(_("Request"), 45),
        *comparison_columns(wording),
        Column(_("Days with a contact after"), 17, "number"),
        Column(_("First and last contact after"), 46),
    )
    cells = [
        (
            _request(row, wording),
            *comparison(row, wording),
            str(row["after_active_days"]),
            "\n".join(filter(None, [wording.stamp(row["first_after"]), wording.stamp(row["last_after"])])),
        )
        for row in rows
    ]
    notes = [named(row["request"], text, wording) for row in rows for text in remarks(row, wording)]
    return [
        Heading(_("After each request to stop"), 2),
        Paragraph(
            _(
                "Counted are the contacts of the one who was asked. After a request with a time comes what "
                "is strictly later; a request of which only the date is known counts from the midnight that "
                "ends this date."
            )
        ),
        Table(
            _("Contacts before and after each request"),
            columns,
            cells,
            note=counted_contacts(wording),
            first_is_head=True,
        ),
        *([Bullets(notes)] if notes else []),
        Paragraph(how_to_read(wording), "note"),
    ]


def complaints(told: Told, wording: Wording) -> list[Block]:
    """One row for each complaint; nothing where the case file holds none."""
    _ = wording._
    frame = told.complaints
    if frame.empty:
        return []
    rows = frame.reset_index().to_dict("records")
    columns = (
        Column(_("Complaint"), 46),
        *comparison_columns(wording),
        Column(_("Longest time without a contact after"), 50),
    )
    cells = [(_complaint(row, wording), *comparison(row, wording), _quiet(row, wording)) for row in rows]
    notes = [named(_complaint(row, wording), text, wording) for row in rows for text in remarks(row, wording)]
    whose = _("Counted are the contacts of all actors together.")
    if rows[0]["whose"] == "reported":
        whose = _("The case file names no number of an actor: counted are all numbers reported on.")
    how = _(
        "After means from the midnight on that ends the day of the complaint. The rates show whether there "
        "were fewer contacts then or more; they do not show why."
    )
    return [
        Heading(_("Before and after each complaint"), 2),
        Paragraph(wording.together([whose, how])),
        Table(
            _("Contacts before and after each complaint"),
            columns,
            cells,
            note=counted_contacts(wording),
            first_is_head=True,
        ),
        *([Bullets(notes)] if notes else []),
        *([Paragraph(how_to_read(wording), "note")] if told.requests.empty else []),
    ]


def recorded(told: Told, wording: Wording) -> list[Block]:
    """From when to when calls and messages are recorded, where that differs."""
    known = told.recorded
    first_call, last_call = known.first_call, known.last_call
    first_message, last_message = known.first_message, known.last_message
    if first_call is None or last_call is None or first_message is None or last_message is None:
        return []
    apart = max(abs(first_call - first_message), abs(last_call - last_message))
    if apart <= _UNCOVERED or (told.requests.empty and told.complaints.empty):
        return []
    sentence = wording._(
        "The backups hold calls from {first_call} to {last_call} and messages from {first_message} to "
        "{last_message}. Rates are compared from the later of the two beginnings on; behind the earlier of "
        "the two ends only one sort is recorded, so what came then is counted in part, and no silence is "
        "claimed for it."
    )
    spans = {
        "first_call": first_call, "last_call": last_call, "first_message": first_message,
        "last_message": last_message,
    }  # fmt: skip
    text = sentence.format(**{name: day(moment, wording) for name, moment in spans.items()})
    return [Paragraph(text, "note")]


def _request(row: Row, wording: Wording) -> str:
    _ = wording._
    name: str = row["to"] if pd.isna(row["name"]) else row["name"]
    when = wording.stamp(row["start"])
    if row["fixed_by"] == "date":
        when = _("from {moment} on").format(moment=when)
    how = told_words.ways(_).get(row["how"])
    to = _("to {name}").format(name=shortened(wording.party(name)))
    return "\n".join(filter(None, [row["request"], to, when, how]))


def _complaint(row: Row, wording: Wording) -> str:
    parts = [
        day(row["on"], wording),
        *(row[name] for name in ("channel", "reference") if not pd.isna(row[name])),
    ]
    return "\n".join(map(shortened, parts))


def _quiet(row: Row, wording: Wording) -> str:
    _ = wording._
    if math.isnan(row["quiet_days"]):
        return _("nothing recorded")
    text = _("{days} days, {first} to {last}")
    if row["quiet_open"]:
        text = _("{days} days, {first} to the end of the records ({last})")
    first, last = (day(row[end], wording) for end in ("quiet_from", "quiet_to"))
    return text.format(days=f"{row['quiet_days']:.1f}", first=first, last=last)
