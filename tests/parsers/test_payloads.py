"""Attachments: hashed as they pass, whatever way they are written, and never kept."""

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from tests.examples import examples
from tests.parsers.reading import WHOLE, reading
from tests.parsers.writing import HEADER, document, mms, picture, sms


def digest(*base64: str) -> str:
    return hashlib.sha256("".join(base64).encode("ascii")).hexdigest()


BASE64 = st.text("ABCabc019+/=", min_size=1, max_size=40).filter(lambda text: text != "null")
BREAKS = st.sampled_from(
    ["", "\n", " ", "\t", "&#10;", "&#13;&#10;", "&#xA;", "&#x0d;&#x0A;", "&#00010;", "\r\n"]
)


@st.composite
def parts(draw):
    """A part as written, and the base64 text that counts (``None`` where none does)."""
    base64 = draw(BASE64)
    sort = draw(
        st.sampled_from(["image/jpeg", "image/gif", "text/x-vcard", "application/smil", "text/plain"])
    )
    quote = draw(st.sampled_from("\"'"))
    cut = draw(st.integers(0, len(base64)))
    written = f"{draw(BREAKS)}{base64[:cut]}{draw(BREAKS)}{base64[cut:]}{draw(BREAKS)}"
    attributes = [f'ct="{sort}"', 'seq="0"', "name='a>b'", f'{"text" if sort == "text/plain" else "fn"}="x"']
    attributes.insert(draw(st.integers(0, 4)), f"data={quote}{written}{quote}")
    counts = sort not in {"application/smil", "text/plain"}
    return (
        f"<part {' '.join(attributes)}{draw(st.sampled_from([' />', '/>', '></part>']))}",
        base64 if counts else None,
    )


@examples(100)
@given(
    st.lists(st.lists(parts(), max_size=4), min_size=1, max_size=4), st.sampled_from([1, 2, 5, 16, 63, WHOLE])
)
def test_digest_is_of_the_base64_text_in_order(messages, block):
    result = reading(document([mms(*(written for written, _ in message)) for message in messages]), block)
    for record, message in zip(result.records, messages, strict=True):
        counting = [base64 for _, base64 in message if base64 is not None]
        assert record.part_count == len(counting)
        assert record.part_digest == (digest(*counting) if counting else None)


@pytest.mark.parametrize("block", [1000, 4096, 65_536])
def test_payloads_larger_than_a_block(block):
    first, second = "ABCD" * 50_000, "wxyz" * 30_000
    data = document([mms(picture(first), picture(second, 1)), sms("behind"), mms(picture(second))])
    records = reading(data, block).records
    assert [record.part_digest for record in records] == [digest(first, second), None, digest(second)]
    assert [record.line for record in records] == [3, 10, 11]


def test_line_breaks_within_base64_count_as_lines():
    data = document([mms(picture("ABCD\nEFGH\nIJKL")), sms("behind")])
    assert [record.line for record in reading(data).records] == [3, 11]


@pytest.mark.parametrize("block", [512, 4096, WHOLE])
def test_a_message_of_many_addresses_starts_its_own_digest(block):
    # Its start tag and its parts stand in different blocks.
    crowd = "~".join(f"194{n:08d}" for n in range(9000))
    data = document(
        [mms(picture("AAAA")), mms(picture("BBBB"), address=crowd, box="2"), mms(picture("CCCC"))]
    )
    assert [r.part_digest for r in reading(data, block).records] == [
        digest("AAAA"),
        digest("BBBB"),
        digest("CCCC"),
    ]


def test_the_digest_of_one_message_never_enters_the_next():
    open_end = mms(picture("AAAA")).replace("  </mms>\n", "")
    closed = mms().replace("<parts>\n    </parts>", "<parts/>")
    result = reading(document([open_end, mms(picture("BBBB")), closed, mms(picture("CCCC"))]))
    assert [record.part_digest for record in result.records] == [digest("BBBB"), None, digest("CCCC")]
    assert [reject.ordinal for reject in result.rejected] == [1]


def test_words_that_look_like_a_payload_stay_text():
    body = 'he wrote <part ct="image/png" data="AAAA" /> and data="BBBB"'
    result = reading(
        document([sms(body), mms(f"<part seq='0' ct='text/plain' text=' data=\"{'A' * 99}\" '/>")])
    )
    assert result.records[0].body == body
    assert result.records[1].body == f' data="{"A" * 99}" '
    assert result.records[1].part_digest is None


def test_twenty_equal_pictures_in_one_file_are_twenty(tmp_path):
    path = tmp_path / "mms.xml"
    path.write_bytes(document([mms(picture("ABCD" * 100))] * 20))
    log = cg.read(path)
    assert log.ledger == {"records": 20, "kept": 20, "duplicates": 0, "rejected": 0}
    assert log.events["event_id"].is_unique
    assert len(log.contacts) == 20
    assert set(log.events["part_digest"]) == {digest("ABCD" * 100)}


def test_other_pictures_make_other_events(tmp_path):
    path = tmp_path / "mms.xml"
    path.write_bytes(
        document([mms(picture("AAAA")), mms(picture("AAAB")), mms(picture("AAAA"), picture("", 1))])
    )
    ids = cg.read(path).events["event_id"].tolist()
    # An empty part changes neither the text nor the digest: the third is the first once more.
    assert len({event_id[:16] for event_id in ids}) == 2
    assert ids[2] == f"{ids[0]}-2"


MEASURE = """
import tracemalloc
from collectguard.parsers import SourceFacts, smsbackup

def blocks():
    yield {head!r}
    for _ in range(200):
        yield b"QUJD" * (1 << 18)
    yield {tail!r}

tracemalloc.start()
records = list(smsbackup.parse(blocks(), SourceFacts()))
print(len(records), records[0].part_digest, tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_attachments():
    # 200 MiB of base64 in one attribute.
    head, tail = document([mms(picture("PAYLOAD")), sms("behind")]).split(b"PAYLOAD")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(head=head, tail=tail)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, found, peak = done.stdout.split()
    assert int(count) == 2
    assert found == hashlib.sha256(b"QUJD" * (200 << 18)).hexdigest()
    assert int(peak) < 30 << 20


def test_an_attachment_without_its_message_is_rejected_once():
    data = (HEADER + "<smses>" + picture("AAAA") + picture("BBBB") + sms("x") + "</smses>").encode()
    result = reading(data)
    assert result.bodies == ["x"]
    assert len(result.rejected) == 1
