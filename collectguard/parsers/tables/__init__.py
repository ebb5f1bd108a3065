"""Lists of calls and messages as tables: those of carriers and of call-log apps.

csv, tsv, txt, xls, xlsx, ods, and web pages under the name of a workbook. Which column is what follows from
its header and from what stands in it; see ``vocabulary.toml``. Times without zone are those of the owner's
wall clock.
"""

from collections.abc import Iterator
from itertools import chain

from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables import delimited, markup, workbook
from collectguard.parsers.tables.cells import Sheet
from collectguard.parsers.tables.layout import header_score
from collectguard.parsers.tables.lists import Lists
from collectguard.parsers.tables.sniffing import SNIFFED_BYTES, shape_of
from collectguard.records import Record, Rejected

NAME = "tables"
FORMAT = "CSV, XLS, ODS"


def claims(head: bytes) -> bool:
    """Whether it is a workbook, a page with a table, or a text with a header or of regular rows."""
    return shape_of(head) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every call and message of the tables in their order, or why a row is none.

    Raises:
        UnknownFormatError: There is no table whose columns are recognised.
        InputError: A workbook has a password or is damaged; a list does not say whose it is.
        UnsafeInputError: A workbook unpacks to more than any list holds.
        SettingsError: What is said of the columns cannot be read.
    """
    head = b""
    while len(head) < SNIFFED_BYTES and (block := next(blocks, b"")):
        head += block
    blocks = chain([head], blocks)
    shape = shape_of(head[:SNIFFED_BYTES])
    sheets: Iterator[Sheet]
    if shape == "workbook":
        facts.format = workbook.kind_of(head)
        sheets = workbook.sheets_of(b"".join(blocks))
    elif shape == "page":
        facts.format = "HTML"
        sheets = markup.sheets_of(blocks, facts)
    else:
        facts.format = "CSV"
        sheets = iter([Sheet("", delimited.rows_of(blocks, facts, header_score))])
    yield from Lists(facts).items(sheets)
