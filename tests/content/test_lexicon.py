import re

import pytest

from collectguard import rules
from collectguard.content import CATEGORIES, judge, shipped
from collectguard.content.judging import examples
from collectguard.content.patterns import compiled
from tests.content.obfuscations import obfuscated

LEXICON = shipped()


def test_every_example_does_as_it_says():
    assert [
        (ready.rule.id, str(said)) for ready in LEXICON.rules for _, said in examples(ready, LEXICON)
    ] == []


def test_hidden_words_are_found_all_the_same():
    """Rule by rule: what the first example of a Chinese rule gives, its hidden forms give too."""
    lost = []
    for ready in LEXICON.rules:
        rule = ready.rule
        if not rule.id.startswith("zh-") or rule.senders or rule.needs_role:
            continue
        text = rule.positive[0].text
        for way, hidden in obfuscated(text):
            if rule.id not in {hit.rule for hit in judge(hidden).hits}:
                lost.append((rule.id, way, hidden))
    assert lost == []


def test_every_basis_is_a_rule_of_a_pack():
    known = {rule.id for pack in rules.packs() for rule in pack.rules}
    named = {basis for ready in LEXICON.rules for basis in ready.rule.legal_basis}
    assert named - known == set()


def test_every_category_has_a_rule():
    assert {ready.rule.category for ready in LEXICON.rules} == set(CATEGORIES)


def test_examples_hold_no_number_that_could_ring():
    texts = [
        example.text for ready in LEXICON.rules for example in (*ready.rule.positive, *ready.rule.negative)
    ]
    assert not [text for text in texts if re.search(r"\d{7,}", text)]


@pytest.mark.parametrize("ready", LEXICON.rules, ids=lambda ready: ready.rule.id)
def test_patterns_keep_the_bounds(ready):
    assert compiled(ready.pattern.pattern)


def test_what_categories_rest_on_is_verified():
    """Only texts that a rule pack may use are named beside a hit."""
    usable = {rule.id for pack in rules.packs() for rule in pack.rules if rule.enabled}
    named = {basis for ready in LEXICON.rules for basis in ready.rule.legal_basis}
    assert named
    assert named <= usable
