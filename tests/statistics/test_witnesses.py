"""Whose knowledge the calls are: the phone's own log, or a carrier's list of answered calls."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard import statistics
from tests.logs import log_of

A = "+8619400000001"
LIST = ({"witness": "phone"}, {"witness": "carrier"})


def call(at, *, listed=False, **changed):
    return {"at": at, "party": A, "kind": "call", "outcome": "answered", "duration_s": 30,
            "source_id": int(listed)} | changed  # fmt: skip


def known(*rows):
    return statistics.witnesses(log_of(rows, sources=LIST))


def local(span):
    return [f"{moment.tz_convert('Asia/Shanghai'):%m-%d %H:%M}" for moment in span]


def test_a_phone_alone_says_nothing_of_lists():
    found = known(call("2026-03-01 10:00"), call("2026-03-05 10:00", outcome="missed"))
    [phone] = found.phones
    assert (phone.owner, phone.phone_calls, phone.carrier_calls, phone.carrier) == ("me", 2, 0, ())
    assert (found.listed, found.answered_only, found.lists_alone, found.every_call) == ((), (), False, None)


def test_a_log_without_calls_knows_nothing():
    found = known({"at": "2026-03-01 10:00:00", "party": A})
    assert found.phones == ()
    assert not found.lists_alone
    assert found.of("me").phone is None


def test_a_list_alone_knows_answered_calls_for_all_its_time():
    found = known(call("2026-03-01 10:00", listed=True), call("2026-03-05 10:00", listed=True))
    assert found.lists_alone
    assert [local(span) for span in found.answered_only] == [["03-01 10:00", "03-05 10:00"]]
    assert found.every_call is None


def test_the_list_stands_alone_before_and_after_the_log_of_the_phone():
    found = known(
        call("2026-01-01 10:00", listed=True),
        call("2026-03-01 10:00"),
        call("2026-03-20 10:00"),
        call("2026-04-01 10:00", listed=True),
    )
    assert [local(span) for span in found.answered_only] == [
        ["01-01 10:00", "03-01 10:00"], ["03-20 10:00", "04-01 10:00"],
    ]  # fmt: skip
    assert local(found.every_call) == ["03-01 10:00", "03-20 10:00"]
    assert not found.lists_alone


def test_a_list_within_the_log_of_the_phone_never_stands_alone():
    found = known(call("2026-03-01 10:00"), call("2026-03-10 10:00", listed=True), call("2026-03-20 10:00"))
    assert len(found.listed) == 1
    assert found.answered_only == ()


@pytest.mark.parametrize(("first", "alone"), [("2026-03-01 10:00:00", 1), ("2026-03-01 10:00:00.001", 0)])
def test_less_than_a_day_at_the_edge_is_no_time_of_its_own(first, alone):
    found = known(
        call(first, listed=True),
        call("2026-03-02 10:00:00"),
        call("2026-03-20 10:00:00", listed=True),
        call("2026-03-21 10:00:00"),
    )
    assert len(found.answered_only) == alone


def test_a_list_of_one_day_before_the_log_begins_stands_alone():
    found = known(call("2026-03-01 10:00", listed=True), call("2026-03-01 11:00", listed=True),
                  call("2026-03-09 10:00"))  # fmt: skip
    assert [local(span) for span in found.answered_only] == [["03-01 10:00", "03-01 11:00"]]


def test_duplicates_show_what_a_file_covers_and_unusable_times_do_not():
    found = known(
        call("2026-03-01 10:00", listed=True, duplicate_of="0" * 16),
        call("2026-02-01 10:00", listed=True, time_quality="no_year"),
        call("2026-03-09 10:00", listed=True),
    )
    assert found.phones[0].carrier_calls == 3
    assert [local(span) for span in found.phones[0].carrier] == [["03-01 10:00", "03-09 10:00"]]


def test_each_phone_has_its_own_witnesses():
    found = known(
        call("2026-03-01 10:00", listed=True),
        call("2026-03-05 10:00", listed=True),
        call("2026-03-02 10:00", owner="mother"),
    )
    assert [phone.owner for phone in found.phones] == ["me", "mother"]
    assert [phone.owner for phone in found.listed] == ["me"]
    assert found.of("me").lists_alone
    assert not found.lists_alone


def test_daily_marks_the_dates_of_lists_alone():
    log = log_of(
        [
            call("2026-03-01 10:00", listed=True),
            call("2026-03-04 23:59"),  # the log of the phone begins late on this date
            call("2026-03-06 00:30"),
            call("2026-03-07 10:00", listed=True),
            {"at": "2026-03-09 10:00:00", "party": A},
        ],
        sources=LIST,
    )
    alone = statistics.daily(log)["answered_only"]
    assert [date.day for date in alone.index[alone]] == [1, 2, 3, 7]
    assert not statistics.daily(log_of([call("2026-03-01 10:00")]))["answered_only"].any()


@pytest.mark.parametrize(("second", "spans"), [("2026-02-06 09:59:59.999", 1), ("2026-02-06 10:00:00", 2)])
def test_a_month_without_a_list_is_in_no_span(second, spans):
    """The first list ends on 30 January at 10:00; a week later its time is over."""
    log = log_of(
        [
            call("2026-01-01 10:00:00", listed=True),
            call("2026-01-30 10:00:00", listed=True),
            call(second, source_id=2),
            call("2026-02-10 10:00:00", source_id=2),
        ],
        sources=(*LIST, {"witness": "carrier"}),
    )
    assert len(statistics.witnesses(log).of("me").carrier) == spans
    daily = statistics.daily(log)
    assert (daily["calls_covered"] == daily["answered_only"]).all()
    assert daily["calls_covered"].all() == (spans == 1)
    if spans == 2:
        missing = daily.index[~daily["calls_covered"]]
        assert [f"{date:%m-%d}" for date in missing] == [
            "01-31", "02-01", "02-02", "02-03", "02-04", "02-05",
        ]  # fmt: skip


def test_what_any_witness_knows():
    rows = [
        call("2026-03-01 10:00"),
        call("2026-03-01 11:00", duration_s=0),
        call("2026-03-01 12:00", duration_s=None),
        call("2026-03-01 13:00", outcome="elsewhere"),
        call("2026-03-01 14:00", outcome="missed", duration_s=48),  # rang for 48 s
        {"at": "2026-03-01 15:00:00", "party": A},
    ]
    log = log_of(rows)
    known_to_any = statistics.known_to_any_witness(log.events, log.settings)
    assert known_to_any.tolist() == [True, False, True, True, False, True]


def test_as_json_is_plain():
    [phone] = known(call("2026-03-01 10:00", listed=True), call("2026-03-05 10:00", listed=True)).phones
    span = ["2026-03-01T02:00:00.000Z", "2026-03-05T02:00:00.000Z"]
    assert phone.as_json() == {
        "owner": "me", "phone_calls": 0, "carrier_calls": 2, "phone": None, "carrier": [span],
        "answered_only": [span],
    }  # fmt: skip


MINUTES = st.integers(0, 60 * 24 * 40)


@settings(max_examples=40, deadline=None)
@given(own=st.lists(MINUTES, max_size=5), listed=st.lists(MINUTES, max_size=5))
def test_alone_is_within_the_list_and_outside_the_log_of_the_phone(own, listed):
    def at(minute):
        return f"{pd.Timestamp('2026-03-01') + pd.Timedelta(minutes=minute)}"

    found = known(*(call(at(m)) for m in own), *(call(at(m), listed=True) for m in listed))
    phone = found.of("me")
    assert (phone.phone_calls, phone.carrier_calls) == (len(own), len(listed))
    for span in phone.answered_only:
        assert phone.carrier[0].first <= span.first <= span.last <= phone.carrier[-1].last
        assert phone.phone is None or span.last <= phone.phone.first or span.first >= phone.phone.last
