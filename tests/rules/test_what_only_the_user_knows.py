"""Stop requests, due dates, people who do not owe: what the case file makes countable."""

from datetime import date

import pytest

from collectguard.rules.evaluate import examine
from collectguard.statements import CaseFile, Protected, StopRequest
from tests.logs import log_of
from tests.rules.building import (
    EN,
    A,
    B,
    at,
    call,
    case_of,
    debt,
    findings_of,
    lender,
    pack_of,
    rule_of,
    text,
)

STOP = {"kind": "after_stop_request"}
DUE = {"kind": "before_due_date"}
THIRD = {"kind": "third_party"}


def reasons(rows, condition, case, **more):
    evaluation = examine(log_of(rows, EN), case, (pack_of(rule_of(condition, **more)),))
    assert evaluation.findings == ()
    return [waiting.reason for waiting in evaluation.not_evaluated]


def stop(moment=None, to="lender", **more):
    when = {"at": at(moment)} if moment and " " in moment else {"on": moment and date.fromisoformat(moment)}
    return StopRequest(id="s1", to=to, **when, **more)


# --- after a request to stop ---


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2026-03-02 12:00:00", "2026-03-02 12:00:00.001"),  # strictly later
        ("2026-03-02", "2026-03-03 00:00:00.000"),  # from the midnight that ends the day
    ],
)
def test_counting_begins_strictly_after_the_request(asked, first):
    before = {"2026-03-02 12:00:00.001": "2026-03-02 12:00:00.000"}.get(first, "2026-03-02 23:59:59.999")
    case = case_of(stop_requests=(stop(asked),))
    assert findings_of([text(before)], STOP, case) == ()
    (finding,) = findings_of([text(before), call(first)], STOP, case)
    assert (finding.observed, finding.limit, finding.subject_id) == (1, 0, "lender")
    assert finding.event_ids == (f"{2:016x}",)


def test_each_request_is_a_finding_of_its_own():
    requests = (stop("2026-03-02 12:00:00"), StopRequest("s2", "lender", at=at("2026-03-04 12:00:00")))
    rows = [text(f"2026-03-{day:02d} 15:00:00") for day in (1, 2, 3, 4, 5)]
    found = findings_of(rows, STOP, case_of(stop_requests=requests))
    assert [(f.observed, f.window) for f in found] == [
        (4, "after the request to stop (s1, 12:00 on 2 March 2026)"),
        (2, "after the request to stop (s2, 12:00 on 4 March 2026)"),
    ]


def test_rates_before_and_after_stand_beside_it():
    rows = [text("2026-03-01 00:00:00"), *[text(f"2026-03-{day:02d} 12:00:00") for day in range(6, 12)]]
    (finding,) = findings_of(rows, STOP, case_of(stop_requests=(stop("2026-03-06 00:00:00"),)))
    # 1 in 5 days before, 6 in 5.5 days (6 March 00:00 to 11 March 12:00) after: 6/5.5 over 1/5 is 5.45
    assert finding.observed == 6
    assert finding.notes[0] == (
        "Before it 1 contact in 5.0 days (0.20 a day), after it 6 contacts in 5.5 days (1.09 a day)."
    )
    assert finding.notes[1].startswith("That is 5.45 times as often")


def test_contacts_before_the_rule_came_into_force_belong_to_the_rate_before():
    days = [text(f"2026-02-{day:02d} 12:00:00") for day in range(1, 11)]
    rows = [*days, text("2026-02-11 13:00:00"), text("2026-02-15 12:00:00")]
    case = case_of(stop_requests=(stop("2026-02-11 12:00:00"),))
    (finding,) = findings_of(rows, STOP, case, effective_from="2026-02-11")
    assert finding.observed == 2
    assert finding.notes[0] == (
        "Before it 10 contacts in 10.0 days (1.00 a day), after it 2 contacts in 4.0 days (0.50 a day)."
    )
    assert finding.notes[1].startswith("That is 0.50 times as often")


@pytest.mark.parametrize(("last", "notes"), [("12:59:59.999", 0), ("13:00:00.000", 2)])
def test_with_less_than_a_day_on_one_side_nothing_is_compared(last, notes):
    rows = [text("2026-03-01 12:00:00"), text(f"2026-03-06 {last}")]
    (finding,) = findings_of(rows, STOP, case_of(stop_requests=(stop("2026-03-05 13:00:00"),)))
    assert len(finding.notes) == notes


def test_without_anything_before_there_is_no_ratio():
    rows = [text("2026-03-01 00:00:00", B), text("2026-03-06 12:00:00")]
    (finding,) = findings_of(rows, STOP, case_of(stop_requests=(stop("2026-03-05 00:00:00"),)))
    assert [note[:9] for note in finding.notes] == ["Before it"]


def test_a_request_to_a_number_concerns_that_number():
    case = case_of(stop_requests=(stop("2026-03-02 12:00:00", to=B),))
    rows = [text("2026-03-03 09:00:00"), text("2026-03-03 09:00:00", B)]
    (finding,) = findings_of(rows, STOP, case)
    assert (finding.subject_kind, finding.subject_id, finding.assigned) == ("party", B, False)
    both = case_of(lender(A, B), stop_requests=(stop("2026-03-02 12:00:00", to=B),))
    assert [f.assigned for f in findings_of(rows, STOP, both)] == [True]


@pytest.mark.parametrize(
    ("role", "by", "counts"),
    [
        ("contact", None, True),  # whose request it is follows from the role
        ("unrelated", None, True),
        ("debtor", None, False),
        (None, None, True),  # nobody has said who asked
        ("contact", "debtor", False),
    ],
)
def test_a_rule_for_contact_persons_wants_their_request(role, by, counts):
    case = case_of(role=role, stop_requests=(stop("2026-03-02 12:00:00", by=by),))
    found = findings_of([text("2026-03-03 09:00:00")], STOP | {"by": ["contact"]}, case)
    assert len(found) == counts


def test_a_relatives_request_counts_on_the_relatives_phone():
    mother = Protected("Mother", "relative", owner="mother")
    case = case_of(stop_requests=(stop("2026-03-02 12:00:00", by="contact"),), protected=(mother,))
    rows = [text("2026-03-03 09:00:00"), text("2026-03-03 10:00:00", owner="mother")]
    (finding,) = findings_of(rows, STOP | {"by": ["contact"]}, case)
    assert finding.event_ids == (f"{2:016x}",)


@pytest.mark.parametrize(
    ("how", "count"), [("letter", 1), ("sms", 1), ("call", 0), ("in_person", 0), (None, 1)]
)
def test_a_rule_for_written_requests(how, count):
    case = case_of(stop_requests=(stop("2026-03-02 12:00:00", how=how),))
    found = findings_of([text("2026-03-03 09:00:00")], STOP | {"written": True}, case)
    assert len(found) == count
    assert any("made in writing" in note for f in found for note in f.notes) == (how is None)


def test_without_a_request_the_rule_waits():
    assert reasons([text("2026-03-03 09:00:00")], STOP, case_of()) == [
        "Needs a request to stop in the case file, of the sort this rule speaks of."
    ]


def test_an_actor_of_another_role_is_left_out():
    case = case_of(stop_requests=(stop("2026-03-02 12:00:00"),))
    applies = {"applies_if": {"actor_role": ["agency"]}}
    assert findings_of([text("2026-03-03 09:00:00")], STOP, case, **applies) == ()


# --- before the due date, after settlement ---


@pytest.mark.parametrize(
    ("moment", "window"),
    [
        ("2026-03-09 23:59:59.999", ["before the due date"]),
        ("2026-03-10 00:00:00.000", []),
        ("2026-03-20 23:59:59.999", []),
        ("2026-03-21 00:00:00.000", ["after the debt was settled"]),
    ],
)
def test_local_dates_decide_what_is_due(moment, window):
    case = case_of(debts=(debt(due=date(2026, 3, 10), settled_on=date(2026, 3, 20)),))
    found = findings_of([text(moment)], DUE, case)
    assert [(f.window, f.subject_kind, f.subject_id) for f in found] == [
        (each, "debt", "d1") for each in window
    ]


def test_before_and_after_are_two_findings():
    case = case_of(debts=(debt(due=date(2026, 3, 10), settled_on=date(2026, 3, 20)),))
    rows = [text(f"2026-03-{day:02d} 09:00:00") for day in (8, 9, 15, 21, 22, 23)]
    assert [(f.window, f.observed) for f in findings_of(rows, DUE, case)] == [
        ("after the debt was settled", 3),
        ("before the due date", 2),
    ]


def test_an_actor_of_two_debts_counts_only_while_none_is_due():
    one, two = debt("d1", due=date(2026, 3, 10)), debt("d2", due=date(2026, 3, 5))
    rows = [text("2026-03-04 09:00:00"), text("2026-03-07 09:00:00")]
    (finding,) = findings_of(rows, DUE, case_of(debts=(one, two)))
    assert (finding.observed, finding.subject_id) == (1, "d1+d2")
    unknown = debt("d2")
    assert findings_of(rows, DUE, case_of(debts=(one, unknown))) == ()


def test_each_actor_of_a_debt_by_its_own_debts():
    agency = lender(B, name="agency", role="agency")
    debts = (
        debt("d1", "lender", "agency", due=date(2026, 3, 10)),
        debt("d2", "agency", due=date(2026, 3, 5)),
    )
    rows = [text("2026-03-07 09:00:00"), text("2026-03-07 09:00:00", B)]
    (finding,) = findings_of(rows, DUE, case_of(lender(), agency, debts=debts))
    assert finding.event_ids == (f"{1:016x}",)


def test_to_somebody_unrelated_nothing_is_ever_due():
    (finding,) = findings_of([text("2026-03-07 09:00:00")], DUE, case_of(role="unrelated"))
    assert (finding.window, finding.subject_kind, finding.observed) == (
        "where nothing is owed", "actor", 1,
    )  # fmt: skip
    assert "1 contact where nothing is owed, on 1 day" in finding.sentence


def test_without_actors_or_dates_the_rule_waits():
    rows = [text("2026-03-07 09:00:00")]
    assert reasons(rows, DUE, CaseFile(owner_role="debtor")) == [
        "Needs the case file: which numbers belong to whom."
    ]
    assert reasons(rows, DUE, case_of(debts=(debt(),))) == [
        "Needs the case file: due date or settlement of a debt and who collects it."
    ]


# --- people who do not owe ---


@pytest.mark.parametrize(("role", "count"), [("contact", 2), ("unrelated", 2), ("debtor", 0), (None, 0)])
def test_every_contact_to_an_owner_who_does_not_owe(role, count):
    rows = [text("2026-03-07 09:00:00"), call("2026-03-08 09:00:00"), text("2026-03-08 09:00:00", B)]
    assert [f.observed for f in findings_of(rows, THIRD, case_of(role=role))] == [count] * (count > 0)


def test_contacts_on_a_protected_persons_own_phone():
    people = (Protected("Mother", "relative", owner="mother"), Protected("Boss", "employer", owner="boss"))
    rows = [
        text("2026-03-07 09:00:00"),
        call("2026-03-07 09:00:00", owner="mother"),
        call("2026-03-08 09:00:00", owner="mother"),
        text("2026-03-08 09:00:00", owner="boss"),
        text("2026-03-08 09:00:00", B, owner="boss"),
    ]
    (finding,) = findings_of(rows, THIRD, case_of(protected=people))
    assert finding.observed == 3
    assert "(Boss: 1 contact, Mother: 2 contacts)" in finding.sentence


def test_contacts_on_other_phones_are_no_part_of_limits_for_the_debtor():
    mother = Protected("Mother", "relative", owner="mother")
    rows = [call(f"2026-03-07 {hour:02d}:00:00", owner="mother") for hour in range(9, 15)]
    count = {"kind": "count_in_window", "window": "calendar_day", "basis": "any", "limit": 3, "per": "actor"}
    assert findings_of(rows, count, case_of(protected=(mother,))) == ()
    assert findings_of(rows, count, case_of()) == ()
    assert findings_of(rows, THIRD, case_of(role="contact")) == ()  # whose phone it is, nobody has said


def test_why_a_rule_about_third_persons_waits():
    assert reasons([], THIRD, CaseFile(owner_role="contact")) == [
        "Needs the case file: which numbers belong to whom."
    ]
    (reason,) = reasons([], THIRD, case_of())
    assert reason.startswith("Needs the backup of a protected person's phone, or an owner who does not owe")


def test_a_rule_for_debtors_does_not_speak_of_others():
    rows = [text("2026-03-07 23:00:00")]
    night = {"kind": "quiet_hours", "window": "22:00-08:00"}
    applies = {"applies_if": {"owner_role": ["debtor"]}}
    assert reasons(rows, night, case_of(role="contact"), **applies) == [
        "Speaks of people in another position than the owner’s, by the case file."
    ]
    (finding,) = findings_of(rows, night, case_of(role=None), **applies)
    assert "the case file does not say" in finding.notes[-1]


def test_a_debt_overdue_for_longer_than_the_rule_speaks_of():
    night = {"kind": "quiet_hours", "window": "22:00-06:00"}
    applies = {"applies_if": {"overdue_days_max": 15}}
    rows = [text("2026-03-16 23:00:00"), text("2026-03-17 23:00:00")]
    since = case_of(debts=(debt(overdue_since=date(2026, 3, 1)),))
    assert [f.observed for f in findings_of(rows, night, since, **applies)] == [1]
    assert [f.observed for f in findings_of(rows, night, case_of(debts=(debt(),)), **applies)] == [2]
