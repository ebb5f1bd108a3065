"""A record that a strict parser refuses, written anew so that nothing of its text is lost.

Only what is broken is changed: raw control bytes, foreign encodings, a bare ``&``, ``<`` or quote
inside a value. A record that is cut off stays cut off, and where a value ends must be certain.
"""

import re
from collections import Counter
from typing import NamedTuple

_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)(?=[\s/>])")
_SOUND = re.compile(rb"[ !#-%(-;=-~]*")
_NAME = re.compile(rb"\s+([A-Za-z_][\w.:-]*)\s*=\s*([\"'])")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_TAG_END = re.compile(rb"\s*(/?)>")
# A quote closes a value only where an attribute or the end of the tag follows.
_CLOSING = {
    quote: re.compile(quote + rb"(?=\s{1,64}[A-Za-z_][\w.:-]{0,64}\s{0,8}=\s{0,8}[\"']|\s{0,64}/?>)")
    for quote in (b'"', b"'")
}
# A value in which a quote stands beside something like an attribute may be two, one of them damaged.
_PERHAPS_TWO = re.compile(
    r"\s[A-Za-z_][\w.:-]{0,64}\s{0,8}=\s{0,8}[\"']|[\"']\s{1,64}[A-Za-z_][\w.:-]{0,64}\s{0,8}="
)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,24}|#x[0-9a-fA-F]{1,24});)")
_REFERENCE = re.compile(r"&#(?:([0-9]{1,24})|x([0-9a-fA-F]{1,24}));")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_PARTS = 100_000
"""Of names, values and blanks in a record: more than any message has."""
_HIGHEST_CHARACTER = 0x10FFFF


class UnmendableError(ValueError):
    """The text is no whole record, or it cannot be told where its values end."""


class Mended(NamedTuple):
    """A record as well-formed XML."""

    text: bytes
    repaired: Counter[str]
    """Characters mended by kind of damage."""
    end: int
    """Where the record ends in the piece that was mended."""


def mend_record(piece: bytes) -> Mended:
    """The record that ``piece`` begins with, mended.

    Raises:
        UnmendableError: It is cut off, text stands between its tags, or the end of a value is uncertain.
    """
    mended: list[bytes] = []
    repaired: Counter[str] = Counter()
    record, position = "", 0
    while position < len(piece):
        aside = _ASIDE.match(piece, position)
        if aside is not None:
            mended.append(b"\n" * aside[0].count(b"\n"))
            position = aside.end()
            continue
        tag = _TAG.match(piece, position)
        if tag is None:
            gap_end = piece.find(b"<", position + 1)
            gap = piece[position : gap_end if gap_end >= 0 else len(piece)]
            if gap.strip():
                raise UnmendableError("text within a record")
            mended.append(gap)
            position += len(gap)
            continue
        if len(mended) > _MOST_PARTS:
            raise UnmendableError("a record without end")
        mended.append(tag[0])
        position = _mend_attributes(piece, tag.end(), mended, repaired)
        end = _TAG_END.match(piece, position)
        if end is None:
            raise UnmendableError("a tag that is not closed")
        mended.append(end[0])
        position = end.end()
        name = tag[2].decode("latin-1")
        record = record or name
        if name == record and (tag[1] or end[1] or name != "mms"):
            break
    if record in {"sms", "call"} and mended[-1].endswith(b">") and not mended[-1].endswith(b"/>"):
        mended.append(f"</{record}>".encode())  # what is behind the tag is none of it
    if repaired["quote"] and piece[position:].strip():
        raise UnmendableError("text behind a record in which a quote stands alone")
    return Mended(b"".join(mended), +repaired, position)


def _mend_attributes(piece: bytes, position: int, mended: list[bytes], repaired: Counter[str]) -> int:
    """Mend the attributes that begin at ``position``; where they end."""
    while name := _NAME.match(piece, position):
        closing = _CLOSING[name[2]].search(piece, name.end())
        if closing is None:
            raise UnmendableError("a value that is not closed")
        value = piece[name.end() : closing.start()]
        if not _SOUND.fullmatch(value):
            value = _mend_value(value, name[2].decode(), repaired).encode()
        mended += (name[0], value, name[2])
        position = closing.end()
    return position


def _mend_value(raw: bytes, quote: str, repaired: Counter[str]) -> str:
    text = _decode(raw, repaired)
    quotes = text.count(quote)
    if quotes and _PERHAPS_TWO.search(text):
        raise UnmendableError("a value that may be two")
    for character in _CONTROL.findall(text):
        repaired["nul" if character == "\0" else "control"] += 1
    text = _CONTROL.sub("\ufffd", text)
    known = text.count("&amp;")
    text = _REFERENCE.sub(_mend_reference, _BARE_AMPERSAND.sub("&amp;", text))
    repaired["ampersand"] += text.count("&amp;") - known
    repaired["less_than"] += text.count("<")
    repaired["quote"] += quotes
    return text.replace("<", "&lt;").replace(quote, "&quot;" if quote == '"' else "&apos;")


def _mend_reference(found: re.Match[str]) -> str:
    """A reference to a character that exists stays; any other is text."""
    number = int(found[1]) if found[1] else int(found[2], 16)
    return f"&amp;{found[0][1:]}" if number > _HIGHEST_CHARACTER else found[0]


def _decode(raw: bytes, repaired: Counter[str]) -> str:
    """The value as text: UTF-8; else CESU-8 (surrogates as bytes); else GB18030; else with U+FFFD."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("utf-8", "surrogatepass")
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        pass
    else:
        repaired["bytes"] += sum("\ud800" <= unit < "\udc00" for unit in text) or 1
        return joined
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        repaired["bytes"] += text.count("\ufffd")
    else:
        repaired["bytes"] += sum(character > "\x7f" for character in text)
    return text
