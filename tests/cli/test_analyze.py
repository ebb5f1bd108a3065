import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from collectguard.cli.commands import demo
from collectguard.cli.commands.analyze import _moment
from collectguard.cli.options import given_names
from collectguard.errors import ExitCode
from collectguard.settings import settings_for
from tests.cli.helpers import backup, environment, invoke, sms

QUICK = ("--format", "csv,json")


@pytest.fixture
def small(tmp_path):
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 23:00:00"),
        sms("19400000001", "2026-03-02 12:00:00"),
        sms("19400000002", "2026-03-02 12:00:00", name="妈"),
    )


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_whole_job_offline_and_twice_the_same(tmp_path):
    """``analyze`` and ``demo`` of the same files, the machine in two zones, where no socket can be opened."""
    script = (
        "import socket, sys\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith('socket.'): raise RuntimeError(event)\n"
        "def no_socket(*arguments, **options): raise RuntimeError('socket')\n"
        "sys.addaudithook(refuse)\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = no_socket\n"
        "from collectguard.cli import main\n"
        "main()\n"
    )
    written = {}
    backups, case_file = demo.sample_files()
    analyze = ["analyze", *backups, "--case", case_file]
    for arguments, zone in ((analyze, "America/New_York"), (["demo"], "UTC")):
        folder = tmp_path / arguments[0]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments, "-o", folder.name],
            cwd=tmp_path,
            env=environment(TZ=zone),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert f"Open this first: {folder / 'summary.pdf'}" in done.stderr.decode()
        written[folder.name] = files_of(folder)
        assert {folder / name for name in written[folder.name]} == {
            *map(Path, done.stdout.decode().splitlines())
        }
    one, two = written["analyze"], written["demo"]
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert {
        "summary.pdf",
        "report.pdf",
        "report.html",
        "evidence.xlsx",
        "events.csv",
        "case.json",
    } < one.keys()


def test_an_earlier_report_beside_the_user_is_replaced(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for formats in (["csv", "xlsx"], ["csv"]):
        result = invoke("analyze", small, "--format", ",".join(formats))
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            str(tmp_path / "collectguard-report" / name)
            for name in ("evidence.xlsx", "events.csv", "manifest.json")
            if name != "evidence.xlsx" or "xlsx" in formats
        ]
    assert set(files_of(tmp_path / "collectguard-report")) == {"events.csv", "manifest.json"}


def test_what_is_told_on_the_way(small, tmp_path):
    told = invoke("analyze", small, "-o", tmp_path / "out", "--format", "html").stderr.splitlines()
    assert told == [
        f"Read {small}: 3 records of SMS Backup & Restore.",
        "Files: 1. Records: 3 = 3 kept + 0 duplicates + 0 unreadable.",
        "Incoming contacts: 3, from 2026-03-01 to 2026-03-02; from numbers outside the contacts: 2.",
        "In the night (22:00-08:00, clock of Asia/Shanghai): 1; from numbers outside the contacts: 1.",
        "Rules that the log was measured against: 14. Findings: 2.",
        f"Wrote 2 files into {tmp_path / 'out'}.",
        "They are written in Chinese; another language: --report-lang en",
        f"Open this first: {tmp_path / 'out' / 'report.html'}",
    ]


def test_json_holds_figures_files_and_warnings(tmp_path):
    path = backup(
        tmp_path / "cut.xml", sms("19400000001", "2026-03-01 23:00:00"), "<sms address=", declared=7, end=""
    )
    result = invoke("analyze", path, "nosuch.xml", "-o", tmp_path / "out", "--format", "csv", "--json")
    found = json.loads(result.stdout)
    assert list(found) == ["schema", "summary", "outputs", "warnings"]
    assert found["summary"]["totals"] == {"records": 2, "kept": 1, "duplicates": 0, "rejected": 1}
    assert found["summary"]["all"]["night_count"] == found["summary"]["unknown_senders"]["night_count"] == 1
    assert found["outputs"] == [str(tmp_path / "out" / name) for name in ("events.csv", "manifest.json")]
    unread, unreadable, declared, truncated = found["warnings"]
    assert unread.startswith("nosuch.xml: there is no such file.")
    assert "1 records could not be read" in unreadable
    assert "it holds 7 records; 2 were found" in declared
    assert "truncated" in truncated


def test_figures_are_those_of_senders_and_of_the_case_file(small, tmp_path):
    summary = json.loads(invoke("analyze", small, "-o", tmp_path / "out", *QUICK, "--json").stdout)["summary"]
    listed = json.loads(invoke("senders", small, "--json").stdout)
    written = json.loads((tmp_path / "out" / "case.json").read_bytes())
    for block in ("all", "unknown_senders"):
        assert summary[block] == listed[block] == written[block]
    assert listed["senders"] == written["senders"]
    assert summary["settings"] == listed["settings"] == written["settings"]
    sources = json.loads(invoke("inspect", small, "--json").stdout)["sources"]
    assert [{key: source[key] for key in source if key != "unreadable"} for source in sources] == written[
        "sources"
    ]


def test_formats_may_be_repeated_or_listed():
    assert given_names(["csv,json"]) == given_names(["csv", " JSON ", "csv,"]) == ("csv", "json")


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2026-03-20", datetime(2026, 3, 20, tzinfo=ZoneInfo("Asia/Shanghai"))),
        ("2026-03-20T10:00", datetime(2026, 3, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))),
        ("2026-03-20T10:00Z", datetime(2026, 3, 20, 10, tzinfo=ZoneInfo("UTC"))),
    ],
)
def test_the_date_of_the_report(given, moment):
    assert _moment(given, settings_for("CN")) == moment


def test_settings_reach_the_report(small, tmp_path):
    options = ("--night", "00:00-06:00", "--owner", "relative", "--connected-min", "5", "--area-code", "010",
               "--as-of", "2026-03-20")  # fmt: skip
    assert (
        invoke("analyze", small, "-o", tmp_path / "out", *QUICK, *options, "--report-lang", "en").exit_code
        == 0
    )
    written = json.loads((tmp_path / "out" / "case.json").read_bytes())
    assert written["as_of"] == "2026-03-20T00:00:00+08:00"
    settings = written["settings"]
    assert settings["nights"] == ["00:00-06:00"]
    assert (settings["owner"], settings["connected_min_s"], settings["area_code"]) == ("relative", 5, "10")
    assert settings["report_lang"] == "en"


def test_strict_still_writes_the_report(tmp_path):
    path = backup(tmp_path / "cut.xml", sms("19400000001", "2026-03-01 23:00:00"), "<sms address=", end="")
    result = invoke("analyze", path, "-o", tmp_path / "out", "--format", "csv", "--strict")
    assert result.exit_code == ExitCode.SKIPPED_RECORDS
    assert (tmp_path / "out" / "manifest.json").exists()


def test_without_typst_the_rest_of_the_report_is_written(small, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)  # as on a machine for which there is no wheel
    done = invoke("analyze", small, "-o", tmp_path / "report")
    assert done.exit_code == ExitCode.MISSING_PART
    assert "PDF files need the package typst" in done.stderr
    assert (tmp_path / "report" / "report.html").exists()
    assert not list((tmp_path / "report").glob("*.pdf"))
