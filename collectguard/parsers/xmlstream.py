"""Strict reading of a stream of XML records that goes on behind whatever is broken.

expat reads blocks of UTF-8 and says at which byte and line a record begins, so that damage costs
one record and every record can be found again by its line. (lxml's target parser is as fast, but
gives neither; its ``recover`` mode loses, moves and truncates records and is never used.)
"""

import re
from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from collectguard.errors import UnsafeInputError
from collectguard.parsers.mend import UnmendableError, mend_record
from collectguard.parsers.source import SourceFacts
from collectguard.records import Record, Rejected

ROOTS = ("smses", "calls")
FLAT_RECORDS = ("sms", "call")

_PIECE_START = re.compile(rb"<(?:sms|mms|call)(?=[\s/>])|</?(?:smses|calls)(?=[\s>])|<\?xml\s")
_RECORD_START = re.compile(rb"<(?:sms|mms|call)(?=[\s/>])")
_ROOT_START = re.compile(rb"<(smses|calls)(?=[\s>])([^>]*)>")
_ROOT_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>|</(?:sms|mms|call)\s*>", re.DOTALL)
_LONGEST_PIECE = 1 << 26
_EXCERPT_CHARACTERS = 200


FlatRecord = tuple[str, int, int, list[str]]
"""Name, line, byte offset, and names and values in turn of an element that is a whole record."""


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

    def end(self, name: str) -> None:
        """An element ends."""
        ...

    def reject(self, line: int, reason: str, excerpt: str) -> None:
        """A record stands here that cannot be read."""
        ...

    def abandon(self) -> None:
        """Forget the record that is being built, and its ordinal."""
        ...


class RecordStream:
    """Drives expat over blocks and hands elements to a collector."""

    def __init__(self, collector: Collector, facts: SourceFacts, first_line: int = 1) -> None:
        self.collector = collector
        self.facts = facts
        self.root = ROOTS[0]
        self.ended = False
        """Whether the closing tag of the document was the last thing read."""
        self.carry = b""
        """The beginning of a record that the next block goes on with, after damage before it."""
        self._fresh_parser(first_line)

    def read(self, blocks: Iterator[bytes], repair: Callable[[bytes], bytes]) -> Iterator[Record | Rejected]:
        """Yield what the blocks hold, in the order of the file.

        ``repair`` is applied to text that ends behind a ``>``, so that it never sees half a reference.

        Raises:
            UnsafeInputError: The text has a document type declaration, or a record of over 64 MiB.
        """
        pending = b""
        for block in blocks:
            pending = pending + block if pending else block
            cut = pending.rfind(b">") + 1
            if cut:
                ready, pending = pending[:cut], pending[cut:]
                self._feed(repair(ready))
                yield from self._harvest()
            if len(pending) + len(self.carry) > _LONGEST_PIECE:
                raise UnsafeInputError(
                    "A single record of the file is longer than 64 MiB without its attachments.",
                    "No phone writes this; make the backup on the phone again.",
                )
        self._finish(repair(pending))
        yield from self._harvest()

    def _harvest(self) -> Iterator[Record | Rejected]:
        items, self.collector.items = self.collector.items, []
        return iter(items)

    # The fast way: whole blocks into expat.

    def _fresh_parser(self, line: int) -> None:
        self.parser = self._parser()
        self.first_line = line
        self.window = b""
        """What was fed since the last record began."""
        self.window_offset = 0
        self.record_offset: int | None = None
        self.record_line = 1
        self.record_complete = True
        self.flat: list[FlatRecord] = []
        self.known_before = (self.facts.declared, self.facts.backup_ms)

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")  # what the declaration says was settled before
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start_handler(parser)
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def _start_handler(self, parser: expat.XMLParserType) -> Callable[[str, list[str]], None]:
        """The handler of start tags; the two elements that make up most files take the shortest way."""

        def start(name: str, attributes: list[str]) -> None:
            if name in FLAT_RECORDS:
                self.flat.append((name, parser.CurrentLineNumber, parser.CurrentByteIndex, attributes))
            else:
                self._start_other(name, attributes)

        return start

    def _feed(self, ready: bytes, *, final: bool = False) -> None:
        ready, self.carry = self.carry + ready, b""
        self.window += ready
        try:
            self.parser.Parse(ready, final)
        except expat.ExpatError:
            self._build_flat()
            self._go_on_by_pieces(final=final)
            return
        self._build_flat()
        self.ended = final
        if self.record_offset is not None and self.record_offset > self.window_offset:
            self.window = self.window[self.record_offset - self.window_offset :]
            self.window_offset = self.record_offset

    def _build_flat(self) -> None:
        if self.flat:
            _, self.record_line, self.record_offset, _ = self.flat[-1]
            self.collector.add_flat(self.flat, self.first_line - 1)
            self.flat = []

    def _finish(self, rest: bytes) -> None:
        self._feed(rest, final=True)
        if not self.ended:
            self.facts.note("truncated: the file ends before its closing tag")

    def _start_other(self, name: str, attributes: list[str]) -> None:
        self._build_flat()
        line = self.parser.CurrentLineNumber
        if name in ROOTS:
            self._open_root(name, dict(zip(attributes[::2], attributes[1::2], strict=True)))
            return
        if name == "mms":
            self.record_offset = self.parser.CurrentByteIndex
            self.record_line = line
            self.record_complete = False
        self.parser.EndElementHandler = self._end  # a flat record needs none
        self.collector.start(name, attributes, self.first_line - 1 + line)

    def _end(self, name: str) -> None:
        if name == "mms":
            self.record_complete = True
            self.parser.EndElementHandler = None
        self.collector.end(name)

    def _open_root(self, name: str, values: dict[str, str]) -> None:
        if values:  # a root of our own making has none
            self.facts.declare(values.get("count"), values.get("backup_date"))
        self.root = name
        self.ended = False

    # The careful way: one record after the other.

    def _go_on_by_pieces(self, *, final: bool) -> None:
        """Read what is left of the window record by record, then go back to the fast way.

        The last piece may go on in the next block: unless ``final``, it is carried over to that.
        """
        begun = self.record_offset is not None
        text = self.window[(self.record_offset or self.window_offset) - self.window_offset :]
        line = self.first_line - 1 + (self.record_line if begun else 1)
        if not self.record_complete:
            self.collector.abandon()
        if not begun:
            self.facts.declared, self.facts.backup_ms = self.known_before  # the root will be read again
        delivered = begun and self.record_complete
        starts = [match.start() for match in _PIECE_START.finditer(text)]
        if not starts or starts[0] > 0:
            starts.insert(0, 0)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            piece = text[start:end]
            last = end == len(text)
            if last and not final and not (delivered and start == 0):
                self.carry = piece
                break
            if delivered and start == 0:
                self._look_behind_record(piece, line, last=last and final)
            else:
                self._read_piece(piece, line, last=last and final)
            line += piece.count(b"\n")
        ended = self.ended
        self._fresh_parser(line)
        head = b"<" + self.root.encode() + b">"
        self.parser.Parse(head, False)
        self.window_offset = len(head)
        self.ended = ended  # opening a root of our own says nothing of the file's

    def _read_piece(self, piece: bytes, line: int, *, last: bool) -> None:
        if _RECORD_START.match(piece):
            self.ended = False
            self._read_record(piece, line, last=last)
            return
        if b"<!DOCTYPE" in piece:
            _refuse_doctype()
        if root := _ROOT_START.match(piece):
            values = {
                name.decode(): value.decode("latin-1") for name, value in _ROOT_ATTRIBUTE.findall(root[2])
            }
            self._open_root(root[1].decode(), values)
            self._look_behind(piece[root.end() :], line, last=last)
        elif piece.startswith(b"<?xml"):
            if self.collector.ordinal or self.ended:
                self.facts.note("several documents stand in one file; all were read")
            self._look_behind(piece, line, last=last)
        elif piece.startswith((b"</smses", b"</calls")):
            self.ended = b">" in piece
            self._look_behind(piece.partition(b">")[2], line, last=last)
        else:
            self._look_behind(piece, line, last=last)

    def _read_record(self, piece: bytes, line: int, *, last: bool) -> None:
        error = self._read_fragment(piece, line)
        if error is None:
            self._look_behind_record(piece, line, last=last)
            return
        try:
            mended, repaired = mend_record(piece)
        except UnmendableError as problem:
            error = str(problem)
        else:
            error = self._read_fragment(mended, line)
            if error is None:
                self.facts.repaired.update(repaired)
                return
        cut_off = last and not self.ended
        self.collector.reject(line, "truncated" if cut_off else f"malformed: {error}", excerpt_of(piece))

    def _read_fragment(self, piece: bytes, line: int) -> str | None:
        """Read one record strictly; say why it cannot be read, or ``None`` when it was."""
        ordinal, count = self.collector.ordinal, len(self.collector.items)
        self._fresh_parser(line)
        root = self.root.encode()
        try:
            self.parser.Parse(b"<" + root + b">" + piece + b"</" + root + b">", True)
        except expat.ExpatError as problem:
            self.collector.abandon()
            del self.collector.items[count:]
            self.collector.ordinal = ordinal
            return expat.ErrorString(problem.code)
        self._build_flat()
        return None

    def _look_behind_record(self, piece: bytes, line: int, *, last: bool) -> None:
        """See whether anything stands between a record that was read and the next one."""
        tag = _TAG.match(piece)
        end = tag.end() if tag else len(piece)
        if piece.startswith(b"<mms") and tag and not tag[0].endswith(b"/>"):
            end = piece.rfind(b"</mms")
        self._look_behind(piece[end:], line + piece.count(b"\n", 0, end), last=last)

    def _look_behind(self, rest: bytes, line: int, *, last: bool) -> None:
        rest = _ASIDE.sub(lambda aside: b"\n" * aside[0].count(b"\n"), rest)
        text = rest.strip()
        if not text or text.startswith(b"</"):
            return
        line += rest.count(b"\n", 0, len(rest) - len(rest.lstrip()))
        if text.startswith((b"<!", b"<?")) or not (b"<" in text or b"=" in text):
            self.facts.note(f"line {line}: {len(text)} bytes outside any record were passed over")
            return
        cut_off = last and not self.ended
        self.collector.reject(
            line, "truncated" if cut_off else "malformed: no record begins here", excerpt_of(text)
        )


def _refuse_doctype(*_: object) -> None:
    raise UnsafeInputError(
        "The file has a document type declaration (<!DOCTYPE …>), which no backup has.",
        "It was not read, since such declarations can be used to attack; make the backup on the phone again.",
    )


def excerpt_of(piece: bytes) -> str:
    """The first characters of a piece, with control characters made visible."""
    text = piece[: 4 * _EXCERPT_CHARACTERS].decode("utf-8", "replace")[:_EXCERPT_CHARACTERS]
    return "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" if c not in "\r\n\t" else " " for c in text)
