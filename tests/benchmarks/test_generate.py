"""The generator of big files, tried on small ones."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise

import pytest

from tests.benchmarks import generate, texts

PAIR = re.compile(r"&#(\d{5});&#(\d{5});")


def joined(path):
    def join(match):
        return bytes.fromhex(f"{int(match[1]):04x}{int(match[2]):04x}").decode("utf-16-be")

    return PAIR.sub(join, path.read_text("utf-8"))


def test_messages_have_the_promised_shape(tmp_path):
    path = generate.sms(tmp_path / "sms.xml", 3_000, "utf8")
    root = ET.parse(path).getroot()
    records = [tuple(element.attrib.items()) for element in root]
    assert (root.tag, root.get("count"), len(records)) == ("smses", "3000", 3_000)
    assert {len(record) for record in records} == {18}
    assert sum(first == second for first, second in pairwise(records)) == 30
    assert len(set(records)) == 2_970
    dates = [int(element.get("date")) for element in root]
    assert dates == sorted(dates)
    assert dates[-1] < int(root.get("backup_date"))
    bodies = [element.get("body") for element in root]
    assert 140 < sum(map(len, bodies)) / len(bodies) < 180
    assert 550 < path.stat().st_size / len(records) < 650
    assert 0.11 < sum(max(body) > "\uffff" for body in bodies) / len(bodies) < 0.18
    assert 250 < len({element.get("address") for element in root}) <= texts.SENDERS


def test_an_ordinary_file_holds_few_demands_from_few_senders(tmp_path):
    root = ET.parse(generate.ordinary_sms(tmp_path / "sms.xml", 4_000)).getroot()
    demands = [element for element in root if "应还" in element.get("body")]
    assert len(root) == 4_000
    assert 80 < len(demands) < 160
    senders = {element.get("address") for element in demands}
    others = {element.get("address") for element in root if "应还" not in element.get("body")}
    assert len(senders) > 20
    assert not senders & others
    assert sum("验证码" in element.get("body") for element in root) > 1_000


def test_the_two_spellings_of_emoji_differ_in_nothing_else(tmp_path):
    references = generate.sms(tmp_path / "references.xml", 500)
    plain = generate.sms(tmp_path / "plain.xml", 500, "utf8")
    assert references.read_bytes() != plain.read_bytes()
    assert joined(references) == plain.read_text("utf-8")


def test_calls_are_of_all_types_and_some_are_hidden(tmp_path):
    path = generate.calls(tmp_path / "calls.xml", 2_000)
    root = ET.parse(path).getroot()
    assert (root.tag, len(root)) == ("calls", 2_000)
    assert {element.get("type") for element in root} == set("1234567")
    hidden = Counter(element.get("presentation") for element in root if not element.get("number"))
    assert set(hidden) == {"2"}
    assert all(element.get("duration") == "0" for element in root if element.get("type") in "3456")


@pytest.mark.parametrize("part_bytes", [4, 4_097, 5_000_000])
def test_pictures_have_the_length_asked_for(tmp_path, part_bytes):
    root = ET.fromstring(joined(generate.mms(tmp_path / "mms.xml", 3, part_bytes, 5)))
    assert [element.tag for element in root] == ["sms"] * 5 + ["mms"] * 3
    lengths = {len(part.get("data")) for part in root.iter("part")}
    assert lengths == {-(-part_bytes // 4) * 4}
    assert root.get("count") == "8"


def test_same_seed_same_bytes(tmp_path):
    first, again = (generate.sms(tmp_path / name, 300).read_bytes() for name in ("a.xml", "b.xml"))
    other = generate.sms(tmp_path / "c.xml", 300, seed=2).read_bytes()
    assert first == again != other


def test_no_number_can_ring(tmp_path):
    paths = (generate.sms(tmp_path / "s.xml", 2_000), generate.calls(tmp_path / "c.xml", 2_000))
    for path in paths:
        for number in re.findall(r' (?:address|number)="([^"]+)"', path.read_text("utf-8")):
            assert re.fullmatch(r"(\+86)?194\d{8}|1060\d{11}|954\d{5}", number)


def test_files_that_are_there_are_kept(tmp_path):
    (tmp_path / "sms-5k.xml").write_text("mine")
    (path,) = generate.make(tmp_path, "sms-5k.xml")
    assert path.read_text() == "mine"
