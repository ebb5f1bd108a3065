"""PDFs that are damaged, hostile, protected, pictures or our own: each a sentence, no row lost in silence."""

import io
import subprocess
import sys
import zlib
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.errors import (
    ExitCode,
    InputError,
    MissingReaderError,
    UnknownFormatError,
    UnsafeInputError,
)
from collectguard.i18n import LANGUAGES
from collectguard.parsers import PARSERS, pdf
from collectguard.parsers.pdf import page_process, pages, reading
from collectguard.reports import typesetting
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.next_steps import next_steps
from collectguard.settings import settings_for
from tests.cli.helpers import invoke
from tests.examples import examples
from tests.parsers.pdf.making import (
    MOBILE,
    PLACES,
    drawn,
    expected,
    laid_out,
    mobile,
    placed,
    read,
    read_apart,
    stream,
    text,
)
from tests.reports.cases import case_of_rows

LIST = placed([MOBILE, *mobile(5)], PLACES)
GOOD = drawn(LIST)
PICTURE = stream(
    bytes(100),
    b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 ",
)
SHOWN = b"q 600 0 0 800 0 0 cm /X Do Q\n"


def protected(password, algorithm):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt(password, "owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def refused(data, words, sort=UnknownFormatError, reader=read, **more):
    with pytest.raises(sort, match=words) as caught:
        reader(data, **more)
    assert caught.value.exit_code == 3
    return caught.value


@pytest.mark.parametrize("before", [b"", b"\n", b"\xef\xbb\xbf", b"\0\0\r\n"])
def test_it_alone_claims_a_pdf(before):
    head = (before + GOOD)[: 1 << 16]
    assert [parser.NAME for parser in PARSERS if parser.claims(head)] == ["pdf"]


def test_nobody_else_claims_a_pdf_that_holds_a_header_in_plain_letters():
    head = b"%PDF-1.7\n(Date,Number,Duration,Type)\n(2026-03-01 10:00:00,19400001111,5,Incoming)\n"
    assert [parser.NAME for parser in PARSERS if parser.claims(head)] == ["pdf"]


def test_a_text_that_names_the_format_is_none():
    assert not pdf.claims("起始时间,对方号码,呼叫类型\n%PDF-1.7,1,主叫".encode())


def test_the_process_of_its_own_reads_the_same():
    assert read_apart(GOOD) == read(GOOD)


def test_in_the_ledger_and_named_with_its_path(tmp_path):
    (tmp_path / "详单.pdf").write_bytes(
        drawn(LIST, placed([MOBILE, ["2026-03-09 10:00:00", "广州", *[""] * 6]], PLACES))
    )
    log = cg.read(tmp_path / "详单.pdf")
    assert log.ledger == {"records": 6, "kept": 5, "duplicates": 0, "rejected": 1}
    assert log.sources["witness"].tolist() == ["carrier"]
    assert log.rejected["reason"].tolist() == ["incomplete: page 2, row 2: nobody is named"]
    assert log.rejected["line"].tolist() == [20002]


def test_without_the_extra_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setattr(pages.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingReaderError, match="is a PDF document") as caught:
        read_apart(GOOD)
    error = caught.value
    assert error.exit_code == ExitCode.MISSING_PART
    assert "pip install 'collectguard[pdf-import]'" in error.advice
    assert "Excel" in error.advice
    (tmp_path / "list.pdf").write_bytes(GOOD)
    row = "2026-03-01 10:00:00,19400001111,主叫"
    (tmp_path / "list.csv").write_text(f"起始时间,对方号码,呼叫类型\n{row}\n", "utf-8")
    log = cg.read(tmp_path)  # also in a folder, where papers may lie
    assert log.ledger["kept"] == 1
    assert ["list.pdf" in unread.what for unread in log.unread] == [True]
    assert log.unread[0].missing_part


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["list.pdf"], ExitCode.MISSING_PART),
        (["list.pdf", "list.csv"], ExitCode.MISSING_PART),
        (["list.csv"], ExitCode.DONE),
        (["list.pdf", "gone.xml"], ExitCode.INPUT),  # nothing was read, and not for that reason alone
        (["list.pdf", "gone.xml", "list.csv"], ExitCode.INPUT),
    ],
)
def test_without_the_extra_the_command_ends_as_readme_says(names, code, tmp_path, monkeypatch):
    monkeypatch.setattr(pages.importlib.util, "find_spec", lambda name: None)
    (tmp_path / "list.pdf").write_bytes(GOOD)
    (tmp_path / "list.csv").write_text(
        "起始时间,对方号码,呼叫类型\n2026-03-01 10:00:00,19400001111,主叫\n", "utf-8"
    )
    result = invoke("inspect", *(tmp_path / name for name in names))
    assert result.exit_code == code
    assert ("pdf-import" in result.stderr) == (names[0] == "list.pdf" and names[1:] != ["gone.xml"])


def test_the_library_is_loaded_by_no_command_and_no_other_file():
    code = (
        "import sys, collectguard.cli\n"
        "from collectguard.parsers import PARSERS, SourceFacts, tables\n"
        "data = '起始时间,对方号码,呼叫类型\\n2026-03-01 10:00:00,19400001111,主叫\\n'.encode()\n"
        "assert [parser for parser in PARSERS if parser.claims(data)] == [tables]\n"
        "assert len(list(tables.parse(iter([data]), SourceFacts()))) == 1\n"
        "assert not {'pdfplumber', 'pdfminer', 'pypdfium2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password(algorithm):
    error = refused(protected("secret", algorithm), "protected with a password", InputError)
    assert "print it to a new PDF without one" in error.advice
    assert read(protected("", algorithm)).rows == expected(5)  # only printing and copying are forbidden


def test_pages_that_are_pictures():
    refused(drawn(SHOWN, SHOWN + text(500, 20, "2 / 2"), extra=PICTURE), "pages are pictures")


def test_text_below_which_a_picture_lies_may_have_been_misread():
    found = read(drawn(SHOWN + LIST, extra=PICTURE))
    assert found.rows == expected(5)
    assert any("may have misread digits" in note for note in found.notes)


def test_shapes_without_letters():
    refused(drawn(LIST, maps=False), "does not say which they are")
    private = [
        ["".join(chr(0xE000 + ord(letter) % 500) for letter in cell) for cell in row]
        for row in [MOBILE, *mobile(5)]
    ]
    refused(drawn(placed(private, PLACES)), "does not say which they are")


def test_a_few_characters_without_meaning_are_counted_and_their_rows_kept():
    rows = mobile(3)
    rows[1][3] = "194\ue0010001"
    found = read(drawn(placed([MOBILE, *rows], PLACES)))
    assert [record.party_raw for record in found.records] == ["19400000000", "194\ufffd0001", "19400000002"]
    assert any(note.endswith("shown as \ufffd: 1") for note in found.notes)


def test_radicals_are_read_as_the_characters_that_look_like_them():
    rows = [["2026年3⽉1⽇ 10:00:00", "广州", "主叫", "19400000001", "1⼩时2分3秒", "", "", ""]]
    assert read(drawn(placed([MOBILE, *rows], PLACES))).rows == [
        ("03-01 10:00:00", "out", "19400000001", 3723)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_reports_are_no_lists(lang):
    case = case_of_rows(
        [{"at": "2026-03-01 10:00:00", "party": "+8619400000001"}],
        settings_for("CN", report_lang=lang),
        charts=(),
    )
    for document in (Assembly.of(case).summary(), next_steps(case)):
        assert document.title in reading._own_titles()
        titled = replace(document, blocks=())  # known by its title, whatever stands below it
        refused(typesetting.pdf(titled), "collectguard made")


def test_our_own_page_printed_by_a_browser_is_no_list():
    refused(drawn(LIST, LIST + text(20, 20, "collectguard verify FOLDER")), "collectguard made")


def test_no_table_and_no_rows():
    refused(drawn(text(20, 700, "尊敬的客户：您好。"), b""), "without a table")
    empty = read(drawn(placed([MOBILE], PLACES)))
    assert not empty.records
    assert not empty.rejected


def test_columns_that_are_not_recognised_are_named():
    rows = [["甲", "乙", "丙"], *[[row[0], row[1], row[5]] for row in mobile(3)]]
    error = refused(drawn(placed(rows, PLACES[:3])), "1: 2026-03-01 08:00:00|1: 甲")
    assert "--columns" in error.advice


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
def test_a_file_that_was_cut_off(share):
    refused(GOOD[: int(len(GOOD) * share)], "cannot be read")


def test_pages_that_are_missing_are_rejected():
    found = read(drawn(LIST, LIST).replace(b"/Count 2", b"/Count 5"))
    assert len(found.records) == 10
    assert [row.reason for row in found.rejected] == [
        "unreadable_page: page 3 and all behind it: the PDF names 5 pages"
    ]


def test_a_page_that_is_damaged_costs_no_other():
    packed = bytearray(stream(placed([MOBILE, *mobile(20)], PLACES), packed=True))
    packed[len(packed) * 6 // 10] ^= 0x55
    found = read(drawn(LIST, bytes(packed), (LIST, "/Rotate /Foo"), LIST.replace(b"Tj", b"Tj [", 1)))
    assert found.rows[:5] == expected(5)
    assert [row.line for row in found.rejected if row.reason.startswith("unreadable_page")] == [20000, 30000]


def test_a_page_whose_content_is_not_there():
    found = read(drawn(LIST, LIST).replace(b"/Contents 13 0 R", b"/Contents 99 0 R"))
    assert found.rows == expected(5)
    assert [row.line for row in found.rejected] == [20000]


@pytest.mark.parametrize("end", ["time.sleep(60)", "os.abort()", "sys.stdout.write('{')"])
def test_a_process_that_ends_or_never_ends_costs_the_pages_behind(end, tmp_path, monkeypatch):
    lines = [b'{"is": "document", "title": "", "count": 2}\n']
    lines += [line for line in laid_out(GOOD) if b'"page"' in line]
    (tmp_path / "process.py").write_text(
        f"import os, sys, time\nsys.stdout.write({b''.join(lines).decode()!r})\nsys.stdout.flush()\n{end}\n"
    )
    monkeypatch.setattr(pages, "_READER", tmp_path / "process.py")
    monkeypatch.setattr(pages, "_SECONDS", 3.0)
    found = read_apart(GOOD)
    assert found.rows == expected(5)
    assert [(row.line, row.reason) for row in found.rejected] == [
        (20000, "unreadable_page: page 2 and all behind it: its reader took too long or ended")
    ]


def test_what_unpacks_to_more_than_a_page_holds_costs_its_page(monkeypatch):
    monkeypatch.setattr(page_process, "_MOST_CONTENT", 1 << 20)
    nested = zlib.compress(zlib.compress(bytes(1 << 22), 9))
    entries = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(nested)
    found = read(drawn(LIST, entries + nested + b"\nendstream", LIST))
    assert found.rows == expected(5) * 2
    assert [row.reason for row in found.rejected] == [
        "unreadable_page: page 2: more is drawn there than a page holds"
    ]


def test_so_many_pages_are_read(monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 3)
    found = read(drawn(*[LIST] * 5))
    assert len(found.records) == 15
    assert [(row.line, row.reason) for row in found.rejected] == [
        (40000, "unreadable_page: page 4 and all behind it: pages after 3 are not read")
    ]
    monkeypatch.setattr(pages, "_MOST_BYTES", 1000)
    refused(GOOD, "bytes", UnsafeInputError, read_apart)


def test_pages_that_contain_each_other_are_read_once():
    looped = drawn(LIST).replace(b"/Kids [10 0 R]", b"/Kids [10 0 R 2 0 R 10 0 R]")
    assert read(looped).rows == expected(5)


NOISE = st.one_of(
    st.binary(max_size=4),
    st.sampled_from([b"null", b"[", b">>", b"-1", b"1e999", b"2 0 R", b"/Foo", b"("]),
)
SMALL = drawn(placed([MOBILE[:4], *[row[:4] for row in mobile(1)]], PLACES[:4]))


@examples(20)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), NOISE), min_size=1, max_size=4))
def test_any_damage_is_a_sentence_or_a_row(changes):
    data = SMALL
    for place, length, noise in changes:
        start = int(place * len(data))
        data = data[:start] + noise + data[start + length :]
    try:
        found = read(data)
    except InputError:
        return
    assert "\0" not in "".join(record.party_raw or "" for record in found.records)
