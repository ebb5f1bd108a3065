"""From every figure back to its rows: as many as it says, and those that pencil and paper name."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import collectguard as cg
from collectguard import statistics
from collectguard.cli.commands import explain
from collectguard.errors import SettingsError
from collectguard.settings import Window, settings_for
from tests.logs import log_of
from tests.statistics.hand import AGENCY, BANK, FRIEND, HIDDEN, hand_log

SAMPLE = Path(__file__).parents[2] / "sample_data"
OF_DATES = {"active_days", "longest_run_days"}
SHARES = {"night_share", "night_share_low", "night_share_high", "per_day"}
SERIES = pd.Timedelta(minutes=10)


@pytest.fixture(scope="module")
def hand():
    return hand_log()


@pytest.fixture(scope="module")
def sample():
    return cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))


def ids(log, *args, **options):
    return statistics.rows_behind(log, *args, **options)["event_id"].to_list()


def dates(rows):
    return rows["started_at"].dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m-%d")


def evenings(rows):
    """Of rows in the night 22:00-08:00: twelve hours earlier it is still the evening's date."""
    earlier = rows["started_at"].dt.tz_convert("Asia/Shanghai").dt.tz_localize(None) - pd.Timedelta(hours=12)
    return earlier.dt.strftime("%Y-%m-%d")


def series(rows):
    """Series among not-answered calls that all are in one, counted by walking along them."""
    number, start = 0, None
    for at in rows["started_at"]:
        if start is None or at >= start + SERIES:
            number, start = number + 1, at
    return number


def measured(figure, rows):
    """What the rows say of the figure, counted in its own unit."""
    if figure in OF_DATES:
        return dates(rows).nunique()
    if figure == "nights":
        return evenings(rows).nunique()
    if figure == "missed_series":
        return series(rows)
    if figure in {"busiest_day", "longest_run_first", "longest_run_last"}:
        days = dates(rows)
        return pd.Timestamp(days.max() if figure == "longest_run_last" else days.min())
    if figure in {"first", "last"} or figure.endswith("_from"):
        return rows["started_at"].min()
    return len(rows)


def one_of_a_kind(overview):
    """The first of the groups that have the same figures above zero; many numbers only sent one message."""
    numbers = overview.select_dtypes("number")
    return overview[~numbers.gt(0).duplicated()]


@pytest.mark.parametrize("by", ["party", "all", "known"])
@pytest.mark.parametrize("which", ["hand", "sample"])
def test_every_figure_of_every_group_can_be_counted_again(which, by, request):
    log = request.getfixturevalue(which)
    overview = statistics.overview(log, by=by)
    assert len(overview)
    if which == "sample" and by == "party":
        overview = one_of_a_kind(overview)
    for figure in set(overview) - SHARES:
        for group, value in overview[figure].items():
            rows = statistics.rows_behind(log, figure, group, by)
            found = measured(figure, rows)
            assert found == value or (pd.isna(found) and pd.isna(value)), (figure, group)


@pytest.mark.parametrize("by", ["party", "all", "known"])
@pytest.mark.parametrize("figure", sorted(SHARES))
def test_shares_and_rates_rest_on_what_they_are_a_share_of(figure, by, hand):
    for group, timed in statistics.overview(hand, by=by)["timed"].items():
        rows = statistics.rows_behind(hand, figure, group, by)
        assert len(rows) == timed
        assert rows["time_quality"].eq("ok").all()


def test_every_column_of_the_overview_can_be_expanded(hand):
    assert list(statistics.FIGURES) == list(statistics.overview(hand))
    assert list(explain.FIGURES) == list(statistics.FIGURES)


@pytest.mark.parametrize(
    ("group", "figure", "wanted"),
    [
        (AGENCY, "night_count", "a02 a03 a08 a09 a10 a11"),
        (AGENCY, "nights", "a02 a03 a08 a09 a10 a11"),
        (AGENCY, "boundary_count", "a01 a02 a03 a04 a05 a06"),
        (AGENCY, "busiest_day_count", "a12 a13 a14 a15 a16 a17 a18 a19"),
        (AGENCY, "max_10m", "a03 a04 a05 a06 a07"),
        (HIDDEN, "max_10m", "h02 h03"),
        (HIDDEN, "max_1h", "h01 h02"),  # h03 is exactly one hour after h01
        (HIDDEN, "max_24h", "h01 h02 h03 h04"),  # h05 is exactly 24 hours after h01
        (BANK, "max_7d", "b01 b02 b03 b04"),  # b05 is exactly seven days after b01
        (FRIEND, "max_24h", "f02 f03"),
        (AGENCY, "longest_run_days", "a01 a02 a03 a04 a05 a06 a07 a08 a09 a10 a11"),
        (BANK, "longest_run_days", "b01 b02"),  # of three runs of one day the earliest
        (AGENCY, "missed_series", "a12 a13 a14 a16 a17 a18"),
        (AGENCY, "missed_series_largest", "a12 a13 a14"),  # of equal ones the first
        (BANK, "missed_series", ""),
        (AGENCY, "rejected", "a05 a15"),
        (AGENCY, "blocked", "a09 a17"),
        (AGENCY, "missed", "a20 a03 a08 a12 a13 a16 a18"),  # a20: an implausible time counts here
        (AGENCY, "short_answered", "a04"),
        (AGENCY, "connected", "a19"),
        (HIDDEN, "connected", "h01 h02 h03"),
        (HIDDEN, "attempts", "h04 h05 h06"),
        (HIDDEN, "hidden", "h01 h02 h03 h04 h05 h06"),
        (HIDDEN, "unknown", "h05"),
        (AGENCY, "out_count", "out3 out4"),  # out2 is a draft
        (FRIEND, "first", "f01"),
        (AGENCY, "last", "a19"),
    ],
)
def test_rows_worked_out_by_hand(hand, group, figure, wanted):
    assert ids(hand, figure, group, "party") == wanted.split()


def test_rows_are_those_of_the_log(hand):
    rows = statistics.rows_behind(hand, "incoming")
    pd.testing.assert_frame_equal(rows, hand.events.loc[rows.index])
    assert rows.index.is_monotonic_increasing
    assert rows["duplicate_of"].isna().all()
    assert {"a20", "a21"} <= set(rows["event_id"])  # without a usable time, but they came
    assert not {"a20", "a21"} & set(ids(hand, "timed"))


def test_each_contact_is_behind_exactly_one_outcome(hand):
    behind = Counter(
        event
        for name in statistics.outcomes(hand).columns
        if name not in {"hidden", "connected", "attempts", "short_answered"}
        for event in ids(hand, name)
    )
    assert behind == Counter(ids(hand, "incoming"))


def test_order_and_index_of_the_log_do_not_matter(hand):
    events = hand.events.sample(frac=1, random_state=5)  # its index is shuffled as well
    shuffled = type(hand)(events, hand.sources, hand.rejected, hand.settings)
    for figure in statistics.FIGURES:
        rows = statistics.rows_behind(shuffled, figure, AGENCY, "party")
        assert sorted(rows["event_id"]) == sorted(ids(hand, figure, AGENCY, "party")), figure
        assert rows.index.to_list() == [label for label in events.index if label in set(rows.index)]


@pytest.mark.parametrize(("after", "wanted"), [("00:09:59.999", 2), ("00:10:00.000", 1)])
def test_the_end_of_a_window_is_not_in_it(after, wanted):
    times = ["2026-03-01 00:00:00.000", f"2026-03-01 {after}"]
    log = log_of([{"party": AGENCY, "at": at} for at in times])
    rows = statistics.rows_behind(log, "max_10m")
    assert len(rows) == wanted
    assert rows["started_at"].iloc[0] == pd.Timestamp("2026-02-28T16:00:00Z")


def test_equal_times_are_all_in_the_window():
    log = log_of([{"party": AGENCY, "at": "2026-03-01 00:00:00.000"}] * 3)
    assert len(statistics.rows_behind(log, "max_10m")) == 3
    assert len(statistics.rows_behind(log, "first")) == 1


def test_settings_given_stand_over_those_of_the_log(hand):
    noon = settings_for("CN", nights=(Window.parse("12:00-13:00"),), connected_min_s=100)
    assert ids(hand, "night_count", settings=noon) == ["h06"]
    assert ids(hand, "connected", settings=noon) == ["f02"]


def test_labels_of_ones_own(hand):
    actor = hand.events["party"].isin([AGENCY, HIDDEN]).map({True: 7, False: None})
    assert len(statistics.rows_behind(hand, "incoming", 7, actor)) == 27


def test_an_empty_group_has_no_rows():
    log = log_of([{"party": AGENCY, "at": None, "time_quality": "missing"}])
    for figure in statistics.FIGURES:
        assert statistics.rows_behind(log, figure, "known", "known").empty
        assert len(statistics.rows_behind(log, figure, AGENCY, "party")) == (
            figure in {"incoming", "message_count", "received"}
        )


def test_what_does_not_exist_is_named(hand):
    with pytest.raises(SettingsError, match="'nite_count'") as raised:
        statistics.rows_behind(hand, "nite_count")
    assert all(figure in raised.value.advice for figure in statistics.overview(hand))
    with pytest.raises(SettingsError, match="nobody"):
        statistics.rows_behind(hand, "incoming", "nobody", "party")
