"""Files appear whole or not at all, and nothing of others is replaced."""

import resource
import subprocess
import sys

import pytest

from collectguard.cli.output import new_file, refuse_to_replace
from collectguard.errors import ExitCode, OutputError
from tests.cli.helpers import PROGRAM, backup, environment, invoke, sms


@pytest.fixture
def small(tmp_path):
    return backup(tmp_path / "sms.xml", sms("19400000001", "2026-03-01 23:00:00"))


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_at_the_end(tmp_path):
    with new_file(tmp_path / "a", [], force=False) as partial:
        partial.write_text("whole")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_text() == "whole"
    assert names(tmp_path) == ["a"]


def test_nothing_is_left_of_a_failure(tmp_path):
    (tmp_path / "a").write_text("old")

    def fail():
        with new_file(tmp_path / "a", [], force=True) as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    with new_file(tmp_path / "link", [], force=True) as partial:
        partial.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_what_appeared_meanwhile_is_not_replaced(tmp_path):
    def write():
        with new_file(tmp_path / "a", [], force=False) as partial:
            partial.write_text("ours")
            (tmp_path / "a").write_text("theirs")

    with pytest.raises(OutputError, match="exists already"):
        write()
    assert (tmp_path / "a").read_text() == "theirs"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("force", [False, True])
def test_devices_and_folders_are_never_replaced(force, tmp_path):
    with pytest.raises(OutputError, match="no file that could be replaced"):
        refuse_to_replace(tmp_path, [], force=force)


@pytest.mark.parametrize("command", [["export"], ["chart", "daily"]])
def test_a_backup_is_never_replaced(command, small, tmp_path):
    before = (tmp_path / "sms.xml").read_bytes()
    (tmp_path / "sms.png").symlink_to("sms.xml")
    target = tmp_path / ("sms.xml" if command == ["export"] else "sms.png")
    result = invoke(*command, small, "-o", target, "--force")
    assert result.exit_code == ExitCode.OUTPUT
    assert "a backup is never overwritten" in result.stderr
    assert (tmp_path / "sms.xml").read_bytes() == before


def test_an_existing_file_needs_force(small, tmp_path):
    (tmp_path / "events.csv").write_text("mine")
    result = invoke("export", small, "-o", tmp_path / "events.csv")
    assert result.exit_code == ExitCode.OUTPUT
    assert (tmp_path / "events.csv").read_text() == "mine"
    assert invoke("export", small, "-o", tmp_path / "events.csv", "--force").exit_code == 0
    assert (tmp_path / "events.csv").read_text("utf-8-sig").startswith("event_id,")


def test_a_folder_of_others_is_left_alone(small, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    result = invoke("analyze", small, "-o", tmp_path / "mine")
    assert result.exit_code == ExitCode.OUTPUT
    assert "Read " not in result.stderr  # refused before the work
    assert names(tmp_path / "mine") == ["letter.txt"]


def test_with_force_what_is_there_stays(small, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    assert invoke("analyze", small, "-o", tmp_path / "mine", "--force", "--format", "csv").exit_code == 0
    assert names(tmp_path / "mine") == ["events.csv", "letter.txt", "manifest.json"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", "-o", "sms.xml/report"],
        ["export", "-o", "sms.xml/events.csv"],
        ["export", "-o", "no/such/folder/events.csv"],
        ["chart", "daily", "-o", "sms.xml/daily.png"],
    ],
)
def test_a_place_that_cannot_be_written(arguments, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke(*arguments, "sms.xml")
    assert result.exit_code == ExitCode.OUTPUT
    what, advice = result.stderr.splitlines()[-2:]
    assert what.startswith("Error: ")
    assert advice.startswith("What to do: ")
    assert names(tmp_path) == ["sms.xml"], small


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file")
@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "-o", "events.csv"],
        ["export", "-o", "events.sqlite"],
        ["analyze", "-o", "report", "--format", "csv"],
    ],
)
def test_a_disk_that_takes_no_more(arguments, tmp_path):
    """A limit on the size of files makes writing fail where a full disk would, in the system call."""
    path = backup(tmp_path / "sms.xml", *[sms("19400000001", "2026-03-01 23:00:00", "x" * 1000)] * 300)
    done = subprocess.run(
        [*PROGRAM, *arguments, "-q", path],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        check=False,
    )
    assert done.returncode == ExitCode.OUTPUT
    assert len(done.stderr.splitlines()) == 2
    assert names(tmp_path) == ["sms.xml"]
