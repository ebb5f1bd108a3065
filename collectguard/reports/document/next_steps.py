"""What the owner of the phone can do next: guidance, which no file of the evidence holds.

Channels, time limits and what a law asks for come from `collectguard.guidance` alone. What stands here is
prudence that needs no law, and says the same in every country.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from collectguard.case import Case
from collectguard.guidance import Channel, Citation, Guidance, guidance
from collectguard.reports.document.assembly import Document
from collectguard.reports.document.blocks import Block, Bullets, Column, Heading, Paragraph, Table
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
                    "This sheet is for the owner of the phone. summary.pdf and report.pdf hold nothing of "
                    "it, and report.html leaves it out when it is printed."
                )
            ),
            *_safety(known, wording),
            *_channels(known, case, wording),
            *_deadlines(known, case, wording),
            *_care(known, wording),
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
    yield Paragraph(_together(_freshness(known, case, wording), wording), "note")
    for number, channel in enumerate(known.channels, start=1):
        yield from _channel(number, channel, wording)


def _freshness(known: Guidance, case: Case, wording: Wording) -> Iterator[str]:
    _ = wording._
    checked = known.checked_on
    yield _("Checked on {date}. Numbers and procedures change: ask before you rely on them.").format(
        date=wording.date(pd.Timestamp(checked))
    )
    if case.as_of is not None:
        today = case.as_of.astimezone(wording.settings.zone).date()
        months = 12 * (today.year - checked.year) + today.month - checked.month - (today.day < checked.day)
        if months >= MONTHS_FRESH:
            yield _("That is more than a year before the date of this report: check each entry again.")
    yield _("Behind each entry stands what it was checked against.")


def _channel(number: int, channel: Channel, wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield Heading(_("{number}. {name}").format(number=number, name=channel.name), 3)
    yield Paragraph(_("For: {text}").format(text=channel.for_what))
    if channel.takes:
        yield Bullets(channel.takes, ticks=True)
    if channel.does_not:
        sentence = _("Its limits: {text}")
        yield Paragraph(sentence.format(text=_together(channel.does_not, wording)))
    if channel.limits:
        yield Paragraph(_("Please note: {text}").format(text=_together(channel.limits, wording)))
    yield Paragraph(_mark(channel.verified, wording), "note")


# --- by when, and how to keep what there is -----------------------------------------------------------


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
                f"{_where(deadline.citation, wording)}\n{_mark(deadline.verified, wording)}",
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
            "{date}; every other date is in evidence.xlsx. From which act a time limit runs, and whether "
            "several acts count as one, a log cannot say: the sooner you go, the safer."
        )
        yield Paragraph(sentence.format(date=wording.date(last.tz_convert(wording.settings.tz))))


def _care(known: Guidance | None, wording: Wording) -> list[Block]:
    """General care of backups, and what the law of the region asks for, each said once."""
    cares = known.care if known is not None else ()
    said = {care.id for care in cares}
    items = [text for name, text in _general_care(wording) if name not in said]
    _ = wording._
    items += [
        _("{text} ({source})").format(text=care.text, source=_where(care.citation, wording, quoted=False))
        for care in cares
    ]
    return [Heading(_("Keep the evidence usable"), 2), Bullets(items)]


def _general_care(wording: Wording) -> Iterable[tuple[str, str]]:
    """Sentences by the id under which the data of a region may say the same with its source."""
    _ = wording._
    return (
        (
            "weekly",
            _(
                "Back up messages and calls again every week: many phones keep only about the last 500 "
                "calls. Backups may overlap; nothing is counted twice."
            ),
        ),
        (
            "original",
            _("Keep the phone with its messages and call log: delete nothing and do not reset it."),
        ),
        (
            "backups",
            _(
                "Keep every backup file unchanged, and a second copy in another place. If you want to mark "
                "or shorten something, do it in a copy."
            ),
        ),
        (
            "manifest",
            _(
                "Keep manifest.json with the report: it holds a digital fingerprint (SHA-256) of every "
                "backup and every file. “collectguard verify FOLDER” shows whether anything has changed."
            ),
        ),
        (
            "hash",
            _("Such a fingerprint shows that a file has not changed since, not that it was true."),
        ),
        (
            "privacy",
            _(
                "The files hold other people's numbers and words. Give them only to those who must see them, "
                "and put them on no website."
            ),
        ),
    )  # fmt: skip


# --- words --------------------------------------------------------------------------------------------


def _where(citation: Citation, wording: Wording, *, quoted: bool = True) -> str:
    """Where a statement stands, and its wording where that was verified."""
    place = f"{citation.instrument} {citation.article}"
    if not quoted or citation.quote is None:
        return place
    return wording._("{place}: “{quote}”").format(place=place, quote=citation.quote)


def _mark(verified: str, wording: Wording) -> str:
    _ = wording._
    return {
        "VT": _("Checked against: the full text of the law."),
        "VS": _("Checked against: published descriptions."),
        "VT/VS": _("Checked against: in part the full text of the law, in part published descriptions."),
    }[verified]


def _together(sentences: Iterable[str], wording: Wording) -> str:
    return ("" if wording.lang == "zh" else " ").join(sentences)
