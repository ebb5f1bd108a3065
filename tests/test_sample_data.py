"""The sample backups against their truth.json, read here by means of the test's own."""

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.sample_reader import SHANGHAI, counts_of, kept_of, missed_series, plausible, repaired, seen_in

SAMPLE = Path(__file__).parent.parent / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
FILES = tuple(TRUTH["sources"])
LIST = TRUTH["reconciliation"]["file"]
MOTHER = tuple(f"mother/{name}" for name in TRUTH["mother"]["files"])


@pytest.fixture(scope="module")
def files():
    """Root element, repairs and records of each file, in the order of their names."""
    read = {}
    for name in FILES:
        text, mended = repaired((SAMPLE / name).read_text("utf-8"))
        root = ET.fromstring(text)
        read[name] = root, mended, list(seen_in(root))
    return read


@pytest.fixture(scope="module")
def distinct(files):
    return kept_of(records for _, _, records in files.values())


def test_the_script_writes_the_same_bytes_again(tmp_path):
    subprocess.run([sys.executable, SAMPLE / "make_sample.py", tmp_path], check=True)
    files = (path for path in tmp_path.rglob("*") if path.is_file())
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in files}
    assert set(written) == {*FILES, LIST, *MOTHER, "truth.json"}
    for name, content in written.items():
        assert (SAMPLE / name).read_bytes() == content, name


def test_the_folder_is_small_and_holds_no_other_backup():
    assert {path.name for path in SAMPLE.glob("*.xml")} == set(FILES)
    assert {path.name for path in SAMPLE.glob("*.csv")} == {LIST}
    committed = (path for path in SAMPLE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert sum(path.stat().st_size for path in committed) < 1_500_000


@pytest.mark.parametrize("name", FILES)
def test_each_file_holds_what_was_planted(files, name):
    root, mended, records = files[name]
    truth = TRUTH["sources"][name]
    assert int(root.get("count")) == truth["declared"]
    assert len(records) == truth["records"] == truth["kept"] + truth["duplicates"] + truth["rejected"]
    assert mended == truth["repaired"]
    assert Counter(record.kind for record in records) == truth["kinds"]
    assert Counter(record.direction for record in records) == Counter(truth["directions"])
    times = [record.at_ms for record in records if plausible(record)]
    assert (min(times), max(times)) == (truth["first_ms"], truth["last_ms"])
    made = datetime.strptime(name.split("-")[1], "%Y%m%d%H%M%S.xml").replace(tzinfo=SHANGHAI)
    assert int(root.get("backup_date")) == made.timestamp() * 1000 > max(times)


def test_duplicates_across_files(files, distinct):
    counted: Counter = Counter()
    for name, (_, _, records) in files.items():
        here = Counter(record.identity for record in records)
        assert (here & counted).total() == TRUTH["sources"][name]["duplicates"], name
        counted |= here
    totals = TRUTH["totals"]
    assert counted.total() == len(distinct) == totals["kept"]
    for column in ("records", "kept", "duplicates", "rejected"):
        assert totals[column] == sum(source[column] for source in TRUTH["sources"].values())


def test_the_full_backups_differ_by_what_was_deleted(files):
    january, march = (Counter(record.identity for record in files[name][2]) for name in FILES[2:])
    assert (january - march).total() == TRUTH["deleted_between"] == 7
    assert TRUTH["sources"][FILES[3]]["duplicates"] == january.total() - 7


def test_the_call_logs_overlap_in_part(files):
    first, last = (files[name][2] for name in FILES[:2])
    assert len(last) == 500
    assert first[0].at_ms < last[0].at_ms < first[-1].at_ms < last[-1].at_ms
    assert TRUTH["sources"][FILES[0]]["declared"] == len(first) + 3


@pytest.mark.parametrize("party", TRUTH["parties"])
def test_counts_of_each_party(distinct, party):
    records = [record for record in distinct if record.party == party and record.direction == "in"]
    truth = dict(TRUTH["parties"][party])
    assert missed_series(records) == truth.pop("missed_series")
    names = {record.name for record in records} - {None}
    assert (truth.pop("known"), truth.pop("contact_name")) == (bool(names), names.pop() if names else None)
    truth.pop("actor")
    assert counts_of(records) == truth


def test_counts_of_actors_and_of_all(distinct):
    incoming = [record for record in distinct if record.direction == "in"]
    assert {record.party for record in incoming} == set(TRUTH["parties"])
    assert counts_of(incoming) == TRUTH["all"]
    strangers = [record for record in incoming if not TRUTH["parties"][record.party]["known"]]
    assert counts_of(strangers) == TRUTH["unknown_senders"]
    for name, actor in TRUTH["actors"].items():
        of_actor = {party for party, about in TRUTH["parties"].items() if about["actor"] == name}
        assert of_actor == set(actor["parties"])
        counts = {column: value for column, value in actor.items() if column not in {"role", "parties"}}
        assert counts_of([record for record in incoming if record.party in of_actor]) == counts


def test_oddities(distinct):
    calls = [record for record in distinct if record.kind == "call"]
    repeats = Counter(record.identity for record in distinct)
    assert TRUTH["quirks"] == {
        "implausible_time": sum(not plausible(record) for record in distinct),
        "date_in_seconds": 1,
        "equal_records_in_one_file": repeats.total() - len(repeats),
        "body_is_the_word_null": sum(record.body == "null" for record in distinct),
        "unknown_call_type": sum(record.direction == "unknown" for record in calls),
        "missed_with_ring_seconds": sum(call.type_code == "3" and call.duration != "0" for call in calls),
        "answered_with_zero_seconds": sum(call.type_code == "1" and call.duration == "0" for call in calls),
        "mms_not_downloaded": sum(
            record.kind == "mms" and record.body is None and not record.pictures for record in distinct
        ),
        "sent_to_several": sum("~" in record.party for record in distinct),
    }
    assert (TRUTH["quirks"]["implausible_time"], TRUTH["quirks"]["equal_records_in_one_file"]) == (1, 1)
    assert {call.type_code for call in calls} == {"1", "2", "3", "4", "5", "6", "7", "10"}
    assert {record.type_code for record in distinct if record.kind == "sms"} == set("123456")


def test_attachments_are_pictures_with_their_digests(distinct):
    messages = sorted((one for one in distinct if one.kind in {"mms", "rcs"}), key=lambda one: one.at_ms)
    for record, truth in zip(messages, TRUTH["attachments"], strict=True):
        text = "".join(record.pictures)
        digest = hashlib.sha256(text.encode()).hexdigest() if text else None
        assert truth == {
            "at_ms": record.at_ms,
            "rcs": record.kind == "rcs",
            "part_count": len(record.pictures),
            "part_digest": digest,
        }
        for picture in record.pictures:
            Image.open(io.BytesIO(base64.b64decode(picture, validate=True))).load()


def test_pressure_rises_and_has_its_quiet_days(distinct):
    agents = {party for party, about in TRUTH["parties"].items() if about["actor"]}
    by_day = Counter(
        record.local.date() for record in distinct if record.party in agents and record.direction == "in"
    )
    by_month: Counter = Counter()
    for day, count in by_day.items():
        by_month[f"{day:%Y-%m}"] += count
    assert by_month["2025-11"] < by_month["2025-12"] < by_month["2026-01"] < by_month["2026-02"]
    assert by_month["2026-03"] < by_month["2026-02"]
    for quiet in (date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 13)):
        assert by_day[quiet] == 0
    days = {record.local.date() for record in distinct if plausible(record)}
    first, last = date(2025, 11, 10), date(2026, 3, 15)
    whole = {first + timedelta(days=number) for number in range((last - first).days + 1)}
    assert whole - days == {date(2025, 12, 20), date(2025, 12, 21)}
    agency = TRUTH["actors"]["虚构资产管理"]
    assert agency["longest_run"] == {"days": 27, "first": "2026-01-20", "last": "2026-02-15"}
    assert len(agency["parties"]) == 13


def test_contacts_stand_on_the_borders_of_the_night(distinct):
    times = defaultdict(set)
    for record in distinct:
        if record.party.startswith("+86194") and record.direction == "in":
            times[record.local.time().isoformat("milliseconds")].add(record.kind)
    assert "sms" in times["21:59:59.999"]
    assert "sms" in times["22:00:00.000"]
    assert "call" in times["07:59:59.999"]
    assert "call" in times["08:00:00.000"]


CANNOT_RING = re.compile(
    r"\+?(?:86)?194\d{8}"  # no 194 range is allotted
    r"|0?10-?0\d{7}|\+86100\d{7}"  # no subscriber number begins with 0
    r"|\+1\d{3}55501\d\d"  # kept for fiction
    r"|1060\d{7,14}|9540\d|10044|ExampleAir|EXAMPLEAIR|-1|-2|"
)


@pytest.mark.parametrize("name", [*FILES, *MOTHER])
def test_no_number_can_ring(name):
    root = ET.fromstring(repaired((SAMPLE / name).read_text("utf-8"))[0])
    numbers = {
        number.replace(" ", "")
        for element in root.iter()
        for column in ("address", "number", "service_center")
        for number in element.get(column, "").split("~")
    } - {"null", "insert-address-token"}
    assert len(numbers) > (30 if name in FILES else 2)
    assert [number for number in numbers if not CANNOT_RING.fullmatch(number)] == []
    texts = (
        element.get(column, "") for element in root.iter() for column in ("body", "text", "contact_name")
    )
    for text in texts:
        for number in re.findall(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400\d{7})(?!\d)", text):
            assert CANNOT_RING.fullmatch(number), text


def test_the_readme_names_everyone_and_every_file():
    readme = (SAMPLE / "README.md").read_text("utf-8")
    for name in (*FILES, LIST, *MOTHER):
        assert name in readme
    for party, about in TRUTH["parties"].items():
        if party.startswith(("+8619480", "hidden:")):  # couriers, described together
            continue
        number = party.partition(":")[2] or party.removeprefix("+86")
        assert number in readme.lower().replace(" ", "").replace("-", ""), party
        assert about["contact_name"] is None or about["contact_name"] in readme
    for entry in TRUTH:
        assert f"`{entry}`" in readme
