"""Characters in their places to words and lines of text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from collectguard.parsers.pdf.pages import Char

_SAME_LINE = 0.35
"""Of a character's height: so far may its middle lie from that of the line."""
_GAP = 0.25
"""Of a character's height: what is farther apart has a blank between."""
_TWICE = 0.2
"""The same for one character drawn twice, which makes it look bold."""
_BLANKS = frozenset(" \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b")
_NO_LETTER = re.compile(r"\(cid:\d+\)|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd]")
"""What stands where a PDF does not say which letter a shape is."""
_RADICALS = re.compile("[\u2e80-\u2fd5]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_DATE_ENDS = re.compile(r"\d[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?$")
_CLOCK = re.compile(r"\d{1,2}[:：时]\d|\d{6}$")
UNKNOWN = "\ufffd"


class Word(NamedTuple):
    """Characters that stand close together."""

    x0: float
    x1: float
    text: str

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2


class Line(NamedTuple):
    """Words at one height, from left to right."""

    top: float
    bottom: float
    words: list[Word]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(word.text for word in self.words)

    @property
    def height(self) -> float:
        """Of its characters."""
        return self.bottom - self.top

    def pieces(self, gap: float) -> list[Word]:
        """Its words, those joined that are no more than so many points apart."""
        joined: list[Word] = []
        for word in self.words:
            if joined and word.x0 - joined[-1].x1 <= gap:
                before = joined.pop()
                word = Word(before.x0, word.x1, f"{before.text} {word.text}")  # noqa: PLW2901
            joined.append(word)
        return joined


def letters(chars: Iterable[Char]) -> tuple[list[Char], int]:
    """The characters as they are meant, and how many there are of which nobody can say what they mean.

    Those become U+FFFD; radicals, which some programs write for the characters that look like them
    (⽇ for 日), become these.
    """
    found: list[Char] = []
    unknown = 0
    for char in chars:
        text = char.text
        if not text.isascii() or text.startswith("(cid:") or not text.isprintable():
            if text not in _BLANKS and _NO_LETTER.search(text):
                text = UNKNOWN
                unknown += 1
            elif _RADICALS.search(text):
                text = unicodedata.normalize("NFKC", text)
        found.append(char if text is char.text else char._replace(text=text))
    return found, unknown


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines of text, from above to below."""
    groups: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=lambda each: (each.top + each.bottom, each.x0)):
        here = (char.top + char.bottom) / 2
        if not groups or here - middle > _SAME_LINE * max(height, 1):
            groups.append([])
            middle, height = here, char.bottom - char.top
        groups[-1].append(char)
    lines = [_line(group) for group in groups]
    return [line for line in lines if line.words]


def _line(chars: list[Char]) -> Line:
    chars.sort(key=lambda char: char.x0)
    size = median(char.bottom - char.top for char in chars)
    words: list[list[Char]] = []
    apart = True
    for char in chars:
        if char.text in _BLANKS or not char.text.strip():
            apart = True
            continue
        last = words[-1][-1] if words else None
        if last is not None and last.text == char.text and char.x0 - last.x0 < _TWICE * size:
            continue
        if last is None or apart or char.x0 - last.x1 > _GAP * size:
            words.append([])
        words[-1].append(char)
        apart = False
    seen = [char for word in words for char in word]
    return Line(
        min((char.top for char in seen), default=0),
        max((char.bottom for char in seen), default=0),
        [Word(word[0].x0, word[-1].x1, "".join(char.text for char in word)) for word in words],
    )


def joined(above: str, below: str) -> str:
    """A text that goes on in the next line of its cell, as one.

    Only words of Latin letters, and a date and the time behind it, have a blank between them: a number that
    was too long for its column has none.
    """
    if not above or not below:
        return above or below
    if _DATE_ENDS.search(above) and _CLOCK.match(below):
        return f"{above} {below}"
    if _WIDE.match(above[-1]) or _WIDE.match(below[0]):
        return above + below
    return f"{above} {below}" if above[-1].isalpha() or below[0].isalpha() else above + below
