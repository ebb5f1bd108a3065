"""How to keep evidence usable: prudence that needs no law, and what the law of a region asks for."""

from collections.abc import Iterable, Iterator

from collectguard.guidance import Guidance
from collectguard.reports.document.blocks import Block, Bullets, Heading, Paragraph
from collectguard.reports.document.sources import checked_against, place
from collectguard.wording import Wording


def care(known: Guidance | None, wording: Wording) -> Iterator[Block]:
    """General care, and what is known of the region with its source; nothing is said twice."""
    _ = wording._
    lawful = known.care if known is not None else ()
    said = {entry.id for entry in lawful}
    items = [text for name, text in _general_care(wording) if name not in said]
    items += [
        _("{text} ({source})").format(text=entry.text, source=place(entry.citation, wording))
        for entry in lawful
    ]
    yield Heading(_("Keep the evidence usable"), 2)
    yield Bullets(items)
    if lawful:
        yield Paragraph(checked_against((entry.verified for entry in lawful), wording), "note")


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
                "Keep every backup unchanged, with a second copy elsewhere. Mark or shorten only in a copy."
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
