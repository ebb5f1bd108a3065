"""Rates before and after an instant, by hand: the window from the whole log, borders to the millisecond."""

import math

import pandas as pd
import pytest

from collectguard.statistics import before_after, contacts_after, silence
from tests.logs import log_of

AGENCY, OTHER, FRIEND = "+8619400000001", "+8619400000002", "+8619400000003"
STOP = pd.Timestamp("2026-03-11 09:00:00", tz="Asia/Shanghai")
UTC_STOP = pd.Timestamp("2026-03-11T01:00:00Z")


def text(party, at, **more):
    return {"party": party, "at": at, **more}


def story():
    """Observed 1 March 09:00 (what the owner sent) to 21 March 09:00: ten days on either side of STOP."""
    return log_of(
        [
            text(FRIEND, "2026-03-01 09:00:00", direction="out", outcome="sent"),
            *(text(AGENCY, f"2026-03-{day:02d} 10:00:00") for day in (2, 4, 6, 8)),
            text(AGENCY, "2026-03-11 08:59:59.999"),
            text(AGENCY, "2026-03-11 09:00:00.000"),
            text(AGENCY, "2026-03-11 09:00:00.001"),
            *(text(AGENCY, f"2026-03-{day:02d} 10:00:00") for day in range(12, 19)),
            text(AGENCY, "2026-03-12 10:00:00", source_id=1, ordinal=1, duplicate_of="0000000000000008"),
            text(AGENCY, None, time_quality="missing"),
            text(OTHER, "2026-03-20 10:00:00"),
            text(FRIEND, "2026-03-05 10:00:00"),
            text(FRIEND, "2026-03-21 09:00:00", direction="out", outcome="sent"),
        ]
    )


def test_counts_and_rates_by_hand():
    # AGENCY: 2, 4, 6, 8 March and two on 11 March up to 09:00:00.000 = 6; one at .001 and seven days = 8.
    frame = before_after(story(), at=STOP)
    agency = frame.loc[AGENCY]
    assert (agency["before_count"], agency["after_count"]) == (6, 8)
    assert (agency["before_days"], agency["after_days"]) == (10.0, 10.0)
    assert (agency["rate_before"], agency["rate_after"]) == (0.6, 0.8)
    assert agency["rate_ratio"] == pytest.approx(8 / 6)
    # P(X >= 8) for 14 fair draws: (3003 + 2002 + 1001 + 364 + 91 + 14 + 1) / 16384, twice.
    assert agency["p_value"] == pytest.approx(2 * 6476 / 16384)


def test_nothing_before_and_nothing_after():
    frame = before_after(story(), at=STOP)
    assert frame.loc[OTHER, ["before_count", "after_count"]].to_list() == [0, 1]
    assert frame.loc[OTHER, ["rate_before", "rate_ratio", "ratio_high"]].to_list() == [
        0.0,
        math.inf,
        math.inf,
    ]
    assert frame.loc[OTHER, "ratio_low"] == pytest.approx(1 / 39)
    assert frame.loc[FRIEND, ["rate_ratio", "ratio_low", "ratio_high"]].to_list() == pytest.approx([0, 0, 39])


@pytest.mark.parametrize(
    ("exclusive", "before", "after"),
    [(True, 6, 8), (False, 5, 9)],
    ids=["later counts", "the instant counts"],
)
def test_a_contact_at_the_instant_itself(exclusive, before, after):
    row = before_after(story(), at=STOP, exclusive=exclusive).loc[AGENCY]
    assert (row["before_count"], row["after_count"]) == (before, after)
    events = contacts_after(story(), at=STOP, exclusive=exclusive)
    assert (events["party"] == AGENCY).sum() == after


def test_the_zone_of_the_instant_does_not_matter():
    pd.testing.assert_frame_equal(before_after(story(), at=STOP), before_after(story(), at=UTC_STOP))


def test_contacts_after_are_rows_of_the_log():
    log = story()
    events = contacts_after(log, at=STOP)
    assert events.index.isin(log.timed.index).all()
    assert events.columns.to_list() == log.events.columns.to_list()
    assert events["event_id"].is_unique
    assert (events["started_at"] > STOP).all()
    assert len(events) == 9


@pytest.mark.parametrize(
    ("at", "days", "counts"),
    [
        ("2026-02-01", (0.0, 20.0), (0, 14)),
        ("2026-04-01", (20.0, 0.0), (14, 0)),
    ],
)
def test_an_instant_outside_the_log_compares_nothing(at, days, counts):
    row = before_after(story(), at=pd.Timestamp(at, tz="Asia/Shanghai")).loc[AGENCY]
    assert (row["before_days"], row["after_days"]) == days
    assert (row["before_count"], row["after_count"]) == counts
    assert row[["rate_ratio", "ratio_low", "ratio_high", "p_value"]].isna().all()


def test_since_leaves_out_time_and_contacts():
    since = pd.Timestamp("2026-03-06 10:00:00", tz="Asia/Shanghai")
    row = before_after(story(), at=STOP, since=since).loc[AGENCY]
    assert (row["before_count"], row["after_count"]) == (4, 8)  # 6 March 10:00 itself is in
    assert row["before_days"] == pytest.approx(5 - 1 / 24)
    late = pd.Timestamp("2026-03-16 09:00:00", tz="Asia/Shanghai")
    row = before_after(story(), at=STOP, since=late).loc[AGENCY]
    assert (row["before_count"], row["after_count"]) == (0, 3)
    assert (row["before_days"], row["after_days"]) == (0.0, 5.0)


def test_by_all():
    row = before_after(story(), by="all", at=STOP).loc["all"]
    assert (row["before_count"], row["after_count"]) == (7, 9)


@pytest.mark.parametrize("statistic", [before_after, silence, contacts_after])
def test_an_instant_needs_a_zone(statistic):
    with pytest.raises(TypeError):
        statistic(story(), at=pd.Timestamp("2026-03-11 09:00:00"))


def test_silence_by_hand():
    frame = silence(story(), at=STOP)
    assert frame.loc[AGENCY, "last_before"] == UTC_STOP
    assert frame.loc[AGENCY, "first_after"] == UTC_STOP + pd.Timedelta(milliseconds=1)
    assert frame.loc[AGENCY, "quiet_days"] == pytest.approx(1 / 86_400_000)
    assert pd.isna(frame.loc[OTHER, "last_before"])
    assert frame.loc[OTHER, "quiet_days"] == pytest.approx(9 + 1 / 24)
    assert frame["resumed"].to_list() == [True, True, False]
    assert frame.loc[FRIEND, "quiet_days"] == 10.0  # to the last record of the log, which the owner sent
    assert pd.isna(frame.loc[FRIEND, "first_after"])


def test_silence_with_the_instant_itself():
    row = silence(story(), at=STOP, exclusive=False).loc[AGENCY]
    assert row["last_before"] == UTC_STOP - pd.Timedelta(milliseconds=1)
    assert row["quiet_days"] == 0.0


def test_nothing_is_known_after_the_last_record():
    frame = silence(story(), at=pd.Timestamp("2026-04-01", tz="Asia/Shanghai"))
    assert frame["quiet_days"].isna().all()
    assert not frame["resumed"].any()
