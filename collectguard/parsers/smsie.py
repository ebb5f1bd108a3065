"""SMS Import / Export: messages as lines of JSON (2.x) or as one array (1.x); calls, contacts as arrays.

Each object holds the columns of Android's own table as text, those without a value left out. What the app
adds itself begins with two underscores since 2.0. The attachments of 2.x lie beside the messages in their
archive; those of 1.x stand in the file, as base64.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

from collectguard.errors import UnknownFormatError
from collectguard.parsers.android import Address, Part, Row, call_of, mms_of, part_of, sms_of, sound
from collectguard.parsers.containers import DAMAGED_ARCHIVE
from collectguard.parsers.jsonstream import objects
from collectguard.parsers.pieces import visible
from collectguard.parsers.source import Contact, SourceFacts
from collectguard.parsers.tables.decoding import decoded, texts
from collectguard.records import Record, Rejected

NAME = "smsie"
FORMAT = "SMS Import / Export"

_BEGINS = re.compile(r"\s*(?:\[\s*)?\{")
_DATE = re.compile(r'"date"\s*:\s*"?-?\d+"?\s*[,}]')
_OF_A_RECORD = re.compile(r'"(?:type|msg_box)"\s*:\s*"?-?\d+"?\s*[,}]')
"""Both are numbers in Android's tables; other programs write dates and words there."""
_CONTACTS = re.compile(r'"raw_contacts"\s*:')
_PHONE = "vnd.android.cursor.item/phone_v2"
_DATA = "data/"
_BLOCK = 3 << 18
"""Bytes; three of them are four characters of base64, so that blocks may stand one behind the other."""
_BLANKS = re.compile(r"\s+")


def claims(head: bytes) -> bool:
    """Whether it is JSON whose objects have the columns of messages, calls or contacts."""
    if head[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] not in (b"{", b"["):
        return False
    text = decoded(head)
    if _BEGINS.match(text) is None:
        return False
    is_record = _DATE.search(text) is not None and _OF_A_RECORD.search(text) is not None
    return is_record or _CONTACTS.search(text) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every message and call of the file in its order, or why one could not be read.

    Raises:
        UnknownFormatError: Nothing in it is a message, a call or a contact.
    """
    ordinal = without_data = strange = 0
    for found in objects(texts(blocks, facts), facts):
        if found.values is not None and "raw_contacts" in found.values:
            facts.contacts += _contacts(found.values, facts)
            continue
        ordinal += 1
        if found.values is None:
            yield Rejected(ordinal, found.line, found.reason, sound(found.excerpt, facts))
            continue
        item = _item(ordinal, found.line, found.values, facts)
        strange += isinstance(item, Rejected)
        without_data += isinstance(item, Record) and bool(item.part_count) and item.part_digest is None
        yield item
    if strange == ordinal and strange and not facts.contacts:
        raise UnknownFormatError(
            "this is JSON of another program: none of its {n:,} objects is a message, a call or a contact.",
            "Export from the phone with SMS Import / Export or SMS Backup & Restore, and give that file.",
            n=strange,
        )
    if without_data:
        facts.note(
            "attachments are not in this file, so copies of these messages elsewhere are not recognised: {n}",
            n=without_data,
        )


def _item(ordinal: int, line: int, values: Mapping[str, object], facts: SourceFacts) -> Record | Rejected:
    row = Row(values, facts)
    name = row.get("__display_name", "display_name", "display-name")
    if "msg_box" in values or "__parts" in values or "parts" in values:
        return _mms(ordinal, line, values, facts)
    if "number" in values or "duration" in values:
        return call_of(ordinal, line, row, name)
    if "address" in values or "body" in values:
        return sms_of(ordinal, line, row, name)
    excerpt = visible(sound(" ".join(f"{key}={value}" for key, value in values.items()), facts))
    return Rejected(ordinal, line, "unknown_element: neither message nor call", excerpt)


def _mms(ordinal: int, line: int, values: Mapping[str, object], facts: SourceFacts) -> Record:
    parts = [(part_of(Row(part, facts)), part) for part in _mappings(values, "__parts", "parts")]
    sender = _mappings(values, "__sender_address", "sender_address")
    recipients = _mappings(values, "__recipient_addresses", "recipient_addresses")
    return mms_of(
        ordinal,
        line,
        Row(values, facts),
        sender=_address(sender[0], facts) if sender else None,
        recipients=[_address(single, facts) for single in recipients],
        parts=[part for part, _ in parts],
        digest=_digest(parts, facts),
    )


def _mappings(values: Mapping[str, object], *names: str) -> list[Mapping[str, object]]:
    """The objects below the first of these names that is there."""
    below = next((values[name] for name in names if name in values), [])
    return [single for single in (below if isinstance(below, list) else [below]) if isinstance(single, dict)]


def _address(values: Mapping[str, object], facts: SourceFacts) -> Address:
    row = Row(values, facts)
    return Address(row.get("address") or "", row.get("__display_name", "display_name"))


def _digest(parts: list[tuple[Part, Mapping[str, object]]], facts: SourceFacts) -> str | None:
    """The digest of the attachments; ``None`` where one of them is neither in the file nor beside it."""
    digest = hashlib.sha256()
    attachments = [values for part, values in parts if part.is_attachment]
    for values in attachments:
        inside = values.get("binary_data")
        if isinstance(inside, str):
            digest.update(_BLANKS.sub("", inside).encode("utf-8", "replace"))
        elif not _take_beside(digest, values, facts):
            return None
    return digest.hexdigest() if attachments else None


def _take_beside(digest: "hashlib._Hash", values: Mapping[str, object], facts: SourceFacts) -> bool:
    """Hash, as base64, the file that the archive holds of a part; whether it has one that can be read."""
    name = (Row(values, facts).get("_data") or "").rpartition("/")[2]
    if not name or facts.beside is None:
        return False
    try:
        opened = facts.beside(f"{_DATA}{name}")
        if opened is None:
            return False
        with opened as file:
            while block := file.read(_BLOCK):
                digest.update(base64.b64encode(block))
    except (*DAMAGED_ARCHIVE, OSError):
        return False
    return True


def _contacts(values: Mapping[str, object], facts: SourceFacts) -> Iterator[Contact]:
    name = Row(values, facts).get("display_name")
    for raw in _mappings(values, "raw_contacts"):
        for data in _mappings(raw, "contacts_data"):
            row = Row(data, facts)
            number = row.get("data1")
            if row.get("mimetype") == _PHONE and name and number:
                yield Contact(number, name)
