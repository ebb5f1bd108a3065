import shlex
import tomllib

import pytest

from collectguard import casefile
from collectguard.errors import ExitCode
from collectguard.i18n import LANGUAGES
from tests.casefile.writing import uncommented
from tests.cli.helpers import SAMPLE, backup, invoke, sms

BACKUPS = sorted(SAMPLE.glob("*.xml"))


@pytest.fixture
def calling(tmp_path):
    """A backup with a number that wrote often enough to be suggested."""
    return backup(
        tmp_path / "sms 1.xml", *(sms("19400000001", f"2026-03-0{day} 23:00:00") for day in range(1, 5))
    )


def test_the_file_loads_as_it_stands_and_says_nothing(calling, tmp_path):
    path = tmp_path / "case.toml"
    result = invoke("init", calling, "-o", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert casefile.load(path) == casefile.CaseFile()
    assert tomllib.loads(path.read_text("utf-8")) == {}
    assert "19400000001" in path.read_text("utf-8")


def test_what_to_do_next_is_a_command_line_that_can_be_copied(calling, tmp_path):
    path = tmp_path / "case.toml"
    assert invoke("init", calling, "-o", path).stderr.splitlines()[-1] == (
        f"Then: collectguard analyze '{calling}' --case {path}"
    )


def test_the_next_step_reads_the_files_in_the_same_way(calling, tmp_path):
    given = ("--region", "US", "--tz", "America/Chicago", "--owner", "ma & pa", "--report-lang", "zh")
    last = invoke("init", calling, "-o", tmp_path / "c.toml", *given).stderr.splitlines()[-1]
    assert tuple(shlex.split(last)[-len(given) :]) == given


def test_suggestions_of_the_sample_are_a_case_file_when_they_are_confirmed(tmp_path):
    path = tmp_path / "case.toml"
    assert invoke("init", *BACKUPS, "-o", path).exit_code == 0
    path.write_text(uncommented(path.read_text("utf-8")), "utf-8")
    said = casefile.load(path)
    assert said.actors
    assert said.stop_requests


@pytest.mark.parametrize(
    ("options", "lang"),
    [((), "zh"), (("--region", "US", "--tz", "America/Chicago"), "en"), (("--report-lang", "en"), "en")],
)
def test_the_language_is_that_of_the_report(options, lang, calling):
    text = invoke("init", calling, *options, "-o", "-", lang="zh" if lang == "en" else "en").stdout
    assert ("您" in text) is (lang == "zh")


def test_standard_output_gets_the_same_bytes_as_a_file(calling, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    streamed = invoke("init", calling, "-o", "-")
    assert streamed.stderr == ""
    assert invoke("init", calling).stdout == "case.toml\n"
    assert streamed.stdout_bytes == (tmp_path / "case.toml").read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_somebody_has_filled_in_is_not_replaced(lang, calling, tmp_path):
    path = tmp_path / "case.toml"
    path.write_text("precious")
    result = invoke("init", calling, "-o", path, lang=lang)
    assert (result.exit_code, result.stdout) == (ExitCode.OUTPUT, "")
    assert path.read_text() == "precious"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case.toml", "sms 1.xml"]


def test_even_force_keeps_what_stood_there(calling, tmp_path):
    path = tmp_path / "case.toml"
    for text in ("first", "second"):
        path.write_text(text)
        result = invoke("init", calling, "-o", path, "--force")
        assert result.exit_code == 0
    assert f"is now {path}.bak2." in result.stderr
    assert (tmp_path / "case.toml.bak").read_text() == "first"
    assert (tmp_path / "case.toml.bak2").read_text() == "second"
    assert casefile.load(path) == casefile.CaseFile()
    assert "is now" not in invoke("init", calling, "-o", path, "--force").stderr  # nothing was lost
    assert not (tmp_path / "case.toml.bak3").exists()


@pytest.mark.parametrize("name", ["sms 1.xml", "gone/case.toml", ""])
def test_places_where_no_case_file_can_be_written(name, calling, tmp_path):
    before = (tmp_path / "sms 1.xml").read_bytes()
    result = invoke("init", calling, "-o", tmp_path / name, "--force")
    assert (result.exit_code, result.stdout) == (ExitCode.OUTPUT, "")
    assert (tmp_path / "sms 1.xml").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["sms 1.xml"]


def test_nothing_is_written_when_nothing_can_be_read(tmp_path):
    result = invoke("init", tmp_path / "gone.xml", "-o", tmp_path / "case.toml")
    assert result.exit_code == ExitCode.INPUT
    assert not (tmp_path / "case.toml").exists()


def test_hostile_messages_leave_the_file_sound(tmp_path):
    body = '"\n[owner]\nname = "x" 【\u202e】'
    path = backup(
        tmp_path / "a.xml", *(sms("19400000001", f"2026-03-0{d} 23:00:00", body) for d in range(1, 5))
    )
    target = tmp_path / "case.toml"
    assert invoke("init", path, "-o", target).exit_code == 0
    assert casefile.load(target) == casefile.CaseFile()
