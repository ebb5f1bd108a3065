"""The borders of each range of the table of Chinese numbers, by hand."""

import importlib.resources
import tomllib

import pytest

from collectguard.numbers import identify
from collectguard.schema import PARTY_CLASSES

INSIDE = {
    "satellite": ["17410000000", "17411000000", "17490000000"],
    "mobile": ["13500000000", "13480000000", "15000000000", "16600000000", "17200000000", "17420000000",
               "17480000000", "18000000000", "19900000000"],
    "service95": ["95000", "95999", "95000000", "95000123", "950000000", "95000000000000",
                  "952000000", "957000000", "951051051"],
    "port106": ["10600", "10600000"],
    "short": ["112", "114", "119", "120", "122", "123", "10050", "10050000", "12110", "10100000", "10109999",
              "16000000", "16800000", "96000", "96000000", "100", "101", "100000", "189", "222", "333", "444",
              "555", "666", "777", "888", "999", "222222", "999999", "116114", "111111"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("party_class", "raw"), [(name, raw) for name, raws in INSIDE.items() for raw in raws]
)
def test_inside(party_class, raw):
    key = {"satellite": "+86", "mobile": "+86", "port106": "port:"}.get(party_class, "short:") + raw
    assert identify(raw, region="CN") == (key, party_class)


OUTSIDE = [
    "950000000000000", "953000000", "954000000", "956000000", "958000000",
    "100500000", "101100000", "101000000",
    "160000000", "1680000", "960000000", "1111111", "2222222", "22", "11",
    "134900000000", "162000000000", "1620000000", "140000000000", "14100000000000", "141000000000",
    "40000000000", "80000000000",
]  # fmt: skip


@pytest.mark.parametrize("raw", OUTSIDE)
def test_outside(raw):
    assert identify(raw, region="CN") == (f"raw:{raw}", "unparsed")


def test_too_short_for_an_access_code():
    assert identify("1060", region="CN") == ("short:1060", "short")


FOUND_BEHIND = {
    # a country code written without plus, an area code, the prefix of a secondary number
    "110": ("86110", "010110", None),
    "12345": ("8612345", "02812345", "12583112345"),
    "95588": ("8695588", "075595588", "12583195588"),
    "10101234": ("8610101234", None, "12583110101234"),
}


@pytest.mark.parametrize(("code", "spellings"), FOUND_BEHIND.items())
def test_one_service_for_the_whole_country(code, spellings):
    expected = identify(code, region="CN")
    assert expected.key == f"short:{code}"
    for spelling in spellings:
        assert spelling is None or identify(spelling, region="CN") == expected


@pytest.mark.parametrize("raw", ["01066110", "8611185", "+8666110"])
def test_other_codes_are_not_looked_for_behind_prefixes(raw):
    assert identify(raw, region="CN") == (f"raw:{raw}", "unparsed")


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("+8616801234", "short:16801234"),
        ("8616801234", "short:16801234"),
        ("1010000", "short:10000"),
        ("+8611185", "short:11185"),
        ("0800 012 3456", "+868000123456"),
    ],
)
def test_behind_a_country_code_or_trunk_zero(raw, key):
    assert identify(raw, region="CN").key == key


def test_table_is_well_formed():
    path = importlib.resources.files("collectguard.numbers").joinpath("prefixes_cn.toml")
    for entry in tomllib.loads(path.read_text("utf-8"))["range"]:
        assert set(entry) == {"class", "key", "prefixes", "digits", "reach"}
        assert entry["class"] in PARTY_CLASSES
        assert entry["key"] in {"e164", "short", "port", "iot"}
        assert entry["reach"] in {"nation", "country", "home"}
        shortest, longest = entry["digits"]
        assert max(map(len, entry["prefixes"])) <= shortest <= longest
