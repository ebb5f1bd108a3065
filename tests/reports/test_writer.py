import errno
import json
import os

import pytest

from collectguard import reports
from collectguard.errors import OutputError, SettingsError
from collectguard.reports import manifest
from collectguard.reports.interface import Report
from collectguard.reports.writer import save_reports
from tests.reports.cases import case_of_rows, files_of

ROW = {"at": "2026-03-01 22:00:00", "party": "+8619400000001", "body": "请还款"}
DATA = ["csv", "json"]


@pytest.fixture
def case():
    return case_of_rows([ROW])


def test_everything_is_written_and_named(saved):
    assert set(files_of(saved.folder)) == {
        "summary.pdf", "next-steps.pdf", "report.pdf", "report.html", "evidence.xlsx", "events.csv",
        "case.json", "manifest.json",
        "charts/timeline.png", "charts/timeline.svg", "charts/daily.png", "charts/daily.svg",
    }  # fmt: skip


def test_the_case_saves_itself_and_gives_the_paths(case, tmp_path):
    written = reports.save(case, tmp_path / "deep" / "down", formats=DATA)
    assert set(written) == {"events.csv", "case.json", "manifest.json"}
    assert written["events.csv"] == tmp_path / "deep" / "down" / "events.csv"
    assert all(path.is_file() for path in written.values())


def test_a_report_of_ours_is_replaced_whole(case, tmp_path):
    folder = tmp_path / "out"
    reports.save(case, folder, formats=["csv", "json", "png"])
    reports.save(case, folder, formats=DATA)
    assert set(files_of(folder)) == {"events.csv", "case.json", "manifest.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_somebody_put_beside_a_report_stays(case, tmp_path):
    folder = tmp_path / "out"
    reports.save(case, folder, formats=DATA)
    (folder / "my notes.txt").write_text("remember")
    (folder / "photos").mkdir()
    (folder / "photos" / "1.jpg").write_bytes(b"x")
    reports.save(case, folder, formats=DATA)
    assert files_of(folder)["my notes.txt"] == b"remember"
    assert files_of(folder)["photos/1.jpg"] == b"x"


def test_an_empty_folder_is_taken(case, tmp_path):
    (tmp_path / "out").mkdir()
    reports.save(case, tmp_path / "out", formats=DATA)


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"program": "other", "schema": 1, "outputs": []}', "not json"]
)
def test_a_folder_that_is_not_ours_is_refused(case, tmp_path, content):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    (tmp_path / "manifest.json").write_text(content)
    before = files_of(tmp_path)
    with pytest.raises(OutputError, match="holds no report of ours") as caught:
        reports.save(case, tmp_path, formats=DATA)
    assert "--force" in caught.value.advice
    assert files_of(tmp_path) == before


def test_by_force_it_is_written_beside_what_is_there(case, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"x")
    (folder / "events.csv").write_bytes(b"old")
    reports.save(case, folder, formats=DATA, force=True)
    assert files_of(folder)["holiday.jpg"] == b"x"
    assert files_of(folder)["events.csv"] != b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_the_way_is_refused_even_by_force(case, tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        reports.save(case, tmp_path / "out", formats=DATA, force=True)
    assert (tmp_path / "out").read_text() == "x"


def test_a_parent_that_is_a_file_is_refused(case, tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        reports.save(case, tmp_path / "out" / "deeper", formats=DATA)


def test_a_write_protected_folder_is_refused(case, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(OutputError, match="write-protected"):
        reports.save(case, tmp_path / "out", formats=DATA)


def test_an_unknown_format_is_named(case, tmp_path):
    with pytest.raises(SettingsError, match="'doc'") as caught:
        reports.save(case, tmp_path / "out", formats=["csv", "doc"])
    assert "html" in caught.value.advice
    assert list(tmp_path.iterdir()) == []


def failing(error):
    def write(case, folder, max_bytes):
        (folder / "half.txt").write_text("half")
        raise error

    return Report("half", write)


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (ValueError("a bug"), ValueError),
    ],
)
def test_a_crash_leaves_the_earlier_report_and_nothing_else(case, tmp_path, error, seen):
    folder = tmp_path / "out"
    reports.save(case, folder, formats=DATA)
    before = files_of(folder)
    with pytest.raises(seen):
        save_reports([*reports.REPORTS[-2:], failing(error)], case, folder)
    assert files_of(folder) == before
    with pytest.raises(seen):
        save_reports([failing(error)], case, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_said_plainly(case, tmp_path):
    with pytest.raises(OutputError) as caught:
        save_reports([failing(OSError(errno.ENOSPC, "No space left on device"))], case, tmp_path / "out")
    assert caught.value.what.endswith("No space left on device.")
    assert "Nothing was left half-written" in caught.value.advice


def test_a_crash_while_folders_change_places_puts_everything_back(case, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    reports.save(case, folder, formats=DATA)
    (folder / "my notes.txt").write_text("remember")
    before = files_of(folder)
    rename = os.rename

    def interrupted(source, target):
        if str(target) == str(folder) and ".partial" in str(source):
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reports.save(case, folder, formats=DATA)
    assert files_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_link_stays_a_link(case, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    reports.save(case, tmp_path / "link", formats=DATA)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "events.csv").is_file()


def test_progress_names_each_format(case, tmp_path):
    seen = []
    reports.save(case, tmp_path / "out", formats=DATA, progress=seen.append)
    assert seen == DATA


def test_a_manifest_that_leads_outside_names_nothing_of_ours(case, tmp_path):
    folder = tmp_path / "out"
    reports.save(case, folder, formats=DATA)
    path = folder / manifest.NAME
    lying = json.loads(path.read_text("utf-8"))
    lying["outputs"].append({"path": "../precious.txt", "size": 1, "sha256": "0"})
    path.write_text(json.dumps(lying))
    (tmp_path / "precious.txt").write_text("x")
    reports.save(case, folder, formats=DATA)
    assert (tmp_path / "precious.txt").read_text() == "x"
