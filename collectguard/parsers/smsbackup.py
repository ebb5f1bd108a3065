"""SMS Backup & Restore (SyncTech): ``<smses>`` and ``<calls>``.

The format is documented by its maker ("Fields in XML backup files"); values stand there "as read
from the phone's database", so unknown attributes and codes pass through.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from operator import itemgetter

from collectguard.parsers.encoding import SNIFFED_BYTES, as_utf8, sniff
from collectguard.parsers.payloads import digest_payloads, is_attachment, is_text
from collectguard.parsers.pieces import visible
from collectguard.parsers.references import mend_references
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.strict import FlatRecord
from collectguard.parsers.xmlstream import RecordStream
from collectguard.records import Kind, Record, Rejected

NAME = "smsbackup"
FORMAT = "SMS Backup & Restore"

ABSENT = "null"
ADDRESS_OF_SENDER = "137"
OWN_ADDRESS = "insert-address-token"
RCS_DOMAIN = "@rcs.google.com"

_NAMING_DIGITS = 7
"""Two spellings of one sender that agree in so many last digits share the contact's name."""

_LONGEST_REASON = 120
_MOST_LAYOUTS = 1000

_ROOT = re.compile(r"<(?:smses|calls)[\s/>]")
_OTHER = re.compile(rb"\s*(?:[{\[]|SQLite format 3|Row: \d|BEGIN:V)")
"""Backups of other kinds, in which a message may speak of ``<smses>``."""
_FIRST_TAG = re.compile(rb"<\?xml|<!|<(?:smses|calls)[\s/>]")
_DIGEST = re.compile(r"[0-9a-f]{64}")
"""What stands in ``data`` in place of base64; a quote within that leaves some of it behind the digest."""
_SEQUENCE = re.compile(r"-?[0-9]{1,9}")
_NO_DIGIT = re.compile(r"[^0-9]+")
_CALL = ("number", "date", "type", "contact_name", "subscription_id", "duration", "presentation")
_SMS = ("address", "date", "type", "body", "subject", "contact_name", "sub_id", "sim_slot")


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
    text, first_line = _from_first_tag(as_utf8(blocks, facts), facts)
    repair = partial(mend_references, facts=facts)
    yield from RecordStream(_Collector(), facts, first_line).read(digest_payloads(text), repair)


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


Pick = Callable[[list[str | None]], tuple[str | None, ...]]


class _Collector:
    """Builds records out of elements."""

    def __init__(self) -> None:
        self.ordinal = 0
        self.items: list[Record | Rejected] = []
        self.layouts: dict[tuple[str | None, ...], Pick] = {}
        self.message: _Mms | None = None
        self.unknown: tuple[int, str, str] | None = None
        """Line, reason and excerpt of an element that is no record."""

    def add_flat(self, records: list[FlatRecord], line_offset: int) -> None:
        # Most of the time of reading is spent here: no calls, and tuples made without a constructor.
        make, layouts, ordinal, add = tuple.__new__, self.layouts, self.ordinal, self.items.append
        last_name, last_names = "", [""]
        pick: Pick = tuple
        for name, line, _, attributes in records:
            ordinal += 1
            names = attributes[::2]
            if names != last_names or name != last_name:
                last_name, last_names = name, names
                pick = layouts.get((name, *names)) or self._layout((name, *names))
            attributes.append(None)  # for an attribute that is not there
            if name == "sms":
                duration = presentation = None
                party, date, code, body, subject, contact, sim, slot = pick(attributes)
                subject = None if subject == ABSENT else subject
                sim = _present(slot) if sim is None or sim == ABSENT else sim
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

    def _layout(self, names: tuple[str | None, ...]) -> Pick:
        """Picks the wanted values out of a flat list of names and values that ends in ``None``."""
        if len(self.layouts) >= _MOST_LAYOUTS:
            self.layouts.clear()  # a phone writes a handful
        places = {name: 2 * place + 1 for place, name in enumerate(names[1:])}
        wanted = _SMS if names[0] == "sms" else _CALL
        pick = self.layouts[names] = itemgetter(*(places.get(name, -1) for name in wanted))
        return pick

    def start(self, name: str, attributes: list[str], line: int) -> None:
        if self.message is not None:
            if name == "part":
                self.message.parts.append(_mapping(attributes))
            elif name == "addr":
                self.message.addresses.append(_mapping(attributes))
        elif name == "mms":
            self.ordinal += 1
            self.message = _Mms(self.ordinal, line, _mapping(attributes))
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


def _mapping(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _present(value: str | None) -> str | None:
    return None if value == ABSENT else value


class _Mms:
    """One ``<mms>`` while its parts and addresses are read."""

    def __init__(self, ordinal: int, line: int, values: dict[str, str]) -> None:
        self.ordinal = ordinal
        self.line = line
        self.values = values
        self.parts: list[dict[str, str]] = []
        self.addresses: list[dict[str, str]] = []

    def record(self) -> Record:
        attachments = [part for part in self.parts if is_attachment(part)]
        texts = sorted((part for part in self.parts if is_text(part) and "text" in part), key=_sequence)
        digests = [found[0] for part in attachments if (found := _DIGEST.match(part.get("data", "")))]
        party, name = self._party()
        return Record(
            ordinal=self.ordinal,
            line=self.line,
            kind=Kind.RCS if self._is_rcs() else Kind.MMS,
            type_code=_present(self.values.get("msg_box")),
            party_raw=party,
            date=self.values.get("date"),
            duration=None,
            body="\n".join(part["text"] for part in texts) if texts else None,
            subject=_present(self.values.get("sub")),
            contact_name=name,
            presentation=None,
            sim=_present(self.values.get("sub_id")) or _present(self.values.get("sim_slot")),
            part_count=len(attachments),
            part_digest=digests[-1] if digests else None,
        )

    def _is_rcs(self) -> bool:
        addresses = [
            self.values.get("address", ""),
            *(address.get("address", "") for address in self.addresses),
        ]
        return self.values.get("tr_id", "").startswith("proto:") or any(
            single.endswith(RCS_DOMAIN) for address in addresses for single in address.split("~")
        )

    def _party(self) -> tuple[str | None, str | None]:
        """The other side, and its name where the file's list of names can be told apart.

        A received message comes from the address of type 137; the phone's own is written as a token.
        """
        joined = _present(self.values.get("address"))
        name = _present(self.values.get("contact_name"))
        if self.values.get("msg_box") != "1":
            return joined, name
        senders = [
            address["address"]
            for address in self.addresses
            if address.get("type") == ADDRESS_OF_SENDER
            and address.get("address") not in (None, "", ABSENT, OWN_ADDRESS)
        ]
        if not senders or senders[0] == joined:
            return joined, name
        members = (joined or "").split("~")
        names = (name or "").split(", ")
        if len(members) == 1 and _last_digits(members[0]) == _last_digits(senders[0]) != "":
            return senders[0], name
        if senders[0] in members and len(names) == len(members):
            return senders[0], names[members.index(senders[0])]
        return senders[0], None


def _last_digits(number: str) -> str:
    digits = _NO_DIGIT.sub("", number)
    return digits[-_NAMING_DIGITS:] if len(digits) >= _NAMING_DIGITS else ""


def _sequence(part: dict[str, str]) -> int:
    sequence = part.get("seq", "0")
    return int(sequence) if _SEQUENCE.fullmatch(sequence) else 0
