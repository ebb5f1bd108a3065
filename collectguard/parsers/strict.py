"""One strict XML parser that knows where records stand.

expat says at which byte and line an element begins, so that every record can be found again by its
line and whatever is damaged can be cut out. (lxml's target parser is as fast, but says neither; its
``recover`` mode loses, moves and truncates records and is never used.)
"""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, Protocol
from xml.parsers import expat

from collectguard.errors import UnsafeInputError
from collectguard.records import Record, Rejected

ROOTS = ("smses", "calls")
FLAT_RECORDS = ("sms", "call")
_DEEPEST = 64
"""A message is three deep."""
INNER = ("parts", "part", "addrs", "addr")


FlatRecord = tuple[str, int, int, list[Any]]
"""Name, line, byte offset, and names and values in turn of an element that is a whole record."""


class Root(NamedTuple):
    """The root of a document."""

    name: str
    values: dict[str, str]


class DamageError(ValueError):
    """The text cannot be read strictly."""


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
        """Whether a root or a record was read."""
        self.last_offset: int | None = None
        """Where the last thing begins that was read, or that is open: a record, a root, a comment."""
        self.last_line = line
        self.last_end: int | None = None
        """Where the last thing ends; ``None`` for one that is a single tag or comment."""
        self.depth = 0
        """How many elements are open, roots and those that are a whole record apart."""
        self.flat: list[FlatRecord] = []
        self.parser = expat.ParserCreate("utf-8")  # what the declaration says was settled before
        self.parser.Parse(head, False)
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start_handler(self.parser)
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._aside
        self.parser.ProcessingInstructionHandler = self._aside
        self.parser.XmlDeclHandler = self._aside
        self.parser.EndCdataSectionHandler = self._aside
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
            raise DamageError(expat.ErrorString(error.code)) from None
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

    def close(self) -> None:
        """Let go of the parser at once: it and its handlers hold each other."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = self.parser.StartDoctypeDeclHandler = None
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = None
        self.parser.XmlDeclHandler = self.parser.EndCdataSectionHandler = None

    def _start_handler(self, parser: expat.XMLParserType) -> Callable[[str, list[Any]], None]:
        """The handler of start tags; the two elements that make up most files take the shortest way."""

        def start(name: str, attributes: list[Any]) -> None:
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
            _, line, self.last_offset, _ = self.flat[-1]
            self.last_line = self.first_line - 1 + line
            self.last_end = None
            self.collector.add_flat(self.flat, self.first_line - 1)
            self.flat = []

    def _build_flat_before_damage(self) -> None:
        if not self.depth:  # else they stand within what is damaged and will be read again
            self._build_flat()

    def _start_other(self, name: str, attributes: list[str]) -> None:
        self._build_flat()
        if name in ROOTS:
            if self.in_root:
                raise DamageError("a document within another")
            self.in_root = self.read_any = True
            self.root = Root(name, dict(zip(attributes[::2], attributes[1::2], strict=True)))
            self._mark()
            return
        if self.depth == 0:
            if name in INNER:
                raise DamageError("the inside of a message without its beginning")
            self._mark()
            self.read_any = self.read_any or name == "mms"
            self.parser.EndElementHandler = self._end  # a flat record needs none
        elif name == "mms":
            raise DamageError("a record within another element")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise DamageError("elements nested too deeply")
        self.collector.start(name, attributes, self.first_line - 1 + self.parser.CurrentLineNumber)

    def _end(self, name: str) -> None:
        if name in FLAT_RECORDS:
            raise DamageError("a record within another element")
        self.depth -= 1
        if self.depth == 0:
            self.last_end = self.parser.CurrentByteIndex
            self.parser.EndElementHandler = None
            self.collector.end()

    def _aside(self, *_: object) -> None:
        if not self.depth:
            self._build_flat()
            self._mark()

    def _mark(self) -> None:
        self.last_offset = self.parser.CurrentByteIndex
        self.last_line = self.first_line - 1 + self.parser.CurrentLineNumber
        self.last_end = None

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
