import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from collectguard.reports import evidence_xlsx, workbook
from collectguard.reports.cell_text import CELL_UNITS, pieces, writable
from collectguard.reports.workbook import Sheet, SheetColumn, Workbook
from collectguard.settings import settings_for
from tests.examples import examples
from tests.logs import log_of
from tests.reports.cases import case_of, case_of_rows
from tests.reports.conftest import rows
from tests.reports.texts import HOSTILE, LONG, REVERSED

ENGLISH = settings_for("CN", report_lang="en")
SHEETS = [
    "Overview", "Findings", "Senders", "Evidence list", "Finding days", "Finding events", "Rules",
    "Messages", "Daily", "Nights with a contact", "Unanswered series",
    "Files", "Duplicates", "Unreadable", "Method",
]  # fmt: skip


def book_of(path):
    return openpyxl.load_workbook(path)


def table_of(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def book(saved_en):
    return book_of(saved_en.folder / "evidence.xlsx")


def test_sheets_are_frozen_filtered_and_wide_enough(book):
    assert book.sheetnames == SHEETS
    for name in SHEETS[:-1]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["B"].width > 5


def test_no_cell_is_a_formula_or_a_link(saved):
    with zipfile.ZipFile(saved.folder / "evidence.xlsx") as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
            assert b'TargetMode="External"' not in content
    for sheet in book_of(saved.folder / "evidence.xlsx"):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_every_contact_is_there_letter_for_letter(saved_en, book):
    contacts = table_of(book["Evidence list"])
    log = saved_en.case.log
    expected = log.contacts[~log.contacts["known"]]
    assert [row["Event ID"] for row in contacts] == expected["event_id"].tolist()
    parts = ([row[name] or "" for name in row if str(name).startswith("Text")] for row in contacts)
    texts = [unescape("".join(part)) for part in parts]  # Excel does so itself
    assert texts == expected["body"].fillna("").tolist()
    for text in (*HOSTILE.values(), REVERSED, LONG):
        assert text in texts
    assert [row["No."] for row in contacts] == list(range(1, len(expected) + 1))


def test_a_contact_by_hand(book):
    [row] = [row for row in table_of(book["Evidence list"]) if row["Number"] == "number withheld"]
    assert row["Local time"] == "2026-03-02 21:59:59.999 +08:00"
    assert (row["As written"], row["Kind"], row["Outcome"], row["Talk time, s"]) == (
        "-2",
        "call",
        "answered",
        12,
    )
    assert row["At night"] is None
    assert (row["File"], row["Line"], row["Copies"]) == (1, None, None)


def test_numbers_stay_text(book):
    bank = next(row for row in table_of(book["Senders"]) if row["Key"] == "short:95588")
    assert bank["Number"] == "95588"
    cell = next(cell for cell in book["Senders"]["A"] if cell.value == "95588")
    assert cell.number_format == "@"


def test_figures_are_those_of_the_case(saved_en, book):
    figures = {row["Figure"]: row for row in table_of(book["Overview"])}
    for name, key in {"Contacts": "incoming", "At night": "night_count", "Most in 1 hour": "max_1h"}.items():
        assert figures[name]["All contacts"] == saved_en.case.overall[key]
        assert figures[name]["From outside the contacts"] == saved_en.case.unknown_senders[key]
    assert figures["Busiest day"]["All contacts"] == "2026-03-20"
    assert sum(row["Contacts"] for row in table_of(book["Senders"])) == saved_en.case.overall["incoming"]
    assert sum(row["Contacts"] for row in table_of(book["Daily"])) == saved_en.case.overall["timed"]
    [(_, nights)] = [tuple(row) for row in [book["Nights with a contact"][1]]]
    assert nights.value == "Contacts, 22:00 to 08:00 of the next day"
    assert len(table_of(book["Nights with a contact"])) == saved_en.case.overall["nights"]
    series = table_of(book["Unanswered series"])
    assert [row["Unanswered calls"] for row in series] == [3] * 9
    assert len(series[0]["Event IDs"].split()) == 3


def test_the_ledger_of_duplicates_names_both_places(tmp_path):
    case = case_of_rows(
        [
            {"at": "2026-03-01 10:00:00", "party": "+8619400000001", "line": 5},
            {"at": "2026-03-01 10:00:00", "party": "+8619400000001", "line": 9, "source_id": 1,
             "event_id": "0000000000000001", "duplicate_of": "0000000000000001"},
        ],
        ENGLISH,
    )  # fmt: skip
    [path] = evidence_xlsx.write(case, tmp_path, 2_000_000)
    [row] = table_of(book_of(path)["Duplicates"])
    assert row == {
        "Event ID": "0000000000000001", "File": 2, "Record": 2, "Line": 9, "Kept instead: file": 1,
        "Kept instead: record": 1, "Kept instead: line": 5,
    }  # fmt: skip


def test_a_duplicate_among_lists_is_shown_beside_a_call_that_the_phone_holds_too(tmp_path):
    phone, once = "0000000000000001", "0000000000000002"
    call = {"at": "2026-03-01 10:00:00", "party": "+8619400000001", "kind": "call", "outcome": "answered"}
    rows_of_three = [
        call | {"event_id": phone, "counterpart": once},
        call | {"event_id": once, "counterpart": phone, "source_id": 1, "line": 7},
        call | {"event_id": once, "counterpart": phone, "source_id": 2, "line": 3, "duplicate_of": once},
    ]
    lists = {"witness": "carrier"}
    case = case_of(log_of(rows_of_three, ENGLISH, sources=[{}, lists, lists]), charts=[])
    [path] = evidence_xlsx.write(case, tmp_path, 2_000_000)
    [row] = table_of(book_of(path)["Duplicates"])
    assert (row["Event ID"], row["File"], row["Kept instead: file"], row["Kept instead: line"]) == (
        once,
        3,
        2,
        7,
    )


def test_contacts_beyond_a_part_go_on_in_the_next_file(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_xlsx, "PART_ROWS", 30)
    case = case_of_rows(rows(), ENGLISH)
    paths = evidence_xlsx.write(case, tmp_path, 2_000_000)
    assert [path.name for path in paths] == ["evidence.xlsx", "evidence-2.xlsx", "evidence-3.xlsx"]
    assert [book_of(path).sheetnames for path in paths[1:]] == [["Evidence list"], ["Evidence list"]]
    numbers = [row["No."] for path in paths for row in table_of(book_of(path)["Evidence list"])]
    assert numbers == list(range(1, case.unknown_senders["incoming"] + 1))
    assert "The list goes on in evidence-2.xlsx." in table_of(book_of(paths[0])["Evidence list"])[0]


def test_a_list_cut_to_its_top_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_xlsx, "WHOLE_ROWS", 50)
    monkeypatch.setattr(evidence_xlsx, "TOP_ROWS", 30)
    case = case_of_rows(rows(), ENGLISH)
    [path] = evidence_xlsx.write(case, tmp_path, 2_000_000)
    book = book_of(path)
    assert len(table_of(book["Evidence list"])) == 28
    assert book["Method"]["A1"].value == (
        "Of the 78 contacts from numbers reported on the workbook holds the first 28 of "
        "1 number with the most contacts. events.csv holds all."
    )


def test_rows_beyond_a_sheet_go_on_in_the_next_sheet(monkeypatch):
    monkeypatch.setattr(workbook, "SHEET_ROWS", 3)
    book = Workbook(None)
    book.add(Sheet("Things", [SheetColumn("n", 5)], [(n,) for n in range(7)]))
    book.add(Sheet("None", [SheetColumn("n", 5)], []))
    book.add(Sheet("Exact", [SheetColumn("n", 5)], [(n,) for n in range(3)]))
    found = openpyxl.load_workbook(io.BytesIO(book.close()))
    assert found.sheetnames == ["Things", "Things (2)", "Things (3)", "None", "Exact"]
    values = [row["n"] for sheet in found.sheetnames[:3] for row in table_of(found[sheet])]
    assert values == list(range(7))


@pytest.mark.parametrize("text", ["", "x" * CELL_UNITS, "x" * (CELL_UNITS + 1), "😡" * CELL_UNITS, LONG])
def test_pieces_fit_a_cell_and_lose_nothing(text):
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL_UNITS for part in parts)
    assert len(parts) >= 1


@examples(20)
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=3))
def test_any_text_leaves_a_book_that_opens(texts):
    book = Workbook(None)
    book.add(Sheet("Texts", [SheetColumn("text", 5)], [(text,) for text in texts]))
    book.add_text("Lines", 20, texts)
    found = openpyxl.load_workbook(io.BytesIO(book.close()))
    cells = [
        unescape(row[0].value or "") for row in found["Texts"].iter_rows(min_row=2, max_row=len(texts) + 1)
    ]
    assert cells == [writable(text) for text in texts]


def test_the_other_columns_of_long_texts_fit_as_well(tmp_path):
    long = {
        "at": "2026-03-01 10:00:00",
        "party": "text:" + "n" * 40_000,
        "party_class": "text",
        "subject": LONG,
    }
    [path] = evidence_xlsx.write(case_of_rows([long], ENGLISH), tmp_path, 2_000_000)
    [row] = table_of(book_of(path)["Evidence list"])
    assert row["Subject"].endswith("… (events.csv)")
    assert row["Number"].endswith("… (events.csv)")
