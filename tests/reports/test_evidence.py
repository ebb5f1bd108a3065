from dataclasses import replace

import pytest

from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.evidence_table import LONGEST_TEXT, EvidenceTable
from collectguard.reports.document.sender_pages import ranges
from collectguard.settings import Window, settings_for
from tests.reports.cases import case_of_rows

A, B, C, FRIEND = (f"+86194000000{n:02d}" for n in range(4))


def contacts(party, *times, **further):
    return [{"at": f"2026-03-{time}", "party": party} | further for time in times]


def test_contacts_of_known_numbers_are_left_out_in_every_spelling():
    rows = [
        *contacts(A, "01 10:00:00"),
        *contacts(FRIEND, "02 10:00:00", known=True),
        *contacts(FRIEND, "03 10:00:00", known=False),
        *contacts(A, "04 10:00:00", direction="out", outcome="sent"),
        *contacts(A, "05 10:00:00", duplicate_of="0000000000000001", event_id="0000000000000001"),
    ]
    evidence = Evidence.of(case_of_rows(rows))
    assert evidence.events["party"].tolist() == [A]
    assert evidence.events["copies"].tolist() == [1]
    assert (evidence.total, evidence.party_count, evidence.is_whole) == (1, 1, True)


def test_a_contact_that_a_finding_counts_is_listed_whoever_it_is_from():
    rows = [
        *contacts(A, "01 23:00:00"),
        *contacts(FRIEND, "02 10:00:00", known=True, event_id="f" * 16),
        *contacts(FRIEND, "03 10:00:00", known=True),
    ]
    case = case_of_rows(rows)
    finding = replace(case.evaluation.findings[0], event_ids=("f" * 16, "0" * 15 + "1"))
    evidence = Evidence.of(replace(case, evaluation=replace(case.evaluation, findings=(finding,))))
    assert evidence.events["party"].tolist() == [A, FRIEND]
    assert evidence.rows_of(finding.event_ids)["number"].tolist() == [1, 2]
    with pytest.raises(KeyError):
        evidence.rows_of(["0" * 15 + "3"])


def test_numbers_follow_time_and_those_without_come_last():
    rows = [
        *contacts(B, "02 10:00:00"),
        {"at": None, "time_quality": "missing", "party": A},
        *contacts(A, "01 10:00:00"),
    ]
    events = Evidence.of(case_of_rows(rows)).events
    assert events[["number", "party"]].to_numpy().tolist() == [[1, A], [2, B], [3, A]]


def test_the_night_is_half_open_to_the_millisecond():
    rows = contacts(
        A, "01 07:59:59.999", "01 08:00:00.000", "01 21:59:59.999", "01 22:00:00.000", "02 00:00:00.000"
    )
    evidence = Evidence.of(case_of_rows(rows))
    assert evidence.events["night"].tolist() == [True, False, False, True, True]
    case = case_of_rows(rows, settings_for("CN", nights=(Window.parse("08:00-21:00"),)))
    assert Evidence.of(case).events["night"].tolist() == [False, True, False, False, False]


def test_the_night_of_the_list_is_that_of_the_figures(saved):
    evidence = Evidence.of(saved.case)
    assert evidence.events["night"].sum() == saved.case.unknown_senders["night_count"]
    assert len(evidence.events) == saved.case.unknown_senders["incoming"]


def test_a_list_too_long_is_cut_between_senders_by_rank():
    rows = [
        *contacts(A, "01 10:00:00", "04 10:00:00"),
        *contacts(B, *(f"02 10:00:{n:02d}" for n in range(5))),
        *contacts(C, "03 10:00:00", "03 11:00:00", "03 12:00:00"),
    ]
    evidence = Evidence.of(case_of_rows(rows))
    assert evidence.within(10, 1) is evidence
    top = evidence.within(9, 9)
    assert set(top.events["party"]) == {B, C}
    assert top.events["number"].tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert (top.total, top.is_whole, top.party_count) == (10, False, 2)
    assert set(evidence.within(9, 7).events["party"]) == {B}


def test_a_first_sender_longer_than_the_limit_gives_its_first_contacts():
    rows = [*contacts(B, *(f"02 10:00:{n:02d}" for n in range(5))), *contacts(A, "01 10:00:00")]
    top = Evidence.of(case_of_rows(rows)).within(4, 3)
    assert top.events["number"].tolist() == [2, 3, 4]
    assert set(top.events["party"]) == {B}


def cells(row, settings=None):
    evidence = Evidence.of(case_of_rows([row], settings or settings_for("CN", report_lang="en")))
    [row] = EvidenceTable(evidence).part(0, 1, "").rows
    return row


def test_a_call_in_words():
    number, time, party, what, text, event_id = cells(
        {"at": "2026-03-01 23:00:05", "party": A, "party_raw": "194 0000 0000", "kind": "call",
         "outcome": "answered", "duration_s": 61}
    )  # fmt: skip
    assert number == "1"
    assert time == "2026-03-01\n23:00:05 +08:00\nat night"
    assert party == "19400000000\nas written: 194 0000 0000"
    assert what == "call\nanswered\n61 s"
    assert text == ""
    assert event_id == "0000000000000001"


def test_a_missed_call_shows_no_duration_and_a_message_no_outcome():
    assert (
        cells(
            {"at": "2026-03-01 10:00:00", "party": A, "kind": "call", "outcome": "missed", "duration_s": 0}
        )[3]
        == "call\nmissed"
    )
    row = cells({"at": "2026-03-01 10:00:00", "party": A, "kind": "mms", "part_count": 2, "body": "x"})
    assert row[3] == "MMS\nattachments: 2"


def test_a_hidden_caller_in_words():
    row = cells(
        {"at": "2026-03-01 10:00:00", "party": "hidden:restricted", "party_raw": "-2", "kind": "call",
         "party_class": "hidden", "outcome": "missed"},
        settings_for("CN"),
    )  # fmt: skip
    assert row[2] == "对方隐藏号码\n原始写法：-2"


def test_a_text_is_verbatim_and_a_very_long_one_says_what_is_left_out():
    assert cells({"at": None, "time_quality": "missing", "party": A, "body": " a\n\nb "})[4] == " a\n\nb "
    shown = cells({"at": None, "time_quality": "missing", "party": A, "body": "x" * (LONGEST_TEXT + 1_500)})
    assert shown[1] == "no time recorded"
    assert shown[4].startswith("x" * LONGEST_TEXT + "\n[1,500 more characters here;")


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([3], "3"), ([1, 2], "1–2"), ([1, 3, 4, 5, 9], "1, 3–5, 9")],
)
def test_neighbours_are_drawn_together(numbers, text):
    assert ranges(numbers) == text


def test_very_many_ranges_are_abbreviated_with_the_last():
    assert ranges(range(1, 201, 2)).endswith("79, … 199")
