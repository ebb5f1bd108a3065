"""Cards alone: which numbers have which name; and what becomes of them in a log."""

import pytest

import collectguard as cg
from collectguard.parsers import SourceFacts, vcard
from tests.parsers.test_backups import BACKUPS
from tests.parsers.writing import call, document, sms

CARDS = BACKUPS["vcard/contacts.vcf"].read_bytes()


def contacts(data, block=1 << 20):
    facts = SourceFacts()
    assert list(vcard.parse((data[i : i + block] for i in range(0, len(data), block)), facts)) == []
    return [tuple(contact) for contact in facts.contacts]


@pytest.mark.parametrize("block", [7, 1 << 20])
def test_each_number_has_its_name(block):
    assert contacts(CARDS, block) == [
        ("194-0000-1111", "测试甲"),
        ("010-0000 0001", "Nobody, Real"),
        ("+86 194 0000 2222", "Nobody, Real"),
        ("+86-194-0000-3333", "Made Up Unit"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding):
    card = "BEGIN:VCARD\nFN:测试甲\nTEL:19400001111\nEND:VCARD\n" * 40
    assert set(contacts(card.encode(encoding))) == {("19400001111", "测试甲")}


def test_a_photo_on_one_line_takes_no_memory():
    card = b"BEGIN:VCARD\nFN:a\nPHOTO:" + b"A" * (1 << 22) + b"\nTEL:19400001111\nEND:VCARD\n"
    assert contacts(card, 1 << 16) == [("19400001111", "a")]


@pytest.mark.parametrize("nuls", [b"\0", b"\0\0\0"])
def test_hostile_cards(nuls):
    data = (
        b"BEGIN:VCARD\nFN;CHARSET=none;ENCODING=QUOTED-PRINTABLE:=ZZ\nTEL:"
        + nuls
        + b"1\nEND:VCARD\nEND:VCARD\n:\n"
    )
    assert contacts(data) == [("1", "=ZZ")]


def test_names_reach_the_records_of_other_files(tmp_path):
    (tmp_path / "contacts.vcf").write_bytes(CARDS)
    (tmp_path / "sms.xml").write_bytes(
        document(
            [sms("a", address="+8619400001111"), sms("b", address="19400002222", contact_name="Own name")]
        )
    )
    (tmp_path / "calls.xml").write_bytes(
        document([call(number="01000000001"), call(number="19400004444"), call(number="-1")], root="calls")
    )
    for paths in (tmp_path, [tmp_path / "calls.xml", tmp_path / "sms.xml", tmp_path / "contacts.vcf"]):
        log = cg.read(paths)
        events = log.events.set_index("party_raw")
        assert events["contact_name"].dropna().to_dict() == {
            "+8619400001111": "测试甲",
            "19400002222": "Own name",
            "01000000001": "Nobody, Real",
        }
        assert sorted(events.index[events["known"]]) == ["+8619400001111", "01000000001", "19400002222"]
        assert log.ledger["records"] == 5
