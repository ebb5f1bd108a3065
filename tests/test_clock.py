"""Local days and nights: every interval includes its start and excludes its end."""

import pandas as pd
import pytest

from collectguard import clock
from collectguard.settings import Window

NIGHT = Window.parse("22:00-08:00")


def local(*instants, tz="Asia/Shanghai"):
    """These moments of UTC on the wall clock of ``tz``."""
    moments = pd.Series(pd.to_datetime(list(instants), utc=True, format="ISO8601"))
    return clock.local_time(moments.astype("datetime64[ms, UTC]"), tz)


def wall(*times):
    """These times of 2026-03-05 in Shanghai, eight hours before UTC."""
    return local(*(f"2026-03-05T{time}+08:00" for time in times))


def test_local_time_keeps_instant_and_precision():
    times = local("2026-03-01T14:00:00.123Z")
    assert times.dtype == "datetime64[ms, Asia/Shanghai]"
    assert str(times[0]) == "2026-03-01 22:00:00.123000+08:00"


@pytest.mark.parametrize(
    ("instant", "tz", "date"),
    [
        ("2026-02-28T15:59:59.999Z", "Asia/Shanghai", "2026-02-28"),
        ("2026-02-28T16:00:00.000Z", "Asia/Shanghai", "2026-03-01"),
        ("2024-02-28T16:00:00.000Z", "Asia/Shanghai", "2024-02-29"),
        ("2026-03-01T05:59:59.999Z", "America/Chicago", "2026-02-28"),
        ("2026-07-01T05:00:00.000Z", "America/Chicago", "2026-07-01"),
        ("2026-03-01T18:14:59.999Z", "Asia/Kathmandu", "2026-03-01"),
        ("2026-03-01T18:15:00.000Z", "Asia/Kathmandu", "2026-03-02"),
        ("1991-07-01T15:00:00.000Z", "Asia/Shanghai", "1991-07-02"),  # China had summer time until 1991
    ],
)
def test_local_date(instant, tz, date):
    dates = clock.local_date(local(instant, tz=tz))
    assert dates.dtype == "datetime64[ms]"
    assert dates[0] == pd.Timestamp(date)


def test_second_of_day_has_milliseconds():
    assert clock.second_of_day(wall("00:00:00", "00:00:00.001", "12:30:15.5", "23:59:59.999")).to_list() == [
        0.0, 0.001, 45015.5, 86399.999,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("window", "time", "inside"),
    [
        ("22:00-08:00", "21:59:59.999", False),
        ("22:00-08:00", "22:00:00.000", True),
        ("22:00-08:00", "07:59:59.999", True),
        ("22:00-08:00", "08:00:00.000", False),
        ("00:00-08:00", "00:00:00.000", True),
        ("00:00-08:00", "23:59:59.999", False),
        ("20:00-24:00", "23:59:59.999", True),
        ("20:00-24:00", "00:00:00.000", False),
        ("20:00-00:00", "23:59:59.999", True),
        ("20:00-00:00", "00:00:00.000", False),
        ("12:00-13:30:30", "13:30:29.999", True),
        ("12:00-13:30:30", "13:30:30.000", False),
        ("00:00-24:00", "00:00:00.000", True),
        ("00:00-24:00", "23:59:59.999", True),
    ],
)
def test_in_window(window, time, inside):
    assert clock.in_window(wall(time), Window.parse(window)).to_list() == [inside]


@pytest.mark.parametrize(
    ("window", "time", "evening"),
    [
        ("22:00-08:00", "22:00:00.000", "2026-03-05"),
        ("22:00-08:00", "23:59:59.999", "2026-03-05"),
        ("22:00-08:00", "00:00:00.000", "2026-03-04"),
        ("22:00-08:00", "07:59:59.999", "2026-03-04"),
        ("22:00-08:00", "08:00:00.000", "2026-03-05"),  # outside: the date of its own day
        ("00:00-08:00", "00:00:00.000", "2026-03-05"),  # a night that begins at midnight
        ("20:00-24:00", "23:59:59.999", "2026-03-05"),
        ("20:00-00:00", "00:00:00.000", "2026-03-05"),
    ],
)
def test_evening(window, time, evening):
    evenings = clock.evening(wall(time), Window.parse(window))
    assert evenings.dtype == "datetime64[ms]"
    assert evenings[0] == pd.Timestamp(evening)


def test_evening_across_the_end_of_a_leap_february():
    assert clock.evening(local("2024-02-29T17:00:00Z"), NIGHT)[0] == pd.Timestamp("2024-02-29")


@pytest.mark.parametrize(
    ("window", "time", "near"),
    [
        ("22:00-08:00", "21:58:59.999", False),
        ("22:00-08:00", "21:59:00.000", True),
        ("22:00-08:00", "22:01:00.000", True),
        ("22:00-08:00", "22:01:00.001", False),
        ("22:00-08:00", "07:59:00.000", True),
        ("22:00-08:00", "08:01:00.000", True),
        ("22:00-08:00", "08:01:00.001", False),
        ("20:00-24:00", "23:59:00.000", True),  # a border at midnight has two sides, on two dates
        ("20:00-24:00", "00:01:00.000", True),
        ("20:00-24:00", "00:01:00.001", False),
        ("00:00-06:00", "23:59:00.000", True),
        ("00:00-06:00", "23:58:59.999", False),
        ("22:00:30-08:00", "22:01:30.000", True),
        ("22:00:30-08:00", "21:59:29.999", False),
    ],
)
def test_near_border(window, time, near):
    assert clock.near_border(wall(time), Window.parse(window)).to_list() == [near]


def test_near_border_with_another_tolerance():
    assert clock.near_border(wall("22:00:05", "22:00:05.001"), NIGHT, tolerance_s=5).to_list() == [
        True,
        False,
    ]


def test_nothing_gives_nothing_of_the_right_type():
    nothing = local()
    assert clock.local_date(nothing).dtype == clock.evening(nothing, NIGHT).dtype == "datetime64[ms]"
    assert clock.in_window(nothing, NIGHT).dtype == clock.near_border(nothing, NIGHT).dtype == bool
    assert clock.second_of_day(nothing).dtype == float


def test_a_missing_time_is_in_no_window():
    missing = local("2026-03-05T14:00:00Z", None)
    assert clock.in_window(missing, NIGHT).to_list() == [True, False]
    assert clock.near_border(missing, NIGHT).to_list() == [True, False]
    assert clock.evening(missing, NIGHT).isna().to_list() == [False, True]


def test_the_index_is_kept():
    times = wall("22:00:00", "12:00:00").set_axis([7, 3])
    for result in (clock.local_date(times), clock.evening(times, NIGHT), clock.in_window(times, NIGHT)):
        assert result.index.to_list() == [7, 3]


def test_iso_utc():
    moment = pd.Timestamp("2026-03-01 22:00:00.007", tz="Asia/Shanghai")
    assert clock.iso_utc(moment) == "2026-03-01T14:00:00.007Z"
    assert clock.iso_utc(pd.Timestamp("2026-03-01T14:00:00Z")) == "2026-03-01T14:00:00.000Z"


def test_iso_utc_wants_an_instant():
    with pytest.raises(TypeError):
        clock.iso_utc(pd.Timestamp("2026-03-01 22:00:00"))
