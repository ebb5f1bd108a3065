"""One PDF to records: its pages to one table, and what has to be said of it."""

from collections.abc import Iterator, Sequence
from typing import Final

from collectguard.errors import InputError, UnknownFormatError
from collectguard.i18n import LANGUAGES, translator
from collectguard.parsers.pdf.blocks import Block, PageReader
from collectguard.parsers.pdf.flow import PAGE, Flow, place_of
from collectguard.parsers.pdf.letters import letters
from collectguard.parsers.pdf.pages import Document, Page, Unread, damaged
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.cells import Row, Sheet
from collectguard.parsers.tables.columns import column_map
from collectguard.parsers.tables.layout import is_header
from collectguard.parsers.tables.lists import Lists
from collectguard.parsers.tables.vocabulary import header_and_unit
from collectguard.records import Record, Rejected

_OWN_NAME = "collectguard"
_OWN_TITLES: Final = ("Report on calls and messages received", "For you, not for the file")
_SHAPES_ONLY = 0.3
"""Share of characters of unknown meaning from which a text says nothing."""
_FEW = 20
"""Characters that stamps and numbers leave on a page that is a picture."""


class Reader:
    """Reads one PDF."""

    def __init__(self, facts: SourceFacts) -> None:
        self.facts = facts
        self.named = column_map(facts.columns).headers
        self.flow = Flow(self._is_head)
        self.lists = Lists(facts)
        self.unread: list[Unread] = []
        self.at_end = False
        self.pages = self.covered = 0
        self.characters = self.unknown = self.aside = 0

    def items(self, pages: Iterator[Document | Page | Unread]) -> Iterator[Record | Rejected]:
        """Yield what its rows are, then the pages that could not be read.

        Raises:
            InputError: There is no list in it that can be read.
        """
        sheet = Sheet("", self._rows(pages))
        try:
            for item in self.lists.items([sheet]):
                yield _with_place(item) if isinstance(item, Rejected) else item
        except InputError:
            if self.at_end and (error := self._without_list()) is not None:
                raise error from None
            raise
        for ordinal, page in enumerate(self.unread, start=self.lists.ordinal + 1):
            what = f"page {page.number} and all behind it" if page.last else f"page {page.number}"
            yield Rejected(ordinal, page.number * PAGE, f"unreadable_page: {what}: {page.reason}", "")
        self._remark()

    def _rows(self, pages: Iterator[Document | Page | Unread]) -> Iterator[Row]:
        yield from self.flow.rows(self._blocks(pages))
        self.at_end = True

    def _blocks(self, pages: Iterator[Document | Page | Unread]) -> Iterator[tuple[int, Sequence[Block]]]:
        """The pages as tables and text.

        Raises:
            UnknownFormatError: It is one of our own reports.
        """
        reader = PageReader(self._is_head)
        for found in pages:
            if isinstance(found, Unread):
                self.unread.append(found)
                continue
            if isinstance(found, Document):
                if found.title in _own_titles():
                    raise _our_own()
                continue
            chars, unknown = letters(found.chars)
            if _OWN_NAME in "".join(char.text for char in chars).casefold():
                raise _our_own()
            self.pages += 1
            self.characters += len(chars)
            self.unknown += unknown
            self.aside += found.aside
            self.covered += found.covered
            if found.damaged:
                self.unread.append(Unread(found.number, "it is damaged, and some of it may be missing"))
            yield found.number, reader.blocks(found._replace(chars=chars))

    def _is_head(self, cells: Sequence[str]) -> bool:
        if self.named and self.named <= {header_and_unit(cell)[0] for cell in cells}:
            return True
        return is_header(cells)

    def _without_list(self) -> UnknownFormatError | None:
        """Why there is no list in it; ``None`` where there is a table that is not recognised."""
        if not self.pages:
            return damaged(self.unread[0].reason if self.unread else "it has no pages")
        few = self.characters <= _FEW * self.pages
        if few and self.unread:
            return damaged(self.unread[0].reason)
        if few and self.covered:
            return UnknownFormatError(
                "this is a PDF document whose pages are pictures; there is no text in it.",
                "Ask the carrier for the list as Excel (.xlsx or .xls): numbers read from a picture may be "
                "wrong.",
            )
        if self.unknown > _SHAPES_ONLY * self.characters:
            return UnknownFormatError(
                "this is a PDF document that holds shapes of characters and does not say which they are.",
                "Ask the carrier for the list as Excel (.xlsx or .xls).",
            )
        if not self.flow.tables:
            return UnknownFormatError(
                "this is a PDF document without a table of calls or messages.",
                "Give the itemised list (详单) that the carrier sent, best as Excel (.xlsx or .xls).",
            )
        return None

    def _remark(self) -> None:
        """Note on the source what its reader must know."""
        facts = self.facts
        facts.note(
            "a PDF: lines are numbered by page and row, so that line {line} is row {row} of page {page}",
            line=3 * PAGE + 12,
            row=12,
            page=3,
        )
        for page, count in self.flow.others.values():
            facts.note(
                "a table on page {page} is no list of calls or messages and was not read; rows: {n}",
                page=page,
                n=count,
            )
        if self.flow.broken:
            facts.note("rows that go over two pages, put together: {n}", n=self.flow.broken)
        if self.unknown:
            facts.note(
                "characters of which the PDF does not say what they are, shown as �: {n}", n=self.unknown
            )
        if self.aside:
            facts.note("characters that stand aslant or across the text and were not read: {n}", n=self.aside)
        if self.covered:
            facts.note(
                "pages with a picture below the text: {n}. If they were scanned, the text was put there by a "
                "program that may have misread digits: compare, and ask for Excel",
                n=self.covered,
            )


def _with_place(item: Rejected) -> Rejected:
    page, row = place_of(item.line or 0)
    word, colon, details = item.reason.partition(":")
    return item._replace(reason=f"{word}: page {page}, row {row}{colon}{details}")


def _own_titles() -> frozenset[str]:
    return frozenset(translator(lang)(title) for lang in LANGUAGES for title in _OWN_TITLES)


def _our_own() -> UnknownFormatError:
    return UnknownFormatError(
        "this is a PDF document that collectguard made; it is no list of a carrier.",
        "Give the backups and lists from which it was made.",
    )
