"""The packs that ship: each rule with its two logs, its marks, its words."""

import tomllib
from pathlib import Path

import pytest

from collectguard import rules
from collectguard.rules.examples import observed
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile
from tests.logs import log_of
from tests.rules.building import talk, text

PACKS = rules.packs()
RULES = {rule.id: (pack, rule) for pack in PACKS for rule in pack.rules}
TESTED = [name for name, (_, rule) in RULES.items() if rule.enabled and rule.evaluable]


def by_id(name):
    return RULES[name][1]


def test_each_jurisdiction_has_its_file():
    assert [pack.id for pack in PACKS] == ["au", "cn", "id", "in", "jp", "kr", "ph", "th", "tw", "us", "vn"]
    assert all(pack.jurisdiction == pack.id.upper() for pack in PACKS)


# --- each enabled rule with a log that triggers it and one that does not ---


@pytest.mark.parametrize("name", TESTED)
def test_a_log_that_triggers_it_and_one_that_does_not(name):
    pack, rule = RULES[name]
    assert rule.example is not None
    assert observed(pack, rule, rule.example.fires) == [rule.example.fires.observed]
    assert observed(pack, rule, rule.example.quiet) == []


def test_no_rule_slips_through_the_check():
    assert len(TESTED) > 40
    assert rules.check_examples(PACKS) == ()


# --- marks ---


def test_only_verified_rules_in_force_are_enabled():
    for name, (_, rule) in RULES.items():
        weak = rule.citation.verified not in {"VT", "VS"} or rule.force in {"draft", "superseded"}
        assert not (weak and rule.enabled), name
        assert rule.enabled or rule.disabled_because, name


def test_the_word_of_the_text_is_in_its_quote():
    for name, (_, rule) in RULES.items():
        for word in rule.modality.split("……") if rule.modality else ():
            assert word in (rule.citation.quote or ""), name


def test_what_could_not_be_verified_is_left_out_and_said():
    for name, (_, rule) in RULES.items():
        citation = rule.citation
        if citation.verified in {"VW", "MEM"}:
            assert citation.quote is None, name
            assert citation.article is None, name
        if rule.enabled and not (citation.quote and citation.article):
            assert citation.note, name


@pytest.mark.parametrize(
    "name",
    ["CN-CARD-68", "CN-MC2024", "CN-IL2020", "CN-GBT45251-REC", "CN-NIFA2018-FREQ", "CN-NIFA2018-16",
     "CN-NIFA2024-HOURS", "IN-RBI-2026", "IN-MFI", "US-FDCPA-D", "US-TCPA-HOURS", "PH-SECMC18-3P"],
)  # fmt: skip
def test_drafts_repealed_and_weakly_sourced_texts_are_there_but_disabled(name):
    assert not by_id(name).enabled


@pytest.mark.parametrize(
    ("name", "force", "modality", "condition", "start"),
    [
        ("CN-GBT45251-HOURS", "standard", "不应", "quiet_hours", "2025-02-28"),
        ("CN-GBT45251-VOICE-INTERACTIVE", "standard", "不应", "count_in_window", "2025-02-28"),
        ("CN-GBT45251-VOICE-NOTICE", "standard", "不应", "count_in_window", "2025-02-28"),
        ("CN-GBT45251-CONTACTS", "standard", "应只……不应", "third_party", "2025-02-28"),
        ("CN-CBA2026-HOURS", "self", "严禁", "quiet_hours", "2026-01-30"),
        ("CN-CBA2026-ATTEMPTS", "self", "不宜", "count_in_window", "2026-01-30"),
        ("CN-CBA2026-THIRD", "self", "原则上严禁", "third_party", "2026-01-30"),
        ("CN-CBA2026-CHANNEL", "self", "禁止", "channel", "2026-01-30"),
        ("CN-CBA2026-ID", "self", "需主动", "phrase", "2026-01-30"),
        ("CN-CC-1033", "binding", "不得", "before_due_date", "2021-01-01"),
        ("CN-PSAPL-50", "binding", None, "phrase", "2026-01-01"),
        ("CN-PIPL-44", "binding", None, "after_stop_request", "2021-11-01"),
        ("US-REGF-7IN7", "binding", None, "count_in_window", "2021-11-30"),
        ("KR-PFDPA-7IN7", "binding", "아니 된다", "count_in_window", "2024-10-17"),
        ("AU-RG96", "guidance", None, "quiet_hours", None),
    ],
)
def test_rules_as_published(name, force, modality, condition, start):
    rule = by_id(name)
    assert (rule.enabled, rule.force, rule.modality, rule.condition.kind) == (
        True,
        force,
        modality,
        condition,
    )
    assert str(rule.effective_from) == str(start)


def test_the_numbers_of_the_standard_and_of_the_guideline():
    interactive, notice = (
        by_id("CN-GBT45251-VOICE-INTERACTIVE").condition,
        by_id("CN-GBT45251-VOICE-NOTICE").condition,
    )
    for condition in (interactive, notice):
        assert (condition.basis, condition.limit, condition.certain_above) == ("connected", 3, 6)
    assert (interactive.per, notice.per) == ("actor", "creditor")
    attempts = by_id("CN-CBA2026-ATTEMPTS").condition
    assert (attempts.basis, attempts.limit, attempts.per_recipient) == ("attempts", 6, True)


def test_the_law_of_the_day_of_the_event():
    old, new = by_id("CN-PSAPL-42-OLD"), by_id("CN-PSAPL-50")
    assert (str(old.effective_to), str(new.effective_from), old.succeeded_by) == (
        "2025-12-31",
        "2026-01-01",
        new.id,
    )


def test_texts_that_no_log_can_be_measured_against_are_there_to_be_cited():
    named = {
        "CN-CC-1034", "CN-CC-1183", "CN-PSAPL-50-2", "CN-PSAPL-56", "CN-PSAPL-30", "CN-PSAPL-25",
        "CN-PSAPL-90", "CN-PIPL-13", "CN-PIPL-23", "CN-PIPL-25", "CN-PIPL-47", "CN-PIPL-69",
    }  # fmt: skip
    bases = {name for name, (_, rule) in RULES.items() if rule.enabled and not rule.evaluable}
    assert named < bases
    assert all(by_id(name).elements for name in bases)


def test_criminal_law_has_its_limits_and_never_makes_a_finding():
    criminal = [rule for name, (_, rule) in RULES.items() if name.startswith("CN-CL-")]
    assert len(criminal) == 7
    for rule in criminal:
        assert rule.limits, rule.id
        assert not rule.evaluable, rule.id
    assert "情节严重" in by_id("CN-CL-253-1").limits.of("zh")
    assert "债务等纠纷" in by_id("CN-CL-293").limits.of("zh")


# --- words ---


def texts(rule):
    single = (
        rule.title,
        rule.elements,
        rule.limits,
        rule.effective_note,
        rule.disabled_because,
        rule.citation.note,
    )
    return [each for each in (*single, *rule.exceptions, *rule.cannot_show) if each is not None]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_is_there_in_both_languages_and_judges_nobody(lang):
    for name, (_, rule) in RULES.items():
        for each in texts(rule):
            words = getattr(each, lang)
            assert words, (name, each)
            assert not rules.banned_in(words), (name, words)


def test_every_shared_sentence_is_used():
    for path in sorted((Path(rules.__file__).parent / "packs").glob("*.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        named = {
            each
            for rule in raw["rule"]
            for key in ("exceptions", "cannot_show")
            for each in rule.get(key, ())
        }
        assert named == set(raw["words"]), path.name


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_can_be_looked_up(name, lang):
    rule = by_id(name)
    shown = rules.describe(rule, lang)
    assert shown.startswith(f"{name}  {rule.title.of(lang)}\n")
    for part in (rule.citation.instrument, rule.citation.article, rule.citation.quote, rule.modality):
        assert part is None or part in shown
    assert str(rule.citation.checked_on) in shown
    for each in texts(rule)[1:]:
        assert each.of(lang) in shown
    assert not rules.banned_in(shown)


def test_what_is_counted_is_said_in_words():
    assert "More than 3 connected calls of one institution or agency in: calendar day." in rules.describe(
        by_id("CN-GBT45251-VOICE-INTERACTIVE"), "en"
    )
    assert "22:00至次日08:00之间的联系；起点计入，终点不计入。" in rules.describe(
        by_id("CN-GBT45251-HOURS"), "zh"
    )
    assert "for events up to 2025-12-31, that date included" in rules.describe(by_id("CN-PSAPL-42-OLD"), "en")


# --- the list for machines ---


def test_the_list_of_rules():
    listed = rules.rule_list_json()
    assert listed["schema"] == 1
    assert [row["id"] for row in listed["rules"]] == list(RULES)
    (row,) = (row for row in listed["rules"] if row["id"] == "CN-CBA2026-ATTEMPTS")
    assert row == {
        "id": "CN-CBA2026-ATTEMPTS",
        "jurisdiction": "CN",
        "force": "self",
        "modality": "不宜",
        "condition": "count_in_window",
        "enabled": True,
        "verified": "VS",
        "effective_from": "2026-01-30",
        "effective_to": None,
        "citation": {
            "instrument": "中国银行业协会《金融机构个人消费类贷款催收工作指引（试行）》",
            "article": "第三章",
            "quote": "债务人电话未接通的，催收人员对债务人同一联系方式尝试拨打次数当天不宜超过6次；"
            "与债务人另有约定除外",
        },
    }


# --- which packs are used, and what comes of them ---


@pytest.mark.parametrize(
    ("region", "tz", "rule"),
    [
        ("CN", None, "CN-GBT45251-HOURS"),
        ("US", "America/Chicago", "US-REGF-HOURS"),
        ("KR", None, "KR-FDCA-NIGHT"),
        ("TW", None, "TW-OUTSOURCE-14"),
        ("ID", "Asia/Jakarta", "ID-POJK22-62"),
    ],
)
def test_the_region_of_the_log_decides(region, tz, rule):
    log = log_of([text("2026-03-02 23:30:00")], settings_for(region, tz=tz))
    assert {finding.rule[:2] for finding in rules.evaluate(log)} == {region}
    assert rule in {finding.rule for finding in rules.evaluate(log)}


def test_a_region_without_a_pack_says_so():
    log = log_of([text("2026-03-02 23:30:00")], settings_for("FR", tz="Europe/Paris", report_lang="en"))
    evaluation = rules.examine(log)
    assert (evaluation.findings, evaluation.evaluated, evaluation.bases) == ((), (), ())
    assert evaluation.sentence.startswith("No rule could be evaluated")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_log_within_all_limits_has_no_finding_and_clears_nobody(lang):
    rows = [
        *[text(f"2026-03-{day:02d} {hour:02d}:00:00") for day in (2, 3) for hour in (8, 12, 16, 21)],
        *[talk(f"2026-03-02 {hour:02d}:30:00") for hour in (9, 10, 11)],
        *[talk(f"2026-03-02 {hour:02d}:30:00", 0) for hour in (12, 13, 14, 15, 16, 17)],
    ]
    evaluation = rules.examine(
        log_of(rows, settings_for("CN", report_lang=lang)), CaseFile(owner_role="debtor")
    )
    assert evaluation.findings == ()
    assert {"CN-GBT45251-HOURS", "CN-GBT45251-VOICE-NOTICE", "CN-CBA2026-ATTEMPTS"} <= set(
        evaluation.evaluated
    )
    assert ("不表示任何一方没有责任" if lang == "zh" else "clears nobody") in evaluation.sentence


def test_nobody_is_told_that_nothing_exceeds_where_nothing_was_measured():
    """A number mistyped in the case file must not turn nightly calls into a log within all limits."""
    night = [text(f"2026-03-0{day} 23:30:00", party="+8619400000009") for day in (1, 2, 3)]
    settings = settings_for("CN", report_lang="en")

    def said(rows, *numbers):
        actor = Actor("a", "A", "lender", numbers)
        evaluation = rules.examine(log_of(rows, settings), CaseFile(owner_role="debtor", actors=(actor,)))
        assert evaluation.findings == ()
        return evaluation.sentence

    nothing = (
        "there was nothing to measure. Other contacts that are reported on, measured against no rule: 3."
    )
    assert said(night, "+8619400000001").endswith(nothing)
    assert said(night).endswith(nothing)
    by_day = text("2026-03-01 10:00:00", party="+8619400000001")
    some = said([by_day, *night], "+8619400000001")
    assert some.startswith("Rules that the contacts of those named in the case file were measured against: ")
    assert some.endswith("Other contacts that are reported on, measured against no rule: 3.")
    assert said([]) == "The log holds no contact with a usable time, so there was nothing to measure."


def test_rules_that_need_the_reading_of_messages_are_never_silently_counted():
    evaluation = rules.examine(
        log_of([text("2026-03-02 10:00:00", body="threat")], settings_for("CN", report_lang="en"))
    )
    waiting = dict(evaluation.not_evaluated)
    for name, (pack, rule) in RULES.items():
        if pack.id == "cn" and rule.enabled and rule.condition.kind in {"phrase", "channel"}:
            if rule.effective_to is None:
                assert waiting[name] == "Needs the reading of messages, not evaluated."
            assert name in waiting
            assert name not in evaluation.evaluated
