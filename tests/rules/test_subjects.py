"""Who is looked at when nobody, or not everything, has been said."""

import pytest

from collectguard.rules.conditions.quiet_hours import MOST_STRANGERS
from collectguard.statements import Actor, CaseFile, Protected, StopRequest
from tests.rules.building import A, B, at, call, case_of, debt, findings_of, lender, talk, text

NIGHT = {"kind": "quiet_hours", "window": "22:00-08:00"}
DAILY = {"kind": "count_in_window", "window": "calendar_day", "basis": "any", "limit": 2, "per": "actor"}


def parties(found):
    return [finding.subject_id for finding in found]


def test_without_a_case_file_each_unknown_number_stands_for_itself():
    rows = [
        text("2026-03-01 23:00:00"),
        call("2026-03-01 23:00:00", party=B),
        call("2026-03-02 23:00:00", party=B),
    ]
    found = findings_of(rows, NIGHT)
    assert [(f.subject_kind, f.subject_id, f.observed, f.assigned) for f in found] == [
        ("party", B, 2, False),
        ("party", A, 1, False),
    ]
    assert found[0].sentence.startswith(
        "19400000002, possible (not yet assigned to an institution): 2 contacts"
    )
    assert found[0].strength.startswith("If the number is confirmed")


def test_who_is_known_excused_or_protected_is_left_out():
    rows = [
        text("2026-03-01 23:00:00", known=True),
        text("2026-03-01 23:10:00"),  # known in one record is known
        text("2026-03-01 23:00:00", B),
    ]
    assert parties(findings_of(rows, NIGHT)) == [B]
    assert findings_of(rows, NIGHT, CaseFile(known_good=(B,))) == ()
    assert findings_of(rows, NIGHT, CaseFile(protected=(Protected("Aunt", parties=(B,)),))) == ()


@pytest.mark.parametrize(
    ("party_class", "of_text", "of_call"),
    [("mobile", 1, 1), ("mvno", 1, 1), ("landline", 1, 1), ("foreign", 1, 1), ("shared_cost", 1, 1)]
    + [(name, 0, 1) for name in ("short", "service95", "port106", "text", "iot")],
)
def test_messages_from_codes_of_firms_are_no_sign_of_a_collector(party_class, of_text, of_call):
    assert len(findings_of([text("2026-03-01 23:00:00", party_class=party_class)], NIGHT)) == of_text
    assert len(findings_of([call("2026-03-01 23:00:00", party_class=party_class)], NIGHT)) == of_call


def test_once_the_user_has_said_whose_code_it_is_its_messages_count():
    rows = [text("2026-03-01 23:00:00", "port:10600194002100", party_class="port106")]
    assert len(findings_of(rows, NIGHT, case_of(lender("port:10600194002100")))) == 1


def test_callers_without_a_number_are_looked_at_but_never_added_up():
    rows = [call(f"2026-03-01 23:0{i}:00", party="hidden:restricted", party_class="hidden") for i in range(9)]
    assert findings_of(rows, DAILY) == ()
    (finding,) = findings_of(rows, NIGHT)
    assert finding.subject_name == "number withheld"
    assert "several people may be behind them" in finding.notes[-1]
    assert len(findings_of(rows, DAILY, case_of(lender("hidden:restricted")))) == 1


def test_a_sum_over_an_institution_is_a_lower_bound_for_a_single_number():
    rows = [call(f"2026-03-01 1{i}:00:00") for i in range(3)]
    (alone,) = findings_of(rows, DAILY)
    assert alone.lower_bound
    assert "lower bound" in alone.notes[-1]
    (per_number,) = findings_of(rows, DAILY | {"per": "number"})
    assert not per_number.lower_bound
    (assigned,) = findings_of(rows, DAILY, case_of())
    assert not assigned.lower_bound
    assert not any("lower bound" in note for note in assigned.notes)


def test_with_actors_nobody_else_is_looked_at():
    rows = [text("2026-03-01 23:00:00"), text("2026-03-01 23:00:00", B)]
    assert parties(findings_of(rows, NIGHT, case_of(lender(B, name="agency")))) == ["agency"]


def test_a_known_number_of_an_actor_counts():
    assert len(findings_of([text("2026-03-01 23:00:00", known=True)], NIGHT, case_of())) == 1


def test_a_saved_number_that_was_asked_to_stop_counts_as_in_the_report():
    rows = [text("2026-03-01 23:00:00", known=True), text("2026-03-01 23:00:00", B, known=True)]
    case = CaseFile(stop_requests=(StopRequest("s1", A, at=at("2026-02-01 12:00:00")),))
    assert [finding.subject_id for finding in findings_of(rows, NIGHT, case)] == [A]


def test_many_unknown_numbers_share_their_last_finding():
    rows = [
        text(f"2026-03-{1 + i:02d} 23:{minute:02d}:00", f"+861941000{n:04d}")
        for n in range(MOST_STRANGERS + 3)
        for i in range(2 if n < 4 else 1)
        for minute in range(3 if n < MOST_STRANGERS - 1 else 1)
    ]
    found = findings_of(rows, NIGHT)
    assert len(found) == MOST_STRANGERS + 1
    *single, rest = found
    assert all(finding.subject_kind == "party" for finding in single)
    assert (rest.subject_kind, rest.subject_id, rest.observed) == ("owner", "me", 3)
    assert rest.subject_name == "the other 3 numbers"
    assert sum(finding.observed for finding in found) == len(rows)
    assert sorted(i for finding in found for i in finding.event_ids) == sorted(
        f"{n:016x}" for n in range(1, len(rows) + 1)
    )


def test_what_many_numbers_share_says_its_contacts_at_a_border():
    rows = [text("2026-03-01 22:00:30", f"+861941000{n:04d}") for n in range(MOST_STRANGERS + 2)]
    rest = findings_of(rows, NIGHT)[-1]
    assert (rest.subject_kind, rest.boundary_count) == ("owner", 2)
    assert "Contacts within 60 seconds of a border of these hours, inside or outside: 2." in rest.notes[0]


def test_one_number_too_many_is_not_folded():
    rows = [text("2026-03-01 23:00:00", f"+861941000{n:04d}") for n in range(MOST_STRANGERS + 1)]
    assert [finding.subject_kind for finding in findings_of(rows, NIGHT)] == ["party"] * (MOST_STRANGERS + 1)


# --- whom a rule speaks of ---


@pytest.mark.parametrize(
    ("creditor_type", "count", "unsaid"), [("bank", 1, False), ("private", 0, False), (None, 1, True)]
)
def test_the_type_of_creditor_decides_and_what_is_not_said_excludes_nobody(creditor_type, count, unsaid):
    case = case_of(debts=(debt(creditor_type=creditor_type),))
    found = findings_of([text("2026-03-01 23:00:00")], NIGHT, case, applies_if={"creditor_type": ["bank"]})
    assert len(found) == count
    assert [f.strength.startswith("If this actor is one") for f in found] == [unsaid] * count


def test_one_fitting_debt_is_enough():
    case = case_of(debts=(debt("d1", creditor_type="private"), debt("d2", creditor_type="bank")))
    assert findings_of([text("2026-03-01 23:00:00")], NIGHT, case, applies_if={"creditor_type": ["bank"]})


@pytest.mark.parametrize(("role", "count"), [("agency", 1), ("lender", 0), ("other", 0), (None, 1)])
def test_the_role_of_the_actor(role, count):
    case = case_of(Actor("x", "X", role, (A,)))
    found = findings_of([text("2026-03-01 23:00:00")], NIGHT, case, applies_if={"actor_role": ["agency"]})
    assert len(found) == count
    assert [f.strength.startswith("If this actor is one") for f in found] == [role is None] * count


def test_a_case_file_that_says_nothing_is_as_good_as_none():
    rows = [text("2026-03-01 23:00:00"), talk("2026-03-01 23:30:00", party=B)]
    assert findings_of(rows, NIGHT, CaseFile()) == findings_of(rows, NIGHT, None)
