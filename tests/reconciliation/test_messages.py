"""Messages that stand in the phone and in the carrier's list of messages."""

from datetime import datetime, timedelta

import pytest

import collectguard as cg
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
