"""What is skipped to save time changes nothing: the short ways find what the long ones find."""

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard import content
from collectguard.content.gate import Gate, spans
from collectguard.content.needs import shape_of
from collectguard.content.normalise import normalise
from collectguard.content.patterns import alternatives
from tests.logs import log_of

LEXICON = content.shipped()
RULES = [ready.rule for ready in LEXICON.rules]
EXAMPLES = sorted({example.text for rule in RULES for example in (*rule.positive, *rule.negative)})
WHOLE = sorted(
    {ready.pattern.pattern for ready in LEXICON.rules}
    | {p.pattern for test in LEXICON.contexts.values() for p in chain(test.any, test.none)}
)
GATE = Gate()
PARTED = [(re.compile(pattern), GATE.taken_apart(pattern)) for pattern in WHOLE]
PIECES = sorted({text[at : at + 5] for text in EXAMPLES for at in range(0, len(text), 5)})
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


def assert_found_alike(text):
    spelled = LEXICON.variants.undone(normalise(text)).text
    met = GATE.met(spelled)
    for whole, parted in PARTED:
        found = list(spans(parted.live(met), spelled))
        assert found == [match.span() for match in whole.finditer(spelled)], (text, whole.pattern)


def test_parts_find_what_the_whole_finds_in_every_example():
    for text in EXAMPLES:
        assert_found_alike(text)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_parts_find_what_the_whole_finds_in_scrambled_examples(text):
    assert_found_alike(text)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("ab|abc", "xabc", [(1, 3)]),  # the first alternative, not the longest
        ("bc|abc", "abc", [(0, 3)]),  # the first place, not the first alternative
        ("ab|bc|cd", "abcd", [(0, 2), (2, 4)]),  # no match begins inside another
        ("a?|b", "ab", [(0, 1), (1, 1), (1, 2), (2, 2)]),  # matches of nothing
        ("(?<=x)a|x", "xa", [(0, 1), (1, 2)]),  # what stands before the place to go on from is seen
        ("^a|a$", "aaa", [(0, 1), (2, 3)]),
    ],
)
def test_parts_are_put_together_as_an_alternation(pattern, text, found):
    gate = Gate()
    parted = gate.taken_apart(pattern)
    assert list(spans(parted.live(gate.met(text)), text)) == found


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a|b", ["a", "b"]),
        ("(?:a|b(?:c|d))|e", ["a", "b(?:c|d)", "e"]),
        ("(?:a|b)(?:c|d)", ["(?:a|b)(?:c|d)"]),
        (r"[|)]|\||[^]|]|\)", ["[|)]", r"\|", "[^]|]", r"\)"]),
        ("(?=a|b)c", ["(?=a|b)c"]),
        ("(?:a|b){2}|c", ["(?:a|b){2}", "c"]),
    ],
)
def test_a_pattern_is_cut_at_its_outermost_bars(pattern, parts):
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "needs", "starts"),
    [
        ("还款", {"还款"}, {"还"}),
        ("欠[款债]", {"欠款 欠债"}, {"欠"}),
        ("欠.款", {"欠", "款"}, {"欠"}),
        ("a?b", {"b"}, {"a", "b"}),
        ("loan", {"loa", "oan"}, {"l"}),
        ("(?:起诉|诉讼)[^。]{0,9}你", {"起诉 诉讼", "你"}, {"起", "诉"}),
        (r"\d元|。", {"元 。"}, set()),  # a digit may be any
        ("(?i:ab)c", {"c"}, set()),  # capitals too
        ("(?:甲|乙?)丙", {"丙"}, {"甲", "乙", "丙"}),
        ("(?<=你)妈(?!的)", {"妈"}, {"妈"}),
    ],
)
def test_needs_are_read_off_a_pattern(pattern, needs, starts):
    shape = shape_of(pattern)
    assert shape.needs == {frozenset(need.split()) for need in needs}
    assert shape.starts == starts


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("借款还a1 _*-，。\u200b㈱Ａ臺😀\ufe0f①"), max_size=30).map("".join))
def test_every_character_leads_back_to_its_source(body):
    text, starts, ends = normalise(body)
    assert len(text) == len(starts) == len(ends)
    assert list(starts) == sorted(starts)
    for spelled, start, end in zip(text, starts, ends, strict=True):
        assert end == start + 1
        # Between letters each stands as it would anywhere.
        assert spelled in normalise(f"x{body[start]}x").text


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            texts | st.sampled_from(EXAMPLES),
            st.sampled_from(["+8619400000001", "+8619400000002", "port:1069000001"]),
        ),
        max_size=8,
    )
)
def test_a_log_is_judged_as_its_messages_are(messages):
    classes = {True: "mobile", False: "port106"}
    log = log_of(
        {
            "at": f"2026-03-01 10:{at:02}:00",
            "party": party,
            "party_class": classes[party[0] == "+"],
            "body": body,
        }
        for at, (body, party) in enumerate(messages)
    )
    found = content.examine(log)
    expected = []
    for at, (body, party) in enumerate(messages):
        sender = classes[party[0] == "+"]
        alone = content.judge(body, sender=sender)
        thread = party in found.threads and not alone.about_debt
        hits = content.judge(body, sender=sender, thread=thread).hits
        expected += [(log.events["event_id"].iloc[at], *hit) for hit in hits]
    assert [tuple(hit) for hit in found.hits] == expected
