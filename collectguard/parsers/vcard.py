"""vCard (RFC 6350, and 2.1 as phones write it): no records, but whom the owner knows."""

import binascii
import codecs
import quopri
from collections.abc import Iterator

from collectguard.parsers.android import sound
from collectguard.parsers.source import Contact, SourceFacts
from collectguard.parsers.tables.decoding import decoded, texts
from collectguard.records import Record, Rejected

NAME = "vcard"
FORMAT = "vCard"

_BEGIN = "begin:vcard"
_END = "end:vcard"
_LONGEST = 1 << 16
"""Characters of a line that are looked at: a photo's are not."""
_ESCAPED = (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\"))


def claims(head: bytes) -> bool:
    """Whether it begins as a card does."""
    return decoded(head[:1024]).lstrip().lower().startswith(_BEGIN)


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield nothing: what the cards say goes to ``facts.contacts``."""
    cards = without_end = 0
    card = _Card()
    for line in _properties(lines_of(texts(blocks, facts))):
        beginning = line.lower().strip()
        if beginning == _BEGIN:
            without_end += card.is_open
            card = _Card(is_open=True)
        elif beginning == _END:
            cards += card.is_open
            facts.contacts += card.contacts(facts)
            card = _Card()
        elif card.is_open:
            card.add(line)
    without_end += card.is_open
    facts.note("contacts: {n:,} cards, {numbers:,} numbers", n=cards, numbers=len(facts.contacts))
    if without_end:
        facts.note("cards that are cut off, passed over: {n}", n=without_end)
    return iter(())


class _Card:
    """One card while its lines are read."""

    def __init__(self, *, is_open: bool = False) -> None:
        self.is_open = is_open
        self.names: dict[str, str] = {}
        self.numbers: list[str] = []

    def add(self, line: str) -> None:
        name, value = property_of(line)
        if name == "tel":
            number = value.strip()
            self.numbers.append(number[4:] if number.lower().startswith("tel:") else number)
        elif name in {"fn", "n", "org", "nickname"}:
            self.names.setdefault(name, value)

    def contacts(self, facts: SourceFacts) -> Iterator[Contact]:
        family, given, *_ = [*_unescaped(self.names.get("n", "")).split(";"), "", ""]
        candidates = (
            _unescaped(self.names.get("fn", "")),
            f"{family}{given}" if not (family + given).isascii() else f"{given} {family}",
            _unescaped(self.names.get("nickname", "")),
            _unescaped(self.names.get("org", "")).replace(";", " "),
        )
        name = next((text.strip() for text in candidates if text.strip()), "")
        for number in self.numbers:
            if name and number:
                yield Contact(sound(number, facts), sound(name, facts))


def property_of(line: str) -> tuple[str, str]:
    """Name and value of a line."""
    head, _, value = line.partition(":")
    name, *parameters = head.lower().split(";")
    if any(parameter.endswith("quoted-printable") for parameter in parameters):
        value = _quoted_printable(value, parameters)
    return name.rpartition(".")[2].strip(), value  # item1.TEL


def _quoted_printable(value: str, parameters: list[str]) -> str:
    charset = next((p.partition("=")[2] for p in parameters if p.startswith("charset=")), "utf-8")
    try:
        codecs.lookup(charset)
        return quopri.decodestring(value.encode("utf-8")).decode(charset, "replace")
    except (LookupError, binascii.Error, UnicodeError):
        return value


def _unescaped(text: str) -> str:
    for escaped, plain in _ESCAPED:
        text = text.replace(escaped, plain)
    return text


def _properties(lines: Iterator[str]) -> Iterator[str]:
    """Lines that were broken put together: by a blank at the next one's beginning, or by ``=`` at the end."""
    whole: str | None = None
    for line in lines:
        if whole is not None and line[:1] in (" ", "\t"):
            whole = (whole + line[1:])[:_LONGEST]
        elif whole is not None and whole.endswith("=") and "quoted-printable" in whole[:200].lower():
            whole = (whole[:-1] + line)[:_LONGEST]
        else:
            if whole is not None:
                yield whole
            whole = line[:_LONGEST]
    if whole is not None:
        yield whole


def lines_of(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a text, without their ends; the last is cut where it never ends."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            yield line.removesuffix("\r")
        rest = rest[:_LONGEST]
    yield rest
