"""From when on a request counts, to the millisecond, also where clocks change at midnight."""

from datetime import date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.casefile import StopRequest, starts_counting
from collectguard.casefile.stops import end_of_day
from collectguard.statistics import contacts_after
from tests.logs import log_of

SHANGHAI = "Asia/Shanghai"
BEIJING_TIME = timezone(timedelta(hours=8))


def counted(stop, *times):
    log = log_of([{"party": "+8619400000001", "at": at} for at in times])
    start = starts_counting(stop, SHANGHAI)
    events = contacts_after(log, at=start.moment, exclusive=start.exclusive)
    return [f"{at.tz_convert(SHANGHAI):%H:%M:%S.%f}"[:-3] for at in events["started_at"]]


def test_with_a_time_what_is_strictly_later_counts():
    stop = StopRequest("s", "a", at=datetime(2026, 1, 28, 21, 15, tzinfo=BEIJING_TIME))
    times = ["2026-01-28 21:14:59.999", "2026-01-28 21:15:00.000", "2026-01-28 21:15:00.001"]
    assert counted(stop, *times) == ["21:15:00.001"]


def test_with_a_date_the_next_midnight_counts():
    stop = StopRequest("s", "a", on=date(2026, 1, 28))
    times = ["2026-01-28 23:59:59.999", "2026-01-29 00:00:00.000", "2026-01-29 00:00:00.001"]
    assert counted(stop, *times) == ["00:00:00.000", "00:00:00.001"]


def test_the_instant_is_in_utc():
    start = starts_counting(StopRequest("s", "a", on=date(2026, 1, 28)), SHANGHAI)
    assert (start.moment, str(start.moment.tz), start.exclusive) == (
        pd.Timestamp("2026-01-28T16:00:00Z"), "UTC", False,
    )  # fmt: skip
    at = datetime(2026, 1, 28, 21, 15, tzinfo=BEIJING_TIME)
    assert starts_counting(StopRequest("s", "a", at=at), "America/New_York") == (
        pd.Timestamp("2026-01-28T13:15:00Z"), True,
    )  # fmt: skip


def test_a_request_without_a_time_starts_nothing():
    with pytest.raises(ValueError, match="neither"):
        starts_counting(StopRequest("s", "a"), SHANGHAI)


@pytest.mark.parametrize(
    ("tz", "day", "instant"),
    [
        ("Europe/Berlin", "2026-03-28", "2026-03-28T23:00:00Z"),  # the day after has 23 hours
        ("Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00Z"),
        ("America/Havana", "2026-03-07", "2026-03-08T05:00:00Z"),  # 00:00 jumps to 01:00
        ("America/Havana", "2026-10-31", "2026-11-01T04:00:00Z"),  # 01:00 falls to 00:00: the first one
        (
            "America/St_Johns",
            "2010-11-06",
            "2010-11-07T03:30:00Z",
        ),  # 00:01 falls to 23:01 of the 6th: the second
        ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00Z"),  # the 30th was left out
        ("America/Asuncion", "2023-03-25", "2023-03-26T04:00:00Z"),  # 24:00 falls to 23:00
    ],
)
def test_where_clocks_change_at_midnight(tz, day, instant):
    assert end_of_day(date.fromisoformat(day), tz) == pd.Timestamp(instant)


@given(
    st.dates(date(2000, 1, 1), date(2037, 12, 30)),
    st.sampled_from(
        [SHANGHAI, "America/Havana", "America/St_Johns", "Asia/Beirut", "Africa/Cairo", "America/Santiago"]
    ),
)
def test_from_then_on_every_date_is_later(day, tz):
    end = end_of_day(day, tz)
    just_before = (end - pd.Timedelta(milliseconds=1)).tz_convert(tz)
    assert just_before.date() <= day
    for hours in (0, 0.25, 0.5, 1, 1.5, 2, 12):
        assert (end + pd.Timedelta(hours=hours)).tz_convert(tz).date() > day
