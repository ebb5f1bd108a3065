"""Tables of web pages, which sites hand out under the name of workbooks."""

import re
from collections.abc import Iterator

from lxml import etree, html

from collectguard.errors import InputError
from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.cells import MOST_CHARACTERS, BadRow, Row, Sheet, bare
from collectguard.parsers.tables.decoding import texts

_BEGINS = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|meta|body|table|style|div|center|\?xml|!--)", re.IGNORECASE
)
_OLD_WORKBOOK = re.compile(r"<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_SAMPLE = 4096
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_SPAN = 1000


def is_page(text: str) -> bool:
    """Whether a text begins like a web page and has a table."""
    begins = _BEGINS.match(text) is not None and _TABLE.search(text) is not None
    return begins and not is_old_workbook(text)


def is_old_workbook(text: str) -> bool:
    """Whether a text is a workbook as Excel wrote it in XML in 2003."""
    return _OLD_WORKBOOK.search(text[:_SAMPLE]) is not None


def sheets_of(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Sheet]:
    """Yield the tables of a page, inner ones as tables of their own.

    Raises:
        InputError: Nothing of it can be read.
    """
    text = _PROLOGUE.sub("", "".join(texts(blocks, facts)))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(
            "this is no web page that can be read ({reason}).",
            "Open it in a spreadsheet program and save it as .xlsx or .csv.",
            reason=str(error),
        ) from None
    for table in page.iter("table"):
        if not _is_part_of_a_cell(table):
            yield Sheet("", _rows(table))


def _is_part_of_a_cell(table: html.HtmlElement) -> bool:
    """Whether a table within another has but one cell: some sites lay out each cell like that."""
    outer = next(table.iterancestors("td", "th"), None)
    return outer is not None and sum(1 for _ in table.iter("td", "th")) == 1


def _rows(table: html.HtmlElement) -> Iterator[Row | BadRow]:
    downwards: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill_from_above(cells, downwards)
            content = _text(cell)
            span, depth = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            if depth > 1:
                downwards[len(cells)] = (depth - 1, content)
            cells += [content, *[""] * (span - 1)]
        _fill_from_above(cells, downwards)
        line = row.sourceline or 0
        if any(len(cell) > MOST_CHARACTERS for cell in cells):
            reason = f"too_long: a cell of more than {MOST_CHARACTERS:,} characters"
            yield BadRow(line, reason, visible(next(filter(None, cells), "")))
        else:
            yield Row(line, cells)


def _fill_from_above(cells: list[str], downwards: dict[int, tuple[int, str]]) -> None:
    while (place := len(cells)) in downwards:
        left, content = downwards.pop(place)
        if left > 1:
            downwards[place] = (left - 1, content)
        cells.append(content)


def _text(cell: html.HtmlElement) -> str:
    if not len(cell):  # nearly all
        return bare(" ".join((cell.text or "").split()))
    if not all(map(_is_part_of_a_cell, cell.iterfind(".//table"))):
        return ""
    return bare(" ".join(str(cell.text_content()).split()))


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() and int(value) > 0 else 1
