import hashlib
import json

from tests.cli.helpers import SAMPLE, backup, invoke, sms

FIRST = sms("19400000001", "2026-03-01 23:00:00")
SECOND = sms("19400000002", "2026-03-02 08:00:00", code=2)
DRAFT = sms("19400000002", "2026-03-02 09:00:00", code=3)
ODD = sms("19400000003", "2026-03-03 09:00:00.250", code=77)
CUT = '<sms address="19400000004" date="17'

KEYS = [
    "path", "format", "sha256", "declared", "records", "kept", "duplicates", "rejected", "repaired", "first",
    "last", "kinds", "directions",
]  # fmt: skip


def inspected(*paths):
    result = invoke("inspect", *paths, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_two_overlapping_files_one_of_them_cut_off(tmp_path):
    one = backup(tmp_path / "one.xml", FIRST, SECOND, DRAFT)
    two = backup(tmp_path / "two.xml", SECOND, ODD, CUT, declared=5, end="")
    report = inspected(one, two)
    assert report["schema"] == 1
    assert report["totals"] == {"records": 6, "kept": 4, "duplicates": 1, "rejected": 1}
    whole, cut = report["sources"]
    assert {key: whole[key] for key in KEYS} == {
        "path": one,
        "format": "SMS Backup & Restore",
        "sha256": hashlib.sha256((tmp_path / "one.xml").read_bytes()).hexdigest(),
        "declared": 3,
        "records": 3,
        "kept": 3,
        "duplicates": 0,
        "rejected": 0,
        "repaired": {},
        "first": "2026-03-01T15:00:00.000Z",
        "last": "2026-03-02T01:00:00.000Z",
        "kinds": {"sms": 3},
        "directions": {"in": 1, "out": 2, "unknown": 0},
    }
    assert {key: cut[key] for key in KEYS} == {
        "path": two,
        "format": "SMS Backup & Restore",
        "sha256": hashlib.sha256((tmp_path / "two.xml").read_bytes()).hexdigest(),
        "declared": 5,
        "records": 3,
        "kept": 1,
        "duplicates": 1,
        "rejected": 1,
        "repaired": {},
        "first": "2026-03-02T00:00:00.000Z",
        "last": "2026-03-03T01:00:00.250Z",
        "kinds": {"sms": 2},
        "directions": {"in": 0, "out": 1, "unknown": 1},
    }
    (unreadable,) = cut["unreadable"]
    assert (unreadable["ordinal"], unreadable["line"], unreadable["reason"]) == (3, 5, "truncated")
    assert unreadable["excerpt"].startswith(CUT)


def test_people_are_told_the_same(tmp_path):
    path = backup(tmp_path / "two.xml", SECOND, ODD, CUT, declared=5, end="")
    text = " ".join(invoke("inspect", path).stdout.split())
    assert "Records 3 (the file says 5)" in text
    assert "2 kept, 0 duplicates, 1 unreadable" in text
    assert "Period 2026-03-02 08:00 to 2026-03-03 09:00 (Asia/Shanghai)" in text
    assert "Unreadable line 5: the file ends in the middle of the record" in text
    assert "Records: 3 = 2 kept + 0 duplicates + 1 unreadable." in text


def test_times_for_people_are_those_of_the_zone(tmp_path):
    path = backup(tmp_path / "one.xml", FIRST)
    assert (
        "2026-03-01 10:00 to 2026-03-01 10:00 (America/New_York)"
        in invoke("inspect", path, "--tz", "America/New_York").stdout
    )


def test_strict_tells_of_records_left_out(tmp_path):
    path = backup(tmp_path / "two.xml", FIRST, CUT, end="")
    assert invoke("inspect", path).exit_code == 0
    assert invoke("inspect", path, "--strict").exit_code == 4
    assert invoke("inspect", path, "nosuch.xml", "--strict").exit_code == 3
    assert invoke("inspect", backup(tmp_path / "whole.xml", FIRST), "--strict").exit_code == 0


def test_files_that_were_not_read_are_in_the_json(tmp_path):
    path = backup(tmp_path / "one.xml", FIRST)
    result = invoke("inspect", path, "nosuch.xml", "--json")
    assert result.exit_code == 3
    (unread,) = json.loads(result.stdout)["unread"]
    assert unread["what"] == "nosuch.xml: there is no such file."


def test_ledger_of_the_sample_adds_up():
    for source in inspected(*sorted(SAMPLE.glob("*.xml")))["sources"]:
        assert source["records"] == source["kept"] + source["duplicates"] + source["rejected"]
        assert source["records"] == sum(source["kinds"].values()) + source["rejected"]
        assert sum(source["kinds"].values()) == sum(source["directions"].values())


def test_nothing_is_written(tmp_path, monkeypatch):
    path = backup(tmp_path / "one.xml", FIRST)
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "one.xml").stat()
    inspected(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["one.xml"]
    assert (tmp_path / "one.xml").stat().st_mtime_ns == before.st_mtime_ns


def test_a_time_that_is_no_instant_is_shown_as_it_is_written(tmp_path):
    rows = [
        f"2026-02-{day:02d} 10:00:00,19400001111,被叫,5" for day in range(25, 37)
    ]  # eight of them no dates
    (tmp_path / "list.csv").write_text("\n".join(["起始时间,对方号码,呼叫类型,通话时长", *rows]), "utf-8")
    (source,) = inspected(tmp_path / "list.csv")["sources"]
    assert source["written_times"] == [
        {"ordinal": day - 24, "line": day - 23, "text": f"2026-02-{day:02d} 10:00:00"}
        for day in range(29, 37)
    ]
    lines = invoke("inspect", tmp_path / "list.csv").stdout.splitlines()
    (first,) = [line for line in lines if "Time as written" in line and "line 6:" in line]
    assert first.endswith("line 6: 2026-02-29 10:00:00")
    assert any("and 3 more; --json lists them all" in line for line in lines)
