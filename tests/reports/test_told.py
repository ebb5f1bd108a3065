"""What the owner has said, and what it makes countable, in documents and in the workbook."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from lxml import html as lxml_html

from collectguard import statements
from collectguard.i18n import translator
from collectguard.reports.document import told_words
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Bullets, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.told import told
from collectguard.reports.parts import Part
from collectguard.reports.report_html import html
from collectguard.reports.sheets.told import told_sheets
from collectguard.reports.workbook import Workbook
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile, Complaint, Debt, Protected, StopRequest
from collectguard.wording import Wording
from tests.reports.cases import case_of_rows
from tests.reports.texts import HOSTILE, REVERSED
from tests.sample_reader import SHANGHAI

A, B, C, FRIEND, STRANGER = (f"+861940000000{n}" for n in range(1, 6))
EN, ZH = settings_for("CN", report_lang="en"), settings_for("CN")
STOPPED = datetime(2026, 3, 11, 9, tzinfo=SHANGHAI)
SAID = CaseFile(
    owner_name="Made Up",
    owner_role="debtor",
    owner_parties=("+8619400000077",),
    actors=(
        Actor("lender", "Sample Loans", "lender", (A,), ("样例",)),
        Actor("agency", "Fictive Agency", "agency", (B, C)),
    ),
    debts=(
        Debt(
            "d1", "Sample Loans", "micro_loan", "online_loan", due=date(2026, 3, 5),
            settled_on=date(2026, 3, 18), actors=("lender",),
        ),
    ),
    protected=(Protected("Mother", "relative", owner="mother"), Protected("Boss", "employer")),
    stop_requests=(
        StopRequest("s1", "agency", at=STOPPED, how="sms"),
        StopRequest("s2", STRANGER, on=date(2026, 3, 30), how="call"),
    ),
    known_good=(FRIEND,),
    complaints=(Complaint(date(2026, 3, 11), "hotline", "A-1"),),
)  # fmt: skip
ROWS = [
    *({"at": f"2026-03-{day:02d} 10:00:00", "party": A} for day in (1, 4, 5, 18, 19, 20)),
    *({"at": f"2026-03-{day:02d} 10:00:00", "party": B} for day in (2, 9)),
    *(
        {"at": f"2026-03-{day:02d} 22:30:00", "party": C, "kind": "call", "outcome": "missed"}
        for day in (12, 13, 14)
    ),
    {"at": "2026-03-03 10:00:00", "party": STRANGER},
    {"at": "2026-03-03 11:00:00", "party": FRIEND},
    {"at": "2026-03-16 11:00:00", "party": C, "owner": "mother"},
    {"at": "2026-03-21 10:00:00", "party": FRIEND, "direction": "out", "outcome": "sent"},
    {
        "at": "2026-03-01 09:00:00", "party": FRIEND, "kind": "call", "direction": "out",
        "outcome": "unanswered",
    },
]  # fmt: skip


def case_with(said, settings=EN, rows=ROWS, remarks=()):
    return replace(case_of_rows(rows, settings, charts=[], case_file=said), remarks=remarks)


def lines(blocks):
    """Everything that the blocks say, a line a text or row."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from block.items
            case Table():
                yield " | ".join(column.title for column in block.columns)
                yield from (" | ".join(row).replace("\n", " / ") for row in block.rows)
                yield block.note


def said_by(said, **more):
    return list(lines(told(case_with(said, **more))))


@pytest.fixture(scope="module")
def english():
    return said_by(SAID, remarks=("Case file, line 3: something.",))


def test_without_a_case_file_there_is_nothing():
    case = case_of_rows(ROWS, EN, charts=[])
    assert told(case) == []
    assert list(told_sheets(case, Evidence.of(case), Wording(EN))) == []
    assert "has said" not in page_of(case)


def test_a_case_file_that_says_nothing_is_not_mentioned():
    assert told(case_with(CaseFile(region="CN", tz="Asia/Shanghai"))) == []


def test_the_statements_come_first_and_are_the_owners(english):
    assert english[0] == "What the owner has said, and what it makes countable"
    assert english[1].startswith("The owner of the phone says this")
    for line in (
        "Owner of the phone | Made Up; the debtor",
        "The owner's own numbers | 19400000077",
        (
            "Who makes contact | Sample Loans: lender; 19400000001; signs as 【样例】 / "
            "Fictive Agency: collection agency; 19400000002, 19400000003"
        ),
        (
            "Debts | d1: Sample Loans; micro-loan company; online loan; due on 2026-03-05; "
            "settled on 2026-03-18; collected by Sample Loans"
        ),
        "People to be left in peace | Mother: relative / Boss: employer or colleague",
        (
            "Requests to stop | s1: to Fictive Agency; 2026-03-11 09:00:00 +08:00; by text message / "
            "s2: to 19400000005; 2026-03-30, the time is not known; by telephone"
        ),
        "Numbers to leave out | 19400000004",
        "Complaints | 2026-03-11: hotline; number A-1",
        "Case file, line 3: something.",
    ):
        assert line in english
    assert english.index("Case file, line 3: something.") < english.index(
        "Each actor, all its numbers together"
    )


def test_actors_with_what_belongs_to_none(english):
    assert (
        "Fictive Agency / collection agency | 2 of 2 | 5 | 0, 3 | 2 | 3 (3) | 2026-03-02 (1) | "
        "2026-03-02 / 2026-03-14 | 3 / 19400000003"
    ) in english
    assert any(line.startswith("reported on, but put down to no actor | 1 | 1 |") for line in english)
    assert any(line.startswith("on other people's phones | 1 | 1 |") for line in english)
    assert "all contacts |  | 14 |  |  |  |  |  | " in english
    [sentence] = [line for line in english if line.startswith("An actor's figures")]
    assert "is a lower bound of what the actor did" in sentence
    assert "1 contact from others reported on, 1 number, are put down to no actor." in sentence


def test_requests_and_their_caveats(english):
    # 2 and 9 March before, 12 to 14 March after; 1 March 09:00 to 11 March 09:00 to 21 March 10:00
    [row] = [line for line in english if line.startswith("s1 / to Fictive Agency")]
    assert row.startswith(
        "s1 / to Fictive Agency / 2026-03-11 09:00:00 +08:00 / by text message | "
        "2 in 10.0 days / 0.20 a day | 3 in 10.0 days / 0.30 a day | 1.49 / ("
    )
    assert row.endswith(") | 3 | 2026-03-12 22:30:00 +08:00 / 2026-03-14 22:30:00 +08:00")
    [late] = [line for line in english if line.startswith("s2 / to 19400000005")]
    assert late == (
        "s2 / to 19400000005 / from 2026-03-31 00:00:00 +08:00 on / by telephone | "
        "1 in 20.0 days / 0.05 a day | nothing recorded | not compared | 0 | "
    )
    assert "s2: the records end before it counts; what came after it, these backups cannot show." in english
    assert any(line.startswith("s2: it was made to one number") and "lower bound" in line for line in english)


def test_dates_of_debts(english):
    # before the 5th: 1 and 4 March; after the 18th: 19 and 20 March
    assert (
        "d1 / Sample Loans | 2026-03-05 | 2 (2) | 2026-03-01 / 2026-03-04 | 2026-03-18 | 2 (2) | 0" in english
    )
    assert "No debt of the case file is collected by: Fictive Agency (5 contacts)." in english


def test_nothing_is_owed_by_somebody_unrelated():
    english = said_by(replace(SAID, owner_role="unrelated", debts=()))
    assert (
        "By the word of the owner nothing is owed on this phone: all 11 contacts of actors are such."
        in english
    )


def test_protected_people(english):
    assert "Mother / relative | read | 1 | 1 | 1 | 2026-03-16 | 19400000003" in english
    assert "Boss / employer or colleague | not read |  |  |  |  | " in english
    unread = said_by(replace(SAID, protected=(Protected("Mother"),)))
    assert any(line.startswith("No backup of a phone of these people was read: Mother.") for line in unread)


def test_complaints_are_neutral(english):
    [row] = [line for line in english if line.startswith("2026-03-11 / hotline / A-1")]
    assert "not why" in " ".join(english)
    assert row.count("|") == 4
    assert not re.search(r"escalat|retaliat|silence or", " ".join(english))


def test_calls_that_reach_back_less_far_are_said():
    rows = [
        *({"at": f"2026-03-{day:02d} 00:00:00", "party": B} for day in (1, 3, 10, 20)),
        {"at": "2026-03-09 00:00:00", "party": C, "kind": "call", "outcome": "missed", "duration_s": 0},
        {"at": "2026-03-15 00:00:00", "party": C, "kind": "call", "outcome": "missed", "duration_s": 0},
    ]
    english = said_by(SAID, rows=rows)
    assert (
        "s1: compared is the time from 2026-03-09 on, when both calls and messages are recorded: 2 "
        "contacts in 2.4 days before, 2 contacts in 8.6 days after."
    ) in english
    assert any(
        line.startswith(
            "The backups hold calls from 2026-03-09 to 2026-03-15 and messages from 2026-03-01 to"
        )
        for line in english
    )


def test_too_short_to_compare():
    rows = [{"at": "2026-03-11 08:00:00", "party": B}, {"at": "2026-03-13 08:00:00", "party": B}]
    english = said_by(replace(SAID, stop_requests=SAID.stop_requests[:1], complaints=()), rows=rows)
    assert any(line.startswith("s1 / to Fictive Agency") and "| not compared |" in line for line in english)
    assert any(line.startswith("s1: 0.0 days are recorded before it and 2.0 after it") for line in english)


def test_nothing_before_gives_a_lower_end_only():
    rows = [{"at": "2026-03-01 09:00:00", "party": FRIEND}, {"at": "2026-03-21 09:00:00", "party": B}]
    english = said_by(replace(SAID, stop_requests=SAID.stop_requests[:1], complaints=()), rows=rows)
    [row] = [line for line in english if line.startswith("s1 / to Fictive Agency")]
    assert "| none before; 0.03 or more |" in row  # 1 in 10 days each: odds 0.025 / 0.975


# --- whole documents ---


def page_of(case):
    document = Assembly(case).part(Part(1, 0, 10, ""))
    return lxml_html.fromstring(html(document, {})).text_content()


def workbook_of(case):
    book = Workbook(None)
    wording = Wording(case.log.settings)
    for sheet in told_sheets(case, Evidence.of(case), wording):
        book.add(sheet)
    return openpyxl.load_workbook(io.BytesIO(book.close()))


def table_of(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_it_stands_in_the_page_behind_the_first():
    page = page_of(case_with(SAID))
    assert page.index("In brief") < page.index("and what it makes countable") < page.index("Sender by sender")


def test_hostile_names_stay_text():
    texts = [*HOSTILE.values(), REVERSED]
    said = replace(
        SAID,
        actors=tuple(Actor(f"a{n}", text, parties=(A, B, C)[n : n + 1]) for n, text in enumerate(texts)),
        debts=tuple(Debt(f"d{n}", text) for n, text in enumerate(texts)),
        protected=tuple(map(Protected, texts)),
        stop_requests=(StopRequest("s1", "a1", at=STOPPED),),
        complaints=tuple(Complaint(date(2026, 3, 11), text, text) for text in texts),
    )
    case = case_with(said)
    everything = "\n".join(lines(told(case)))
    assert all(text.replace("\n", " / ") in everything for text in texts)
    page = lxml_html.fromstring(html(Assembly(case).part(Part(1, 0, 10, "")), {}))
    assert not page.xpath("//script | //img")
    book = workbook_of(case)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}


def test_sheets_hold_the_same_figures():
    case = case_with(SAID)
    book = workbook_of(case)
    assert book.sheetnames == [
        "Actors", "After requests", "Debts", "Protected people", "After complaints",
        "Contacts behind the figures",
    ]  # fmt: skip
    actors = table_of(book["Actors"])
    assert [(row["Actor"], row["Contacts"], row["Numbers"]) for row in actors[:2]] == [
        ("Sample Loans", 6, "19400000001"),
        ("Fictive Agency", 5, "19400000002 19400000003"),
    ]
    assert sum(row["Contacts"] for row in actors) == len(case.log.contacts)
    first, late = table_of(book["After requests"])
    assert (first["Contacts before"], first["Contacts after"], first["Days with a contact after"]) == (
        2,
        3,
        3,
    )
    assert late["Comparison"] == "not compared: nothing was recorded after"
    assert late["Rate after over rate before"] is None
    [debt] = table_of(book["Debts"])
    assert (debt["Contacts before"], debt["Contacts after"], debt["Due on"]) == (2, 2, "2026-03-05")
    contacts = table_of(book["Contacts behind the figures"])
    assert [(row["Figure"], row["Of"]) for row in contacts] == [
        *[("Contacts after a request to stop", "s1")] * 3,
        *[("Contacts before the due date", "d1")] * 2,
        *[("Contacts after settlement", "d1")] * 2,
        ("Contacts of actors to a protected person", "Mother"),
        *[("Contacts after a complaint", "2026-03-11")] * 6,  # 12 to 14, 18 to 20 March
    ]
    known = case.log.contacts.set_index("event_id")["party"]
    assert {known[row["Event ID"]] for row in contacts[:3]} == {C}
    listed = Evidence.of(case).events.set_index("event_id")["number"]
    assert all(row["No."] == listed[row["Event ID"]] for row in contacts)


def test_chinese_is_chinese():
    chinese = "\n".join(said_by(replace(SAID, owner_name=None), settings=ZH))
    assert not re.search(r"\b(?:the|of|contacts?|calls?|days)\b", chinese)
    assert "要求停止联系" in chinese
    sheets = workbook_of(case_with(SAID, ZH))
    assert sheets.sheetnames[:2] == ["催收方", "要求停止之后"]


@pytest.mark.parametrize("settings", [EN, ZH])
def test_no_word_of_guilt(settings):
    text = "\n".join(said_by(SAID, settings=settings))
    assert not re.search(
        r"违法|非法|犯罪|违规|骚扰|illegal|unlawful|violat|harass|催收人", text, re.IGNORECASE
    )


def test_every_code_has_words():
    for lang in ("en", "zh"):
        _ = translator(lang)
        for words, codes in (
            (told_words.owner_roles, statements.OWNER_ROLES),
            (told_words.actor_roles, statements.ACTOR_ROLES),
            (told_words.creditor_types, statements.CREDITOR_TYPES),
            (told_words.debt_kinds, statements.DEBT_KINDS),
            (told_words.relations, statements.RELATIONS),
            (told_words.ways, statements.REQUESTED_HOW),
            (told_words.asking, statements.REQUESTED_BY),
        ):
            assert set(words(_)) == set(codes)
            assert all(words(_).values())
