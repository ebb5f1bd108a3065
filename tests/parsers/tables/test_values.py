"""Cells: lengths of calls, moments, years, words."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard.parsers.tables.cells import has_lost_digits, text_of
from collectguard.parsers.tables.date_order import order_of
from collectguard.parsers.tables.durations import seconds_of
from collectguard.parsers.tables.moments import Moment, clock_of, moment_of
from collectguard.parsers.tables.vocabulary import word_of
from collectguard.parsers.tables.years import years_of


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("12分23秒", 743),  # a pattern that repeats its group would read 2 minutes
        ("1小时", 3600),
        ("59分59秒", 3599),
        ("2'32\"", 152),
        ("1h 2m 3s", 3723),
        ("100:00", 6000),
        ("1:00:00.9", 3600),
        ("152.9", 152),
        ("0", 0),
    ],
)
def test_lengths(written, seconds):
    assert seconds_of(written) == seconds


@pytest.mark.parametrize(
    "written",
    ["", "分", "1:60", "1:60:00", "2026-03-01", "22:00:00 ", "主叫", "-5", "99999999", "1e3", "5秒5分"],
)
def test_what_is_no_length(written):
    if written == "22:00:00 ":
        assert seconds_of(written) == 79_200  # blanks do not count
    else:
        assert seconds_of(written) is None


@given(st.integers(0, 9), st.integers(0, 59), st.integers(0, 59))
@settings(max_examples=40)
def test_a_length_is_the_same_in_every_form(hours, minutes, seconds):
    whole = hours * 3600 + minutes * 60 + seconds
    forms = [
        f"{hours}小时{minutes}分{seconds}秒",
        f"{hours:02d}时{minutes:02d}分{seconds:02d}秒",
        f"{hours}:{minutes:02d}:{seconds:02d}",
        f"{hours * 60 + minutes}:{seconds:02d}",
        f"{hours * 60 + minutes}分{seconds}秒",
        str(whole),
        f"PT{hours}H{minutes}M{seconds}S",
        text_of(timedelta(seconds=whole)),
    ]
    assert {seconds_of(form) for form in forms} == {whole}


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - wall clocks
@settings(max_examples=40)
def test_a_moment_is_the_same_in_every_form(at):
    at = at.replace(microsecond=0)
    forms = [
        f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%Y/%m/%d %H:%M:%S}", f"{at:%Y.%m.%d %H:%M:%S}", f"{at:%Y%m%d%H%M%S}",
        f"{at:%Y%m%d %H:%M:%S}", f"{at:%Y-%m-%dT%H:%M:%S}", f"{at:%Y年%m月%d日 %H时%M分%S秒}",
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M:%S}", f"{at:%Y-%m-%d} 星期一 {at:%H:%M:%S}",
        f"{at:%b %d, %Y %I:%M:%S %p}", f"{at:%d %B %Y %H:%M:%S}",
    ]  # fmt: skip
    found = [moment_of(form) for form in forms]
    assert found == [Moment(at.year, at.month, at.day, at.time())] * len(forms)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-01", Moment(2026, 3, 1)),
        ("20260301", Moment(2026, 3, 1)),
        ("2026-03-01 07:08", Moment(2026, 3, 1, time(7, 8), to_the_second=False)),
        ("03-01 07:08:09", Moment(None, 3, 1, time(7, 8, 9))),
        ("3月1日 07:08:09", Moment(None, 3, 1, time(7, 8, 9))),
        ("2026年3月1日07:08:09", Moment(2026, 3, 1, time(7, 8, 9))),
        ("2026年03月01日07时08分09秒", Moment(2026, 3, 1, time(7, 8, 9))),
        ("2026年3月123", None),
        ("02-29 00:00:00", Moment(None, 2, 29, time(0))),
        ("下午1:02:03", Moment(clock=time(13, 2, 3))),
        ("上午12:00:00", Moment(clock=time(0))),
        ("下午12:00:00", Moment(clock=time(12))),
        ("晚上10:30:00", Moment(clock=time(22, 30))),
        ("25/12/2025 01:02:03", Moment(2025, 12, 25, time(1, 2, 3))),
        ("12/25/25 01:02:03", Moment(2025, 12, 25, time(1, 2, 3))),
        ("46082.916666666664", Moment(2026, 3, 1, time(22))),  # as Excel counts days
    ],
)
def test_moments(written, moment):
    assert moment_of(written) == moment


@pytest.mark.parametrize(
    "written",
    [
        *[
            "",
            "主叫",
            "2026-02-30 10:00:00",
            "2026-13-01",
            "24:00:00",
            "10:60",
            "10:00:60",
            "19400001111",
            "1:2:3:4",
        ],
        *["晚上12:00:00", "2026-03-01 noon", "5秒", "0.00", "2026-03-01 10:00:00 " * 9, "13/13/2026"],
    ],
)
def test_what_is_no_moment(written):
    assert moment_of(written) is None


def test_day_and_month():
    orders = [order_of([text]) for text in ("17/03/2026", "03/17/2026", "03/04/2026", "2026-03-04")]
    assert orders == ["day", "month", None, None]
    assert moment_of("03/04/2026").ambiguous
    assert not moment_of("03/03/2026").ambiguous
    assert moment_of("03/04/2026", "day")[:3] == (2026, 4, 3)
    assert moment_of("03/04/2026", "month")[:3] == (2026, 3, 4)


def test_a_clock_without_colons_is_read_only_where_a_clock_should_be():
    assert clock_of("214951").clock == time(21, 49, 51)
    assert moment_of("214951") is None


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_cell_is_something_or_nothing(text):
    moment_of(text)
    clock_of(text)
    seconds_of(text)
    word_of("directions", text)
    text_of(text)
    years_of([text], text)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("主叫", "out"), ("被叫", "in"), ("国内主叫", "out"), ("漫游被叫", "in"), ("未接来电", "missed"),
        ("已接来电", "in"), ("来电", "in"), ("未接", "missed"), ("呼出未接通", "unanswered"), ("收", "in"),
        ("发", "out"), ("发送", "out"), ("INCOMING", "in"), ("主叫/被叫", None), ("国内通话", None),
        ("呼叫转移", "unclear"), ("收费", None), ("outgoings", None), ("", None),
    ],
)  # fmt: skip
def test_words_of_directions(word, meaning):
    assert word_of("directions", word) == meaning


@pytest.mark.parametrize(
    ("titles", "name", "written", "day"),
    [
        (["2025-12-26至2026-01-25"], "x.csv", "12-31", date(2025, 12, 31)),
        (["统计周期：20251226-20260125"], "x.csv", "01-01", date(2026, 1, 1)),
        (["账期 2026年01月"], "x.csv", "12-31", date(2025, 12, 31)),
        ([], "2026年03月语音通信.xls", "3月1日", date(2026, 3, 1)),
        ([], "list(202603).csv", "03-31", date(2026, 3, 31)),
        ([], "2026.csv", "12-31", date(2026, 12, 31)),
        (["打印时间：2026-02-01 10:00:00"], "x.csv", "12-31", date(2025, 12, 31)),
        (["打印时间：2026-02-01 10:00:00"], "x.csv", "01-31", date(2026, 1, 31)),
        (["账期 2026年01月"], "x.csv", "07-01", None),  # outside what the title says
        (["号码 19400002026"], "19402026001.csv", "03-01", None),
        (["账期 2027年02月"], "x.csv", "02-29", None),
        ([], "sms-20260301220000.csv", "03-01", None),  # when it was saved
    ],
)
def test_years(titles, name, written, day):
    years = years_of(titles, name)
    assert (years and years.date_of(moment_of(written))) == day


def test_typed_cells():
    assert text_of(19400001111.0) == "19400001111"
    assert text_of(1065751611763123.0) == "1.06575161176312E+15"  # a spreadsheet keeps 15 digits
    assert has_lost_digits(text_of(1065751611763123.0))
    assert text_of(datetime(2026, 3, 1, 21, 59, 59, 999_999)) == "2026-03-01 22:00:00"  # noqa: DTZ001
    assert text_of(time(0, 1, 23)) == "00:01:23"
    assert text_of(date(2026, 3, 1)) == "2026-03-01"
    assert text_of(True) == "TRUE"
    assert text_of('="0194"') == "0194"
    assert text_of("\t19400001111\u00a0") == "19400001111"
