"""Google Voice in Google Takeout: a page a call, a page a conversation; times with their zone.

The owner stands in a conversation as an ``<abbr>``, the others as ``<span>``. The name of a page begins with
the number, or the name, of the other side.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree, html

from collectguard.errors import InputError
from collectguard.parsers.android import sound
from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.decoding import texts
from collectguard.parsers.tables.durations import seconds_of
from collectguard.records import Kind, Record, Rejected, Understood

NAME = "googlevoice"
FORMAT = "Google Voice (Takeout)"

_BEGINS = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!DOCTYPE\s+html|html)[\s>]", re.IGNORECASE)
_MARK = re.compile(rb"class=\"(?:hChatLog|haudio)[\s\"]")
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONGEST = 1 << 26
_MEANINGS = {
    "missed": ("in", "missed"),
    "received": ("in", "answered"),
    "voicemail": ("in", "voicemail"),
    "placed": ("out", "answered"),
}
_ATTACHED = (".//img", ".//audio", ".//video", ".//a[@class='vcard']")


def claims(head: bytes) -> bool:
    """Whether it is a page with a call or a conversation as Google Voice writes them."""
    return _BEGINS.match(head) is not None and _MARK.search(head) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield the call, or every message of the conversation in its order, or why one could not be read.

    Raises:
        InputError: The page is larger than any conversation, or nothing of it can be read.
    """
    page = _page(blocks, facts)
    found = [*page.iterfind(".//div[@class='haudio']")]
    if found:
        yield _call(found[0], facts)
        return
    thread = _Thread(page, facts)
    for ordinal, message in enumerate(page.iterfind(".//div[@class='message']"), start=1):
        yield thread.item(ordinal, message)


def _page(blocks: Iterator[bytes], facts: SourceFacts) -> html.HtmlElement:
    pieces: list[str] = []
    length = 0
    for piece in texts(blocks, facts):
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST:
            raise InputError(
                "this page is larger than any conversation.", "Give the pages as Google Takeout wrote them."
            )
    text = _PROLOGUE.sub("", "".join(pieces))
    if "</html>" not in text[-1000:]:
        facts.note("truncated: the file ends before its closing tag")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(
            "this is no page that can be read ({reason}).",
            "Export it from Google Takeout again.",
            reason=str(error),
        ) from None


def _call(page: html.HtmlElement, facts: SourceFacts) -> Record:
    number, name = _side(page.find(".//a[@class='tel']"), facts)
    labels = [link.get("href", "").rpartition("#")[2] for link in page.iterfind(".//a[@rel='tag']")]
    label = next((label for label in labels if label in _MEANINGS), None)
    direction, outcome = _MEANINGS.get(label or "", ("unknown", "unknown"))
    duration = _title(page, "duration")
    seconds = seconds_of(duration) if duration else None
    if label == "placed" and not seconds:
        outcome = "unanswered"
    transcript = page.find(".//span[@class='full-text']")
    body = None if transcript is None else sound(_text(transcript), facts)
    return _record(
        1, page, Kind.CALL, code=label, side=(number, name), date=_title(page, "published"), body=body,
        meaning=(direction, outcome), duration=duration, seconds=seconds,
    )  # fmt: skip


class _Thread:
    """A conversation, of which the owner's messages do not say to whom they went."""

    def __init__(self, page: html.HtmlElement, facts: SourceFacts) -> None:
        self.facts = facts
        links = [
            *page.iterfind(".//div[@class='participants']//a[@class='tel']"),
            *(link for link in page.iterfind(".//cite//a[@class='tel']") if link.find("abbr") is None),
        ]
        others = dict.fromkeys(number for link in links if (number := _side(link, facts)[0]))
        named = facts.name.rpartition("/")[2].partition(" - ")[0]
        self.others = "~".join(others) or named.strip() or None

    def item(self, ordinal: int, message: html.HtmlElement) -> Record | Rejected:
        sender, text = message.find(".//cite//a[@class='tel']"), message.find(".//q")
        if sender is None or text is None:
            return Rejected(
                ordinal, message.sourceline, "malformed: no sender or no text", visible(_text(message))
            )
        sent = sender.find("abbr") is not None
        attached = sum(len(message.findall(path)) for path in _ATTACHED)
        return _record(
            ordinal,
            message,
            Kind.MMS if attached else Kind.SMS,
            code=None,
            side=(self.others, None) if sent else _side(sender, self.facts),
            date=_title(message, "dt"),
            body=sound(_text(text), self.facts),
            meaning=("out", "sent") if sent else ("in", "received"),
            attached=attached or None,
        )


def _record(
    ordinal: int, place: html.HtmlElement, kind: Kind, *, code: str | None,
    side: tuple[str | None, str | None], date: str | None, body: str | None, meaning: tuple[str, str],
    duration: str | None = None, seconds: int | None = None, attached: int | None = None,
) -> Record:  # fmt: skip
    at = _instant(date)
    return Record(
        ordinal=ordinal,
        line=place.sourceline,
        kind=kind,
        type_code=code,
        party_raw=side[0],
        date=date,
        duration=duration,
        body=body,
        subject=None,
        contact_name=side[1],
        presentation=None,
        sim=None,
        part_count=attached,
        part_digest=None,
        understood=Understood(at, "ok" if at else "missing", *meaning, seconds),
    )


def _side(link: html.HtmlElement | None, facts: SourceFacts) -> tuple[str | None, str | None]:
    """Number and name of one side."""
    if link is None:
        return None, None
    number = sound(link.get("href", "").removeprefix("tel:"), facts)
    name = sound(_text(link), facts)
    return number or None, name if name and name != number else None


def _title(page: html.HtmlElement, name: str) -> str | None:
    found = page.find(f".//abbr[@class='{name}']")
    return None if found is None else found.get("title")


def _text(element: html.HtmlElement) -> str:
    """Its text; a line break in it is one."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces += ["\n" if node.tag == "br" else "", node.text or ""]
        elif node is not element:
            pieces.append(node.tail or "")
    return "".join(pieces).strip()


def _instant(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo else None
