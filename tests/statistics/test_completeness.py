"""Signs of what is missing or doubtful, worked out by hand; and the sample, which must not cry wolf."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collectguard as cg
from collectguard.settings import settings_for
from collectguard.statistics.completeness import KINDS, completeness
from collectguard.statistics.completeness.rhythm import improbable_gaps
from collectguard.wording import Wording
from tests.logs import log_of

SAMPLE = Path(__file__).parents[2] / "sample_data"
CN = settings_for("CN")
HOUR, DAY = 3_600_000, 86_400_000
MONDAY = int(pd.Timestamp("2025-01-06 00:00", tz="Asia/Shanghai").timestamp() * 1000)


def call(at, seconds=60, **other):
    return {
        "at": at, "kind": "call", "outcome": "answered", "duration_s": seconds, "party": "+8619400000001",
    } | other  # fmt: skip


def sms(at, **other):
    return {"at": at, "party": "+8619400000002"} | other


def log_from(rows, **files):
    """A log of rows whose ``source_id`` is a place in ``files``: names, with columns that differ."""
    log = log_of(rows)
    files = files or {"only": {}}
    counted = log.events.groupby(["source_id", "kind"], observed=True).size()
    sources = pd.concat([log.sources] * len(files), ignore_index=True)
    sources["path"] = [f"folder/{name}.xml" for name in files]
    sources["declared"] = pd.array([file.get("declared") for file in files.values()], "Int64")
    sources["witness"] = [file.get("witness", "phone") for file in files.values()]
    sources["kinds"] = [dict(counted.get(place, pd.Series(dtype=int))) for place in range(len(files))]
    sources["records"] = [file.get("records", 0) for file in files.values()]
    return replace(log, sources=sources)


def signs(log, kind):
    return [sign for sign in completeness(log) if sign.kind == kind]


def every(hours, start="2025-01-06 00:10", *, count):
    return pd.Timestamp(start) + pd.Timedelta(hours=hours) * np.arange(count)


# --- numbers of files ---


def test_another_number_than_declared_is_a_sign_and_none_declared_is_not():
    files = {
        "same": {"declared": 4, "records": 4},
        "fewer": {"declared": 2444, "records": 8},
        "more": {"declared": 12, "records": 137},
        "silent": {"declared": None, "records": 5},
    }
    found = signs(log_from([sms("2026-03-01 10:00")], **files), "declared")
    assert [(sign.source, sign.declared, sign.found) for sign in found] == [
        ("folder/fewer.xml", 2444, 8),
        ("folder/more.xml", 12, 137),
    ]


@pytest.mark.parametrize(
    ("number", "full"), [(0, False), (499, False), (500, True), (501, False), (1000, True), (1500, True)]
)
def test_so_round_a_number_of_calls_is_a_full_log(number, full):
    rows = [call(at) for at in every(7, count=number)]
    found = signs(log_from([*rows, sms("2025-01-01 10:00")]), "full_call_log")
    assert [sign.calls for sign in found] == ([number] if full else [])
    assert all(sign.is_open and sign.first == pd.Timestamp("2025-01-05 16:10Z") for sign in found)


def test_no_phone_stops_at_more_than_ten_thousand_and_messages_have_no_limit():
    log = log_from([sms(at) for at in every(7, count=500)])
    for number, full in ((10_000, True), (10_500, False), (50_000, False)):
        sources = log.sources.assign(kinds=[{"call": number}])
        events = log.events.assign(kind=pd.Categorical(["call"] * 500, log.events["kind"].cat.categories))
        assert bool(signs(replace(log, sources=sources, events=events), "full_call_log")) is full
    assert not signs(log, "full_call_log")


def full_log_with(earlier, **of_file):
    rows = [call(at, source_id=0) for at in every(7, count=500)]
    return log_from([*rows, *earlier], full={}, earlier=of_file)


def test_an_earlier_backup_that_overlaps_fills_it():
    first = call("2025-01-06 00:10", source_id=1, duplicate_of="0" * 16)
    log = full_log_with([call("2024-12-20 10:00", source_id=1), first])
    (sign,) = signs(log, "full_call_log")
    assert not sign.is_open
    assert sign.continued_by == "folder/earlier.xml"


@pytest.mark.parametrize(
    ("earlier", "of_file"),
    [
        ([call("2024-12-20 10:00", source_id=1), call("2025-01-06 00:09", source_id=1)], {}),  # no overlap
        ([call("2025-01-06 00:10", source_id=1)], {}),  # nothing older
        ([sms("2024-12-20 10:00", source_id=1), sms("2025-02-06 00:09", source_id=1)], {}),  # no calls
        (
            [
                call("2024-12-20 10:00", source_id=1, owner="brother"),
                call("2025-02-06 00:09", source_id=1, owner="brother"),
            ],
            {},
        ),
    ],
)
def test_other_files_do_not_fill_it(earlier, of_file):
    (sign,) = signs(full_log_with(earlier, **of_file), "full_call_log")
    assert sign.is_open
    assert sign.owner == ("me" if earlier[0].get("owner") else None)


@pytest.mark.parametrize(
    ("first", "last", "continues"),
    [
        ("2024-12-20 10:00", "2025-02-06 00:09", True),
        ("2024-12-20 10:00", "2025-01-05 00:10:01", True),  # less than a day before the log begins
        ("2024-12-20 10:00", "2025-01-05 00:10:00", False),
        ("2025-01-06 00:10:00", "2025-02-06 00:09", False),  # nothing older
    ],
)
def test_a_carriers_list_holds_the_earlier_calls_that_were_answered(first, last, continues):
    earlier = [call(first, source_id=1), call(last, source_id=1)]
    (sign,) = signs(full_log_with(earlier, witness="carrier"), "full_call_log")
    assert sign.is_open  # what was not answered is known to nobody
    assert sign.answered_only is continues
    assert sign.continued_by == ("folder/earlier.xml" if continues else None)
    english = Wording(settings_for("CN", report_lang="en"))
    assert ("list earlier.xml holds answered calls" in sign.seen(english)) is continues
    assert ("ask the carrier" in sign.advice(english)) is not continues


def test_the_list_of_another_phone_does_not():
    earlier = [call(at, source_id=1, owner="brother") for at in ("2024-12-20 10:00", "2025-02-06 00:09")]
    (sign,) = signs(full_log_with(earlier, witness="carrier"), "full_call_log")
    assert (sign.continued_by, sign.answered_only) == (None, False)


def test_a_backup_says_more_than_a_list():
    rows = [call(at, source_id=0) for at in every(7, count=500)]
    rows += [
        call(at, source_id=source) for source in (1, 2) for at in ("2024-12-20 10:00", "2025-01-07 10:00")
    ]
    log = log_from(rows, full={}, list={"witness": "carrier"}, earlier={})
    (sign,) = signs(log, "full_call_log")
    assert (sign.continued_by, sign.is_open) == ("folder/earlier.xml", False)


def test_a_carriers_list_is_never_full():
    log = log_from([call(at) for at in every(7, count=500)], list={"witness": "carrier"})
    assert not signs(log, "full_call_log")


# --- silences ---


def hours_of(days, hours=(12,)):
    return np.array([MONDAY + DAY * day + HOUR * hour + 600_000 for day in days for hour in hours])


def gaps(at_ms):
    return improbable_gaps(at_ms, int(at_ms[0]), int(at_ms[-1]), "Asia/Shanghai")


def test_the_chance_of_four_weeks_by_hand():
    """A record a day at noon, eight weeks, four without, eight weeks.

    Expected in the four weeks beside the gap as much as in it, 28 active hours beside it, days that do not
    differ; 112 active hours part the time into 113 gaps.
    """
    at_ms = hours_of([*range(56), *range(84, 140)])
    (gap,) = gaps(at_ms)
    assert (gap.start_ms, gap.end_ms) == (at_ms[55], at_ms[56])
    assert gap.chance == pytest.approx(113 * 0.5**28)


def test_two_weeks_at_a_record_a_day_are_not_long_enough_and_three_are():
    assert gaps(hours_of([*range(56), *range(70, 126)])) == []  # 113 × (28 / 42)^28 = 0.0013
    (gap,) = gaps(hours_of([*range(56), *range(77, 133)]))
    assert gap.chance == pytest.approx(113 * (28 / 49) ** 28)


def test_days_that_differ_weigh_less_by_hand():
    """Every other day four active hours, eight weeks, four without, eight weeks.

    A side of 28 days holds 56 active hours, 2 a day: 4 or 0, so its chi square is 56 at 27 degrees of
    freedom. Weeks hold 16 or 12. Of 140 days the gap takes 29 whole ones.
    """
    days = [day for day in [*range(56), *range(84, 140)] if day % 2 == 0]
    at_ms = hours_of(days, (9, 10, 11, 12))
    (gap,) = improbable_gaps(at_ms, MONDAY, MONDAY + 140 * DAY - 1, "Asia/Shanghai")
    dispersion = 56 / 27
    weight = math.log(dispersion) / (dispersion - 1)
    assert gap.chance == pytest.approx(225 * (28 / 57) ** (56 * weight))


def test_a_phone_that_was_hardly_used_before_or_after_is_no_sign():
    busy = hours_of(range(56, 112), range(8, 22))
    quiet = hours_of(range(0, 42, 14))
    assert gaps(np.concatenate([quiet, busy])) == []
    mirrored = np.concatenate([hours_of(range(56), range(8, 22)), hours_of(range(70, 112, 14))])
    assert gaps(mirrored) == []


def test_less_than_a_day_is_never_one_and_a_night_is_ordinary():
    whole = hours_of(range(60), range(24))
    silent = (whole >= MONDAY + 30 * DAY) & (whole < MONDAY + 30 * DAY + 23 * HOUR)
    assert gaps(whole[~silent]) == []
    silent = (whole >= MONDAY + 30 * DAY) & (whole < MONDAY + 31 * DAY)
    assert len(gaps(whole[~silent])) == 1
    assert gaps(hours_of(range(60), range(9, 18))) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 20), st.integers(-400, 400))
def test_bursts_and_whole_weeks_change_nothing(seed, copies, weeks):
    random = np.random.default_rng(seed)
    days = np.flatnonzero(random.random(120) < 0.9)
    at_ms = hours_of(days[(days < 50) | (days >= 60)], (9, 12, 20))
    burst = np.sort(np.repeat(at_ms, copies) + random.integers(0, 50 * 60_000, len(at_ms) * copies))
    found = [gap.chance for gap in gaps(at_ms)]
    assert [gap.chance for gap in gaps(burst)] == pytest.approx(found)
    assert [gap.chance for gap in gaps(at_ms + weeks * 7 * DAY)] == pytest.approx(found)
    assert all(0 <= chance < 0.001 for chance in found)


@pytest.mark.parametrize("at_ms", [[], [MONDAY], [MONDAY, MONDAY], [MONDAY, MONDAY + 400 * DAY]])
def test_few_records_prove_nothing(at_ms):
    at_ms = np.array(at_ms, np.int64)
    assert improbable_gaps(at_ms, MONDAY, MONDAY + 500 * DAY, "Asia/Kolkata") == []


def phone(days, sort, hours=range(9, 21, 2), **other):
    return [
        sort(pd.Timestamp("2025-01-06") + pd.Timedelta(days=day, hours=hour, minutes=minute), **other)
        for day in days
        for hour in hours
        for minute in [10 if sort is call else 20]
    ]


def told(log):
    return [
        (sign.sort, sign.place, round(sign.days), sign.others, sign.covered) for sign in signs(log, "silence")
    ]


GONE = [*range(60), *range(70, 130)]


def test_a_silence_of_everything_is_told_once():
    log = log_from([*phone(GONE, call), *phone(GONE, sms)])
    assert told(log) == [("all", "within", 11, 0, True)]
    (sign,) = signs(log, "silence")
    assert sign.start == pd.Timestamp("2025-03-06 19:20", tz="Asia/Shanghai")
    assert sign.end == pd.Timestamp("2025-03-17 09:10", tz="Asia/Shanghai")
    around = log.events.set_index("event_id")["started_at"].loc[list(sign.event_ids)]
    assert list(around) == [sign.start, sign.end]


def test_calls_that_stop_while_messages_go_on():
    log = log_from([*phone(GONE, call), *phone(range(130), sms)])
    assert told(log) == [("calls", "within", 11, 61, True)]


def test_calls_that_begin_late_or_end_early():
    log = log_from([*phone(range(60, 130), call), *phone(range(130), sms)])
    assert told(log) == [("calls", "before", 60, 360, False)]
    log = log_from([*phone(range(130), call), *phone(range(60), sms)])
    assert told(log) == [("messages", "after", 70, 420, False)]
    (sign,) = signs(log, "silence")
    assert "carrier" not in sign.advice(Wording(settings_for("CN", report_lang="en")))  # it keeps no texts


def test_a_time_between_two_files_is_covered_by_none():
    rows = [*phone(range(60), call, source_id=0), *phone(range(70, 130), call, source_id=1)]
    assert told(log_from(rows, one={}, two={})) == [("calls", "within", 11, 0, False)]


def test_what_a_carriers_list_holds_of_that_time_is_said_and_fills_nothing():
    rows = [*phone(GONE, call), *phone(range(130), call, hours=[12], source_id=1)]
    (sign,) = signs(log_from(rows, phone={}, list={"witness": "carrier"}), "silence")
    assert (sign.sort, round(sign.days), sign.listed) == ("calls", 11, 10)
    assert not signs(log_from(phone(GONE, call), list={"witness": "carrier"}), "silence")


def test_each_phone_has_its_own_silences():
    rows = [*phone(GONE, call), *phone(range(130), call, owner="brother", source_id=1)]
    (sign,) = signs(log_from(rows, mine={}, his={}), "silence")
    assert sign.owner == "me"
    assert sign.seen(Wording(CN)).startswith("me的手机：")


# --- times ---


@pytest.mark.parametrize(("number", "shown"), [(20, []), (21, [21])])
def test_more_than_twenty_in_a_second(number, shown):
    rows = [sms(f"2026-03-01 10:00:00.{place:03d}") for place in range(number)]
    log = log_from([*rows, sms("2026-03-01 10:00:01.000"), sms("2026-03-01 09:59:59.999")])
    assert [sign.records for sign in signs(log, "one_second")] == shown


def test_seconds_of_one_file_are_told_together_and_files_apart():
    rows = [sms("2026-03-01 10:00:00") for _ in range(30)]
    rows += [sms("2026-03-02 10:00:00") for _ in range(40)]
    rows += [sms("2026-03-01 10:00:00", source_id=1) for _ in range(20)]
    rows += [sms("2026-03-03 10:00:00", source_id=1, time_quality="minute_only") for _ in range(99)]
    rows += [sms("2026-03-03 10:00:00", source_id=1, duplicate_of="0" * 16) for _ in range(99)]
    (sign,) = signs(log_from(rows, one={}, two={}), "one_second")
    assert (sign.source, sign.records, sign.seconds, sign.records_in_all) == ("folder/one.xml", 40, 2, 70)
    assert sign.second == pd.Timestamp("2026-03-02 02:00Z")
    assert len(set(sign.event_ids)) == 70


@pytest.mark.parametrize(
    ("second", "overlaps"),
    [("10:00:55.000", False), ("10:00:54.999", True), ("10:01:00", False), ("10:00:00.001", True)],
)
def test_calls_overlap_by_more_than_five_seconds(second, overlaps):
    log = log_from([call("2026-03-01 10:00:00", 60), call(f"2026-03-01 {second}", 5, direction="out")])
    assert bool(signs(log, "overlapping_calls")) is overlaps


@pytest.mark.parametrize(
    "other",
    [
        {"outcome": "missed", "duration_s": 0},
        {"outcome": "voicemail"},
        {"outcome": "elsewhere"},
        {"duration_s": None},
        {"duration_s": 0},
        {"duplicate_of": "0" * 16},
        {"owner": "brother"},
        {"source_id": 1},
        {"time_quality": "implausible"},
        {"duration_s": 86_400, "at": "2026-03-01 09:59:00"},
    ],
)
def test_what_is_no_connected_call_of_the_phone_overlaps_with_nothing(other):
    rows = [call("2026-03-01 10:00:00", 600), call("2026-03-01 10:01:00", 60) | other]
    assert not signs(log_from(rows, phone={}, list={"witness": "carrier"}), "overlapping_calls")


def test_the_call_that_lasts_longest_is_the_one_overlapped():
    rows = [
        call("2026-03-01 10:00:00", 3600, event_id="long"),
        call("2026-03-01 10:10:00", 60, event_id="in-it", party="+8619400000003"),
        call("2026-03-01 10:30:00", 60, event_id="later"),
        call("2026-03-01 11:00:00", 60, event_id="behind"),
    ]
    (sign,) = signs(log_from(rows), "overlapping_calls")
    assert (sign.calls, sign.with_same_party) == (2, 1)
    assert sign.event_ids == ("long", "in-it", "long", "later")
    assert sign.first == pd.Timestamp("2026-03-01 02:10Z")


def messages_sent(folder, *times):
    """A backup of messages received at noon on 1 January 2026, by what stands for the time of sending."""
    path = folder / "sms.xml"
    records = [
        f"<sms address='19400000001' date='{received}' type='1' body='made up' {sent} />"
        for received, sent in times
    ]
    path.write_text(f"<smses>{''.join(records)}</smses>")
    return cg.read(path, CN)


NOON = 1_767_240_000_000
CLOCKS = {"late": 1, "early": 2, "largest_s": 7_500}


@pytest.mark.parametrize(
    ("later_ms", "late", "early"),
    [
        (0, 0, 0), (1_000, 0, 0), (DAY, 0, 0), (DAY + 1, 1, 0), (400 * DAY, 1, 0),
        (-120_000, 0, 0), (-120_001, 0, 1), (-HOUR, 0, 1), (-3 * DAY, 0, 1),
    ],
)  # fmt: skip
def test_times_of_sending_to_the_millisecond(later_ms, late, early, tmp_path):
    log = messages_sent(tmp_path, (NOON, f"date_sent='{NOON - later_ms}'"))
    found = [(sign.late, sign.early, sign.largest_s) for sign in signs(log, "sent_times")]
    assert found == ([(late, early, round(abs(later_ms) / 1000))] if late or early else [])


@pytest.mark.parametrize(
    "sent",
    [
        "", "date_sent='0'", "date_sent='-1'", "date_sent='null'", "date_sent=''", "date_sent='x'",
        "date_sent='²'", "date_sent='1'", f"date_sent='{NOON // 1000}'", "date_sent='99999999999999999999'",
    ],
)  # fmt: skip
def test_times_of_sending_that_are_not_known(sent, tmp_path):
    log = messages_sent(tmp_path, (NOON, sent), (NOON // 1000, sent), ("null", sent), ("", sent))
    assert len(log.events) == 4
    assert not signs(log, "sent_times")


def test_the_largest_difference_of_a_file(tmp_path):
    sent = [NOON - 2 * DAY, NOON + HOUR, NOON, NOON - 5 * DAY]
    log = messages_sent(tmp_path, *((NOON, f"date_sent='{at}'") for at in sent), (NOON, ""))
    (sign,) = signs(log, "sent_times")
    assert (sign.late, sign.early, sign.largest_s) == (2, 1, 5 * 86_400)
    assert "The largest difference: 5 days." in sign.seen(Wording(settings_for("CN", report_lang="en")))


# --- the whole ---


@pytest.fixture(scope="module")
def sample():
    return cg.read(sorted(SAMPLE.glob("*.xml")), CN)


def test_the_sample_cries_no_wolf(sample):
    """It was made with a call log of 500 that an earlier backup reaches behind, and one wrong number."""
    assert [(sign.kind, sign.is_open) for sign in completeness(sample)] == [
        ("declared", True), ("full_call_log", False), ("overlapping_calls", True),
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["2025-12-01", "2025-12-22", "2026-01-20", "2026-02-10"])
def test_a_week_taken_out_of_the_sample_is_found(sample, first):
    start = pd.Timestamp(first, tz="Asia/Shanghai")
    times = sample.events["started_at"]
    kept = sample.events[~((times >= start) & (times < start + pd.Timedelta(days=7)))]
    (sign,) = signs(replace(sample, events=kept.reset_index(drop=True)), "silence")
    assert (sign.sort, sign.place) == ("all", "within")
    assert sign.start < start < start + pd.Timedelta(days=7) <= sign.end


def test_nothing_of_nothing():
    assert completeness(log_of([])) == ()
    assert completeness(log_of([sms(None, time_quality="missing")])) == ()


def test_every_kind_speaks_two_languages_and_json():
    rows = [*phone(GONE, call), *phone(range(130), sms), call("2025-01-06 09:10:10")]
    rows += [sms("2025-02-01 10:00:00") for _ in range(21)]
    log = log_from(rows, only={"declared": 3, "records": 4})
    log = replace(log, sources=log.sources.assign(kinds=[{"call": 500}], clocks=[CLOCKS]))
    found = completeness(log)
    assert [type(sign) for sign in found] == list(KINDS)
    for sign in found:
        zh, en = (sign.as_json(Wording(settings_for("CN", report_lang=lang))) for lang in ("zh", "en"))
        for name in ("seen", "advice"):
            assert zh.pop(name) != en[name]
            assert en.pop(name).endswith(".")
        assert zh == en
        assert json.loads(json.dumps(en, allow_nan=False)) == en
        assert (en["kind"], en["open"]) == (sign.kind, True)
    times = {name: value for sign in found for name, value in sign.as_json(Wording(CN)).items()}
    assert times["second"] == "2025-02-01T02:00:00.000Z"


def test_no_sign_says_that_anybody_deleted_anything():
    rows = [*phone(GONE, call), *phone(range(130), sms)]
    wording = Wording(settings_for("CN", report_lang="en"))
    for sign in completeness(log_from(rows, only={"declared": 3})):
        assert "delet" not in sign.seen(wording) + sign.advice(wording)
