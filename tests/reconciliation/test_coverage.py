"""What is judged, what is left alone, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

import collectguard as cg
from collectguard.reconciliation import counterparts, reconcile, reconcile_log, wording
from collectguard.settings import settings_for
from tests.reconciliation.witnesses import START, Call, compare, list_csv, phone_xml, read, statuses

HOURLY = [
    Call(at=3700 * place, talk=20 + place, way="out" if place % 4 == 3 else "in") for place in range(30)
]
DAY = 86_400


def hourly(day, count=6):
    return [Call(at=day * DAY + 3700 * place, talk=31 + 7 * place) for place in range(count)]


def test_a_phone_that_dropped_its_oldest_calls(tmp_path):
    found = compare(tmp_path, phone=phone_xml(HOURLY[12:]), list=list_csv(HOURLY, 37))
    assert statuses(found) == {"matched": 18, "outside_phone": 12}
    assert found.main.agreement.judged == 18


def test_a_list_of_some_days(tmp_path):
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(HOURLY[8:20], 37))
    assert statuses(found) == {"matched": 12, "outside_list": 18}


def test_between_two_lists_nothing_is_judged(tmp_path):
    """A call of the third day is missing in the list of that day; no list knows the second."""
    calls = [*hourly(0), *hourly(1), *hourly(2)]
    lists = {"a": list_csv(hourly(0), 37), "b": list_csv([*hourly(2)[:2], *hourly(2)[3:]], 37)}
    found = compare(tmp_path, phone=phone_xml(calls), **lists)
    assert statuses(found) == {"matched": 11, "only_phone": 1, "outside_list": 6}
    assert len(found.owners[0].list_spans) == 2
    assert wording.coverage(found.main, "Asia/Shanghai", str) == (
        "Judged are only times that calls of both prove to be covered: in the phone's log 2026-03-02 "
        "09:00:00 – 2026-03-04 14:08:20; in the list 2026-03-02 09:00:37 – 2026-03-02 14:08:57, 2026-03-04 "
        "09:00:37 – 2026-03-04 14:08:57. Between the last call of one list and the first of the next "
        "nothing is judged, even where no month is missing."
    )


def test_calls_asked_for_twice_count_once(tmp_path):
    lists = {"a": list_csv(HOURLY[:20], 37), "b": list_csv(HOURLY[10:], 37)}
    found = compare(tmp_path, phone=phone_xml(HOURLY), **lists)
    assert statuses(found) == {"matched": 30}


def test_an_offset_of_hours_moves_what_is_covered(tmp_path):
    """By the list's clock its last eight calls come after all of the phone's, and yet they are the same."""
    calls = [*HOURLY[:10], *HOURLY[11:]]
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(calls, 8 * 3600))
    assert statuses(found) == {"matched": 29, "only_phone": 1}


def test_two_apps_of_one_phone(tmp_path):
    app = "date,number,type,duration\n" + "".join(
        f"{clock(call)},{call.number},{'outgoing' if call.way == 'out' else 'incoming'},{call.talk}\n"
        for call in HOURLY
    )
    found = compare(tmp_path, phone=phone_xml(HOURLY), app=app.encode(), list=list_csv(HOURLY[1:], 37))
    assert statuses(found)["matched"] == 29
    assert found.main.agreement.only_phone == found.main.agreement.only_list == 0


def clock(call):
    return f"{START + timedelta(seconds=call.at):%Y-%m-%d %H:%M:%S}"


def test_what_nobody_answered_is_no_discrepancy(tmp_path):
    more = [
        Call(at=500, talk=25, way="missed"),
        Call(at=900, talk=0, way="rejected"),
        Call(at=1200, talk=0, way="out"),
    ]
    found = compare(tmp_path, phone=phone_xml([*HOURLY, *more]), list=list_csv(HOURLY, 37))
    assert statuses(found) == {"matched": 30}
    assert (found.main.agreement.not_answered, found.main.agreement.incomplete) == (3, 0)


def test_answered_on_another_device_is_answered(tmp_path):
    calls = [replace(call, way="elsewhere") if place == 4 else call for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(HOURLY, 37))
    assert statuses(found) == {"matched": 30}


def test_a_mailbox_may_have_answered_what_the_phone_missed(tmp_path):
    calls = [replace(call, way="missed") if place == 4 else call for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv([*HOURLY[:9], *HOURLY[10:]], 37))
    assert statuses(found) == {"matched": 28, "only_phone": 1, "answered_in_list": 1}
    assert (
        found.main.agreement.judged,
        found.main.agreement.only_list,
        found.main.agreement.answered_in_list,
    ) == (29, 0, 1)
    [one] = found.calls[found.calls["status"] == "answered_in_list"].to_dict("records")
    assert (one["how"], one["difference_s"]) == ("number", 37)
    assert (one["phone_duration_s"], one["list_duration_s"]) == (0, 24)
    assert [(month.phone, month.list, month.matched) for month in found.main.agreement.months] == [
        (29, 29, 28)
    ]


def test_a_call_that_the_phone_missed_and_a_mailbox_took_is_one_contact(tmp_path):
    calls = [replace(call, way="missed") if place in {4, 5} else call for place, call in enumerate(HOURLY)]
    log = read(tmp_path, phone=phone_xml(calls), list=list_csv(HOURLY, 37))
    assert len(log.contacts) == 23  # the others are outgoing
    assert log.contacts["outcome"].value_counts()["missed"] == 2


def test_a_mailbox_that_took_the_last_call_of_all(tmp_path):
    """The list's row comes after the phone's last call, and yet the phone holds it."""
    calls = [replace(call, way="missed") if place == 29 else call for place, call in enumerate(HOURLY)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(HOURLY, 37))
    assert statuses(found) == {"matched": 29, "answered_in_list": 1}


def test_what_is_too_short_to_count_is_no_matter_of_the_mailbox(tmp_path):
    calls = [replace(call, way="missed") if place == 4 else call for place, call in enumerate(HOURLY)]
    (tmp_path / "calls.xml").write_bytes(phone_xml(calls))
    (tmp_path / "list.csv").write_bytes(list_csv(HOURLY, 37))
    found = reconcile_log(cg.read(tmp_path, settings_for(connected_min_s=25)))
    assert statuses(found) == {"matched": 25, "short": 5}
    assert len(counterparts(found)) == 60


def test_of_two_missed_calls_the_one_nearer_in_time_is_the_one_that_a_mailbox_took(tmp_path):
    more = [Call(at=1000, talk=0, way="missed"), Call(at=1003, talk=0, way="missed")]
    calls = [*HOURLY, Call(at=1003, talk=20)]
    log = read(tmp_path, phone=phone_xml([*HOURLY, *more]), list=list_csv(calls, 37))
    assert len(log.contacts) == 25
    [pair] = log.contacts[log.contacts["counterpart"].notna() & (log.contacts["outcome"] == "missed")].index
    assert log.contacts.loc[pair, "started_at"].second == 43


def test_answered_and_hung_up_at_once_is_too_short(tmp_path):
    calls = [*HOURLY, Call(at=1500, talk=0)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(HOURLY, 37))
    assert statuses(found) == {"matched": 30, "short": 1}


def test_a_pair_counts_where_one_side_gives_it_the_talk_time(tmp_path):
    """On both sides of 40 s, and 39 s here with 40 s there; yet all pairs are one call."""
    phone = [replace(call, talk=39) if place == 20 else call for place, call in enumerate(HOURLY)]
    (tmp_path / "calls.xml").write_bytes(phone_xml(phone))
    (tmp_path / "list.csv").write_bytes(list_csv(HOURLY, 37))
    found = reconcile_log(cg.read(tmp_path, settings_for(connected_min_s=40)))
    assert statuses(found) == {"matched": 10, "short": 20}
    assert len(counterparts(found)) == 60


def test_calls_over_the_other_card_are_not_missing_in_the_list(tmp_path):
    own = phone_xml(HOURLY, subscription_id="1")
    second = [Call(at=3700 * place + 1800, talk=50 + place, number="19400003333") for place in range(12)]
    other = phone_xml(second, subscription_id="2")
    found = compare(tmp_path, own=own, other=other, list=list_csv([*HOURLY[:5], *HOURLY[6:]], 37))
    assert statuses(found) == {"matched": 29, "only_phone": 1, "other_sim": 12}
    both = compare(tmp_path, own=own, other=other, list=list_csv([*HOURLY, *second[:5], *second[6:]], 37))
    assert statuses(both) == {"matched": 41, "only_phone": 1}


def test_two_owners_are_held_against_their_own_lists(tmp_path):
    """The same calls at the same times, by clocks of their own; the second list lacks one."""
    names = {"p1.xml": phone_xml(HOURLY), "l1.csv": list_csv(HOURLY, 37)}
    theirs = {"p2.xml": phone_xml(HOURLY), "l2.csv": list_csv([*HOURLY[:5], *HOURLY[6:]], -300)}
    for name, data in (names | theirs).items():
        (tmp_path / name).write_bytes(data)
    log = cg.read([tmp_path / name for name in names], owners={"wife": [tmp_path / name for name in theirs]})
    found = reconcile_log(log)
    mine, hers = found.owners
    assert (mine.owner, mine.agreement.matched, mine.agreement.offset_s) == ("me", 30, 37)
    assert (hers.owner, hers.agreement.matched, hers.agreement.offset_s) == ("wife", 29, -300)
    assert found.main is mine
    told = found.as_json()
    assert (told["owner"], told["matched"], told["only_phone"], told["offset_s"]) == ("me", 30, 0, 37)
    assert [owner["only_phone"] for owner in told["owners"]] == [0, 1]
    assert set(found.calls["owner"]) == {"me", "wife"}


def test_the_figures_stand_for_the_only_phone_of_which_there_is_a_list(tmp_path):
    """The owner's own phone has none, so the whole is told by the other's."""
    names = {"mine.xml": phone_xml(HOURLY[:3]), "p.xml": phone_xml(HOURLY), "l.csv": list_csv(HOURLY, -300)}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    mother = [tmp_path / "p.xml", tmp_path / "l.csv"]
    told = reconcile_log(cg.read(tmp_path / "mine.xml", owners={"mother": mother})).as_json()
    assert (told["owner"], told["matched"], told["offset_s"], told["outside_list"]) == ("mother", 30, -300, 0)
    assert [(owner["owner"], owner["matched"]) for owner in told["owners"]] == [("me", 0), ("mother", 30)]


def test_months_go_by_the_local_clock_and_a_pair_by_the_phone(tmp_path):
    """The last call rings on 31 March at 23:59:50 and is answered in April."""
    march = (4 + 25) * DAY + 14 * 3600 + 59 * 60 + 50  # from 2 March, 9:00
    calls = [*hourly(0), Call(at=march, talk=77, ring=20), Call(at=march + 3600, talk=12, ring=9)]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(calls))
    assert found.main.agreement.months == (("2026-03", 7, 7, 7), ("2026-04", 1, 1, 1))


@pytest.mark.parametrize(
    "files",
    [
        {"phone": phone_xml(HOURLY)},
        {"list": list_csv(HOURLY)},
        {"phone": phone_xml([]), "list": list_csv(HOURLY)},
        {"phone": b"<smses count='0'></smses>", "list": list_csv(HOURLY)},
    ],
)
def test_one_witness_is_no_reconciliation(tmp_path, files):
    assert compare(tmp_path, **files) is None


def test_a_phone_that_only_missed_calls_is_a_witness_all_the_same(tmp_path):
    """That it has none of the answered ones is a discrepancy of those in between."""
    missed = [replace(call, way="missed", number="19400004444") for call in (HOURLY[3], HOURLY[9])]
    found = compare(tmp_path, phone=phone_xml(missed), list=list_csv(HOURLY))
    assert statuses(found) == {"only_list": 7, "outside_phone": 23}
    assert (
        found.main.agreement.offset_s,
        found.main.agreement.lowest_s,
        found.main.agreement.durations.largest_s,
    ) == (None, None, None)
    said = wording.sentences(found.main.agreement, 1, str)
    assert "agree on none of 7 answered calls" in said[0]
    assert not any("None" in sentence for sentence in said)


def test_a_list_of_somebody_else_is_said_to_be_one(tmp_path):
    other = [replace(call, number="19400002222") for call in HOURLY]
    found = compare(tmp_path, phone=phone_xml(HOURLY), list=list_csv(other))
    said = wording.sentences(found.main.agreement, 0, str)
    assert "agree on none of 60 answered calls" in said[0]
    assert "answered calls, incoming and outgoing, of at least 1 s" in said[1]
    assert not any("in the median" in sentence for sentence in said)


def test_nothing_at_all():
    log = cg.schema.Log(
        cg.schema.empty_frame(cg.schema.EVENT_DTYPES), cg.schema.empty_frame(cg.schema.SOURCE_DTYPES),
        cg.schema.empty_frame(cg.schema.REJECTED_DTYPES), settings_for(),
    )  # fmt: skip
    assert reconcile(log.events, log.sources, log.settings) is None
