"""A table that does not say whose knowledge it is: told by the phone's calls, or by the user."""

import json

import pandas as pd
import pytest

import collectguard as cg
from tests.cli.helpers import invoke
from tests.reconciliation.witnesses import NUMBER, START, Call, list_csv, phone_xml

CALLS = [
    Call(at=3700 * place, talk=0 if place % 4 == 3 else 20 + place, way="missed" if place % 4 == 3 else "in")
    for place in range(32)
]
ANSWERED = [call for call in CALLS if call.talk]
OTHER = [Call(at=call.at + 1500, talk=call.talk + 7, number="19400002222") for call in ANSWERED]


def bare(calls, offset):
    """Rows in the words of no carrier, with no header and no title."""
    start = START.replace(tzinfo=None)
    return "".join(
        f"{pd.Timestamp(start) + pd.Timedelta(seconds=each.at + offset)},呼入,"
        f"{each.number},{each.talk // 60}分{each.talk % 60}秒\n"
        for each in calls
    ).encode()


@pytest.fixture
def written(tmp_path):
    def write(**files):
        for name, data in files.items():
            (tmp_path / (f"{name}.xml" if data[:1] == b"<" else f"{name}.csv")).write_bytes(data)
        return sorted(tmp_path.iterdir())

    return write


def witnesses(log):
    return {
        path[-5]: witness for path, witness in zip(log.sources["path"], log.sources["witness"], strict=True)
    }


def test_a_table_that_agrees_with_the_phone_by_another_clock_is_a_list(written):
    log = cg.read(written(p=phone_xml(CALLS), t=bare(ANSWERED, 37)))
    assert witnesses(log) == {"p": "phone", "t": "carrier"}
    assert len(log.contacts) == 32
    [note] = [note for note in log.sources["notes"][1] if "by another clock" in note]
    assert "of 24 at times that the phone's log covers 24 stand there" in note


@pytest.mark.parametrize(
    ("table", "contacts"),
    [
        (bare(ANSWERED, 0), 32),  # a copy of the log, by the same clock
        (bare(ANSWERED[:19], 37), 32 + 19),  # too few to say
        (bare(ANSWERED[:20] + OTHER[20:24], 37), 32 + 24),  # 20 of 24 are less than nine in ten
        (bare(OTHER, 37), 32 + 24),
    ],
)
def test_a_table_that_does_not_is_the_phones(written, table, contacts):
    log = cg.read(written(p=phone_xml(CALLS), t=table))
    assert witnesses(log) == {"p": "phone", "t": "phone"}
    assert len(log.contacts) == contacts


def test_nine_in_ten_are_enough(written):
    log = cg.read(written(p=phone_xml(CALLS), t=bare([*ANSWERED[:22], *OTHER[22:24]], 37)))
    assert witnesses(log)["t"] == "carrier"


def test_one_call_without_talk_time_and_it_is_no_list(written):
    log = cg.read(written(p=phone_xml(CALLS), t=bare([*ANSWERED, Call(at=1000, talk=0)], 37)))
    assert witnesses(log)["t"] == "phone"


def test_the_user_may_say_that_it_is_a_list(written):
    phone, table = written(p=phone_xml(CALLS), t=bare(ANSWERED[:10], 37))
    assert witnesses(cg.read([phone, table])) == {"p": "phone", "t": "phone"}
    result = invoke("reconcile", phone, "--with", table, "--json")
    assert json.loads(result.stdout)["matched"] == 10
    assert "named as a carrier's list and taken as one" in " ".join(result.stderr.split())
    assert witnesses(cg.read([phone, table], lists=[table, phone])) == {"p": "phone", "t": "carrier"}


def test_a_table_with_missed_calls_is_none_whatever_is_said(written):
    (table,) = written(t=bare(ANSWERED[:10], 37) + f"2026-03-05 10:00:00,未接来电,{NUMBER},0秒\n".encode())
    assert cg.read(table, lists=table).sources["witness"].item() == "phone"


def test_a_list_of_somebody_else_is_warned_of(written, tmp_path):
    files = written(a=list_csv(ANSWERED, 37), b=list_csv(OTHER, 37), p=phone_xml(CALLS))
    result = invoke("analyze", *files, "-o", tmp_path / "out", "--format", "csv")
    [line] = [line for line in result.stderr.splitlines() if "leave it out or name its owner" in line]
    assert "b.csv: of its 24 answered calls at times that the phone's log covers 0 stand there" in line
