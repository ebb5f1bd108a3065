"""Days, nights and windows where clocks change: dates by the wall clock, windows by elapsed time."""

from dataclasses import replace

import pandas as pd
import pytest

from collectguard import statistics
from collectguard.settings import settings_for
from tests.logs import log_of

A = "+8619400000001"
US = settings_for("US", tz="America/Chicago")  # night 21:00-08:00
UTC = settings_for("US", tz="UTC")


def at_instants(*instants, settings=US, **more):
    """A log of contacts at these moments of UTC, counted by the clock of ``settings``."""
    rows = [{"party": A, "at": instant, **more} for instant in instants]
    return replace(log_of(rows, UTC), settings=settings)


def one(statistic, log, **options):
    return statistic(log, **options).loc[A]


# Chicago: 2026-03-08 02:00 CST (UTC-6) becomes 03:00 CDT (UTC-5), 2026-11-01 02:00 CDT becomes 01:00 CST.


@pytest.mark.parametrize(
    ("instant", "night"),
    [
        ("2026-03-08 02:59:59.999", 0),  # 03-07 20:59:59.999 CST
        ("2026-03-08 03:00:00.000", 1),  # 03-07 21:00 CST
        ("2026-03-08 07:59:59.999", 1),  # 01:59:59.999 CST
        ("2026-03-08 08:00:00.000", 1),  # 03:00 CDT
        ("2026-03-08 12:59:59.999", 1),  # 07:59:59.999 CDT
        ("2026-03-08 13:00:00.000", 0),  # 08:00 CDT: this night had ten hours
        ("2026-03-09 01:59:59.999", 0),  # 03-08 20:59:59.999 CDT
        ("2026-03-09 02:00:00.000", 1),  # 03-08 21:00 CDT
        ("2026-11-01 06:30:00.000", 1),  # 01:30 CDT
        ("2026-11-01 07:30:00.000", 1),  # 01:30 CST
        ("2026-11-01 13:59:59.999", 1),  # 07:59:59.999 CST: this night had twelve
        ("2026-11-01 14:00:00.000", 0),  # 08:00 CST
    ],
)
def test_nights_follow_the_wall_clock(instant, night):
    assert one(statistics.nights, at_instants(instant))["night_count"] == night


def test_a_night_with_a_change_of_clocks_is_one_night():
    spring = at_instants("2026-03-08 03:00:00", "2026-03-08 07:59:59.999", "2026-03-08 12:59:59.999")
    assert statistics.night_dates(spring)["evening"].to_list() == [pd.Timestamp("2026-03-07")]
    autumn = at_instants("2026-11-01 02:00:00", "2026-11-01 06:30:00", "2026-11-01 13:59:59.999")
    assert statistics.night_dates(autumn)["evening"].to_list() == [pd.Timestamp("2026-10-31")]


def test_the_short_day_has_23_hours():
    log = at_instants(
        "2026-03-08 05:59:59.999",  # 03-07 23:59:59.999 CST
        "2026-03-08 06:00:00.000",  # 03-08 00:00 CST
        "2026-03-09 04:59:59.999",  # 03-08 23:59:59.999 CDT
        "2026-03-09 05:00:00.000",  # 03-09 00:00 CDT
    )
    assert statistics.daily(log)["incoming"].to_list() == [1, 2, 1]
    row = one(statistics.longest_run, log)
    assert row["longest_run_days"] == 3


def test_the_long_day_has_25_hours_and_can_hold_more_than_24():
    log = at_instants("2026-11-01 05:00:00.000", "2026-11-02 05:59:59.999")  # 00:00 CDT, 23:59:59.999 CST
    assert one(statistics.busiest_day, log)["busiest_day_count"] == 2
    assert one(statistics.rolling_maxima, log)["max_24h"] == 1


def test_the_hour_that_comes_twice():
    log = at_instants("2026-11-01 06:30:00", "2026-11-01 07:30:00")  # 01:30 CDT, 01:30 CST
    assert statistics.hours(log).loc[6, 1] == 2
    assert one(statistics.rolling_maxima, log)["max_1h"] == 1  # an hour apart all the same


def test_windows_are_elapsed_time_across_the_change():
    day = at_instants("2026-03-07 18:00:00", "2026-03-08 17:30:00")  # noon CST; 12:30 CDT, 23.5 h later
    assert one(statistics.rolling_maxima, day)["max_24h"] == 2
    week = at_instants("2026-03-05 18:00:00", "2026-03-12 17:30:00")  # noon CST; 12:30 CDT a week later
    assert one(statistics.rolling_maxima, week)["max_7d"] == 2
    autumn = at_instants("2026-10-31 17:00:00", "2026-11-01 17:30:00")  # noon CDT; 11:30 CST, 24.5 h later
    assert one(statistics.rolling_maxima, autumn)["max_24h"] == 1


def test_a_date_that_comes_back():
    # Newfoundland, 2010: at 00:01 on 11-07 clocks went back to 23:01 on 11-06.
    log = at_instants(
        "2010-11-07 02:30:30",  # 11-07 00:00:30 NDT
        "2010-11-07 02:35:00",  # 11-06 23:05 NST
        "2010-11-07 03:40:00",  # 11-07 00:10 NST
        settings=settings_for("CA", tz="America/St_Johns"),
    )
    row = one(statistics.overview, log)
    assert row["active_days"] == 2
    assert (row["busiest_day"], row["busiest_day_count"]) == (pd.Timestamp("2010-11-07"), 2)
    assert row["longest_run_days"] == 2
    assert statistics.daily(log)["incoming"].to_list() == [1, 2]
