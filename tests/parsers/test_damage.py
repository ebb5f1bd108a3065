"""Text of all kinds comes back verbatim; damage of all kinds costs what it hits, and nothing before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.errors import InputError
from tests.examples import examples
from tests.parsers.cases import backup
from tests.parsers.reading import reading
from tests.parsers.writing import HEADER, document, quoted, sms

LEGAL = st.characters(codec="utf-8").filter(lambda c: (c >= " " or c in "\t\n\r") and c not in "\ufffe\uffff")
SNARES = st.sampled_from(
    [
        *["\n", "\r\n", '"', "'", "&", "&amp;", "&#0;", "<sms ", "</smses>", "<!--", "-->", "<?xml "],
        *["]]>", "<mms", ' data="AAAA"', " />", "/>", ">", "<part ", "null", "😀", "\U0010ffff"],
        *["<!DOCTYPE x>", " body='"],
    ]
)
TEXT = st.lists(st.one_of(SNARES, st.text(LEGAL, max_size=8)), max_size=6).map("".join)
COMMENT = TEXT.map(lambda text: f"<!--{text.replace('-', '').replace('&', '')}-->\n")


@st.composite
def records(draw):
    """A record as some program may write it, and its body."""
    body = draw(TEXT)
    quote = draw(st.sampled_from("\"'"))
    attributes = [f"address={quoted('19400001111')}", 'date="1767225600000"', 'type="1"']
    attributes.insert(draw(st.integers(0, 3)), f"body={quoted(body, quote, surrogates=draw(st.booleans()))}")
    tag = f"<sms {draw(st.sampled_from([' ', chr(10)])).join(attributes)}"
    ending = draw(st.sampled_from([" />\n", "/>", "></sms>\n", " >\n</sms >"]))
    return draw(st.one_of(st.just(""), COMMENT)) + tag + ending, body


@examples(60)
@given(st.lists(records(), max_size=5), st.sampled_from([3, 64, 1 << 20]))
def test_any_text_comes_back_verbatim(pairs, block):
    result = reading(document([text for text, _ in pairs]), block)
    assert result.bodies == [body for _, body in pairs]
    assert result.rejected == []
    assert set(result.repaired) <= {"surrogate_pairs"}
    assert result.notes == []


SMALL = document(
    [
        sms("您好 & 再见", contact_name="王示例"),
        "  <!-- between -->\n",
        sms("😀", date=1),
        backup("mms_parts").read_text("utf-8").split('full">\n')[1].split("  <mms")[1].join(["  <mms", ""]),
        sms("last"),
    ],
    count=4,
)


def test_a_file_cut_off_anywhere():
    whole = reading(SMALL)
    assert len(whole.records) == 4
    ends = [record_end(SMALL, n) for n in range(1, 5)]
    head = SMALL.index(b"<smses ") + 7
    for length in range(head, len(SMALL)):
        cut = reading(SMALL[:length])
        complete = sum(end <= length for end in ends)
        assert cut.records == whole.records[:complete], length
        assert len(cut.rejected) <= 1
        assert all(reject.reason == "truncated" for reject in cut.rejected)
        assert bool(cut.notes) == (length < len(SMALL) - 1)  # the last line break alone may be missing


def record_end(data: bytes, number: int) -> int:
    """Behind the last character of a record of `SMALL`."""
    marks = [
        b'contact_name="\xe7\x8e\x8b\xe7\xa4\xba\xe4\xbe\x8b" />',
        b'date="1" type="1" subject="null" body="\xf0\x9f\x98\x80" read="1" />',
        b"</mms>",
        b'body="last" read="1" />',
    ]
    return data.index(marks[number - 1]) + len(marks[number - 1])


@examples(200)
@given(st.data())
def test_any_byte_may_be_wrong(data):
    place = data.draw(st.integers(0, len(SMALL) - 1))
    damaged = bytearray(SMALL)
    damaged[place] = data.draw(st.one_of(st.integers(0, 255), st.sampled_from(b"<>\"'&/= \n\0-!?")))
    try:
        result = reading(bytes(damaged))
    except InputError:
        assert b"<!" in damaged  # what looks like a document type
        return
    whole = reading(SMALL).records
    before = sum(record_end(SMALL, n) <= place for n in range(1, 5))
    assert result.records[:before] == whole[:before]
    assert len(result.items) >= 3  # two records may have grown into one


@examples(100)
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=12)), min_size=1, max_size=4),
    st.sampled_from([1, 5, 64]),
)
def test_blocks_of_a_damaged_file(edits, block):
    data = bytearray(SMALL)
    for place, text in edits:
        data[place % len(data) : place % len(data) + len(text) // 2] = text
    try:
        whole = reading(bytes(data))
    except InputError:
        with pytest.raises(InputError):
            reading(bytes(data), block)
        return
    assert reading(bytes(data), block) == whole


FRAGMENTS = st.sampled_from(
    [
        *["<sms />", '<sms body="x" />', '<sms body="', "<sms a='1' a='2'/>", "<call/>"],
        *["<mms>", "</mms>", "<mms />", "<parts>", "<part ct='x' data='", "'/>", '" />'],
        *["<x>", "</x>", "<x/>", "text", "a=b", "&", "\n", "<![CDATA[", "]]>"],
        *["<!-- c -->", "<!--", "-->", "<?p ?>", "<?", "?>", "<?xml version='1.0'?>"],
        *["</smses>", "<smses>", "<calls count='1'>"],
    ]
)


@examples(60)
@given(st.lists(FRAGMENTS, max_size=14))
def test_heaps_of_fragments(fragments):
    data = (HEADER + "<smses>" + "".join(fragments)).encode()
    whole = reading(data)
    for block in (1, 3, 8):
        assert reading(data, block)._replace(notes=[]) == whole._replace(notes=[])


def test_an_attachment_that_never_ends_costs_its_message_alone():
    broken = '  <mms date="1" msg_box="1"><parts><part ct="image/png" data="' + "A" * 3_000_000 + "\n"
    result = reading(document([sms("one"), broken, sms("two"), sms("three")]))
    assert result.bodies == ["one", "two", "three"]
    assert [reject.ordinal for reject in result.rejected] == [2]


def test_a_tail_of_zeros_is_one_reject_and_a_note():
    # As a phone leaves it that lost power: the length is right, the content is not.
    data = document([sms("one"), sms("two")])
    place = data.index(b"two")
    result = reading(data[:place] + bytes(3_000_000))
    assert result.bodies == ["one"]
    assert [reject.ordinal for reject in result.rejected] == [2]
    assert any(note.startswith("truncated") for note in result.notes)


def test_ten_megabytes_in_one_attribute():
    text = "长" * 3_400_000
    body = reading(document([sms("LONG").replace("LONG", text), sms("behind")])).bodies
    assert body == [text, "behind"]


def test_four_thousand_broken_records_among_good_ones():
    texts = [sms(f"{n} & more" if n % 3 else f"{n}").replace("&amp;", "&") for n in range(6000)]
    result = reading("".join([HEADER, "<smses>\n", *texts, "</smses>"]).encode())
    assert result.bodies == [f"{n} & more" if n % 3 else f"{n}" for n in range(6000)]
    assert result.repaired == {"ampersand": 4000}
    assert [record.line for record in result.records] == list(range(3, 6003))
