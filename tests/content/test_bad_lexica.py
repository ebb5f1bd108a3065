import pytest

from collectguard.content import load
from collectguard.content.patterns import PatternError, compiled
from collectguard.content.problems import LexiconError

HEAD = """\
[pack]
id = "own"
version = "1"
schema = 1
language = "zh"
licence = "MIT"
"""
RULE = """\
[[rule]]
id = "own-one"
category = "threat"
severity = "low"
title = { en = "One" }
pattern = '青蛙'
requires = ["debt"]
since = "1"
positive = [{ text = "欠款和青蛙", quote = "青蛙" }, { text = "青蛙欠款", quote = "青蛙" }]
negative = [{ text = "青蛙" }, { text = "欠款" }]
"""


def problems(tmp_path, text, **options):
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LexiconError) as caught:
        load([path], **options)
    return [str(problem).removeprefix(str(path)) for problem in caught.value.problems]


def test_an_own_rule_is_found_beside_those_of_the_program(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(f'disable = ["zh-insult"]\n{HEAD}{RULE}', "utf-8")
    lexicon = load([tmp_path])
    assert "own-one" in lexicon.by_id
    assert "zh-insult" not in lexicon.by_id
    assert "own-one" not in load([tmp_path], disable=["own-one"]).by_id


def test_a_title_may_be_a_plain_string(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEAD + RULE.replace('{ en = "One" }', '"青蛙之类"'), "utf-8")
    title = load([path]).by_id["own-one"].title
    assert (title.of("zh"), title.of("en")) == ("青蛙之类", "青蛙之类")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("'青蛙'\n", "'青蛙.*'\n", ":12: own-one: pattern: a repeat without a bound"),
        ("'青蛙'\n", "'青蛙('\n", ":12: own-one: pattern: is no pattern"),
        ("'青蛙'\n", "'{no_such}'\n", ":12: own-one: pattern: there is no set 'no_such'"),
        ('"own-one"', '"zh-insult"', ":8: zh-insult: id: is the id of a rule in zh-people.toml already"),
        ('["debt"]', '["no_such"]', ":13: own-one: requires: there is no context 'no_such'"),
        ('["debt"]', "[]", ":7: own-one: without `requires`"),
        ('"threat"', '"nonsense"', ":9: own-one: category: input should be"),
        ('"low"', '"high"', ":7: own-one: a rule of severity high needs a positive example"),
        (
            'quote = "青蛙" }, ',
            'quote = "欠款" }, ',
            ":15: own-one: positive.0.quote: the rule finds '青蛙' in",
        ),
        ('"青蛙欠款"', '"蝌蚪欠款"', ":15: own-one: positive.1: the rule finds nothing in"),
        ('{ text = "欠款" }', '{ text = "欠款青蛙" }', ":16: own-one: negative.1: the rule finds '青蛙' in"),
        ('since = "1"', 'sinse = "1"', ":14: own-one: sinse: is no key that is known here"),
    ],
)
def test_each_problem_is_named_with_its_line(tmp_path, old, new, problem):
    assert old in RULE
    assert any(said.startswith(problem) for said in problems(tmp_path, HEAD + RULE.replace(old, new)))


def test_all_problems_at_once(tmp_path):
    text = HEAD.replace("schema = 1", "schema = 2") + RULE.replace("青蛙'", "青蛙+'") + RULE
    said = problems(tmp_path, text, disable=["no-such"])
    assert len(said) == 4
    assert said[0].startswith("disable: there is no rule 'no-such'") or "no-such" in said[-1]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[pack", b"rule = 3", b"x = " + b"[" * 5_000])
def test_what_is_no_lexicon_is_said_to_be_none(tmp_path, data):
    (tmp_path / "own.toml").write_bytes(data)
    with pytest.raises(LexiconError):
        load([tmp_path])


def test_folders_and_files_that_are_not_there(tmp_path):
    with pytest.raises(LexiconError, match="holds no"):
        load([tmp_path])
    with pytest.raises(LexiconError, match="cannot be read"):
        load([tmp_path / "none.toml"])


@pytest.mark.parametrize(
    "pattern", ["a*", "a+", "a{2,}", "a{0,41}", "(?:a{0,3}b){0,3}", "(a)\\1", "(?P<x>a)(?P=x)", "(?(1)a|b)"]
)
def test_patterns_that_a_text_could_make_slow(pattern):
    with pytest.raises(PatternError):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern", ["[*+]", r"\*\+", "a{0,40}", "(?:a|b{0,3})?", "a{0,3}?", r"[]a]{0,2}", "a{b"]
)
def test_patterns_that_are_fine(pattern):
    assert compiled(pattern).pattern == pattern


def test_repeats_multiply_up():
    compiled("a{0,40}b{0,40}")
    with pytest.raises(PatternError, match="ways"):
        compiled("a{0,40}b{0,40}c{0,40}")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:坏|坏坏|坏坏坏){1,40}蛋",
        "(?:坏?坏){1,40}蛋",
        "(?:坏蛋?){1,40}人",
        "(?:.|坏){1,40}蛋",
        "(?:(?:坏|坏坏)){40}蛋",
    ],
)
def test_a_repeat_that_can_choose_again_in_each_pass_is_refused(pattern):
    with pytest.raises(PatternError, match="ways from one place"):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern", ["(?:坏|傻){1,40}蛋", r"(?:[^.;]|\.\d){0,40}蛋", "(?:坏|坏蛋){1,3}人", "(?:坏蛋|傻瓜){1,40}"]
)
def test_a_repeat_with_one_way_at_each_place_is_taken(pattern):
    assert compiled(pattern)
