"""Whose phone a file is from: the owner's own, or that of somebody else, which stands beside."""

from pathlib import Path

import pandas as pd
import pytest

from collectguard import statistics
from collectguard.errors import InputError, SettingsError
from collectguard.ingest import read
from collectguard.settings import settings_for
from collectguard.statements import Device

AGENCY, AUNT, SHOP = "+8619400000001", "+8619400000002", "+8619400000003"
DAY = 1_772_323_200_000  # 2026-03-01 08:00 in Beijing


def backup(path: Path, *calls: tuple[str, int] | tuple[str, int, str]) -> Path:
    """Missed calls of (number, minutes after the day's start, name)."""
    rows = "".join(
        f'<call number="{number}" duration="0" date="{DAY + minutes * 60_000}" type="3" '
        f'presentation="1" contact_name="{name[0] if name else "(Unknown)"}" />'
        for number, minutes, *name in calls
    )
    path.write_text(f"<?xml version='1.0' encoding='UTF-8'?><calls count='{len(calls)}'>{rows}</calls>")
    return path


@pytest.fixture
def mine(tmp_path):
    return backup(tmp_path / "calls-mine.xml", (AGENCY, 0), (AUNT, 5, "虚构姨"), (SHOP, 9))


@pytest.fixture
def mothers(tmp_path):
    return backup(tmp_path / "calls-mother.xml", (AGENCY, 0), (AGENCY, 30), (AUNT, 40))


def counted(log):
    return log.contacts.groupby("owner", observed=True).size().to_dict()


def test_another_persons_phone_stands_beside(mine, mothers):
    log = read(mine, owners={"mother": mothers})
    assert list(log.sources["owner"]) == ["me", "mother"]
    assert counted(log) == {"me": 3, "mother": 3}
    assert not log.events["duplicate_of"].notna().any(), "the same call on two phones is two contacts"
    assert log.events["event_id"].is_unique
    assert len(log.own.contacts) == 3
    assert list(log.own.events.index) == [0, 1, 2]
    assert log.own.own is log.own
    assert read(mine).own.events.equals(log.own.events.assign(owner=read(mine).events["owner"]))


def test_backups_of_one_person_overlap_and_count_once(tmp_path, mine, mothers):
    later = backup(tmp_path / "mother-2.xml", (AGENCY, 30), (AGENCY, 90))
    log = read(mine, owners={"mother": [mothers, later]})
    assert counted(log) == {"me": 3, "mother": 4}
    assert log.sources["duplicates"].tolist() == [0, 0, 1]


def test_a_file_named_twice_is_read_once_as_somebody_elses(tmp_path, mine, mothers):
    log = read(tmp_path, owners={"mother": [tmp_path / "." / "calls-mother.xml"]})
    assert log.sources[["path", "owner"]].to_numpy().tolist() == [
        [str(mine), "me"],
        [str(mothers), "mother"],
    ]


def test_a_file_of_two_people_is_refused(mine, mothers):
    with pytest.raises(SettingsError, match="for the phone of mother and for that of father") as raised:
        read(mine, owners={"mother": mothers, "father": mothers})
    assert "two people have two backups" in raised.value.advice


def test_phones_of_the_case_file_by_the_names_of_their_files(tmp_path, mine, mothers):
    devices = (Device("X", "mother", ("*-mother.xml",)), Device("Y", None, ("calls-*",)))
    log = read([mine, mothers], devices=devices)
    assert counted(log) == {"me": 3, "mother": 3}
    assert counted(read([mine, mothers], devices=devices, owners={"aunt": mothers})) == {"me": 3, "aunt": 3}


def test_each_knows_their_own_contacts(tmp_path, mine, mothers):
    card = tmp_path / "mother.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:虚构店\nTEL:19400000003\nEND:VCARD\n")
    backup(mothers, (SHOP, 1), (AUNT, 2))
    log = read(mine, owners={"mother": [mothers, card]})
    known = log.events.set_index(["owner", "party"])["known"].to_dict()
    assert known == {
        ("me", AGENCY): False,
        ("me", AUNT): True,
        ("me", SHOP): False,
        ("mother", SHOP): True,
        ("mother", AUNT): False,
    }
    theirs = log.events[(log.events["owner"] == "mother") & (log.events["party"] == SHOP)]
    assert theirs["contact_name"].tolist() == ["虚构店"]


def test_what_cannot_be_read_of_somebody_else_is_said(mine, tmp_path):
    log = read(mine, owners={"mother": tmp_path / "absent.xml"})
    assert len(log.sources) == 1
    assert "there is no such file" in log.unread[0].what
    with pytest.raises(InputError, match="no such file"):
        read([], owners={"mother": tmp_path / "absent.xml"})


def test_only_other_peoples_phones(mothers):
    log = read([], settings_for("CN"), owners={"mother": mothers})
    assert log.own.contacts.empty
    assert list(log.events["owner"].cat.categories) == ["me", "mother"]


def test_whom_a_number_reached(mine, mothers, tmp_path):
    father = backup(tmp_path / "father.xml", (AGENCY, 50), ("-2", 60))
    backup(mothers, (AGENCY, 0), (AGENCY, 30), (AUNT, 40), ("-2", 55))
    log = read(mine, owners={"mother": mothers, "father": father})
    table = statistics.third_party(log)
    assert table.index.tolist() == [
        (AGENCY, "me"),
        (AGENCY, "mother"),
        (AGENCY, "father"),
        (AUNT, "me"),
        (AUNT, "mother"),
    ]
    assert table["count"].tolist() == [1, 2, 1, 1, 1]
    at = pd.Timestamp("2026-03-01 08:00", tz="Asia/Shanghai").tz_convert("UTC")
    assert table.loc[(AGENCY, "mother"), "first"] == at
    assert table.loc[(AGENCY, "mother"), "last"] == at + pd.Timedelta(minutes=30)
    assert statistics.third_party(log.own).empty


def test_somebody_elses_file_named_three_times_is_read_once(tmp_path, mine, mothers):
    log = read([tmp_path, mothers, tmp_path / "*.xml"], owners={"mother": mothers})
    owners = log.sources.groupby("owner")["path"].agg(list).to_dict()
    assert owners == {"mother": [str(mothers)], "me": [str(mine), str(mine)]}
    assert counted(log) == {"me": 3, "mother": 3}


def test_the_other_people_are_named_by_the_order_of_their_files(mine, mothers, tmp_path):
    father = backup(tmp_path / "father.xml")
    log = read(mine, owners={"mother": mothers, "father": father})
    assert log.other_owners == ("mother", "father")
    assert log.own.other_owners == ("mother", "father"), "their sources stay"
    assert counted(log.of(["mother", "father"])) == {"mother": 3}
    assert read(mine).other_owners == ()
