"""Dates as provinces write them: with slashes, without signs, with two digits for the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard.parsers.tables.date_order import order_of
from collectguard.parsers.tables.moments import moment_of
from tests.parsers.tables.lists import a_list, read


def in_one_cell(*times):
    return a_list(*(f"{time},被叫,1940000111{place},5秒" for place, time in enumerate(times)))


def in_two_cells(*times):
    rows = (f"{day},{clock},被叫,1940000111{place},5秒" for place, (day, clock) in enumerate(times))
    return a_list(*rows, header="通话日期,通话时间,呼叫类型,对方号码,时长")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026/03/01 09:05:03", "2026-03-01 09:05:03"),  # Hubei Telecom
        ("2026/3/1 9:05:03", "2026-03-01 09:05:03"),
        ("2026.03.01 09:05:03", "2026-03-01 09:05:03"),
        ("20260301090503", "2026-03-01 09:05:03"),
        ("20260301 090503", "2026-03-01 09:05:03"),
        ("2026年3月1日 9时05分03秒", "2026-03-01 09:05:03"),
        ("26-03-01 09:05:03", "2026-03-01 09:05:03"),  # as dates of 2001 they would be none of a phone
        ("26/3/1 9:05:03", "2026-03-01 09:05:03"),
    ],
)
def test_a_time_in_one_cell(written, at):
    found = read(in_one_cell(written))
    assert found.clocks == [at]
    assert found.records[0].date == written


def test_a_day_and_a_time_without_signs():
    found = read(in_two_cells(("20260301", "214951"), ("20260302", "004951")))
    assert found.clocks == ["2026-03-01 21:49:51", "2026-03-02 00:49:51"]


def test_zeros_that_a_spreadsheet_took_from_the_time_are_put_back():
    written = ("214951", "94951", "4951", "51", "0")
    found = read(in_two_cells(*(("20260301", clock) for clock in written)))
    assert [at[11:] for at in found.clocks] == ["21:49:51", "09:49:51", "00:49:51", "00:00:51", "00:00:00"]
    assert [record.date for record in found.records] == [f"20260301 {clock}" for clock in written]


def test_and_from_a_time_to_the_minute():
    found = read(in_two_cells(("20260301", "2149"), ("20260301", "915"), ("20260301", "5")))
    assert [at[11:] for at in found.clocks] == ["21:49:00", "09:15:00", "00:05:00"]
    assert {record.understood.time_quality for record in found.records} == {"minute_only"}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["26-03-01", "26-03-31"], "year"),
        (["25-12-31", "26-01-02"], "year"),
        (["26-03-10", "26-03-12"], "year"),  # two calls on 26 March, of 2010 and 2012, are no list
        (["31/03/26", "01/04/26"], "day"),
        (["10/09/26", "25/09/26"], "day"),
        (["03/31/26", "04/01/26"], "month"),
        (["31-12-25", "01-01-26"], "day"),
        (["02/06/17", "03/06/17"], None),
        (["26-03-13"], None),  # a day of 2026 or of 2013
        (["13-03-26", "13-03-26"], None),
        (["26-03-01", "nothing"], "year"),
        (["01-13-26", "13-01-26"], None),  # they contradict each other
        ([], None),
    ],
)
def test_the_order_of_a_column(dates, order):
    assert order_of(dates) == order


def test_what_could_be_of_two_years_is_not_used_and_can_be_said():
    data = in_one_cell("26-03-13 09:05:03")
    found = read(data)
    assert found.clocks == [None]
    assert any("dates=ymd" in str(note) for note in found.facts.notes)
    assert read(data, columns="dates=ymd").clocks == ["2026-03-13 09:05:03"]
    assert read(data, columns="dates=dmy").clocks == ["2013-03-26 09:05:03"]


FORMS = {"year": "%y-%m-%d", "day": "%d/%m/%y", "month": "%m/%d/%y"}


@given(
    st.dates(date(2008, 1, 1), date(2040, 12, 1)),
    st.lists(st.integers(0, 200), min_size=1, max_size=40),
    st.sampled_from(sorted(FORMS)),
)
@settings(max_examples=50)
def test_no_list_is_read_in_an_order_that_it_has_not(first, days, order):
    """Within two hundred days of each other dates are read as they were written, or not at all."""
    dates = [first + timedelta(days=days_on) for days_on in days]
    dates = [day for day in dates if day.year <= 2040]
    written = [day.strftime(FORMS[order]) for day in dates]
    shown = order_of(written)
    for text, day in zip(written, dates, strict=True):
        moment = moment_of(text, shown)
        assert moment.ambiguous or moment.in_year(moment.year) == day
