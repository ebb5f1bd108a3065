"""Who is behind the numbers, in documents and in the workbook: against truth written down by hand."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html as lxml_html

import collectguard as cg
from collectguard import pipeline
from collectguard.actors import rotation
from collectguard.reports.document.actor_pages import actor_pages
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Figure, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figures import figures
from collectguard.reports.document.rotation_words import rotation_rows
from collectguard.reports.parts import Part
from collectguard.reports.report_html import html
from collectguard.reports.sheets.actors import actor_sheets
from collectguard.reports.workbook import Workbook
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile, Protected
from collectguard.wording import Wording
from tests.logs import log_of
from tests.reports.cases import case_of, chart
from tests.reports.texts import HOSTILE, REVERSED

SAMPLE = Path(__file__).parents[2] / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
EN, ZH = settings_for("CN", report_lang="en"), settings_for("CN")
A, B, C, D, E, FRIEND = (f"+861940000000{n}" for n in range(1, 7))
PRESS = "您的欠款已逾期，请尽快处理。"

ROWS = [
    {"at": "2026-03-01 10:00:00", "party": A, "body": f"【虚构资产】{PRESS}"},
    {"at": "2026-03-01 22:00:00", "party": A, "kind": "call", "outcome": "missed"},
    {"at": "2026-03-01 23:00:00", "party": A, "kind": "call", "outcome": "missed"},
    {"at": "2026-03-03 10:00:00", "party": B, "body": f"【虚构资产】{PRESS}"},
    {"at": "2026-03-03 10:00:00", "party": B, "body": f"【虚构资产】{PRESS}请回电19400000003"},
    {"at": "2026-03-05 12:00:00", "party": C, "kind": "call", "outcome": "missed"},
    {"at": "2026-03-06 12:00:00", "party": D, "body": f"【示例小贷】{PRESS}再联系19400000005"},
    {"at": None, "time_quality": "missing", "party": D, "body": f"【示例小贷】{PRESS}"},
    {"at": "2026-03-06 13:00:00", "party": FRIEND, "known": True, "body": "晚上吃饭吗"},
]  # fmt: skip
"""Two firms: one of three numbers, of which the third only calls; the other of one number."""
CONFIRMED = CaseFile(owner_role="debtor", actors=(Actor("agency", "虚构资产管理", "agency", (A, B)),))


def case_with(said=None, settings=EN, rows=ROWS):
    return case_of(log_of(rows, settings), charts=[], case_file=said)


def pages(case):
    return actor_pages(case, Evidence.of(case))


def texts(blocks):
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Table():
                yield block.caption
                yield from (" | ".join(row) for row in block.rows)
                yield block.note


def table(blocks, caption):
    [found] = [block for block in blocks if isinstance(block, Table) and block.caption == caption]
    return found


def facts(blocks, name):
    return dict(table(blocks, f"Figures of {name}").rows)


# --- what a hand has counted


def test_a_suggestion_says_that_nobody_has_confirmed_it():
    blocks = pages(case_with())
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles == ["Who is behind the numbers", "May belong together: the owner decides", "虚构资产"]
    assert facts(blocks, "虚构资产")["Confirmed or suggested"] == (
        "suggested, not confirmed: these numbers may belong together"
    )


def test_a_name_in_a_message_proves_nobody():
    assert "anybody can write a name" in "\n".join(texts(pages(case_with())))


def test_both_counts_stand_side_by_side():
    blocks = pages(case_with())
    rows = facts(blocks, "虚构资产")
    assert rows["All its numbers as one"] == "6: 3 calls, 3 messages"
    assert rows["Most from one number alone"] == "3 contacts, from 19400000001"
    assert rows["At night (22:00 to 08:00 of the next day)"] == "2 contacts, on 1 night"
    numbers = table(blocks, "Its numbers, each by itself").rows
    assert [(row[0], *row[2:6]) for row in numbers] == [
        ("19400000001", "3", "2", "1", "2"),
        ("19400000002", "2", "0", "2", "0"),
        ("19400000003", "1", "1", "0", "0"),
        ("all as one", "6", "3", "3", "2"),
    ]


def test_the_change_of_numbers_in_words():
    rows = facts(pages(case_with()), "虚构资产")
    assert rows["Different numbers on a day"] == (
        "1.0 on average on days with a contact; at most 1, first on 1 March 2026"
    )
    assert rows["New numbers"] == "one every 2.0 days on average, after the first day"  # 2 in 4 days
    assert rows["Most numbers in a row of contacts"] == "3 different numbers within 6 consecutive contacts"
    assert rows["Effective senders"].startswith("2.7: ")  # shares 1/2, 1/3, 1/6: 2**.5 * 3**(1/3) * 6**(1/6)
    assert (
        rows["From numbers hardly used"] == "100.0 % of the contacts come from numbers used at most 3 times"
    )


def test_the_reasons_lead_to_the_evidence_list():
    case = case_with()
    signature, callback, wording = table(pages(case), "What these numbers share").rows
    assert signature == (
        "signature", "虚构资产", "2: 19400000001, 19400000002", "2026-03-01\n2026-03-03", "1, 4–5",
    )  # fmt: skip
    assert callback[:3] == ("number to call back", "19400000003", "2: 19400000002, 19400000003")
    assert (callback[3], callback[4]) == ("2026-03-03", "5")
    assert wording[0] == "same wording"
    listed = Evidence.of(case).events.set_index("number")["body"]
    assert all("虚构资产" in listed[number] for number in (1, 4, 5))


def test_wording_under_another_name_is_a_lead_and_joins_nobody():
    blocks = pages(case_with())
    lead = table(blocks, "Same wording from other numbers: a lead, not put together")
    assert [row[2] for row in lead.rows] == ["1: 19400000004"]
    assert "19400000004" not in str(table(blocks, "Its numbers, each by itself").rows)


def test_confirmed_and_suggested_stand_apart():
    blocks = pages(case_with(CONFIRMED))
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles == [
        "Who is behind the numbers", "Confirmed by the owner", "虚构资产管理",
        "May belong together: the owner decides", "Further numbers, perhaps of 虚构资产管理",
    ]  # fmt: skip
    rows = facts(blocks, "虚构资产管理")
    assert rows["Confirmed or suggested"] == "put together by the owner of the phone, in the case file"
    assert rows["Role"] == "collection agency"
    assert rows["All its numbers as one"] == "5: 2 calls, 3 messages"
    told = case_with(CONFIRMED).told.actors.loc["actor:agency"]
    assert (told["incoming"], told["call_count"]) == (5, 2)
    assert (
        "may belong to agency as well"
        in (facts(blocks, "Further numbers, perhaps of 虚构资产管理")["Confirmed or suggested"])
    )


def test_nothing_is_said_where_nobody_is_suspected():
    assert pages(case_with(rows=ROWS[-1:])) == []
    assert pages(case_with(rows=[])) == []


def test_an_actor_that_never_came():
    blocks = pages(case_with(CaseFile(actors=(Actor("x", "Nobody", parties=(E,)),)), rows=ROWS[-1:]))
    assert facts(blocks, "Nobody")["Contacts"] == "none from these numbers on the owner's phone"


# --- phones of others

MOTHER = replace(CONFIRMED, protected=(Protected("假母亲", "relative", owner="mother"),))
THEIRS = [
    {"at": "2026-03-04 12:00:00", "party": A, "owner": "mother", "kind": "call", "outcome": "missed"},
    {"at": "2026-03-05 12:00:00", "party": A, "owner": "mother", "kind": "call", "outcome": "missed"},
    {"at": "2026-03-05 13:00:00", "party": C, "owner": "mother", "kind": "call", "outcome": "missed"},
]


def test_who_was_reached_by_which_number():
    blocks = pages(case_with(MOTHER, rows=[*ROWS, *THEIRS]))
    assert table(blocks, "Numbers of actors on phones of people who do not owe").rows == [
        ("虚构资产管理", "19400000001", "假母亲", "2", "2026-03-04\n2026-03-05"),
        ("虚构资产管理 (suggested)", "19400000003", "假母亲", "1", "2026-03-05"),
    ]
    rows = facts(blocks, "虚构资产管理")
    assert rows["All its numbers as one"] == "5: 2 calls, 3 messages"
    assert rows["On other people's phones"] == "2 contacts; not counted here"


def test_that_nobody_was_reached_is_said_only_of_phones_that_were_read():
    silent = [{**ROWS[-1], "owner": "mother"}]
    said = "\n".join(texts(pages(case_with(MOTHER, rows=[*ROWS, *silent]))))
    assert "none of these numbers made contact" in said
    assert "none of these numbers made contact" not in "\n".join(texts(pages(case_with(MOTHER))))


# --- the sample, whose truth was written down while it was made up


@pytest.fixture(scope="module")
def sample():
    """The made-up phone without a case file, with a stand-in for the chart of its first actor."""
    case = pipeline.without_charts(cg.read(sorted(SAMPLE.glob("*.xml")), EN))
    lanes = replace(chart("actors-1", case.tables["daily"]), about=case.actors[0].id)
    return replace(case, charts=(chart("daily", case.tables["daily"]), lanes))


def test_the_agency_of_the_sample_is_whole_and_stands_first(sample):
    planted = TRUTH["actors"]["虚构资产管理"]
    agency = sample.actors[0]
    assert set(agency.parties) == set(planted["parties"])
    assert {set(one.parties) <= set(TRUTH["actors"][name]["parties"]) for one, name in zip(
        sample.actors, ("虚构资产管理", "示例小贷", "冒充法院的号码"), strict=True
    )} == {True}  # fmt: skip
    row = sample.actor_figures.loc[agency.id]
    assert (row["incoming"], row["night_count"], row["nights"], row["active_days"]) == tuple(
        planted[name] for name in ("incoming", "night_count", "nights", "active_days")
    )
    assert (row["busiest_day"].date(), row["busiest_day_count"]) == (
        date.fromisoformat(planted["busiest_day"]["date"]), planted["busiest_day"]["count"],
    )  # fmt: skip
    assert sample.blocks["actor_figures"][agency.id]["longest_run"] == planted["longest_run"]


def test_the_page_of_the_agency(sample):
    planted = TRUTH["actors"]["虚构资产管理"]
    blocks = pages(sample)
    numbers = next(b for b in blocks if isinstance(b, Table) and b.caption == "Its numbers, each by itself")
    single = {row[0]: int(row[2]) for row in numbers.rows}
    assert single.pop("all as one") == planted["incoming"] == sum(single.values())
    assert single == {
        party.removeprefix("+86"): TRUTH["parties"][party]["incoming"] for party in planted["parties"]
    }
    first = [TRUTH["parties"][f"+86{number}"]["first_ms"] for number in single]
    assert first == sorted(first)
    reasons = next(b for b in blocks if isinstance(b, Table) and b.caption == "What these numbers share")
    assert [row[0] for row in reasons.rows] == ["signature", *["same wording"] * 8]
    assert reasons.note.startswith(f"{len(sample.actors[0].evidence) - 9} more: evidence.xlsx")


def test_the_chart_stands_with_its_actor_and_nowhere_else(sample):
    names = [block.chart.name for block in pages(sample) if isinstance(block, Figure)]
    assert names == ["actors-1"]
    assert [block.chart.name for block in figures(sample) if isinstance(block, Figure)] == ["daily"]
    said = "\n".join(texts(pages(sample)))
    assert "A chart is drawn for actors with several numbers, for the 1 with the most contacts." in said


@pytest.mark.parametrize("settings", [EN, ZH])
def test_no_word_of_guilt(settings):
    said = "\n".join(texts(pages(case_with(CONFIRMED, settings))))
    assert not re.search(r"违法|非法|犯罪|违规|骚扰|illegal|unlawful|violat|harass|same agency", said)


def test_chinese_is_chinese():
    said = "\n".join(texts(pages(case_with(MOTHER, ZH, rows=[*ROWS, *THEIRS]))))
    assert "号码背后是谁" in said
    assert not re.search(r"\b(?:the|of|numbers?|contacts?|calls?|days|suggested)\b", said)


# --- which actors are drawn


def test_eight_charts_at_most_those_with_the_most_contacts():
    rows = []
    for firm in range(10):
        for number in range(2):
            party = f"+86194000{firm:02d}00{number}0"
            rows += [
                {
                    "at": f"2026-03-{day:02d} 1{number}:00:00",
                    "party": party,
                    "body": f"【虚构公司{firm}】{PRESS}",
                }
                for day in range(1, 4 + firm)
            ]
    case = pipeline.without_charts(log_of(rows, EN))
    assert len(case.actors) == 10
    drawn = [actor.signatures[0] for actor in pipeline._drawn(case)]
    assert drawn == [f"虚构公司{firm}" for firm in range(9, 1, -1)]


@pytest.mark.parametrize(("days", "drawn"), [(4, 0), (5, 1)])
def test_fewest_contacts_of_a_chart(days, drawn):
    rows = [
        {"at": f"2026-03-{day:02d} 10:00:00", "party": (A, B)[day % 2], "body": f"【虚构资产】{PRESS}"}
        for day in range(1, days + 1)
    ]
    assert len(pipeline._drawn(pipeline.without_charts(log_of(rows, EN)))) == drawn


def test_one_number_alone_is_not_drawn():
    rows = [{"at": f"2026-03-{day:02d} 10:00:00", "party": A} for day in range(1, 9)]
    said = CaseFile(actors=(Actor("x", "One", parties=(A, B)),))
    assert pipeline._drawn(pipeline.without_charts(log_of(rows, EN), case_file=said)) == []


# --- the workbook


def book_of(case):
    book = Workbook(None)
    for sheet in actor_sheets(case, Evidence.of(case), Wording(case.log.settings)):
        book.add(sheet)
    return openpyxl.load_workbook(io.BytesIO(book.close()))


def rows_of(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=False)) for row in body]


def test_sheets_hold_everything_that_pages_leave_out(sample):
    book = book_of(sample)
    assert book.sheetnames == ["Numbers of actors", "Evidence of belonging"]
    numbers = rows_of(book["Numbers of actors"])
    assert len(numbers) == sum(len(actor.parties) + 1 for actor in sample.actors)
    whole = numbers[0]
    assert (whole["Actor"], whole["Number"], whole["Contacts"]) == ("虚构资产", "all as one", 403)
    assert whole["Most different numbers within 100 consecutive contacts"] == 7
    reasons = rows_of(book["Evidence of belonging"])
    told = [row for row in reasons if row["What it says"] == "shared by these numbers"]
    assert len(told) == sum(len(actor.evidence) for actor in sample.actors)
    ids = sample.log.contacts.set_index("event_id")["body"]
    assert all("虚构资产" in ids[event_id] for event_id in reasons[0]["Event IDs"].split())


def test_the_sheet_of_phones_reached():
    book = book_of(case_with(MOTHER, rows=[*ROWS, *THEIRS]))
    first, second = rows_of(book["Whom they reached"])
    assert (first["Number"], first["Whose phone"], first["Name of its backups"], first["Contacts"]) == (
        "19400000001", "假母亲", "mother", 2,
    )  # fmt: skip
    assert second["Confirmed or suggested"].startswith("suggested, not confirmed")


# --- whatever messages hold


def test_hostile_names_stay_text():
    hostile = [*HOSTILE.values(), REVERSED]
    said = CaseFile(
        actors=tuple(Actor(f"a{n}", text, parties=(A, B, C)[n : n + 1]) for n, text in enumerate(hostile))
    )
    case = case_with(said)
    assert all(len(block.text) <= 200 for block in pages(case) if isinstance(block, Heading))
    page = lxml_html.fromstring(html(Assembly(case).part(Part(1, 0, 10, "")), {}))
    assert not page.xpath("//script | //img")
    kinds = {cell.data_type for sheet in book_of(case) for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}


@given(
    st.lists(st.tuples(st.sampled_from([A, B, C, D]), st.integers(0, 20)), min_size=1, max_size=40),
)
@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_of_rotation_never_contradict_themselves(contacts):
    rows = [
        {"at": pd.Timestamp("2026-03-01 10:00:00") + pd.Timedelta(hours=7 * hours), "party": party}
        for party, hours in contacts
    ]
    figures = rotation(log_of(rows, EN), [A, B, C, D])
    said = dict(rotation_rows(figures, Wording(EN)))
    distinct = len({party for party, _hours in contacts})
    assert bool(said) == (distinct > 1)
    if said:
        most = int(said["Most numbers in a row of contacts"].split()[0])
        assert most == distinct  # fewer than 100 contacts, so all of them
        assert 1 <= float(said["Effective senders"].split(":")[0]) <= distinct
