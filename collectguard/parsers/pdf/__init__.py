"""Carriers' lists as PDF: pages to rows of cells, and those to the reader of tables.

Needs the extra ``pdf-import``. A record's line is the page times 10,000 and the row of the page. The library
reads in a process of its own (`page_process`): the file may be damaged or hostile.
"""

from collections.abc import Iterator

from collectguard.parsers.pdf.pages import missing_part, pages_of
from collectguard.parsers.pdf.reading import Reader
from collectguard.parsers.source import SourceFacts
from collectguard.records import Record, Rejected

NAME = "pdf"
FORMAT = "PDF"

_MAGIC = b"%PDF-"
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0\t\n\f\r "
_SEARCHED = 1024
"""So far from its beginning a PDF may begin (ISO 32000-1, annex H, note 13)."""


def claims(head: bytes) -> bool:
    """Whether it is a PDF, perhaps behind blanks or a byte order mark."""
    return head[:_SEARCHED].lstrip(_BEFORE).startswith(_MAGIC)


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every call and message of the tables on its pages, or why a row is none.

    Raises:
        UnknownFormatError: There is no table whose columns are recognised, its pages are pictures, or it is
            a report that this program made.
        MissingReaderError: The extra is not installed.
        InputError: The file has a password or is damaged.
        UnsafeInputError: It is larger than any list.
    """
    if (missing := missing_part()) is not None:
        raise missing
    yield from Reader(facts).items(pages_of(b"".join(blocks), facts))
