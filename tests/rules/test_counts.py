"""Counts in windows: limits, bases, whom they are for, grades, weeks, months and elapsed time."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from collectguard.settings import settings_for
from collectguard.statements import Device
from tests.logs import log_of
from tests.rules.building import (
    EN,
    A,
    B,
    C,
    call,
    case_of,
    debt,
    findings_of,
    lender,
    talk,
    text,
)


def limit(window="calendar_day", basis="any", n=3, per="actor", **more):
    return {"kind": "count_in_window", "window": window, "basis": basis, "limit": n, "per": per} | more


CASE = case_of()


def hourly(n, make=call, day="2026-03-02", first=9, party=A):
    return [make(f"{day} {first + i:02d}:00:00", party=party) for i in range(n)]


def figures(findings):
    return [(finding.subject_id, finding.observed, len(finding.days)) for finding in findings]


# --- calendar days ---


def test_exactly_the_limit_does_not_exceed():
    assert findings_of(hourly(3), limit(), CASE) == ()
    (finding,) = findings_of(hourly(4), limit(), CASE)
    assert (finding.observed, finding.limit) == (4, 3)
    assert finding.days == ((date(2026, 3, 2), 4),)


def test_a_day_ends_at_midnight_of_the_rules_zone():
    rows = [call("2026-03-02 23:59:59.999"), call("2026-03-03 00:00:00.000"), *hourly(2)]
    assert findings_of(rows, limit(n=2), CASE)[0].days == ((date(2026, 3, 2), 3),)
    assert findings_of(rows, limit(n=3), CASE) == ()


def test_a_finding_holds_the_days_above_the_limit_and_their_contacts_alone():
    rows = hourly(4) + hourly(3, day="2026-03-03") + hourly(6, day="2026-03-04")
    (finding,) = findings_of(rows, limit(), CASE)
    assert finding.observed == 6
    assert finding.days == ((date(2026, 3, 2), 4), (date(2026, 3, 4), 6))
    assert len(finding.event_ids) == 10
    assert finding.worst_day == (date(2026, 3, 4), 6)
    assert finding.sentence == (
        "Lender (1 number): More than 3 contacts a day, on 2 days; the most on 4 March 2026: 6."
    )


def test_connected_and_unanswered_calls_never_mix():
    rows = [
        *hourly(3, talk),
        *hourly(3, call, first=13),
        talk("2026-03-02 18:00:00", 0),  # answered for 0 s: an attempt
        call("2026-03-02 19:00:00", "elsewhere", duration_s=20),  # taken on another device
        *[text(f"2026-03-02 20:00:0{i}") for i in range(9)],
    ]
    found = {basis: findings_of(rows, limit(basis=basis, n=0), CASE)[0].observed for basis in (
        "connected", "attempts", "calls", "messages", "reached", "any",
    )}  # fmt: skip
    assert found == {"connected": 4, "attempts": 4, "calls": 8, "messages": 9, "reached": 13, "any": 17}


def test_outgoing_calls_never_count():
    rows = [*hourly(3), call("2026-03-02 15:00:00", "answered", duration_s=9, direction="out")]
    assert findings_of(rows, limit(), CASE) == ()


def test_what_a_longer_minimum_would_give_stands_beside_it():
    rows = [talk(f"2026-03-02 {9 + i:02d}:00:00", seconds) for i, seconds in enumerate((1, 2, 5, 6, 15, 16))]
    (finding,) = findings_of(rows, limit(basis="connected"), CASE)
    assert finding.observed == 6
    five, fifteen = finding.notes
    assert five.startswith("Counting only calls of 5 seconds or longer: More than 3 connected calls a day")
    assert five.endswith("the most on 2 March 2026: 4.")
    assert fifteen == "Counting only calls of 15 seconds or longer: not above the limit."


# --- whom a limit is for ---


def test_per_number_per_actor_per_creditor():
    agency = lender(B, C, name="agency", role="agency")
    case = case_of(lender(), agency, debts=(debt("d1", "lender", "agency", creditor="Bank"),))
    rows = hourly(2) + hourly(2, party=B) + hourly(1, party=C)
    assert findings_of(rows, limit(n=2, per="number"), case) == ()
    assert figures(findings_of(rows, limit(n=2, per="actor"), case)) == [("agency", 3, 1)]
    (whole,) = findings_of(rows, limit(n=2, per="creditor"), case)
    assert (whole.subject_kind, whole.subject_id, whole.observed) == ("debt", "d1", 5)
    assert whole.parties == (A, B, C)
    assert whole.subject_name == "Bank (3 numbers)"


def test_two_debts_of_one_creditor_are_one_limit_of_an_institution_but_two_of_a_debt():
    debts = (debt("d1", "lender", creditor="Bank"), debt("d2", "lender", creditor="Bank"))
    case = case_of(debts=debts)
    (whole,) = findings_of(hourly(4), limit(per="creditor"), case)
    assert (whole.subject_id, whole.limit, whole.observed) == ("d1+d2", 3, 4)
    assert findings_of(hourly(6), limit(per="debt"), case) == ()
    (both,) = findings_of(hourly(7), limit(per="debt"), case)
    assert (both.limit, both.observed) == (6, 7)
    assert "The limit is therefore taken 2 times." in both.notes[0]


def test_an_agency_of_two_creditors_ties_them_together():
    agency = lender(C, name="agency", role="agency")
    case = case_of(
        lender(),
        lender(B, name="second"),
        agency,
        debts=(
            debt("d1", "lender", "agency", creditor="One"),
            debt("d2", "second", "agency", creditor="Two"),
        ),
    )
    rows = hourly(3) + hourly(2, party=B) + hourly(2, party=C)
    (finding,) = findings_of(rows, limit(per="creditor"), case)
    assert (finding.limit, finding.observed, finding.subject_id) == (6, 7, "d1+d2")


def test_actors_without_a_debt_stand_by_themselves():
    case = case_of(lender(), lender(B, name="other"), debts=(debt("d1", "lender"),))
    found = findings_of(hourly(4) + hourly(5, party=B), limit(per="debt"), case)
    assert [(f.subject_kind, f.subject_id, f.observed) for f in found] == [
        ("actor", "other", 5),
        ("debt", "d1", 4),
    ]


def test_each_phone_of_the_owner_for_itself():
    rows = hourly(2) + [row | {"source_id": 1} for row in hourly(3, first=14)]
    log = log_of(rows, EN, sources=({"path": "old.xml"}, {"path": "backups/new-calls.xml"}))
    two = case_of(devices=(Device("old phone", files=("old*",)), Device("new phone", files=("new-*.xml",))))
    assert findings_of(log, limit(n=3, per_recipient=True), two) == ()
    (finding,) = findings_of(log, limit(n=2, per_recipient=True), two)
    assert finding.observed == 3
    assert "Phone that was called: new phone." in finding.notes
    for case, condition in ((two, limit(n=3)), (CASE, limit(n=3, per_recipient=True))):
        (together,) = findings_of(log, condition, case)
        assert together.observed == 5


# --- grades ---

GRADED = limit(basis="connected", certain_above=6, jointly_with="CN-OTHER-1")


@pytest.mark.parametrize(("n", "grade"), [(3, None), (4, "possible"), (6, "possible"), (7, "certain")])
def test_above_the_limit_possible_above_both_limits_certain(n, grade):
    assert [finding.graded for finding in findings_of(hourly(n, talk), GRADED, CASE)] == [grade] * (
        grade is not None
    )


def test_certain_is_told_apart_in_words():
    (possible,) = findings_of(hourly(4, talk), GRADED, CASE)
    assert possible.strength.startswith("possibly not in line with")
    assert "CN-OTHER-1" in possible.notes[0]
    (certain,) = findings_of(hourly(7, talk) + hourly(4, talk, day="2026-03-03"), GRADED, CASE)
    assert certain.strength.startswith("not in line with")
    assert "On 1 day one caller has more than 6" in certain.notes[0]
    assert len(certain.days) == 2


def test_several_actors_together_are_never_certain():
    agency = lender(B, name="agency", role="agency")
    case = case_of(lender(), agency, debts=(debt("d1", "lender", "agency"),))
    rows = hourly(4, talk) + hourly(4, talk, party=B)
    (finding,) = findings_of(rows, GRADED | {"per": "creditor"}, case)
    assert (finding.observed, finding.graded) == (8, "possible")
    (sure,) = findings_of(hourly(7, talk) + hourly(1, talk, party=B), GRADED | {"per": "creditor"}, case)
    assert (sure.observed, sure.graded) == (8, "certain")


def test_a_rule_that_a_log_can_never_decide_is_possible():
    (finding,) = findings_of(hourly(9), limit(), CASE, graded="possible")
    assert finding.graded == "possible"


# --- weeks and months ---


def test_weeks_run_from_monday_to_sunday():
    rows = [talk(f"2026-03-{day:02d} 10:00:00") for day in (5, 6, 7, 8)]  # Thursday to Sunday
    (finding,) = findings_of(rows, limit("calendar_week", n=3), CASE)
    assert finding.observed == 4
    assert [day.date.day for day in finding.days] == [5, 6, 7, 8]
    assert "such weeks: 1; the most from 2 March 2026 on: 4" in finding.sentence
    later = [talk(f"2026-03-{day:02d} 10:00:00") for day in (6, 7, 8, 9)]  # Friday to Monday
    assert findings_of(later, limit("calendar_week", n=3), CASE) == ()


def test_months_are_those_of_the_calendar():
    rows = [talk(f"2026-{month}-{day} 10:00:00") for month, day in (("01", "30"), ("01", "31"), ("02", "01"))]
    assert findings_of(rows, limit("calendar_month", n=2), CASE) == ()
    (finding,) = findings_of([*rows, talk("2026-01-01 00:00:00")], limit("calendar_month", n=2), CASE)
    assert (finding.observed, [day.date.day for day in finding.days]) == (3, [1, 30, 31])


# --- elapsed time ---

DAY = 86_400_000


def spread(step_ms, n):
    """``n`` calls at equal distances."""
    first = datetime.fromisoformat("2026-03-02 09:00:00")
    return [call(str(first + i * timedelta(milliseconds=step_ms))) for i in range(n)]


@pytest.mark.parametrize(("window", "length"), [("rolling_24h", DAY), ("rolling_7d", 7 * DAY)])
def test_a_contact_exactly_one_window_later_is_outside(window, length):
    assert findings_of(spread(length, 2), limit(window, n=1), CASE) == ()
    (finding,) = findings_of(spread(length - 1, 2), limit(window, n=1), CASE)
    assert finding.observed == 2


def test_a_burst_across_midnight_is_one_window_but_two_days():
    rows = [call("2026-03-02 23:00:00"), call("2026-03-02 23:30:00"), call("2026-03-03 00:30:00")]
    assert findings_of(rows, limit(n=2), CASE) == ()
    (finding,) = findings_of(rows, limit("rolling_24h", n=2), CASE)
    assert finding.observed == 3
    assert finding.days == ((date(2026, 3, 2), 2), (date(2026, 3, 3), 1))


def test_the_rows_of_a_finding_lie_in_windows_above_the_limit():
    rows = [
        call("2026-03-01 09:00:00"),  # alone
        call("2026-03-05 09:00:00"),
        call("2026-03-05 20:00:00"),
        call("2026-03-06 08:59:59.999"),  # three in [5th 09:00, 6th 09:00)
        call("2026-03-06 09:00:00"),  # and with the two before it three from the 5th 20:00 on
        call("2026-03-09 09:00:00"),  # two, as many as the limit
        call("2026-03-09 10:00:00"),
    ]
    (finding,) = findings_of(rows, limit("rolling_24h", n=2), CASE)
    assert finding.observed == 3
    assert finding.event_ids == tuple(f"{n:016x}" for n in (2, 3, 4, 5))
    assert finding.days == ((date(2026, 3, 5), 2), (date(2026, 3, 6), 2))
    assert finding.sentence == (
        "Lender (1 number): Up to 3 contacts in any 24 hours (beginning 09:00 on 5 March 2026), where the "
        "limit is 2; the windows above the limit hold 4 on 2 days."
    )


def test_seven_days_are_168_hours_where_clocks_change():
    us = settings_for("US", tz="America/Chicago")
    utc = settings_for("US", tz="UTC")
    # Clocks go forward on 8 March 2026: seven days on the wall clock are 167 hours.
    first, last_inside, outside = "2026-03-05 15:00:00", "2026-03-12 14:59:59.999", "2026-03-12 15:00:00"
    for second, count in ((last_inside, 1), (outside, 0)):
        log = replace(log_of([call(first), call(second)], utc), settings=us)
        assert len(findings_of(log, limit("rolling_7d", n=1), CASE)) == count, second


def test_groups_do_not_share_a_window():
    rows = hourly(3) + hourly(3, party=B)
    case = case_of(lender(), lender(B, name="other"))
    assert findings_of(rows, limit("rolling_7d", n=3), case) == ()


# --- after a conversation ---

AFTER = {"kind": "after_conversation", "days": 7, "per": "actor"}


def test_the_day_of_the_conversation_is_the_first_of_seven():
    rows = [
        call("2026-03-01 09:00:00"),  # before it
        talk("2026-03-02 09:00:00"),
        call("2026-03-02 09:00:01"),
        call("2026-03-08 23:59:59.999"),  # the seventh day
        call("2026-03-09 00:00:00"),
        text("2026-03-03 09:00:00"),
    ]
    (finding,) = findings_of(rows, AFTER, CASE)
    assert finding.event_ids == (f"{3:016x}", f"{4:016x}")
    assert finding.days == ((date(2026, 3, 2), 1), (date(2026, 3, 8), 1))


def test_a_further_conversation_counts_and_begins_seven_new_days():
    rows = [talk("2026-03-02 09:00:00"), talk("2026-03-08 09:00:00"), call("2026-03-14 23:00:00")]
    (finding,) = findings_of(rows, AFTER, CASE)
    assert finding.observed == 2


def test_a_conversation_with_somebody_else_does_not_count():
    rows = [talk("2026-03-02 09:00:00"), call("2026-03-02 10:00:00", party=B)]
    case = case_of(lender(), lender(B, name="other"))
    assert findings_of(rows, AFTER, case) == ()
    assert findings_of([call("2026-03-02 10:00:00")], AFTER, case) == ()
    assert findings_of([text("2026-03-02 10:00:00")], AFTER, case) == ()


def test_a_log_without_contacts_has_no_finding():
    for condition in (limit(), limit("rolling_7d"), AFTER, {"kind": "quiet_hours", "window": "22:00-08:00"}):
        assert findings_of([], condition, CASE) == ()
        assert findings_of([], condition) == ()
