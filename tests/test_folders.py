"""What is named in a folder or archive and what may lie beside backups."""

import zipfile

import pytest

import collectguard as cg
from collectguard.errors import InputError

BACKUP = "<smses count='1'><sms address='19400000001' date='1767225600000' type='1' body='made up' /></smses>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "sms-1.xml").write_text(BACKUP)
    (tmp_path / "calls-1.xml").touch()
    (tmp_path / "sms-2.xml").write_bytes(b"\0" * 5000)
    (tmp_path / "other.XML").write_text("<allnotes count='0'/>")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "notes.txt").write_text("not a backup")
    return tmp_path


def names(log):
    return [unread.what.split(":")[0].rpartition("/")[2].rpartition("!")[2] for unread in log.unread]


def test_files_named_like_backups_are_not_passed_over_in_silence(folder):
    log = cg.read(folder)
    assert names(log) == ["calls-1.xml", "other.XML", "sms-2.xml"]
    assert log.ledger["records"] == 1


def test_the_same_in_an_archive(folder):
    with zipfile.ZipFile(folder / "inner.zip", "w") as inner:
        inner.writestr("sms.xml", BACKUP)
    archive = folder / "all.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path != archive:
                opened.write(path, path.relative_to(folder).as_posix())
    log = cg.read(archive)
    assert names(log) == ["calls-1.xml", "inner.zip", "other.XML", "sms-2.xml"]
    assert log.ledger["records"] == 1


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_not_this_folder(name, folder, monkeypatch):
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match="empty"):
        cg.read(name)
