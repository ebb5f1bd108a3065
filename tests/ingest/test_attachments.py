"""Attachments are written as files: the right bytes, under names of our own, whatever the backup says."""

import base64
import hashlib
import json
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.errors import InputError, SettingsError
from collectguard.ingest.attachments import check, extract, out_of_reach
from collectguard.parsers.spool import Spool
from tests.examples import examples
from tests.parsers.writing import DATE, document, mms, quoted, sms

SAMPLE = Path(__file__).parents[2] / "sample_data"
SAFE = re.compile(r"[0-9a-f]{16}(?:-\d+)?-\d+\.(?:jpg|png|gif|webp|mp4|3gp|amr|mp3|pdf|vcf|bin)")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def part(data, ct="image/jpeg", **names):
    claimed = "".join(f" {name}={quoted(value)}" for name, value in names.items())
    text = base64.b64encode(data).decode() if isinstance(data, bytes) else data
    return f'<part seq="0" ct={quoted(ct)}{claimed} text="null" data="{text}" />'


def extracted(tmp_path, *records, path=None):
    """The rows and the files of a backup of these records."""
    path = path or tmp_path / "sms.xml"
    if records:
        path.write_bytes(document(records))
    folder = tmp_path / "out"
    folder.mkdir()
    rows = extract(cg.read(path), path, folder)
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(files) == {row.file for row in rows if row.file}
    assert all(SAFE.fullmatch(name) for name in files)
    for row in rows:
        if row.file:
            assert (row.size, row.sha256) == (len(files[row.file]), sha256(files[row.file]))
    return rows, files


def decoded(tmp_path, text, step):
    """What a spool makes of base64 text given in pieces."""
    tmp_path.mkdir(exist_ok=True)
    spool = Spool(tmp_path)
    for place in range(0, len(text), step):
        spool.write(text[place : place + step])
    found = spool.take(spool.keep("0"))
    data = found.path.read_bytes()
    found.path.unlink()
    assert (found.size, found.sha256) == (len(data), sha256(data))
    return data, found.whole


@examples(50)
@given(st.binary(min_size=1, max_size=60), st.integers(1, 9))
def test_sound_base64_is_decoded_however_it_is_cut(tmp_path_factory, data, step):
    assert decoded(tmp_path_factory.getbasetemp() / "spool", base64.b64encode(data), step) == (data, True)


@pytest.mark.parametrize("step", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("text", "data"),
    [
        (b"QUJDREVG*QUJD", b"ABCDEF"),  # behind a foreign character nothing is certain
        (b"QUJD\xc3\xa4QUJD", b"ABC"),
        (b"QUJDRE", b"ABCD"),  # padding is missing: it may go on
        (b"QUJDR", b"ABC"),  # six bits
        (b"QUI=QUJD", b"AB"),
        (b"QUJD=", b"ABC"),
        (b"QUI==", b"AB"),
        (b"R===", b""),
        (b"====", b""),
    ],
)
def test_broken_base64_gives_what_stands_before_the_damage(tmp_path, text, data, step):
    assert decoded(tmp_path, text, step) == (data, False)


def test_sample_against_its_truth(tmp_path):
    """The truth holds the digest over the base64 text, written by another program."""
    paths = sorted(SAMPLE.glob("sms-*.xml"))
    log = cg.read(paths)
    folder = tmp_path / "out"
    folder.mkdir()
    texts = {}
    for row in extract(log, paths, folder):
        texts[row.event_id] = texts.get(row.event_id, b"") + base64.b64encode(
            (folder / row.file).read_bytes()
        )
    received = log.contacts[log.contacts["kind"] == "mms"].set_index("event_id")
    found = {
        (round(received.at[event_id, "started_at"].timestamp() * 1000), sha256(text))
        for event_id, text in texts.items()
    }
    truth = {
        (each["at_ms"], each["part_digest"])
        for each in json.loads((SAMPLE / "truth.json").read_text("utf-8"))["attachments"]
        if each["part_count"]
    }
    assert found <= truth
    assert truth - found == {(1772940600000, sha256_of_sent(log))}
    assert all(data.startswith(b"\x89PNG") for data in (path.read_bytes() for path in folder.iterdir()))


def sha256_of_sent(log):
    sent = log.unique[(log.unique["direction"] == "out") & (log.unique["part_count"].fillna(0) > 0)]
    return sent["part_digest"].item()


def test_which_parts_and_which_messages(tmp_path):
    smil = '<part seq="-1" ct="application/smil" text="&lt;smil/&gt;" data="QUJD" />'
    words = '<part seq="0" ct="text/plain" text="made up" />'
    in_data = part(b"text in data alone", "text/plain")
    rows, files = extracted(
        tmp_path,
        sms("no part"),
        mms(smil, part(b"first", name="a.jpg"), words, part(b"second", "IMAGE/PNG; charset=x"), in_data),
        mms(part(b"sent"), box="2", date=DATE + 1000),
        mms(part(b"a draft"), box="3", date=DATE + 2000),
        mms(part("null"), part("", cl="b.jpg"), date=DATE + 3000),
        mms(words, date=DATE + 4000),
    )
    assert len(files) == 3
    first, absent = rows[0].event_id, rows[-1].event_id
    assert [(row.event_id, row.part, row.state, row.claimed_name, row.file) for row in rows] == [
        (first, 1, "whole", "a.jpg", f"{first}-1.jpg"),
        (first, 2, "whole", "", f"{first}-2.png"),
        (first, 3, "whole", "", f"{first}-3.bin"),
        (absent, 1, "absent", "", None),
        (absent, 2, "absent", "b.jpg", None),
    ]
    assert [files[row.file] for row in rows[:3]] == [b"first", b"second", b"text in data alone"]


def test_equal_messages_of_one_file_and_of_two(tmp_path):
    one, two = tmp_path / "1.xml", tmp_path / "2.xml"
    burst = mms(part(b"again"))
    one.write_bytes(document([burst, burst]))
    two.write_bytes(document([sms("before"), burst, mms(part(b"later"), date=DATE + 9000)]))
    folder = tmp_path / "out"
    folder.mkdir()
    rows = extract(cg.read([one, two]), [one, two, one], folder)
    ids = [row.event_id for row in rows]
    assert ids[1] == f"{ids[0]}-2"
    assert [(folder / row.file).read_bytes() for row in rows] == [b"again", b"again", b"later"]
    assert len([*folder.iterdir()]) == 3


@pytest.mark.parametrize(
    "ct", ["image/../../../etc/jpeg", "/etc/passwd", "image/jpeg/../x", "text/html", "", "image/\u202egpj"]
)
def test_no_word_of_the_backup_becomes_a_path(tmp_path, ct):
    name = "../../x\u202e.exe\n=cmd|' /C calc'!A0"
    rows, files = extracted(tmp_path, mms(part(b"<script>", ct, name=name)))
    (row,) = rows
    assert (row.content_type, row.claimed_name) == (ct, name)
    assert files == {f"{row.event_id}-1.bin": b"<script>"}
    assert {path.name for path in tmp_path.iterdir()} == {"sms.xml", "out"}


def test_ten_thousand_parts(tmp_path):
    rows, files = extracted(tmp_path, mms(*(part(b"%d" % number) for number in range(10_000))))
    assert len(rows) == len(files) == 10_000
    assert files[rows[9_998].file] == b"9998"


def test_memory_does_not_grow_with_a_part(tmp_path):
    data = bytes(range(256)) * (24 << 12)  # 24 MiB
    path, folder = tmp_path / "sms.xml", tmp_path / "out"
    path.write_bytes(document([mms(part(data, "video/mp4"))]))
    folder.mkdir()
    log = cg.read(path)
    tracemalloc.start()
    (row,) = extract(log, path, folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (row.state, row.size, row.sha256) == ("whole", len(data), sha256(data))
    assert peak < len(data) / 2


@pytest.mark.parametrize(
    ("damaged", "state"),
    [
        ('<part seq="0" ct="image/gif" data="QUJD%%%" />', "damaged"),
        ('<part seq="0" ct="image/gif" data="QUJD" REVG" />', "damaged"),  # a quote within the value
        ('<part seq="0" ct="image/gif" text="raw \x01 & control" data="QUJD" />', "whole"),
    ],
)
def test_damage_costs_its_own_part_alone(tmp_path, damaged, state):
    before, after = mms(part(b"before"), date=DATE - 1000), mms(part(b"after"), date=DATE + 1000)
    rows, files = extracted(tmp_path, before, mms(damaged, part(b"beside")), after)
    assert [(row.state, files[row.file]) for row in rows] == [
        ("whole", b"before"), (state, b"ABC"), ("whole", b"beside"), ("whole", b"after"),
    ]  # fmt: skip


def test_a_message_that_cannot_be_read_leaves_no_file(tmp_path):
    cut = mms(part(b"cut off")).partition("<addrs>")[0]
    rows, files = extracted(tmp_path, mms(part(b"before")), cut)
    assert [files[row.file] for row in rows] == [b"before"]


def test_a_tag_too_long_to_look_into(tmp_path):
    long = f'<part seq="0" ct="image/gif" text="null" fn="{"x" * (5 << 20)}" data="QUJD" />'
    rows, files = extracted(tmp_path, mms(long, part(b"beside")))
    assert [(row.state, files[row.file]) for row in rows] == [("whole", b"ABC"), ("whole", b"beside")]


def test_a_mark_of_another_message_is_no_attachment(tmp_path):
    """What stands for a payload while it is read cannot be written by a backup to get at another's."""
    digest = sha256(base64.b64encode(b"secret"))
    rows, files = extracted(tmp_path, mms(part(f"{digest}#1")), mms(part(b"secret"), date=DATE + 1000))
    assert [row.state for row in rows] == ["damaged", "whole"]
    assert files[rows[1].file] == b"secret"


def test_in_archives_also_of_two_files_with_one_name(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sms.xml", document([mms(part(b"one"))]))
        archive.writestr("../../x.jpg", b"\xff\xd8\xff")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("sms.xml", document([mms(part(b"two"), date=DATE + 1000)]))
    rows, files = extracted(tmp_path, path=path)
    assert [files[row.file] for row in rows] == [b"one", b"two"]


@pytest.mark.parametrize("change", ["other", "longer", "gone"])
def test_a_backup_that_is_not_the_one_that_was_read(tmp_path, change):
    path, folder = tmp_path / "sms.xml", tmp_path / "out"
    path.write_bytes(document([mms(part(b"one"))]))
    folder.mkdir()
    log = cg.read(path)
    if change == "gone":
        path.unlink()
    else:
        text = path.read_bytes()
        path.write_bytes(text.replace(b"19400001111", b"19400002222") if change == "other" else text + b"\n")
    with pytest.raises(InputError, match="not there any more" if change == "gone" else "changed"):
        extract(log, path, folder)


def test_standard_input_cannot_be_read_twice():
    with pytest.raises(SettingsError, match="only once"):
        check(["-"])
    check("sms.xml")


def test_what_other_formats_keep_is_counted(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(document([mms(part(b"one")), mms(part(b"two"), box="2")]))
    log = cg.read(path)
    assert out_of_reach(log) == 0
    log.sources["parser"] = "another"
    assert out_of_reach(log) == 1
    assert extract(log, path, tmp_path) == ()
