"""Ctrl-C and its kin: one line, exit code 130, nothing half-written, nobody left running."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from collectguard.errors import ExitCode
from collectguard.reports import case_json
from tests.cli.helpers import PROGRAM, backup, environment, invoke, sms

ONE_LINE = b"Stopped. Nothing half-written was left.\n"


@pytest.fixture
def reading(tmp_path):
    """A program in the midst of reading a backup that does not end."""
    process = subprocess.Popen(
        [*PROGRAM, "analyze", "-", "-o", "report"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    records = sms("19400000001", "2026-03-01 23:00:00").encode() * 1000
    begun = threading.Event()

    def feed():
        with suppress(BrokenPipeError):
            process.stdin.write(b"<smses>" + records * 10)
            begun.set()  # more than a pipe holds, so it was read
            while True:
                process.stdin.write(records)

    feeder = threading.Thread(target=feed)
    feeder.start()
    begun.wait(timeout=60)
    yield process
    process.kill()  # in case it still runs
    feeder.join()
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.stdout.close()
    process.stderr.close()


def test_ctrl_c_while_reading(reading, tmp_path):
    reading.send_signal(signal.SIGINT)
    assert reading.wait(timeout=60) == ExitCode.INTERRUPTED
    assert reading.stderr.read() == ONE_LINE
    assert reading.stdout.read() == b""
    assert list(tmp_path.iterdir()) == []


def test_being_ended_while_reading(reading, tmp_path):
    reading.send_signal(signal.SIGTERM)
    assert reading.wait(timeout=60) == 128 + signal.SIGTERM
    assert reading.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_writing_leaves_what_was_there(tmp_path, monkeypatch):
    path = backup(tmp_path / "sms.xml", sms("19400000001", "2026-03-01 23:00:00"))
    report = tmp_path / "report"
    command = ("analyze", "-q", path, "-o", report, "--format", "csv,json")
    assert invoke(*command).exit_code == 0
    before = {entry: entry.read_bytes() for entry in report.iterdir()}

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(case_json, "conditions", interrupted)
    result = invoke(*command)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert result.stderr.encode() == ONE_LINE
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["report", "sms.xml"]
    assert {entry: entry.read_bytes() for entry in report.iterdir()} == before


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
def test_ctrl_c_ends_the_readers_beside(tmp_path):
    record = sms("19400000001", "2026-03-01 23:00:00")
    paths = [backup(tmp_path / f"{number}.xml", *[record] * 100_000) for number in range(4)]
    script = (
        "from collectguard.ingest import side_by_side;"
        "side_by_side.WORTH_BYTES = side_by_side._APART_BYTES = 1;"
        "from collectguard.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, "inspect", *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
        start_new_session=True,
    ) as process:
        while process.poll() is None and not (children := _children(process.pid)):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        output, errors = process.communicate(timeout=60)
    assert errors == ONE_LINE
    assert output == b""
    assert process.returncode == ExitCode.INTERRUPTED
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def _children(pid):
    return [
        child for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()
    ]
