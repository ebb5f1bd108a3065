from collectguard import content
from tests.logs import log_of

DUNNING = "您的借款已逾期三个月，请尽快还款"
SHORT = "明天到你家楼下"
BILL = "【示例银行】您的信用卡账单已出，到期还款日为8月3日"
A, B, C, BANK = "+8619400000001", "+8619400000002", "+8619400000003", "short:95588"


def rows(*messages):
    return log_of({"at": f"2026-03-01 10:{n:02}:00", **message} for n, message in enumerate(messages))


def found(result):
    return [(hit.event_id[-1], hit.category) for hit in result.hits]


def test_a_conversation_gives_the_context_that_a_short_message_lacks():
    result = content.examine(
        rows({"party": A, "body": SHORT}, {"party": A, "body": DUNNING}, {"party": B, "body": SHORT})
    )
    assert {("1", "threat"), ("2", "collection")} <= set(found(result))
    assert "3" not in {event for event, _ in found(result)}
    assert result.threads == {A}
    assert (result.judged, result.distinct) == (3, 2)


def test_numbers_of_one_actor_are_one_conversation():
    log = rows({"party": A, "body": DUNNING}, {"party": B, "body": SHORT})
    assert ("2", "threat") not in found(content.examine(log))
    assert ("2", "threat") in found(content.examine(log, actor_of={A: "agency", B: "agency"}))


def test_a_bill_of_a_bank_makes_no_conversation_about_a_debt():
    log = rows({"party": BANK, "party_class": "service95", "body": BILL}, {"party": BANK, "body": SHORT})
    assert content.examine(log).threads == frozenset()


def test_only_received_messages_are_read():
    log = rows(
        {"party": A, "body": DUNNING, "direction": "out", "outcome": "sent"},
        {"party": A, "body": DUNNING, "duplicate_of": "x"},
        {"party": A, "kind": "call", "outcome": "missed"},
        {"party": A, "body": None},
    )
    assert found(content.examine(log)) == []


def test_the_role_of_the_reader_decides():
    log = rows({"party": A, "body": DUNNING})
    assert ("1", "wrong_person") not in found(content.examine(log))
    assert ("1", "wrong_person") not in found(content.examine(log, role="debtor"))
    for role in ("contact", "unrelated"):
        hits = content.examine(log, role=role).hits
        assert {hit.category: hit.severity for hit in hits}["privacy_leak"] == "high"
        assert "wrong_person" in {hit.category for hit in hits}


def test_unsigned_is_said_of_private_numbers_alone():
    signed = f"【示例金融】{DUNNING}"
    log = rows(
        {"party": A, "body": DUNNING},
        {"party": A, "body": signed},
        {"party": BANK, "party_class": "service95", "body": DUNNING},
    )
    assert [event for event, category in found(content.examine(log)) if category == "unsigned"] == ["1"]


def test_an_empty_log_holds_nothing():
    result = content.examine(rows())
    assert (len(result.hits), result.judged, result.distinct) == (0, 0, 0)


def test_equal_logs_give_equal_hits():
    log = rows({"party": A, "body": SHORT}, {"party": A, "body": DUNNING}, {"party": C, "body": BILL})
    assert list(content.examine(log).hits) == list(content.examine(log).hits)
