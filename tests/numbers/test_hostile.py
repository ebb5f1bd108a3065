"""Overlong text is bounded and stays apart; the library is loaded only where it is needed."""

import subprocess
import sys

import pytest

from collectguard.numbers import identify
from collectguard.numbers.party import KEY_LIMIT

LONG = {
    "digits": "1" * 10_000,
    "digits that are read": "1" * 4_000,
    "letters": "x" * 10_000,
    "letters that are read": "x" * 4_000,
    "access code": "106" + "0" * 4_000,
    "marks in the wrong order": "a" + "\u0301\u0323" * 500_000,
    "ligatures that grow": "\ufdfa" * 4_000,
    "controls": "1\x00\n" * 3_000,
    "surrogates": "\ud800" * 9_000,
    "percent": "sip:" + "%41" * 1_300,
    "plus signs": "+" * 4_000 + "1",
    "pauses": "194" + "p" * 4_000 + "!",
}


@pytest.mark.parametrize("region", ["CN", "US"])
@pytest.mark.parametrize("raw", LONG.values(), ids=LONG.keys())
def test_overlong_text_has_a_short_key_of_its_own(raw, region):
    party = identify(raw, region=region)
    other = identify(raw + "7", region=region)
    assert len(party.key) <= KEY_LIMIT
    assert party.key != other.key
    assert party.party_class in {"unparsed", "text"}
    assert not any(char in party.key for char in "\x00\n~")


def test_overlong_list_of_recipients_is_bounded():
    numbers = [f"194{number:08d}" for number in range(300)]
    one, other = (identify("~".join(numbers[:count]), region="CN").key for count in (299, 300))
    assert one.startswith("group:+8619400000000~+8619400000001~")
    assert len(one) <= 2_000
    assert one != other


def test_longest_key_that_is_kept_whole():
    assert identify("y" * (KEY_LIMIT - 5), region="CN").key == "text:" + "y" * (KEY_LIMIT - 5)
    assert "…" in identify("y" * (KEY_LIMIT - 4), region="CN").key


def test_long_mail_address_is_kept_readable():
    address = "a" * 64 + "@" + "b" * 40 + ".invalid"
    assert identify(address, region="CN").key == f"text:{address}"


OWN = [
    "19400138000", "+86 194 0013 8000", "17000000000", "95588", "10086", "96110", "12378", "4000123456",
    "8000123456", "1064000000000", "10690000123456789012", "010-01234567", "02812378", "12583119400138000",
    "17951019400138000", "M-Money", "-1", "", "194****0000", "19400138000~19400138001", "a@example.invalid",
    "13000000000", "14000000000", "15000000000", "16000000000", "17200000000", "18000000000",
]  # fmt: skip


def test_own_classes_do_not_load_the_library():
    code = (
        "import sys\n"
        "from collectguard.numbers import identify\n"
        f"for raw in {OWN!r}: identify(raw, region='CN')\n"
        "print('phonenumbers' in sys.modules)\n"
        "identify('+15551234567', region='CN')\n"
        "print('phonenumbers' in sys.modules, 'phonenumbers.geocoder' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]
