import hashlib
import json
import shutil
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from collectguard import reports
from collectguard.errors import InputError
from collectguard.reports.manifest import State
from collectguard.schema import SOURCE_DTYPES
from tests.reports.cases import VERSIONS, case_of_rows, files_of

ROW = {"at": "2026-03-01 22:00:00", "party": "+8619400000001", "body": "请还款"}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def case_from(path, data):
    """A case whose only file is said to stand at ``path`` and to hold ``data``."""
    case = case_of_rows([ROW])
    file = {"path": str(path), "sha256": sha256(data), "size": len(data)}
    return replace(case, log=replace(case.log, sources=case.log.sources.assign(**file).astype(SOURCE_DTYPES)))


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(b"<smses/>")
    return path


@pytest.fixture
def folder(backup, tmp_path):
    reports.save(case_from(backup, backup.read_bytes()), tmp_path / "out", formats=["csv", "json", "png"])
    return tmp_path / "out"


def states(files):
    return {file.path: str(file.state) for file in files if file.state != State.UNCHANGED}


def test_the_manifest_by_hand(folder, backup):
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["schema"], manifest["program"], manifest["as_of"]) == (1, "collectguard", None)
    assert manifest["versions"] == VERSIONS
    assert manifest["settings"]["tz"] == "Asia/Shanghai"
    assert manifest["inputs"] == [
        {"path": str(backup), "size": 8, "sha256": sha256(b"<smses/>"), "modified": None}
    ]
    files = files_of(folder)
    del files["manifest.json"]
    assert manifest["outputs"] == [
        {"path": name, "size": len(data), "sha256": sha256(data)} for name, data in sorted(files.items())
    ]


def test_nothing_changed(folder):
    found = reports.verify(folder)
    assert found.intact
    assert states([*found.outputs, *found.inputs]) == {}
    assert found.manifest_sha256 == sha256((folder / "manifest.json").read_bytes())


def test_one_flipped_bit_is_found(folder):
    path = folder / "charts" / "daily.png"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    found = reports.verify(folder)
    assert not found.intact
    assert states(found.outputs) == {"charts/daily.png": "changed"}
    [changed] = [file for file in found.outputs if file.state == State.CHANGED]
    assert changed.found == sha256(bytes(data)) != changed.expected


def test_a_missing_and_an_added_file_are_found(folder):
    (folder / "events.csv").unlink()
    (folder / "charts" / "extra.png").write_bytes(b"x")
    found = reports.verify(folder)
    assert not found.intact
    assert states(found.outputs) == {"events.csv": "missing", "charts/extra.png": "added"}


def test_what_desktops_leave_behind_is_passed_over(folder):
    (folder / "charts" / ".DS_Store").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    assert reports.verify(folder).intact


def test_a_changed_backup_is_found_and_one_that_is_gone_is_said(folder, backup):
    backup.write_bytes(b"<smses />")
    found = reports.verify(folder)
    assert not found.intact
    assert states(found.inputs) == {str(backup): "changed"}
    backup.unlink()
    found = reports.verify(folder)
    assert found.intact
    assert states(found.inputs) == {str(backup): "missing"}


@pytest.mark.parametrize("name", ["all.zip", "odd!name.zip"])
def test_a_member_of_an_archive_is_looked_up(tmp_path, name):
    archive, data = tmp_path / name, b"<calls/>"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("inner/calls.xml", data)
    reports.save(case_from(f"{archive}!inner/calls.xml", data), tmp_path / "out", formats=["csv"])
    assert states(reports.verify(tmp_path / "out").inputs) == {}
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("inner/calls.xml", data + b" ")
    assert set(states(reports.verify(tmp_path / "out").inputs).values()) == {"changed"}
    archive.write_bytes(b"no archive")
    assert set(states(reports.verify(tmp_path / "out").inputs).values()) == {"missing"}


def test_standard_input_cannot_be_checked(tmp_path):
    reports.save(case_from("-", b"x"), tmp_path / "out", formats=["csv"])
    assert states(reports.verify(tmp_path / "out").inputs) == {"-": "missing"}


def test_a_report_that_moved_is_still_intact(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert reports.verify(tmp_path / "elsewhere").intact


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b'{"program": "x", "schema": 1}', b"\xff\xfe"])
def test_a_folder_without_a_manifest_of_ours(tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InputError) as caught:
        reports.verify(tmp_path)
    assert str(tmp_path) in caught.value.what


def test_a_name_that_leads_outside_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.txt").write_bytes(b"x")
    path = folder / "manifest.json"
    lying = json.loads(path.read_text("utf-8"))
    lying["outputs"].append({"path": "../secret.txt", "size": 1, "sha256": sha256(b"x")})
    path.write_text(json.dumps(lying))
    assert states(reports.verify(folder).outputs) == {"../secret.txt": "missing"}


def test_a_file_name_that_is_no_text_survives(tmp_path):
    name = str(tmp_path / "backup-\udcff.xml")
    reports.save(case_from(name, b"x"), tmp_path / "out", formats=["json", "html", "xlsx", "pdf"])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["inputs"][0]["path"] == name
    assert not pd.isna(manifest["outputs"][0]["sha256"])
