import csv
import importlib.metadata
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from collectguard.cli import checks
from collectguard.cli.commands import completion, demo
from collectguard.errors import ExitCode, MissingPartError
from collectguard.schema import EVENT_DTYPES
from tests.cli.helpers import backup, environment, invoke, run, sms


@pytest.fixture
def overlapping(tmp_path):
    """Two files with one message in common."""
    common = sms("19400000001", "2026-03-01 23:00:00", '=1+1, "quoted"\n第二行 😀')
    return (
        backup(tmp_path / "one.xml", common, sms("19400000002", "2026-03-02 12:00:00")),
        backup(tmp_path / "two.xml", common),
    )


def test_csv_has_every_event_in_the_columns_of_the_schema(overlapping, tmp_path):
    path = tmp_path / "events.csv"
    result = invoke("export", *overlapping, "--format", "csv", "-o", path)
    assert result.stdout == f"{path}\n"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(EVENT_DTYPES)
    assert len(rows) == 3
    assert [bool(row["duplicate_of"]) for row in rows] == [False, True, False]
    assert rows[0]["body"] == '=1+1, "quoted"\n第二行 😀'
    assert rows[0]["started_at"] == "2026-03-01T15:00:00.000Z"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_standard_output_gets_the_same_bytes_as_a_file(form, overlapping, tmp_path):
    assert invoke("export", *overlapping, "--format", form, "-o", tmp_path / "events").exit_code == 0
    streamed = invoke("export", *overlapping, "--format", form, "-o", "-")
    assert streamed.stdout_bytes == (tmp_path / "events").read_bytes()
    assert streamed.stderr == ""


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.csv", b"\xef\xbb\xbfevent_id,"),
        ("a.jsonl", b'{"event_id":'),
        ("a.ndjson", b'{"event_id":'),
        ("a.sqlite", b"SQLite format 3"),
        ("a.DB", b"SQLite format 3"),
        ("a", b"\xef\xbb\xbfevent_id,"),
    ],
)
def test_the_ending_decides_the_form(name, beginning, overlapping, tmp_path):
    assert invoke("export", *overlapping, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_database_can_be_asked(overlapping, tmp_path):
    invoke("export", *overlapping, "-o", tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        assert database.execute("SELECT count(*), count(duplicate_of) FROM events").fetchone() == (3, 1)
        assert database.execute("SELECT count(*) FROM sources").fetchone() == (2,)


def test_export_has_a_name_of_its_own(overlapping, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert invoke("export", *overlapping, "--format", "jsonl").stdout == "events.jsonl\n"
    assert len((tmp_path / "events.jsonl").read_text().splitlines()) == 3


def test_chart_as_picture_and_as_drawing(overlapping, tmp_path):
    for name in ("a.png", "a.SVG"):
        result = invoke("chart", "daily", *overlapping, "-o", tmp_path / name, "--report-lang", "en")
        assert result.stdout == f"{tmp_path / name}\n"
        assert result.stderr != ""  # how to read it
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n")
    assert ET.parse(tmp_path / "a.SVG").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_chart_has_a_name_of_its_own(overlapping, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert invoke("chart", "hours", *overlapping).stdout == "hours.png\n"


@pytest.fixture
def report(overlapping, tmp_path):
    assert invoke("analyze", *overlapping, "-o", tmp_path / "out", "--format", "csv,xlsx").exit_code == 0
    return tmp_path / "out"


def test_verify_an_intact_report(report):
    result = invoke("verify", report)
    assert result.exit_code == 0
    assert result.stdout.startswith("Files of the report unchanged: 2 of 2.\nBackups unchanged: 2 of 2.\n")
    found = json.loads(invoke("verify", report, "--json").stdout)
    assert found["intact"]
    assert found["manifest_sha256"] in result.stdout


def test_verify_tells_what_happened_to_each_file(report, tmp_path):
    (report / "events.csv").write_bytes((report / "events.csv").read_bytes() + b" ")
    (report / "evidence.xlsx").unlink()
    (report / "new.txt").touch()
    (tmp_path / "one.xml").write_text("changed")
    (tmp_path / "two.xml").unlink()
    result = invoke("verify", report)
    assert result.exit_code == ExitCode.CHANGED
    assert result.stdout.splitlines()[:7] == [
        "changed: events.csv",
        "missing: evidence.xlsx",
        "not part of the report: new.txt",
        f"changed backup: {tmp_path / 'one.xml'}",
        f"backup not found here, not checked: {tmp_path / 'two.xml'}",
        "Files of the report unchanged: 0 of 2.",
        "Backups unchanged: 0 of 2.",
    ]
    assert result.stderr.startswith("Error: The report is not what was written.\nWhat to do: ")


def test_a_backup_that_is_elsewhere_is_no_change(report, tmp_path):
    (tmp_path / "two.xml").unlink()
    assert invoke("verify", report).exit_code == 0


def test_verify_needs_a_report(tmp_path):
    assert invoke("verify", tmp_path).exit_code == ExitCode.INPUT
    assert invoke("verify", tmp_path / "nowhere").exit_code == ExitCode.INPUT


def test_demo_finds_its_backups_in_a_checkout():
    files = demo.sample_files()
    assert any("sms-" in path for path in files.backups)
    assert any("calls-" in path for path in files.backups)
    assert any("carrier-list-" in path for path in files.backups)
    assert Path(files.case_file).is_file()


def test_demo_finds_its_backups_inside_the_package(tmp_path, monkeypatch):
    (tmp_path / "sample_data").mkdir()
    path = backup(tmp_path / "sample_data" / "sms-1.xml", sms("19400000001", "2026-03-01 23:00:00"))
    monkeypatch.setattr(demo.collectguard, "__file__", str(tmp_path / "__init__.py"))
    assert demo.sample_files().backups == (path,)
    (tmp_path / "sample_data").rename(tmp_path / "gone")
    with pytest.raises(MissingPartError):
        demo.sample_files()


def test_doctor_finds_everything():
    result = invoke("doctor")
    assert result.exit_code == 0
    assert result.stderr == ""
    for name in ("Python", "Libraries", "Typefaces", "PDF files", "Time zones", "Language", "This folder"):
        assert f"ok  {name}" in result.stdout


def test_doctor_names_what_is_missing_and_how_to_get_it(monkeypatch):
    whole = importlib.metadata.version

    def without_lxml(name):
        if name == "lxml":
            raise importlib.metadata.PackageNotFoundError(name)
        return whole(name)

    monkeypatch.setattr(importlib.metadata, "version", without_lxml)
    monkeypatch.setitem(sys.modules, "typst", None)  # as if it were not installed
    result = invoke("doctor")
    assert result.exit_code == ExitCode.MISSING_PART
    assert "MISSING  Libraries" in result.stdout
    assert "MISSING  PDF files" in result.stdout
    assert "python -m pip install lxml" in result.stderr
    assert "--format html" in result.stderr


def test_doctor_looks_whether_this_folder_can_be_written(tmp_path, monkeypatch):
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.setattr(checks.Path, "cwd", lambda: folder / "nowhere")
    result = invoke("doctor")
    assert result.exit_code == ExitCode.MISSING_PART
    assert "This folder: cannot be written" in result.stderr


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_completion_prints_a_script(shell):
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert "_COLLECTGUARD_COMPLETE" in result.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_script_is_bash():
    script = invoke("completion", "bash").stdout
    subprocess.run(["bash", "-n"], input=script.encode(), check=True)


@pytest.mark.parametrize(
    ("typed", "offered"), [("an", "analyze"), ("analyze --ni", "--night"), ("completion z", "zsh")]
)
def test_words_are_completed(typed, offered, tmp_path):
    words = f"collectguard {typed}"
    done = run(
        cwd=tmp_path,
        _COLLECTGUARD_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    assert done.stdout.decode().splitlines() == [f"plain,{offered}"]


def test_a_failure_of_our_own_is_one_sentence_without_traceback(tmp_path):
    script = (
        "from collectguard.cli.commands import doctor\n"
        "from collectguard.cli import checks, main\n"
        "def fail(): raise ZeroDivisionError\n"
        "checks.checks = fail\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "doctor"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert done.returncode == ExitCode.OWN_FAILURE
    assert done.stderr.decode().splitlines() == [
        "Error: collectguard failed in a way it should not (ZeroDivisionError).",
        "What to do: Please report this with what it prints when run again with -v.",
    ]
    loud = subprocess.run(
        [*command, "-v"], cwd=tmp_path, env=environment(), capture_output=True, check=False
    ).stderr
    assert b"Traceback" in loud
    assert b"ZeroDivisionError" in loud
