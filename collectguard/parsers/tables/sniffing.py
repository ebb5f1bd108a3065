"""What sort of file a table stands in, judged by how the file begins."""

import re
from typing import Literal

from collectguard.parsers.encoding import SNIFFED_BYTES
from collectguard.parsers.tables import delimited, markup, workbook
from collectguard.parsers.tables.decoding import decoded
from collectguard.parsers.tables.layout import header_score, is_header
from collectguard.parsers.tables.vocabulary import header_and_unit, is_foreign_header

__all__ = ["SNIFFED_BYTES", "Shape", "shape_of"]

Shape = Literal["workbook", "page", "text"]

_NO_TABLE = re.compile(r"[\s\0\ufeff]*(?:[<{\[]|%PDF-|Row: \d|BEGIN:|No result found)")
_MARKDOWN = re.compile(r"^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+", re.MULTILINE)
"""The line under the head of a table in prose: such a text may quote the header of a list."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_MOST_LINES = 200
_MOST_COLUMNS = 50
_REGULAR = 0.6


def shape_of(head: bytes) -> Shape | None:
    """How a table stands in a file that begins with ``head``; ``None`` where it holds none."""
    if workbook.is_workbook(head):
        return "workbook"
    text = decoded(head)
    if markup.is_page(text):
        return "page"
    return "text" if not _NO_TABLE.match(text) and _is_table(text) else None


def _is_table(text: str) -> bool:
    """Whether a header of a list is there, or most lines have the same number of cells, at least three."""
    if len(_CONTROL.findall(text)) * 100 > len(text) or _MARKDOWN.search(text):
        return False
    lines = re.split(r"\r\n|\n|\r", text)
    if len(lines) > 1:
        lines.pop()  # perhaps cut; else empty
    lines = [line[:4096] for line in lines[:_MOST_LINES]] or [text[:4096]]
    delimiter = delimited.delimiter_of(lines, header_score)
    rows = [delimited.split(line, delimiter) for line in lines]
    if any(is_foreign_header(header_and_unit(cell)[0]) for cells in rows for cell in cells[:_MOST_COLUMNS]):
        return False
    if any(map(is_header, rows)):
        return True
    filled = sum(bool(line.strip()) for line in lines)
    times, _ = delimited.regularity(lines, delimiter)
    return delimiter != delimited.BLANKS and times >= 2 and times >= _REGULAR * filled
