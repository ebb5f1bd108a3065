import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from collectguard.reports.cell_text import fitting
from collectguard.reports.plain_sheet import PlainSheet
from collectguard.reports.workbook import Sheet, SheetColumn, Workbook
from tests.examples import examples

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(
        ["a & b", " x", "x\n", "<t>", '"', "_x0041_", "\x00", "\x85", "\u3000x", "\ufffe", "=1+1"]
    ),
)


def members(worksheet_class, fill):
    """The files of a workbook with one sheet that ``fill`` writes."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    text, number, share = (book.add_format({"num_format": form}) for form in ("@", "General", "0.0%"))
    sheet = book.add_worksheet("Rows", worksheet_class)
    for place in range(3):
        sheet.write_string(0, place, "head", share)
    fill(sheet, text, [number, share, number])
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def cell_by_cell(sheet, row, values, text, numbers):
    for place, value in enumerate(values):
        if isinstance(value, str):
            if value:
                sheet.write_string(row, place, fitting(value), text)
        elif value is not None:
            sheet.write_number(row, place, value, numbers[place])


@examples(50)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=4))
def test_the_bytes_are_those_of_xlsxwriter(rows):
    def whole(sheet, text, numbers):
        sheet.begin(text, numbers)
        for row, values in enumerate(rows, start=1):
            sheet.write_cells(row, values)

    def apart(sheet, text, numbers):
        for row, values in enumerate(rows, start=1):
            cell_by_cell(sheet, row, values, text, numbers)

    assert members(PlainSheet, whole) == members(None, apart)


def test_a_text_that_looks_like_markup_of_a_cell_stays_text():
    markup = "<r><t>gone</t></r>"
    book = Workbook(None)
    book.add(Sheet("Texts", [SheetColumn("text", 5)], [(markup,)]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.close()))["Texts"]
    assert sheet["A2"].value == markup


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    book = Workbook(None)
    with pytest.raises(ValueError, match="cannot stand in a cell"):
        book.add(Sheet("Numbers", [SheetColumn("n", 5)], [(number,)]))
    book.close()
