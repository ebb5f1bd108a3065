"""Which calls meet, by pairs of files whose truth is known."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from collectguard.reconciliation import counterparts
from collectguard.reconciliation.candidates import talk_apart
from tests.reconciliation.witnesses import NUMBER, START, Call, compare, list_csv, phone_xml, read, statuses

HOURLY = [
    Call(at=3700 * place, talk=20 + place, way="out" if place % 4 == 3 else "in") for place in range(30)
]


def without(calls, *places):
    return [call for place, call in enumerate(calls) if place not in places]


def at(moment):
    """Seconds after `START`."""
    return moment.timestamp() - START.timestamp()


def test_three_planted_gaps_and_a_constant_offset_come_out_exactly(tmp_path):
    found = compare(tmp_path, phone=phone_xml(without(HOURLY, 7, 20)), list=list_csv(without(HOURLY, 12), 37))
    assert list(found.as_json())[:6] == [
        "matched", "only_phone", "only_list", "offset_s", "spread_s", "months",
    ]  # fmt: skip
    assert (
        found.main.agreement.matched,
        found.main.agreement.only_phone,
        found.main.agreement.only_list,
    ) == (27, 1, 2)
    assert (
        found.main.agreement.offset_s,
        found.main.agreement.spread_s,
        found.main.agreement.offset_certain,
    ) == (37, 0, True)
    assert found.main.agreement.durations == (27, 0, 0, 0)
    alone = found.calls[found.calls["status"] == "only_list"]
    assert [at(moment) for moment in alone["list_at"]] == [3700 * 7 + 37, 3700 * 20 + 37]
    [alone] = found.calls[found.calls["status"] == "only_phone"]["phone_at"]
    assert at(alone) == 3700 * 12
    assert found.as_json()["months"] == [{"month": "2026-03", "phone": 28, "list": 29, "matched": 27}]


@pytest.mark.parametrize("offset", [37, -412, 8 * 3600])
def test_ring_times_vary(tmp_path, offset):
    ring = [3, 40, 12, 7, 25, 18, 9, 33, 5, 21]
    calls = [replace(call, ring=ring[place % 10]) for place, call in enumerate(HOURLY)]
    found = compare(
        tmp_path, phone=phone_xml(without(calls, 9)), list=list_csv(without(calls, 4, 22), offset)
    )
    assert statuses(found) == {"matched": 27, "only_phone": 2, "only_list": 1}
    # Rings of the 27 pairs in order: 3, 5, 7 and 9 three times each, 12 twice … the 14th is 12.
    assert found.main.agreement.offset_s == offset + 12
    assert (found.main.agreement.lowest_s, found.main.agreement.highest_s) == (offset + 3, offset + 40)


@pytest.mark.parametrize(("offset", "shift"), [(37, None), (1700, None), (3600, 3600), (-28790, -28800)])
def test_an_offset_of_whole_hours_is_called_a_zone(tmp_path, offset, shift):
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(HOURLY, offset))
    assert (
        found.main.agreement.matched,
        found.main.agreement.offset_s,
        found.main.agreement.zone_shift_s,
    ) == (30, offset, shift)


@pytest.mark.parametrize("seed", range(2))
def test_bursts_of_one_number_meet_call_by_call(tmp_path, seed):
    random = Random(seed)
    calls, at_s = [], 0.0
    for place in range(60):
        at_s += 2000 if place % 10 == 0 else 0
        calls.append(Call(at=at_s, talk=random.randint(3, 12), ring=random.randint(2, 20)))
        at_s += calls[-1].ring + calls[-1].talk + random.randint(3, 10)
    found = compare(tmp_path, phone=phone_xml(without(calls, 13)), list=list_csv(without(calls, 27, 41), 37))
    assert statuses(found) == {"matched": 57, "only_phone": 2, "only_list": 1}
    answered = {call.at: call.at + call.ring + 37 for call in calls}
    pairs = found.calls[found.calls["status"] == "matched"]
    assert [answered[at(one)] for one in pairs["phone_at"]] == [at(one) for one in pairs["list_at"]]


@pytest.mark.parametrize("spacing", [60 * 10, 3600, 86_400])
def test_calls_by_the_clock_and_all_alike(tmp_path, spacing):
    calls = [Call(at=spacing * place) for place in range(20)]
    found = compare(tmp_path, phone=phone_xml(without(calls, 5)), list=list_csv(without(calls, 6, 15), 37))
    assert statuses(found) == {"matched": 17, "only_phone": 2, "only_list": 1}
    assert (found.main.agreement.offset_s, found.main.agreement.spread_s) == (37, 0)


def test_the_milliseconds_of_the_phone_do_not_spread_the_offset(tmp_path):
    calls = [replace(call, at=call.at + place / 31) for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls, 37))
    assert (found.main.agreement.matched, found.main.agreement.offset_s, found.main.agreement.spread_s) == (
        30,
        37,
        0,
    )


@pytest.mark.parametrize(
    ("later", "status"),
    [(0, "matched"), (5, "matched"), (-5, "matched"), (6, "only_phone"), (-6, "only_phone")],
)
def test_a_steady_offset_leaves_five_seconds(tmp_path, later, status):
    listed = [replace(call, ring=later if place == 10 else 0) for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(listed, 37))
    assert status in set(found.calls["status"][found.calls["phone_at"].map(at, na_action="ignore") == 37000])


@pytest.mark.parametrize(
    ("ring", "status"), [(10, "matched"), (90, "matched"), (95, "matched"), (96, "only_phone")]
)
def test_who_lets_it_ring_is_given_ninety_seconds(tmp_path, ring, status):
    """The shortest of the others rang for no time, so the window ends 90 s and 5 s of rounding later."""
    calls = [replace(call, ring=place % 10) for place, call in enumerate(HOURLY)]
    calls[12] = replace(calls[12], ring=ring)
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls, 37))
    assert status in set(
        found.calls["status"][found.calls["phone_at"].map(at, na_action="ignore") == 3700 * 12]
    )


@pytest.mark.parametrize(("talk", "expected"), [(33, 30), (200, 29)])
def test_other_talk_times_meet_only_where_the_time_is_good(tmp_path, talk, expected):
    ring = [replace(call, ring=place % 10) for place, call in enumerate(HOURLY)]
    listed = [replace(call, talk=talk, ring=50) if place == 11 else call for place, call in enumerate(ring)]
    found = compare(tmp_path, phone=phone_xml(ring), list=list_csv(listed, 37))
    assert found.main.agreement.matched == expected
    at_once = [replace(call, talk=talk) if place == 11 else call for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(at_once, 37))
    assert found.main.agreement.matched == 30
    assert found.main.agreement.durations == (29, 0, 1, talk - 31)


def test_two_calls_that_agree_are_too_few_for_an_offset(tmp_path):
    calls = HOURLY[:2]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls, 600))
    assert statuses(found) == {"outside_list": 1, "outside_phone": 1, "only_phone": 1, "only_list": 1}
    assert (
        found.main.agreement.offset_s,
        found.main.agreement.spread_s,
        found.main.agreement.offset_certain,
    ) == (None, None, False)
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls, 37))
    assert statuses(found) == {"matched": 2}
    assert (found.main.agreement.offset_s, found.main.agreement.offset_certain) == (37, False)


def test_other_numbers_and_the_other_direction_never_meet(tmp_path):
    other = [replace(call, number="19400002222") for call in HOURLY]
    incoming = [replace(call, way="in") for call in HOURLY]
    for phone, calls in ((HOURLY, other), (incoming, [replace(call, way="out") for call in HOURLY])):
        found = compare(tmp_path, phone=phone_xml(phone), list=list_csv(calls, 0))
        assert statuses(found) == {"only_phone": 30, "only_list": 30}


def test_minutes_without_seconds(tmp_path):
    calls = [replace(call, at=call.at + 7 * place) for place, call in enumerate(HOURLY)]
    listed = list_csv(without(calls, 4, 22), 37, clock="%Y-%m-%d %H:%M")
    found = compare(tmp_path, phone=phone_xml(without(calls, 9)), list=listed)
    assert statuses(found) == {"matched": 27, "only_phone": 2, "only_list": 1}
    assert -23 < found.main.agreement.lowest_s <= found.main.agreement.highest_s <= 37


def test_two_calls_of_one_minute_are_told_apart_by_talk_time(tmp_path):
    calls = [*HOURLY, Call(at=3700 * 5 + 600, talk=25), Call(at=3700 * 5 + 630, talk=4)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls, 0, clock="%Y-%m-%d %H:%M"))
    assert found.main.agreement.matched == 32
    assert found.main.agreement.durations.larger == 0


def test_talk_times_in_whole_minutes(tmp_path):
    calls = [replace(call, talk=20 + 9 * place) for place, call in enumerate(HOURLY)]
    listed = list_csv(without(calls, 12), 37, talk=lambda seconds: f"{-(-seconds // 60)}分钟")
    found = compare(tmp_path, phone=phone_xml(calls), list=listed)
    assert statuses(found) == {"matched": 29, "only_phone": 1}
    assert found.main.agreement.minutes
    assert found.main.agreement.durations == (29, 0, 0, 0)


@pytest.mark.parametrize(
    ("phone", "listed", "apart"),
    [
        (60, 60, 0),
        (59, 60, 0),
        (60, 120, 1),
        (59, 120, 1),
        (58, 120, 60),
        (61, 60, -1),
        (62, 60, -1),
        (30, 120, 60),
        (63, 60, -60),
    ],
)
def test_whole_minutes_are_told_apart_as_they_are_compared(phone, listed, apart):
    """A carrier counts 61 s as two minutes, and 62 s of the phone may be 60 s of the carrier."""
    talked = np.array([phone]), np.array([listed])
    assert talk_apart(*talked, minutes=True).tolist() == [apart]
    assert talk_apart(*talked, minutes=False).tolist() == [listed - phone]


def test_a_minute_that_a_second_decides_is_told_as_one_second(tmp_path):
    calls = [replace(call, talk=60) if place == 8 else call for place, call in enumerate(HOURLY)]
    listed = [replace(call, talk=61) if place == 8 else call for place, call in enumerate(HOURLY)]
    rounded = list_csv(listed, 37, talk=lambda seconds: f"{-(-seconds // 60)}分钟")
    found = compare(tmp_path, phone=phone_xml(calls), list=rounded)
    assert found.main.agreement.durations == (29, 1, 0, 1)


def test_the_order_of_files_and_rows_does_not_matter(tmp_path):
    phone, listed = without(HOURLY, 7, 20), without(HOURLY, 12)
    found = compare(tmp_path, phone=phone_xml(phone), list=list_csv(listed, 37))
    again = compare(tmp_path, a=list_csv(listed, 37), b=phone_xml(phone[::-1]))
    assert again.calls_json() == found.calls_json()
    assert again.as_json() == found.as_json()


def test_each_of_a_pair_leads_to_the_other(tmp_path):
    log = read(tmp_path, phone=phone_xml(HOURLY[:5]), list=list_csv(HOURLY[2:], 37))
    found = compare(tmp_path, phone=phone_xml(HOURLY[:5]), list=list_csv(HOURLY[2:], 37))
    partner = counterparts(found)
    assert len(partner) == 6
    assert all(partner[partner[one]] == one for one in partner)
    by_id = log.events.set_index("event_id")
    assert all(by_id["party"][one] == by_id["party"][its] == f"+86{NUMBER}" for one, its in partner.items())
    assert {by_id["source_id"][one] + by_id["source_id"][its] for one, its in partner.items()} == {1}


def _apart(at):
    """Calls of unequal talk time, at unequal distances."""
    return [Call(at=at + 3700 * place + 61 * place**2, talk=20 + 7 * place) for place in range(24)]


def test_a_clock_that_was_set_once(tmp_path):
    before, after = _apart(0), _apart(200_000)
    rows = [*list_csv(before, 37).decode("gb18030").splitlines(), *_rows(after, 637)]
    found = compare(tmp_path, phone=phone_xml([*before, *after]), list="\n".join(rows).encode("gb18030"))
    assert statuses(found) == {"matched": 48}
    assert (found.main.agreement.other_clock, found.main.agreement.spread_s) == (24, 0)
    assert found.main.agreement.offset_s in {37, 637}


def test_two_lists_whose_clocks_differ(tmp_path):
    calls = [*_apart(0), *_apart(1200)]
    lists = {"one": list_csv(_apart(0), 37), "two": list_csv(_apart(1200), -28_800)}
    log = read(tmp_path, phone=phone_xml(calls), **lists)
    assert len(log.contacts) == 48


def test_few_calls_show_no_second_clock(tmp_path):
    first, second = _apart(0), _apart(200_000)[:9]
    rows = [*list_csv(first, 37).decode("gb18030").splitlines(), *_rows(second, 900)]
    last = Call(at=400_000, talk=9)
    rows += _rows([last], 37)
    found = compare(
        tmp_path, phone=phone_xml([*first, *second, last]), list="\n".join(rows).encode("gb18030")
    )
    assert statuses(found) == {"matched": 25, "only_phone": 9, "only_list": 9}


def _rows(calls, offset):
    return list_csv(calls, offset).decode("gb18030").splitlines()[1:]
