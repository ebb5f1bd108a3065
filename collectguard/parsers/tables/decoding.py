"""Text files of unknown encoding as text: a byte order mark first, then what the bytes can be."""

import codecs
from collections.abc import Iterator

from collectguard.parsers.encoding import SNIFFED_BYTES, sniff
from collectguard.parsers.source import SourceFacts

_FEW = 50
"""One byte in so many is NUL at least where every digit and comma has one."""


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding of a text that begins with ``head``, and the length of its byte order mark.

    Chinese text in UTF-16 has NUL bytes only beside digits and commas, but always on the same side.
    """
    head = head[:SNIFFED_BYTES]
    encoding, mark = sniff(head)
    if mark or encoding.startswith("utf-16"):
        return encoding, mark
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even + odd) * _FEW > len(head) and max(even, odd) > 10 * min(even, odd):
        return ("utf-16-be" if even > odd else "utf-16-le"), 0
    return encoding, 0


def decoded(head: bytes) -> str:
    """The beginning of a text, for looking at."""
    encoding, mark = encoding_of(head)
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head[mark:]).replace("\0", "")


def texts(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[str]:
    """The text in pieces. NUL is left out, what cannot be decoded becomes U+FFFD; both are counted."""
    head = b""
    while len(head) < SNIFFED_BYTES and (block := next(blocks, b"")):
        head += block
    encoding, mark = encoding_of(head)
    if encoding != "utf-8":
        facts.note("text encoding: {encoding}, converted to UTF-8", encoding=encoding)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    pending = head[mark:]
    while pending or (pending := next(blocks, b"")):
        yield from _counted(decoder.decode(pending), facts)
        pending = b""
    yield from _counted(decoder.decode(b"", final=True), facts)


def _counted(text: str, facts: SourceFacts) -> Iterator[str]:
    if broken := text.count("\ufffd"):
        facts.repaired["bytes"] += broken
    if nuls := text.count("\0"):
        facts.repaired["nul"] += nuls
        text = text.replace("\0", "")
    if text:
        yield text
