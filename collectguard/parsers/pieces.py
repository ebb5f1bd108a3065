"""Where records begin and end in text that a strict parser has refused."""

import re
from typing import NamedTuple

_BORDER = re.compile(rb"<(?:sms|mms|call)(?=[\s/>])|</?(?:smses|calls)(?=[\s/>])|<\?xml\s|>\s{0,99}(?=<[!?])")
_LONGEST_BORDER = 128
_OPENING = re.compile(rb"<(?:smses|calls|sms|mms|call)(?=[\s/>])")
_RECORD = re.compile(rb"<(?:sms|mms|call)(?=[\s/>])")
_ROOT = re.compile(rb"<(smses|calls)(?=[\s/>])([^>]*)>")
_ROOT_ATTRIBUTE = re.compile(rb"\s([\w:.-]{1,64})\s{0,8}=\s{0,8}[\"']([^\"']{0,256})[\"']")
_BLANKS = re.compile(rb"\s*")
_QUOTE_OR_END = re.compile(rb"[\"'>]")
_END_TAG = re.compile(rb"</[\w:.-]{1,64}\s{0,64}>")
_NO_RECORD = (b"<!", b"<?", b"<smses", b"<calls", b"</")
_ASIDES = ((b"<!--", b"-->"), (b"<?", b"?>"))
_LONGEST_EPILOGUE = 1 << 12
_EXCERPT_CHARACTERS = 200


def skip_blanks(text: bytes, position: int) -> int:
    """The place of the first character from ``position`` on that is not white space."""
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def piece_end(text: bytes, begin: int, searched: int = 0) -> int:
    """Where the piece that begins at ``begin`` ends: before the next record, root, comment; -1 if nowhere.

    In the first ``searched`` bytes of the piece no border was found before.
    """
    border = _BORDER.search(text, begin + max(1, searched - _LONGEST_BORDER))
    if border is None:
        return -1
    return border.start() if border[0].startswith(b"<") else border.end()


def tag_end(text: bytes, begin: int) -> int:
    """Where the well-formed tag or comment at ``begin`` ends; quoted values may hold a ``>`` as well."""
    for opening, closing in _ASIDES:
        if text.startswith(opening, begin):
            return text.index(closing, begin + len(opening)) + len(closing)
    position = begin
    while mark := _QUOTE_OR_END.search(text, position):
        if mark[0] == b">":
            return mark.end()
        position = text.find(mark[0], mark.end()) + 1 or len(text)
    return len(text)


def is_record(piece: bytes) -> bool:
    """Whether a piece begins as a record does."""
    return _RECORD.match(piece) is not None


def closes_document(text: bytes, place: int) -> bool:
    """Whether well-formed text up to a place ends behind a root, comments apart."""
    tail = text[max(0, place - _LONGEST_EPILOGUE) : place]
    end = max(tail.rfind(b"</smses"), tail.rfind(b"</calls"))
    return end >= 0 and _OPENING.search(without_asides(tail[end:])) is None


class RootTag(NamedTuple):
    """The start tag of a root."""

    name: str
    values: dict[str, str]
    end: int
    """Where the text behind it begins."""
    closed: bool
    """Whether it is all there is of the document."""


def root_of(piece: bytes) -> RootTag | None:
    """The root that a piece begins with."""
    root = _ROOT.match(piece)
    if root is None:
        return None
    values = {
        name.decode("latin-1"): value.decode("latin-1") for name, value in _ROOT_ATTRIBUTE.findall(root[2])
    }
    return RootTag(root[1].decode(), values, root.end(), root[2].endswith(b"/"))


def end_tag_end(piece: bytes) -> int:
    """Behind the end tag that a piece begins with; 0 if it begins with none."""
    tag = _END_TAG.match(piece)
    return tag.end() if tag else 0


def without_asides(text: bytes) -> bytes:
    """The text without comments and processing instructions; it has as many lines as before."""
    for opening, closing in _ASIDES:
        text = _without(text, opening, closing)
    return text


def _without(text: bytes, opening: bytes, closing: bytes) -> bytes:
    kept: list[bytes] = []
    position = 0
    while (start := text.find(opening, position)) >= 0 and (end := text.find(closing, start)) >= 0:
        kept += [text[position:start], b"\n" * text.count(b"\n", start, end)]
        position = end + len(closing)
    return b"".join([*kept, text[position:]])


def is_stray(text: bytes) -> bool:
    """Whether text between records is no record of any kind, broken or not: it is passed over."""
    return text.startswith(_NO_RECORD) or not (b"<" in text or b"=" in text)


def count_lines(text: bytes) -> int:
    """How many lines end in the text, as an XML parser counts them: CR, LF and CR LF are one each."""
    lines = text.count(b"\n")
    return lines + text.count(b"\r") - text.count(b"\r\n") if b"\r" in text else lines


def excerpt_of(piece: bytes) -> str:
    """The first characters of a piece, with control characters made visible."""
    return visible(piece[: 4 * _EXCERPT_CHARACTERS].decode("utf-8", "replace"))


def visible(text: str) -> str:
    """The first characters of a text, with control characters made visible."""
    text = text[:_EXCERPT_CHARACTERS]
    return "".join(c if c.isprintable() else " " if c in "\r\n\t" else f"⟨U+{ord(c):04X}⟩" for c in text)
