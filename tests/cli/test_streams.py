"""Standard output is data, standard error is talk."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from collectguard.cli.program import READER_GONE
from collectguard.errors import ExitCode
from tests.cli.helpers import PROGRAM, backup, environment, invoke, run, sms

ESCAPE = b"\x1b["
FULL = Path("/dev/full")


@pytest.fixture
def small(tmp_path):
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 23:00:00"),
        sms("19400000001", "2026-03-02 12:00:00", "😀 made up"),
    )


@pytest.mark.parametrize("command", [["inspect"], ["senders"], ["analyze", "--format", "csv"]])
def test_json_is_one_object_and_talk_goes_elsewhere(command, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke(*command, small, "--json")
    assert json.loads(result.stdout)["schema"] == 1
    assert result.exit_code == ExitCode.DONE
    assert ESCAPE not in result.stdout_bytes + result.stderr_bytes


def test_quiet_says_nothing(small, tmp_path):
    result = invoke("analyze", "-q", "--format", "csv", small, "-o", tmp_path / "out")
    assert result.stderr == ""
    assert result.stdout.split() == [str(tmp_path / "out" / name) for name in ("events.csv", "manifest.json")]


def test_quiet_before_the_command_is_heard_too(small, tmp_path):
    assert invoke("-q", "chart", "daily", small, "-o", tmp_path / "a.png").stderr == ""


def test_errors_are_said_even_when_quiet(small):
    result = invoke("inspect", "-q", small, "nosuch.xml")
    assert result.stderr.splitlines() == [
        "Error: nosuch.xml: there is no such file.",
        "What to do: Check the name; put it in quotes if it holds blanks.",
    ]
    assert "sms.xml" in result.stdout


def test_standard_input_is_read_for_a_dash(small, tmp_path):
    done = run("inspect", "-", "--json", cwd=tmp_path, stdin=Path(small).read_bytes())
    (source,) = json.loads(done.stdout)["sources"]
    assert source["path"] == "-"
    assert source["records"] == 2


def test_data_are_utf8_whatever_the_terminal(small, tmp_path):
    done = run("export", "-o", "-", "--format", "jsonl", small, cwd=tmp_path, PYTHONIOENCODING="gb2312")
    assert "😀" in done.stdout.decode("utf-8")


def test_a_table_in_a_narrow_encoding_escapes_what_it_lacks(tmp_path):
    path = backup(tmp_path / "a.xml", sms("19400000001", "2026-03-01 23:00:00", name="😀"))
    done = run("senders", path, cwd=tmp_path, PYTHONIOENCODING="gb2312", LANG="zh_CN.UTF-8")
    assert done.returncode == ExitCode.DONE
    assert "\\U0001f600" in done.stdout.decode("gb2312")


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    records = [sms("19400000001", "2026-03-01 23:00:00", "x" * 1000)] * 2000
    path = backup(tmp_path / "a.xml", *records)
    process = subprocess.Popen(
        [*PROGRAM, "export", "-q", path, "-o", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    assert process.stdout.read(3) == b"\xef\xbb\xbf"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == READER_GONE


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [["senders"], ["export", "-o", "-"]])
def test_a_full_disk_behind_standard_output_is_said(command, small, tmp_path):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *command, small, "-q"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            check=False,
        )
    assert done.returncode == ExitCode.OUTPUT
    first, second = done.stderr.decode().splitlines()
    assert first == "Error: The output cannot be written: No space left on device."
    assert second.startswith("What to do: ")


def on_a_terminal(*arguments, cwd, **changes):
    """What the program writes to a terminal as its standard error."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=slave, cwd=cwd, env=environment(**changes)
    ):
        os.close(slave)
        written = b""
        while block := _read(master):
            written += block
    os.close(master)
    return written


def _read(terminal):
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux tells that the other end is closed
        return b""


def test_a_terminal_shows_a_bar(small, tmp_path):
    assert ESCAPE in on_a_terminal("inspect", small, cwd=tmp_path, TERM="xterm")


@pytest.mark.parametrize(("option", "term"), [("-q", "xterm"), ("--strict", "dumb")])
def test_no_bar_when_it_is_not_wanted(option, term, small, tmp_path):
    assert on_a_terminal("inspect", option, small, cwd=tmp_path, TERM=term) == b""


def test_colour_is_left_out_when_not_wanted(small, tmp_path):
    done = run("senders", small, cwd=tmp_path, FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1")
    assert not re.search(rb"\x1b\[[0-9;]*3[0-7]", done.stdout)
