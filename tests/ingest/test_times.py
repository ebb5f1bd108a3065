"""Epoch times of any unit and quality: what they mean, and whether they can be used."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.ingest.times import epoch_ms
from tests.parsers.writing import DATE, document, sms

DAY = 86_400_000


def read_dates(tmp_path, *dates, more=""):
    path = tmp_path / "dates.xml"
    path.write_bytes(document([sms(str(n), date=date) for n, date in enumerate(dates)], more=more))
    return cg.read(path)


def qualities(log):
    return log.events.sort_values("ordinal")["time_quality"].tolist()


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("0", 0),
        ("1", 1000),
        ("-1", -1000),
        ("99999999999", 99_999_999_999_000),  # the largest number of seconds: 1e11 - 1
        ("100000000000", 100_000_000_000),  # the smallest of milliseconds: 1973-03-03
        ("99999999999999", 99_999_999_999_999),
        ("100000000000000", 100_000_000_000),  # the smallest of microseconds
        ("100000000000000000", 100_000_000_000_000),  # 1e17 is still microseconds
        ("100000000000000001", 100_000_000_000),  # nanoseconds
        ("1767225600999999", 1_767_225_600_999),  # cut, not rounded
        ("9223372036854775807", 9_223_372_036_854),
        ("-9223372036854775807", -9_223_372_036_855),
        (" 1767225600000 ", 1_767_225_600_000),
        ("+1767225600000", 1_767_225_600_000),
        ("0" * 30 + "1767225600000", 1_767_225_600_000),
    ],
)
def test_units_by_magnitude(written, ms):
    for dates in ([written], [written, "bad"]):
        times, present = epoch_ms(dates)
        assert (times[0], present[0]) == (ms, True)


@pytest.mark.parametrize(
    "written",
    [
        *[None, "", "null", "bad", "-", "NaN", "∞", "1e12", "0x10", "1767225600.5", "1767225600000\x00"],
        *["9223372036854775808", "-9223372036854775808", "9" * 30, "9" * 5000],
        *["-62135510400001", "-99999999999"],  # before our era
    ],
)
def test_what_is_no_time(written):
    times, present = epoch_ms(["5", written, "1767225600000"])
    assert present.tolist() == [True, False, True]
    assert times.tolist() == [5000, 0, 1_767_225_600_000]


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(-(2**70), 2**70).map(str))))
def test_any_text_gives_a_time_or_none(dates):
    times, present = epoch_ms(dates)
    assert len(times) == len(present) == len(dates)
    for date, time, known in zip(dates, times.tolist(), present.tolist(), strict=True):
        assert time == epoch_ms([date])[0][0]  # whatever stands beside it
        if not known:
            assert time == 0


def test_borders_without_a_date_of_the_backup(tmp_path):
    log = read_dates(tmp_path, 1199145599999, 1199145600000, 4102444800000, 4102444800001)
    assert qualities(log) == ["implausible", "ok", "ok", "implausible"]
    assert log.sources["first"][0] == pd.Timestamp("2008-01-01T00:00:00Z")
    assert log.sources["last"][0] == pd.Timestamp("2100-01-01T00:00:00Z")


def test_borders_with_a_date_of_the_backup(tmp_path):
    dates = (DATE, DATE + 2 * DAY, DATE + 2 * DAY + 1)
    log = read_dates(tmp_path, *dates, more=f' backup_date="{DATE}"')
    assert qualities(log) == ["ok", "ok", "implausible"]
    assert log.sources["last"][0] == pd.Timestamp("2026-01-03T00:00:00Z")
    assert log.events["started_at"].tolist() == [pd.Timestamp(date, unit="ms", tz="UTC") for date in dates]
    assert len(log.contacts) == 3
    assert len(log.timed) == 2


@pytest.mark.parametrize(
    "backup_date", ["0", "-5", "315964800000", "null", "", "soon", "9" * 40, "4102444800001"]
)
def test_a_date_of_the_backup_that_cannot_be_true_is_no_bound(tmp_path, backup_date):
    log = read_dates(tmp_path, DATE, more=f' backup_date="{backup_date}"')
    assert qualities(log) == ["ok"]


def test_a_bound_holds_for_its_own_file_alone(tmp_path):
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(document([sms("a", date=DATE + 9 * DAY)], more=f' backup_date="{DATE}"'))
    new.write_bytes(document([sms("b", date=DATE + 9 * DAY)], more=f' backup_date="{DATE + 9 * DAY}"'))
    assert qualities(cg.read([old, new])) == ["implausible", "ok"]


def test_rows_without_a_time_come_last_and_stay(tmp_path):
    log = read_dates(tmp_path, "bad", DATE, "", -1)
    assert log.events["body"].tolist() == ["3", "1", "0", "2"]
    assert log.events["time_quality"].tolist() == ["implausible", "ok", "missing", "missing"]
    assert log.events["started_at"].isna().tolist() == [False, False, True, True]
    assert log.ledger["kept"] == 4
    assert str(log.events["started_at"].dtype) == "datetime64[ms, UTC]"


def test_a_file_whose_times_are_all_missing(tmp_path):
    log = read_dates(tmp_path, "", "null")
    assert qualities(log) == ["missing", "missing"]
    assert log.sources[["first", "last"]].isna().to_numpy().all()
    assert log.timed.empty


def test_a_time_of_the_distant_past_can_be_shown(tmp_path):
    log = read_dates(tmp_path, "-62135510400000000", "99999999999", "-62135510400000")
    assert qualities(log) == ["implausible"] * 3
    for zone in ("Asia/Shanghai", "Pacific/Kiritimati", "Etc/GMT+12"):
        written = log.events["started_at"].dt.tz_convert(zone).map(lambda moment: moment.isoformat())
        assert written.str[:2].tolist() == ["00", "00", "51"]
    assert log.events.to_csv()
