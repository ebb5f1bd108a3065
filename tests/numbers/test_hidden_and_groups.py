"""Callers without a number, and several recipients in one field."""

import pytest

from collectguard.numbers import identify

HIDDEN = {
    "unknown": [None, "", "  ", "\u200b", "-1", "－1", "−1", "null", "Unknown", "UNKNOWN", "(Unknown)",
                "未知号码", "未知號碼", "***", "--", "+", "对方号码", "insert-address-token"],
    "restricted": ["-2", "Private", "<Private>", "Restricted", "Anonymous", "withheld", "私人号码",
                   "隐藏号码", "隱藏號碼", "sip:anonymous@anonymous.invalid"],
    "payphone": ["-3", "payphone", "Pay Phone", "公用电话"],
}  # fmt: skip


@pytest.mark.parametrize("region", ["CN", "US"])
@pytest.mark.parametrize(
    ("reason", "raw"), [(reason, raw) for reason, raws in HIDDEN.items() for raw in raws]
)
def test_word_for_a_hidden_caller(reason, raw, region):
    assert identify(raw, region=region) == (f"hidden:{reason}", "hidden")


@pytest.mark.parametrize(
    ("presentation", "key"), [("2", "hidden:restricted"), ("3", "hidden:unknown"), ("4", "hidden:payphone")]
)
@pytest.mark.parametrize("raw", [None, "", "-1", "-2", "-3", "Unknown", "19400138000"])
def test_presentation_decides(raw, presentation, key):
    assert identify(raw, region="CN", presentation=presentation) == (key, "hidden")


@pytest.mark.parametrize("presentation", [None, "", "0", "1", " 1 ", "5", "null"])
def test_other_presentations_leave_it_to_the_number(presentation):
    assert identify("19400138000", region="CN", presentation=presentation).key == "+8619400138000"
    assert identify("-2", region="CN", presentation=presentation).key == "hidden:restricted"


def test_hidden_is_apart_from_what_cannot_be_read():
    assert identify("-1", region="CN") != identify("1", region="CN")
    assert identify("1", region="CN") == ("raw:1", "unparsed")


A, B = "+8619400138000", "+8619400138001"

GROUPS = {
    "19400138000~19400138001": (f"group:{A}~{B}", "mobile"),
    "19400138001~+86 194 0013 8000": (f"group:{A}~{B}", "mobile"),
    "19400138000～19400138001": (f"group:{A}~{B}", "mobile"),
    "19400138000,19400138001": (f"group:{A}~{B}", "mobile"),
    "19400138001, 19400138000": (f"group:{A}~{B}", "mobile"),
    "19400138000;19400138001;": (f"group:{A}~{B}", "mobile"),
    "19400138000，19400138001": (f"group:{A}~{B}", "mobile"),
    "19400138000,a@example.invalid": (f"group:{A}~text:a@example.invalid", "unparsed"),
    "19400138000~17000000000": (f"group:+8617000000000~{A}", "unparsed"),
    "19400138000~95588~M-Money": (f"group:{A}~short:95588~text:m-money", "unparsed"),
    "19400138000~+15551234567": (f"group:+15551234567~{A}", "unparsed"),
    # one person left
    "19400138000~+8619400138000": (A, "mobile"),
    "19400138000~insert-address-token": (A, "mobile"),
    "~19400138000~": (A, "mobile"),
    "19400138000,+8619400138000": (A, "mobile"),
    "~": ("hidden:unknown", "hidden"),
    "insert-address-token~": ("hidden:unknown", "hidden"),
    # pauses
    "19400138000,123": (A, "mobile"),
    "19400138000,95588": (A, "mobile"),
    "19400138000,,19400138001": (A, "mobile"),
    "19400138000,19400138001#": (A, "mobile"),
    "010-01234567,19400138001": ("+861001234567", "landline"),
    "95588,19400138001": ("short:95588", "service95"),
    # a name with a comma
    "Example, Ltd": ("text:example, ltd", "text"),
}


@pytest.mark.parametrize(("raw", "expected"), GROUPS.items())
def test_several_recipients(raw, expected):
    assert identify(raw, region="CN") == expected


def test_group_abroad():
    assert identify("15551234567,5551234568", region="US") == ("group:+15551234567~+15551234568", "mobile")
    assert identify("07700900123,07700900124", region="GB").key == "group:+447700900123~+447700900124"
    assert identify("1-800-555-0100,5551234567", region="US") == ("+18005550100", "toll_free")
