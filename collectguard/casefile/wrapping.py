"""Comments of a text file, in lines that fit a window, also where no blanks part the words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

WIDTH: Final = 88

_OPENING: Final = "“‘（《【「『〈〔"
_CLOSING: Final = "”’）》】」』〉〕，。、；：！？…"
_PIECE: Final = re.compile(
    rf"\s+|[{_OPENING}]*(?:[\u2e80-\u9fff\uac00-\ud7af]|[^\s{_OPENING}{_CLOSING}\u2e80-\u9fff\uac00-\ud7af]*)"
    rf"[{_CLOSING}]*"
)
"""A blank, or one ideograph or one word, with the punctuation that must stay with it."""


def comment(text: str, mark: str = "# ", width: int = WIDTH) -> str:
    """The text as comment lines of at most ``width`` columns; its own line breaks stay."""
    lines = [line for paragraph in text.split("\n") for line in _filled(paragraph, width - len(mark))]
    return "\n".join(f"{mark}{line}".rstrip() for line in lines)


def _filled(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        wide = columns(piece)
        if line and used + wide > width and not piece.isspace():
            yield line.rstrip()
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + wide
    yield line.rstrip()


def columns(text: str) -> int:
    """How wide a fixed-width font draws the text, by its east Asian width."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
