"""Before and after a date where a carrier's list knows the one side and the phone's own log the other."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from collectguard.casefile import countable
from collectguard.statements import Actor, CaseFile, StopRequest
from tests.logs import log_of

A = "+8619400000001"
LIST = ({"witness": "phone"}, {"witness": "carrier"})
CASE = CaseFile(owner_role="debtor", actors=(Actor("agency", "虚构资产管理", "agency", (A,)),))


def answered(day, *, listed=False, hour=10):
    at = f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=day, hours=hour)}"
    return {"at": at, "party": A, "kind": "call", "outcome": "answered", "duration_s": 30,
            "source_id": int(listed)}  # fmt: skip


def missed(day, hour=12):
    return answered(day, hour=hour) | {"outcome": "missed", "duration_s": 0}


def message(day):
    return {"at": f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=day)}", "party": A}


def compared(rows, asked_on):
    stop = StopRequest("s1", "agency", on=asked_on)
    log = log_of(rows, sources=LIST)
    return countable(replace(CASE, stop_requests=(stop,)), log).requests.iloc[0]


def one_answered_a_day_and_three_missed(first, last, *, own_from):
    """A call is answered a day; three more are missed, which only the phone's own log knows."""
    rows = []
    for day in range(first, last + 1):
        rows.append(answered(day, listed=day < own_from))
        if day >= own_from:
            rows += [missed(day, hour) for hour in (12, 13, 14)]
    return rows


def test_the_beginning_of_the_phones_log_is_no_rise():
    """Four a day against one: that is the log of the phone, not the caller."""
    rows = one_answered_a_day_and_three_missed(0, 59, own_from=30)
    row = compared(rows, date(2026, 1, 30))  # the last day of which a list alone knows
    assert (row["before_count"], row["after_count"]) == (30, 120)
    assert row["alike"] == "answered"
    assert (row["compared_before"], row["compared_after"]) == (30, 30)
    assert row["rate_ratio"] == pytest.approx(29.583 / 29.583, abs=0.02)
    assert row["standing"] == "compared"


@pytest.mark.parametrize(("day", "alike"), [(36, "answered"), (37, "own_log")])
def test_a_week_of_the_phones_own_log_on_either_side_is_compared_itself(day, alike):
    """The log of the phone begins on day 30 at 10:00; a week later is day 37 at 10:00, the midnight that ends
    day 36 comes earlier, that of day 37 later."""
    rows = one_answered_a_day_and_three_missed(0, 59, own_from=30)
    row = compared(rows, date(2026, 1, 1) + pd.Timedelta(days=day))
    assert row["alike"] == alike
    if alike == "own_log":
        assert row["since"] == pd.Timestamp("2026-01-31T02:00:00Z")
        assert pd.isna(row["until"])
        assert (row["compared_before"], row["compared_after"]) == (8 * 4, 22 * 4)


def test_a_list_that_goes_on_after_the_phones_log_ends_the_comparison_with_it():
    rows = [*one_answered_a_day_and_three_missed(0, 20, own_from=0),
            *(answered(day, listed=True) for day in range(21, 40))]  # fmt: skip
    row = compared(rows, date(2026, 1, 10))
    assert row["alike"] == "own_log"
    assert row["until"] == pd.Timestamp("2026-01-21T06:00:00Z")
    assert (row["compared_before"], row["compared_after"]) == (40, 44)
    assert row["after_count"] == 44 + 19
    assert row["after_days"] == pytest.approx(10 + 14 / 24)


def test_of_lists_alone_all_is_compared_and_said_to_be_answered():
    row = compared([answered(day, listed=True) for day in range(20)], date(2026, 1, 10))
    assert row["alike"] == "answered"
    assert (row["compared_before"], row["compared_after"]) == (row["before_count"], row["after_count"])


def test_messages_are_compared_whatever_lists_know_of_calls():
    other = {"party": "+8619400000009"}
    rows = [
        *(message(day) for day in range(20)),  # at midnight: that of 1 January comes before the first call
        *(answered(day, listed=True) | other for day in range(10)),
        *(missed(day) | other for day in range(10, 20)),
    ]
    row = compared(rows, date(2026, 1, 10))
    assert row["alike"] == "all"
    assert (row["compared_before"], row["compared_after"]) == (9, 10)


def test_a_phone_alone_is_compared_as_ever():
    rows = one_answered_a_day_and_three_missed(0, 20, own_from=0)
    row = compared(rows, date(2026, 1, 10))
    assert row["alike"] == "all"
    assert (row["compared_before"], row["compared_after"]) == (40, 44)


def test_where_messages_begin_with_the_phones_log_its_time_is_all_that_is_compared():
    """What only the list knows lies before the messages: it is not part of the comparison anyway."""
    rows = [*one_answered_a_day_and_three_missed(0, 30, own_from=15), message(16), message(29)]
    row = compared(rows, date(2026, 1, 20))
    assert row["alike"] == "all"
    assert row["since"] == pd.Timestamp("2026-01-16T16:00:00Z")


def test_months_without_a_list_are_no_quiet_ones():
    """Lists of two months with three months without one between them; the request falls into the second."""
    second = [row | {"source_id": 2} for row in (answered(day, listed=True) for day in range(120, 150))]
    rows = [*(answered(day, listed=True) for day in range(30)), *second]
    log = log_of(rows, sources=(*LIST, {"witness": "carrier"}))
    stop = StopRequest("s1", "agency", on=date(2026, 5, 15))
    row = countable(replace(CASE, stop_requests=(stop,)), log).requests.iloc[0]
    assert (row["before_count"], row["compared_before"], row["compared_after"]) == (45, 15, 15)
    assert row["since"] == pd.Timestamp("2026-05-01T02:00:00Z")
    assert row["before_days"] == pytest.approx(14 + 14 / 24)
