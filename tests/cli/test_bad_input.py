"""Whatever is given: two lines that say what happened and what to do, the right exit code, no traceback."""

import re
import struct
import zipfile

import pytest

from collectguard.errors import ExitCode
from collectguard.parsers import PARSERS
from tests.cli.helpers import backup, invoke, run, sms

DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<smses count="1"><sms address="1" date="1" type="1" body="&b;" /></smses>'
)


def empty(folder):
    (folder / "empty.xml").touch()
    return folder / "empty.xml"


def picture(folder):
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    return folder / "picture.jpg"


def doctype(folder):
    (folder / "doctype.xml").write_text(DOCTYPE)
    return folder / "doctype.xml"


def without_files(folder):
    (folder / "nothing").mkdir()
    return folder / "nothing"


def missing(folder):
    return folder / "missing.xml"


def encrypted(folder):
    path = folder / "encrypted.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sms.xml", "<smses/>")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + offset, 1)
    path.write_bytes(data)
    return path


def bomb(folder):
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("sms.xml", "w") as member:
        for _ in range(80):
            member.write(bytes(1 << 20))
    return path


def without_backups(folder):
    (folder / "photos").mkdir()
    picture(folder / "photos")
    return folder / "photos"


def damaged(folder):
    (folder / "damaged.zip").write_bytes(b"PK\x03\x04" + bytes(20))
    return folder / "damaged.zip"


def other(folder):
    (folder / "letter.txt").write_text("made up")
    return folder / "letter.txt"


CASES = [empty, picture, doctype, without_files, missing, encrypted, bomb, without_backups, damaged, other]


@pytest.mark.parametrize("case", CASES)
def test_two_lines_and_the_exit_code_for_input(case, tmp_path):
    path = case(tmp_path)
    result = invoke("analyze", path, "-o", tmp_path / "report")
    assert result.exit_code == ExitCode.INPUT
    assert result.stdout == ""
    what, advice = result.stderr.splitlines()
    assert what.startswith(f"Error: {path}")
    assert advice.startswith("What to do: ")
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("case", CASES)
def test_the_same_in_chinese(case, tmp_path):
    path = case(tmp_path)
    what, advice = invoke("inspect", path, lang="zh").stderr.replace(str(path), "").splitlines()
    for line, label in ((what, "错误："), (advice, "怎么办：")):
        assert line.startswith(label)
        assert not english(line)


@pytest.fixture(scope="module")
def amidst(tmp_path_factory):
    """The place of each case, and the lines of the report that one good file and all of them give."""
    folder = tmp_path_factory.mktemp("amidst")
    good = backup(folder / "good.xml", sms("19400000001", "2026-03-01 23:00:00"))
    paths = {case: case(folder) for case in CASES}
    done = invoke("analyze", good, *paths.values(), "-o", folder / "out", "--format", "html", lang="zh")
    assert done.exit_code == ExitCode.INPUT
    return paths, re.split(r"[<>]", (folder / "out" / "report.html").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_and_in_the_report(case, amidst):
    paths, lines = amidst
    path = str(paths[case])
    [line] = [line for line in lines if path in line]
    assert not english(line.replace(path, ""))


def english(line):
    """Words of English that are no names of files, programs or libraries."""
    formats = [re.escape(parser.FORMAT).replace("&", "&(?:amp;)?") for parser in PARSERS]
    names = "|".join([*formats, r"sms\.xml|DOCTYPE|XML|JPEG|xlsx|README|File is not a zip file"])
    return re.findall(r"[A-Za-z]{4,}", re.sub(names, "", line))


@pytest.mark.parametrize(
    "choice",
    [
        ("--tz", "Mars/X"), ("--region", "US"), ("--night", "8-22"), ("--night", "22:00-22:00"),
        ("--night", "24:00-8:00"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used_in_chinese(choice):
    result = invoke("senders", "x.xml", *choice, lang="zh")
    assert result.exit_code == ExitCode.USAGE
    what, advice = result.stderr.splitlines()
    assert not english(what.replace(choice[1], ""))
    assert not english(re.sub(r"[A-Z]\w+/\w+", "", advice))


def test_folder_of_other_files(tmp_path):
    picture(tmp_path)
    result = invoke("inspect", tmp_path)
    assert result.exit_code == ExitCode.INPUT
    assert "none of its 1 files is a backup" in result.stderr


def test_a_letter_of_office_is_not_taken_for_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("word/document.xml", "<document/>")
    result = invoke("inspect", tmp_path / "letter.docx")
    assert result.exit_code == ExitCode.INPUT
    assert "letter.docx: this is an Office document and no workbook." in result.stderr
    assert ".xlsx or .csv" in result.stderr


def test_a_list_of_contacts_has_no_kinds_and_no_period(tmp_path):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Nobody Real\nTEL:19400001111\nEND:VCARD\n"
    (tmp_path / "contacts.vcf").write_text(card)
    lines = invoke("inspect", tmp_path / "contacts.vcf").stdout.splitlines()
    assert not [line for line in lines if line.split()[:1] in (["Kinds"], ["Directions"], ["Period"])]
    assert [line for line in lines if "contacts: 1 cards, 1 numbers" in line]


def test_zip_bomb(tmp_path):
    result = invoke("inspect", bomb(tmp_path))
    assert result.exit_code == ExitCode.INPUT
    assert "would unpack to 83,886,080 bytes" in result.stderr


def test_the_other_files_are_read_all_the_same(tmp_path):
    good = backup(tmp_path / "good.xml", sms("19400000001", "2026-03-01 23:00:00"))
    result = invoke(
        "analyze", empty(tmp_path), good, missing(tmp_path), "-o", tmp_path / "out", "--format", "csv"
    )
    assert result.exit_code == ExitCode.INPUT
    assert result.stderr.count("Error: ") == 2
    assert (tmp_path / "out" / "events.csv").read_text("utf-8-sig").count("\n") == 2


def test_names_cannot_steer_the_terminal(tmp_path):
    result = invoke("inspect", "gone\x1b[2J\u202e.xml")
    assert "gone⟨U+001B⟩[2J⟨U+202E⟩.xml" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_name_that_is_no_text_is_an_ordinary_name(tmp_path):
    name = b"\xff\xfe.xml"
    good = backup(tmp_path / "good.xml", sms("19400000001", "2026-03-01 23:00:00"))
    (tmp_path / "good.xml").rename(tmp_path / name.decode("utf-8", "surrogateescape"))
    done = run("inspect", name.decode("utf-8", "surrogateescape"), "--json", cwd=tmp_path)
    assert done.returncode == ExitCode.DONE, good
    assert b'"path": "\xef\xbf\xbd\xef\xbf\xbd.xml"' in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze"], "Missing argument 'FILE…'"),
        (["analyse", "x"], "Did you mean 'analyze'"),
        (["analyze", "--formt", "pdf", "x"], "--format"),
        (["analyze", "x", "--night", "8-22"], "not a window"),
        (["analyze", "x", "--night", "22:00-22:00"], "no length"),
        (["analyze", "x", "--tz", "Mars/Base"], "time zone"),
        (["analyze", "x", "--region", "US"], "no single time zone"),
        (["analyze", "x", "--connected-min", "-1"], "-1"),
        (["analyze", "x", "--max-mb", "0"], "0"),
        (["analyze", "x", "--format", "doc"], "'doc'"),
        (["analyze", "x", "--as-of", "yesterday"], "'yesterday'"),
        (["chart", "pie", "x"], "'pie'"),
        (["chart", "daily", "x", "-o", "x.gif"], "neither in .png nor in .svg"),
        (["export", "x", "--format", "sqlite", "-o", "-"], "standard output"),
        (["completion", "tcsh"], "'tcsh'"),
    ],
)
def test_wrong_command_lines(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke(*arguments)
    assert result.exit_code == ExitCode.USAGE
    what, advice = result.stderr.splitlines()
    assert said in what
    assert advice.startswith("What to do: ")
    assert list(tmp_path.iterdir()) == []


def test_verbose_adds_the_traceback(tmp_path):
    done = run("inspect", "-v", "nosuch.xml", cwd=tmp_path)
    assert done.returncode == ExitCode.INPUT
    assert b"Traceback" in done.stderr
    assert done.stderr.splitlines()[-2] == b"Error: nosuch.xml: there is no such file."
