import re
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html

from collectguard import reports
from collectguard.reports import report_html
from collectguard.reports.svg import Shapes, inline_svg
from collectguard.reports.visible import visible
from collectguard.settings import settings_for
from tests.reports.cases import case_of_rows, chart
from tests.reports.conftest import rows
from tests.reports.texts import HOSTILE, HUGE, REVERSED

OUTSIDE = re.compile(r"url\(\s*(?!#)|@import|https?://(?!www\.w3\.org/)")


def page_of(folder, name="report.html"):
    return html.fromstring((folder / name).read_bytes())


def cell_texts(page):
    return [cell.text_content() for cell in page.iter("td", "th")]


def test_nothing_is_asked_from_outside(saved):
    page = page_of(saved.folder)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not page.xpath(
        "//script | //link | //iframe | //object | //embed | //form | //base | //img[@onerror]"
    )
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            if name.rpartition("}")[2].rpartition(":")[2] in {
                "src",
                "href",
                "action",
                "data",
                "poster",
                "srcset",
            }:
                assert value.startswith(("#", "data:image/png;base64,")), value
            if name == "style":
                assert not OUTSIDE.search(value)
    for style in page.iter("style", "{http://www.w3.org/2000/svg}style"):
        assert not OUTSIDE.search(style.text or "")


def test_ids_of_the_drawings_do_not_meet(saved):
    page = page_of(saved.folder)
    ids = page.xpath("//@id")
    assert len([name for name in ids if name.startswith("timeline-")]) > 5
    assert [name for name, n in Counter(ids).items() if n > 1] == []
    for reference in re.findall(r"url\(#([^)]+)\)", html.tostring(page, encoding="unicode")):
        assert reference in ids
    for reference in page.xpath("//*[local-name()='use']/@*[contains(name(), 'href')]"):
        assert reference.removeprefix("#") in ids


def test_every_event_is_there_with_its_text_letter_for_letter(saved):
    page = page_of(saved.folder)
    rows_ = {
        row[-1].text_content(): row[4].text_content()
        for row in page.xpath("//tbody/tr[count(td) = 6]")
    }  # fmt: skip
    known = saved.case.senders.index[saved.case.senders["known"]]
    events = saved.case.log.contacts
    events = events[~events["party"].isin(known)].set_index("event_id")
    assert set(rows_) == set(events.index)
    for text in [*HOSTILE.values()][1:]:
        assert text in rows_.values()
    first = HOSTILE["formula"]
    assert any(shown.endswith(f"=2+2\n{first}") for shown in rows_.values())


def test_marks_that_work_unseen_are_shown(saved):
    texts = cell_texts(page_of(saved.folder))
    assert "abc⟨U+202E⟩gpj.exe⟨U+202C⟩⟨U+200B⟩def⟨U+0007⟩" in texts
    assert not any("\u202e" in text or "\u200b" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\r\nb\tc\n", "a\nb\tc\n"),
        ("a\rb", "a⟨U+000D⟩b"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("还\u200d款", "还⟨U+200D⟩款"),
        ("\u2066x\u2069\ufeff\u00ad", "⟨U+2066⟩x⟨U+2069⟩⟨U+FEFF⟩⟨U+00AD⟩"),
        (REVERSED, "abc⟨U+202E⟩gpj.exe⟨U+202C⟩⟨U+200B⟩def⟨U+0007⟩"),
    ],
)
def test_what_is_visible(text, shown):
    assert visible(text) == shown
    assert visible(shown) == shown


def test_it_is_made_for_everybody(saved):
    page = page_of(saved.folder)
    assert page.get("lang") == {"zh": "zh-CN", "en": "en"}[saved.case.log.settings.report_lang]
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert table.xpath("thead//th[@scope='col'] | tbody//th[@scope='row']")
    for drawing in page.xpath("//figure/*[local-name()='svg' or local-name()='img']"):
        assert drawing.get("aria-label") or drawing.get("alt")
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_over_the_size_is_split_and_says_where_it_goes_on(tmp_path):
    case = case_of_rows(rows(), settings_for("CN", report_lang="en"))
    reports.save(case, tmp_path / "out", formats=["html"], max_mb=0.06)
    names = sorted(path.name for path in (tmp_path / "out").glob("*.html"))
    assert names[:2] == ["report-2.html", "report.html"]
    ids = []
    for name in [
        "report.html",
        *sorted(set(names) - {"report.html"}, key=lambda n: int(re.sub(r"\D", "", n))),
    ]:
        page = page_of(tmp_path / "out", name)
        ids += [row[-1].text_content() for row in page.xpath("//tbody/tr[count(td) = 6]")]
    assert "The list goes on in report-2.html." in page_of(tmp_path / "out").text_content()
    assert len(ids) == len(set(ids)) == case.unknown_senders["incoming"]
    for name in names[:1]:
        assert (tmp_path / "out" / name).stat().st_size <= 60_000


def test_a_message_of_megabytes_does_not_fill_the_page(tmp_path):
    case = case_of_rows([{"at": "2026-03-01 10:00:00", "party": "+8619400000001", "body": HUGE}])
    [path] = report_html.write(case, tmp_path, 2_000_000)
    assert path.stat().st_size < 300_000
    assert "events.csv" in page_of(tmp_path).xpath("//tbody/tr[count(td) = 6]/td[5]")[0].text_content()


def test_a_heavy_drawing_becomes_a_picture(tmp_path):
    table = case_of_rows([]).tables["daily"]
    heavy = chart("daily", table)
    heavy = type(heavy)(**(heavy.__dict__ | {"svg": heavy.svg + b" " * 400_000}))
    case = case_of_rows([], charts=[heavy])
    report_html.write(case, tmp_path, 2_000_000)
    assert page_of(tmp_path).xpath("//figure/img/@src")[0].startswith("data:image/png;base64,")


def test_a_drawing_keeps_its_proportions_and_loses_its_prolog():
    table = case_of_rows([]).tables["daily"]
    text = inline_svg(chart("daily", table).svg, "daily", 'Title <of> "x"', Shapes())
    assert text.startswith("<svg")
    assert "viewBox=" in text
    assert "DOCTYPE" not in text
    assert "<metadata" not in text
    assert 'aria-label="Title &lt;of&gt; &quot;x&quot;"' in text
    assert "<style" not in text


def test_letters_of_all_drawings_stand_in_the_page_once(tmp_path):
    table = case_of_rows([]).tables["daily"]
    case = case_of_rows(rows(), charts=[chart("timeline", table), chart("daily", table)])
    report_html.write(case, tmp_path, 2_000_000)
    page = page_of(tmp_path)
    ids = [str(name) for name in page.xpath("//svg//@id")]
    assert len(ids) == len(set(ids))
    shapes = [str(form) for form in page.xpath("//svg[@aria-hidden]//path/@d")]
    assert len(shapes) == len(set(shapes)) > 5
    used = {str(name)[1:] for name in page.xpath("//svg//use/@*[name()='xlink:href']")}
    assert used
    assert used <= set(ids)
