"""Messages that stand in the phone and in the carrier's list of messages."""

from datetime import datetime, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collectguard as cg
from collectguard.reconciliation import reconcile_log
from collectguard.reconciliation.nearest import nearest_first
from collectguard.schema import are_copies, in_other_form
from tests.parsers.writing import document, sms
from tests.reconciliation.witnesses import BEIJING, START, read

HEADER = "起始时间,通信地点,对方号码,通信方式,信息类型,业务名称,套餐优惠,通信费(元)"
SENDER = "19400001111"


def phone(*seconds, sender=SENDER):
    """A phone to which messages came so many seconds after `START`."""
    moments = [round((START.timestamp() + second) * 1000) + 250 for second in seconds]
    return document([sms(f"made up {place}", date=at, address=sender) for place, at in enumerate(moments)])


def listed(*seconds, sender=SENDER, way="接收"):
    """A carrier's list of such messages."""
    moments = [datetime.fromtimestamp(START.timestamp() + second, BEIJING) for second in seconds]
    rows = [f"{at:%Y-%m-%d %H:%M:%S},天津,{sender},{way},短信,短信,,0.00" for at in moments]
    return "\n".join([HEADER, *rows, ""]).encode()


HOURS = [3600 * place + 7 * place**2 for place in range(12)]


@pytest.mark.parametrize("ahead", [0, 37, -3, 8 * 3600])
def test_a_message_in_phone_and_list_is_one_contact(tmp_path, ahead):
    log = read(tmp_path, a=phone(*HOURS), b=listed(*(at + ahead for at in HOURS)))
    assert len(log.contacts) == 12
    assert log.contacts["body"].notna().all()
    assert log.events["counterpart"].notna().sum() == 24


def test_what_the_phone_lacks_counts_as_well(tmp_path):
    log = read(tmp_path, a=phone(*HOURS[:5], *HOURS[6:]), b=listed(*HOURS))
    assert len(log.contacts) == 12
    assert log.contacts["body"].isna().sum() == 1


def test_a_long_message_is_billed_in_several_rows(tmp_path):
    log = read(tmp_path, a=phone(*HOURS), b=listed(*HOURS, HOURS[3], HOURS[3] + 1))
    assert len(log.contacts) == 12
    assert are_copies(log.events).sum() == 2
    assert not in_other_form(log.events, log.sources).any()


@pytest.mark.parametrize(("apart", "contacts"), [(300, 1), (301, 2), (-300, 1), (-301, 2)])
def test_within_five_minutes(tmp_path, apart, contacts):
    assert len(read(tmp_path, a=phone(0), b=listed(apart)).contacts) == contacts


def test_another_number_or_direction_is_another_message(tmp_path):
    assert len(read(tmp_path, a=phone(0), b=listed(0, sender="19400002222")).contacts) == 2
    log = read(tmp_path, a=phone(0), b=listed(0, way="发送"))
    assert (len(log.contacts), len(log.unique)) == (1, 2)


def test_of_two_phones_each_has_its_own_messages(tmp_path):
    (tmp_path / "mother.csv").write_bytes(listed(0))
    (tmp_path / "mine.xml").write_bytes(phone(0))
    log = cg.read(tmp_path / "mine.xml", owners={"mother": tmp_path / "mother.csv"})
    assert log.events["counterpart"].isna().all()


def test_a_list_alone_has_no_counterpart(tmp_path):
    log = read(tmp_path, b=listed(*HOURS), c=listed(*HOURS, HOURS[-1] + timedelta(hours=1).seconds))
    assert (len(log.contacts), log.events["counterpart"].notna().any()) == (13, False)


def test_rows_of_some_minutes_are_not_one_message(tmp_path):
    """Of four rows within four minutes one is the phone's message: nearest is that of the same second."""
    log = read(tmp_path, a=phone(0), b=listed(0, 60, 180, 240))
    assert len(log.contacts) == 4
    assert numbers(log) == (1, 0, 3)


def test_each_message_of_a_burst_has_its_row(tmp_path):
    """Three messages in three seconds, of which the second is billed in two parts, and one row more."""
    log = read(tmp_path, a=phone(*HOURS, 100, 101, 102), b=listed(*HOURS, 100, 101, 101, 102, 110))
    assert len(log.contacts) == 12 + 3 + 1
    assert numbers(log) == (15, 1, 1)


@pytest.mark.parametrize(("apart", "folded"), [(5, 1), (-5, 1), (6, 0), (-6, 0)])
def test_parts_come_within_seconds(tmp_path, apart, folded):
    log = read(tmp_path, a=phone(1000), b=listed(1000, 1000 + apart))
    assert numbers(log) == (1, folded, 1 - folded)
    assert len(log.contacts) == 2 - folded


def test_the_nearest_two_are_one(tmp_path):
    log = read(tmp_path, a=phone(0, 200), b=listed(190, 210, 20))
    assert numbers(log) == (2, 0, 1)
    by_id = log.events.set_index("event_id")
    pairs = by_id[by_id["source_id"] == 0]
    seconds = [round((by_id.loc[row, "started_at"] - START).total_seconds()) for row in pairs["counterpart"]]
    assert seconds == [20, 190]


def test_messages_alone_are_told_as_well(tmp_path):
    found = reconcile_log(read(tmp_path, a=phone(*HOURS), b=listed(*HOURS[1:], HOURS[4])))
    assert found.calls.empty
    assert found.as_json()["messages"] == {"paired": 11, "folded": 1, "left": 0}
    assert found.owners[0].as_json()["messages"] == found.as_json()["messages"]
    assert reconcile_log(read(tmp_path, b=listed(*HOURS))) is None


def numbers(log):
    [owner] = reconcile_log(log).owners
    return owner.messages


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 60), max_size=25), st.lists(st.integers(0, 60), max_size=25), st.integers(0, 12)
)
def test_nearest_first(own, theirs, reach):
    """No two that are nearer to each other than to what either has been given are left apart."""
    partner = nearest_first(np.array(own, np.int64), np.array(theirs, np.int64), reach)
    pairs = {place: its for its, place in enumerate(partner.tolist()) if place >= 0}
    assert len(pairs) == (partner >= 0).sum()
    assert all(abs(own[one] - theirs[its]) <= reach for one, its in pairs.items())
    given_own = [abs(at - theirs[pairs[one]]) if one in pairs else reach + 1 for one, at in enumerate(own)]
    given = [abs(at - own[one]) if one >= 0 else reach + 1 for at, one in zip(theirs, partner, strict=True)]
    for (one, at), (its, there) in product(enumerate(own), enumerate(theirs)):
        assert abs(at - there) >= min(given_own[one], given[its])


def test_a_flood_of_equal_ones_meets_at_once():
    assert (nearest_first(np.zeros(5000, np.int64), np.full(4000, 3), 3) == np.arange(4000)).all()
