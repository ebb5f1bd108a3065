"""Messages of older phones sold in China: ``<SMSRecord>`` with one ``<SMS>`` a message, a value an element.

Times are those of the phone's wall clock, to the second. Each message is read by itself, so that damage costs
no other.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from lxml import etree

from collectguard.parsers.android import Row, sms_of
from collectguard.parsers.encoding import as_utf8
from collectguard.parsers.flat import root_of
from collectguard.parsers.pieces import count_lines, excerpt_of
from collectguard.parsers.references import mend_references
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.strict import refuse_doctype
from collectguard.records import Record, Rejected, Understood

NAME = "smsrecord"
FORMAT = "SMSRecord"

_ROOT = "SMSRecord"
_BEGIN = re.compile(rb"<SMS(?=[\s>])")
_END = b"</SMS>"
_CLOSED = b"</SMSRecord>"
_DOCTYPE = b"<!DOCTYPE"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_VERBATIM = b"<![CDATA["
_LONGEST = 1 << 24
_TIME = "%Y-%m-%d %H:%M:%S"
_COLUMNS = {
    "Type": "type", "Address": "address", "Date": "date", "Subject": "subject", "Body": "body",
    "Name": "name",
}  # fmt: skip


def claims(head: bytes) -> bool:
    """Whether the root element is ``SMSRecord``."""
    return root_of(head) == _ROOT


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every message of the file in its order, or why one could not be read.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    for ordinal, (line, piece) in enumerate(_pieces(as_utf8(blocks, facts), facts), start=1):
        yield _item(ordinal, line, piece, facts)


def _pieces(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[tuple[int, bytes]]:
    """Each message from its first tag on, and the line of that; the last may be cut off."""
    text, line = b"", 1
    for block in blocks:
        text += block
        if _DOCTYPE in text:
            refuse_doctype()
        place = 0
        while (found := text.find(_END, place)) >= 0 or len(text) - place > _LONGEST:
            end = found + len(_END) if found >= 0 else len(text)
            yield from _from_tag(text[place:end], line)
            line += count_lines(text[place:end])
            place = end
        text = text[place:]
    if _CLOSED not in text:
        facts.note("truncated: the file ends before its closing tag")
    yield from _from_tag(text, line)


def _from_tag(text: bytes, line: int) -> Iterator[tuple[int, bytes]]:
    """The messages that begin in a text which ends where one ends: more than one where an end is missing."""
    begins = [found.start() for found in _BEGIN.finditer(text)]
    for begin, end in pairwise([*begins, len(text)]):
        yield line + count_lines(text[:begin]), text[begin:end]


def _item(ordinal: int, line: int, piece: bytes, facts: SourceFacts) -> Record | Rejected:
    if not piece.rstrip().endswith(_END):
        return Rejected(ordinal, line, "truncated: a message without its end", excerpt_of(piece))
    piece, controls = _CONTROL.subn("\ufffd".encode(), piece)
    if controls:
        facts.repaired["control"] += controls
    piece, ampersands = (piece, 0) if _VERBATIM in piece else _BARE.subn(b"&amp;", piece)
    if ampersands:
        facts.repaired["ampersand"] += ampersands
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        message = etree.fromstring(mend_references(piece, facts), parser)
    except etree.XMLSyntaxError as error:
        return Rejected(ordinal, line, f"malformed: {error.msg}"[:120], excerpt_of(piece))
    values = {_COLUMNS[child.tag]: child.text for child in message if child.tag in _COLUMNS}
    row = Row(values, facts)
    at = _moment(row.get("date"))
    understood = None
    if not (row.get("date") or "").isdecimal():
        understood = Understood(at, "ok" if at else "missing", None, None, None)
    return sms_of(ordinal, line, row, row.get("name"))._replace(understood=understood)


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime((text or "").strip(), _TIME)  # noqa: DTZ007 - the owner's wall clock
    except ValueError:
        return None
