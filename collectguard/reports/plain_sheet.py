"""Rows of texts and numbers written straight into a sheet, as xlsxwriter writes them cell by cell."""

import re
from collections.abc import Sequence
from math import isfinite
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from collectguard.reports.cell_text import fitting

Cell = str | int | float | bool | None

_PLAIN: Final = re.compile(r"(?!\s)[^&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]{0,16000}(?<!\s)")
"""Texts that stand in the file as they are: nothing to cut, to escape, or to mark as blanks that count."""


class PlainSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of a workbook with ``constant_memory`` whose rows are written whole.

    The bytes are those of ``write_string`` and ``write_number``, at a tenth of their cost, but that a text
    which looks like the markup of a cell stays text.
    """

    def begin(self, text: Format, numbers: Sequence[Format]) -> None:
        """Say in which format texts are written, and in which the numbers of each column."""
        self._text_format = text
        self._columns = [(f'<c r="{xl_col_to_name(place)}', format_) for place, format_ in enumerate(numbers)]

    def write_cells(self, row: int, values: Sequence[Cell]) -> None:
        """Write a row below all others; ``None`` and an empty text have no cell.

        Raises:
            ValueError: A number is not finite.
        """
        self._write_single_row(row)
        line, cells = row + 1, []
        for place, value in enumerate(values):
            head, number = self._columns[place]
            if isinstance(value, str):
                if value:
                    cells.append(
                        f'{head}{line}" s="{_index(self._text_format)}" t="inlineStr">'
                        f"<is><t{self._spelled(value)}</t></is></c>"
                    )
            elif value is not None:
                if not isfinite(value):
                    raise ValueError(f"{value} cannot stand in a cell")
                cells.append(f'{head}{line}" s="{_index(number)}"><v>{value:.16G}</v></c>')
        if cells:
            self._check_dimensions(row, 0)
            self.fh.write(f'<row r="{line}">{"".join(cells)}</row>')

    def _spelled(self, text: str) -> str:
        """The text behind ``<t``, with what must be escaped and kept."""
        if _PLAIN.fullmatch(text):
            return f">{text}"
        escaped = self._escape_control_characters(fitting(text))
        blanks = ' xml:space="preserve"' if escaped[0].isspace() or escaped[-1].isspace() else ""
        return f"{blanks}>{self._escape_data(escaped)}"


def _index(format_: Format) -> int:
    """The number of a format, which it gets when it is first used: so the file looks as ever."""
    index: int = format_._get_xf_index()  # noqa: SLF001  (xlsxwriter asks it so)
    return index
