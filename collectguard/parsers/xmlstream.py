"""Strict reading of a stream of XML records that goes on behind whatever is broken.

Whole blocks go through one strict parser. Where that stops, the piece at fault is read by itself,
mended or rejected, and a new parser goes on behind it: damage costs one record at most, and the result
does not depend on how the stream is cut into blocks.
"""

from collections.abc import Callable, Iterator

from collectguard.i18n import Sentence
from collectguard.parsers.mend import UnmendableError, mend_record
from collectguard.parsers.pieces import (
    closes_document,
    count_lines,
    end_tag_end,
    excerpt_of,
    is_record,
    is_stray,
    piece_end,
    root_of,
    skip_blanks,
    tag_end,
    without_asides,
)
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.strict import ROOTS, Collector, DamageError, Root, StrictReader, refuse_doctype
from collectguard.records import Record, Rejected

_LONGEST_RECORD = 1 << 26
"""Without its attachments; what goes on longer is no record of a phone."""
_FIRST_STEP = 1 << 14
"""So much is tried behind damage, then twice as much: a parser copies all that it is given."""


class RecordStream:
    """Drives strict readers over text; a collector builds the records."""

    def __init__(self, collector: Collector, facts: SourceFacts, first_line: int = 1) -> None:
        self.collector = collector
        self.facts = facts
        self.root = ROOTS[0]
        self.documents = 0
        self.ended = False
        """Whether the closing tag of the document was the last thing read."""
        self.stray_places = self.stray_bytes = self.stray_line = 0
        self.text = b""
        """The record that is being read, and all behind it."""
        self.origin = 0
        """Place in the text from which on no record was made of it."""
        self.origin_line = first_line
        self.fed = 0
        """Place in the text up to which the reader has it."""
        self.reader = StrictReader(collector, first_line)
        self.shift = 0
        """Place in the text less place in what the reader was given."""
        self.borderless = 0
        """How much of a damaged piece is here that goes on in the next block."""
        self.started = -1
        """Place in the text where the reader began; -1 for the first, which has no root of ours."""

    def read(self, blocks: Iterator[bytes], repair: Callable[[bytes], bytes]) -> Iterator[Record | Rejected]:
        """Yield what the blocks hold, in the order of the file.

        ``repair`` is applied to text that ends behind a ``>``, so that it never sees half a reference.

        Raises:
            UnsafeInputError: The text has a document type declaration.
        """
        waiting: list[bytes] = []
        length = 0
        for block in blocks:
            cut = block.rfind(b">") + 1
            length += len(block)
            if not cut and length < _LONGEST_RECORD:
                waiting.append(block)
                continue
            cut = cut or len(block)
            ready = repair(b"".join([*waiting, block[:cut]]))
            waiting, length = [block[cut:]], len(block) - cut
            self._feed(ready)
            yield from self._harvest()
        self._feed(repair(b"".join(waiting)), final=True)
        if self.stray_places:
            single = self.stray_places == 1
            self.facts.note(
                "{n:,} bytes outside any record were passed over ({places}, the first on line {line})",
                n=self.stray_bytes,
                places=Sentence("1 place") if single else Sentence("{n:,} places", n=self.stray_places),
                line=self.stray_line,
            )
        if not self.ended:
            self.facts.note("truncated: the file ends before its closing tag")
        yield from self._harvest()

    def _harvest(self) -> Iterator[Record | Rejected]:
        items, self.collector.items = self.collector.items, []
        return iter(items)

    def _feed(self, ready: bytes, *, final: bool = False) -> None:
        self.text = self.text + ready if self.text else ready
        step = len(self.text)
        more = not self.borderless or self._read_damaged(final=final)
        while more:
            chunk = self.text[self.fed : self.fed + step]  # no copy where it is the whole
            last = self.fed + len(chunk) == len(self.text)
            try:
                self.reader.parse(chunk, final=final and last)
            except DamageError:
                self.ended = self.ended and not self.reader.read_any
                more = self._read_damaged(final=final)
                step = _FIRST_STEP
                continue
            self.fed += len(chunk)
            self._settle()
            self.ended = self.ended or (final and last)
            more, step = not last, 2 * step
            if last and len(self.text) - self.origin > _LONGEST_RECORD:
                more = self._read_damaged(final=final)
        self.text = self.text[self.origin :]
        self.fed -= self.origin
        self.shift -= self.origin
        self.started -= self.origin
        self.origin = 0

    def _settle(self) -> None:
        """Let go of what was read whole; text is needed from an open record on, or from here."""
        self.ended = self.ended and not self.reader.read_any
        self.reader.read_any = False
        settled = self.reader.settled()
        if settled is not None:
            place, self.origin_line = settled
            self.origin = place + self.shift
            self.ended = self.ended or closes_document(self.text, self.origin)
            self.reader.last_offset = None
        elif self.reader.last_offset is not None:
            self.origin = self.reader.last_offset + self.shift
            self.origin_line = self.reader.last_line
        self._open_root(self.reader.root)
        self.reader.root = None

    def _open_root(self, root: Root | None) -> None:
        if root is not None:
            if self.documents:
                self.facts.note("several documents stand in one file; all were read")
            self.facts.declare(root.values.get("count"), root.values.get("backup_date"))
            self.root = root.name
            self.documents += 1

    # Behind damage: one piece by itself, up to where the next record may begin, then fast again.

    def _read_damaged(self, *, final: bool) -> bool:
        """Read the first piece that is not settled; whether there is more behind it.

        A reader that began just there has found it damaged in itself, and not by what came before.
        The last piece may go on in the next block: unless ``final``, it waits for that.
        """
        begin, line = self._unread()
        self.ended = self.ended or closes_document(self.text, begin)
        start = skip_blanks(self.text, begin)
        line += count_lines(self.text[begin:start])
        if start != self.started and start < len(self.text):
            self._start_at(start, line)
            return True
        end = piece_end(self.text, start, self.borderless)
        if end < 0:
            if not final and len(self.text) - start < _LONGEST_RECORD:
                self._start_at(start, line)
                self.borderless = len(self.text) - start
                return False
            end = len(self.text)
        piece = self.text[start:end]
        end = start + self._read_piece(piece, line, last=final and end == len(self.text))
        behind = skip_blanks(self.text, end)
        self._start_at(behind, line + count_lines(self.text[start:behind]))
        return behind < len(self.text)

    def _unread(self) -> tuple[int, int]:
        """Where the text begins that no record was made of, and on which line."""
        reader = self.reader
        self._open_root(reader.root)
        if reader.last_offset is None:
            return self.origin, self.origin_line
        begin = reader.last_offset + self.shift
        if reader.depth:
            self.collector.abandon()
            return begin, reader.last_line
        end = tag_end(self.text, begin) if reader.last_end is None else reader.last_end + self.shift
        return end, reader.last_line + count_lines(self.text[begin:end])

    def _start_at(self, place: int, line: int) -> None:
        head = b"<" + self.root.encode() + b">"
        self.reader.close()
        self.reader = StrictReader(self.collector, line, head)
        self.origin = self.fed = place
        self.origin_line = line
        self.borderless = 0
        self.started = place
        self.shift = place - len(head)

    def _read_piece(self, piece: bytes, line: int, *, last: bool) -> int:
        """Read what stands at the beginning of a piece, or reject the piece; how much of it that was."""
        if is_record(piece):
            self.ended = False
            return self._read_record(piece, line, last=last)
        if b"<!DOCTYPE" in piece:
            refuse_doctype()
        if root := root_of(piece):
            self._open_root(Root(root.name, root.values))
            self.ended = root.closed
            return root.end
        if end := end_tag_end(piece):
            self.ended = self.ended or closes_document(piece, end)
            return end
        self._pass_over(piece, line, last=last)
        return len(piece)

    def _read_record(self, piece: bytes, line: int, *, last: bool) -> int:
        try:
            mended = mend_record(piece)
            self._read_strictly(mended.text, line)
        except (UnmendableError, DamageError) as problem:
            reason = "truncated" if last else f"malformed: {problem}"
            self.collector.reject(line, reason, excerpt_of(piece))
            return len(piece)
        self.facts.repaired.update(mended.repaired)
        return mended.end

    def _read_strictly(self, record: bytes, line: int) -> None:
        """Read one record by itself; nothing remains of it where that fails."""
        ordinal, count = self.collector.ordinal, len(self.collector.items)
        root = self.root.encode()
        reader = StrictReader(self.collector, line, b"<" + root + b">")
        try:
            reader.parse(record + b"</" + root + b">", final=True)
        except DamageError:
            self.collector.abandon()
            del self.collector.items[count:]
            self.collector.ordinal = ordinal
            raise
        finally:
            reader.close()

    def _pass_over(self, piece: bytes, line: int, *, last: bool) -> None:
        """Reject what stands where no record begins; what is no record at all is counted and noted."""
        text = without_asides(piece)
        start = skip_blanks(text, 0)
        if start == len(text):
            return
        text, line = text[start:].rstrip(), line + count_lines(text[:start])
        if is_stray(text):
            self.stray_line = self.stray_line or line
            self.stray_places += 1
            self.stray_bytes += len(text)
        else:
            cut_off = last and not self.ended
            self.collector.reject(
                line, "truncated" if cut_off else "malformed: no record begins here", excerpt_of(text)
            )
