"""Borders of nights, days and windows, to the millisecond, and results without anything in them."""

import numpy as np
import pandas as pd
import pytest

from collectguard import statistics
from collectguard.settings import Window, settings_for
from collectguard.statistics.nights import wilson
from tests.logs import log_of

A = "+8619400000001"


def in_china(*times, **more):
    return log_of([{"party": A, "at": time, **more} for time in times])


def one(statistic, log, **options):
    return statistic(log, **options).loc[A]


@pytest.mark.parametrize(
    ("time", "night", "near"),
    [
        ("21:58:59.999", 0, 0),
        ("21:59:00.000", 0, 1),
        ("21:59:59.999", 0, 1),
        ("22:00:00.000", 1, 1),
        ("22:01:00.000", 1, 1),
        ("22:01:00.001", 1, 0),
        ("23:59:59.999", 1, 0),
        ("00:00:00.000", 1, 0),
        ("07:58:59.999", 1, 0),
        ("07:59:00.000", 1, 1),
        ("07:59:59.999", 1, 1),
        ("08:00:00.000", 0, 1),
        ("08:01:00.000", 0, 1),
        ("08:01:00.001", 0, 0),
    ],
)
def test_borders_of_the_night(time, night, near):
    row = one(statistics.nights, in_china(f"2026-03-05 {time}"))
    assert (row["night_count"], row["boundary_count"]) == (night, near)


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        ("12:00-13:30", ["12:00:00.000", "13:29:59.999"], ["11:59:59.999", "13:30:00.000", "00:00:00.000"]),
        ("00:00-06:00", ["00:00:00.000", "05:59:59.999"], ["06:00:00.000", "23:59:59.999"]),
        ("20:00-24:00", ["20:00:00.000", "23:59:59.999"], ["00:00:00.000", "19:59:59.999"]),
        ("20:00-00:00", ["20:00:00.000", "23:59:59.999"], ["00:00:00.000", "19:59:59.999"]),
        ("00:00-24:00", ["00:00:00.000", "12:00:00.000", "23:59:59.999"], []),
    ],
)
def test_windows_of_every_shape(window, inside, outside):
    log = in_china(*(f"2026-03-05 {time}" for time in [*inside, *outside]))
    settings = settings_for("CN", nights=(Window.parse(window),))
    row = statistics.nights(log, settings).loc[A]
    assert row["night_count"] == len(inside)
    assert row["nights"] == 1
    assert statistics.night_dates(log, settings)["evening"].to_list() == [pd.Timestamp("2026-03-05")]


def test_a_night_has_the_name_of_its_evening_across_the_year():
    log = in_china(
        "2025-12-31 23:00:00", "2026-01-01 00:00:00", "2026-01-01 07:59:59.999", "2026-01-01 22:00:00"
    )
    frame = statistics.night_dates(log)
    assert frame["evening"].dt.strftime("%Y-%m-%d").to_list() == ["2025-12-31", "2026-01-01"]
    assert frame["count"].to_list() == [3, 1]


@pytest.mark.parametrize(("name", "width"), [("10m", "10min"), ("1h", "1h"), ("24h", "24h"), ("7d", "7D")])
def test_a_rolling_window_does_not_hold_its_end(name, width):
    start, step = pd.Timestamp("2026-03-05 10:00:00"), pd.Timedelta(width)
    inside = one(statistics.rolling_maxima, in_china(start, start + step - pd.Timedelta(milliseconds=1)))
    assert inside[f"max_{name}"] == 2
    assert inside[f"max_{name}_from"] == start.tz_localize("Asia/Shanghai")
    assert one(statistics.rolling_maxima, in_china(start, start + step))[f"max_{name}"] == 1


def test_a_window_holds_no_other_party():
    rows = [{"party": f"+861940000000{n % 2}", "at": f"2026-03-05 10:00:0{n}"} for n in range(6)]
    assert statistics.rolling_maxima(log_of(rows))["max_10m"].to_list() == [3, 3]


def test_same_millisecond_counts_each():
    assert one(statistics.rolling_maxima, in_china(*["2026-03-05 10:00:00"] * 20))["max_10m"] == 20


def test_hours_at_both_ends_of_a_day():
    frame = statistics.hours(
        in_china("2026-03-05 00:00:00", "2026-03-05 07:59:59.999", "2026-03-05 23:59:59.999")
    )
    assert [frame.loc[3, hour] for hour in (0, 7, 8, 23)] == [1, 1, 0, 1]


def test_a_rate_is_over_a_day_at_least():
    assert one(statistics.counts, in_china("2026-03-05 10:00:00", "2026-03-05 10:01:00"))["per_day"] == 2
    assert one(statistics.counts, in_china("2026-03-05 10:00:00", "2026-03-07 10:00:00"))["per_day"] == 1


def test_a_rate_is_over_the_window_of_the_whole_log():
    rows = [
        {"party": A, "at": "2026-03-05 10:00:00"},
        {"party": A, "at": "2026-03-05 11:00:00"},
        {"party": "+8619400000002", "at": "2026-03-01 10:00:00", "direction": "out", "outcome": "sent"},
        {"party": "+8619400000002", "at": "2026-03-11 10:00:00"},
    ]
    assert one(statistics.counts, log_of(rows))["per_day"] == 0.2


def test_an_unusable_time_does_not_stretch_the_window():
    rows = [
        {"party": A, "at": "2026-03-05 10:00:00"},
        {"party": A, "at": "2001-03-05 10:00:00", "time_quality": "implausible"},
        {"party": A, "at": "2026-03-06 10:00:00", "time_quality": "minute_only"},
    ]
    log = log_of(rows)
    assert statistics.observed_window(log).days == 1
    assert one(statistics.counts, log)["per_day"] == 2


def test_drafts_and_failures_were_never_sent():
    rows = [{"party": A, "at": "2026-03-05 10:00:00"}] + [
        {"party": A, "at": "2026-03-05 11:00:00", "direction": "out", "outcome": outcome}
        for outcome in ("sent", "draft", "outbox", "failed", "queued", "unknown")
    ]
    assert one(statistics.counts, log_of(rows))["out_count"] == 2


def test_what_was_sent_to_somebody_else_is_not_sent_to_a_sender():
    rows = [
        {"party": A, "at": "2026-03-05 10:00:00"},
        {"party": "+8619400000000", "at": "2026-03-05 11:00:00", "direction": "out", "outcome": "sent"},
        {"party": "short:10086", "at": "2026-03-05 11:00:00", "direction": "out", "outcome": "sent"},
    ]
    assert statistics.counts(log_of(rows))["out_count"].to_dict() == {A: 0}
    assert statistics.counts(log_of(rows), by="all")["out_count"].to_dict() == {"all": 2}


def test_bad_basis_is_refused():
    with pytest.raises(ValueError, match="'all'"):
        statistics.exceedance_days(in_china("2026-03-05 10:00:00"), limit=1, basis="all")


def test_wilson_ends_where_the_scale_ends():
    interval = wilson(np.array([0, 7, 0]), np.array([7, 7, 0]))
    assert interval.low[0] == 0
    assert interval.high[1] == 1
    assert np.isnan([interval.low[2], interval.high[2]]).all()
    assert interval.high[0] == pytest.approx(3.8416 / (7 + 3.8416))


def test_senders_of_equal_count_by_first_contact_then_by_name():
    rows = [
        {"party": "+8619400000004", "at": None, "time_quality": "missing"},
        {"party": "+8619400000003", "at": "2026-03-05 10:00:00"},
        {"party": "+8619400000001", "at": "2026-03-05 10:00:00"},
        {"party": "+8619400000002", "at": "2026-03-05 09:59:59.999"},
        {"party": "+8619400000009", "at": "2026-03-06 10:00:00"},
        {"party": "+8619400000009", "at": "2026-03-07 10:00:00"},
    ]
    order = [party[-1] for party in statistics.senders(log_of(rows)).index]
    assert order == ["9", "2", "1", "3", "4"]


def test_json_of_nothing():
    log = log_of([{"party": A, "at": "2001-01-01 03:00:00", "time_quality": "implausible"}])
    block = statistics.as_json(statistics.overview(log).loc[A])
    assert block == {
        "incoming": 1, "timed": 0, "night_count": 0, "night_share": None, "night_share_low": None,
        "night_share_high": None, "nights": 0, "boundary_count": 0,
        "busiest_day": {"date": None, "count": 0}, "max_10m": 0, "max_1h": 0, "max_24h": 0, "max_7d": 0,
        "active_days": 0, "longest_run": {"days": 0, "first": None, "last": None}, "missed_series": 0,
        "outcomes": {"answered": 0, "missed": 0, "rejected": 0, "blocked": 0, "voicemail": 0, "elsewhere": 0,
                     "unknown": 0, "received": 1},
        "first": None, "last": None,
    }  # fmt: skip
