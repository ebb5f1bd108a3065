"""Sheets of a workbook: every text stays text, nothing is ever a formula or a link."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Final, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from collectguard.reports.cell_text import pieces
from collectguard.reports.plain_sheet import Cell, PlainSheet

__all__ = ["SHEET_ROWS", "Cell", "Sheet", "SheetColumn", "Workbook"]

SHEET_ROWS: Final = 1_048_575
"""Rows of one sheet below its head, as Excel allows."""

_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # a date must stand in the file; no clock is read for it

_A4 = 9
"""Paper size by the number that workbooks use."""


class SheetColumn(NamedTuple):
    """A column of a sheet."""

    title: str
    width: float
    """In characters."""
    share: bool = False
    """Numbers of 0 to 1, shown in per cent."""


class Sheet(NamedTuple):
    """A table of a workbook."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]]


class Workbook:
    """A workbook that is written row by row, so that memory does not grow with it."""

    def __init__(self, as_of: datetime | None) -> None:
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, {"constant_memory": True} | _TEXT_ONLY)
        created = (as_of or _EPOCH).astimezone(UTC).replace(tzinfo=None)
        self._book.set_properties({"created": created, "author": "", "comments": ""})
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#EEF0F3", "text_wrap": True, "valign": "top"}
        )
        self._text = self._book.add_format({"num_format": "@", "valign": "top"})
        self._wrapped = self._book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._number = self._book.add_format({"valign": "top"})
        self._share = self._book.add_format({"num_format": "0.0%", "valign": "top"})

    def add(self, sheet: Sheet) -> None:
        """Add a sheet with a frozen head and a filter; beyond the rows of a sheet it goes on in the next."""
        rest = iter(sheet.rows)
        first = next(rest, None)
        for number in count(1):
            name = sheet.name if number == 1 else f"{sheet.name} ({number})"
            first = self._sheet(name, sheet.columns, first, rest)
            if first is None:
                return

    def add_text(self, name: str, width: float, lines: Iterable[str]) -> None:
        """Add a sheet of one column of running text."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, width, self._wrapped)
        for row, line in enumerate(lines):
            for column, piece in enumerate(pieces(line)):
                sheet.write_string(row, column, piece, self._wrapped)

    def close(self) -> bytes:
        """The finished file.

        Raises:
            OSError: There is no room for temporary files.
        """
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
        return self._buffer.getvalue()

    def _sheet(
        self,
        name: str,
        columns: Sequence[SheetColumn],
        first: Sequence[Cell] | None,
        rest: Iterator[Sequence[Cell]],
    ) -> Sequence[Cell] | None:
        """Fill one sheet; give the row that did not fit any more."""
        sheet = self._book.add_worksheet(name, PlainSheet)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&P / &N")
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.title, self._head)
        sheet.begin(self._text, [self._share if column.share else self._number for column in columns])
        row, values = 0, first
        while values is not None and row < SHEET_ROWS:
            row += 1
            sheet.write_cells(row, values)
            values = next(rest, None)
        sheet.autofilter(0, 0, row, len(columns) - 1)
        return values
