import re
from dataclasses import replace

import numpy as np
import pandas as pd

from collectguard.reports.document.blocks import Bullets, Paragraph, Table
from collectguard.reports.document.method import rules_of_counting
from collectguard.reports.document.opening import opening
from collectguard.schema import Unread
from collectguard.settings import settings_for
from collectguard.wording import Wording
from tests.logs import log_of
from tests.reports.cases import case_of, case_of_rows

ENGLISH = settings_for("CN", report_lang="en")
A, B, FRIEND = "+8619400000001", "+8619400000002", "+8619400000009"

# Worked out by hand. Night 22:00-08:00.
ROWS = [
    {"at": "2026-03-01 10:00:00", "party": A},
    {"at": "2026-03-01 23:00:00", "party": A},  # night of 1 March
    {"at": "2026-03-02 03:00:00", "party": B, "kind": "call", "outcome": "missed"},  # same night
    {"at": "2026-03-02 03:04:00", "party": B, "kind": "call", "outcome": "missed"},
    {"at": "2026-03-02 03:09:59.999", "party": B, "kind": "call", "outcome": "rejected"},
    {"at": "2026-03-02 09:00:00", "party": B, "kind": "call", "outcome": "answered", "duration_s": 5},
    {"at": "2026-03-04 12:00:00", "party": FRIEND, "known": True, "kind": "call", "outcome": "answered",
     "duration_s": 60},
    {"at": "2026-03-04 21:59:59.999", "party": "hidden:unknown", "party_class": "hidden", "kind": "call",
     "outcome": "missed"},
    {"at": None, "time_quality": "missing", "party": A},
    {"at": "2026-03-05 08:00:00", "party": A, "direction": "out", "outcome": "sent"},
]  # fmt: skip


def parts(blocks, sort):
    return [block for block in blocks if isinstance(block, sort)]


def test_the_sentences_by_hand():
    blocks = opening(case_of_rows(ROWS, ENGLISH))
    lead, *paragraphs = [block.text for block in parts(blocks, Paragraph)]
    assert lead == (
        "Between 1 March 2026 and 5 March 2026, the owner's phone received 9 contacts: 6 calls and "
        "3 messages, from 3 numbers (and 1 call without a number)."
    )
    everybody, strangers, _limits = [list(block.items) for block in parts(blocks, Bullets)]
    assert everybody == [
        "Without a usable time: 1 contact. Days, nights and rates rest on the other 8.",
        "At night (22:00 to 08:00 of the next day): 4 contacts, on 1 night.",
        "Busiest day: 2 March 2026, with 4 contacts.",
        (
            "Busiest hour: 3 contacts within 60 minutes from 03:00 on 2 March 2026; busiest ten minutes: "
            "3 contacts from 03:00 on 2 March 2026."
        ),
        "Longest run: 2 days in a row with at least one contact each (1 March 2026 to 2 March 2026).",
        (
            "Calls: 2 answered, 3 missed, 1 declined. Three or more unanswered calls within ten minutes, "
            "from whichever number: once."
        ),
    ]
    assert "Share at night: 50.0 % of 8 contacts" in paragraphs[0]
    assert "The window holds 41.7 % of the day" in paragraphs[0]
    assert "Within 60 seconds of a border of the window: 1 contact." in paragraphs[0]
    assert paragraphs[1] == "Rules that the log was measured against: 14. Findings: 4."
    assert paragraphs[3] == (
        "Of these, 8 contacts (5 calls, 3 messages) came from 2 numbers (and 1 call without a number) "
        "outside the contacts:"
    )
    assert strangers[1] == "At night (22:00 to 08:00 of the next day): 4 contacts, on 1 night."
    assert strangers[5].startswith("Calls: 1 answered, 3 missed, 1 declined.")
    _findings, top = parts(blocks, Table)
    assert [row[:6] for row in top.rows] == [
        ("19400000002", "mobile number", "4", "4", "0", "3"),
        ("19400000001", "mobile number", "3", "0", "3", "1"),
        ("number not shown", "caller without a number", "1", "1", "0", "0"),
    ]
    assert top.rows[0][6:] == ("2026-03-02 (4)", "2026-03-02")
    assert top.rows[1][6:] == ("2026-03-01 (2)", "2026-03-01")


def test_every_number_in_the_sentences_is_one_of_the_case(saved):
    figures = set()
    for group in (saved.case.overall, saved.case.unknown_senders):
        figures |= {int(value) for value in group if isinstance(value, int | np.integer)}
        figures.add(int(group["incoming"] - group["timed"]))
    named = saved.case.senders[saved.case.senders["party_class"] != "hidden"]
    figures |= {len(named), int((~named["known"]).sum())}
    moments = (
        r"\d+年\d+月\d+日(?:\d\d:\d\d)?|\d\d:\d\d|\d+ [A-Z][a-z]+ \d{4}|60 ?分钟|60 min|10 ?分钟|3 ?次以上"
    )
    for block in parts(opening(saved.case), Bullets)[:2]:
        for sentence in block.items:
            rest = re.sub(moments, "", sentence)
            assert {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", rest)} <= figures, sentence


def test_chinese_reads_as_chinese():
    lead = parts(opening(case_of_rows(ROWS)), Paragraph)[0].text
    assert lead == (
        "2026年3月1日至2026年3月5日期间，机主的手机收到来电6次、短信3条，合计9次联系，来自3个号码（另有未显示号码的来电1次）。"
    )


def test_a_named_owner():
    case = case_of_rows(ROWS, settings_for("CN", report_lang="en", owner="Test Person"))
    assert "the phone of Test Person received" in parts(opening(case), Paragraph)[0].text


def test_nothing_received_is_said_plainly():
    case = case_of_rows(
        [{"at": "2026-03-01 10:00:00", "party": A, "direction": "out", "outcome": "sent"}], ENGLISH
    )
    texts = [block.text for block in parts(opening(case), Paragraph)]
    assert texts == [
        "The backups of the owner's phone hold no incoming call or message.",
        "The log holds no contact with a usable time, so there was nothing to measure.",
        "Rules that were not evaluated: 7; the reasons: report.pdf, “Rules that were not evaluated”.",
        "No contact came from a number outside the phone's contacts.",
    ]


def test_what_is_missing_from_the_figures_stands_on_the_first_page():
    rows = [*ROWS, {"at": "2026-03-05 09:00:00", "party": A, "direction": "unknown", "outcome": "unknown"}]
    log = log_of(rows, ENGLISH)
    sources = log.sources.assign(declared=14, records=13, rejected=2)
    case = case_of(replace(log, sources=sources, unread=(Unread("nope.xml: there is no such file.", ""),)))
    assert parts(opening(case), Paragraph)[1].text == (
        "Please note: Files that were named but could not be read: 1. "
        "Files that hold fewer records than they declare: 1. "
        "Records that could not be read and are not counted: 2. "
        "Records whose type does not say who called or wrote, not counted: 1."
    )
    counting = " ".join(rules_of_counting(case, Wording(ENGLISH)))
    assert "not counted: 1. They are kept in events.csv." in counting
    assert "They are kept in events.csv." not in " ".join(
        rules_of_counting(case_of_rows(ROWS, ENGLISH), Wording(ENGLISH))
    )


def test_contacts_without_any_time_give_counts_and_no_dates():
    case = case_of_rows([{"at": None, "time_quality": "missing", "party": A}], ENGLISH)
    blocks = opening(case)
    assert parts(blocks, Paragraph)[0].text == (
        "The backups of the owner's phone hold 1 contact: 0 calls and 1 message, from 1 number. "
        "None has a usable time."
    )
    assert list(parts(blocks, Bullets)[0].items) == [
        "Without a usable time: 1 contact. Days, nights and rates rest on the other 0."
    ]


def test_no_night_contact_gives_no_share():
    case = case_of_rows([{"at": "2026-03-01 10:00:00", "party": A}], ENGLISH)
    blocks = opening(case)
    assert "At night (22:00 to 08:00 of the next day): none." in parts(blocks, Bullets)[0].items
    assert not any("Share" in block.text for block in parts(blocks, Paragraph))


def test_people_come_before_services_and_each_table_says_what_it_leaves_out():
    def rows(count, party, party_class, each):
        return [
            {
                "at": pd.Timestamp("2026-03-01 10:00:00") + pd.Timedelta(minutes=20 * n + m),
                "party": party.format(n=n),
                "party_class": party_class,
            }
            for n in range(count)
            for m in range(each)
        ]

    banks = rows(5, "short:9540{n}", "service95", each=3)
    people = rows(11, "+861940000{n:04d}", "mobile", each=1)
    callers = rows(1, "hidden:restricted", "hidden", each=2)
    first, second = parts(opening(case_of_rows([*banks, *people, *callers], ENGLISH)), Table)
    assert [row[0] for row in first.rows][:2] == ["number withheld", "19400000000"]
    assert len(first.rows) == 7
    assert first.note == "5 more: evidence.xlsx, sheet “Senders”."
    assert [row[0] for row in second.rows] == ["95400", "95401", "95402"]
    assert second.note == "2 more: evidence.xlsx, sheet “Senders”."
