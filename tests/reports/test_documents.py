"""What holds for every document at once."""

import importlib
import json
import pkgutil
import re
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import pandas as pd
import pytest
from pypdf import PdfReader

from collectguard import reports
from collectguard.i18n import Sentence
from collectguard.reports.case_id import case_id
from collectguard.reports.document.checking import command
from collectguard.reports.interface import Report
from collectguard.schema import Unread
from collectguard.settings import Window, settings_for
from tests.logs import log_of
from tests.reports.cases import case_of, case_of_rows, files_of, texts_of
from tests.reports.conftest import rows

FEW = [*islice(rows(), 3)]


def test_every_module_that_writes_a_document_is_listed():
    found = {
        module.REPORT
        for info in pkgutil.iter_modules(reports.__path__)
        if hasattr(module := importlib.import_module(f"collectguard.reports.{info.name}"), "REPORT")
    }
    assert found == set(reports.REPORTS)
    assert all(isinstance(report, Report) for report in reports.REPORTS)
    assert reports.FORMATS == ("pdf", "html", "xlsx", "png", "csv", "json")


def test_the_same_case_gives_the_same_bytes(saved, tmp_path):
    time.sleep(1.1)  # a clock of seconds that is read anywhere would show
    again = case_of(log_of(rows(), saved.case.log.settings))
    reports.save(again, tmp_path / "elsewhere")
    before, after = files_of(saved.folder), files_of(tmp_path / "elsewhere")
    assert [name for name in before if before[name] != after.get(name)] == []
    assert set(before) == set(after)


def test_the_language_is_one(saved):
    """Chinese reports hold no English sentence, English ones no Chinese but what was received."""
    texts = texts_of(saved.folder, "summary.pdf", "report.html")
    if saved.case.log.settings.report_lang == "zh":
        for name in ("summary.pdf", "report.html"):
            words = re.findall(r"\b(?:the|of|contacts|calls)\b", texts[name])
            assert not words, name
    else:
        text = re.sub(r"\s", "", texts["summary.pdf"])
        for finding in saved.case.evaluation.findings:  # published texts are named in their own language
            text = text.replace(re.sub(r"\s", "", finding.strength), "")
        assert not re.search(r"[\u4e00-\u9fff]", text)


def test_summary_and_report_say_the_same_first(saved):
    texts = texts_of(saved.folder, "summary.pdf", "report.pdf", "report.html")
    summary, report = (
        re.sub(r"\s|\d+/|Page\d+of\d+", "", texts[name])[:600] for name in ("summary.pdf", "report.pdf")
    )
    assert summary == report
    page = re.sub(r"\s", "", texts["report.html"])
    for text in re.findall(r"\d[\d,]*次联系|\d[\d,]* contacts", texts["summary.pdf"]):
        assert re.sub(r"\s", "", text) in page


def test_an_empty_log_gives_honest_documents(empty):
    texts = texts_of(empty.folder)
    for name in ("summary.pdf", "report.pdf", "report.html"):
        text = re.sub(r"\s+", " ", texts[name])
        assert "The backups of the owner's phone hold no incoming call or message." in text
        assert "No contact came from a number outside the phone's contacts." in text
    assert len(PdfReader(empty.folder / "summary.pdf").pages) <= 3
    assert reports.verify(empty.folder).intact


def test_the_case_id_follows_from_files_and_settings_alone(saved):
    case = saved.case
    assert re.fullmatch(r"CG-[0-9A-F]{4}-[0-9A-F]{4}", case_id(case))
    assert case_id(
        case_of_rows(rows(), case.log.settings, as_of=datetime(2026, 5, 1, tzinfo=UTC))
    ) == case_id(case)
    other = settings_for("CN", nights=(Window.parse("23:00-06:00"),))
    assert case_id(case_of_rows(rows(), other)) != case_id(case)


def test_a_dated_report_says_when(tmp_path):
    case = case_of_rows(
        FEW, settings_for("CN", report_lang="en"), as_of=datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    )
    reports.save(case, tmp_path / "out", formats=["pdf", "html"])
    texts = texts_of(tmp_path / "out", "summary.pdf", "report.pdf", "report.html", "manifest.json")
    for name in ("summary.pdf", "report.pdf", "report.html"):
        assert "Dated 2026-05-01 12:30+00:00" in re.sub(r"\s+", " ", texts[name])
    dated = PdfReader(tmp_path / "out" / "report.pdf").metadata.creation_date
    assert dated == datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    assert json.loads(texts["manifest.json"])["as_of"] == "2026-05-01T12:30:00+00:00"


def test_no_socket_is_opened(tmp_path, monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    reports.save(case_of_rows(FEW), tmp_path / "out")


def test_the_machine_readable_case(saved_en):
    case = json.loads((saved_en.folder / "case.json").read_text("utf-8"))
    assert case["schema"] == 1
    assert case["totals"] == {"records": 83, "kept": 83, "duplicates": 0, "rejected": 0}
    [source] = case["sources"]
    assert source["path"] == "made-by-hand.xml"
    assert (source["first"], source["last"]) == ("2026-03-01T01:15:00.000Z", "2026-03-28T04:00:00.000Z")
    assert case["all"] == saved_en.case.blocks["all"]
    assert case["unknown_senders"]["incoming"] == 78
    assert len(case["senders"]) == len(saved_en.case.senders)
    assert case["tables"]["daily"][0]["date"] == "2026-03-01"
    assert case["tables"]["missed_series"][0]["start"] == "2026-03-03T14:00:00.000Z"
    assert len(case["tables"]["missed_series"][0]["event_ids"]) == 3
    assert case["charts"][0]["files"] == ["charts/timeline.png", "charts/timeline.svg"]
    for chart in case["charts"]:
        assert all((saved_en.folder / name).is_file() for name in chart["files"])


def test_the_method_names_every_condition(saved_en):
    text = re.sub(r"\s+", " ", texts_of(saved_en.folder, "report.html")["report.html"])
    for needed in (
        "1 file read: 83 records = 83 kept + 0 duplicates + 0 unreadable.",
        "0" * 64,
        "Days and hours are those of Beijing time (Asia/Shanghai). The zone was taken from the region",
        "The night is 22:00 to 08:00 of the next day; its first moment counts, its last does not.",
        "collectguard analyze made-by-hand.xml -o report --region CN --report-lang en",
        "often about the last 500",
        "Keep the phone with its messages and call log",
        "python 3.11.7",
    ):
        assert needed in text


def test_what_was_rejected_mended_and_not_read_is_shown(tmp_path):
    case = case_of_rows(FEW, settings_for("CN", report_lang="en"))
    log = case.log
    rejected = pd.DataFrame(
        {
            "source_id": [0],
            "ordinal": [9],
            "line": [12],
            "reason": ["truncated: 120 bytes"],
            "excerpt": ["<sms <b>"],
        }
    ).astype(log.rejected.dtypes.to_dict())
    sources = log.sources.assign(
        declared=10,
        rejected=1,
        records=4,
        repaired=[{"nul": 3}],
        notes=[(Sentence("An odd thing was seen."),)],
    ).astype(log.sources.dtypes.to_dict())
    unread = (Unread(Sentence("photo.jpg is no backup."), Sentence("")),)
    case = replace(case, log=replace(log, sources=sources, rejected=rejected, unread=unread))
    reports.save(case, tmp_path / "out", formats=["html", "xlsx"])
    texts = texts_of(tmp_path / "out")
    shown = (
        "the file ends in the middle of the record: 120 bytes",
        "<sms <b>",
        "An odd thing was seen.",
        "NUL characters, replaced by U+FFFD: 3",
    )
    for name in ("report.html", "evidence.xlsx"):
        assert [text for text in shown if text not in texts[name]] == []
    page = texts["report.html"]
    assert "1. The file declares 10 records and holds 4." in page
    assert "photo.jpg is no backup." in page


def test_what_the_reader_of_files_says_is_said_in_the_language_of_the_report(tmp_path):
    case = case_of_rows(FEW)
    log = case.log
    notes = (
        Sentence("several documents stand in one file; all were read"),
        Sentence("{n} bytes before the first tag were passed over", n=7),
    )
    sources = log.sources.assign(notes=[notes]).astype(log.sources.dtypes.to_dict())
    unread = (
        Unread(
            Sentence("{path}: {what}", path="D:/a: b/{photo}.png", what=Sentence("this is a PNG picture.")),
            Sentence(""),
        ),
    )
    case = replace(case, log=replace(log, sources=sources, unread=unread))
    reports.save(case, tmp_path / "out", formats=["html", "xlsx"])
    texts = texts_of(tmp_path / "out")
    for name in ("report.html", "evidence.xlsx"):
        assert "一个文件里接连放了几份备份，已全部读取" in texts[name]
        assert "跳过了第一个标记之前的 7 字节" in texts[name]
    assert "D:/a: b/{photo}.png：这是一张 PNG 图片。" in texts["report.html"]


@pytest.mark.parametrize("paths", [["a b.xml", "in.zip!x/1.xml", "in.zip!x/2.xml"]])
def test_the_command_can_be_pasted_into_a_shell(paths):
    said = {"area_code": "0312", "owner": "Test Person", "columns": "time=1,peer=来电 号码"}
    case = case_of_rows(FEW, settings_for("US", tz="America/Chicago", **said))
    log = case.log
    sources = pd.concat([log.sources.assign(path=path) for path in paths], ignore_index=True)
    case = replace(case, log=replace(log, sources=sources))
    assert command(case) == (
        "collectguard analyze 'a b.xml' in.zip -o report --region US --tz America/Chicago "
        "--report-lang en --area-code 312 --columns 'time=1,peer=来电 号码' --owner 'Test Person'"
    )
