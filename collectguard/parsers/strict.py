"""One strict XML parser that knows where records stand.

expat says at which byte and line an element begins, so that every record can be found again by its
line and whatever is damaged can be cut out. (lxml's target parser is as fast, but says neither; its
``recover`` mode loses, moves and truncates records and is never used.)
"""

from collections.abc import Callable
from typing import NamedTuple, NoReturn, Protocol
from xml.parsers import expat

from collectguard.errors import UnsafeInputError
from collectguard.records import Record, Rejected

ROOTS = ("smses", "calls")
FLAT_RECORDS = ("sms", "call")

_BEHIND_ROOT = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]


FlatRecord = tuple[str, int, int, list[str]]
"""Name, line, byte offset, and names and values in turn of an element that is a whole record."""


class Root(NamedTuple):
    """The root of a document."""

    name: str
    values: dict[str, str]


class DamageError(ValueError):
    """The text cannot be read strictly.

    Attributes:
        behind_root: Whether the document had ended before.
    """

    def __init__(self, reason: str, *, behind_root: bool = False) -> None:
        super().__init__(reason)
        self.behind_root = behind_root


class Collector(Protocol):
    """Builds records out of elements."""

    ordinal: int
    """Ordinal of the last record, read or rejected."""
    items: list[Record | Rejected]
    """What was read since the list was last emptied, in the order of the file."""

    def add_flat(self, records: list[FlatRecord], line_offset: int) -> None:
        """Build records that are one element each; ``line_offset`` is added to their lines."""
        ...

    def start(self, name: str, attributes: list[str], line: int) -> None:
        """Any other element begins; ``attributes`` alternates names and values."""
        ...

    def end(self) -> None:
        """The outermost of the elements that began ends."""
        ...

    def reject(self, line: int, reason: str, excerpt: str) -> None:
        """A record stands here that cannot be read."""
        ...

    def abandon(self) -> None:
        """Forget the elements that began and did not end."""
        ...


class StrictReader:
    """Hands the elements of well-formed text to a collector, up to the first damage."""

    def __init__(self, collector: Collector, line: int = 1, head: bytes = b"") -> None:
        """Begin on a line of the file; ``head`` opens a root where the text itself has none."""
        self.collector = collector
        self.first_line = line
        self.root: Root | None = None
        """The root that was read, ``head`` apart."""
        self.in_root = bool(head)
        self.read_any = False
        """Whether anything was read that is an element."""
        self.record_offset: int | None = None
        """Where the last element begins that is a record or should be one."""
        self.record_line = line
        self.record_end: int | None = None
        """Where it ends; ``None`` for one that is a single tag."""
        self.depth = 0
        """How many elements are open, roots and those that are a whole record apart."""
        self.flat: list[FlatRecord] = []
        self.parser = expat.ParserCreate("utf-8")  # what the declaration says was settled before
        self.parser.Parse(head, False)
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start_handler(self.parser)
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = refuse_doctype

    def parse(self, text: bytes, *, final: bool) -> None:
        """Read more text.

        Raises:
            DamageError: The text is not well-formed, or its records do not stand side by side.
        """
        try:
            self.parser.Parse(text, final)
        except expat.ExpatError as error:
            self._build_flat_before_damage()
            reason = expat.ErrorString(error.code)
            raise DamageError(reason, behind_root=error.code == _BEHIND_ROOT) from None
        except DamageError:
            self._build_flat_before_damage()
            raise
        self._build_flat()

    def settled(self) -> tuple[int, int] | None:
        """Place and line up to which everything was read whole; ``None`` while a record is open."""
        place = self.parser.CurrentByteIndex
        if self.depth or place < 0:
            return None
        return place, self.first_line - 1 + self.parser.CurrentLineNumber

    def _start_handler(self, parser: expat.XMLParserType) -> Callable[[str, list[str]], None]:
        """The handler of start tags; the two elements that make up most files take the shortest way."""

        def start(name: str, attributes: list[str]) -> None:
            if name in FLAT_RECORDS:
                self.flat.append((name, parser.CurrentLineNumber, parser.CurrentByteIndex, attributes))
            else:
                self._start_other(name, attributes)

        return start

    def _build_flat(self) -> None:
        if self.flat:
            if self.depth:
                raise DamageError("a record within another element")
            self.read_any = True
            _, line, self.record_offset, _ = self.flat[-1]
            self.record_line = self.first_line - 1 + line
            self.record_end = None
            self.collector.add_flat(self.flat, self.first_line - 1)
            self.flat = []

    def _build_flat_before_damage(self) -> None:
        if not self.depth:  # else they stand within what is damaged and will be read again
            self._build_flat()

    def _start_other(self, name: str, attributes: list[str]) -> None:
        self._build_flat()
        self.read_any = True
        if name in ROOTS:
            if self.in_root:
                raise DamageError("a document within another")
            self.in_root = True
            self.root = Root(name, dict(zip(attributes[::2], attributes[1::2], strict=True)))
            return
        line = self.first_line - 1 + self.parser.CurrentLineNumber
        if self.depth == 0:
            self.record_offset, self.record_line = self.parser.CurrentByteIndex, line
            self.parser.EndElementHandler = self._end  # a flat record needs none
        elif name == "mms":
            raise DamageError("a record within another element")
        self.depth += 1
        self.collector.start(name, attributes, line)

    def _end(self, name: str) -> None:
        if name in FLAT_RECORDS:
            raise DamageError("a record within another element")
        self.depth -= 1
        if self.depth == 0:
            self.record_end = self.parser.CurrentByteIndex
            self.parser.EndElementHandler = None
            self.collector.end()

    def _text(self, text: str) -> None:
        if not text.isspace() and not self.depth:
            raise DamageError("text outside a record")


def refuse_doctype(*_: object) -> NoReturn:
    """Raise the error of a file with a document type declaration.

    Raises:
        UnsafeInputError: Always.
    """
    raise UnsafeInputError(
        "The file has a document type declaration (<!DOCTYPE …>), which no backup has.",
        "It was not read, since such declarations can be used to attack; make the backup on the phone again.",
    )
