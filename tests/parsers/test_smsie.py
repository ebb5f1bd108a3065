"""SMS Import / Export: archives, copies in other backups, contacts, damage anywhere."""

import base64
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.errors import UnknownFormatError
from collectguard.parsers import SourceFacts, smsbackup, smsie
from collectguard.records import Record
from tests.examples import examples
from tests.parsers.test_backups import BACKUPS
from tests.parsers.writing import call, document, mms, picture, sms

MESSAGES = BACKUPS["smsie/messages_v2.ndjson"].read_bytes()
CALLS = BACKUPS["smsie/calls.json"].read_bytes()


def read(data, block=1 << 20):
    facts = SourceFacts()
    blocks = (data[start : start + block] for start in range(0, len(data), block))
    items = list(smsie.parse(blocks, facts))
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return items, facts


def test_an_archive_with_its_attachments(tmp_path):
    with zipfile.ZipFile(tmp_path / "messages-2026-03-16.zip", "w") as archive:
        archive.writestr("messages.ndjson", MESSAGES)
        archive.writestr("data/PART_1", b"\xff\xd8\xff\xe0")
        archive.writestr("data/PART_2.xml", b"<no backup>")
    log = cg.read(tmp_path)
    assert log.sources["path"].str.endswith("!messages.ndjson").tolist() == [True]
    assert log.unread == ()
    assert log.ledger["records"] == 7


def test_the_same_records_in_the_backup_of_another_app_count_once(tmp_path):
    (tmp_path / "a.json").write_text(
        '[{"number":"19400001111","date":"1767225600000","duration":"48","type":"3","presentation":"1"}]'
    )
    (tmp_path / "a.ndjson").write_text(
        '{"address":"+8619400001111","date":"1767225600000","type":"1","body":"虚构\\n文本"}'
    )
    (tmp_path / "b.xml").write_bytes(document([sms("虚构\n文本", date=1_767_225_600_000)]))
    (tmp_path / "c.xml").write_bytes(document([call(date=1_767_225_600_000, duration="48")], root="calls"))
    assert cg.read(tmp_path).ledger == {"records": 4, "kept": 2, "duplicates": 2, "rejected": 0}


def test_contacts():
    numbers = [
        {"mimetype": "vnd.android.cursor.item/phone_v2", "data1": "194 0000 1111"},
        {"mimetype": "vnd.android.cursor.item/email_v2", "data1": "nobody@example.org"},
    ]
    card = {"display_name": "测试甲", "raw_contacts": [{"contacts_data": numbers}]}
    data = json.dumps([card, {"display_name": None, "raw_contacts": []}], indent=2).encode()
    assert smsie.claims(data)
    items, facts = read(data)
    assert items == []
    assert facts.contacts == [("194 0000 1111", "测试甲")]


@pytest.mark.parametrize("data", [MESSAGES, CALLS, BACKUPS["smsie/damaged.ndjson"].read_bytes()])
def test_blocks_of_any_size_give_the_same(data):
    whole = read(data)
    for block in (1, 7, 100):
        assert read(data, block) == whole


@examples(40)
@given(st.integers(4, len(CALLS)), st.binary(max_size=6))
def test_damage_costs_what_it_hits(place, damage):
    items, _ = read(CALLS[:place] + damage + CALLS[place + len(damage) :])
    sound = [item for item in items if isinstance(item, Record)]
    hit = len({CALLS.count(b"\n", 0, place), CALLS.count(b"\n", 0, place + len(damage))})
    assert len(sound) >= 7 - hit


@pytest.mark.parametrize("length", range(0, len(CALLS), 29))
def test_cut_off_anywhere(length):
    whole, _ = read(CALLS)
    items, _ = read(CALLS[:length])
    sound = [item for item in items if isinstance(item, Record)]
    assert sound == whole[: len(sound)]
    assert len(sound) == CALLS[:length].count(b"}")
    assert len(items) - len(sound) <= 1


def test_nested_without_end():
    items, _ = read(b'{"date":"1","type":"1","body":' + b"[" * 100_000 + b"\n" + MESSAGES)
    assert len([item for item in items if isinstance(item, Record)]) == 7


def test_a_text_that_looks_like_another_backup():
    data = json.dumps({"address": "1", "date": "1", "type": "1", "body": "<smses >"}).encode()
    assert smsie.claims(data)
    assert not smsbackup.claims(data)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "x", "messages": [{"id": 1, "type": "message", "date": "2026-01-01T00:00:00"}]},
        {"messages": [{"date": "1767225600000", "type": "message"}]},
        [{"id": 1, "created": 1767225600000}],
    ],
)
def test_json_of_another_program_is_not_claimed(other):
    assert not smsie.claims(json.dumps(other, indent=1).encode())


def test_json_in_which_nothing_is_a_record_is_refused():
    data = json.dumps([{"date": 1767225600000, "type": 1, "steps": 5}] * 3).encode()
    with pytest.raises(UnknownFormatError, match="none of its 3 objects"):
        read(data)
    items, _ = read(data[:-1] + b', {"date": "1767225600000", "type": "1", "body": "a message"}]')
    assert [isinstance(item, Record) for item in items] == [False, False, False, True]


PICTURES = (bytes(range(256)) * 5000, b"\xff\xd8\xff\xe0 made up")


def a_message_with_pictures(folder, *names):
    """The same MMS as the archive of one app and as the file of another; only these pictures are there."""
    parts = [
        {"seq": str(place), "ct": "image/jpeg", "_data": f"/data/app_parts/PART_{place}"} for place in (0, 1)
    ]
    message = {
        "date": "1767225840", "msg_box": "1", "__parts": parts,
        "__sender_address": {"address": "19400003333", "type": "137"},
    }  # fmt: skip
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("messages.ndjson", json.dumps(message))
        for place in names:
            archive.writestr(f"data/PART_{place}", PICTURES[place])
    encoded = [picture(base64.b64encode(data).decode(), seq) for seq, data in enumerate(PICTURES)]
    xml = mms(*encoded, date=1_767_225_840_000, address="19400003333")
    (folder / "b.xml").write_bytes(document([xml]))
    return folder


def test_pictures_beside_the_messages_tell_copies_of_them(tmp_path):
    log = cg.read(a_message_with_pictures(tmp_path, 0, 1))
    assert log.ledger == {"records": 2, "kept": 1, "duplicates": 1, "rejected": 0}
    assert log.events["part_count"].tolist() == [2, 2]
    assert log.sources["notes"].tolist() == [(), ()]


def test_a_picture_that_is_not_in_the_archive_is_said(tmp_path):
    log = cg.read(a_message_with_pictures(tmp_path, 0))
    assert log.ledger["duplicates"] == 0
    assert "attachments are not in this file" in log.sources["notes"][0][0]


def test_a_picture_that_is_damaged_costs_only_itself(tmp_path):
    folder = a_message_with_pictures(tmp_path, 0, 1)
    data = bytearray((folder / "a.zip").read_bytes())
    place = data.index(PICTURES[1])
    data[place] ^= 255
    (folder / "a.zip").write_bytes(data)
    log = cg.read(folder / "a.zip")
    assert log.events["part_digest"].isna().all()
    assert log.ledger["kept"] == 1
