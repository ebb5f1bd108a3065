import io
import re
import sys

import pytest
from pypdf import PdfReader

from collectguard import reports
from collectguard.errors import MissingPartError
from collectguard.fonts import printable
from collectguard.reports import report_pdf, summary_pdf, typesetting
from collectguard.reports.case_id import case_id
from collectguard.settings import settings_for
from tests.reports.cases import NO_WORDS, case_of_rows, pdf_pages
from tests.reports.conftest import rows
from tests.reports.texts import HOSTILE, REVERSED


def read(path):
    return PdfReader(io.BytesIO(path.read_bytes()))


def pages_of(path):
    return pdf_pages(path.read_bytes())


def text_of(path):
    return "\n".join(pages_of(path))


def squeezed(text):
    """Without white space: lines break where the column ends."""
    return re.sub(r"\s+", "", text)


def test_every_page_names_report_and_place(saved):
    for name in ("summary.pdf", "report.pdf"):
        pages = pages_of(saved.folder / name)
        for number, page in enumerate(pages, start=1):
            text = squeezed(page)
            assert case_id(saved.case) in text
            zh, en = f"第{number}页/共{len(pages)}页", f"Page{number}of{len(pages)}"
            assert {"zh": zh, "en": en}[saved.case.log.settings.report_lang] in text


def test_the_summary_has_at_most_three_pages_whatever_comes(saved, tmp_path):
    assert len(read(saved.folder / "summary.pdf").pages) <= 3
    long_names = [
        {
            "at": f"2026-03-01 10:00:{n:02d}",
            "party": f"text:{'very long name ' * 20}{n}",
            "party_class": "text",
        }
        for n in range(12)
    ]
    [path] = summary_pdf.write(case_of_rows(long_names), tmp_path, 2_000_000)
    assert len(read(path).pages) <= 3


def test_every_event_is_there_with_its_text(saved):
    text = squeezed(text_of(saved.folder / "report.pdf"))
    known = saved.case.senders.index[saved.case.senders["known"]]
    events = saved.case.log.contacts
    events = events[~events["party"].isin(known)]
    for event_id in events["event_id"]:
        assert event_id in text
    for name in set(HOSTILE) - {"emoji", "rare"}:  # those are shaped: their letters come out in another order
        assert squeezed(printable(HOSTILE[name])) in text, name


def test_what_cannot_be_printed_is_shown(saved):
    text = squeezed(text_of(saved.folder / "report.pdf"))
    assert printable(REVERSED) in text
    assert "\u202e" not in text


def test_it_is_made_for_the_archive(saved):
    for name in ("summary.pdf", "report.pdf"):
        reader = read(saved.folder / name)
        metadata = reader.xmp_metadata.stream.get_data().decode()
        assert re.search(r"<pdfaid:part>2<", metadata)
        assert re.search(r"<pdfaid:conformance>A<", metadata)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"].lower().startswith(saved.case.log.settings.report_lang)
        assert "/OpenAction" not in reader.trailer["/Root"]


def test_fonts_are_embedded(saved):
    for page in read(saved.folder / "report.pdf").pages:
        for font in page["/Resources"].get("/Font", {}).values():
            [descendant] = font.get_object().get("/DescendantFonts", [font])
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_long_list_goes_on_in_further_files(tmp_path, monkeypatch):
    monkeypatch.setattr(report_pdf, "PAGE_ROWS", 30)
    case = case_of_rows(rows(), settings_for("CN", report_lang="en"), lexicon=NO_WORDS)
    paths = report_pdf.write(case, tmp_path, 2_000_000)
    assert [path.name for path in paths] == ["report.pdf", "report-2.pdf", "report-3.pdf"]
    texts = [squeezed(text_of(path)) for path in paths]
    assert "Thelistgoesoninreport-2.pdf." in texts[0]
    assert "ContactsNo.31to60" in texts[1]
    assert "goesonin" not in texts[2]
    ids = case.log.contacts["event_id"]
    known = case.log.contacts["known"]
    for event_id in ids[~known]:
        assert sum(event_id in text for text in texts) == 1


def test_a_file_over_the_size_is_split(tmp_path):
    case = case_of_rows(rows(), settings_for("CN", report_lang="en"))
    paths = report_pdf.write(case, tmp_path, 150_000)
    assert len(paths) > 1
    joined = squeezed("".join(text_of(path) for path in paths))
    for event_id in case.log.contacts["event_id"][~case.log.contacts["known"]]:
        assert event_id in joined


def test_very_many_rows_are_not_tagged(tmp_path, monkeypatch):
    monkeypatch.setattr(typesetting, "TAGGED_ROWS", 20)
    case = case_of_rows(rows(), settings_for("CN", report_lang="en"))
    [path] = report_pdf.write(case, tmp_path, 2_000_000)
    metadata = read(path).xmp_metadata.stream.get_data().decode()
    assert re.search(r"<pdfaid:conformance>U<", metadata)


def test_without_typst_the_way_out_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    case = case_of_rows([])
    with pytest.raises(MissingPartError, match=r"report\.html") as caught:
        reports.save(case, tmp_path / "out")
    assert "--format html" in caught.value.advice
    assert list(tmp_path.iterdir()) == []
    reports.save(case, tmp_path / "out", formats=["html"])
