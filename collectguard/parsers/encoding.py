"""Bytes of an XML file in whatever encoding, as UTF-8 blocks.

The declared encoding is believed last: a byte order mark comes first, then what the bytes can be.
"""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from collectguard.parsers.source import SourceFacts

SNIFFED_BYTES = 1 << 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_PLAIN = bytes(range(32, 127))
"""Every encoding in which a declaration can be read writes this as ASCII does."""
_ESCAPING = frozenset({"unicode-escape", "raw-unicode-escape"})
_CERTAIN_BYTES = 24
"""So many bytes of an encoding like GBK, all of them UTF-8, are not so by chance."""
_NON_ASCII_RUN = re.compile(rb"[\x80-\xff][\x80-\xff\x40-\x7e]*")


@lru_cache(maxsize=2)  # each parser asks
def sniff(head: bytes) -> tuple[str, int]:
    """The encoding of a file that begins with ``head``, and the length of its byte order mark."""
    head = head[:SNIFFED_BYTES]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, len(bom)
    if head[:40].count(b"\0") >= len(head[:40]) // 3 > 0:
        return ("utf-16-le" if head[1:2] == b"\0" else "utf-16-be"), 0
    runs = _NON_ASCII_RUN.findall(head)
    if runs and head.endswith(runs[-1]):
        runs.pop()  # perhaps cut within a character
    declared = _DECLARED.search(head)
    encoding = _codec(declared[1].decode("ascii")) if declared else "utf-8"
    if encoding == "utf-8":
        return ("gb18030" if _are_gb18030(runs) else "utf-8"), 0
    certain = 1 if len(bytes(range(192, 256)).decode(encoding, "replace")) == 64 else _CERTAIN_BYTES
    if sum(map(len, runs)) >= certain and all(_decodes(run, "utf-8") for run in runs):
        return "utf-8", 0  # the text was re-saved
    return encoding, 0


def _codec(declared: str) -> str:
    """The codec of a declared encoding; UTF-8 for what is none, or cannot be that of the declaration."""
    try:
        codec = codecs.lookup(declared).name
        if codec in _ESCAPING or _PLAIN.decode(codec) != _PLAIN.decode("ascii"):
            return "utf-8"
    except (LookupError, UnicodeError):
        return "utf-8"
    return {"ascii": "utf-8", "gbk": "gb18030", "gb2312": "gb18030"}.get(codec, codec)


def _are_gb18030(runs: list[bytes]) -> bool:
    """Whether text that claims UTF-8 is GB18030: most of its Chinese runs fail the one and fit the other."""
    # CESU-8 is mended record by record
    failed = sum(not _decodes(run, "utf-8", "surrogatepass") for run in runs)
    return failed * 2 > len(runs) and sum(_decodes(run, "gb18030") for run in runs) * 10 >= len(runs) * 9


def _decodes(text: bytes, encoding: str, errors: str = "strict") -> bool:
    try:
        text.decode(encoding, errors)
    except UnicodeDecodeError:
        return False
    return True


def as_utf8(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[bytes]:
    """The same text as UTF-8, without a byte order mark; UTF-8 passes untouched, also where it is broken.

    Characters read from an encoding that the file does not declare are counted as ``bytes``;
    what cannot be decoded becomes U+FFFD and is counted there too.
    """
    seen: list[bytes] = []
    length = 0
    while length < SNIFFED_BYTES and (block := next(blocks, None)) is not None:
        seen.append(block)
        length += len(block)
    head = b"".join(seen)
    encoding, bom = sniff(head)
    if encoding == "utf-8":
        for block in seen:
            yield block[bom:]
            bom = max(0, bom - len(block))
        yield from blocks
        return
    declared = _DECLARED.search(head)
    undeclared = encoding == "gb18030" and (declared is None or declared[1].lower().startswith(b"utf"))
    facts.note("text encoding: {encoding}, converted to UTF-8", encoding=encoding)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    pending = head[bom:]
    while pending or (pending := next(blocks, b"")):
        text = decoder.decode(pending)
        facts.repaired["bytes"] += (
            sum(character > "\x7f" for character in text) if undeclared else text.count("\ufffd")
        )
        yield text.encode("utf-8", "surrogatepass")
        pending = b""
    rest = decoder.decode(b"", final=True)
    if rest:
        facts.repaired["bytes"] += len(rest)
        yield rest.encode("utf-8", "surrogatepass")
    if not facts.repaired["bytes"]:
        del facts.repaired["bytes"]
