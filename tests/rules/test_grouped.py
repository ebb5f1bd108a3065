"""A note beside possible findings on numbers that may belong together; no figure changes."""

from dataclasses import replace

import pytest

from collectguard import pipeline, rules
from collectguard.actors import suggest
from collectguard.rules.grouped import beside_groups
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile
from tests.logs import log_of

A, B, ALONE = "+8619400000001", "+8619400000002", "+8619400000003"
PRESS = "【虚构资产】您的欠款已逾期，请尽快处理。"
ROWS = [
    *({"at": f"2026-03-01 22:{minute:02d}:00", "party": party, "kind": "call", "outcome": "missed"}
      for minute in range(0, 40, 2) for party in (A, B, ALONE)),
    {"at": "2026-03-01 10:00:00", "party": A, "body": PRESS},
    {"at": "2026-03-01 11:00:00", "party": B, "body": PRESS},
]  # fmt: skip


def notes(evaluation, party):
    return [
        note
        for finding in evaluation.findings
        if finding.parties == (party,)
        for note in finding.notes
        if "behind the numbers" in note
    ]


@pytest.fixture(scope="module")
def log():
    return log_of(ROWS, settings_for("CN", report_lang="en"))


def test_numbers_of_a_group_say_so_and_others_do_not(log):
    plain = rules.examine(log)
    noted = beside_groups(plain, suggest(log), "en")
    assert len(plain.findings) > 0
    for party in (A, B):
        [note] = set(notes(noted, party))
        assert note == (
            "This number may belong together with others (1, “虚构资产”); nobody has confirmed it. The "
            "finding counts this number alone: a lower bound of what all of them did. See “Who is behind the "
            "numbers”."
        )
    assert notes(noted, ALONE) == []
    bare = [replace(finding, notes=()) for finding in noted.findings]
    assert bare == [replace(finding, notes=()) for finding in plain.findings]


def test_what_may_extend_an_actor_names_it(log):
    said = CaseFile(actors=(Actor("agency", "Fictive Agency", parties=(A,)),))
    found = suggest(log, said)
    noted = beside_groups(rules.examine(log), found, "en")
    assert all("may belong to the actor “Fictive Agency” as well" in note for note in notes(noted, B))
    assert notes(noted, B)
    assert notes(noted, A) == []


def test_reports_hold_the_note(log):
    assert notes(pipeline.without_charts(log).evaluation, A)
