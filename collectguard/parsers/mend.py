"""A record that a strict parser refuses, written anew so that nothing of its text is lost.

Only what is broken is changed: raw control bytes, foreign encodings, a bare ``&``, ``<`` or quote
inside a value. A record that is cut off stays cut off.
"""

import re
from collections import Counter

_TAG = re.compile(rb"<(/?)(sms|mms|call|parts|part|addrs|addr)(?=[\s/>])")
_NAME = re.compile(rb"\s+([A-Za-z_][\w.:-]*)\s*=\s*([\"'])")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_TAG_END = re.compile(rb"\s*(/?)>")
# A quote closes a value only where an attribute or the end of the tag follows.
_CLOSING = {
    quote: re.compile(quote + rb"(?=\s{1,64}[A-Za-z_][\w.:-]{0,64}\s{0,8}=\s{0,8}[\"']|\s{0,64}/?>)")
    for quote in (b'"', b"'")
}
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnmendableError(ValueError):
    """The text is no whole record, or holds what belongs to none."""


def mend_record(piece: bytes) -> tuple[bytes, Counter[str]]:
    """The record as well-formed XML, and the characters mended by kind of damage.

    Raises:
        UnmendableError: The record is cut off, or text stands outside its tags.
    """
    mended: list[bytes] = []
    repaired: Counter[str] = Counter()
    position = 0
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
                raise UnmendableError("text outside a record")
            mended.append(gap)
            position += len(gap)
            continue
        mended.append(tag[0])
        position = tag.end()
        while name := _NAME.match(piece, position):
            closing = _CLOSING[name[2]].search(piece, name.end())
            if closing is None:
                raise UnmendableError("a value that is not closed")
            value = _mend_value(piece[name.end() : closing.start()], name[2].decode(), repaired)
            mended.append(name[0] + value.encode() + name[2])
            position = closing.end()
        end = _TAG_END.match(piece, position)
        if end is None:
            raise UnmendableError("a tag that is not closed")
        mended.append(end[0])
        position = end.end()
    return b"".join(mended), repaired


def _mend_value(raw: bytes, quote: str, repaired: Counter[str]) -> str:
    text = _decode(raw, repaired)
    for character in _CONTROL.findall(text):
        repaired["nul" if character == "\0" else "control"] += 1
    text = _CONTROL.sub("\ufffd", text)
    text, count = _BARE_AMPERSAND.subn("&amp;", text)
    _count(repaired, "ampersand", count)
    _count(repaired, "less_than", text.count("<"))
    _count(repaired, "quote", text.count(quote))
    return text.replace("<", "&lt;").replace(quote, "&quot;" if quote == '"' else "&apos;")


def _count(repaired: Counter[str], kind: str, count: int) -> None:
    if count:
        repaired[kind] += count


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
