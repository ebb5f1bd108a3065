"""The ledger adds up, equal records meet by multiset, and ids are what the contract says."""

import hashlib
import itertools
import json
from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.settings import settings_for
from tests.examples import examples
from tests.parsers.cases import backup
from tests.parsers.writing import DATE, call, document, mms, picture, sms

RECORDS = [sms("a"), sms("b"), sms("a", date=DATE + 1), sms("a", kind="2"), sms("a", address="19400002222")]
REJECT = '  <sms body=broken" />\n'


def write(folder, *files):
    """Each file is a list of records; its path."""
    paths = []
    for number, records in enumerate(files):
        path = folder / f"{number}.xml"
        path.write_bytes(document(records))
        paths.append(path)
    return paths


def in_file_order(log):
    return log.events.sort_values(["source_id", "ordinal"], ignore_index=True)


BAGS = st.lists(st.lists(st.sampled_from([*RECORDS, REJECT]), max_size=8), min_size=1, max_size=4)


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BAGS)
def test_ledger_adds_up_and_equal_records_meet(tmp_path, bags):
    log = cg.read(write(tmp_path, *bags))
    for source, bag in zip(log.sources.itertuples(), bags, strict=True):
        assert source.records == len(bag) == source.kept + source.duplicates + source.rejected
        assert source.rejected == bag.count(REJECT)
        assert (
            source.kept + source.duplicates == sum(source.directions.values()) == sum(source.kinds.values())
        )
    assert log.ledger["records"] == sum(map(len, bags))

    events = in_file_order(log)
    good = [[record for record in bag if record != REJECT] for bag in bags]
    seen: Counter[str] = Counter()
    kept = []
    for bag in good:
        # By hand: the k-th of a kind is kept where no earlier file has a k-th.
        here: Counter[str] = Counter()
        for record in bag:
            here[record] += 1
            kept.append(here[record] > seen[record])
        seen |= here
    assert events["duplicate_of"].isna().tolist() == kept
    # As many of each are kept as the file with the most of them has.
    assert log.ledger["kept"] == sum(seen.values())
    marked = events["duplicate_of"].notna()
    assert (events.loc[marked, "duplicate_of"] == events.loc[marked, "event_id"]).all()
    assert log.unique["event_id"].is_unique
    assert set(events.loc[marked, "event_id"]) <= set(log.unique["event_id"])


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BAGS)
def test_the_order_of_files_changes_only_which_row_is_marked(tmp_path, bags):
    paths = write(tmp_path, *bags)
    forth, back = cg.read(paths), cg.read(paths[::-1])
    assert sorted(forth.unique["event_id"]) == sorted(back.unique["event_id"])
    assert forth.ledger == back.ledger
    assert sorted(forth.events["event_id"]) == sorted(back.events["event_id"])


def test_the_file_given_first_keeps(tmp_path):
    first, second = write(tmp_path, [sms("x")], [sms("x")])
    assert cg.read([first, second]).sources["duplicates"].tolist() == [0, 1]
    assert cg.read([second, first]).sources["duplicates"].tolist() == [0, 1]
    assert cg.read([second, first]).sources["path"].tolist() == [str(second), str(first)]


def test_overlapping_backups():
    log = cg.read([backup("q17_overlap_older"), backup("q17_overlap_newer")])
    events = in_file_order(log)
    assert events["body"].tolist() == ["one", "two", "two", "two", "two", "two", "three"]
    assert events["duplicate_of"].notna().tolist() == [False, False, False, True, True, False, False]
    two = events["event_id"][1]
    assert events["event_id"][1:6].tolist() == [two, f"{two}-2", two, f"{two}-2", f"{two}-3"]
    assert events["duplicate_of"][3:5].tolist() == [two, f"{two}-2"]


def test_the_same_file_twice_is_all_duplicates(tmp_path):
    (path,) = write(tmp_path, [sms("x"), sms("x"), sms("y")])
    log = cg.read([path, path])
    assert log.sources[["kept", "duplicates"]].to_numpy().tolist() == [[3, 0], [0, 3]]
    assert len(set(log.sources["sha256"])) == 1


def test_full_incremental_and_archive_say_the_same_as_the_newest_full(tmp_path):
    days = [[sms(f"{day} {n}", date=DATE + day * 86_400_000 + n // 2) for n in range(6)] for day in range(4)]
    days[2].append(days[2][0])  # a burst: twice the same
    full = list(itertools.chain(*days))
    files = write(tmp_path, days[0] + days[1], days[1], days[2], full, days[0] + days[1] + days[2], days[3])
    everything, newest = cg.read(files), cg.read(files[3])
    columns = ["event_id", "kind", "direction", "outcome", "started_at", "party", "body", "known"]
    pd.testing.assert_frame_equal(
        everything.contacts[columns].sort_values("event_id", ignore_index=True),
        newest.contacts[columns].sort_values("event_id", ignore_index=True),
    )
    assert everything.ledger["records"] == 12 + 6 + 7 + 25 + 19 + 6


def test_three_texts_of_one_millisecond_from_three_senders_are_three(tmp_path):
    paths = write(tmp_path, [sms("pay", address=f"1940000000{n}") for n in range(3)])
    log = cg.read(paths)
    assert len(log.contacts) == 3
    assert log.events["event_id"].str.len().eq(16).all()
    assert log.events["event_id"].is_unique


@pytest.mark.parametrize(
    "other",
    [
        sms("x", date=DATE + 1),
        sms("x "),
        sms("x", address="19400002222"),
        sms("x", kind="2"),
        call(number="19400001111"),
        mms('<part seq="0" ct="text/plain" text="x"/>'),
    ],
)
def test_records_that_differ_in_anything_are_two(tmp_path, other):
    log = cg.read(write(tmp_path, [sms("x")], [other]))
    assert log.ledger["duplicates"] == 0


@pytest.mark.parametrize(
    "same",
    [
        sms("x", address="+86 194 0000 1111"),
        sms("x", contact_name="王示例"),
        sms("x", date=DATE * 1000),
        sms("x", sub_id="2", date_sent="5"),
    ],
)
def test_other_spellings_of_one_record_are_one(tmp_path, same):
    log = cg.read(write(tmp_path, [sms("x")], [same]))
    assert log.ledger["duplicates"] == 1


@pytest.mark.parametrize("owner", ["me", "妈妈", 'a "quoted" \\ one'])
def test_event_ids_are_what_the_contract_says(tmp_path, owner):
    base64 = "QUJD"
    text = 'He said "pay"\n\t\\ 😀 \u2028 / <&>\x7f'
    files = write(
        tmp_path,
        [
            sms(text),
            sms("null", date="null"),
            call(kind="3", duration="48"),
            call(kind="1000", duration="null", number="-2"),
            mms(picture(base64)),
            sms("x", kind="null", date="1767225600").replace(' body="x"', ""),
        ],
    )
    digest = hashlib.sha256(base64.encode()).hexdigest()
    number = "+8619400001111"
    expected = [
        [owner, "sms", "1", number, DATE, text, None, None],
        [owner, "sms", "1", number, None, "null", None, None],
        [owner, "call", "3", number, DATE, None, None, "48"],
        [owner, "call", "1000", "hidden:restricted", DATE, None, None, None],
        [owner, "mms", "1", number, DATE, None, digest, None],
        [owner, "sms", None, number, DATE, None, None, None],
    ]
    ids = [
        hashlib.sha256(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:16]
        for row in expected
    ]
    log = cg.read(files, settings_for("CN", owner=owner))
    assert in_file_order(log)["event_id"].tolist() == ids
    assert log.events["owner"].unique().tolist() == [owner]
    assert cg.read(files, settings_for("CN", owner="someone else")).events["event_id"].isin(ids).sum() == 0


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
)
def test_event_id_of_any_body(tmp_path, body):
    log = cg.read(write(tmp_path, [sms(body)]))
    row = ["me", "sms", "1", "+8619400001111", DATE, body, None, None]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    assert log.events["event_id"].tolist() == [hashlib.sha256(text.encode()).hexdigest()[:16]]
    assert log.events["body"].tolist() == [body]


def test_more_records_than_a_batch(tmp_path):
    paths = write(tmp_path, [sms(str(n % 7), date=DATE + n % 1000) for n in range(10_000)])
    log = cg.read(paths)
    assert log.ledger == {"records": 10_000, "kept": 10_000, "duplicates": 0, "rejected": 0}
    assert log.events["event_id"].is_unique
    assert in_file_order(log)["ordinal"].tolist() == list(range(1, 10_001))
    assert log.events["started_at"].is_monotonic_increasing


def test_rows_are_sorted_by_time_then_file_then_place(tmp_path):
    files = write(
        tmp_path,
        [sms("late", date=DATE + 5), sms("none", date=""), sms("same", date=DATE)],
        [sms("same too", date=DATE), sms("none too", date="x"), sms("early", date=DATE - 5)],
    )
    bodies = cg.read(files).events["body"].tolist()
    assert bodies == ["early", "same", "same too", "late", "none", "none too"]


def test_a_name_known_in_one_file_is_known_in_all(tmp_path):
    files = write(
        tmp_path,
        [sms("x", contact_name="王示例")],
        [sms("y", address="+8619400001111"), sms("z", address="1069000")],
    )
    events = in_file_order(cg.read(files))
    assert events["known"].tolist() == [True, True, False]
    assert events["contact_name"].isna().tolist() == [False, True, True]
