"""The sheet of guidance: whole, apart from the evidence, and nothing in it that was not verified."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from pypdf import PdfReader

from collectguard.guidance import guidance
from collectguard.reports import manifest, next_steps_pdf, report_html
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Bullets, Heading, Paragraph, Table
from collectguard.reports.document.next_steps import next_steps
from collectguard.reports.document.which_file import which_file
from collectguard.reports.parts import Part
from collectguard.rules import banned_in
from collectguard.settings import settings_for
from collectguard.wording import Wording
from tests.reports.cases import case_of_rows, files_of

ROWS = [
    {"at": "2026-02-27 10:00:00", "party": "+8619400000001", "body": "请还款"},
    {"at": "2026-03-01 00:30:00", "party": "+8619400000001", "body": "请还款"},  # still February in UTC
    {"at": "2026-03-05 12:00:00", "party": "+8619400000009", "known": True, "contact_name": "假朋友"},
    {"at": None, "time_quality": "missing", "party": "+8619400000001"},
]
TITLES = {"zh": "给您自己看的，不是证据", "en": "For you, not for the file"}
UNVERIFIED = ("12337", "12345", "12300", "黑猫", "贷款机构自己的")


def case_in(lang, region="CN", rows=ROWS, **options):
    settings = settings_for(region, tz="Asia/Shanghai", report_lang=lang)
    return case_of_rows(rows, settings, **{"charts": []} | options)


def texts_of(blocks):
    """Every text of the blocks, in their order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from block.items
            case Table():
                yield from (block.caption, block.note, *(column.title for column in block.columns))
                yield from (cell for row in block.rows for cell in row)


def text_of(case):
    return "\n".join(texts_of(next_steps(case).blocks))


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_of_china(tmp_path, lang):
    case = case_in(lang)
    [path] = next_steps_pdf.write(case, tmp_path, 2_000_000)
    data = path.read_bytes()
    assert path.name == "next-steps.pdf"
    next_steps_pdf.write(case, tmp_path, 2_000_000)
    assert path.read_bytes() == data

    reader = PdfReader(io.BytesIO(data))
    assert 1 < len(reader.pages) <= 3
    assert re.search(r"<pdfaid:conformance>A<", reader.xmp_metadata.stream.get_data().decode())
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    mark = squeezed(TITLES[lang])
    assert all(page.startswith(mark) for page in pages)

    text = "".join(pages)
    known = guidance("CN", lang)
    places = []
    for channel in known.channels:
        places.append(text.index(squeezed(channel.name)))
        for sentence in (channel.for_what, *channel.takes, *channel.does_not, *channel.limits):
            assert squeezed(sentence) in text, sentence
    assert places == sorted(places)
    safety = text.index({"zh": "请马上拨打110", "en": "call110now"}[lang])
    assert safety < places[0]
    for deadline in known.deadlines:
        assert squeezed(deadline.text) in text
        assert squeezed(deadline.citation.quote) in text
    for care in known.care:
        assert squeezed(care.text) in text
        assert squeezed(care.citation.article) in text
    assert {"zh": "2026年11月21日", "en": "21November2026"}[lang] in text
    assert not banned_in(text)
    assert not any(name in text for name in UNVERIFIED)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("region", ["CN", "US", "SG"])
def test_words_stay_careful(region, lang):
    document = next_steps(case_in(lang, region, as_of=datetime(2030, 1, 1, tzinfo=ZoneInfo("UTC"))))
    for text in (*texts_of(document.blocks), document.title, *document.subtitles):
        assert banned_in(text) == ()
    assert banned_in(squeezed("".join(texts_of(document.blocks)))) == ()


def test_each_entry_says_what_it_was_checked_against():
    text = text_of(case_in("en"))
    for channel in guidance("CN", "en").channels:
        after = text[text.index(f". {channel.name}\n") :]
        mark = re.search(r"^Checked against: (.+)\.$", after, re.MULTILINE)[1]
        assert mark == {
            "VT": "the full text of the law",
            "VS": "published descriptions",
            "VT/VS": "in part the full text of the law, in part published descriptions",
        }[channel.verified], channel.id  # fmt: skip


def test_what_to_bring_is_to_be_ticked_off():
    lists = [
        block for block in next_steps(case_in("zh")).blocks if isinstance(block, Bullets) and block.ticks
    ]
    assert [block.items for block in lists] == [
        channel.takes for channel in guidance("CN", "zh").channels if channel.takes
    ]


def test_the_last_contact_is_told_and_nothing_worked_out_from_it():
    text = text_of(case_in("en"))
    assert "stands in these backups under 1 March 2026;" in text
    assert "September 2026" not in text
    assert "在2026年3月1日" in text_of(case_in("zh"))
    nobody = [ROWS[2], ROWS[3]]
    assert "stands in these backups" not in text_of(case_in("en", rows=nobody))


@pytest.mark.parametrize(
    ("as_of", "warned"),
    [
        (None, False),
        (datetime(2026, 3, 1, tzinfo=ZoneInfo("Asia/Shanghai")), False),
        (datetime(2027, 11, 20, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai")), False),
        (datetime(2027, 11, 21, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai")), True),
        (datetime(2027, 11, 20, 16, 0, tzinfo=ZoneInfo("UTC")), True),  # the same instant
    ],
)
def test_guidance_of_last_year_is_called_so(as_of, warned):
    assert ("a year or more before the date of this report" in text_of(case_in("en", as_of=as_of))) is warned


def test_a_region_of_which_nothing_is_known():
    text = text_of(case_in("en", "SG"))
    assert "For this region (SG) no place to complain has been checked" in text
    assert "the emergency number of the place where you are" in text
    assert not re.search(r"\d{3}", text.replace("500 calls", "").replace("SHA-256", ""))
    assert not re.search("[一-鿿]", text)
    for heading in ("the most useful first", "Time limits", "Checked"):
        assert heading not in text
    assert "delete nothing and do not reset it" in text
    assert "Back up messages and calls again every week" in text


def test_the_united_states():
    text = text_of(case_in("en", "US"))
    assert "call 911 now" in text
    assert "The company answers in 15 days, finally within 60." in text
    assert "Time limits" not in text
    assert "110" not in text


def test_what_the_law_says_is_not_said_twice():
    for sentence in ("delete nothing and do not reset it", "shows that a file has not changed since"):
        assert sentence in text_of(case_in("en", "SG"))
        assert sentence not in text_of(case_in("en", "CN"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_ends_the_page_and_is_not_printed(tmp_path, lang):
    [path] = report_html.write(case_in(lang), tmp_path, 2_000_000)
    page = html.fromstring(path.read_bytes())
    [aside] = page.xpath("//aside")
    assert list(page.find("body"))[-1] is aside
    assert aside.text_content().strip().startswith(TITLES[lang])
    for text in texts_of(next_steps(case_in(lang)).blocks):
        assert text in aside.text_content()
    [main] = page.xpath("//main")
    assert TITLES[lang] not in main.text_content()
    assert "12378" not in main.text_content()
    [style] = page.xpath("//style")
    printed = style.text_content().split("@media print {", 1)[1].split("@page")[0]
    assert "aside { display: none; }" in printed


def test_further_files_of_the_page_do_not_repeat_it(tmp_path, monkeypatch):
    monkeypatch.setattr(report_html, "PAGE_ROWS", 2)
    paths = report_html.write(case_in("en"), tmp_path, 2_000_000)
    assert len(paths) == 2
    assert [b"<aside" in path.read_bytes() for path in paths] == [True, False]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_summary_and_report_hold_nothing_of_it(lang):
    case = case_in(lang)
    assembly = Assembly(case)
    evidence = {*texts_of(assembly.summary().blocks), *texts_of(assembly.part(Part(1, 0, 3, "")).blocks)}
    assert not evidence & {*texts_of(next_steps(case).blocks)} - {"", "文件", "File"}
    assert not any(TITLES[lang] in text or "12378" in text for text in evidence)


def test_files_are_named_that_are_there(saved_en):
    [table] = [block for block in which_file(Wording(saved_en.case.log.settings)) if isinstance(block, Table)]
    named = [name for row in table.rows for name in row[0].split(", ")]
    assert named[0] == "summary.pdf"
    assert len(named) == len(set(named))
    written = {name.partition("/")[0] for name in files_of(saved_en.folder)}
    assert set(named) - {"the backups"} == written
    verification = manifest.verify(saved_en.folder)
    assert "next-steps.pdf" in {file.path for file in verification.outputs}
    assert all(file.state == "unchanged" for file in verification.outputs)
