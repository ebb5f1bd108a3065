"""No output judges anybody, and none repeats what is in circulation and not so."""

import csv
import io
import re
from dataclasses import replace

import pytest

from collectguard import reports, rules
from collectguard.reports.visible import visible
from tests.reports.cases import case_of_rows, files_of, texts_of
from tests.reports.conftest import SAID

MESSAGE = "你的行为已经违法，构成犯罪。This is illegal; you are guilty."
"""What was received may say so: it is printed word for word."""


def words_of(folder):
    """The words of every file of a report; of the data files all but what was received."""
    words = texts_of(folder)
    for name, data in files_of(folder).items():
        if name.endswith(".csv"):
            table = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
            kept = [field for field in table.fieldnames if field not in {"body", "subject"}]
            words[name] = "\n".join(str(row[field]) for row in table for field in kept)
    return words


def said_in(folder, received):
    """What each file says that it must not, by its name.

    A line of a page ends anywhere, between words and inside of them, so a text is read twice: with each
    white space as a blank, and without any.
    """
    found = {}
    for name, text in words_of(folder).items():
        for blank in (" ", ""):
            verbatim = tuple(re.sub(r"\s+", blank, visible(message)).strip() for message in received)
            if banned := rules.banned_in(re.sub(r"\s+", blank, text), verbatim=verbatim):
                found.setdefault(name, banned)
    return found


def received(case):
    """Texts of messages, and nothing else: quotes of laws have to pass as they are."""
    return case.log.events["body"].dropna().tolist()


@pytest.mark.parametrize("said", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_file_holds_a_banned_word_or_claim(shelf, lang, said):
    saved = shelf(lang, said=said)
    findings = saved.case.evaluation.findings
    assert {finding.assigned for finding in findings} == {said}
    assert {"summary.pdf", "report.pdf", "report.html", "evidence.xlsx", "case.json", "events.csv"} <= set(
        words_of(saved.folder)
    )
    assert said_in(saved.folder, received(saved.case)) == {}


def test_nor_does_the_report_of_an_empty_log(empty):
    assert said_in(empty.folder, ()) == {}


def test_what_was_received_is_not_ours_and_a_word_of_ours_is_found(tmp_path):
    """The walk itself: it passes over messages, and finds a judgement in every document that holds one."""
    row = {"at": "2026-03-01 23:00:00", "party": "+8619400000001", "body": MESSAGE}
    case = case_of_rows([row], case_file=SAID, charts=())
    first, *others = case.evaluation.findings
    judging = replace(first, sentence="这些来电违法。", strength="对方违法", notes=("违法",))
    case = replace(case, evaluation=replace(case.evaluation, findings=(judging, *others)))
    reports.save(case, tmp_path / "out", formats=["pdf", "html", "xlsx", "json"])
    found = said_in(tmp_path / "out", received(case))
    assert set(found) == {"summary.pdf", "report.pdf", "report.html", "evidence.xlsx", "case.json"}
    assert {word for words in found.values() for word in words} == {"违法"}
    whole = said_in(tmp_path / "out", ())
    for name in ("report.pdf", "report.html", "evidence.xlsx"):
        assert {"违法", "构成犯罪", "illegal", "guilty"} <= set(whole[name]), name
