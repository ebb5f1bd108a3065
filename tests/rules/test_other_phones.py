"""Findings and comparisons count the owner's own phone; other phones only where a rule speaks of them."""

import pytest

from collectguard import casefile, content, rules
from collectguard.ingest import read
from collectguard.settings import settings_for
from tests.relatives import family

SETTINGS = settings_for("CN", report_lang="en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return family(tmp_path_factory.mktemp("family"))


def logs(folder):
    """The victim's phone alone, and beside it the others."""
    owners = {"mother": folder.mother, "boss": folder.boss}
    return read(folder.own, SETTINGS), read(folder.own, SETTINGS, owners=owners)


def counts(evaluation):
    return [
        (each.rule, each.subject_id, each.observed, each.days, each.sentence, each.notes)
        for each in evaluation.findings
        if each.condition != "third_party"
    ]


@pytest.mark.parametrize("said", [False, True])
def test_findings_about_the_own_phone_are_the_same_with_and_without_others(folder, said):
    case = casefile.load(folder.case, SETTINGS) if said else None
    alone, beside = (counts(rules.examine(log, case, hits=content.examine(log).hits)) for log in logs(folder))
    assert alone == beside
    assert len(alone) >= 3


def test_contacts_to_protected_people_are_counted_on_their_phones(folder):
    _alone, beside = logs(folder)
    case = casefile.load(folder.case, SETTINGS)
    [found] = [each for each in rules.evaluate(beside, case) if each.condition == "third_party"]
    assert found.observed == 7, "mother: 2 calls and a text of A, a call of B, a picture of C; boss: 2 of A"


def test_rates_around_a_request_are_those_of_the_own_phones_time(folder):
    alone, beside = logs(folder)
    case = casefile.load(folder.case, SETTINGS)
    rows = [casefile.countable(case, log).requests.drop(columns="after_ids") for log in (alone, beside)]
    assert rows[0].equals(rows[1]), "the mother's log, months longer, stretches nothing"


def test_a_conversation_on_one_phone_is_none_on_another(folder, tmp_path):
    alone, beside = logs(folder)
    own = set(alone.contacts["event_id"])
    found = [hit for hit in content.examine(beside).hits if hit.event_id in own]
    assert found == list(content.examine(alone).hits)
