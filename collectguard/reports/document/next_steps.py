"""What the owner of the phone can do next: guidance, which no file of the evidence holds.

Channels, time limits and what a law asks for come from `collectguard.guidance` alone. What stands here is
prudence that needs no law, and says the same in every country.
"""

from collections.abc import Iterator

import pandas as pd

from collectguard.case import Case
from collectguard.guidance import Channel, Guidance, guidance
from collectguard.reports.document.assembly import Document
from collectguard.reports.document.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from collectguard.reports.document.care import care
from collectguard.reports.document.sources import checked_against, quoted
from collectguard.reports.document.which_file import which_file
from collectguard.wording import Wording

MONTHS_FRESH = 12
"""Age of the guidance, seen from the date of the report, from which a reader is warned."""


def next_steps(case: Case) -> Document:
    """The sheet of guidance for one case, without the id of the report: it is no part of it.

    For a region of which nothing is known it holds safety, care of the backups and which file is for whom.
    """
    wording = Wording(case.log.settings)
    _ = wording._
    known = guidance(wording.settings.region, wording.lang)
    return Document(
        lang=wording.lang,
        title=_("For you, not for the file"),
        subtitles=[_("No part of the evidence. Keep this sheet; do not hand it in.")],
        id="",
        page=_("Page {page} of {pages}"),
        blocks=[
            Heading(_("What you can do next"), 1),
            Paragraph(
                _(
                    "This sheet is for the owner of the phone. summary.pdf, report.pdf and a printed "
                    "report.html leave it out."
                )
            ),
            *_safety(known, wording),
            *_channels(known, case, wording),
            *_deadlines(known, case, wording),
            *care(known, wording),
            *which_file(wording),
            Paragraph(
                _(
                    "This is general information, not legal advice. A lawyer or a legal aid office can look "
                    "at your own case."
                ),
                "note",
            ),
        ],
        as_of=case.as_of,
    )


def _safety(known: Guidance | None, wording: Wording) -> list[Block]:
    _ = wording._
    if known is not None and known.emergency_numbers:
        danger = _("If somebody threatens you or stands at your door, call {number} now. Papers can wait.")
        despair = _(
            "If it gets too much, or you think of hurting yourself: tell somebody you trust today, or call "
            "{number}."
        )
        danger, despair = (text.format(number=known.emergency_numbers[0]) for text in (danger, despair))
    else:
        danger = _(
            "If somebody threatens you or stands at your door, call the emergency number of the place where "
            "you are. Papers can wait."
        )
        despair = _(
            "If it gets too much, or you think of hurting yourself: tell somebody you trust today, or call "
            "that number."
        )
    prudence = _(
        "Do not pay, read out a code or install an app because a caller says so. Hang up and ask the "
        "institution itself, by the number in your contract."
    )
    return [
        Heading(_("First of all: your safety"), 2),
        Paragraph(danger, "lead"),
        Bullets([despair, prudence]),
    ]


# --- where to complain --------------------------------------------------------------------------------


def _channels(known: Guidance | None, case: Case, wording: Wording) -> Iterator[Block]:
    _ = wording._
    if known is None:
        yield Heading(_("Where to complain"), 2)
        sentence = _(
            "For this region ({region}) no place to complain has been checked, so none is named here. Ask "
            "the police, a legal aid office or a consumer association where you live."
        )
        yield Paragraph(sentence.format(region=wording.settings.region))
        return
    yield Heading(_("Where to complain, the most useful first"), 2)
    yield Paragraph(
        _(
            "You need not go to all of them: begin with the first that fits. Take summary.pdf along, tick "
            "off what you have, and keep every number and receipt that you are given."
        )
    )
    yield Paragraph(wording.together(_freshness(known, case, wording)), "note")
    for number, channel in enumerate(known.channels, start=1):
        yield from _channel(number, channel, wording)


def _freshness(known: Guidance, case: Case, wording: Wording) -> Iterator[str]:
    _ = wording._
    checked = known.checked_on
    sentence = _("Checked on {date}; each entry says against what. Numbers and procedures change: ask first.")
    yield sentence.format(date=wording.date(pd.Timestamp(checked)))
    if case.as_of is not None:
        today = case.as_of.astimezone(wording.settings.zone).date()
        months = 12 * (today.year - checked.year) + today.month - checked.month - (today.day < checked.day)
        if months >= MONTHS_FRESH:
            yield _("That is a year or more before the date of this report: check each entry again.")


def _channel(number: int, channel: Channel, wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield Heading(_("{number}. {name}").format(number=number, name=channel.name), 3)
    yield Paragraph(_("For: {text}").format(text=channel.for_what))
    if channel.takes:
        yield Bullets(channel.takes, ticks=True)
    if channel.does_not:
        sentence = _("Its limits: {text}")
        yield Paragraph(sentence.format(text=wording.together(channel.does_not)))
    if channel.limits:
        yield Paragraph(_("Please note: {text}").format(text=wording.together(channel.limits)))
    yield Paragraph(checked_against([channel.verified], wording), "note")


# --- by when -----------------------------------------------------------


def _deadlines(known: Guidance | None, case: Case, wording: Wording) -> Iterator[Block]:
    _ = wording._
    if known is None or not known.deadlines:
        return
    yield Heading(_("Time limits"), 2)
    yield Table(
        caption=_("Time limits"),
        columns=[
            Column(_("By when"), 2.2),
            Column(_("What it means"), 4),
            Column(_("Where it stands"), 4.5),
        ],
        rows=[
            (
                deadline.name,
                deadline.text,
                f"{quoted(deadline.citation, wording)}\n{checked_against([deadline.verified], wording)}",
            )
            for deadline in known.deadlines
        ],
        first_is_head=True,
        titled=True,
        long_rows=True,
    )
    last = case.reported["last"]
    if pd.notna(last):
        # No date is worked out from it: which act counts, and from when, is a question of law.
        sentence = _(
            "The last contact from the numbers that the report is about stands in these backups under "
            "{date}; the other dates are in evidence.xlsx. From which act a time limit runs, and whether "
            "several acts count as one, a log cannot say: the sooner you go, the safer."
        )
        yield Paragraph(sentence.format(date=wording.date(last.tz_convert(wording.settings.tz))))
