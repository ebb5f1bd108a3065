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

_PLAIN: Final = re.compile(r"(?!\s)[^&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]{0,16000}(?<!\s)").fullmatch
"""Texts that stand in the file as they are: nothing to cut, to escape, or to mark as blanks that count."""


class PlainSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of a workbook with ``constant_memory`` whose rows are written whole.

    The bytes are those of ``write_string`` and ``write_number``, at a tenth of their cost, but that a text
    which looks like the markup of a cell stays text.
    """

    def begin(self, text: Format, numbers: Sequence[Format]) -> None:
        """Say in which format texts are written, and in which the numbers of each column."""
        self._text = text
        self._columns = [(f'<c r="{xl_col_to_name(place)}', format_) for place, format_ in enumerate(numbers)]
        self._styles = _Styles()

    def write_cells(self, row: int, values: Sequence[Cell]) -> None:
        """Write a row below all others; ``None`` and an empty text have no cell.

        Raises:
            ValueError: A number is not finite.
        """
        self._write_single_row(row)
        line, cells = row + 1, []
        columns, styles, text = self._columns, self._styles, self._text
        for place, value in enumerate(values):
            if value is None or value == "":
                continue
            head, number = columns[place]
            if isinstance(value, str):
                spelled = f">{value}" if _PLAIN(value) else self._spelled(value)
                cells.append(f'{head}{line}" s="{styles[text]}" t="inlineStr"><is><t{spelled}</t></is></c>')
            elif isfinite(value):
                cells.append(f'{head}{line}" s="{styles[number]}"><v>{value:.16G}</v></c>')
            else:
                raise ValueError(f"{value} cannot stand in a cell")
        if cells:
            self._check_dimensions(row, 0)
            self.fh.write(f'<row r="{line}">{"".join(cells)}</row>')

    def _spelled(self, text: str) -> str:
        """What stands behind ``<t``: the text cut and escaped, with a mark where blanks around it count."""
        escaped = self._escape_control_characters(fitting(text))
        blanks = ' xml:space="preserve"' if escaped[0].isspace() or escaped[-1].isspace() else ""
        return f"{blanks}>{self._escape_data(escaped)}"


class _Styles(dict[Format, int]):
    """The number of each format, which it gets when it is first used: so xlsxwriter counts them."""

    def __missing__(self, format_: Format) -> int:
        index: int = format_._get_xf_index()  # noqa: SLF001  (there is no other way to ask)
        self[format_] = index
        return index
