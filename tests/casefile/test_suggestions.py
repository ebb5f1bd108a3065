"""What a log suggests: who calls most, and what reads like a request to stop."""

import importlib.resources
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.casefile.suggestions import callers, reads_like_a_refusal, refusals
from collectguard.settings import settings_for
from tests.logs import log_of

PATTERNS = tomllib.loads(
    importlib.resources.files("collectguard.casefile").joinpath("refusals.toml").read_text("utf-8")
)["pattern"]


@pytest.mark.parametrize("body", [body for pattern in PATTERNS for body in pattern["hits"]])
def test_requests_to_stop(body):
    assert reads_like_a_refusal(body)


@pytest.mark.parametrize("body", [body for pattern in PATTERNS for body in pattern["misses"]])
def test_other_messages(body):
    assert not reads_like_a_refusal(body)


def test_every_pattern_has_examples():
    assert all(pattern["hits"] and pattern["misses"] for pattern in PATTERNS)


@given(st.text())
def test_any_message_can_be_read(body):
    reads_like_a_refusal(body)


@pytest.mark.parametrize(
    "body", ["不要" * 50_000, "do not " * 50_000, "stop again" * 50_000, " " * 100_000 + "T"]
)
def test_long_messages_are_read_up_to_a_length(body):
    assert not reads_like_a_refusal(body)


def sent(body, at="2026-01-28 19:12:33.364", party="+8619400000001", **more):
    row = {"party": party, "at": at, "direction": "out", "outcome": "sent", "body": body}
    return {**row, **more}


def test_messages_of_the_owner_to_strangers():
    log = log_of(
        [
            sent("请不要再打电话", at="2026-01-29 10:00:00"),
            sent("请停止骚扰", at="2026-01-28 10:00:00", kind="rcs"),
            sent("好的", at="2026-01-28 11:00:00"),
        ]
    )
    found = refusals(log)
    assert [(r.body, str(r.at), r.number, r.kind) for r in found] == [
        ("请停止骚扰", "2026-01-28 10:00:00+08:00", "19400000001", "rcs"),
        ("请不要再打电话", "2026-01-29 10:00:00+08:00", "19400000001", "sms"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "draft"},
        {"outcome": "failed"},
        {"direction": "in", "outcome": "received"},
        {"known": True},
        {"at": None, "time_quality": "missing"},
        {"duplicate_of": "x"},
        {"party": "group:+8619400000001~+8619400000002"},
        {"party": "text:example", "party_class": "text"},
        {"party": "hidden:unknown", "party_class": "hidden"},
        {"party": "short:110", "party_class": "short"},
        {"body": None},
    ],
    ids=str,
)
def test_what_is_no_request_to_anybody(change):
    assert refusals(log_of([{**sent("请不要再打电话"), **change}])) == ()


def test_callers_by_hand():
    call = {"kind": "call", "outcome": "missed"}
    log = log_of(
        [
            # three calls within ten minutes, one message at night: 3 + 1
            *({"party": "+8619400000001", "at": f"2026-01-0{day} 10:00:00", **call} for day in (1, 2)),
            {"party": "+8619400000001", "at": "2026-01-02 10:05:00", **call},
            {"party": "+8619400000001", "at": "2026-01-02 10:09:59", **call},
            {"party": "+8619400000001", "at": "2026-01-03 23:00:00", "body": "【虚构资产】请还款"},
            # five messages by day: 0
            *(
                {
                    "party": "port:1060019400",
                    "at": f"2026-01-0{day} 12:00:00",
                    "body": f"验证码{day}【示例银行】",
                }
                for day in range(1, 6)
            ),
            # three messages at night: 3
            *({"party": "short:95402", "at": f"2026-01-0{day} 02:00:00"} for day in range(4, 7)),
            # nobody, somebody known, somebody with two contacts only, an authority
            *({"party": "hidden:unknown", "party_class": "hidden", "at": "2026-01-04 02:00:00"},) * 9,
            *({"party": "+8619400000002", "known": True, "at": "2026-01-04 02:00:00"},) * 9,
            *({"party": "+8619400000003", "at": "2026-01-04 02:00:00"},) * 2,
            *({"party": "short:12378", "at": "2026-01-04 02:00:00"},) * 9,
        ]
    )
    first, second, third = callers(log)
    assert first[:5] == ("19400000001", 4, 1, 1, 1)
    assert (str(first.first), str(first.last)) == ("2026-01-01 10:00:00+08:00", "2026-01-03 23:00:00+08:00")
    assert first.signature == "虚构资产"
    assert second[:5] == ("95402", 0, 3, 3, 0)
    assert (third.number, third.message_count, third.signature) == ("1060019400", 5, "示例银行")


def test_words_that_name_nobody_are_no_signature():
    bodies = ["【提醒】您已逾期", "【温馨提示】请还款", "【示例】甲", "【范例】乙", "没有"]
    log = log_of([{"party": "+8619400000001", "at": "2026-01-01", "body": body} for body in bodies])
    assert callers(log)[0].signature == "示例"  # of equally frequent ones the first by code point


@pytest.mark.parametrize(
    ("region", "party", "raw", "number"),
    [
        ("CN", "+8619400000001", "+86 194 0000 0001", "19400000001"),
        ("CN", "+861005550118", "(010) 0555-0118", "01005550118"),
        ("CN", "+12125550147", "+1 212 555 0147", "+12125550147"),
        ("CN", "iot:1064900000001", "1064900000001", "1064900000001"),
        ("CN", "text:exampleair", "ExampleAir", "exampleair"),
        ("CN", "raw:0550118", "055-0118", "0550118"),
        ("GB", "+447700900123", "07700 900123", "+447700900123"),
        ("US", "short:262966", "262966", "262966"),
    ],
)
def test_numbers_are_spelled_so_that_they_are_found_again(region, party, raw, number):
    settings = settings_for(region, tz="UTC")
    rows = [{"party": party, "party_raw": raw, "at": f"2026-01-01 0{hour}:00:00"} for hour in range(3)]
    assert callers(log_of(rows, settings))[0].number == number
