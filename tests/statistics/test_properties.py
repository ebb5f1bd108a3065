"""Laws that hold for any log, and slow plain-Python answers to compare with."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from collectguard import statistics
from collectguard.schema import EVENT_DTYPES, REJECTED_DTYPES, SOURCE_DTYPES, Log, empty_frame
from collectguard.settings import Window, settings_for
from tests.examples import examples
from tests.logs import PLACEHOLDERS

HOUR = 3_600_000
STEPS = [0, 1, 1_000, 60_000, 299_999, 300_000, 599_999, 600_000, HOUR - 1, HOUR, 6 * HOUR, 24 * HOUR - 1,
         24 * HOUR, 7 * 24 * HOUR - 1, 7 * 24 * HOUR, 30 * 24 * HOUR]  # fmt: skip
WINDOWS_MS = {"10m": HOUR // 6, "1h": HOUR, "24h": 24 * HOUR, "7d": 7 * 24 * HOUR}
PARTIES = ["+8619400000001", "+8619400000002", "hidden:unknown"]
OUTCOMES = ["answered", "missed", "rejected", "blocked", "voicemail", "elsewhere", "unknown", "received"]
NOT_ANSWERED = {"missed", "rejected", "blocked", "voicemail"}
FIXED = ["Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu"]
CHANGING = ["America/Chicago", "Europe/London", "Australia/Lord_Howe", "America/St_Johns"]
NOTHING = empty_frame(SOURCE_DTYPES), empty_frame(REJECTED_DTYPES)
NIGHTS = ["22:00-08:00", "21:30-07:15", "00:00-06:00", "12:00-13:00", "20:00-24:00"]

events = st.lists(
    st.tuples(st.sampled_from(PARTIES), st.sampled_from(STEPS), st.sampled_from(OUTCOMES), st.integers(0, 9)),
    max_size=40,
)
starts = st.sampled_from([
    datetime(2026, 2, 26, 14, tzinfo=UTC), datetime(2026, 3, 7, 20, tzinfo=UTC),
    datetime(2026, 10, 31, 20, tzinfo=UTC), datetime(2010, 11, 7, 2, 30, tzinfo=UTC),
])  # fmt: skip


@st.composite
def logs(draw, zones=tuple(FIXED + CHANGING)):
    """A log of up to 40 contacts, dense around the borders of windows, days and changes of clocks."""
    start, rows, moment = draw(starts), [], 0
    at = round(start.timestamp() * 1000)
    for ordinal, (party, step, outcome, seconds) in enumerate(draw(events), start=1):
        moment += step
        rows.append(
            PLACEHOLDERS
            | {
                "event_id": f"{ordinal:04d}", "ordinal": ordinal, "party": party, "party_raw": party,
                "kind": "sms" if outcome == "received" else "call", "outcome": outcome,
                "duration_s": seconds, "started_at": pd.Timestamp(at + moment, unit="ms", tz="UTC"),
                "party_class": "hidden" if party.startswith("hidden") else "mobile",
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(EVENT_DTYPES)).astype(EVENT_DTYPES)
    given_settings = settings_for(
        "CN", tz=draw(st.sampled_from(zones)), nights=(Window.parse(draw(st.sampled_from(NIGHTS))),)
    )
    return Log(frame, *NOTHING, given_settings)


def contacts(log):
    """(party, UTC milliseconds, wall clock, outcome, event id) of each contact, in plain Python."""
    zone = ZoneInfo(log.settings.tz)
    for row in log.events.itertuples():
        ms = row.started_at.value // 1_000_000
        moment = datetime.fromtimestamp(ms // 1000, UTC) + timedelta(milliseconds=ms % 1000)
        yield row.party, ms, moment.astimezone(zone).replace(tzinfo=None), row.outcome, row.event_id


def by_party(log):
    groups = defaultdict(list)
    for party, *rest in contacts(log):
        groups[party].append(rest)
    return groups


def law(test):
    return examples(30)(test)


@law
@given(logs())
def test_rolling_maxima_are_those_of_trying_every_start(log):
    frame = statistics.rolling_maxima(log)
    for party, rows in by_party(log).items():
        times = [ms for ms, *_ in rows]
        for name, width in WINDOWS_MS.items():
            sizes = [sum(t <= other < t + width for other in times) for t in times]
            first = times[sizes.index(max(sizes))]
            row = frame.loc[party]
            assert row[f"max_{name}"] == max(sizes)
            assert row[f"max_{name}_from"].value // 1_000_000 == first


@law
@given(logs())
def test_days_are_those_of_the_wall_clock(log):
    frame = statistics.overview(log)
    for party, rows in by_party(log).items():
        days = Counter(wall.date() for _, wall, *_ in rows)
        busiest = min(day for day in days if days[day] == max(days.values()))
        row = frame.loc[party]
        assert row["active_days"] == len(days)
        assert (row["busiest_day"].date(), row["busiest_day_count"]) == (busiest, days[busiest])
        runs = []
        for day in sorted(days):
            if runs and day - runs[-1][-1] == timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        longest = max(runs, key=len)  # the first of equal ones
        assert row["longest_run_days"] == len(longest)
        assert row["longest_run_first"].date() == longest[0]
        assert row["longest_run_last"].date() == longest[-1]


@law
@given(logs())
def test_nights_are_those_of_the_wall_clock(log):
    frame = statistics.nights(log)
    window = log.settings.night
    for party, rows in by_party(log).items():
        evenings, near = [], 0
        for _, wall, *_ in rows:
            second = (wall - wall.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds()
            if window.start_s < window.end_s:
                if window.start_s <= second < window.end_s:
                    evenings.append(wall.date())
            elif second >= window.start_s:
                evenings.append(wall.date())
            elif second < window.end_s:
                evenings.append(wall.date() - timedelta(days=1))
            borders = [
                border + turn for border in (window.start_s, window.end_s) for turn in (-86400, 0, 86400)
            ]
            near += any(abs(second - border) <= 60 for border in borders)
        row = frame.loc[party]
        assert row["night_count"] == len(evenings)
        assert row["nights"] == len(set(evenings))
        assert row["boundary_count"] == near
        assert 0 <= row["night_share_low"] <= row["night_share"] <= row["night_share_high"] <= 1


@law
@given(logs())
def test_missed_series_are_those_of_walking_through(log):
    wanted = []
    for party, rows in sorted(by_party(log).items()):
        calls = [(ms, name) for ms, _, outcome, name in rows if outcome in NOT_ANSWERED]
        while calls:
            inside = [name for ms, name in calls if ms < calls[0][0] + 10 * 60_000]
            if len(inside) >= 3:
                wanted.append((party, tuple(inside)))
            calls = calls[len(inside) if len(inside) >= 3 else 1 :]
    frame = statistics.missed_series_list(log)
    assert list(zip(frame["group"], frame["event_ids"], strict=True)) == wanted
    assert (frame["count"] == frame["event_ids"].map(len)).all()
    assert statistics.missed_series(log)["missed_series"].sum() == len(wanted)


@law
@given(logs())
def test_windows_grow_and_hold_no_more_than_there_is(log):
    frame = statistics.overview(log)
    widths = ["max_10m", "max_1h", "max_24h", "max_7d", "timed", "incoming"]
    for narrow, wide in pairwise(widths):
        assert (frame[narrow] <= frame[wide]).all()
    assert (frame["nights"] <= frame["night_count"]).all()
    assert (frame["longest_run_days"] <= frame["active_days"]).all()


@law
@given(logs(zones=tuple(FIXED)))
def test_without_summer_time_24_hours_hold_at_least_a_day(log):
    frame = statistics.overview(log)
    assert (frame["max_24h"] >= frame["busiest_day_count"]).all()


@law
@given(logs())
def test_parties_add_up_to_all(log):
    sums = ["incoming", "timed", "call_count", "message_count", "night_count", "boundary_count", "connected",
            "attempts", "hidden", "short_answered", *OUTCOMES]  # fmt: skip
    parties, everybody = statistics.overview(log), statistics.overview(log, by="all").loc["all"]
    assert {name: parties[name].sum() for name in sums} == {name: everybody[name] for name in sums}
    assert (parties[OUTCOMES].sum(axis=1) == parties["incoming"]).all()
    assert (parties["connected"] + parties["attempts"] == parties["call_count"]).all()


@law
@given(logs())
def test_days_and_hours_add_up_to_all(log):
    everybody = statistics.overview(log, by="all").loc["all"]
    daily, hours = statistics.daily(log), statistics.hours(log)
    assert daily["incoming"].sum() == hours.to_numpy().sum() == everybody["timed"]
    assert daily["night_count"].sum() == everybody["night_count"]
    assert daily["incoming"].max() == everybody["busiest_day_count"] or not len(daily)
    assert (daily["incoming"] <= daily["record_count"]).all()
    assert (daily["calls_covered"] | (daily["call_count"] == 0)).all()
    assert (daily["messages_covered"] | (daily["message_count"] == 0)).all()
    walls = [wall for _, _, wall, *_ in contacts(log)]
    assert Counter(wall.date() for wall in walls) == {
        day.date(): n for day, n in daily["incoming"].items() if n
    }
    assert Counter((wall.weekday(), wall.hour) for wall in walls) == {
        cell: hours.loc[cell] for cell in product(range(7), range(24)) if hours.loc[cell]
    }
    if len(daily):
        assert daily.index.equals(pd.date_range(daily.index[0], daily.index[-1], name="date", unit="ms"))


@law
@given(logs(), st.integers(0, 5))
def test_exceedance_days_are_the_busy_ones(log, limit):
    frame = statistics.exceedance_days(log, limit=limit, basis="any")
    days = Counter((party, wall.date()) for party, _, wall, *_ in contacts(log))
    wanted = sorted((party, day, n) for (party, day), n in days.items() if n > limit)
    assert list(zip(frame["group"], frame["date"].dt.date, frame["count"], strict=True)) == wanted
    summary = statistics.exceedance(log, limit=limit, basis="any")
    assert summary["exceedance_day_count"].sum() == len(wanted)


@law
@given(logs())
def test_every_block_is_plain_json(log):
    for frame in (statistics.senders(log), statistics.overview(log, by="known")):
        for name in frame.index:
            block = statistics.as_json(frame.loc[name])
            assert json.loads(json.dumps(block, allow_nan=False)) == block
