"""``analyze --attachments``: files and their list are part of the report, whole or not at all."""

import base64
import csv
import json

import pytest

import collectguard as cg
from collectguard import pipeline, reports
from collectguard.errors import ExitCode, InputError
from tests.cli.helpers import SAMPLE, invoke
from tests.parsers.writing import document, mms, picture

QUICK = ("--format", "csv")
JPEG = b"\xff\xd8\xff made up"


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(document([mms(picture(base64.b64encode(JPEG).decode()), picture("null"))]))
    return path


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_files_list_and_manifest(backup, tmp_path):
    folder = tmp_path / "report"
    done = invoke("analyze", backup, *QUICK, "--attachments", "-o", folder)
    assert done.exit_code == 0
    assert "written as files: 1." in done.stderr
    (event_id,) = cg.read(backup).events["event_id"]
    name = f"attachments/{event_id}-1.jpg"
    written = files_of(folder)
    assert written.keys() == {"events.csv", "attachments.csv", "manifest.json", name}
    assert written[name] == JPEG
    assert set(done.stdout.splitlines()) == {str(folder / path) for path in written}
    listed = [*csv.DictReader(written["attachments.csv"].decode("utf-8-sig").splitlines())]
    assert [(row["part"], row["state"], row["size"], row["file"]) for row in listed] == [
        ("1", "whole", str(len(JPEG)), name),
        ("2", "absent", "", ""),
    ]
    digests = {each["path"]: each["sha256"] for each in json.loads(written["manifest.json"])["outputs"]}
    assert digests[name] == listed[0]["sha256"]
    assert invoke("verify", folder).exit_code == 0
    (folder / name).write_bytes(JPEG + b"!")
    assert invoke("verify", folder).exit_code == ExitCode.CHANGED


def test_twice_the_same_and_gone_without_the_option(tmp_path):
    paths = sorted(SAMPLE.glob("sms-*.xml"))
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        assert invoke("analyze", *paths, *QUICK, "--attachments", "-o", folder).exit_code == 0
    assert files_of(one) == files_of(two)
    assert sum(name.startswith("attachments/") for name in files_of(one)) == 5
    assert invoke("analyze", *paths, *QUICK, "-o", one).exit_code == 0
    assert files_of(one).keys() == {"events.csv", "manifest.json"}


def test_no_attachment_gives_an_empty_list(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(document([mms('<part seq="0" ct="text/plain" text="made up" />')]))
    assert invoke("analyze", path, *QUICK, "--attachments", "-o", tmp_path / "report").exit_code == 0
    assert files_of(tmp_path / "report").keys() == {"events.csv", "attachments.csv", "manifest.json"}
    assert not (tmp_path / "report" / "attachments").exists()


def test_standard_input_is_refused_before_it_is_read(tmp_path):
    done = invoke("analyze", "-", *QUICK, "--attachments", "-o", tmp_path / "report")
    assert done.exit_code == ExitCode.USAGE
    assert "can be read only once" in done.stderr
    assert not (tmp_path / "report").exists()
    assert "标准输入只能读取一次" in invoke("analyze", "-", "--attachments", lang="zh").stderr


def test_a_backup_that_changes_meanwhile_leaves_the_earlier_report(backup, tmp_path):
    folder = tmp_path / "report"
    assert invoke("analyze", backup, *QUICK, "-o", folder).exit_code == 0
    before = files_of(folder)
    case = pipeline.with_attachments(pipeline.without_charts(cg.read(backup)), backup)
    backup.write_bytes(backup.read_bytes() + b"\n")
    with pytest.raises(InputError, match="changed"):
        reports.save(case, folder, formats=["csv"])
    assert files_of(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"sms.xml", "report"}
