"""Which senders a report is about, and their figures together."""

import collectguard as cg
from collectguard import statistics
from collectguard.casefile import reported_parties
from collectguard.statements import Actor, CaseFile, Protected, StopRequest
from tests.logs import log_of

STRANGER, BANK, MOTHER, SAVED = (f"+861940000000{n}" for n in range(1, 5))
NIGHT, NOON = "2026-03-01 23:00:00", "2026-03-02 12:00:00"


def log():
    return log_of(
        [
            {"party": STRANGER, "at": NIGHT},
            {"party": STRANGER, "at": NOON},
            {"party": BANK, "at": NOON},
            {"party": MOTHER, "at": NOON},
            {"party": SAVED, "at": NIGHT, "contact_name": "骚扰", "known": True},
        ]
    )


def test_without_a_case_file_they_are_the_strangers():
    assert reported_parties(log(), CaseFile()) == {STRANGER, BANK, MOTHER}


def test_known_good_numbers_and_protected_people_are_left_out():
    said = CaseFile(known_good=(BANK,), protected=(Protected("示例母亲", parties=(MOTHER,)),))
    assert reported_parties(log(), said) == {STRANGER}


def test_a_saved_number_of_an_actor_is_put_in():
    said = CaseFile(actors=(Actor("a", "虚构催收", parties=(SAVED, "+8619400000099")),))
    assert reported_parties(log(), said) == {STRANGER, BANK, MOTHER, SAVED}


def test_so_is_a_saved_number_that_was_asked_to_stop():
    assert SAVED in reported_parties(log(), CaseFile(stop_requests=(StopRequest("s", SAVED),)))


def test_figures_together_are_those_of_a_log_of_them_alone():
    whole = log()
    row = statistics.together(whole, {STRANGER, SAVED})
    assert (row["incoming"], row["night_count"], row["nights"], row["busiest_day_count"]) == (3, 2, 1, 2)


def test_nobody_together_is_nothing():
    assert statistics.together(log(), set())["incoming"] == 0


def test_the_case_has_both():
    case = cg.analyze(log(), case_file=CaseFile(known_good=(BANK, MOTHER)))
    assert case.reported["incoming"] == case.blocks["reported"]["incoming"] == 2
    assert case.unknown_senders["incoming"] == 4
    assert case.senders.index[case.senders["reported"]].tolist() == [STRANGER]
