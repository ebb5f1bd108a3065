"""Whatever is named as input: read, or one clear sentence, and the others are read all the same."""

import io
import os
import random
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

import collectguard as cg
from collectguard.errors import InputError, UnknownFormatError, UnsafeInputError
from collectguard.parsers.containers import expand
from tests.parsers.cases import backup
from tests.parsers.writing import document, sms

GOOD = document([sms("good")])
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 9


def problem(*paths):
    """The error of reading what cannot be read at all."""
    with pytest.raises(InputError) as caught:
        cg.read([*paths])
    error = caught.value
    assert error.what.endswith(".")
    assert error.advice.endswith(".")
    return error


def archive(path, members, *, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.xml", b"", "the file is empty"),
        ("photo.jpg", JPEG, "a JPEG picture"),
        ("photo.png", b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        ("list.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("sms.db", b"SQLite format 3\x00" + bytes(99), "a database"),
        ("sms.bin", b"SSEF\x00\xff" + bytes(99), "an encrypted backup"),
        ("book.xls", b"\xd0\xcf\x11\xe0" + bytes(99), "an Office document"),
        ("sms.rar", b"Rar!\x1a\x07", "a RAR archive"),
        ("sms.7z", b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        ("sms.xml.gz", b"\x1f\x8b\x08" + bytes(20), "a gzip archive"),
        ("page.html", b"<html><body>smses</body></html>", "no backup of a kind"),
        ("zeros.xml", bytes(5000), "no backup of a kind"),
        ("noise.xml", random.Random(1).randbytes(5000), "no backup of a kind"),
        ("half.xml", b"<sms", "no backup of a kind"),
    ],
)
def test_files_that_are_no_backup(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    error = problem(path)
    assert isinstance(error, UnknownFormatError)
    assert words in error.what
    assert str(path) in error.what
    assert error.exit_code == 3


def test_no_such_file(tmp_path):
    assert "there is no such file" in problem(tmp_path / "none.xml").what
    assert "there is no such file" in problem(tmp_path / "none*.xml").what


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\ud800", "file.xml/below", "\udcff*", "[", "**/["])
def test_names_that_cannot_be(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("file.xml").write_bytes(GOOD)
    error = problem(name)
    assert error.what.encode()


def test_nothing_named():
    assert "No file was named" in problem().what
    assert "empty" in problem("").what


def test_folder_without_files(tmp_path):
    (tmp_path / "below").mkdir()
    assert "holds no files" in problem(tmp_path).what


def test_folder_without_backups(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(JPEG)
    error = problem(tmp_path)
    assert str(tmp_path) in error.what
    assert "none of its 3 files" in error.what


def test_backup_among_photos(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(JPEG)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "sms-2026.xml").write_bytes(GOOD)
    log = cg.read(tmp_path)
    assert log.sources["path"].tolist() == [str(tmp_path / "below" / "sms-2026.xml")]
    assert log.unread == ()


def test_no_thread_outlives_a_file_that_is_refused(tmp_path):
    path = tmp_path / "large.xml"
    path.write_bytes(b"<!DOCTYPE smses>\n<smses>" + b"\n" * (3 << 20))
    before = threading.active_count()
    with pytest.raises(UnsafeInputError) as caught:
        cg.read(path)
    assert caught.value.__traceback__ is not None  # it holds the frames, and with them what they hold
    assert threading.active_count() == before


def test_one_bad_file_among_good_ones(tmp_path):
    paths = [tmp_path / name for name in ("a.xml", "b.xml", "c.xml", "d.xml")]
    paths[0].write_bytes(GOOD)
    paths[1].write_bytes(JPEG)
    paths[3].write_bytes(document([sms("other")]))
    bomb = backup("q24_billion_laughs")
    log = cg.read([*paths, bomb])
    assert log.events["body"].tolist() == ["good", "other"]
    assert log.sources["path"].tolist() == [str(paths[0]), str(paths[3])]
    assert [unread.what.partition(": ")[0] for unread in log.unread] == [
        str(paths[1]),
        str(paths[2]),
        str(bomb),
    ]
    assert all(unread.advice for unread in log.unread)


def test_folder_is_read_in_the_order_of_names(tmp_path):
    for name in ("b.xml", "a.xml", "c/a.xml", "B.xml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(document([sms(name)]))
    paths = [Path(path).relative_to(tmp_path).as_posix() for path in cg.read(tmp_path).sources["path"]]
    assert paths == ["B.xml", "a.xml", "b.xml", "c/a.xml"]


def test_pattern(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("sms-2.xml", "sms-1.xml", "other.xml", "sms-[1].xml"):
        Path(name).write_bytes(document([sms(name)]))
    assert cg.read("sms-*.xml").sources["path"].tolist() == ["sms-1.xml", "sms-2.xml", "sms-[1].xml"]
    # A file of that very name comes before the pattern that its name could be.
    assert cg.read("sms-[1].xml").sources["path"].tolist() == ["sms-[1].xml"]
    Path("sms-[1].xml").unlink()
    assert cg.read("sms-[1].xml").sources["path"].tolist() == ["sms-1.xml"]


def test_names_with_odd_characters(tmp_path):
    names = ["zwei Wörter.xml", "短信 备份😀.xml", "-.xml", "a\nb.xml", "x!y.xml", "~$~.xml", "'\".xml"]
    for name in names:
        (tmp_path / name).write_bytes(GOOD)
    log = cg.read([tmp_path / name for name in names])
    assert [Path(path).name for path in log.sources["path"]] == names


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/sms\xff.xml"
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib knows no names of bytes
        file.write(GOOD)
    for given in (os.fsdecode(path), tmp_path):
        log = cg.read(given)
        assert log.sources["path"][0] == f"{tmp_path}/sms\ufffd.xml"
        assert log.sources["path"][0].encode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_loops_of_links(tmp_path):
    (tmp_path / "sms.xml").write_bytes(GOOD)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.xml").symlink_to(tmp_path / "b.xml")
    (tmp_path / "b.xml").symlink_to(tmp_path / "a.xml")
    log = cg.read(tmp_path)
    assert log.ledger["records"] == 1
    assert [Path(unread.what.partition(": ")[0]).name for unread in log.unread] == ["a.xml", "b.xml"]
    assert "cannot be opened" in problem(tmp_path / "a.xml").what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_does_not_make_us_wait(tmp_path):
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "sms.xml").write_bytes(GOOD)
    log = cg.read(tmp_path)
    assert log.ledger["records"] == 1
    assert "no ordinary file" in log.unread[0].what
    assert "no ordinary file" in problem(tmp_path / "pipe.xml").what


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path):
    (tmp_path / "sms.xml").write_bytes(GOOD)
    closed, inner = tmp_path / "closed.xml", tmp_path / "inner"
    closed.write_bytes(GOOD)
    closed.chmod(0)
    inner.mkdir()
    inner.chmod(0)
    try:
        assert "cannot be opened" in problem(closed).what
        assert "cannot be opened" in problem(inner / "x.xml").what
        log = cg.read(tmp_path)
        assert [Path(unread.what.partition(": ")[0]).name for unread in log.unread] == ["closed.xml", "inner"]
    finally:
        inner.chmod(stat.S_IRWXU)


def test_a_folder_that_may_not_be_listed(tmp_path, monkeypatch):
    # The same for root, who may read everything.
    (tmp_path / "sms.xml").write_bytes(GOOD)
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    log = cg.read(tmp_path)
    assert log.ledger["records"] == 1
    assert [unread.what for unread in log.unread] == [
        f"{tmp_path / 'closed'}: cannot be opened (Permission denied)."
    ]


def test_a_file_that_grows_while_it_is_read(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(GOOD)

    def grow(*_):
        with path.open("ab") as file:
            file.write(b"\n")

    with pytest.raises(InputError, match="changed while it was read"):
        cg.read(path, progress=grow)


def test_a_file_that_vanishes_while_it_is_read(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(GOOD)
    with pytest.raises(InputError, match="cannot be read"):
        cg.read(path, progress=lambda *_: path.unlink(missing_ok=True))


def test_progress_reports_bytes(tmp_path):
    path = tmp_path / "sms.xml"
    path.write_bytes(document([sms("x" * 3_000_000)]))
    size = path.stat().st_size
    seen = []
    cg.read(path, progress=lambda *report: seen.append(report))
    assert [report[0] for report in seen] == [str(path)] * 3
    assert [report[1] for report in seen] == [1 << 20, 2 << 20, size]
    assert {report[2] for report in seen} == {size}


READ_STDIN = """\
import collectguard as cg
source = cg.read("-").sources.iloc[0]
print(source["path"], source["kept"])
"""


def run_on_stdin(data):
    return subprocess.run([sys.executable, "-c", READ_STDIN], input=data, capture_output=True, check=False)


def test_standard_input():
    done = run_on_stdin(GOOD)
    assert (done.stdout.decode().strip(), done.returncode) == ("- 1", 0)


@pytest.mark.parametrize(
    ("data", "words"), [(b"", b"-: the file is empty"), (b"PK\x03\x04", b"a ZIP archive")]
)
def test_standard_input_without_a_backup(data, words):
    done = run_on_stdin(data)
    assert done.returncode == 1
    assert words in done.stderr


def test_utf16_without_a_mark_is_found_by_its_content(tmp_path):
    path = tmp_path / "sms.txt"
    for encoding in ("utf-16-le", "utf-16-be"):
        path.write_bytes(GOOD.decode().encode(encoding))
        assert cg.read(path).events["body"].tolist() == ["good"]


# Archives


def test_archive_is_read_in_place(tmp_path):
    path = archive(
        tmp_path / "a.zip",
        {"sms.xml": GOOD, "below/calls.xml": backup("call_types").read_bytes(), "p.jpg": JPEG},
    )
    log = cg.read(path)
    assert log.sources["path"].tolist() == [f"{path}!sms.xml", f"{path}!below/calls.xml"]
    assert log.sources["size"].tolist()[0] == len(GOOD)
    assert log.sources["mtime"].isna().all()
    assert log.unread == ()


def test_archive_in_a_folder(tmp_path):
    archive(tmp_path / "a.zip", {"sms.xml": GOOD})
    (tmp_path / "b.xml").write_bytes(GOOD)
    log = cg.read(tmp_path)
    assert log.ledger == {"records": 2, "kept": 1, "duplicates": 1, "rejected": 0}


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "a\nb.xml", "短信.xml", "x" * 300]
)
def test_names_in_archives_never_become_paths(tmp_path, monkeypatch, name):
    inside = tmp_path / "one" / "two"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    archive(inside / "a.zip", {name: GOOD})
    before = sorted(tmp_path.rglob("*"))
    log = cg.read("a.zip")
    assert log.sources["path"].tolist() == [f"a.zip!{zipfile.ZipFile('a.zip').namelist()[0]}"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("flag", [0x1, 0x41])
def test_encrypted_archive(tmp_path, flag):
    path = archive(tmp_path / "a.zip", {"sms.xml": GOOD})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        data[place : place + 2] = struct.pack("<H", flag)
    path.write_bytes(data)
    error = problem(path)
    assert "encrypted" in error.what
    assert "encryption switched off" in error.advice


def test_zip_bomb(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        with opened.open("sms.xml", "w", force_zip64=True) as member:
            member.write(b"<smses>")
            for _ in range(1000):
                member.write(bytes(1 << 20))
        opened.writestr("good.xml", GOOD)
    log = cg.read(path)
    assert log.ledger["records"] == 1
    assert "would unpack to 1,048,576,007 bytes" in log.unread[0].what


def test_a_bomb_that_lies_about_its_size(tmp_path):
    path = archive(tmp_path / "bomb.zip", {"sms.xml": b"<smses>" + bytes(80 << 20)})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 7 + (80 << 20)), struct.pack("<I", 1000)))
    assert isinstance(problem(path), InputError)


def test_archive_in_an_archive(tmp_path):
    inner = archive(tmp_path / "inner.zip", {"sms.xml": GOOD}).read_bytes()
    outer = archive(tmp_path / "outer.zip", {"inner.zip": inner, "sms.xml": document([sms("x")])})
    log = cg.read(outer)
    assert log.events["body"].tolist() == ["x"]
    assert "outer.zip!inner.zip: this is a ZIP archive within another" in log.unread[0].what


def test_empty_archives(tmp_path):
    assert "the archive is empty" in problem(archive(tmp_path / "a.zip", {})).what
    assert "the archive is empty" in problem(archive(tmp_path / "b.zip", {"folder/": b""})).what


def test_archive_cut_off(tmp_path):
    path = archive(tmp_path / "a.zip", {"sms.xml": GOOD})
    path.write_bytes(path.read_bytes()[:-30])
    assert "the archive is damaged" in problem(path).what


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_archive_with_a_damaged_file(tmp_path, method):
    text = document([sms(f"{n} {random.Random(n).random()}") for n in range(200)])
    path = archive(tmp_path / "a.zip", {"bad.xml": text, "good.xml": GOOD}, method=method)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as opened:
        packed = opened.infolist()[0].compress_size
    data[len("bad.xml") + 30 + packed // 2] ^= 0xFF
    path.write_bytes(data)
    log = cg.read(path)
    assert log.events["body"].tolist() == ["good"]
    assert f"{path}!bad.xml: the archive is damaged" in log.unread[0].what


def test_any_damage_to_an_archive_is_an_input_error(tmp_path):
    rng = random.Random(7)
    path = tmp_path / "a.zip"
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        stream = io.BytesIO()
        archive(stream, {"a.xml": GOOD, "b/": b"", "ü.xml": GOOD}, method=method)
        whole = stream.getvalue()
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(rng.choice([1, 1, 2, 6])):
                data[rng.randrange(4, len(data))] = rng.choice([0, 1, 0x7F, 0xFF, rng.randrange(256)])
            path.write_bytes(data)
            try:
                log = cg.read(path)
            except InputError:
                continue
            assert log.ledger["rejected"] <= log.ledger["records"]


def test_an_archive_of_many_files_is_opened_once(tmp_path, monkeypatch):
    path = archive(tmp_path / "a.zip", {f"{n:03d}.xml": document([sms(str(n))]) for n in range(50)})
    opened = []
    start = zipfile.ZipFile.__init__

    def count(self, *arguments, **options):
        opened.append(arguments)
        start(self, *arguments, **options)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", count)
    assert cg.read(path).ledger["records"] == 50
    assert len(opened) == 2  # once for the list, once for the files


def test_an_archive_that_was_replaced(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.xml": GOOD, "b.xml": GOOD})
    _, second = expand([path])
    archive(path, {"a.xml": GOOD})
    with pytest.raises(zipfile.BadZipFile), second.open():
        pass


@pytest.mark.parametrize("name", ["q24_doctype", "q24_billion_laughs", "q24_external_entity"])
def test_refused_files_leave_the_others(tmp_path, name):
    good = tmp_path / "good.xml"
    good.write_bytes(GOOD)
    log = cg.read([backup(name), good])
    assert log.ledger["records"] == 1
    assert "document type declaration" in log.unread[0].what
    assert isinstance(problem(backup(name)), UnsafeInputError)
