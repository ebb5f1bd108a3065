"""SMS Backup & Restore (SyncTech): ``<smses>`` and ``<calls>``.

The format is documented by its maker ("Fields in XML backup files"); values stand there "as read
from the phone's database", so unknown attributes and codes pass through.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from collectguard.parsers.encoding import SNIFFED_BYTES, as_utf8, sniff
from collectguard.parsers.mms import ABSENT, Mms, mapping, present
from collectguard.parsers.payloads import digest_payloads
from collectguard.parsers.pieces import visible
from collectguard.parsers.references import mend_references
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.spool import Decoded, Spool
from collectguard.parsers.strict import FlatRecord
from collectguard.parsers.xmlstream import RecordStream
from collectguard.records import Record, Rejected

NAME = "smsbackup"
FORMAT = "SMS Backup & Restore"

_LONGEST_REASON = 120
_MOST_LAYOUTS = 1000

_ROOT = re.compile(r"<(?:smses|calls)[\s/>]")
_OTHER = re.compile(rb"\s*(?:[{\[]|SQLite format 3|Row: \d|BEGIN:V)")
"""Backups of other kinds, in which a message may speak of ``<smses>``."""
_FIRST_TAG = re.compile(rb"<\?xml|<!|<(?:smses|calls)[\s/>]")
_MARK = re.compile(r"[0-9a-f]{64}#[0-9]+")
_NAMES = ("name", "fn", "cl")
_NO_NAME = ("", ABSENT)
_CALL = ("number", "date", "type", "contact_name", "subscription_id", "duration", "presentation")
_SMS = ("address", "date", "type", "body", "subject", "contact_name", "sub_id", "sim_slot", "date_sent")
_NOT_SENT = frozenset({"0", "-1", ABSENT, ""})
_HOURS = 6
"""Of epoch milliseconds so many digits are equal within the same 2.8 hours."""


def claims(head: bytes) -> bool:
    """Whether the root element is ``smses`` or ``calls``, whatever stands before it."""
    encoding, bom = sniff(head)
    if _OTHER.match(head, bom):
        return False
    return _ROOT.search(head[bom:].decode(encoding, "replace")) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every record of the file in its order, or why one could not be read.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    yield from _read(_Collector(facts), blocks, facts)


class Attachment(NamedTuple):
    """A part of an MMS that is neither layout nor text of the message."""

    content_type: str
    """As the file claims."""
    name: str
    """As the file claims; empty where it does not say."""
    decoded: Decoded | None
    """``None`` where the file does not hold it: it was not downloaded, or the backup left it out."""


def attachments(blocks: Iterator[bytes], spool: Spool) -> Iterator[tuple[int, tuple[Attachment, ...]]]:
    """Yield the ordinal of each MMS that has attachments, as `parse` counts them, with what was decoded.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    facts = SourceFacts()
    collector = _AttachmentCollector(facts)
    for item in _read(collector, blocks, facts, spool):
        record, parts = collector.ended.pop(item.ordinal, (None, ()))
        if record is item and parts:  # else what was read there was damaged, and read again
            yield item.ordinal, tuple(_attachment(part, spool) for part in parts)


def _read(
    collector: "_Collector", blocks: Iterator[bytes], facts: SourceFacts, spool: Spool | None = None
) -> Iterator[Record | Rejected]:
    text, first_line = _from_first_tag(as_utf8(blocks, facts), facts)
    repair = partial(mend_references, facts=facts)
    yield from RecordStream(collector, facts, first_line).read(digest_payloads(text, spool), repair)


def _attachment(part: dict[str, str], spool: Spool) -> Attachment:
    data = part.get("data", "")
    mark = _MARK.match(data)
    decoded = spool.take(mark[0]) if mark else None
    if decoded and mark and data[mark.end() :].strip():
        decoded = decoded._replace(whole=False)  # a stray quote has cut the value in two
    if decoded is None and data.strip() not in _NO_NAME:  # in a tag so long that it was passed on as it is
        spool.write("".join(data.split()).encode())
        decoded = spool.take(spool.keep(""))
    names = (part.get(attribute, "") for attribute in _NAMES)
    return Attachment(part.get("ct", ""), next((name for name in names if name not in _NO_NAME), ""), decoded)


def _from_first_tag(blocks: Iterator[bytes], facts: SourceFacts) -> tuple[Iterator[bytes], int]:
    """The text from its first tag on, since XML allows nothing before it, and the line of that tag."""
    head = b""
    while (start := _FIRST_TAG.search(head)) is None and len(head) < SNIFFED_BYTES:
        block = next(blocks, None)
        if block is None:
            break
        head += block
    before = head[: start.start() if start else 0]
    if before.strip():
        facts.note("{n} bytes before the first tag were passed over", n=len(before))
    return chain([head[len(before) :]], blocks), 1 + before.count(b"\n")


Pick = Callable[[list[str | None]], tuple[Any, ...]]


class _Collector:
    """Builds records out of elements."""

    def __init__(self, facts: SourceFacts) -> None:
        self.clocks = facts.clocks
        self.ordinal = 0
        self.items: list[Record | Rejected] = []
        self.layouts: dict[tuple[str | None, ...], Pick] = {}
        self.message: Mms | None = None
        self.unknown: tuple[int, str, str] | None = None
        """Line, reason and excerpt of an element that is no record."""

    def add_flat(self, records: list[FlatRecord], line_offset: int) -> None:
        # Most of the time of reading is spent here: no calls, and tuples made without a constructor.
        make, layouts, ordinal, add = tuple.__new__, self.layouts, self.ordinal, self.items.append
        last_name, last_names = "", [""]
        pick: Pick = tuple
        apart: list[tuple[str, str]] = []
        for name, line, _, attributes in records:
            ordinal += 1
            names = attributes[::2]
            if names != last_names or name != last_name:
                last_name, last_names = name, names
                pick = layouts.get((name, *names)) or self._layout((name, *names))
            attributes.append(None)  # for an attribute that is not there
            if name == "sms":
                duration = presentation = None
                party, date, code, body, subject, contact, sim, slot, sent = pick(attributes)
                if sent != date and (sent > date or sent[:_HOURS] != date[:_HOURS]) and sent not in _NOT_SENT:
                    apart.append((date, sent))
                subject = None if subject == ABSENT else subject
                sim = present(slot) if sim is None or sim == ABSENT else sim
            else:
                body = subject = None
                party, date, code, contact, sim, duration, presentation = pick(attributes)
                presentation = None if presentation == ABSENT else presentation
                duration = None if duration == ABSENT else duration
                sim = None if sim == ABSENT else sim
            code = None if code == ABSENT else code
            party = None if party == ABSENT else party
            contact = None if contact == ABSENT else contact
            add(
                make(
                    Record,
                    (
                        ordinal, line + line_offset, name, code, party, date, duration, body,
                        subject, contact, presentation, sim, None, None, None,
                    ),
                )
            )  # fmt: skip
        self.ordinal = ordinal
        self.clocks.add(apart)

    def _layout(self, names: tuple[str | None, ...]) -> Pick:
        """Picks the wanted values out of a flat list of names and values that ends in ``None``."""
        if len(self.layouts) >= _MOST_LAYOUTS:
            self.layouts.clear()  # a phone writes a handful
        places = {name: 2 * place + 1 for place, name in enumerate(names[1:])}
        wanted = _SMS if names[0] == "sms" else _CALL
        if not {"date", "date_sent"} <= places.keys():
            places["date_sent"] = places.get("date", -1)  # as if received when it was sent
        pick = self.layouts[names] = itemgetter(*(places.get(name, -1) for name in wanted))
        return pick

    def start(self, name: str, attributes: list[str], line: int) -> None:
        if self.message is not None:
            if name == "part":
                self.message.parts.append(mapping(attributes))
            elif name == "addr":
                self.message.addresses.append(mapping(attributes))
        elif name == "mms":
            self.ordinal += 1
            self.message = Mms(self.ordinal, line, mapping(attributes))
        elif self.unknown is None:
            self.unknown = (
                line,
                f"unknown_element: <{name}>"[:_LONGEST_REASON],
                visible(" ".join(attributes)),
            )

    def end(self) -> None:
        if self.message is not None:
            self.items.append(self.message.record())
            self.message = None
        elif self.unknown is not None:
            self.reject(*self.unknown)
            self.unknown = None

    def reject(self, line: int, reason: str, excerpt: str) -> None:
        self.ordinal += 1
        self.items.append(Rejected(self.ordinal, line, reason, excerpt))

    def abandon(self) -> None:
        if self.message is not None:
            self.ordinal = self.message.ordinal - 1
        self.message = self.unknown = None


class _AttachmentCollector(_Collector):
    """Keeps the attachments of messages beside their records."""

    def __init__(self, facts: SourceFacts) -> None:
        super().__init__(facts)
        self.ended: dict[int, tuple[Record | Rejected, list[dict[str, str]]]] = {}
        """By ordinal; what is read again after damage takes the place of what was read first."""

    def end(self) -> None:
        message = self.message
        super().end()
        if message is not None:
            self.ended[message.ordinal] = self.items[-1], message.attachments()
