"""vMessage (IrMC 1.1): ``.vmsg`` and ``.vmg`` of older phones of OPPO, Lenovo, ZTE and Nokia.

``Date`` is the phone's wall clock, without zone. What a text looks like differs: most phones write it as
``Subject`` or ``Text`` in quoted-printable, Nokia's as bare lines behind the date.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from collectguard.parsers.android import sound
from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.decoding import decoded, texts
from collectguard.parsers.tables.moments import moment_of
from collectguard.parsers.vcard import lines_of, property_of
from collectguard.records import Kind, Record, Rejected, Understood

NAME = "vmsg"
FORMAT = "vMessage"

_BEGIN, _END = "begin:vmsg", "end:vmsg"
_BOXES: Final = {
    "inbox": ("in", "received"),
    "sendbox": ("out", "sent"),
    "sentbox": ("out", "sent"),
    "sent": ("out", "sent"),
    "outbox": ("out", "outbox"),
    "draft": ("out", "draft"),
    "draftbox": ("out", "draft"),
    "drafts": ("out", "draft"),
}
_UNKNOWN = ("unknown", "unknown")
_NAMES_OF_TEXT = frozenset({"subject", "text", "x-body-contents"})
_HEADS = frozenset({"date", "from", "to", "x-body-subject", *_NAMES_OF_TEXT})
_HEAD = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:;[^:]*)?:")
_DOTTED = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\.(\d{1,2})\.(\d{1,2})\.(\d{1,2})")
_COMPACT = re.compile(r"\d{8}T\d{6}Z?")
_LONGEST = 1 << 20


def claims(head: bytes) -> bool:
    """Whether it begins as a message does."""
    return decoded(head[:1024]).lstrip("\ufeff \t\r\n").lower().startswith(_BEGIN)


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every message of the file in its order, or why one could not be read."""
    ordinal = with_parts = 0
    message: _Message | None = None
    for number, line in enumerate(lines_of(texts(blocks, facts)), start=1):
        beginning = line[:20].strip().lower()
        if beginning in {_BEGIN, _END} and message is not None:
            ordinal += 1
            with_parts += message.parts > 0
            yield message.record(ordinal, facts) if beginning == _END else message.cut_off(ordinal)
            message = None
        if beginning == _BEGIN:
            message = _Message(number)
        elif message is not None:
            message.add(line)
    if message is not None:
        yield message.cut_off(ordinal + 1)
    if with_parts:
        facts.note("MMS whose parts were not read: {n}", n=with_parts)


class _Message:
    """One message while its lines are read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[str] = []
        self.size = 0
        self.block: list[str] = []
        """Names of the blocks that are open, ``vcard`` or ``vbody``."""
        self.values: dict[str, str] = {}
        self.cards: list[dict[str, str]] = []
        self.text: list[str] = []
        self.in_text = False
        """Whether bare text began: then nothing is a property any more."""
        self.soft = ""
        """A line in quoted-printable that goes on."""
        self.parts = 0

    def add(self, line: str) -> None:
        if self.size < _LONGEST:
            self.lines.append(line)
            self.size += len(line)
        head, _, name = line.strip().lower().partition(":")
        if self.soft:
            line, self.soft = self.soft + line.lstrip(), ""
        elif head == "begin" and name.startswith("v"):
            self.block.append(name)
            self.cards += [{}] if name == "vcard" else []
            self.parts += name == "vpart"
            return
        elif head == "end" and self.block and name == self.block[-1]:
            self.block.pop()
            self.in_text = False
            return
        if line.rstrip().endswith("=") and "quoted-printable" in line[:200].lower() and not self.in_text:
            self.soft = line.rstrip()[:-1][:_LONGEST]
            return
        self._take(line)

    def _take(self, line: str) -> None:
        block = self.block[-1] if self.block else ""
        if block == "vpart":
            return
        if block == "vbody" and (self.in_text or not self._is_property(line)):
            self.in_text = self.in_text or bool(line.strip())
            if self.in_text:
                self.text.append(line)
            return
        name, value = property_of(line)
        if name in _NAMES_OF_TEXT and "base64" in line.partition(":")[0].lower():
            value = _base64(value)
        values = self.cards[-1] if block == "vcard" else self.values
        if value.strip() or name in _NAMES_OF_TEXT:
            values.setdefault(name, value)

    @staticmethod
    def _is_property(line: str) -> bool:
        if _HEAD.match(line) is None:
            return False
        name = re.split("[;:]", line, maxsplit=1)[0].lower()
        return name in _HEADS or name.startswith("x-")

    def record(self, ordinal: int, facts: SourceFacts) -> Record:
        """What of it enters the log."""
        box = self.values.get("x-box") or self.values.get("x-irmc-box") or ""
        direction, outcome = _BOXES.get(box.strip().lower(), _UNKNOWN)
        cards = [card for card in self.cards if card.get("tel", "").strip()]
        cards = cards[:1] if direction == "in" else cards
        names = [(card.get("fn") or card.get("n", "").replace(";", " ")).strip() for card in cards]
        written = self.values.get("date") or self.values.get("x-nok-dt") or self.values.get("x-ss-dt")
        at, to_the_second = _moment(written or "")
        body = next(
            (self.values[name] for name in ("subject", "text", "x-body-contents") if name in self.values),
            None,
        )
        body = "\n".join(self.text) if body is None and self.text else body
        is_mms = self.parts > 0 or self.values.get("x-type", "").strip().lower() == "mms"
        return Record(
            ordinal=ordinal,
            line=self.line,
            kind=Kind.MMS if is_mms else Kind.SMS,
            type_code=box.strip() or None,
            party_raw="~".join(dict.fromkeys(sound(card["tel"].strip(), facts) for card in cards)) or None,
            date=written,
            duration=None,
            body=None if body is None else sound(body, facts),
            subject=None,
            contact_name=sound(", ".join(names), facts) if names and all(names) else None,
            presentation=None,
            sim=(self.values.get("x-simid") or "").strip() or None,
            part_count=self.parts if is_mms else None,
            part_digest=None,
            understood=Understood(
                at,
                "missing" if at is None else "ok" if to_the_second else "minute_only",
                direction,
                outcome,
                None,
            ),
        )

    def cut_off(self, ordinal: int) -> Rejected:
        """Why there is none."""
        return Rejected(
            ordinal, self.line, "truncated: a message without its end", visible(" ".join(self.lines))
        )


def _moment(text: str) -> tuple[datetime | None, bool]:
    """When a message came, by the phone's clock or the zone that is written; and whether to the second."""
    text = _DOTTED.sub(r"\1-\2-\3 \4:\5:\6", text.strip())
    try:
        if _COMPACT.fullmatch(text):
            return datetime.fromisoformat(text), True
    except ValueError:
        return None, False
    moment = moment_of(text, "day")  # Nokia's 22.10.2007
    day = None if moment is None or moment.year is None else moment.in_year(moment.year)
    if moment is None or day is None or moment.clock is None:
        return None, False
    return datetime.combine(day, moment.clock), moment.to_the_second


def _base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except binascii.Error:
        return text
