"""Findings in the documents: those of the sample against the counts by hand, and what stands where."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from lxml import html

import collectguard as cg
from collectguard import reports
from collectguard.findings import DayCount, NotEvaluated
from collectguard.reports import summary_pdf
from collectguard.reports.document import findings_pages as pages_module
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Figure, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figures import figures
from collectguard.reports.document.findings_pages import dates, findings_pages
from collectguard.reports.document.findings_table import MOST_ROWS, findings_in_brief
from collectguard.reports.document.found import by_rule, numbered
from collectguard.reports.document.rule_texts import quote, verified
from collectguard.reports.parts import Part
from collectguard.reports.sheets import findings as sheets
from collectguard.settings import settings_for
from collectguard.statements import CaseFile
from collectguard.wording import Wording
from tests.reports.cases import NO_WORDS, case_of, case_of_rows, chart
from tests.reports.conftest import SAID, rows
from tests.reports.test_pdf import read
from tests.reports.test_xlsx import table_of
from tests.rules.test_sample import AGENCY, CASE, CONSUMER, SAMPLE, SMALL

ENGLISH = settings_for("CN", report_lang="en")

# The counts by hand at the head of tests/rules/test_sample.py: rule, who, observed, limit, days, worst day.
BY_HAND = [
    ("CN-GBT45251-HOURS", f"{AGENCY}（13个号码）", 128, 0, 36, "2026-02-24", 13),
    ("CN-GBT45251-HOURS", f"{CONSUMER}（2个号码）", 2, 0, 2, None, 1),
    ("CN-CBA2026-HOURS", f"{CONSUMER}（2个号码）", 2, 0, 2, None, 1),
    ("CN-PIPL-44", f"{AGENCY}（13个号码）", 363, 0, 42, "2026-02-25", 23),
    ("CN-CC-1033", f"{CONSUMER}（2个号码）", 10, 0, 9, None, 2),
    ("CN-CC-1033", f"{SMALL}（15个号码）", 7, 0, 7, None, 1),
]


# --- the sample ---


class Read:
    """The sample's report as others read it."""

    def __init__(self, case, folder):
        reports.save(case, folder, formats=["html", "xlsx", "json"])
        self.case = case
        self.json = json.loads((folder / "case.json").read_text("utf-8"))
        self.page = html.fromstring((folder / "report.html").read_bytes())
        self.book = openpyxl.load_workbook(folder / "evidence.xlsx", read_only=True)

    def sheet(self, name):
        return table_of(self.book[name])

    def table(self, caption):
        """Rows of the table of the page that has this caption."""
        [table] = [each for each in self.page.iter("table") if each.find("caption").text == caption]
        return [[cell.text_content() for cell in row] for row in table.find("tbody")]


@pytest.fixture(scope="module")
def sample():
    return cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))


@pytest.fixture(scope="module")
def named(sample, tmp_path_factory):
    case = case_of(sample, charts=(), case_file=CASE, lexicon=NO_WORDS)
    return Read(case, tmp_path_factory.mktemp("named") / "out")


@pytest.fixture(scope="module")
def nameless(sample, tmp_path_factory):
    return Read(case_of(sample, charts=(), lexicon=NO_WORDS), tmp_path_factory.mktemp("nameless") / "out")


def test_the_first_page_has_the_counts_by_hand(named):
    found = named.table("发现：案情文件写明的对象")
    assert len(found) == len(BY_HAND)
    for number, (row, hand) in enumerate(zip(found, BY_HAND, strict=True), start=1):
        _rule, who, observed, limit, days, worst, most = hand
        assert row[0] == str(number)
        assert row[2:6] == [who, str(observed), str(limit), str(days)]
        assert row[6].endswith(f" ({most})")
        assert worst is None or row[6] == f"{worst} ({most})"
    assert found[0][1].splitlines() == [
        "每日22:00至次日8:00不应催收",
        "不符合GB/T 45251-2025《互联网金融 个人网络消费信贷 贷后催收风控指引》 5.3 业务管理的要求",
    ]


def test_the_workbook_has_the_counts_by_hand(named):
    found = named.sheet("发现")
    assert [(row["规则"], row["对象"], row["统计值"], row["限值"], row["天数"]) for row in found] == [
        hand[:5] for hand in BY_HAND
    ]
    assert [row["该日次数"] for row in found] == [hand[6] for hand in BY_HAND]
    assert {row["案情文件已写明归属"] for row in found} == {"是"}
    days = Counter(row["发现序号"] for row in named.sheet("发现的日期"))
    assert days == {number: hand[4] for number, hand in enumerate(BY_HAND, start=1)}
    events = named.sheet("发现的记录")
    assert Counter(row["发现序号"] for row in events) == {1: 128, 2: 2, 3: 2, 4: 363, 5: 10, 6: 7}
    listed = {row["记录编号"]: row["序号"] for row in named.sheet("通信记录明细")}
    assert all(listed[row["记录编号"]] == row["明细序号"] for row in events)
    counted = {row["规则"]: row["发现"] for row in named.sheet("规则") if row["已对照"] == "是"}
    assert counted.items() >= {
        "CN-GBT45251-HOURS": 2, "CN-GBT45251-VOICE-INTERACTIVE": 0, "CN-GBT45251-VOICE-NOTICE": 0,
        "CN-CBA2026-HOURS": 1, "CN-CBA2026-ATTEMPTS": 0, "CN-CC-1033": 2, "CN-PIPL-44": 1,
    }.items()  # fmt: skip
    assert sum(counted.values()) == len(BY_HAND)
    assert all(row["原因"] for row in named.sheet("规则") if row["已对照"] == "否")


def test_the_data_have_the_counts_by_hand(named):
    found = named.json["findings"]
    assert [set(each) for each in found] == [
        {"rule", "force", "subject", "observed", "limit", "days", "event_ids", "boundary_count", "sentence"}
    ] * 6
    assert [(each["rule"], each["observed"], each["limit"], len(each["days"])) for each in found] == [
        (hand[0], *hand[2:5]) for hand in BY_HAND
    ]
    assert found[0]["subject"] == {"kind": "actor", "id": AGENCY}
    assert found[0]["boundary_count"] == 7
    assert {"date": "2026-02-24", "count": 13} in found[0]["days"]
    assert sum(day["count"] for day in found[0]["days"]) == len(found[0]["event_ids"]) == 128
    rules = named.json["rules"]
    assert rules["sentence"] == "已对照17条规则，得出6项发现。"
    assert len(rules["evaluated"]) == 17
    assert all(set(each) == {"rule", "reason"} and each["reason"] for each in rules["not_evaluated"])


def test_without_a_case_file_each_rule_has_one_line_and_nobody_is_named(nameless):
    """157 night contacts of 16 parties, two of them hidden; the highest of one number is 29."""
    hours, later, attempts = nameless.table("可能的发现：号码属于哪家机构，尚无人确认")
    assert (hours[0], later[0], attempts[0]) == ("1–11", "12–22", "23–26")
    assert hours[2:5] == ["14个号码和未显示号码的来电，合计157次联系", "29", "0"]
    assert attempts[2:6] == ["4个号码，合计33次联系", "10", "6", "4"]
    assert attempts[6] == "2026-02-25 (10)"
    assert hours[1].splitlines()[1].startswith("如经确认该号码属于本规则所指的一方：")
    assert {row["案情文件已写明归属"] for row in nameless.sheet("发现")} == {"否"}
    titles = [heading.text for heading in nameless.page.iter("h2")]
    assert "可能的发现逐条说明（号码归属尚未确认）" in titles
    assert not any(
        each.find("caption").text == "发现：案情文件写明的对象" for each in nameless.page.iter("table")
    )


def test_every_contact_of_a_finding_is_on_the_list_under_its_number(named):
    events = Evidence.of(named.case).events.set_index("event_id")["number"]
    for finding in named.case.evaluation.findings:
        assert set(finding.event_ids) <= set(events.index)
    [numbers] = [row[1] for row in named.table("第2项") if row[0] == "在明细中的序号"]
    first, second = events[list(named.case.evaluation.findings[1].event_ids)]
    assert numbers == f"2次联系：第{first}, {second}号"


# --- order and place ---


@pytest.fixture(scope="module")
def mixed():
    """Two findings on named actors, then the same on numbers that nobody has assigned."""
    said, unsaid = (case_of_rows(rows(), ENGLISH, case_file=file) for file in (SAID, CaseFile()))
    both = (*unsaid.evaluation.findings[:2], *said.evaluation.findings[:2])
    return replace(said, evaluation=replace(said.evaluation, findings=both))


def texts(blocks, sort):
    return [block.text for block in blocks if isinstance(block, sort)]


def test_assigned_findings_come_first_and_apart(mixed):
    assert [each.finding.assigned for each in numbered(mixed)] == [True, True, False, False]
    assert [each.number for each in numbered(mixed)] == [1, 2, 3, 4]
    first, second = [block for block in findings_in_brief(mixed) if isinstance(block, Table)]
    assert first.caption == "Findings on those whom the case file names"
    assert second.caption.startswith("Possible findings: nobody has confirmed yet")
    assert [row[0] for row in (*first.rows, *second.rows)] == ["1", "2", "3", "4"]
    assert all("If the number is confirmed" in row[1] for row in second.rows)
    assert not any("If the number is confirmed" in row[1] for row in first.rows)
    headings = texts(findings_pages(mixed, Evidence.of(mixed)), Heading)
    assert headings.index("Possible findings, one by one") > max(
        place for place, text in enumerate(headings) if text[:2] in {"1.", "2."}
    )


def test_the_text_of_a_rule_stands_once_before_its_findings():
    case = case_of_rows(rows(), ENGLISH)
    blocks = findings_pages(case, Evidence.of(case))
    for group in by_rule(numbered(case)):
        words = f"“{group.first.citation.quote}”"
        assert sum(row[1] == words for b in blocks if isinstance(b, Table) for row in b.rows) == 1
        other_side = [
            row[1] for b in blocks if isinstance(b, Table)
            for row in b.rows if row[0] == "What the other side may say"
        ]  # fmt: skip
    assert len(other_side) == len(by_rule(numbered(case)))


def test_a_log_within_all_limits_says_so_and_clears_nobody():
    case = case_of_rows([{"at": "2026-03-01 10:00:00", "party": "+8619400000001"}], ENGLISH)
    blocks = findings_pages(case, Evidence.of(case))
    assert "it clears nobody" in texts(blocks, Paragraph)[0]
    assert texts(blocks, Heading) == [
        "Findings, one by one", "Rules that the log was measured against", "Rules that were not evaluated",
    ]  # fmt: skip
    assert not [block for block in findings_in_brief(case) if isinstance(block, Table)]


def test_where_no_rule_is_known_that_is_said_and_no_more():
    case = case_of_rows(
        [{"at": "2026-03-01 23:00:00", "party": "+12025550123"}], settings_for("CA", tz="America/Toronto")
    )
    assert texts(findings_in_brief(case), Paragraph)[0].startswith("No rule could be evaluated")
    assert texts(findings_pages(case, Evidence.of(case)), Heading) == ["Findings, one by one"]


def test_a_calendar_of_findings_stands_with_them():
    case = case_of_rows(rows(), ENGLISH)
    calendars = tuple(chart(name, case.tables["daily"]) for name in ("calendar", "calendar-2"))
    case = replace(case, charts=(*case.charts, *calendars))

    def names(blocks):
        return [block.chart.name for block in blocks if isinstance(block, Figure)]

    assert names(findings_pages(case, Evidence.of(case))) == ["calendar", "calendar-2"]
    assert names(figures(case)) == ["timeline", "daily"]
    assert names(Assembly(case).part(Part(1, 0, 0, "")).blocks) == [
        "calendar", "calendar-2", "timeline", "daily",
    ]  # fmt: skip


# --- many ---


def with_findings(case, number):
    """The case with so many findings of so many rules, each with names as long as they come."""
    first = case.evaluation.findings[0]
    many = tuple(
        replace(
            first,
            rule=f"XX-{place:03d}",
            title="A rule with a title that does not end soon " * 3,
            subject_name="名字很长的虚构催收公司" * 12,
            strength=first.strength * 2,
            assigned=place % 2 == 0,
        )
        for place in range(number)
    )
    waiting = tuple(NotEvaluated(f"YY-{place:03d}", "reason") for place in range(40))
    return replace(case, evaluation=replace(case.evaluation, findings=many, not_evaluated=waiting))


@pytest.mark.parametrize("number", [2 * MOST_ROWS, 80])
def test_the_summary_keeps_to_three_pages_and_says_where_the_rest_is(number, tmp_path):
    case = with_findings(case_of_rows(rows(), ENGLISH, case_file=SAID), number)
    for table in (block for block in findings_in_brief(case) if isinstance(block, Table)):
        rest = number // 2 - len(table.rows)
        assert 1 <= len(table.rows) < MOST_ROWS
        assert table.note == f"{rest} more rules: report.pdf, “Findings, one by one”."
    [path] = summary_pdf.write(case, tmp_path, 2_000_000)
    assert len(read(path).pages) <= 3


def test_the_summary_of_the_sample_with_all_that_its_messages_hold_keeps_to_three_pages(tmp_path):
    log = cg.read(sorted(SAMPLE.glob("*.xml")), ENGLISH)
    [path] = summary_pdf.write(cg.analyze(log, case_file=CASE), tmp_path, 2_000_000)
    assert len(read(path).pages) <= 3


def test_more_findings_than_pages_show_are_said_to_be_in_the_workbook(monkeypatch):
    monkeypatch.setattr(pages_module, "MOST_SHOWN", 5)
    case = with_findings(case_of_rows(rows(), ENGLISH, case_file=SAID), 12)
    blocks = findings_pages(case, Evidence.of(case))
    assert sum(block.anchor.startswith("finding-") for block in blocks if isinstance(block, Heading)) == 5
    assert "Shown are the first 5 of 12 findings; evidence.xlsx, sheet “Findings”, holds all." in texts(
        blocks, Paragraph
    )


def test_more_contacts_than_the_sheet_holds_are_said_to_be_in_the_data(monkeypatch):
    case = case_of_rows(rows(), ENGLISH, case_file=SAID)
    total = sum(len(finding.event_ids) for finding in case.evaluation.findings)
    for most, columns in ((total, 6), (total - 1, 7)):
        monkeypatch.setattr(sheets, "MOST_EVENTS", most)
        sheet = sheets.finding_events(case, Evidence.of(case), Assembly(case).wording)
        assert (len(list(sheet.rows)), len(sheet.columns)) == (most, columns)


def test_no_wording_is_called_verified_where_none_is_carried():
    citation = case_of_rows(rows(), ENGLISH, case_file=SAID).evaluation.findings[0].citation
    english = Wording(ENGLISH)
    article = replace(citation, quote=None, verified="VT", note=None)
    assert verified(replace(article, quote="原文"), english).startswith("word for word, against a full text")
    assert verified(article, english) == (
        f"the article was found in a full text of the instrument; checked on {citation.checked_on}"
    )
    assert quote(article, english) == "no wording is carried"


def test_dates_are_put_together_by_month():
    days = [
        DayCount(date(2025, 12, 31), 1),
        DayCount(date(2026, 1, 1), 12),
        DayCount(date(2026, 1, 9), 3),
    ]
    assert dates(days) == "2025-12: 31 (1)\n2026-01: 01 (12), 09 (3)"
    assert dates([]) == ""
