"""The shape of a finding for machines, and what holds for all of them."""

import json
from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from collectguard import rules
from collectguard.statements import CaseFile
from tests.examples import examples
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
    talk,
    text,
)

DAILY = {"kind": "count_in_window", "window": "calendar_day", "basis": "any", "limit": 2, "per": "actor"}
NIGHT = {"kind": "quiet_hours", "window": "22:00-08:00"}


def test_the_shape_that_others_rely_on():
    rows = [text("2026-03-02 22:00:00"), call("2026-03-02 23:30:00"), text("2026-03-04 07:59:30")]
    (finding,) = findings_of(rows, NIGHT, case_of())
    shown = finding.as_json()
    assert json.loads(json.dumps(shown)) == shown == {
        "rule": "CN-TEST-1",
        "force": "standard",
        "subject": {"kind": "actor", "id": "lender"},
        "observed": 3,
        "limit": 0,
        "days": [{"date": "2026-03-02", "count": 2}, {"date": "2026-03-03", "count": 1}],
        "event_ids": [f"{n:016x}" for n in (1, 2, 3)],
        "boundary_count": 2,
        "sentence": finding.sentence,
    }  # fmt: skip


def test_a_finding_carries_its_source_and_its_doubts():
    (finding,) = findings_of([text("2026-03-02 23:00:00")], NIGHT, case_of(), see_also=["CN-TEST-2"])
    assert (finding.pack, finding.title, finding.condition) == ("own", "A made-up rule", "quiet_hours")
    assert (finding.citation.instrument, finding.citation.article, finding.citation.verified) == (
        "Text",
        "1",
        "VT",
    )
    assert (finding.innocent_reading, finding.cannot_show) == (("An exception.",), ("Something.",))
    assert finding.see_also == ("CN-TEST-2",)


def test_of_equal_days_the_first_is_the_worst():
    rows = [text(f"2026-03-{day:02d} 23:{minute:02d}:00") for day in (2, 4, 6) for minute in (1, 2)]
    (finding,) = findings_of(rows, NIGHT, case_of())
    assert str(finding.worst_day.date) == "2026-03-02"


def test_order_is_that_of_packs_and_rules_then_the_highest_figure():
    case = case_of(lender(A), lender(B, name="agency"))
    rows = [text("2026-03-02 23:00:00"), *[text(f"2026-03-03 23:0{i}:00", B) for i in range(3)]]
    night, daily = rule_of(NIGHT, id="CN-TEST-2"), rule_of(DAILY, id="CN-TEST-1")
    packs = (pack_of(night), pack_of(daily))
    found = rules.evaluate(log_of(rows, EN), case, packs)
    assert [(f.rule, f.subject_id) for f in found] == [
        ("CN-TEST-2", "agency"),
        ("CN-TEST-2", "lender"),
        ("CN-TEST-1", "agency"),
    ]


# --- what holds whatever the log is ---

MINUTES = st.integers(0, 14 * 24 * 60 - 1)
CONTACTS = st.lists(
    st.tuples(MINUTES, st.sampled_from((A, B, "+8619400000009")), st.sampled_from((text, call, talk))),
    max_size=40,
)
START = pd.Timestamp("2025-12-25")


def rows_of(contacts):
    return [make(str(START + pd.Timedelta(minutes=minute)), party=party) for minute, party, make in contacts]


def all_rules():
    """One rule of each kind that counts, as own rules of the user."""
    conditions = (
        NIGHT,
        DAILY | {"per": "number"},
        DAILY | {"window": "rolling_24h", "per": "debt"},
        DAILY | {"window": "rolling_7d", "limit": 4},
        DAILY | {"window": "calendar_week", "limit": 4, "per": "creditor"},
        DAILY | {"basis": "connected", "limit": 0},
        DAILY | {"basis": "attempts", "limit": 1},
        {"kind": "after_conversation", "days": 7, "per": "actor"},
        {"kind": "after_stop_request"},
        {"kind": "before_due_date"},
        {"kind": "third_party"},
    )
    return (pack_of(*(rule_of(condition, id=f"CN-TEST-{n}") for n, condition in enumerate(conditions))),)


PACKS = all_rules()


def cases():
    from collectguard.statements import StopRequest  # noqa: PLC0415

    stop = (StopRequest("s1", "lender", at=at("2025-12-31 12:00:00")),)
    debts = (debt("d1", "lender", "agency", due=at("2026-01-02 00:00:00").date()),)
    actors = (lender(A), lender(B, name="agency", role="agency"))
    return (
        CaseFile(),
        case_of(*actors, debts=debts, stop_requests=stop),
        case_of(*actors, role="unrelated", debts=debts, stop_requests=stop),
    )


CASES = cases()


def keys(found):
    return {(f.rule, f.subject_kind, f.subject_id, f.window) for f in found}


@examples(18)
@given(CONTACTS, CONTACTS, st.sampled_from(CASES))
def test_further_contacts_never_take_a_finding_away_or_make_it_smaller(some, more, case):
    before = rules.evaluate(log_of(rows_of(some), EN), case, PACKS)
    after = rules.evaluate(log_of(rows_of(some + more), EN), case, PACKS)
    assert keys(before) <= keys(after)
    figures = {(f.rule, f.subject_kind, f.subject_id, f.window): f.observed for f in after}
    assert all(f.observed <= figures[f.rule, f.subject_kind, f.subject_id, f.window] for f in before)


@examples(18)
@given(CONTACTS, st.sampled_from(CASES))
def test_every_figure_is_made_of_contacts_of_its_subject(contacts, case):
    log = log_of(rows_of(contacts), EN)
    events = log.events.set_index("event_id")
    for finding in rules.evaluate(log, case, PACKS):
        assert finding.observed > finding.limit
        rows = events.loc[list(finding.event_ids)]
        assert set(rows["party"].astype("str")) <= set(finding.parties)
        assert len(rows) == len(set(finding.event_ids)) == sum(day.count for day in finding.days)
        assert list(rows["started_at"]) == sorted(rows["started_at"])
        assert [day.date for day in finding.days] == sorted({day.date for day in finding.days})
        if finding.limit == 0 and finding.condition != "count_in_window":
            assert finding.observed == len(rows)
        else:
            assert finding.observed <= len(rows)


@examples(12)
@given(CONTACTS)
def test_actors_sum_what_their_numbers_have(contacts):
    log = log_of(rows_of(contacts), EN)
    together = case_of(lender(A, B))
    single = findings_of(log, NIGHT | {"per": "number"}, together)
    whole = findings_of(log, NIGHT, together)
    assert sum(f.observed for f in single) == sum(f.observed for f in whole)
    assert sorted(i for f in single for i in f.event_ids) == sorted(i for f in whole for i in f.event_ids)


def test_an_act_leads_only_to_rules_in_force_on_its_date():
    old = rule_of({"kind": "basis"}, id="CN-TEST-OLD", effective_to=date(2025, 12, 31))
    new = rule_of({"kind": "basis"}, id="CN-TEST-NEW", effective_from=date(2026, 1, 1))
    night = rule_of(NIGHT, see_also=["CN-TEST-OLD", "CN-TEST-NEW", "CN-ELSEWHERE-1"])
    pack = pack_of(night, old, new)

    def led_to(*moments):
        log = log_of([text(moment) for moment in moments], EN)
        (finding,) = rules.evaluate(log, case_of(), [pack])
        return finding.see_also

    last, first = "2025-12-31 23:59:59.999", "2026-01-01 00:00:00"  # one night, two years
    assert led_to(last) == ("CN-TEST-OLD", "CN-ELSEWHERE-1")
    assert led_to(first) == ("CN-TEST-NEW", "CN-ELSEWHERE-1")
    assert led_to(last, first) == night.see_also
