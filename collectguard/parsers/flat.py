"""XML with one element a record, under whatever names: read as strictly as SMS Backup & Restore.

Names of elements become those of the strict reader before it sees them; text is never touched, since in
well-formed XML no ``<`` stands in it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from collectguard.parsers.android import Row
from collectguard.parsers.encoding import as_utf8, sniff
from collectguard.parsers.mms import ABSENT
from collectguard.parsers.pieces import visible
from collectguard.parsers.references import mend_references
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.strict import FlatRecord
from collectguard.parsers.xmlstream import RecordStream
from collectguard.records import Record, Rejected

Build = Callable[[int, int, str, Row], Record]
"""Makes a record of its ordinal, its line, the strict reader's name of its element, and its attributes."""

_ROOT = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\])?[^<>]*>)*+<([A-Za-z_][\w.-]*)", re.DOTALL
)
_LONGEST_REASON = 120


def root_of(head: bytes) -> str | None:
    """Name of the first element of a file that begins with ``head``; ``None`` where it begins otherwise."""
    encoding, bom = sniff(head)
    found = _ROOT.match(head[bom:].decode(encoding, "replace"))
    return found[1] if found else None


def records(
    blocks: Iterator[bytes], facts: SourceFacts, names: Mapping[str, str], build: Build
) -> Iterator[Record | Rejected]:
    """Yield every record in the order of the file, or why one could not be read.

    Args:
        blocks: The file.
        facts: Takes what the document says of itself and what had to be mended.
        names: From the elements' own names to those of the strict reader: its roots and its flat records.
        build: Makes the records.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    ours = {own.encode(): strict.encode() for own, strict in names.items()}
    tag = re.compile(rb"<(/?)(" + b"|".join(map(re.escape, ours)) + rb")(?=[\s/>])")

    def repair(text: bytes) -> bytes:
        renamed = tag.sub(lambda found: b"<" + found[1] + ours[found[2]], text)
        return mend_references(renamed, facts)

    collector = _Collector(build, facts)
    yield from RecordStream(collector, facts).read(as_utf8(blocks, facts), repair)


class _Collector:
    """Builds records out of elements."""

    def __init__(self, build: Build, facts: SourceFacts) -> None:
        self.build = build
        self.facts = facts
        self.ordinal = 0
        self.items: list[Record | Rejected] = []
        self.unknown: tuple[int, str, str] | None = None
        """Line, reason and excerpt of an element that is no record."""

    def add_flat(self, records: list[FlatRecord], line_offset: int) -> None:
        for name, line, _, attributes in records:
            self.ordinal += 1
            values = {
                key: None if value == ABSENT and key != "body" else value
                for key, value in zip(attributes[::2], attributes[1::2], strict=True)
            }
            self.items.append(self.build(self.ordinal, line + line_offset, name, Row(values, self.facts)))

    def start(self, name: str, attributes: list[str], line: int) -> None:
        if self.unknown is None:
            reason = f"unknown_element: <{name}>"[:_LONGEST_REASON]
            self.unknown = line, reason, visible(" ".join(attributes))

    def end(self) -> None:
        if self.unknown is not None:
            self.reject(*self.unknown)
            self.unknown = None

    def reject(self, line: int, reason: str, excerpt: str) -> None:
        self.ordinal += 1
        self.items.append(Rejected(self.ordinal, line, reason, excerpt))

    def abandon(self) -> None:
        self.unknown = None
