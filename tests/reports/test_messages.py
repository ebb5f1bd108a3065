"""What the messages say: hits known by hand, marked in place, counted, limited, and nothing else claimed."""

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pypdf import PdfReader

from collectguard import content
from collectguard.content import Content, EventHits, Explained, Hit
from collectguard.fonts import printable
from collectguard.reports import evidence_xlsx, report_html, report_pdf, summary_pdf
from collectguard.reports.document import messages as pages
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Bullets, Figure, Heading, Paragraph, Quoted, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.messages import message_pages, messages_in_brief
from collectguard.reports.document.messages_found import Messages
from collectguard.reports.document.messages_marked import BESIDE, LONGEST, runs_of
from collectguard.reports.document.opening import opening
from collectguard.reports.parts import Part
from collectguard.reports.visible import visible
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile
from collectguard.wording import Wording
from tests.reports.cases import NO_WORDS, case_of_rows, chart
from tests.reports.texts import HOSTILE, REVERSED

ENGLISH = settings_for("CN", report_lang="en")
WORDING = Wording(ENGLISH)
ONE, TWO, SAVED, QUIET = "+8619400000001", "port:10690000000001", "+8619400000008", "+8619400000009"

SEVERE = "今晚就来你家，还钱，别让邻居看笑话"
DEMAND = "请尽快还钱"
COURT = "这里是样例法院，请还钱"
STORY = [
    # party, time, text, hits as (category, severity, quote)
    (ONE, "2026-03-01 09:00:00", SEVERE, [("threat", "high", "来你家"), ("collection", "low", "还钱")]),
    (ONE, "2026-03-02 09:00:00", SEVERE, [("threat", "high", "来你家"), ("collection", "low", "还钱")]),
    (ONE, "2026-03-03 09:00:00", DEMAND, [("collection", "low", "还钱")]),
    (ONE, "2026-03-04 09:00:00", "好的", []),
    (TWO, "2026-03-05 09:00:00", COURT, [
        ("impersonation_state_organ", "critical", "这里是样例法院"), ("threat", "low", "还钱"),
    ]),
    (TWO, None, DEMAND, [("collection", "info", "还钱")]),
    (SAVED, "2026-03-06 09:00:00", SEVERE, [("threat", "high", "来你家")]),
    (QUIET, "2026-03-07 09:00:00", "快递到了", []),
]  # fmt: skip
HINT = "Ask 12368."
EXPLAINED = {
    "threat": Explained("Somebody is to come to the house", "A visit frightens.", None),
    "impersonation_state_organ": Explained("The sender calls itself a court", None, HINT),
}
ACTOR = CaseFile(owner_role="debtor", actors=(Actor("虚构催收", "虚构催收", "agency", (ONE,)),))


def told(story=STORY, *, bases=("CN-CL-293", "XX-1"), lang="en", **options):
    """A case of these messages with these hits, whatever the lexicon of the program finds in them."""
    rows = [
        {
            "party": party, "at": at, "body": text, "time_quality": "ok" if at else "missing",
            "known": party == SAVED, "party_class": "port106" if party == TWO else "mobile",
        }
        for party, at, text, _hits in story
    ]  # fmt: skip
    pairs = []
    for number, (_party, _at, text, hits) in enumerate(story, start=1):
        for category, severity, quote in hits:
            start = text.index(quote)
            pairs.append(
                (
                    f"{number:016x}",
                    Hit(category, category, severity, quote, start, start + len(quote), ("debt",), bases),
                )
            )
    found = Content(
        EventHits([a for a, _ in pairs], [b for _, b in pairs]),
        judged=len(rows),
        distinct=len(rows),
        threads=frozenset(),
        explained={rule: {"en": said, "zh": said} for rule, said in EXPLAINED.items()},
    )
    case = case_of_rows(rows, settings_for("CN", report_lang=lang), lexicon=NO_WORDS, charts=(), **options)
    return replace(case, content=found)


def blocks_of(case):
    return message_pages(case, Evidence.of(case))


def pdf_text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def rows_of(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def kinds(blocks, sort):
    return [block for block in blocks if isinstance(block, sort)]


def texts(blocks):
    return [block.text for block in kinds(blocks, Paragraph)]


def body_of(quoted):
    return "".join(run.text for run in quoted.runs if run.mark != "left_out")


def marks(quoted):
    return [(run.text, run.mark) for run in quoted.runs if run.mark != "plain"]


# --- marks ---


class Span:
    def __init__(self, start, end):
        self.start, self.end = start, end


def parts(body, *spans, mild=()):
    runs = runs_of(body, [Span(*span) for span in spans], WORDING, [Span(*span) for span in mild])
    return [(run.text, run.mark) for run in runs]


def test_several_hits_are_marked_each_and_where_they_meet():
    assert parts("abcdefgh", (1, 3), (5, 6)) == [
        ("a", "plain"), ("bc", "hit"), ("de", "plain"), ("f", "hit"), ("gh", "plain"),
    ]  # fmt: skip
    assert parts("abcdefgh", (1, 5), (3, 8)) == [
        ("a", "plain"), ("bc", "hit"), ("de", "overlap"), ("fgh", "hit"),
    ]  # fmt: skip
    assert parts("abcd", (0, 4), (1, 2), (1, 2)) == [("a", "hit"), ("b", "overlap"), ("cd", "hit")]
    assert parts("abcd", (0, 2), (2, 4)) == [("ab", "hit"), ("cd", "hit")]
    assert parts("abcdef", (2, 4), mild=[(1, 5)]) == [
        ("a", "plain"), ("b", "mild"), ("cd", "hit"), ("e", "mild"), ("f", "plain"),
    ]  # fmt: skip
    assert parts("", *()) == []


@pytest.mark.parametrize(
    ("body", "span", "marked"),
    [
        ("a\r\nb", (0, 2), "a\r\n"),
        ("xe\u0301y", (0, 2), "xe\u0301"),
        ("👨\u200d👩\u200d👧还", (2, 3), "👨\u200d👩\u200d👧"),
        ("👍🏽还", (0, 1), "👍🏽"),
        ("还1️⃣钱", (0, 2), "还1️⃣"),
        ("🇨🇳还", (1, 2), "🇨🇳"),
        ("还\u200b钱", (0, 1), "还"),
    ],
)
def test_what_is_drawn_as_one_sign_is_not_cut(body, span, marked):
    assert [text for text, mark in parts(body, span) if mark == "hit"] == [marked]


LETTERS = st.sampled_from(
    [*"a还钱<&#=", "\r", "\n", "\t", "\u0301", "\u200b", "\u202e", "\u2066", "\u200d", "\ufe0f",
     "👨", "👧", "🏽", "🇨", "⃣", "1", "\ufffd", "\U000e0061", "\U0001f3f4", "\U000e007f", "ก",
     "ำ", "﷽", "\ue000"]
)  # fmt: skip
TEXTS = st.lists(LETTERS, max_size=40).map("".join)


@settings(max_examples=60)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4), st.integers(0, 4))
def test_parts_joined_are_the_text_on_every_page(body, spans, mild):
    spans = [(min(span), max(span)) for span in spans if max(span) <= len(body)]
    runs = parts(body, *spans[mild:], mild=spans[:mild])
    assert "".join(text for text, _mark in runs) == body
    assert all(text for text, _mark in runs)
    for shown in (printable, visible):
        assert "".join(shown(text) for text, _mark in runs) == shown(body)
    for start, end in spans[mild:]:
        quote = "".join(text for text, mark in runs if mark in {"hit", "overlap"})
        assert all(letter in quote for letter in body[start:end])


def test_of_a_huge_text_the_surroundings_of_its_hits_are_shown():
    body = "序" * 300_000 + "来你家" + "尾" * 700_000
    runs = runs_of(body, [Span(300_000, 300_003)], WORDING)
    assert [(len(run.text), run.mark) for run in runs if run.mark != "left_out"] == [
        (BESIDE, "plain"), (BESIDE, "plain"), (3, "hit"), (BESIDE, "plain"),
    ]  # fmt: skip
    gaps = [run.text for run in runs if run.mark == "left_out"]
    assert [gap.split()[0] for gap in gaps] == ["[299,700", "[699,850"]
    assert all("evidence.xlsx and events.csv" in gap for gap in gaps)
    whole = "序" * LONGEST
    assert parts(whole) == [(whole, "plain")]
    assert [mark for _text, mark in parts(whole + "尾")] == ["plain", "left_out"]


# --- what stands where ---


def test_counts_are_those_by_hand():
    found = Messages.of(case := told(), Evidence.of(case))
    assert (found.received, found.read, found.unflagged, found.elsewhere, found.serious_elsewhere) == (
        7, 7, 1, 1, 1,
    )  # fmt: skip
    assert [message.number for message in found.flagged] == [1, 2, 3, 5, 7]
    assert [message.category for message in found.flagged] == [
        "threat", "threat", "collection", "impersonation_state_organ", "collection",
    ]  # fmt: skip
    assert [tally[:4] for tally in found.tallies] == [
        ("threat", 3, 2, 2), ("impersonation_state_organ", 1, 1, 1), ("collection", 4, 0, 2),
    ]  # fmt: skip
    [table] = kinds(blocks_of(case), Table)
    assert table.rows[0] == ("possible threat", "3", "2", "2", "2026-03-01", "2026-03-05")
    assert table.rows[2] == ("demand for payment", "4", "0", "2", "2026-03-01", "2026-03-03")


def test_each_message_stands_once_under_its_gravest_category_with_its_marks():
    blocks = blocks_of(told(case_file=ACTOR))
    assert [block.text for block in kinds(blocks, Heading)] == [
        "What the messages say", "Possible threat", "In the name of courts or police", "Demand for payment",
        "Other messages of the same senders",
    ]  # fmt: skip
    quoted = kinds(blocks, Quoted)
    assert [body_of(each) for each in quoted] == [SEVERE, COURT, DEMAND]
    assert [marks(each) for each in quoted] == [
        [("来你家", "hit"), ("还钱", "mild")],
        [("这里是样例法院", "hit"), ("还钱", "hit")],
        [("还钱", "hit")],
    ]
    assert quoted[0].head == (
        "No. 1 · 2026-03-01 09:00:00 +08:00 · 19400000001 (虚构催收) · event ID 0000000000000001"
    )
    assert quoted[0].notes == [
        "“来你家”: Somebody is to come to the house (possible threat, serious). A visit frightens.",
        "Compare CN-CL-293.",
        "Also: demand for payment “还钱”.",
        "The same text also came in 1 message, from 1 number in all: No. 2.",
    ]
    assert f"To check: {HINT}" in quoted[1].notes
    assert quoted[2].notes[-1].endswith("from 2 numbers in all: No. 7.")
    sources = [item for block in kinds(blocks, Bullets) for item in block.items if item.startswith("CN-")]
    assert sources[0].startswith("CN-CL-293: 《中华人民共和国刑法》第二百九十三条")
    assert not any("XX-1" in item for block in kinds(blocks, Bullets) for item in block.items)


def test_others_of_the_same_senders_are_counted_and_listed():
    case = told()
    assert any(
        "The 2 numbers with such messages sent 1 message more in which no such words were found" in text
        for text in texts(blocks_of(case))
    )
    rows = dict(zip(Evidence.of(case).events["event_id"], Evidence.of(case).events["number"], strict=True))
    assert rows["0000000000000004"] == 4  # nothing found in it, and yet on the list


def test_messages_of_saved_numbers_are_counted_and_not_quoted():
    case = told()
    [note] = [text for text in texts(blocks_of(case)) if "saved in the phone" in text]
    assert note.startswith("Such words were also found in 1 message (in 1 of them more than a demand)")
    assert not any("0000000000000007" in each.head for each in kinds(blocks_of(case), Quoted))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("debtor", "names sum and dates to the debtor tells nobody else"),
        ("contact", "a contact of the debtor and does not owe"),
        ("unrelated", "nothing to do with the debt"),
        (None, "No case file says whether the owner is the debtor"),
    ],
)
def test_the_role_of_the_recipient_is_said(role, said):
    [bullets, *_rest] = kinds(blocks_of(told(case_file=CaseFile(owner_role=role))), Bullets)
    assert said in " ".join(bullets.items)


def test_what_it_is_comes_first_and_nothing_found_clears_nobody():
    first, bullets, *_rest = [b for b in blocks_of(told()) if isinstance(b, Paragraph | Bullets)]
    assert first.text.startswith("Of 7 messages from numbers reported on, 7 have a text; in 5 of them")
    assert "gives no judgement" in bullets.items[0]
    assert "not thereby harmless" in bullets.items[1]
    case = told([(ONE, "2026-03-01 09:00:00", "快递到了", [])])
    [_heading, sentence] = blocks_of(case)
    assert sentence.text.startswith("In the 1 message with a text from numbers reported on, none of")
    assert "not to say that nothing is wrong" in sentence.text
    assert messages_in_brief(case, Evidence.of(case)) == []
    assert "no message with a text" in texts(blocks_of(told([])))[0]
    assert message_pages(replace(case, content=None), Evidence.of(case)) == []


def test_the_first_page_has_one_line():
    case = told()
    [line] = [text for text in texts(opening(case)) if "What the messages say" in text]
    assert line == (
        "Messages whose words may go beyond a demand for payment: 3 of 7 messages, from 2 numbers "
        "(possible threat 3, in the name of courts or police 1). These are leads found by words, which "
        "somebody must read: report.pdf, “What the messages say”."
    )
    [line] = messages_in_brief(mild := told(STORY[2:4]), Evidence.of(mild))
    assert line.text.startswith("Messages in which words of a demand for payment were found: 1 of 2 messages")


def test_of_many_texts_the_gravest_are_quoted_and_the_rest_is_said_to_be_elsewhere():
    grave = [
        (ONE, f"2026-03-01 {n // 60:02d}:{n % 60:02d}:00", f"来你家{n}", [("threat", "medium", "来你家")])
        for n in range(40)
    ]
    worst = (ONE, "2026-03-02 09:00:00", "来你家，等着", [("threat", "critical", "来你家")])
    plain = [
        (ONE, f"2026-03-03 09:{n:02d}:00", f"还钱{n}", [("collection", "low", "还钱")]) for n in range(9)
    ]
    blocks = blocks_of(told([*grave, worst, *plain]))
    quoted = kinds(blocks, Quoted)
    assert len(quoted) == pages.MOST_SHOWN + pages.EXAMPLES
    assert body_of(quoted[0]) == "来你家，等着"
    assert [body_of(each) for each in quoted[-3:]] == ["还钱0", "还钱1", "还钱2"]
    said = " ".join(texts(blocks))
    assert "Quoted are 30 of 41 different texts, the most serious first; evidence.xlsx, sheet" in said
    assert "Quoted are 3 of 9 different texts" in said


def test_hostile_texts_do_not_fill_the_report(monkeypatch):
    monkeypatch.setattr(pages, "ROOM", 5_000)
    many = [
        (ONE, f"2026-03-01 09:{n:02d}:00", f"来你家{n}" + "\u202e" * 300, [("threat", "high", "来你家")])
        for n in range(9)
    ]
    blocks = blocks_of(told(many))
    assert len(kinds(blocks, Quoted)) == 1  # 300 marks take 8 letters each
    assert any("Quoted are 1 of 9 different texts" in text for text in texts(blocks))


def test_an_example_of_the_lexicon_is_marked_where_it_says():
    rule = content.shipped().by_id["zh-false-custody"]
    example = rule.positive[0]
    case = case_of_rows([{"party": ONE, "at": "2026-03-01 09:00:00", "body": example.text}], ENGLISH)
    [quoted] = [each for each in kinds(blocks_of(case), Quoted) if body_of(each) == example.text]
    assert example.quote in "".join(text for text, mark in marks(quoted) if mark in {"hit", "overlap"})
    assert any(rule.title.of("en") in note for note in quoted.notes)
    assert any(rule.clear_hint.of("en") in note for note in quoted.notes)


# --- documents ---


@pytest.fixture(scope="module")
def hostile():
    """Every hostile text with a hit in its middle, and one of a megabyte."""
    bodies = [f"{text}来你家{text}" for text in (*HOSTILE.values(), REVERSED)]
    story = [
        (ONE, f"2026-03-01 09:{n:02d}:00", body, [("threat", "high", "来你家")])
        for n, body in enumerate([*bodies, "催" * 300_000 + "来你家" + "收" * 50_000])
    ]
    return told(story), bodies


def test_html_marks_in_place_and_keeps_every_letter(hostile, tmp_path):
    case, bodies = hostile
    [path, *_rest] = report_html.write(case, tmp_path, 2_000_000)
    page = html.fromstring(path.read_bytes())
    quotes = page.xpath("//article[@class='quoted']/blockquote")
    assert len(quotes) == len(bodies) + 1
    assert {quote.text_content() for quote in quotes[:-1]} == {visible(body) for body in bodies}
    assert all([mark.text for mark in quote.iter("mark")] == ["来你家"] for quote in quotes)
    assert [len(each.text.split()) > 5 for each in quotes[-1].iter("i")] == [True, True]
    assert not page.xpath("//script")


def test_pdf_prints_hostile_texts(hostile, tmp_path):
    case, _bodies = hostile
    [path, *_rest] = report_pdf.write(case, tmp_path, 2_000_000)
    text = pdf_text(path)
    assert "来你家" in text
    assert "⟨U+202E⟩gpj.exe⟨U+202C⟩⟨U+200B⟩" in "".join(text.split())
    [path] = summary_pdf.write(case, tmp_path, 2_000_000)
    assert "Messages whose words may go beyond a demand for payment" in " ".join(pdf_text(path).split())
    assert len(PdfReader(path).pages) <= 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_workbook_has_a_row_a_hit_and_a_column_of_the_list(lang, tmp_path):
    [path] = evidence_xlsx.write(told(lang=lang, case_file=ACTOR), tmp_path, 2_000_000)
    book = openpyxl.load_workbook(path)
    rows = rows_of(book["Messages" if lang == "en" else "短信"])
    assert len(rows) == 8
    if lang == "zh":
        return
    assert [row["Quote"] for row in rows[:2]] == ["来你家", "还钱"]
    first = rows[0]
    assert SEVERE[first["From character"] : first["To character"]] == first["Quote"]
    assert (first["No. on the evidence list"], first["Event ID"], first["Who"], first["Severity"]) == (
        1, "0000000000000001", "虚构催收", "serious",
    )  # fmt: skip
    assert first["Compare"] == "CN-CL-293, XX-1"
    listed = [row["Found in the text"] for row in rows_of(book["Evidence list"])]
    assert listed == [
        "possible threat, demand for payment",
        "possible threat, demand for payment",
        "demand for payment",
        "nothing; other messages of this sender hold such words",
        "possible threat, in the name of courts or police",
        None,
        "demand for payment",
    ]


def test_the_chart_of_words_stands_with_the_messages():
    case = told()
    weeks = chart("words", pd.DataFrame({"threat": [1]}))
    case = replace(case, charts=(chart("timeline", case.tables["daily"]), weeks))
    assert [block.chart.name for block in kinds(blocks_of(case), Figure)] == ["words"]
    whole = [block.chart.name for block in kinds(Assembly(case).part(Part(1, 0, 0, "")).blocks, Figure)]
    assert whole == ["words", "timeline"]


def test_no_sentence_of_ours_judges():
    for lang in ("zh", "en"):
        blocks = blocks_of(told(lang=lang))
        ours = [*texts(blocks), *(item for each in kinds(blocks, Bullets) for item in each.items)]
        ours += [block.text for block in kinds(blocks, Heading)]
        assert not any(word in text for text in ours for word in ("违法", "非法", "unlawful", "illegal"))
