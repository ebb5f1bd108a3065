"""The data of the guidance: both languages say the same, nothing unverified comes out, words stay careful."""

import importlib.resources
import tomllib
from datetime import date

import phonenumbers
import pytest

from collectguard.guidance import ENOUGH, authority_numbers, guidance

FILES = sorted(
    file.name
    for file in importlib.resources.files("collectguard.guidance").iterdir()
    if file.name.endswith(".toml")
)
every_file = pytest.mark.parametrize("name", FILES)

MARKS = {"VT", "VS", "VT/VS", "VW", "MEM-H", "MEM-M", "MEM-L", "VS/MEM-H"}


def data(name):
    return tomllib.loads(importlib.resources.files("collectguard.guidance").joinpath(name).read_text("utf-8"))


def entries(name):
    return [(kind, entry) for kind in ("channel", "deadline", "care") for entry in data(name).get(kind, ())]


def test_there_are_files():
    assert FILES == ["channels_cn.toml", "channels_us.toml"]


@every_file
def test_the_file_says_where_and_when(name):
    assert name == f"channels_{data(name)['region'].lower()}.toml"
    assert isinstance(data(name)["checked_on"], date)


@every_file
def test_both_languages_hold_the_same_statements(name):
    for _, entry in entries(name):
        assert entry["zh"].keys() == entry["en"].keys(), entry["id"]
        for key, chinese in entry["zh"].items():
            english = entry["en"][key]
            assert type(chinese) is type(english)
            assert len(chinese) == len(english) if isinstance(chinese, list) else chinese and english, entry[
                "id"
            ]


@every_file
def test_marks_and_ids(name):
    ids = [(kind, entry["id"]) for kind, entry in entries(name)]
    assert len(ids) == len(set(ids))
    for kind, entry in entries(name):
        assert entry["verified"] in MARKS
        if kind != "channel":
            assert entry["instrument"]
            assert entry["article"]
            assert entry.get("quote", "x")


@every_file
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_what_was_verified_comes_out(name, lang):
    found = guidance(data(name)["region"], lang)
    given = {(kind, entry["id"]): entry["verified"] for kind, entry in entries(name)}
    out = {
        *(("channel", channel.id) for channel in found.channels),
        *(("deadline", deadline.id) for deadline in found.deadlines),
        *(("care", care.id) for care in found.care),
    }
    assert out == {entry for entry, mark in given.items() if mark in ENOUGH}
    assert not any("MEM" in mark or mark == "VW" for mark in ENOUGH)


@every_file
@pytest.mark.parametrize(
    "word", ["违法", "illegal", "guilty", "violat", "必须通过国家", "6次电话", "第四十二条", "网信办主办"]
)
def test_words_that_nobody_may_read(name, word):
    text = importlib.resources.files("collectguard.guidance").joinpath(name).read_text("utf-8")
    texts = [line for line in text.split("\n") if not line.startswith("#")]
    allowed = ("违法和不良信息举报中心",)  # the name of an authority
    for line in texts:
        for name_of_authority in allowed:
            line = line.replace(name_of_authority, "")  # noqa: PLW2901
        assert word not in line


def test_channels_of_china():
    found = guidance("CN", "zh")
    assert found.checked_on == date(2026, 11, 21)
    assert [channel.id for channel in found.channels] == [
        "police", "12378", "nifa", "12321", "court", "12363", "12377", "procuratorate", "12381",
    ]  # fmt: skip
    by_id = {channel.id: channel for channel in found.channels}
    assert by_id["12378"].does_not == ("负责监督和调解，不裁决赔偿。",)
    assert "中国互联网金融协会" in by_id["nifa"].name
    assert by_id["police"].numbers == ("110",)
    english = {channel.id: channel for channel in guidance("CN", "en").channels}
    assert english["12378"].does_not == ("It supervises and mediates; it does not award damages.",)


@every_file
def test_every_article_stands_behind_its_own_instrument(name):
    """Printed one behind the other, two instruments and then two articles would cite the wrong ones."""
    known = data(name)
    for entry in (*known.get("deadline", ()), *known.get("care", ())):
        assert "；" not in entry["article"], entry["id"]
        for earlier in entry["instrument"].split("；")[:-1]:
            assert earlier.endswith("条"), entry["id"]


def test_the_six_months():
    deadline = guidance("CN", "zh").deadlines[0]
    assert deadline.id == "psapl-25"
    assert deadline.citation.article == "第二十五条"
    assert deadline.citation.quote == "违反治安管理行为在六个月以内没有被公安机关发现的，不再处罚"
    assert deadline.verified == "VT"


def test_a_region_of_which_nothing_is_known():
    assert guidance("ZZ", "en") is None
    assert guidance("../channels_cn", "en") is None
    assert authority_numbers("ZZ") == ()


def test_other_languages_get_english():
    assert guidance("CN", "fr") == guidance("CN", "en")


def test_numbers_of_authorities():
    assert {"110", "12378", "12321", "12363", "12377"} <= set(authority_numbers("CN"))
    numbers = {number for entry in data("channels_cn.toml")["channel"] for number in entry["numbers"]}
    assert numbers <= set(authority_numbers("CN"))


@every_file
def test_numbers_for_danger_are_emergency_numbers(name):
    region = data(name)["region"]
    numbers = guidance(region, "en").emergency_numbers
    assert numbers
    assert set(numbers) <= set(authority_numbers(region))
    assert all(phonenumbers.is_emergency_number(number, region) for number in numbers)
