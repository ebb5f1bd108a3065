"""Rules before a log of which a carrier's list holds the calls: answered ones only."""

from datetime import date

import pytest

from collectguard.rules.evaluate import examine
from collectguard.settings import settings_for
from tests.logs import log_of
from tests.rules.building import EN, call, pack_of, rule_of, talk, text

ATTEMPTS = {
    "kind": "count_in_window", "window": "calendar_day", "basis": "attempts", "limit": 1, "per": "number",
}  # fmt: skip
LIST = ({"witness": "phone"}, {"witness": "carrier"})
UNSEEN = (
    "The calls of 1 March 2026 to 9 March 2026 are known from a carrier's list alone, which holds answered "
    "calls only: calls of that time that were not answered are not counted, so the figure is a lower bound."
)


def examined(rows, condition, *, sources=LIST, settings=EN, **more):
    return examine(log_of(rows, settings, sources), None, (pack_of(rule_of(condition, **more)),))


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
