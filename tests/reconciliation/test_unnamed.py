"""Numbers that a source does not show, or not in full."""

from dataclasses import replace

import pytest

from collectguard.reconciliation import reconcile_log, wording
from collectguard.reconciliation.masks import fitting, is_masked
from tests.reconciliation.witnesses import NUMBER, Call, compare, list_csv, phone_xml, read, statuses

NUMBERS = ("19400001111", "19400002222", "19412341111", "19499991111")
CALLS = [
    Call(
        at=3700 * place, talk=20 + 7 * place, number=NUMBERS[place % 4], way="out" if place % 5 == 4 else "in"
    )
    for place in range(28)
]


def shown(calls, hide, *places):
    """The calls with the numbers of some, or of all, written otherwise."""
    return [
        replace(call, number=hide(call.number)) if not places or place in places else call
        for place, call in enumerate(calls)
    ]


def stars(number):
    return f"{number[:3]}****{number[7:]}"


def nobody(number):
    return "***"


def test_visible_digits_decide(tmp_path):
    """The second number fits one mask alone; three share the other, and talk times tell them apart."""
    found = compare(tmp_path, phone=phone_xml(CALLS), list=list_csv(shown(CALLS, stars), 37))
    assert statuses(found) == {"matched": 28}
    assert found.main.agreement.masked == 28
    assert set(found.calls["party"]) == {f"+86{number}" for number in NUMBERS}
    assert (found.main.agreement.offset_s, found.main.agreement.spread_s) == (37, 0)


def test_a_mask_that_fits_no_number_of_the_phone(tmp_path):
    listed = [*CALLS[:9], replace(CALLS[9], number="194****3333"), *CALLS[10:]]
    found = compare(tmp_path, phone=phone_xml(CALLS), list=list_csv(listed, 37))
    assert statuses(found) == {"matched": 27, "only_phone": 1, "only_list": 1}


def test_two_numbers_that_fit_and_agree_are_not_chosen_between(tmp_path):
    """Both ring at once and talk as long; the list shows of one call the digits that they share."""
    twins = [Call(at=1800, talk=55, number=NUMBERS[0]), Call(at=1803, talk=55, number=NUMBERS[2])]
    found = compare(
        tmp_path, phone=phone_xml([*CALLS, *twins]), list=list_csv([*CALLS, *shown(twins[:1], stars)], 37)
    )
    assert statuses(found) == {"matched": 28, "not_comparable": 3}


@pytest.mark.parametrize("offset", [37, 3600])
def test_a_list_without_any_number(tmp_path, offset):
    listed = list_csv(shown([*CALLS[:9], *CALLS[10:]], nobody), offset)
    found = compare(tmp_path, phone=phone_xml([*CALLS[:20], *CALLS[21:]]), list=listed)
    assert statuses(found) == {"matched": 26, "only_phone": 1, "not_comparable": 1}
    assert (found.main.agreement.hidden, found.main.agreement.offset_s, found.main.agreement.spread_s) == (
        26,
        offset,
        0,
    )


def test_the_list_gives_the_number_that_the_phone_hides(tmp_path):
    hidden = shown(CALLS, lambda _: "-2", 6, 13)
    found = compare(tmp_path, phone=phone_xml(hidden), list=list_csv(CALLS, 37))
    assert statuses(found) == {"matched": 28}
    named = found.calls[found.calls["how"] == "unmasked"]
    assert named["party"].tolist() == [f"+86{NUMBERS[2]}", f"+86{NUMBERS[1]}"]


@pytest.mark.parametrize(("talk", "status"), [(62, "matched"), (63, "matched"), (64, "not_comparable")])
def test_without_the_number_talk_times_must_be_equal(tmp_path, talk, status):
    """But for one second: the call talked for 62 s."""
    hidden = [replace(call, talk=talk) if place == 6 else call for place, call in enumerate(CALLS)]
    hidden = shown(hidden, lambda _: "-2", 6)
    found = compare(tmp_path, phone=phone_xml(hidden), list=list_csv(CALLS, 37))
    assert found.main.agreement.matched == 27 + (status == "matched")
    assert found.main.agreement.not_comparable == 2 * (status != "matched")
    assert found.main.agreement.only_phone == found.main.agreement.only_list == 0


@pytest.mark.parametrize(
    ("number", "known"), [(NUMBERS[0], True), (NUMBERS[1], True), ("19400003333", False)]
)
def test_a_mask_sees_the_calls_that_the_phone_missed(tmp_path, number, known):
    """The first number is one of three that fit its mask, the second the only one."""
    missed = Call(at=1800, talk=0, number=number, way="missed")
    mailbox = Call(at=1800, talk=14, number=stars(number if known else "19400005555"))
    found = compare(tmp_path, phone=phone_xml([*CALLS, missed]), list=list_csv([*CALLS, mailbox], 37))
    assert statuses(found) == {"matched": 28, "answered_in_list" if known else "only_list": 1}
    if known:
        [one] = found.calls[found.calls["status"] == "answered_in_list"].to_dict("records")
        assert (one["party"], one["how"]) == (f"+86{number}", "masked")


def test_rows_that_name_nobody_and_cannot_be_compared_may_count_twice(tmp_path):
    """Of two rows at the time of one call it is not known which is it; the outgoing one is no contact."""
    more = [Call(at=1800, talk=55), Call(at=9000, talk=30, way="out")]
    unnamed = [Call(at=1800, talk=55, number="***"), Call(at=1802, talk=55, number="***"),
               Call(at=9000, talk=33, number="***", way="out")]  # fmt: skip
    log = read(tmp_path, phone=phone_xml([*CALLS, *more]), list=list_csv([*CALLS, *unnamed], 37))
    found = reconcile_log(log).main.agreement
    assert (found.not_comparable, found.counted_twice_at_most) == (5, 2)
    incoming = sum(call.way == "in" for call in CALLS)
    assert len(log.contacts) == incoming + 1 + 2
    said = " ".join(wording.left_aside(found, str))
    assert "Up to 2 contacts may be counted twice" in said


def test_by_a_second_clock_the_visible_digits_are_told_as_well(tmp_path):
    """Of a number that one mask fits; its calls are 600 s later by the list after the first twenty."""
    calls = [Call(at=3700 * place + 61 * place**2, talk=20 + 7 * place) for place in range(40)]
    listed = [
        replace(call, ring=600 * (place >= 20), number=stars(NUMBER)) for place, call in enumerate(calls)
    ]
    found = compare(tmp_path, phone=phone_xml(calls), list=list_csv(listed, 37))
    assert statuses(found) == {"matched": 40}
    assert (found.main.agreement.masked, found.main.agreement.other_clock, found.main.agreement.spread_s) == (
        40,
        20,
        0,
    )


def test_two_calls_that_may_be_it_unmask_nobody(tmp_path):
    hidden = [*CALLS, Call(at=1800, talk=55, number="-2")]
    listed = [*CALLS, Call(at=1800, talk=55, number=NUMBERS[0]), Call(at=1803, talk=55, number=NUMBERS[1])]
    found = compare(tmp_path, phone=phone_xml(hidden), list=list_csv(listed, 37))
    assert statuses(found) == {"matched": 28, "not_comparable": 3}


def test_a_hidden_call_far_from_any_other_is_no_discrepancy_either(tmp_path):
    hidden = [*CALLS, Call(at=1800, talk=55, number="-2")]
    found = compare(tmp_path, phone=phone_xml(hidden), list=list_csv(CALLS, 37))
    assert statuses(found) == {"matched": 28, "not_comparable": 1}


@pytest.mark.parametrize(
    ("mask", "fits"),
    [
        ("raw:194****1111", ("+8619400001111", "+8619412341111")),
        ("raw:+86194****1111", ("+8619400001111", "+8619412341111")),
        ("raw:0086194****1111", ("+8619400001111", "+8619412341111")),
        ("raw:194*1111", ("+8619400001111", "+8619412341111")),  # one sign, any number of digits
        ("raw:194**1111", ()),
        ("raw:19400xx1111", ("+8619400001111",)),
        ("raw:1940000****", ("+8619400001111", "+8619400002222")),
        ("raw:010****0123", ("+861000000123",)),
        ("raw:10****0123", ("+861000000123",)),
        ("raw:9555*", ()),
        ("raw:9558**", ("port:955880",)),
    ],
)
def test_masks(mask, fits):
    parties = [
        "+8619400001111", "+8619400002222", "+8619412341111", "+861000000123", "short:95588", "port:955880",
        "text:bank", "hidden:unknown", "raw:1940000",
    ]  # fmt: skip
    assert fitting([mask], parties)[mask] == fits


@pytest.mark.parametrize(
    ("party", "masked"),
    [
        ("raw:194****1111", True),
        ("raw:19***", False),  # too little to go by
        ("raw:*#06#12345", True),
        ("raw:12345678", False),
        ("raw:1-2-3-4-5*", False),
        ("hidden:unknown", False),
        ("+8619400001111", False),
    ],
)
def test_what_is_a_mask(party, masked):
    assert is_masked(party) is masked
