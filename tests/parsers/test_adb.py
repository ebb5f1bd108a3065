"""Printed rows: texts that look like columns or rows, blocks of any size, files that are cut off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.parsers import SourceFacts, adb
from collectguard.records import Record
from tests.examples import examples
from tests.parsers.test_backups import BACKUPS

FILES = {name: path.read_bytes() for name, path in BACKUPS.items() if name.startswith("adb/")}
SNARES = st.sampled_from(
    [
        ", ",
        "=",
        "\n",
        ", type=2",
        ", read=0",
        ", _id=",
        "body=",
        "NUL",
        ", date=1",
        ", vendor=",
        "\nRow: ",
        " ",
    ]
)
TEXT = st.lists(st.one_of(SNARES, st.text("ab是", max_size=3)), max_size=8).map("".join)


def read(data, block=1 << 20):
    facts = SourceFacts()
    items = list(adb.parse((data[i : i + block] for i in range(0, len(data), block)), facts))
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return items, facts


def row(number, body, behind="read=1, vendor=x"):
    return f"Row: {number} _id={number}, address=1, date=1767225600000, type=1, body={body}, {behind}\n"


@examples(60)
@given(st.lists(TEXT, min_size=3, max_size=6))
def test_any_text_comes_back_verbatim(bodies):
    items, _ = read("".join(row(number, body) for number, body in enumerate([*bodies, "plain"])).encode())
    assert [item.body for item in items] == [*bodies, "plain"]
    assert {item.type_code for item in items} == {"1"}


@pytest.mark.parametrize("body", ["a, amount=5", "a, type=2", "x, read=0", "two\nlines"])
def test_one_row_alone(body):
    (item,), _ = read(row(0, body, "read=1").encode())
    assert (item.body, item.type_code) == (body, "1")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("block", [1, 50])
def test_blocks_of_any_size_give_the_same(name, block):
    assert read(FILES[name], block) == read(FILES[name])


def test_cut_off_anywhere():
    data = "".join(row(number, f"body {number}") for number in range(4)).encode()
    whole, _ = read(data)
    for length in range(len(row(0, "body 0")), len(data)):
        items, _ = read(data[:length])
        sound = [item for item in items if isinstance(item, Record)]
        complete = data[:length].count(b"\n")
        assert sound[:complete] == whole[:complete]
        assert len(items) - complete <= 1


def test_a_row_without_end():
    items, _ = read(row(0, "x" * 3_000_000).encode() + row(1, "good").encode() + row(2, "good").encode())
    assert items[0].reason.startswith("too_long")
    assert [item.body for item in items[1:]] == ["good", "good"]


def test_encodings():
    data = "".join(row(number, "您好") for number in range(3))
    for encoding in ("utf-16", "utf-8-sig", "gb18030"):
        encoded = data.replace("\n", "\r\n").encode(encoding)
        assert adb.claims(encoded)
        assert [item.body for item in read(encoded)[0]] == ["您好"] * 3
