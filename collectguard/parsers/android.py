"""Rows of Android's own tables of calls and messages as records, in whatever kind of file they stand."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from collectguard.parsers.mms import OWN_ADDRESS, RCS_DOMAIN
from collectguard.parsers.source import SourceFacts
from collectguard.records import Kind, Record

UTF_8 = "106"
"""The number of this character set in the registry of IANA."""
_UNSOUND = re.compile("[\0\ud800-\udfff]")
_NO_TEXT = frozenset({"application/smil"})


class Row:
    """The values of one row by name of column, as text that can be written anywhere."""

    def __init__(self, values: Mapping[str, object], facts: SourceFacts) -> None:
        self.values = values
        self.facts = facts

    def get(self, *names: str) -> str | None:
        """The first of these columns that holds anything; ``None`` where none does.

        A NUL and half a character become U+FFFD and are counted as mended.
        """
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str):  # nearly all of them, and nearly all are sound
                return value if _UNSOUND.search(value) is None else sound(value, self.facts)
            if value is not None and not isinstance(value, dict | list):
                return sound(str(value), self.facts)
        return None


def sound(text: str, facts: SourceFacts) -> str:
    """The text with U+FFFD for each NUL and each half of a character; they are counted."""
    if _UNSOUND.search(text) is None:
        return text
    for unsound in _UNSOUND.findall(text):
        facts.repaired["nul" if unsound == "\0" else "lone_surrogates"] += 1
    return _UNSOUND.sub("\ufffd", text)


def call_of(ordinal: int, line: int | None, row: Row, name: str | None = None) -> Record:
    """A row of ``CallLog.Calls``; ``name`` is what the program that wrote it knows of the other side."""
    return Record(
        ordinal=ordinal,
        line=line,
        kind=Kind.CALL,
        type_code=row.get("type"),
        party_raw=row.get("number"),
        date=row.get("date"),
        duration=row.get("duration"),
        body=None,
        subject=None,
        contact_name=name or row.get("name"),
        presentation=row.get("presentation", "numberpresentation"),
        sim=row.get("subscription_id"),
        part_count=None,
        part_digest=None,
    )


def sms_of(ordinal: int, line: int | None, row: Row, name: str | None = None) -> Record:
    """A row of ``Telephony.Sms``; ``name`` is what the program that wrote it knows of the other side."""
    return Record(
        ordinal=ordinal,
        line=line,
        kind=Kind.SMS,
        type_code=row.get("type"),
        party_raw=row.get("address"),
        date=row.get("date"),
        duration=None,
        body=row.get("body"),
        subject=row.get("subject"),
        contact_name=name,
        presentation=None,
        sim=row.get("sub_id", "sim_slot", "sim_id"),
        part_count=None,
        part_digest=None,
    )


class Part(NamedTuple):
    """A part of an MMS."""

    sequence: int
    content_type: str
    text: str | None

    @property
    def is_text(self) -> bool:
        """Whether it is text of the message."""
        return self.sequence != -1 and self.content_type == "text/plain" and self.text is not None

    @property
    def is_attachment(self) -> bool:
        """Whether it is neither layout nor text."""
        return self.sequence != -1 and self.content_type not in _NO_TEXT and not self.is_text


def part_of(row: Row) -> Part:
    """A row of ``Telephony.Mms.Part``."""
    sequence = row.get("seq") or "0"
    content_type = (row.get("ct") or "").partition(";")[0].strip().lower()
    return Part(
        int(sequence) if sequence.lstrip("-").isdecimal() and len(sequence) < 10 else 0,
        content_type,
        row.get("text"),
    )


class Address(NamedTuple):
    """One side of an MMS."""

    number: str
    name: str | None = None


def mms_of(
    ordinal: int,
    line: int | None,
    row: Row,
    *,
    sender: Address | None,
    recipients: Sequence[Address],
    parts: Sequence[Part],
    digest: str | None = None,
) -> Record:
    """A row of ``Telephony.Mms`` with what belongs to it.

    A received message comes from its sender; the others are for all recipients. ``digest`` is that of the
    attachments, where the file holds them.
    """
    received = row.get("msg_box") == "1"
    others = ([sender] if sender else []) if received else list(recipients)
    others = [other for other in others if other.number not in ("", OWN_ADDRESS)]
    addresses = [other.number for other in (*others, *recipients)]
    is_rcs = (row.get("tr_id") or "").startswith("proto:") or any(a.endswith(RCS_DOMAIN) for a in addresses)
    texts = [part.text or "" for part in sorted(parts, key=lambda part: part.sequence) if part.is_text]
    names = [other.name for other in others if other.name]
    return Record(
        ordinal=ordinal,
        line=line,
        kind=Kind.RCS if is_rcs else Kind.MMS,
        type_code=row.get("msg_box"),
        party_raw="~".join(other.number for other in others) or None,
        date=row.get("date"),
        duration=None,
        body="\n".join(texts) if texts else None,
        subject=_subject(row),
        contact_name=", ".join(names) if names and len(names) == len(others) else None,
        presentation=None,
        sim=row.get("sub_id", "sim_slot"),
        part_count=sum(part.is_attachment for part in parts),
        part_digest=digest,
    )


def _subject(row: Row) -> str | None:
    """The subject; Android keeps the bytes of its UTF-8 as if each were a character of Latin-1."""
    subject = row.get("sub")
    if subject is None or row.get("sub_cs") != UTF_8:
        return subject
    try:
        return subject.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return subject
