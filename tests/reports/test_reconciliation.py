"""The page, the sheet and the JSON on both witnesses of the same calls."""

import io
import json

import openpyxl
import pytest

import collectguard as cg
from collectguard.reports import case_json
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Heading, Paragraph, Table
from collectguard.reports.document.opening import opening
from collectguard.reports.document.reconciliation import MOST_ROWS, reconciliation_page
from collectguard.reports.sheets.reconciliation import reconciliation_sheets
from collectguard.reports.workbook import Workbook
from collectguard.settings import settings_for
from collectguard.wording import Wording
from tests.reconciliation.witnesses import Call, list_csv, phone_xml, read
from tests.reports.cases import case_of, case_of_rows

CALLS = [Call(at=3700 * place, talk=20 + place) for place in range(60)]
AGREE = (
    "Two independent sources, the phone's log and the carrier's list, agree on 57 of 60 answered calls at "
    "times that both cover."
)


def log_of(folder, phone, listed, lang="en"):
    log = read(folder, phone=phone_xml(phone), list=list_csv(listed, 37))
    object.__setattr__(log, "settings", settings_for("CN", report_lang=lang))
    return log


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """Two calls missing in the phone, one in the list; the list's clock is 37 s ahead."""
    log = log_of(tmp_path_factory.mktemp("pair"), [*CALLS[:7], *CALLS[8:20], *CALLS[21:]],
                 [*CALLS[:12], *CALLS[13:]])  # fmt: skip
    return case_of(log, charts=[])


def blocks_of(sort, blocks):
    return [block for block in blocks if isinstance(block, sort)]


def test_the_page_says_what_agrees_and_lists_what_does_not(case):
    page = reconciliation_page(case)
    texts = [block.text for block in blocks_of(Paragraph, page)]
    assert texts[0] == AGREE
    assert "in the list 2026-03-02 09:00:37 – 2026-03-04 21:38:57" in texts[2]
    assert "37 s in the median, spread 0 s" in texts[3]
    months, alone = blocks_of(Table, page)
    assert [row[0] for row in months.rows] == ["2026-03"]
    assert months.rows[0][1:] == ("58", "59", "57")
    assert [(row[0], row[3], row[5]) for row in alone.rows] == [
        ("2026-03-02 16:12:17", "27", "in the list only"),
        ("2026-03-02 21:20:00", "32", "in the phone's log only"),
        ("2026-03-03 05:33:57", "40", "in the list only"),
    ]
    ids = set(case.log.events["event_id"])
    assert {row[4] for row in alone.rows} <= ids


def test_the_first_page_has_the_sentence(case):
    texts = [block.text for block in blocks_of(Paragraph, opening(case))]
    assert AGREE in texts


def test_of_several_phones_the_first_page_speaks_of_the_owners_own(tmp_path):
    names = {"mine.xml": phone_xml(CALLS), "list.csv": list_csv(CALLS[1:], 37)}
    names |= {"a.xml": phone_xml(CALLS[:9]), "a.csv": list_csv(CALLS[:9], -90), "b.xml": phone_xml(CALLS[:4])}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    mine, aunt = (
        [tmp_path / name for name in pair] for pair in (("mine.xml", "list.csv"), ("a.xml", "a.csv"))
    )
    settings = settings_for("CN", report_lang="en")
    case = case_of(cg.read(mine, settings, owners={"aunt": aunt, "boss": tmp_path / "b.xml"}), charts=[])
    of_mine = AGREE.replace("57 of 60", "59 of 59")  # what the list lacks lies before its first call
    sentences = [block.text for block in blocks_of(Paragraph, opening(case)) if "agree on" in block.text]
    assert sentences == [of_mine]
    page = reconciliation_page(case)
    assert [block.text for block in blocks_of(Heading, page)][1:] == [
        "The owner's phone",
        "Phone of aunt",
    ]
    leads = [block.text for block in blocks_of(Paragraph, page) if "agree on" in block.text]
    assert leads == [of_mine, AGREE.replace("57 of 60", "9 of 9")]


def test_a_pair_is_one_contact_in_every_figure(case):
    assert case.overall["incoming"] == 60
    assert case.overall["answered"] == 60
    assert len(Assembly(case).evidence.events) == 60


def test_without_a_list_nothing_is_said():
    case = case_of_rows([{"at": "2026-03-01 10:00:00", "party": "+8619400000001"}])
    assert reconciliation_page(case) == []
    assert not [h for h in blocks_of(Heading, Assembly(case).summary().blocks) if "side by side" in h.text]
    assert list(reconciliation_sheets(case, Wording(case.log.settings))) == []


def test_many_calls_of_one_source_are_cut_with_word(tmp_path):
    phone = CALLS[:5] + CALLS[-5:]
    case = case_of(log_of(tmp_path, phone, CALLS), charts=[])
    [alone] = [table for table in blocks_of(Table, reconciliation_page(case)) if "only" in table.caption]
    assert len(alone.rows) == MOST_ROWS == 40
    assert alone.note.startswith("10 more: evidence.xlsx")
    sheet = sheet_of(case)
    assert sheet.max_row == 1 + 60


def sheet_of(case):
    book = Workbook(None)
    for sheet in reconciliation_sheets(case, Wording(case.log.settings)):
        book.add(sheet)
    return openpyxl.load_workbook(io.BytesIO(book.close())).worksheets[0]


def test_the_sheet_holds_every_call(case):
    head, *rows = sheet_of(case).iter_rows(values_only=True)
    assert len(rows) == 60
    results = [dict(zip(head, row, strict=False)) for row in rows]
    assert sorted({row["Result"] for row in results}) == [
        "in both", "in the list only", "in the phone's log only",
    ]  # fmt: skip
    both = results[0]
    assert (both["List less phone, s"], both["Talk time in the phone, s"]) == (37, 20)
    assert both["Time in the phone"] == "2026-03-02 09:00:00.000 +08:00"


def test_the_json_has_the_shape_that_others_rely_on(case, tmp_path):
    case_json.write(case, tmp_path, 10**9)
    found = json.loads((tmp_path / "case.json").read_text())["reconciliation"]
    assert list(found)[:6] == ["matched", "only_phone", "only_list", "offset_s", "spread_s", "months"]
    assert [found[name] for name in list(found)[:5]] == [57, 1, 2, 37, 0]
    assert len(found["calls"]) == 60


def test_chinese_is_chinese(tmp_path):
    page = reconciliation_page(case_of(log_of(tmp_path, CALLS[1:], CALLS[:-1], "zh"), charts=[]))
    texts = [block.text for block in blocks_of(Heading, page) + blocks_of(Paragraph, page)]
    assert not any(word in " ".join(texts) for word in (" the ", "phone", "list "))
