"""Which calls are connected, attempts, short, and part of a missed series."""

import pytest

from collectguard import statistics
from collectguard.settings import settings_for
from tests.logs import log_of

A = "+8619400000001"


def in_china(*times, **more):
    return log_of([{"party": A, "at": time, **more} for time in times])


def one(statistic, log, **options):
    return statistic(log, **options).loc[A]


@pytest.mark.parametrize(
    ("outcome", "seconds", "least", "connected"),
    [
        ("answered", 1, 1, 1), ("answered", 0, 1, 0), ("answered", None, 1, 0), ("answered", 4, 5, 0),
        ("answered", 5, 5, 1), ("elsewhere", 1, 1, 1), ("elsewhere", 0, 1, 0), ("voicemail", 30, 1, 0),
        ("missed", 20, 1, 0), ("unknown", 20, 1, 0), ("answered", 0, 0, 1),
    ],
)  # fmt: skip
def test_connected_or_attempt(outcome, seconds, least, connected):
    log = in_china("2026-03-05 10:00:00", kind="call", outcome=outcome, duration_s=seconds)
    row = statistics.outcomes(log, settings_for("CN", connected_min_s=least)).loc[A]
    assert (row["connected"], row["attempts"]) == (connected, 1 - connected)


@pytest.mark.parametrize(
    ("outcome", "seconds", "short"),
    [("answered", 0, 1), ("answered", 5, 1), ("answered", 6, 0), ("answered", None, 0), ("elsewhere", 3, 0)],
)
def test_short_answers(outcome, seconds, short):
    log = in_china("2026-03-05 10:00:00", kind="call", outcome=outcome, duration_s=seconds)
    assert one(statistics.outcomes, log)["short_answered"] == short


def test_a_message_is_neither_connected_nor_an_attempt():
    row = one(statistics.outcomes, in_china("2026-03-05 10:00:00", duration_s=60))
    assert (row["connected"], row["attempts"], row["received"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("outcome", "series"),
    [("missed", 1), ("rejected", 1), ("blocked", 1), ("voicemail", 1), ("answered", 0), ("elsewhere", 0),
     ("unknown", 0)],
)  # fmt: skip
def test_which_calls_make_a_missed_series(outcome, series):
    log = in_china(*(f"2026-03-05 10:0{n}:00" for n in range(3)), kind="call", outcome=outcome, duration_s=0)
    assert one(statistics.missed_series, log)["missed_series"] == series


def test_a_series_takes_all_calls_of_its_ten_minutes():
    log = in_china(*(f"2026-03-05 10:{n:02d}:00" for n in range(25)), kind="call", outcome="missed")
    row = one(statistics.missed_series, log)  # 10:00-10:09, 10:10-10:19, 10:20-10:24
    assert (row["missed_series"], row["missed_series_largest"]) == (3, 10)
    assert statistics.missed_series_list(log)["count"].to_list() == [10, 10, 5]


def test_the_third_call_after_ten_minutes_is_too_late():
    late = in_china(
        "2026-03-05 10:00:00", "2026-03-05 10:01:00", "2026-03-05 10:10:00", kind="call", outcome="missed"
    )
    assert one(statistics.missed_series, late)["missed_series"] == 0
    just = in_china(
        "2026-03-05 10:00:00", "2026-03-05 10:01:00", "2026-03-05 10:09:59.999", kind="call", outcome="missed"
    )
    assert one(statistics.missed_series, just)["missed_series"] == 1
