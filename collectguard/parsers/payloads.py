"""Attachments of MMS: hashed as they stream past, and never kept.

The ``data`` attribute of a ``<part>`` can hold many megabytes of base64, and an XML parser's time
grows with the square of an attribute's length. So the value is replaced, before parsing, by the
SHA-256 of all attachment text of this MMS so far: the last one is the digest of the message.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping

from collectguard.parsers.spool import Spool

_ATTRIBUTE = re.compile(rb"\s*([^\s=<>/\"']+)\s*=\s*([\"'])")
_TAG_END = re.compile(rb"\s*/?>")
_WHITE = b" \t\r\n"
_WHITES = (b"\n", b"\r", b" ", b"\t")
_ABSENT = b"null"
_REFERENCE = re.compile(rb"&#(?:x0{0,5}([0-9a-fA-F]{1,2})|0{0,5}([0-9]{1,3}));")
_LONGEST_REFERENCE = 16
_MESSAGE_BORDER = re.compile(rb"</?mms")
_LONGEST_TAG = 1 << 22
"""A start tag that goes on longer than this, its ``data`` apart, is passed on as it is."""


def digest_payloads(blocks: Iterator[bytes], spool: Spool | None = None) -> Iterator[bytes]:
    """The text with each ``data`` value of a part replaced by the running digest of its MMS.

    The digest is SHA-256, in hex, over the base64 text of the attachments in the order of the file,
    white space removed; layout (SMIL) and text parts do not enter it. Line breaks inside a value are
    kept behind the digest, so that line numbers stay true. With a ``spool`` the attachments are decoded into
    it, and the mark that it gives for each stands in place of the digest alone.
    """
    return _PayloadFilter(blocks, spool).run()


class _PayloadFilter:
    """A window over the text that moves forward; offsets stay valid while it grows at its end."""

    def __init__(self, blocks: Iterator[bytes], spool: Spool | None) -> None:
        self.blocks = blocks
        self.spool = spool
        self.buffer = b""
        self.message = hashlib.sha256()
        self.hashed = False
        """Whether an attachment of this MMS was hashed."""

    def run(self) -> Iterator[bytes]:
        while self._more():
            copied = position = 0
            out: list[bytes] = []
            while (start := self.buffer.find(b"<part", position)) >= 0:
                self._look_for_message_border(position, start)
                opened = self._open_data(start)
                if opened is None:
                    position = start + 5
                    continue
                value, quote, attributes = opened
                out.append(self.buffer[copied:value])
                replacement, copied = self._digest_value(value, quote, attributes)
                out.append(replacement)
                position = copied
            self._look_for_message_border(position, len(self.buffer))
            held = self._start_of_unfinished_tag(copied)
            out.append(self.buffer[copied:held])
            yield b"".join(out)
            self.buffer = self.buffer[held:]
        yield self.buffer

    def _more(self) -> bool:
        block = next(self.blocks, None)
        if block is None:
            return False
        self.buffer += block
        return True

    def _look_for_message_border(self, start: int, end: int) -> None:
        if self.hashed and _MESSAGE_BORDER.search(self.buffer, start, end):
            self.message = hashlib.sha256()
            self.hashed = False

    def _start_of_unfinished_tag(self, copied: int) -> int:
        """Where the last tag begins that the next block may go on with."""
        start = self.buffer.rfind(b"<", copied)
        if start < 0 or self.buffer.find(b">", start) >= 0 or len(self.buffer) - start > _LONGEST_TAG:
            return len(self.buffer)
        return start

    def _open_data(self, start: int) -> tuple[int, bytes, dict[bytes, bytes]] | None:
        """Where the value of ``data`` begins in the tag at ``start``, its quote, the attributes before it."""
        attributes: dict[bytes, bytes] = {}
        position = start + 5
        while True:
            match = _ATTRIBUTE.match(self.buffer, position)
            if match is None:
                if _TAG_END.match(self.buffer, position) or not self._tag_goes_on(start, position):
                    return None
                continue
            if match[1] == b"data":
                return match.end(), match[2], attributes
            end = self.buffer.find(match[2], match.end())
            if end < 0:
                if not self._tag_goes_on(start, len(self.buffer)):
                    return None
                continue
            attributes[match[1]] = self.buffer[match.end() : end]
            position = end + 1

    def _tag_goes_on(self, start: int, position: int) -> bool:
        """Whether the tag is unfinished and more of it could be read."""
        unfinished = self.buffer.find(b">", position) < 0 and self.buffer.find(b"<", position) < 0
        return unfinished and len(self.buffer) - start < _LONGEST_TAG and self._more()

    def _digest_value(self, position: int, quote: bytes, attributes: dict[bytes, bytes]) -> tuple[bytes, int]:
        """What stands for the value that begins at ``position``, and where the text behind it begins.

        A value that never closes, or that a ``<`` cuts off, is no value: nothing stands for it, so
        that the parser meets the damage in its place.
        """
        hasher = self.message.copy()
        lines = 0
        started = False
        while True:
            end = self.buffer.find(quote, position)
            cut = self.buffer.find(b"<", position, end if end >= 0 else len(self.buffer))
            if cut >= 0:
                self._drop()
                return b"\n" * (lines + self.buffer.count(b"\n", position, cut)), cut
            if end >= 0:
                break
            held = self._end_of_certain(position)
            if started or held - position > len(_ABSENT):
                started = True
            else:
                held = position
            lines += _lines(self.buffer[position:held])
            self._take(hasher, position, held)
            self.buffer = self.buffer[held:]
            position = 0
            if not self._more():
                self._drop()
                return b"", len(self.buffer)
        lines += _lines(self.buffer[position:end])
        if started or self.buffer[position:end] != _ABSENT:
            self._take(hasher, position, end)
        if hasher.digest() == self.message.digest():
            return b"\n" * lines, end  # an empty value stays empty
        mark = self.message.hexdigest()
        if self._is_attachment(attributes, end):
            self.message = hasher
            self.hashed = True
            mark = hasher.hexdigest()
            mark = self.spool.keep(mark) if self.spool else mark
        self._drop()
        return mark.encode() + b"\n" * lines, end

    def _take(self, hasher: "hashlib._Hash", begin: int, end: int) -> None:
        """Hash, and decode where that is asked for, a stretch of the value that stands in the buffer."""
        text = _text_of(self.buffer[begin:end])
        hasher.update(text)
        if self.spool is not None and text:
            self.spool.write(text)

    def _drop(self) -> None:
        if self.spool is not None:
            self.spool.drop()

    def _end_of_certain(self, position: int) -> int:
        """The end of the buffer, or where a reference begins that the next block may go on with."""
        end = len(self.buffer)
        reference = self.buffer.rfind(b"&", max(position, end - _LONGEST_REFERENCE))
        return reference if reference >= 0 and self.buffer.find(b";", reference) < 0 else end

    def _is_attachment(self, attributes: dict[bytes, bytes], quote: int) -> bool:
        """Whether the part enters the digest; attributes may also stand behind ``data``."""
        position = quote + 1
        while True:
            match = _ATTRIBUTE.match(self.buffer, position)
            end = self.buffer.find(match[2], match.end()) if match else -1
            if match and end >= 0:
                attributes.setdefault(match[1], self.buffer[match.end() : end])
                position = end + 1
                continue
            ended = match is None and _TAG_END.match(self.buffer, position)
            if ended or not self._tag_goes_on(quote, len(self.buffer) if match else position):
                break
        part = {name.decode("latin-1"): value.decode("latin-1") for name, value in attributes.items()}
        return is_attachment(part | {"data": "is there"})


def _lines(chunk: bytes) -> int:
    return chunk.count(b"\n") if b"\n" in chunk else 0  # base64 seldom has any, and looking is faster


def _text_of(chunk: bytes) -> bytes:
    if b"&" in chunk:
        chunk = _REFERENCE.sub(_ascii, chunk)
    if any(white in chunk for white in _WHITES):  # looking is four times as fast as leaving out
        return chunk.translate(None, _WHITE)
    return chunk


def _ascii(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return bytes([code]) if code < 128 else reference[0]


def is_text(part: Mapping[str, str]) -> bool:
    """Whether a part holds text of the message."""
    return _content_type(part) == "text/plain" and part.get("seq") != "-1" and not is_attachment(part)


def is_attachment(part: Mapping[str, str]) -> bool:
    """Whether a part is neither layout (SMIL) nor text of the message.

    A text part whose text stands in ``data`` alone is an attachment.
    """
    content_type = _content_type(part)
    if part.get("seq") == "-1" or content_type == "application/smil":
        return False
    return content_type != "text/plain" or (bool(part.get("data")) and part.get("text", "null") == "null")


def _content_type(part: Mapping[str, str]) -> str:
    return part.get("ct", "").partition(";")[0].strip().lower()
