"""What a parser is given and what it fills in while it reads one file."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal, NamedTuple, Protocol

from collectguard.i18n import Sentence
from collectguard.parsers.clocks import Clocks
from collectguard.records import Record, Rejected

_MOST_DIGITS = 15


Witness = Literal["phone", "carrier"]
"""Whose knowledge a file is. A carrier's list holds answered calls only: what was missed, rejected or blocked
is known to the phone alone."""


class Contact(NamedTuple):
    """A number in the owner's contacts."""

    number: str
    """As the file writes it."""
    name: str


@dataclass
class SourceFacts:
    """What became known about a file while it was read; a parser adds to it as it goes."""

    name: str = ""
    """Name of the file, which may say what the file itself does not: the month of a list. Given."""
    columns: str = ""
    """What the user says of the columns of tables; see ``tables.columns``. Given."""
    location: Path | None = None
    """Where the file lies on disk; ``None`` within an archive and on standard input. Given."""
    beside: Callable[[str], AbstractContextManager[IO[bytes]] | None] | None = None
    """Opens another file of the archive in which this one lies, by its name. Given."""
    format: str = ""
    """What the file is called, for people, where its parser reads several kinds."""
    witness: Witness = "phone"
    declared: int | None = None
    """How many records the file says it holds; summed where several documents are glued together."""
    backup_ms: int | None = None
    """When the backup was made, epoch milliseconds, as the file says; the latest of several."""
    repaired: Counter[str] = field(default_factory=Counter)
    """Characters mended before parsing, by kind of damage."""
    notes: list[Sentence] = field(default_factory=list)
    """Short sentences on what is unusual about the file."""
    clocks: Clocks = field(default_factory=Clocks)
    """Messages whose time of sending and time of receipt are far apart."""
    contacts: list[Contact] = field(default_factory=list)
    """Whom the owner knows: no records, but names for the numbers of records, in this file and in others."""

    def declare(self, count: str | None, backup_date: str | None) -> None:
        """Take over what the head of a document says of itself; what cannot be true is passed over."""
        if (declared := _number(count)) is not None:
            self.declared = (self.declared or 0) + declared
        if (backup_ms := _number(backup_date)) is not None:
            self.backup_ms = max(self.backup_ms or 0, backup_ms)

    def note(self, template: str, /, **values: object) -> None:
        """Add a sentence once."""
        sentence = Sentence(template, **values)
        if sentence not in self.notes:
            self.notes.append(sentence)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


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
