"""Rules before a log of which a carrier's list holds the calls: answered ones only."""

from datetime import date

import pytest

from collectguard.rules.evaluate import examine
from collectguard.settings import settings_for
from collectguard.statements import Protected, StopRequest
from tests.logs import log_of
from tests.rules.building import EN, at, call, case_of, pack_of, rule_of, talk, text

ATTEMPTS = {
    "kind": "count_in_window", "window": "calendar_day", "basis": "attempts", "limit": 1, "per": "number",
}  # fmt: skip
LIST = ({"witness": "phone"}, {"witness": "carrier"})
UNSEEN = (
    "The calls of 1 March 2026 to 9 March 2026 are known from a carrier's list alone, which holds answered "
    "calls only: calls of that time that were not answered are not counted, so the figure is a lower bound."
)


def examined(rows, condition, *, case=None, sources=LIST, settings=EN, **more):
    return examine(log_of(rows, settings, sources), case, (pack_of(rule_of(condition, **more)),))


def listed(at, **more):
    return talk(at, source_id=1, **more)


BOTH = [
    listed("2026-03-01 10:00:00"), listed("2026-03-09 10:00:00"), call("2026-03-10 10:00:00"),
    call("2026-03-10 11:00:00"), talk("2026-03-10 12:00:00"),
]  # fmt: skip


def test_attempts_cannot_be_measured_where_lists_are_all_there_is():
    result = examined([listed("2026-03-01 10:00:00"), text("2026-03-02 10:00:00")], ATTEMPTS)
    assert result.evaluated == ()
    [waiting] = result.not_evaluated
    assert waiting.reason == (
        "Counts calls that were not answered; all calls stand in a carrier's list, which leaves them out."
    )


def test_attempts_of_the_phones_log_are_a_lower_bound():
    [finding] = examined(BOTH, ATTEMPTS).findings
    assert finding.observed == 2
    assert finding.cannot_show == ("Something.", UNSEEN)


def test_connected_calls_stand_in_lists_as_well():
    condition = ATTEMPTS | {"basis": "connected", "limit": 0}
    findings = examined(BOTH, condition).findings
    assert findings
    assert all(finding.cannot_show == ("Something.",) for finding in findings)


@pytest.mark.parametrize(
    "condition",
    [
        {"kind": "quiet_hours", "window": "10:00-11:00"},
        {"kind": "after_conversation", "days": 7, "per": "number"},
        ATTEMPTS | {"basis": "calls"},
        ATTEMPTS | {"basis": "any"},
    ],
)
def test_other_rules_with_unanswered_calls_are_measured_and_said_to_be_lower_bounds(condition):
    findings = examined(BOTH, condition).findings
    assert findings
    assert all(finding.cannot_show[-1] == UNSEEN for finding in findings)


def test_a_rule_that_was_not_in_force_then_misses_nothing():
    [finding] = examined(BOTH, ATTEMPTS, effective_from=date(2026, 3, 9)).findings
    assert finding.cannot_show[-1] == UNSEEN  # the list ends on that date
    [finding] = examined(BOTH, ATTEMPTS, effective_from=date(2026, 3, 10)).findings
    assert finding.cannot_show == ("Something.",)


def test_what_was_looked_at_says_what_could_not_be():
    assert examined(BOTH, ATTEMPTS | {"limit": 9}).sentence.endswith(
        "Calls that were not answered are not known for 1 March 2026 to 9 March 2026, since a carrier's "
        "list leaves them out: what counts them could not be measured there."
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_phone_alone_hears_nothing_of_lists(lang):
    settings = settings_for("CN", report_lang=lang)
    result = examined(BOTH[2:], ATTEMPTS, sources=({},), settings=settings)
    said = f"{result.sentence} {result.findings[0].cannot_show}"
    assert "carrier" not in said
    assert "详单" not in said


MOTHER = Protected("Mother", owner="mother")
ASKED = [
    StopRequest("s1", "lender", at=at("2026-03-01 08:00:00"), by="debtor"),
    StopRequest("s2", "lender", at=at("2026-03-01 09:00:00"), by="contact"),
]
HERS = [listed("2026-03-01 10:00:00", owner="mother"), listed("2026-03-09 10:00:00", owner="mother")]
"""Of the mother's calls there is a carrier's list only; of the owner's own, the phone's log only."""
APART = [*HERS, call("2026-03-02 10:00:00"), talk("2026-03-02 12:00:00")]
OF_EACH = ({"witness": "phone"}, {"witness": "carrier", "owner": "mother"})


def test_contacts_on_another_phone_are_a_lower_bound_where_lists_alone_hold_its_calls():
    case = case_of(protected=(MOTHER,))
    [finding] = examined(APART, {"kind": "third_party"}, case=case, sources=OF_EACH).findings
    assert finding.observed == 2
    assert finding.cannot_show == ("Something.", UNSEEN)


def test_a_list_of_one_phone_makes_no_lower_bound_of_another():
    case = case_of(protected=(MOTHER,), stop_requests=tuple(ASKED))
    found = examined(APART, {"kind": "after_stop_request"}, case=case, sources=OF_EACH).findings
    assert {(finding.observed, finding.days[0].count, finding.cannot_show) for finding in found} == {
        (2, 2, ("Something.",)),
        (2, 1, ("Something.", UNSEEN)),
    }
    result = examined(APART, ATTEMPTS, case=case, sources=OF_EACH)
    assert "known" not in result.sentence


@pytest.mark.parametrize("kind", ["third_party", "after_stop_request"])
def test_attempts_cannot_be_measured_where_another_phone_has_lists_alone(kind):
    case = case_of(protected=(MOTHER,), stop_requests=(ASKED[1],))
    result = examined(APART, {"kind": kind, "basis": "attempts"}, case=case, sources=OF_EACH)
    assert result.evaluated == ()
    assert "leaves them out" in result.not_evaluated[0].reason


def test_attempts_on_the_own_phone_are_measured_whatever_lists_others_have():
    case = case_of(protected=(MOTHER,), stop_requests=(ASKED[0],))
    condition = {"kind": "after_stop_request", "basis": "attempts"}
    [finding] = examined(APART, condition, case=case, sources=OF_EACH).findings
    assert finding.observed == 1
    assert finding.cannot_show == ("Something.",)
