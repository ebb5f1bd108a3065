"""Rules on what messages say, as soon as somebody has read them."""

from typing import NamedTuple

import pytest

from tests.rules.building import A, B, call, case_of, findings_of, lender, text


class Read(NamedTuple):
    event_id: str
    category: str
    severity: str = "high"


def read(*places, category="threat", severity="high"):
    return [Read(f"{place:016x}", category, severity) for place in places]


THREAT = {"kind": "phrase", "categories": ["threat", "insult"]}
ROWS = [text("2026-03-02 09:00:00"), text("2026-03-03 09:00:00"), text("2026-03-03 10:00:00", B)]


def test_messages_of_a_category_are_a_possible_finding():
    (finding,) = findings_of(ROWS, THREAT, case_of(lender(A, B)), hits=read(1, 3))
    assert (finding.observed, finding.graded) == (2, "possible")
    assert finding.event_ids == (f"{1:016x}", f"{3:016x}")


def test_a_message_with_two_hits_is_one_message():
    (finding,) = findings_of(ROWS, THREAT, case_of(), hits=[*read(1), *read(1, category="insult")])
    assert finding.observed == 1


@pytest.mark.parametrize(("severity", "count"), [("low", 0), ("medium", 0), ("high", 1), ("critical", 1)])
def test_a_rule_can_ask_for_a_severity(severity, count):
    found = findings_of(ROWS, THREAT | {"min_severity": "high"}, case_of(), hits=read(1, severity=severity))
    assert len(found) == count


def test_nothing_found_in_the_messages_is_no_finding():
    assert findings_of(ROWS, THREAT, case_of(), hits=[]) == ()
    assert findings_of(ROWS, THREAT, case_of(), hits=read(1, category="collection")) == ()


def test_without_a_case_file_each_unknown_sender_stands_for_itself():
    rows = [
        *ROWS,
        text("2026-03-04 09:00:00", "port:106", party_class="port106"),
        text("2026-03-04 09:00:00", "k", known=True),
    ]
    found = findings_of(rows, THREAT, hits=read(1, 3, 4, 5))
    assert [(f.subject_id, f.assigned) for f in found] == [(A, False), (B, False), ("port:106", False)]


def test_only_the_first_message_of_each_sender():
    unsigned = {"kind": "phrase", "categories": ["unsigned"], "first_contact": True}
    case = case_of(lender(A), lender(B, name="other"))
    rows = [call("2026-03-01 09:00:00"), *ROWS]
    assert findings_of(rows, unsigned, case, hits=read(3, category="unsigned")) == ()
    found = findings_of(rows, unsigned, case, hits=read(2, 3, 4, category="unsigned"))
    assert [(f.subject_id, f.event_ids) for f in found] == [
        ("lender", (f"{2:016x}",)),
        ("other", (f"{4:016x}",)),
    ]


def test_a_channel_is_a_category_from_a_class_of_numbers():
    channel = {"kind": "channel", "categories": ["unsigned"], "classes": ["mobile", "mvno"]}
    rows = [
        text("2026-03-02 09:00:00"),
        text("2026-03-02 10:00:00", party_class="port106"),
        text("2026-03-02 11:00:00"),
    ]
    (finding,) = findings_of(rows, channel, case_of(), hits=read(1, 2, category="unsigned"))
    assert finding.event_ids == (f"{1:016x}",)
