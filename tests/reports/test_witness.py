"""What a reader is told of calls that only a carrier's list knows: answered ones."""

import json
from functools import cache

import pytest

from collectguard.pipeline import analyze
from collectguard.plots.daily import daily_of
from collectguard.plots.hours import hours_of
from collectguard.plots.senders import senders_of
from collectguard.plots.timeline import timeline_of
from collectguard.reports.document.blocks import Bullets, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figures import figures
from collectguard.reports.document.limits import limits
from collectguard.reports.document.method import method, source_row
from collectguard.reports.document.opening import opening
from collectguard.reports.document.sender_pages import sender_pages
from collectguard.reports.ledger import source_rows
from collectguard.reports.sheets.figures import overview, senders
from collectguard.reports.sheets.ledger import files
from collectguard.settings import settings_for
from collectguard.wording import Wording
from tests.cli.helpers import invoke
from tests.logs import log_of
from tests.reports.cases import case_of

ENGLISH = settings_for("CN", report_lang="en")
A = "+8619400000001"
LIST = ({"witness": "phone"}, {"witness": "carrier"})


def call(at, outcome="answered", source_id=0, **more):
    return {"at": at, "party": A, "kind": "call", "outcome": outcome, "source_id": source_id,
            "duration_s": 30 if outcome == "answered" else 0} | more  # fmt: skip


LISTED = [call(f"2026-01-{day:02d} 10:00:00", source_id=1) for day in range(1, 11)]
OWN = [
    *(call(f"2026-02-{day:02d} 11:00:00") for day in range(1, 6)),
    *(call(f"2026-02-06 12:0{minute}:00", "missed") for minute in range(3)),
]
ROWS = {"list": LISTED, "both": [*LISTED, *OWN], "phone": OWN}
NOTES = {
    "list": "Calls that were not answered are not known: a carrier's list leaves them out.",
    "both": (
        "Calls that were not answered are known only for the time of the phone's own log, "
        "1 February 2026 to 6 February 2026."
    ),
}


@cache
def made(which, lang="en"):
    settings = settings_for("CN", report_lang=lang)
    return case_of(log_of(ROWS[which], settings, ({},) if which == "phone" else LIST))


def said(blocks):
    """Every sentence and cell."""
    texts = []
    for block in blocks:
        match block:
            case Paragraph():
                texts.append(block.text)
            case Bullets():
                texts += block.items
            case Table():
                texts += [block.note, *(cell for row in block.rows for cell in row)]
    return texts


def test_of_lists_alone_the_first_page_gives_no_zero_for_what_is_not_known():
    texts = said(opening(made("list")))
    assert (
        "The calls are those of a carrier's list (1 January 2026 to 10 January 2026). Such a list holds "
        "answered calls only: missed, declined and blocked calls are not known, and counts of calls, also of "
        "those at night, are lower bounds."
    ) in texts
    assert texts.count(f"Calls: 10 answered. {NOTES['list']}") == 2
    assert not any("ever three unanswered" in text for text in texts)


def test_of_both_the_first_page_says_from_when_to_when_each_reaches():
    texts = said(opening(made("both")))
    [sentence] = [text for text in texts if text.startswith("The calls come from")]
    assert sentence.startswith(
        "The calls come from the phone's own log (1 February 2026 to 6 February 2026) and from a carrier's "
        "list (1 January 2026 to 10 January 2026), which holds answered calls only. Where the list stands "
        "alone (1 January 2026 to 10 January 2026), missed, declined and blocked calls are not known"
    )
    assert (
        "Calls: 15 answered, 3 missed. Three or more unanswered calls within ten minutes, from whichever "
        f"number: once. {NOTES['both']}"
    ) in texts


def test_a_list_that_the_phones_log_covers_leaves_nothing_unknown():
    rows = [call("2026-01-01 09:00:00"), *LISTED, call("2026-01-10 11:00:00", "missed")]
    case = case_of(log_of(rows, ENGLISH, LIST))
    texts = said(opening(case))
    [sentence] = [text for text in texts if text.startswith("The calls come from")]
    assert sentence.endswith("which holds answered calls only.")
    assert not any("carrier's list stands alone" in text or "lower bound" in text for text in texts)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_of_a_phone_alone_speaks_of_lists_only_among_the_limits(lang):
    case = made("phone", lang)
    blocks = [*opening(case), *figures(case), *method(case), *sender_pages(case, Evidence.of(case))]
    texts = " ".join(said(blocks))
    assert "carrier" not in texts
    assert "详单" not in texts


@pytest.mark.parametrize("which", ["list", "both"])
def test_the_note_stands_under_the_table_of_outcomes(which):
    [table] = [
        block for block in figures(made(which))
        if isinstance(block, Table) and block.caption == "What the contacts were and how calls ended"
    ]  # fmt: skip
    assert table.note == NOTES[which]


@pytest.mark.parametrize(
    ("which", "series"),
    [
        ("list", "not known: a carrier's list leaves unanswered calls out"),
        ("both", "once, in the time of the phone's own log"),
        ("phone", "once"),
    ],
)
def test_the_entry_of_one_number(which, series):
    case = made(which)
    assert series in said(sender_pages(case, Evidence.of(case)))


def test_the_method_says_what_each_file_knows_and_how_lists_are_counted():
    case = made("both")
    texts = said(method(case))
    assert any("smsbackup (from the phone)" in text for text in texts)
    assert any("smsbackup (carrier's list: answered calls only)" in text for text in texts)
    assert any("Where it stands alone (1 January 2026 to 10 January 2026)" in text for text in texts)
    assert any(
        text.endswith("there is only a list here: 1 January 2026 to 10 January 2026.")
        for text in said(limits(case))
    )


def test_the_workbook_has_no_zero_for_what_is_not_known():
    case, wording = made("list"), Wording(ENGLISH)
    figures_ = {row[0]: row[1] for row in overview(case, wording).rows}
    assert figures_["Calls: missed"] == "not known (carrier's list)"
    assert figures_["Calls: answered"] == 10
    assert NOTES["list"] in figures_
    sheet = senders(case, wording)
    [row] = sheet.rows
    cells = dict(zip([column.title for column in sheet.columns], row, strict=True))
    assert (cells["Calls: missed"], cells["Calls: answered"]) == (None, 10)
    own = {row[0]: row[1] for row in overview(made("phone"), wording).rows}
    assert own["Calls: declined"] == 0
    assert "carrier's list: answered calls only" in list(files(case, wording).rows)[1]


def test_charts_say_where_lists_stand_alone():
    for drawing_of in (timeline_of, daily_of, hours_of, senders_of):
        captions = {which: drawing_of(made(which).log).caption for which in ROWS}
        assert captions["list"].count("a carrier's list, which holds answered calls only") == 1
        assert captions["both"].count(
            "From 2026-01-01 to 2026-01-10 a carrier's list alone holds the calls, and answered ones only."
        ) == 1  # fmt: skip
        assert "carrier" not in captions["phone"]


def test_a_list_that_stands_alone_on_one_date_is_named_by_it():
    rows = [call("2026-01-10 10:00:00", source_id=1), *OWN]
    caption = daily_of(log_of(rows, ENGLISH, LIST)).caption
    assert "On 2026-01-10 a carrier's list alone holds the calls, and answered ones only." in caption


def test_dates_between_a_list_and_the_phones_log_are_not_recorded():
    caption = daily_of(made("both").log).caption
    assert (
        "Calls are recorded in these times only: 2026-01-01 to 2026-01-10, 2026-02-01 to 2026-02-06."
        in caption
    )


@pytest.fixture
def a_list(tmp_path):
    rows = [f"{day},语音电话,2026-01-{day:02d} 10:00:00,1分5秒,被叫,19400000001,0.00" for day in range(1, 6)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,小计", *rows]), "utf-8")
    return path


def test_the_terminal_names_the_witness_and_asks_for_the_phones_log(a_list, tmp_path):
    assert "carrier's list: answered calls only" in invoke("inspect", a_list).stdout
    [source] = json.loads(invoke("inspect", a_list, "--json").stdout)["sources"]
    assert source["witness"] == "carrier"
    done = invoke("analyze", a_list, "-o", tmp_path / "out", "--format", "json")
    assert "which keeps only the latest: back it up now." in done.stderr
    case = json.loads((tmp_path / "out" / "case.json").read_text("utf-8"))
    [phone] = case["witnesses"]
    assert (phone["phone_calls"], phone["carrier_calls"], phone["phone"]) == (0, 5, None)
    assert phone["answered_only"] == phone["carrier"] == [
        ["2026-01-01T02:00:00.000Z", "2026-01-05T02:00:00.000Z"]
    ]  # fmt: skip
    assert "counts of calls are lower bounds" in invoke("senders", a_list).stderr


CALL = "2026-01-01 10:00:00,北京,被叫,19400000001,1分5秒,语音,本地,0.00"
MESSAGE = "2026-01-02 10:00:00,北京,接收,19400000001,,短信,点对点,0.00"


@pytest.mark.parametrize(
    ("rows", "named", "in_chinese"),
    [
        ([CALL], "carrier's list: answered calls only", "运营商详单：只有接通的通话"),
        ([MESSAGE], "carrier's list of messages", "运营商短信详单"),
        (
            [CALL, MESSAGE],
            "carrier's list: messages, and of the calls the answered ones only",
            "运营商详单：短信，以及接通的通话",
        ),
    ],
)
def test_a_list_is_named_after_what_it_holds(rows, named, in_chinese, tmp_path):
    path = tmp_path / "详单.csv"
    header = "起始时间,通信地点,通信方式,对方号码,通信时长,业务类型,通信类型,实收通信费"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    assert f"  {named}\n" in invoke("inspect", path).stdout
    case = analyze(path)
    for language, name in ((ENGLISH, named), (settings_for("CN"), in_chinese)):
        wording = Wording(language)
        assert name in next(iter(files(case, wording).rows))
        [source] = [*source_rows(case.log)]
        assert name in source_row(source, wording, case)[1]
