"""Many files into one log: ids, duplicates by multiset, the ledger."""

import hashlib
import json
from collections import Counter
from xml.sax.saxutils import quoteattr

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from tests.examples import examples

SETTINGS = cg.settings_for("CN")


def sms(address="19400000001", date=1_767_225_600_000, code="1", body="made up"):
    return f"<sms address={quoteattr(address)} date='{date}' type='{code}' body={quoteattr(body)} />"


def call(number="19400000001", date=1_767_225_600_000, code="3", duration="0"):
    return f"<call number='{number}' date='{date}' type='{code}' duration='{duration}' />"


def write(path, *records, root="smses"):
    path.write_text(f"<{root} count='{len(records)}'>\n" + "\n".join(records) + f"\n</{root}>\n", "utf-8")
    return path


def identity(kind, code, party, date, body=None, digest=None, duration=None, owner="me"):
    row = [owner, kind, code, party, date, body, digest, duration]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_ids_are_what_the_format_says(tmp_path):
    body = '她说"还钱"\n再\\见 😀\u2028'
    write(tmp_path / "a.xml", sms(body=body).replace("\n", "&#10;"), sms("M-Money", code="2", body=""))
    write(tmp_path / "b.xml", call(duration="48"), call("-2", code="9", duration="null"), root="calls")
    log = cg.read([tmp_path / "a.xml", tmp_path / "b.xml"], SETTINGS)
    date = 1_767_225_600_000
    assert set(log.events["event_id"]) == {
        identity("sms", "1", "+8619400000001", date, body),
        identity("sms", "2", "text:m-money", date, ""),
        identity("call", "3", "+8619400000001", date, duration="48"),
        identity("call", "9", "hidden:restricted", date),
    }


def test_an_id_depends_on_whose_phone_it_is(tmp_path):
    path = write(tmp_path / "a.xml", sms())
    ids = {
        owner: cg.read(path, cg.settings_for("CN", owner=owner)).events["event_id"].item()
        for owner in ("me", '表妹"李"')
    }
    assert ids == {
        owner: identity("sms", "1", "+8619400000001", 1_767_225_600_000, "made up", owner=owner)
        for owner in ids
    }


def test_equal_records_in_one_file_are_all_kept(tmp_path):
    log = cg.read(write(tmp_path / "burst.xml", *[sms()] * 3), SETTINGS)
    first = identity("sms", "1", "+8619400000001", 1_767_225_600_000, "made up")
    assert list(log.events["event_id"]) == [first, f"{first}-2", f"{first}-3"]
    assert len(log.contacts) == 3


def test_same_millisecond_from_three_senders_is_three(tmp_path):
    path = write(tmp_path / "a.xml", *(sms(f"1940000000{n}") for n in range(3)))
    assert len(cg.read(path, SETTINGS).contacts) == 3


def test_the_second_file_is_marked_and_both_rows_can_be_seen(tmp_path):
    old = write(tmp_path / "old.xml", sms(), sms(), sms(body="deleted later"))
    new = write(tmp_path / "new.xml", sms(), sms(), sms(), sms(body="newer"))
    log = cg.read([old, new], SETTINGS)
    assert log.ledger == {"records": 7, "kept": 5, "duplicates": 2, "rejected": 0}
    assert list(log.sources["kept"]) == [3, 2]
    copies = log.events[log.events["duplicate_of"].notna()]
    assert list(copies["source_id"]) == [1, 1]
    assert (copies["event_id"] == copies["duplicate_of"]).all()
    assert Counter(log.events["event_id"])[copies["event_id"].iloc[0]] == 2


def test_a_millisecond_or_a_letter_apart_is_no_duplicate(tmp_path):
    one = write(tmp_path / "a.xml", sms(), call(duration="5"))
    other = write(tmp_path / "b.xml", sms(date=1_767_225_600_001), sms(body="made uP"), call(duration="6"))
    assert cg.read([one, other], SETTINGS).ledger["duplicates"] == 0


def test_full_incremental_and_archive_give_what_the_newest_full_gives(tmp_path):
    days = [sms(date=1_767_225_600_000 + day * 86_400_000, body=f"day {day}") for day in range(10)]
    full = write(tmp_path / "full.xml", *days)
    parts = [write(tmp_path / f"part{n}.xml", *days[n : n + 4]) for n in range(0, 8, 3)]
    merged = cg.read([*parts, full], SETTINGS)
    alone = cg.read(full, SETTINGS)
    assert set(merged.contacts["event_id"]) == set(alone.contacts["event_id"])
    figures = [
        cg.statistics.as_json(cg.statistics.overview(log, by="all").iloc[0]) for log in (merged, alone)
    ]
    assert figures[0] == figures[1]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=3)


@examples(25)
@given(files=st.lists(st.lists(texts, max_size=6), min_size=1, max_size=4), data=st.data())
def test_ledger_and_multiset_whatever_the_files_and_their_order(files, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    paths = [
        write(folder / f"{n}.xml", *(sms(body=body) for body in bodies)) for n, bodies in enumerate(files)
    ]
    log = cg.read(paths, SETTINGS)
    wanted = Counter()
    for bodies in files:
        wanted |= Counter(bodies)  # the k-th equal record of one file meets the k-th of another
    assert Counter(log.contacts["body"]) == wanted
    for source, bodies in zip(log.sources.itertuples(), files, strict=True):
        assert source.records == len(bodies) == source.kept + source.duplicates + source.rejected
    again = cg.read(data.draw(st.permutations(paths)), SETTINGS)
    assert set(again.contacts["event_id"]) == set(log.contacts["event_id"])


@pytest.mark.parametrize(
    ("code", "duration", "direction", "outcome", "talk", "ring"),
    [
        ("1", "48", "in", "answered", 48, None),
        ("1", "0", "in", "answered", 0, None),
        ("2", "30", "out", "answered", 30, None),
        ("2", "0", "out", "unanswered", 0, None),
        ("2", "null", "out", "unknown", None, None),
        ("3", "48", "in", "missed", 0, 48),
        ("3", "0", "in", "missed", 0, None),
        ("4", "12", "in", "voicemail", 0, 12),
        ("5", "3", "in", "rejected", 0, 3),
        ("6", "0", "in", "blocked", 0, None),
        ("7", "20", "in", "elsewhere", 20, None),
        ("10", "7", "unknown", "unknown", 7, None),
        ("1000", "-1", "unknown", "unknown", None, None),
    ],
)
def test_what_a_call_was(tmp_path, code, duration, direction, outcome, talk, ring):
    log = cg.read(write(tmp_path / "c.xml", call(code=code, duration=duration), root="calls"), SETTINGS)
    row = log.events.iloc[0]
    found = [None if pd.isna(row[name]) else row[name] for name in ("duration_s", "ring_s")]
    assert (row["direction"], row["outcome"], *found) == (direction, outcome, talk, ring)


@pytest.mark.parametrize(
    ("date", "backup", "moment", "quality"),
    [
        ("1767225600000", None, "2026-01-01T00:00:00Z", "ok"),
        ("1767225600", None, "2026-01-01T00:00:00Z", "ok"),
        ("1767225600000000", None, "2026-01-01T00:00:00Z", "ok"),
        ("1767225600000000000", None, "2026-01-01T00:00:00Z", "ok"),
        ("1199145599999", None, "2007-12-31T23:59:59.999Z", "implausible"),
        ("1199145600000", None, "2008-01-01T00:00:00Z", "ok"),
        ("0", None, "1970-01-01T00:00:00Z", "implausible"),
        ("4102444800001", None, "2100-01-01T00:00:00.001Z", "implausible"),
        ("1767225600000", "1767052800000", "2026-01-01T00:00:00Z", "ok"),
        ("1767225600001", "1767052800000", "2026-01-01T00:00:00.001Z", "implausible"),
        ("bad", None, None, "missing"),
        ("", None, None, "missing"),
        ("9" * 30, None, None, "missing"),
    ],
)
def test_time_and_its_quality(tmp_path, date, backup, moment, quality):
    attribute = f" backup_date='{backup}'" if backup else ""
    path = tmp_path / "t.xml"
    path.write_text(f"<smses count='1'{attribute}>{sms(date=date)}</smses>", "utf-8")
    log = cg.read(path, SETTINGS)
    row = log.events.iloc[0]
    assert row["time_quality"] == quality
    assert pd.isna(row["started_at"]) if moment is None else row["started_at"] == pd.Timestamp(moment)
    assert len(log.timed) == (quality == "ok")
