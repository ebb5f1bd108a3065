"""The findings of the sample against a count by hand.

The hand has a reader of its own (``tests/sample_reader.py``) and nothing but loops; what it counted stands
here as plain numbers, and both the loops and the rules must come to them.

Agency 虚构资产管理, 13 numbers, all times in Shanghai:

* 22:00-08:00: 128 contacts on 36 nights; of two nights with 13 (24 and 26 February) the first is the worst.
  Contacts within a minute of 22:00 or 08:00: 7. From 30 January 2026 on: 124 on 33 nights.
* Calls that were not connected, by day, above 6: 12 days, see ``ATTEMPTS``; 24 and 25 February have 16.
* Connected calls: at most 2 a day. No number in the log has more than 2 a day, so no cap of 3 is exceeded.
* It was asked to stop on 28 January at 19:12:33. 40 contacts before, 363 after it, on 42 days.

Lender 示例小贷, due on 5 January: 7 contacts on 7 days before that date. No night contact.
Lender 演示消费金融, due on 12 January: 10 contacts on 9 days before. 2 night contacts, 1 near a border.
"""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import collectguard as cg
from collectguard import rules
from collectguard.statements import Actor, CaseFile, Debt, StopRequest
from tests.sample_reader import SHANGHAI, plausible, records_of

SAMPLE = Path(__file__).parents[2] / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
AGENCY, SMALL, CONSUMER = "虚构资产管理", "示例小贷", "演示消费金融"
ASKED = datetime(2026, 1, 28, 19, 12, 33, 364_000, tzinfo=SHANGHAI)
ATTEMPTS = {
    date(2026, 2, 10): 8, date(2026, 2, 12): 7, date(2026, 2, 19): 10, date(2026, 2, 22): 10,
    date(2026, 2, 23): 9, date(2026, 2, 24): 16, date(2026, 2, 25): 16, date(2026, 2, 26): 10,
    date(2026, 2, 27): 9, date(2026, 2, 28): 8, date(2026, 3, 1): 12, date(2026, 3, 5): 8,
}  # fmt: skip


def actor(name, role):
    return Actor(id=name, name=name, role=role, parties=tuple(TRUTH["actors"][name]["parties"]))


CASE = CaseFile(
    owner_role="debtor",
    debts=(
        Debt("small", SMALL, "micro_loan", due=date(2026, 1, 5), actors=(SMALL, AGENCY)),
        Debt("consumer", CONSUMER, "consumer_finance", due=date(2026, 1, 12), actors=(CONSUMER,)),
    ),
    actors=(actor(SMALL, "lender"), actor(CONSUMER, "lender"), actor(AGENCY, "agency")),
    stop_requests=(StopRequest("s1", AGENCY, at=ASKED, how="sms"),),
)


@pytest.fixture(scope="module")
def log():
    return cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))


@pytest.fixture(scope="module")
def found(log):
    return {(f.rule, f.subject_id): f for f in rules.evaluate(log, CASE)}


@pytest.fixture(scope="module")
def seen():
    """Incoming records with a usable time, read by the test's own means."""
    kept = records_of(SAMPLE, TRUTH["sources"])
    return [record for record in kept if record.direction == "in" and plausible(record)]


def of(seen, name):
    return [record for record in seen if record.party in TRUTH["actors"][name]["parties"]]


def at_night(record):
    return not 8 <= record.local.hour < 22


def evening(record):
    return (record.local - timedelta(hours=8)).date()


def connected(record):
    return record.kind == "call" and record.type_code in {"1", "7"} and record.duration != "0"


def attempt(record):
    return record.kind == "call" and not connected(record)


def test_which_findings_there_are(found):
    assert set(found) == {
        ("CN-GBT45251-HOURS", AGENCY),
        ("CN-GBT45251-HOURS", CONSUMER),
        ("CN-CBA2026-HOURS", CONSUMER),
        ("CN-CC-1033", "small"),
        ("CN-CC-1033", "consumer"),
        ("CN-PIPL-44", AGENCY),
    }
    assert all(finding.assigned for finding in found.values())


def test_nights_of_the_agency(found, seen):
    nights = Counter(evening(record) for record in of(seen, AGENCY) if at_night(record))
    assert (nights.total(), len(nights), nights[date(2026, 2, 24)], nights[date(2026, 2, 26)]) == (
        128,
        36,
        13,
        13,
    )
    finding = found["CN-GBT45251-HOURS", AGENCY]
    assert (finding.observed, finding.limit, finding.boundary_count) == (128, 0, 7)
    assert dict(finding.days) == nights
    assert finding.worst_day == (date(2026, 2, 24), 13)
    assert len(set(finding.event_ids)) == 128
    assert finding.sentence == (
        "虚构资产管理（13个号码）：北京时间（Asia/Shanghai）22:00至次日08:00之间有128次联系，分布在36个夜晚；"
        "最多的是2026年2月24日：13次。"
    )


def test_nights_of_the_lender(found, seen):
    assert sum(map(at_night, of(seen, CONSUMER))) == 2
    for rule in ("CN-GBT45251-HOURS", "CN-CBA2026-HOURS"):
        assert (found[rule, CONSUMER].observed, found[rule, CONSUMER].boundary_count) == (2, 1)
    assert not any(map(at_night, of(seen, SMALL)))


def test_after_the_request_to_stop(found, seen):
    after = [record for record in of(seen, AGENCY) if record.local > ASKED]
    assert (len(after), len(of(seen, AGENCY)) - len(after), len({r.local.date() for r in after})) == (
        363,
        40,
        42,
    )
    finding = found["CN-PIPL-44", AGENCY]
    assert (finding.observed, len(finding.days), len(finding.event_ids)) == (363, 42, 363)
    assert finding.worst_day == (date(2026, 2, 25), 23)
    assert finding.notes[0].startswith(
        "此前79.4天内40次联系（每天0.50次），此后46.1天内363次联系（每天7.87次）"
    )
    assert "中国大陆没有规则允许债务人单方面要求停止一切联系。" in finding.innocent_reading


@pytest.mark.parametrize(
    ("subject", "name", "due", "count", "days"),
    [("small", SMALL, date(2026, 1, 5), 7, 7), ("consumer", CONSUMER, date(2026, 1, 12), 10, 9)],
)
def test_before_the_due_date(found, seen, subject, name, due, count, days):
    before = [record.local.date() for record in of(seen, name) if record.local.date() < due]
    assert (len(before), len(set(before))) == (count, days)
    finding = found["CN-CC-1033", subject]
    assert (finding.observed, len(finding.days), finding.window) == (count, days, "到期日之前")


def test_nobody_exceeds_the_caps_on_connected_calls(seen):
    of_number = Counter(
        (record.party, record.local.date()) for record in seen if connected(record) and not record.name
    )
    of_agency = Counter(record.local.date() for record in of(seen, AGENCY) if connected(record))
    assert (max(of_number.values()), max(of_agency.values())) == (2, 2)


def test_were_the_creditor_a_bank_its_own_rules_would_count_more(log, seen):
    bank = replace(CASE, debts=(replace(CASE.debts[0], creditor_type="bank"), CASE.debts[1]))
    found = {(f.rule, f.subject_id): f for f in rules.evaluate(log, bank)}
    by_day = Counter(record.local.date() for record in of(seen, AGENCY) if attempt(record))
    assert {day: count for day, count in by_day.items() if count > 6} == ATTEMPTS
    attempts = found["CN-CBA2026-ATTEMPTS", AGENCY]
    assert (attempts.observed, attempts.limit, dict(attempts.days)) == (16, 6, ATTEMPTS)
    assert attempts.worst_day == (date(2026, 2, 24), 16)
    assert len(attempts.event_ids) == sum(ATTEMPTS.values()) == 123
    hours = found["CN-CBA2026-HOURS", AGENCY]
    later = Counter(
        evening(r) for r in of(seen, AGENCY) if at_night(r) and r.local.date() >= date(2026, 1, 30)
    )
    assert (later.total(), len(later)) == (124, 33)
    assert (hours.observed, len(hours.days)) == (124, 33)


def test_without_a_case_file(log, seen):
    """Numbers outside the contacts; messages from the codes of banks and shops are left out."""
    evaluation = rules.examine(log)
    night = [f for f in evaluation.findings if f.rule == "CN-GBT45251-HOURS"]
    named = {record.party for record in seen if record.name}  # the landlord was saved only in February
    strangers = Counter(
        record.party
        for record in seen
        if record.party not in named and at_night(record)
        if record.kind == "call" or record.party.startswith("+")
    )
    assert (strangers.total(), len(strangers)) == (157, 16)
    assert [(f.subject_id, f.observed) for f in night[:3]] == [
        ("+8619402251847", 29),
        ("+8619415598306", 21),
        ("+8619489063721", 21),
    ]
    assert all(f.observed == strangers[f.subject_id] for f in night[:-1])
    rest = night[-1]
    assert (rest.subject_kind, rest.observed, len(rest.parties)) == ("owner", 14, 6)
    assert sum(f.observed for f in night) == 157
    assert not any(f.assigned for f in evaluation.findings)
    attempts = [(f.subject_id, f.observed) for f in evaluation.findings if f.rule == "CN-CBA2026-ATTEMPTS"]
    assert attempts == [
        ("+8619402251847", 10),
        ("+8619458812370", 8),
        ("+8619467134920", 8),
        ("+8619474419053", 7),
    ]


def test_the_words_of_the_sample_judge_nobody(log):
    for case in (None, CASE):
        evaluation = rules.examine(log, case)
        for finding in evaluation.findings:
            words = (
                finding.title, finding.sentence, finding.strength, finding.standing, finding.window,
                *finding.notes, *finding.innocent_reading, *finding.cannot_show,
            )  # fmt: skip
            assert not rules.banned_in("\n".join(words))


def test_the_same_log_gives_the_same_findings(log):
    assert rules.evaluate(log, CASE) == rules.evaluate(log, CASE)
    again = cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))
    assert [f.as_json() for f in rules.evaluate(again, CASE)] == [
        f.as_json() for f in rules.evaluate(log, CASE)
    ]
