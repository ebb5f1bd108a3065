"""What a parser is given and what it fills in while it reads one file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from collectguard.records import Record, Rejected


@dataclass
class SourceFacts:
    """What became known about a file while it was read; a parser adds to it as it goes."""

    declared: int | None = None
    """How many records the file says it holds; summed where several documents are glued together."""
    backup_ms: int | None = None
    """When the backup was made, epoch milliseconds, as the file says; the latest of several."""
    repaired: Counter[str] = field(default_factory=Counter)
    """Characters mended before parsing, by kind of damage."""
    notes: list[str] = field(default_factory=list)
    """Short sentences on what is unusual about the file."""

    def declare(self, count: str | None, backup_date: str | None) -> None:
        """Take over what the head of a document says of itself; what is no number is passed over."""
        if count is not None and count.strip().isdecimal():
            self.declared = (self.declared or 0) + int(count)
        if backup_date is not None and backup_date.strip().isdecimal():
            self.backup_ms = max(self.backup_ms or 0, int(backup_date))

    def note(self, sentence: str) -> None:
        """Add a sentence once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


class Parser(Protocol):
    """One format of backup."""

    NAME: str
    """Stable short name: the module's."""
    FORMAT: str
    """What the format is called, for people."""

    def claims(self, head: bytes) -> bool:
        """Whether a file that begins with ``head`` is of this format; judged by content alone."""
        ...

    def parse(self, blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
        """Yield every record of the file in its order, or why one could not be read."""
        ...
