"""What holds for every statistic: listed, typed, pure, quiet on nothing."""

import importlib
import pkgutil
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest

from collectguard import statistics
from collectguard.schema import EVENT_DTYPES, REJECTED_DTYPES, SOURCE_DTYPES, Log, empty_frame
from collectguard.settings import Window, settings_for
from collectguard.statistics import STATISTICS
from tests.logs import log_of
from tests.statistics.hand import hand_log

HELPERS = {"arrays", "completeness", "contacts", "coverage", "exact", "grouping", "phones", "witnesses"}
NOT_COUNTING = {"trace", "third_party"}  # exported; the one gives events, the other one table, ungrouped
WITH_A_LIMIT = {statistics.exceedance, statistics.exceedance_days}
WITH_AN_INSTANT = {statistics.before_after, statistics.silence}
UNGROUPED = {statistics.senders}
A_ROW_A_GROUP = [
    statistics.counts, statistics.nights, statistics.busiest_day, statistics.rolling_maxima,
    statistics.exceedance, statistics.longest_run, statistics.missed_series, statistics.outcomes,
    statistics.before_after, statistics.silence, statistics.overview,
]  # fmt: skip
LONG = [
    statistics.exceedance_days, statistics.nights_by_window, statistics.night_dates,
    statistics.missed_series_list,
]  # fmt: skip

every_statistic = pytest.mark.parametrize("statistic", STATISTICS, ids=lambda f: f.__name__)


def call(statistic, log, *args, **options):
    if statistic in WITH_A_LIMIT:
        return partial(statistic, limit=0, basis="any")(log, *args, **options)
    if statistic in WITH_AN_INSTANT:
        return partial(statistic, at=pd.Timestamp("2026-03-01", tz="UTC"))(log, *args, **options)
    return statistic(log, *args, **options)


@cache
def by_hand(statistic, **options):
    """What a statistic gives for the log that was worked out by hand; nobody changes it."""
    return call(statistic, hand_log(), **options)


@cache
def log_without_rows():
    return Log(
        empty_frame(EVENT_DTYPES),
        empty_frame(SOURCE_DTYPES),
        empty_frame(REJECTED_DTYPES),
        settings_for("CN"),
    )


@cache
def log_without_time():
    rows = [
        {"party": "+8619400000001", "at": None, "time_quality": "missing"},
        {"party": "+8619400000001", "at": "2001-01-01 03:00:00", "time_quality": "implausible"},
        {"party": "+8619400000002", "at": "2026-01-01 03:00:00", "time_quality": "no_year", "kind": "call",
         "outcome": "missed"},
    ]  # fmt: skip
    return log_of(rows)


@cache
def log_of_one_event():
    return log_of([{"party": "+8619400000001", "at": "2026-03-01 23:00:00"}])


@cache
def log_of_outgoing_only():
    return log_of(
        [{"party": "+8619400000001", "at": "2026-03-01 23:00:00", "direction": "out", "outcome": "sent"}]
    )


def test_every_module_is_listed():
    folder = Path(statistics.__file__).parent
    modules = {name for _, name, _ in pkgutil.iter_modules([str(folder)])}
    listed = {statistic.__module__.rpartition(".")[2] for statistic in STATISTICS}
    assert modules == listed | HELPERS | NOT_COUNTING
    assert statistics.rows_behind.__module__.rpartition(".")[2] in NOT_COUNTING


@every_statistic
def test_every_statistic_is_exported_by_its_name(statistic):
    assert getattr(statistics, statistic.__name__) is statistic
    assert statistic.__name__ in statistics.__all__


def test_every_exported_name_exists():
    module = importlib.import_module("collectguard.statistics")
    assert all(hasattr(module, name) for name in statistics.__all__)


@every_statistic
@pytest.mark.parametrize(
    "make",
    [log_without_rows, log_without_time, log_of_one_event, log_of_outgoing_only],
    ids=lambda f: f.__name__,
)
def test_small_logs_give_frames_of_the_usual_types(statistic, make):
    usual, small = by_hand(statistic), call(statistic, make())
    assert small.dtypes.to_dict() == usual.dtypes.to_dict()
    assert small.index.names == usual.index.names
    assert small.index.dtype == usual.index.dtype


@pytest.mark.parametrize("statistic", [f for f in STATISTICS if f not in UNGROUPED], ids=lambda f: f.__name__)
@pytest.mark.parametrize("by", ["all", "known", "party_class", "kind", "owner"])
def test_small_logs_in_every_grouping(statistic, by):
    usual = by_hand(statistic, by=by)
    for make in (log_without_rows, log_without_time, log_of_one_event):
        assert call(statistic, make(), by=by).dtypes.to_dict() == usual.dtypes.to_dict()


@pytest.mark.parametrize("statistic", A_ROW_A_GROUP, ids=lambda f: f.__name__)
def test_fixed_groups_have_their_row_in_an_empty_log(statistic):
    assert call(statistic, log_without_rows(), by="all").index.to_list() == ["all"]
    assert call(statistic, log_without_rows(), by="known").index.to_list() == ["known", "unknown"]
    assert call(statistic, log_without_rows()).empty


@pytest.mark.parametrize("statistic", A_ROW_A_GROUP, ids=lambda f: f.__name__)
def test_only_groups_with_a_contact_have_a_row(statistic):
    assert call(statistic, log_of_outgoing_only()).empty
    assert len(call(statistic, log_without_time())) == 2


@pytest.mark.parametrize("statistic", LONG, ids=lambda f: f.__name__)
def test_long_frames_name_the_group(statistic):
    frame = by_hand(statistic)
    assert frame.columns[0] == "group"
    assert frame.index.equals(pd.RangeIndex(len(frame)))
    assert frame["group"].is_monotonic_increasing


@every_statistic
def test_the_log_is_not_changed(statistic):
    log = hand_log()
    before = log.events.copy(deep=True)
    views = [log.unique.copy(deep=True), log.contacts.copy(deep=True), log.timed.copy(deep=True)]
    call(statistic, log)
    pd.testing.assert_frame_equal(log.events, before)
    for view, copy in zip((log.unique, log.contacts, log.timed), views, strict=True):
        pd.testing.assert_frame_equal(view, copy)


@every_statistic
def test_settings_given_stand_over_those_of_the_log(statistic):
    other = settings_for(
        "US", tz="America/Chicago", nights=(Window.parse("12:00-13:00"),), connected_min_s=100
    )
    log = hand_log()
    pd.testing.assert_frame_equal(call(statistic, log, other), call(statistic, replace(log, settings=other)))


@every_statistic
def test_the_order_of_rows_and_categories_does_not_matter(statistic):
    log = hand_log()
    events = log.events.sample(frac=1, random_state=7).reset_index(drop=True)
    parties = events["party"].cat
    events["party"] = parties.reorder_categories(list(parties.categories[::-1]))
    shuffled = call(statistic, replace(log, events=events))
    usual = by_hand(statistic)
    if statistic is statistics.senders:  # the name is the first in the order of the log
        shuffled, usual = shuffled.drop(columns="contact_name"), usual.drop(columns="contact_name")
    pd.testing.assert_frame_equal(shuffled, usual)
