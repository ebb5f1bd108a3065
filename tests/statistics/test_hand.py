"""Every statistic against the table worked out by hand."""

from itertools import product

import pandas as pd
import pytest

from collectguard import statistics
from collectguard.clock import iso_utc
from collectguard.settings import Window, settings_for
from tests.statistics import hand
from tests.statistics.hand import AGENCY, BANK, FRIEND, HIDDEN

PARTIES = [AGENCY, FRIEND, HIDDEN, BANK]
DATES = {"busiest_day", "longest_run_first", "longest_run_last"}

TABLES = [
    (statistics.counts, hand.COUNTS),
    (statistics.busiest_day, hand.BUSIEST),
    (statistics.rolling_maxima, hand.ROLLING),
    (statistics.nights, hand.NIGHTS),
    (statistics.outcomes, hand.OUTCOMES),
    (statistics.missed_series, hand.MISSED_SERIES),
    (statistics.longest_run, hand.RUNS),
]


@pytest.fixture(scope="module")
def log():
    return hand.hand_log()


def expected(table, labels, name):
    """The rows of a hand-made table under these labels, its texts read as times."""
    rows = [hand.GROUPS.index(label) for label in labels]
    frame = pd.DataFrame(
        {column: [values[row] for row in rows] for column, values in table.items()},
        index=pd.Index(labels, dtype="str", name=name),
    )
    for column in frame:
        if column in DATES:
            frame[column] = frame[column].astype("datetime64[ms]")
        elif frame[column].dtype == "str":
            frame[column] = pd.to_datetime(frame[column], format="ISO8601").astype("datetime64[ms, UTC]")
    return frame


def rows_of(frame, columns):
    """Rows as tuples, times as they are written in the table."""
    texts = frame.copy()
    for column in columns:
        if isinstance(texts[column].dtype, pd.DatetimeTZDtype):
            texts[column] = [iso_utc(at) for at in texts[column]]
        elif texts[column].dtype == "datetime64[ms]":
            texts[column] = texts[column].dt.strftime("%Y-%m-%d")
    return list(texts[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(("statistic", "table"), TABLES)
def test_by_party(log, statistic, table):
    pd.testing.assert_frame_equal(statistic(log), expected(table, PARTIES, "party"), atol=1e-6, rtol=0)


@pytest.mark.parametrize(("statistic", "table"), TABLES)
def test_all_together(log, statistic, table):
    pd.testing.assert_frame_equal(
        statistic(log, by="all"), expected(table, ["all"], "all"), atol=1e-6, rtol=0
    )


@pytest.mark.parametrize(("statistic", "table"), TABLES)
def test_known_and_unknown(log, statistic, table):
    # FRIEND is everybody who is known: the group has FRIEND's numbers.
    wanted = expected(table, [FRIEND, "unknown"], "known").rename(index={FRIEND: "known"})
    pd.testing.assert_frame_equal(statistic(log, by="known"), wanted, atol=1e-6, rtol=0)


def test_night_dates(log):
    assert rows_of(statistics.night_dates(log), ["group", "evening", "count"]) == hand.NIGHT_DATES


def test_missed_series_list(log):
    columns = ["group", "start", "end", "count", "event_ids"]
    assert rows_of(statistics.missed_series_list(log), columns) == hand.MISSED_SERIES_LIST


@pytest.mark.parametrize(
    ("basis", "limit", "wanted"),
    [
        # AGENCY by date: 2 5 1 3 8; HIDDEN 3 2 1; BANK 2 2 1; FRIEND 1 1 1
        ("any", 4, [(AGENCY, "2026-02-27", 5), (AGENCY, "2026-03-03", 8)]),
        ("any", 5, [(AGENCY, "2026-03-03", 8)]),  # exactly the limit does not exceed it
        ("any", 8, []),
        # messages. AGENCY: a01 a02 | a06 a07 | a10 a11; FRIEND one a day; BANK two on two days
        (
            "messages", 1,
            [
                (AGENCY, "2026-02-26", 2), (AGENCY, "2026-02-27", 2), (AGENCY, "2026-03-01", 2),
                (BANK, "2026-02-26", 2), (BANK, "2026-03-02", 2),
            ],
        ),
        # calls. AGENCY: a03 a04 a05 | a08 | a09 | a12-a19
        ("calls", 2, [(AGENCY, "2026-02-27", 3), (AGENCY, "2026-03-03", 8), (HIDDEN, "2026-02-28", 3)]),
        # attempts. AGENCY: a03 a04 a05 (a04 answered for 0 s) | a08 | a09 | a12-a18
        # HIDDEN: 03-01 h04 h05; 03-02 h06
        ("attempts", 6, [(AGENCY, "2026-03-03", 7)]),
        ("attempts", 7, []),
        (
            "attempts", 1,
            [(AGENCY, "2026-02-27", 3), (AGENCY, "2026-03-03", 7), (HIDDEN, "2026-03-01", 2)],
        ),
        # connected: a19; h01 h02 h03; f02
        (
            "connected", 0,
            [(AGENCY, "2026-03-03", 1), (FRIEND, "2026-02-28", 1), (HIDDEN, "2026-02-28", 3)],
        ),
    ],
)  # fmt: skip
def test_exceedance_days(log, basis, limit, wanted):
    frame = statistics.exceedance_days(log, limit=limit, basis=basis)
    assert rows_of(frame, ["group", "date", "count"]) == wanted


def test_exceedance_and_worst_day(log):
    frame = statistics.exceedance(log, limit=2, basis="calls")
    assert frame["exceedance_day_count"].to_dict() == {AGENCY: 2, FRIEND: 0, HIDDEN: 1, BANK: 0}
    assert frame["worst_day_count"].to_dict() == {AGENCY: 8, FRIEND: 1, HIDDEN: 3, BANK: 0}
    days = frame["worst_day"].dt.strftime("%Y-%m-%d").dropna().to_dict()
    assert days == {AGENCY: "2026-03-03", FRIEND: "2026-02-28", HIDDEN: "2026-02-28"}  # no calls of BANK


def test_nights_by_window(log):
    windows = tuple(Window.parse(text) for text in ("22:00-08:00", "21:00-08:00", "12:00-13:00"))
    frame = statistics.nights_by_window(log, settings_for("CN", nights=windows))
    columns = ["group", "window", "timed", "night_count", "nights", "boundary_count"]
    assert rows_of(frame, columns) == [
        (AGENCY, "22:00-08:00", 19, 6, 3, 6),
        (AGENCY, "21:00-08:00", 19, 7, 3, 4),  # a01 as well; near 08:00 only: a03-a06
        (AGENCY, "12:00-13:00", 19, 0, 0, 0),
        (FRIEND, "22:00-08:00", 3, 1, 1, 0),
        (FRIEND, "21:00-08:00", 3, 1, 1, 0),
        (FRIEND, "12:00-13:00", 3, 0, 0, 0),
        (HIDDEN, "22:00-08:00", 6, 5, 2, 2),
        (HIDDEN, "21:00-08:00", 6, 5, 2, 0),
        (HIDDEN, "12:00-13:00", 6, 1, 1, 1),  # h06 at 12:00:00
        (BANK, "22:00-08:00", 5, 0, 0, 0),
        (BANK, "21:00-08:00", 5, 0, 0, 0),
        (BANK, "12:00-13:00", 5, 0, 0, 0),
    ]


def test_daily(log):
    columns = [
        "incoming", "call_count", "message_count", "night_count", "record_count", "calls_covered",
        "messages_covered",
    ]  # fmt: skip
    frame = statistics.daily(log).reset_index()
    assert rows_of(frame, ["date", *columns]) == hand.DAILY


def test_daily_outcomes(log):
    frame = statistics.daily(log)
    busy = frame.loc["2026-03-03"]  # a12 a13 a16 a18 | a14 | a15 | a17 | a19
    assert {name: busy[name] for name in hand.OUTCOMES if name in frame and busy[name]} == {
        "missed": 4, "voicemail": 1, "rejected": 1, "blocked": 1, "answered": 1,
    }  # fmt: skip
    totals = {name: hand.OUTCOMES[name][hand.GROUPS.index("all")] for name in hand.OUTCOMES}
    totals["missed"] -= 1  # a20 has no usable time
    totals["received"] -= 1  # a21
    assert {name: int(frame[name].sum()) for name in totals if name in frame} == {
        name: totals[name] for name in totals if name in frame
    }


def test_daily_by_party(log):
    frame = statistics.daily(log, by="party")
    assert len(frame) == 4 * 10
    agency = frame.loc[AGENCY]
    assert agency["incoming"].to_list() == [0, 2, 5, 1, 3, 0, 8, 0, 0, 0]
    assert agency["record_count"].to_list() == [row[5] for row in hand.DAILY]


def test_hours(log):
    frame = statistics.hours(log)
    assert frame.shape == (7, 24)
    assert {cell: frame.loc[cell] for cell in product(range(7), range(24)) if frame.loc[cell]} == hand.HOURS


def test_hours_by_party(log):
    frame = statistics.hours(log, by="party")
    assert frame.loc[(AGENCY, 1), 10] == 8
    assert frame.loc[(BANK, 3), 9] == 2
    assert frame.loc[HIDDEN].to_numpy().sum() == 6


def test_observed_window(log):
    window = statistics.observed_window(log)
    assert window.first == pd.Timestamp("2026-02-25T04:00Z")  # out1, sent
    assert window.last == pd.Timestamp("2026-03-06T04:00Z")  # odd1, of unknown direction
    assert window.days == 9


def test_senders(log):
    frame = statistics.senders(log)
    who = frame[["party_class", "known"]].reset_index()
    assert rows_of(who, ["party", "party_class", "known"]) == [row[:3] for row in hand.SENDERS]
    names = {row[0]: row[3] for row in hand.SENDERS if row[3] is not None}
    assert frame["contact_name"].dropna().to_dict() == names
    pd.testing.assert_frame_equal(
        frame.drop(columns=["party_class", "known", "contact_name"]).sort_index(),
        statistics.overview(log),
    )


def test_overview_is_all_tables_in_one_row(log):
    frame = statistics.overview(log)
    for statistic, _ in TABLES:
        single = statistic(log)
        pd.testing.assert_frame_equal(frame[list(single)], single)
    assert frame.columns.is_unique


def test_json_of_a_row(log):
    block = statistics.as_json(statistics.overview(log).loc[AGENCY])
    for share in ("night_share_low", "night_share_high"):
        assert block[share] == pytest.approx(hand.AGENCY_BLOCK[share], abs=1e-6)
    rounded = {name: hand.AGENCY_BLOCK[name] for name in ("night_share_low", "night_share_high")}
    assert block | rounded == hand.AGENCY_BLOCK
    assert list(block) == list(hand.AGENCY_BLOCK)


def test_json_has_every_outcome_of_a_call_and_messages_where_there_are_any(log):
    frame = statistics.overview(log)
    calls = ["answered", "missed", "rejected", "blocked", "voicemail", "elsewhere", "unknown"]
    assert statistics.as_json(frame.loc[HIDDEN])["outcomes"] == dict(
        zip(calls, [2, 1, 0, 0, 0, 2, 1], strict=True)
    )
    assert statistics.as_json(frame.loc[BANK])["outcomes"] == dict.fromkeys(calls, 0) | {"received": 5}


def test_json_of_a_sender_says_who(log):
    block = statistics.as_json(statistics.senders(log).loc[FRIEND])
    assert list(block)[:4] == ["party", "party_class", "known", "contact_name"]
    assert [block[name] for name in list(block)[:4]] == [FRIEND, "mobile", True, "林某某"]
    assert list(block)[4:] == list(hand.AGENCY_BLOCK)
