import pandas as pd
import pytest

from collectguard import statistics
from collectguard.statistics.grouping import groups_of
from tests.logs import log_of
from tests.statistics.hand import AGENCY, BANK, FRIEND, HIDDEN, hand_log

A, B = "+8619400000001", "+8619400000002"


def incoming(log, by):
    return statistics.counts(log, by=by)["incoming"].to_dict()


def test_parties_are_in_ascending_order():
    assert statistics.counts(hand_log()).index.to_list() == sorted([AGENCY, BANK, FRIEND, HIDDEN])


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        ("all", {"all": 35}),
        ("known", {"known": 3, "unknown": 32}),
        ("party_class", {"hidden": 6, "mobile": 24, "service95": 5}),
        ("kind", {"call": 21, "mms": 2, "rcs": 1, "sms": 11}),  # mms a11 b05; rcs f03
        ("owner", {"me": 35}),
    ],
)
def test_named_groupings(by, wanted):
    frame = statistics.counts(hand_log(), by=by)
    assert frame["incoming"].to_dict() == wanted
    assert frame.index.name == by


def test_each_owner_has_a_group():
    rows = [{"party": A, "at": f"2026-03-0{day} 10:00:00", "owner": who} for day, who in enumerate("bab", 1)]
    assert incoming(log_of(rows), "owner") == {"a": 1, "b": 2}


def test_labels_given_as_a_series():
    log = hand_log()
    labels = log.events["party"].astype("str").map({AGENCY: "the agency", HIDDEN: "the agency", BANK: "bank"})
    frame = statistics.overview(log, by=labels.rename("actor"))
    assert frame["incoming"].to_dict() == {"bank": 5, "the agency": 27}  # FRIEND has no label
    assert frame["out_count"].to_dict() == {"bank": 0, "the agency": 2}
    assert frame.index.name == "actor"
    together = statistics.busiest_day(log, by=labels).loc["the agency"]
    assert together["busiest_day_count"] == 8


def test_a_categorical_series_is_ordered_by_label_and_has_no_empty_groups():
    log = hand_log()
    labels = pd.Series(
        pd.Categorical(["z" if party == BANK else "a" for party in log.events["party"]], ["z", "unused", "a"])
    )
    assert incoming(log, labels) == {"a": 30, "z": 5}
    assert statistics.counts(log, by=labels).index.to_list() == ["a", "z"]


def test_without_a_label_nothing_is_counted():
    log = hand_log()
    nobody = pd.Series([None] * len(log.events), dtype="str")
    assert statistics.overview(log, by=nobody).empty
    assert statistics.missed_series_list(log, by=nobody).empty


def test_labels_must_be_those_of_all_events():
    log = hand_log()
    with pytest.raises(ValueError, match=r"log\.events"):
        statistics.counts(log, by=log.contacts["party"])


def test_an_unknown_grouping_is_refused():
    with pytest.raises(ValueError, match="'sender'"):
        statistics.counts(hand_log(), by="sender")


def test_known_is_what_reading_decided():
    rows = [
        {"party": A, "at": "2026-03-01 10:00:00", "known": True},
        {"party": B, "at": "2026-03-03 10:00:00"},
    ]
    log = log_of(rows)
    assert incoming(log, "known") == {"known": 1, "unknown": 1}
    assert statistics.known_parties(log).to_list() == [A]
    assert statistics.senders(log)["known"].to_dict() == {A: True, B: False}


def test_codes_point_into_the_names():
    log = hand_log()
    groups = groups_of(log, "party")
    assert groups.names.take(groups.codes).to_list() == log.events["party"].to_list()
