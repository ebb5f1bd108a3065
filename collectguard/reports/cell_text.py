"""Texts cut and spelled so that a cell of a workbook can hold them."""

import re
from typing import Final

CELL_UNITS: Final = 32_767
"""Length of one cell in units of UTF-16, as Excel allows."""

_NOT_IN_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WHOLE: Final = "… (events.csv)"


def writable(text: str) -> str:
    """The text with ``⟨U+XXXX⟩`` for what no XML can hold and xlsxwriter does not escape."""
    return _NOT_IN_XML.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def fitting(text: str) -> str:
    """The text if a cell can hold it; else its beginning and where the whole is."""
    text = writable(text)
    if len(text) <= CELL_UNITS // 2 or len(parts := pieces(text)) == 1:
        return text
    return parts[0][: -len(_WHOLE)] + _WHOLE


def pieces(text: str) -> list[str]:
    """The text in pieces that each fit a cell; at least one."""
    text = writable(text)
    size = CELL_UNITS if len(text) <= CELL_UNITS and text.isascii() else _piece_length(text)
    return [text[start : start + size] for start in range(0, len(text), size)] or [""]


def _piece_length(text: str) -> int:
    """Characters of a piece: half as many where some take two units of UTF-16."""
    return CELL_UNITS if max(text, default="") <= "\uffff" else CELL_UNITS // 2
