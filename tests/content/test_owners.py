"""Messages on several people's phones: a conversation is one phone's, and who reads it may not owe."""

import pytest

from collectguard import content
from collectguard.settings import settings_for
from tests.logs import log_of

SENDER = "+8619400000011"
DETAILS = "您的借款1000元已逾期5天，请尽快还款"


def message(at, body, owner="me"):
    return {"at": f"2026-03-01 {at}", "party": SENDER, "body": body, "owner": owner}


def rules_of(rows, **said):
    """The rules that each message meets, by its phone and text."""
    log = log_of([message(*row) for row in rows], settings_for("CN"))
    found = content.examine(log, **said).by_event
    events = log.contacts.set_index("event_id")[["owner", "body"]]
    return {
        tuple(events.loc[event_id]): {(hit.rule, hit.severity) for hit in hits}
        for event_id, hits in found.items()
    }


def test_a_demand_on_one_phone_makes_no_conversation_on_another():
    own = [("10:00", "明天上门")]
    assert rules_of(own) == {}
    assert rules_of([*own, ("09:00", DETAILS, "mother")]).keys() == {("mother", DETAILS)}
    together = rules_of([*own, ("09:00", DETAILS)])
    assert {rule for rule, _severity in together["me", "明天上门"]} == {"zh-threat-visit"}


@pytest.mark.parametrize(
    ("role", "own", "hers"), [("debtor", "info", "high"), ("contact", "high", "info"), (None, "info", "info")]
)
def test_details_of_a_debt_weigh_by_whose_phone_they_reach(role, own, hers):
    found = rules_of([("10:00", DETAILS), ("11:00", DETAILS, "mother")], role=role)
    assert ("zh-privacy-leak", own) in found["me", DETAILS]
    assert ("zh-privacy-leak", hers) in found["mother", DETAILS]


def test_equal_texts_on_two_phones_are_one_body():
    rows = [("10:00", DETAILS), ("11:00", DETAILS, "mother"), ("12:00", "你好", "mother")]
    found = content.examine(log_of([message(*row) for row in rows], settings_for("CN")), role="debtor")
    assert (found.judged, found.distinct) == (3, 2)
