"""What the case file makes countable, by hand: a month with two actors, to the millisecond."""

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.casefile import countable
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile, Complaint, Debt, Protected, StopRequest
from collectguard.statistics import silence
from collectguard.told import REST
from tests.examples import examples
from tests.logs import log_of
from tests.sample_reader import SHANGHAI

A, B, C, FRIEND, BANK, STRANGER = (f"+861940000000{n}" for n in range(1, 7))
SAMPLE = Path(__file__).parents[2] / "sample_data"

LENDER = Actor("lender", "示例小贷", "lender", (A,))
AGENCY = Actor("agency", "虚构资产管理", "agency", (B, C, "+8619400000099"))
BASE = CaseFile(owner_role="debtor", actors=(LENDER, AGENCY))


def text(at, party=A, **more):
    return {"at": at, "party": party} | more


def call(at, party=A, outcome="missed", **more):
    return {"at": at, "party": party, "kind": "call", "outcome": outcome, "duration_s": 0} | more


def shanghai(moment):
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


def asked(moment=None, on=None, to="agency", **more):
    stop = StopRequest("s1", to, at=moment and shanghai(moment), on=on and date.fromisoformat(on), **more)
    return replace(BASE, stop_requests=(stop,))


def request_of(rows, case, settings=None):
    return countable(case, log_of(rows, settings)).requests.iloc[0]


# --- per actor ---


def mixed():
    """Agency: B three times, C twice; the lender once; then a bank, a friend, a stranger, a hidden caller."""
    return log_of(
        [
            call("2026-03-01 22:30:00", B),
            call("2026-03-01 23:30:00", B, "answered", duration_s=20),
            text("2026-03-02 09:00:00", B),
            call("2026-03-02 09:30:00", C),
            text(None, C, time_quality="missing"),
            text("2026-03-05 12:00:00", A),
            text("2026-03-03 08:00:00", BANK),
            text("2026-03-03 09:00:00", FRIEND, known=True),
            call("2026-03-04 10:00:00", STRANGER),
            call("2026-03-04 11:00:00", "hidden:unknown", party_class="hidden"),
            text("2026-03-04 12:00:00", B, direction="out", outcome="sent"),
            text("2026-03-02 09:00:00", B, source_id=1, duplicate_of="0000000000000003"),
        ]
    )


def test_an_actors_numbers_count_as_one():
    actors = countable(replace(BASE, known_good=(BANK,)), mixed()).actors
    agency = actors.loc["actor:agency"]
    assert agency[["kind", "name", "role", "given", "seen"]].tolist() == [
        "actor", "虚构资产管理", "agency", 3, 2,
    ]  # fmt: skip
    assert agency[["incoming", "timed", "call_count", "message_count"]].tolist() == [5, 4, 3, 2]
    assert agency[["connected", "attempts", "night_count", "nights"]].tolist() == [1, 2, 2, 1]
    assert (agency["busiest_day"], agency["busiest_day_count"]) == (pd.Timestamp("2026-03-01"), 2)
    assert agency[["max_24h", "max_7d", "out_count"]].tolist() == [4, 4, 1]  # 11 hours from first to last
    assert agency["first"] == pd.Timestamp("2026-03-01T14:30:00Z")
    assert agency["last"] == pd.Timestamp("2026-03-02T01:30:00Z")


def test_the_largest_number_is_a_lower_bound():
    actors = countable(BASE, mixed()).actors
    assert actors.loc["actor:agency", ["largest_party", "largest_count"]].tolist() == [B, 3]
    assert (actors["largest_count"] <= actors["incoming"]).all()


def test_of_equally_frequent_numbers_the_first_is_named():
    actors = countable(BASE, log_of([call("2026-03-01 10:00:00", C), call("2026-03-01 11:00:00", B)])).actors
    assert actors.loc["actor:agency", ["largest_party", "largest_count"]].tolist() == [B, 1]


def test_nothing_is_lost():
    log = mixed()
    actors = countable(replace(BASE, known_good=(BANK,)), log).actors
    assert actors.index.tolist() == ["actor:lender", "actor:agency", *REST]
    assert actors["incoming"].tolist() == [1, 5, 2, 2, 0]  # stranger, hidden caller; bank, friend
    assert actors.loc["unassigned", ["seen", "hidden", "largest_party"]].tolist() == [1, 1, STRANGER]
    assert actors["incoming"].sum() == len(log.contacts)


def test_an_actor_whom_no_record_names_has_zeros():
    actors = countable(BASE, log_of([text("2026-03-01 10:00:00", A)])).actors
    agency = actors.loc["actor:agency"]
    assert agency[["given", "seen", "incoming", "max_7d", "largest_count"]].tolist() == [3, 0, 0, 0, 0]
    assert pd.isna(agency["first"])
    assert pd.isna(agency["busiest_day"])
    assert math.isnan(agency["night_share"])
    assert actors["incoming"].dtype == "int64"


def test_a_number_saved_as_a_contact_still_counts_for_its_actor():
    actors = countable(BASE, log_of([text("2026-03-01 10:00:00", A, known=True)])).actors
    assert actors["incoming"].tolist() == [1, 0, 0, 0, 0]


def test_which_actors_a_debt_names():
    case = replace(BASE, debts=(Debt("d1", actors=("agency",)),))
    assert countable(case, mixed()).actors["in_debt"].tolist() == [False, True, False, False, False]


@given(
    st.lists(st.sampled_from([A, B, C, FRIEND, BANK, STRANGER]), max_size=12),
    st.sets(st.sampled_from([FRIEND, BANK, STRANGER])),
    st.sampled_from(["me", "mother"]),
)
@examples(20)
def test_every_contact_stands_in_one_row(parties, good, owner):
    rows = [
        text(f"2026-03-01 10:00:{n:02d}", party, owner=owner if n % 2 else "me", known=party == FRIEND)
        for n, party in enumerate(parties)
    ]
    case = replace(BASE, known_good=tuple(good), protected=(Protected("M", owner="mother"),))
    actors = countable(case, log := log_of(rows)).actors
    assert actors["incoming"].sum() == len(log.contacts)
    assert actors["seen"].iloc[:-1].sum() <= len(set(parties))


# --- after a request to stop ---

AROUND = [
    text("2026-03-01 09:00:00", FRIEND, direction="out", outcome="sent"),
    *(text(f"2026-03-{day:02d} 10:00:00", B) for day in (2, 4, 6, 8)),
    text("2026-03-11 08:59:59.999", C),
    text("2026-03-11 09:00:00.000", C),
    text("2026-03-11 09:00:00.001", C),
    *(text(f"2026-03-{day:02d} 10:00:00", B) for day in range(12, 19)),
    text("2026-03-15 10:00:00", A),
    text("2026-03-21 09:00:00", FRIEND, direction="out", outcome="sent"),
]


def test_strictly_later_than_the_request():
    row = request_of(AROUND, asked("2026-03-11 09:00:00", how="sms"))
    assert row[["to", "name", "number_count", "how", "by", "fixed_by", "exclusive"]].tolist() == [
        "agency", "虚构资产管理", 3, "sms", "debtor", "time", True,
    ]  # fmt: skip
    assert row["start"] == pd.Timestamp("2026-03-11T01:00:00Z")
    assert row[["before_count", "after_count", "after_active_days"]].tolist() == [6, 8, 8]
    assert row["after_ids"] == tuple(f"{n:016x}" for n in range(8, 16))  # rows 8 to 15
    assert row["first_after"] == pd.Timestamp("2026-03-11T01:00:00.001Z")
    assert row["last_after"] == pd.Timestamp("2026-03-18T02:00:00Z")
    assert row[["before_days", "after_days", "rate_before", "rate_after"]].tolist() == [10, 10, 0.6, 0.8]
    assert row["rate_ratio"] == pytest.approx(8 / 6)
    assert row["p_value"] == pytest.approx(2 * 6476 / 16384)  # see tests/statistics/test_rate_ratio.py
    assert row["standing"] == "compared"
    assert pd.isna(row["since"])
    # after the last contact, 18 March 10:00, to the end of the records, 21 March 09:00
    assert row["quiet_days"] == pytest.approx(3 - 1 / 24)
    assert row["quiet_open"]


def test_a_request_of_a_date_counts_from_the_next_midnight():
    rows = [
        text("2026-03-01 00:00:00", B),
        text("2026-03-02 23:59:59.999", B),
        text("2026-03-03 00:00:00.000", B),
        text("2026-03-05 00:00:00", B),
    ]
    row = request_of(rows, asked(on="2026-03-02"))
    assert row[["before_count", "after_count", "fixed_by", "exclusive"]].tolist() == [2, 2, "date", False]
    assert row["start"] == pd.Timestamp("2026-03-02T16:00:00Z")
    assert row[["before_days", "after_days", "rate_ratio"]].tolist() == [2, 2, 1]


def test_a_day_of_23_hours_in_new_york():
    """On 8 March 2026 the clocks go from 02:00 to 03:00: from midnight to midnight are 23 hours."""
    newyork = settings_for("US", tz="America/New_York")
    rows = [
        text("2026-03-07 00:00:00", B),
        text("2026-03-08 00:00:00", B),
        text("2026-03-08 23:59:59.999", B),
        text("2026-03-09 00:00:00", B),
        text("2026-03-10 00:00:00", B),
    ]
    row = request_of(rows, asked(on="2026-03-08"), newyork)
    assert row["start"] == pd.Timestamp("2026-03-09T04:00:00Z")
    assert row[["before_count", "after_count"]].tolist() == [3, 2]
    assert row["before_days"] == pytest.approx(2 - 1 / 24)
    assert row["after_days"] == 1


def test_nothing_came_after_it():
    rows = [text("2026-03-01 00:00:00", B), text("2026-03-11 00:00:00", FRIEND)]
    row = request_of(rows, asked("2026-03-03 00:00:00"))
    assert row[["before_count", "after_count", "after_active_days", "rate_ratio"]].tolist() == [1, 0, 0, 0]
    assert pd.isna(row["first_after"])
    assert pd.isna(row["last_after"])
    assert (row["quiet_days"], row["quiet_open"], row["standing"]) == (8, True, "compared")


def test_nothing_came_at_all():
    rows = [text("2026-03-01 00:00:00", FRIEND), text("2026-03-11 00:00:00", FRIEND)]
    row = request_of(rows, asked("2026-03-03 00:00:00"))
    assert row[["before_count", "after_count", "before_days", "after_days"]].tolist() == [0, 0, 2, 8]
    assert row[["rate_before", "rate_after", "standing"]].tolist() == [0, 0, "nothing"]
    assert row[["rate_ratio", "ratio_low", "ratio_high", "p_value"]].isna().all()


@pytest.mark.parametrize(
    ("moment", "standing"),
    [
        ("2026-02-01 00:00:00", "no_time_before"),
        ("2026-03-01 00:00:00", "no_time_before"),
        ("2026-03-01 23:59:59", "short"),
        ("2026-03-02 00:00:00", "compared"),
        ("2026-03-10 00:00:00", "compared"),
        ("2026-03-10 00:00:01", "short"),
        ("2026-03-11 00:00:00", "no_time_after"),  # at the last record: nothing is known of what came later
        ("2026-04-01 00:00:00", "no_time_after"),
    ],
)
def test_what_a_ratio_is_worth(moment, standing):
    rows = [text("2026-03-01 00:00:00", B), text("2026-03-11 00:00:00", B)]
    row = request_of(rows, asked(moment))
    assert row["standing"] == standing
    assert row["before_count"] + row["after_count"] == 2
    assert math.isnan(row["rate_ratio"]) == standing.startswith("no_time")


def test_later_than_the_last_record_nothing_is_quiet():
    row = request_of([text("2026-03-01 00:00:00", B)], asked("2026-04-01 00:00:00"))
    assert math.isnan(row["quiet_days"])
    assert not row["quiet_open"]


def test_no_calls_before_the_call_log_begins():
    """Messages from 1 March on, calls only from 9 March on, a request on 11 March."""
    rows = [
        *(text(f"2026-03-{day:02d} 00:00:00", B) for day in (1, 3, 5, 7)),
        call("2026-03-09 00:00:00", B),
        text("2026-03-10 00:00:00", B),
        call("2026-03-12 00:00:00", B),
        call("2026-03-13 00:00:00", B),
        text("2026-03-15 00:00:00", FRIEND),
    ]
    row = request_of(rows, asked("2026-03-11 00:00:00"))
    assert (row["before_count"], row["after_count"]) == (6, 2)  # all of them
    assert row["since"] == pd.Timestamp("2026-03-08T16:00:00Z")
    assert row[["compared_before", "compared_after", "before_days", "after_days"]].tolist() == [2, 2, 2, 4]
    assert row["rate_ratio"] == 0.5
    # calls end on 13 March: later silence is that of the call log
    assert (row["quiet_days"], row["quiet_to"]) == (1, pd.Timestamp("2026-03-11T16:00:00Z"))


def test_a_request_before_the_call_log_begins_compares_nothing():
    rows = [text("2026-03-01 00:00:00", B), call("2026-03-09 00:00:00", B), text("2026-03-15 00:00:00", B)]
    row = request_of(rows, asked("2026-03-05 00:00:00"))
    assert row[["before_count", "after_count", "standing"]].tolist() == [1, 2, "no_time_before"]


def test_a_request_to_a_number_of_nobody():
    row = request_of([text("2026-03-02 00:00:00", STRANGER)], asked("2026-03-01 00:00:00", to=STRANGER))
    assert (row["to"], row["number_count"], row["after_count"]) == (STRANGER, 1, 1)
    assert pd.isna(row["name"])


def test_a_relatives_request_counts_on_the_relatives_phone():
    case = asked("2026-03-01 12:00:00", by="contact")
    case = replace(case, protected=(Protected("M", "relative", owner="mother"),))
    rows = [text("2026-03-02 00:00:00", B), text("2026-03-03 00:00:00", C, owner="mother")]
    assert request_of(rows, case)["first_after"] == pd.Timestamp("2026-03-02T16:00:00Z")
    own = replace(case, stop_requests=(replace(case.stop_requests[0], by="debtor"),))
    assert request_of(rows, own)["first_after"] == pd.Timestamp("2026-03-01T16:00:00Z")


def test_whose_request_it_is_follows_from_the_owner():
    rows = [text("2026-03-02 00:00:00", B)]
    by = [
        request_of(rows, replace(asked("2026-03-01 12:00:00"), owner_role=role))["by"]
        for role in ("debtor", "contact", "unrelated")
    ]
    assert by == ["debtor", "contact", "contact"]
    assert pd.isna(request_of(rows, replace(asked("2026-03-01 12:00:00"), owner_role=None))["by"])


# --- before a debt is due, after it was settled ---


def debts_of(rows, *debts):
    return countable(replace(BASE, debts=debts), log_of(rows)).debts


DAYS = [
    text("2026-03-04 10:00:00", A),
    text("2026-03-04 11:00:00", B),
    text("2026-03-09 23:59:59.999", A),
    text("2026-03-10 00:00:00", A),
    text("2026-03-20 23:59:59.999", A),
    text("2026-03-21 00:00:00", A),
    text("2026-03-22 00:00:00", A),
]


def test_before_the_due_date_and_after_settlement():
    debt = Debt("d1", "X", due=date(2026, 3, 10), settled_on=date(2026, 3, 20), actors=("lender",))
    row = debts_of(DAYS, debt).loc["d1"]
    assert row[["before_count", "before_active_days", "before_shared"]].tolist() == [2, 2, 0]
    assert (row["before_first"], row["before_last"]) == (
        pd.Timestamp("2026-03-04"),
        pd.Timestamp("2026-03-09"),
    )
    assert (row["before_ids"], row["after_ids"]) == ((f"{1:016x}", f"{3:016x}"), (f"{6:016x}", f"{7:016x}"))
    assert row[["after_count", "after_active_days", "after_shared"]].tolist() == [2, 2, 0]
    assert (row["after_first"], row["after_last"]) == (pd.Timestamp("2026-03-21"), pd.Timestamp("2026-03-22"))


def test_a_debt_settled_before_it_was_due():
    debt = Debt("d1", due=date(2026, 3, 21), settled_on=date(2026, 3, 9), actors=("lender",))
    row = debts_of(DAYS, debt).loc["d1"]
    assert row[["before_count", "after_count"]].tolist() == [4, 4]  # 10 and 20 March lie on both sides


def test_none_before_and_none_after():
    debt = Debt("d1", due=date(2026, 3, 4), settled_on=date(2026, 3, 22), actors=("lender",))
    row = debts_of(DAYS, debt).loc["d1"]
    assert row[["before_count", "after_count"]].tolist() == [0, 0]
    assert row[["before_first", "after_last"]].isna().all()


def test_what_was_not_said_is_not_counted():
    frame = debts_of(DAYS, Debt("d1", actors=("lender",)), Debt("d2", due=date(2026, 3, 10)))
    assert frame[["before_count", "after_count", "before_shared"]].isna().all(axis=None)
    assert frame["before_count"].dtype == "Int64"


def test_an_actor_of_two_debts_is_counted_while_neither_is_due():
    early = Debt("early", due=date(2026, 3, 5), actors=("lender",))
    late = Debt("late", due=date(2026, 3, 10), actors=("lender", "agency"))
    frame = debts_of(DAYS, early, late)
    assert frame["before_count"].tolist() == [1, 2]  # A on the 4th; A and B on the 4th
    assert frame["before_shared"].tolist() == [0, 1]  # A on the 9th, when the other debt is due


def test_a_second_debt_without_a_date_leaves_its_actor_out():
    frame = debts_of(
        DAYS, Debt("d1", due=date(2026, 3, 10), actors=("lender",)), Debt("d2", actors=("lender",))
    )
    assert frame.loc["d1", ["before_count", "before_shared"]].tolist() == [0, 2]


# --- protected people ---


def test_contacts_on_a_protected_persons_own_phone():
    case = replace(
        BASE,
        protected=(
            Protected("Mother", "relative", (STRANGER,), owner="mother"),
            Protected("Boss", "employer", owner="boss"),
            Protected("Friend", "friend"),
        ),
    )
    rows = [
        text("2026-03-01 10:00:00", B, owner="mother"),
        call("2026-03-02 10:00:00", C, owner="mother"),
        call("2026-03-02 11:00:00", C, owner="mother"),
        text("2026-03-03 10:00:00", FRIEND, owner="mother"),
        text("2026-03-03 10:00:00", C, owner="mother", direction="out", outcome="sent"),
        text("2026-03-04 10:00:00", A),
    ]
    told = countable(case, log_of(rows))
    mother, boss, friend = (told.protected.loc[n] for n in (1, 2, 3))
    assert mother[["name", "relation", "read", "incoming", "from_actors", "active_days"]].tolist() == [
        "Mother", "relative", True, 4, 3, 2,
    ]  # fmt: skip
    assert (mother["parties"], mother["actors"]) == ((C, B), ("agency",))
    assert mother["event_ids"] == tuple(f"{n:016x}" for n in (1, 2, 3))
    assert mother["first"] == pd.Timestamp("2026-03-01T02:00:00Z")
    assert boss[["read", "from_actors", "parties"]].tolist() == [False, 0, ()]
    assert friend[["read", "from_actors"]].tolist() == [False, 0]
    assert pd.isna(friend["first"])
    assert told.actors.loc[["actor:agency", "other_phones"], "incoming"].tolist() == [0, 4]


# --- after a complaint ---


def test_after_a_complaint_all_actors_together():
    case = replace(BASE, complaints=(Complaint(date(2026, 3, 11), "12378", "A-1"),))
    row = countable(case, log_of(AROUND)).complaints.loc[1]
    assert row[["channel", "reference", "whose", "exclusive"]].tolist() == ["12378", "A-1", "actors", False]
    assert row["on"] == pd.Timestamp("2026-03-11")
    # B on 2, 4, 6, 8 March and C three times on the 11th; B on 12 to 18 March and A on the 15th
    assert row[["before_count", "after_count", "after_active_days"]].tolist() == [7, 8, 7]
    assert row["before_days"] == pytest.approx(10 + 15 / 24)
    assert row["after_days"] == pytest.approx(9 + 9 / 24)
    assert row["quiet_from"] == pd.Timestamp("2026-03-18T02:00:00Z")
    assert row["quiet_days"] == pytest.approx(3 - 1 / 24)
    assert row["quiet_open"]


def test_the_first_of_equal_silences_is_named():
    rows = [*(text(f"2026-03-{day:02d} 00:00:00", A) for day in (1, 5, 8, 11, 12))]
    case = replace(BASE, complaints=(Complaint(date(2026, 3, 4)),))
    row = countable(case, log_of(rows)).complaints.loc[1]
    assert (row["quiet_from"], row["quiet_to"], row["quiet_days"], row["quiet_open"]) == (
        pd.Timestamp("2026-03-04T16:00:00Z"), pd.Timestamp("2026-03-07T16:00:00Z"), 3, False,
    )  # fmt: skip


def test_a_first_silence_is_that_of_the_statistic():
    rows = [text("2026-03-01 00:00:00", A), text("2026-03-09 00:00:00", A), text("2026-03-10 00:00:00", A)]
    log, case = log_of(rows), replace(BASE, complaints=(Complaint(date(2026, 3, 2)),))
    row = countable(case, log).complaints.loc[1]
    same = silence(log, by="all", at=row["start"], exclusive=False)
    assert row["quiet_days"] == same["quiet_days"].iloc[0] == 6


def test_without_actors_a_complaint_is_about_the_numbers_reported_on():
    case = CaseFile(complaints=(Complaint(date(2026, 3, 2)),))
    row = countable(
        case, log_of([text("2026-03-01 00:00:00", A), text("2026-03-09 00:00:00", FRIEND, known=True)])
    )
    assert row.complaints.loc[1, ["whose", "before_count", "after_count"]].tolist() == ["reported", 1, 0]


# --- shapes ---


def test_every_frame_has_its_columns_without_a_row():
    full = replace(
        asked("2026-03-01 00:00:00"),
        debts=(Debt("d1", actors=("lender",)),),
        protected=(Protected("M"),),
        complaints=(Complaint(date(2026, 3, 1)),),
    )
    empty, rows = countable(CaseFile(), log_of([])), countable(full, log_of(AROUND))
    for name in ("actors", "requests", "debts", "protected", "complaints"):
        none, some = getattr(empty, name), getattr(rows, name)
        assert none.dtypes.to_dict() == some.dtypes.to_dict(), name
        assert none.index.name == some.index.name
    assert [len(getattr(empty, name)) for name in ("requests", "debts", "protected", "complaints")] == [0] * 4


def test_a_log_without_records():
    case = replace(asked("2026-03-01 00:00:00"), complaints=(Complaint(date(2026, 3, 1)),))
    told = countable(case, log_of([]))
    assert told.requests["standing"].tolist() == told.complaints["standing"].tolist() == ["no_time_after"]
    assert told.actors["incoming"].sum() == 0
    assert told.recorded.first_call is told.recorded.last_message is None


def test_from_when_to_when_each_sort_is_recorded():
    recorded = countable(
        BASE, log_of([*AROUND, call("2026-03-09 00:00:00", FRIEND, direction="out")])
    ).recorded
    assert recorded.first_message == pd.Timestamp("2026-03-01T01:00:00Z")
    assert recorded.last_message == pd.Timestamp("2026-03-21T01:00:00Z")
    assert recorded.first_call == recorded.last_call == pd.Timestamp("2026-03-08T16:00:00Z")


def test_the_log_is_not_changed():
    log = mixed()
    before = log.events.copy(deep=True)
    countable(asked("2026-03-01 00:00:00"), log)
    pd.testing.assert_frame_equal(log.events, before)


# --- the sample, whose counts by hand stand in tests/rules/test_sample.py ---


def test_the_sample():
    truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["actors"]
    small, consumer, agency = (
        Actor(name, name, role, tuple(truth[name]["parties"]))
        for name, role in (("示例小贷", "lender"), ("演示消费金融", "lender"), ("虚构资产管理", "agency"))
    )
    at = datetime(2026, 1, 28, 11, 12, 33, 364_000, tzinfo=UTC)
    case = CaseFile(
        owner_role="debtor",
        debts=(
            Debt("small", due=date(2026, 1, 5), actors=(small.id, agency.id)),
            Debt("consumer", due=date(2026, 1, 12), actors=(consumer.id,)),
        ),
        actors=(small, consumer, agency),
        stop_requests=(StopRequest("s1", agency.id, at=at, how="sms"),),
    )
    log = cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))
    told = countable(case, log)
    request = told.requests.loc["s1"]
    assert request[["before_count", "after_count", "after_active_days"]].tolist() == [40, 363, 42]
    assert (round(request["before_days"], 1), round(request["after_days"], 1)) == (79.4, 46.1)
    assert told.debts[["before_count", "before_active_days"]].to_numpy().tolist() == [[7, 7], [10, 9]]
    row = told.actors.loc["actor:虚构资产管理"]
    assert row[["given", "seen", "incoming", "night_count", "nights"]].tolist() == [13, 13, 403, 128, 36]
    assert told.actors["incoming"].sum() == len(log.contacts)
