"""Packs that are wrong: every problem with its file, line, rule and key, and all of them at once."""

from datetime import date
from textwrap import dedent

import pytest

from collectguard import rules
from collectguard.errors import ExitCode
from collectguard.i18n import translator
from tests.rules.packs import HEAD, RULE, complaints, problems


def test_an_own_pack_comes_after_those_that_ship(write):
    packs = rules.load([write(HEAD, RULE)])
    assert packs[:-1] == rules.packs()
    own = packs[-1]
    assert (own.id, own.shipped, [rule.id for rule in own.rules]) == ("own", False, ["CN-OWN-1"])
    assert own.rules[0].exceptions[0].of("zh") == "Both had agreed."  # the only language it has
    assert own.rules[0].cannot_show[0].of("zh") == "是否同意。"


def test_a_folder_stands_for_its_packs(write, tmp_path):
    write(HEAD, RULE)
    write(HEAD, RULE.replace("OWN-1", "OWN-2"), name="second.toml")
    (tmp_path / "notes.txt").write_text("no pack")
    assert [rule.id for pack in rules.load([tmp_path])[-2:] for rule in pack.rules] == [
        "CN-OWN-1",
        "CN-OWN-2",
    ]


def test_all_problems_of_all_files_at_once(write, tmp_path):
    first = write(
        HEAD.replace("schema = 1", "schema = 7"),
        RULE.replace('force = "standard"', 'force = "iron"').replace('article = "1"', "artikel = 1"),
        RULE.replace('id = "CN-OWN-1"', 'id = "CN-OWN-2"').replace('"quiet_hours"', '"moon"'),
        RULE,
    )
    second = write("not TOML =", name="broken.toml")
    gone = tmp_path / "gone.toml"
    with pytest.raises(rules.RulePackError) as error:
        rules.load([first, second, gone])
    found = [(problem.path, problem.rule, problem.key) for problem in error.value.problems]
    assert found == [
        (str(gone), None, None),
        (str(first), None, "schema"),
        (str(first), "CN-OWN-1", "force"),
        (str(first), "CN-OWN-1", "citation.artikel"),
        (str(first), "CN-OWN-2", "condition"),
        (str(first), "CN-OWN-1", "id"),
        (str(second), None, None),
    ]
    assert error.value.exit_code == ExitCode.RULE_PACK
    assert error.value.what.startswith("Problems in rule packs: 7\n")
    assert f"{first}:12: CN-OWN-1: force: input should be" in error.value.what
    assert "is not TOML" in error.value.what
    assert "cannot be read (No such file or directory)" in error.value.what


def test_problems_are_said_in_the_readers_language(write):
    path = write(
        HEAD, RULE.replace('force = "standard"', 'forse = "standard"').replace('"agreed"', '"argued"')
    )
    what, advice = problems(path).said(translator("zh"))
    assert what.splitlines() == [
        "规则包中有3处问题：",
        f"  {path}:9: CN-OWN-1: force：缺少",
        f"  {path}:12: CN-OWN-1: forse：此处没有这个键",
        f"  {path}:15: CN-OWN-1: exceptions.0：words 表中没有 'argued'",
    ]
    assert advice == "请按所列位置修改；写法可参照程序自带的规则包。"


# --- rules beside each other ---

VERSIONS = "effective_from = 2026-01-01"


def twice(write, first, second):
    return write(HEAD, dedent(RULE).replace(VERSIONS, first), dedent(RULE).replace(VERSIONS, second))


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("", "", "from the beginning"),
        (VERSIONS, VERSIONS, "from 2026-01-01"),
        ("effective_to = 2026-03-01", "effective_from = 2026-03-01", "from 2026-03-01 to 2026-03-01"),
        (
            "effective_from = 2026-03-01",
            "effective_from = 2026-01-01\neffective_to = 2026-05-01",
            "from 2026-03-01 to 2026-05-01",
        ),
    ],
)
def test_two_rules_of_one_id_in_force_together(write, first, second, shared):
    ((_, rule, key, message),) = complaints(twice(write, first, second))
    assert (rule, key) == ("CN-OWN-1", "id")
    assert message.endswith(f"and both are in force {shared}")
    assert ":10, and" in message


def test_one_id_in_two_periods_is_one_rule_in_two_versions(write):
    path = twice(write, "effective_to = 2026-02-28", "effective_from = 2026-03-01")
    assert [rule.id for rule in rules.load([path])[-1].rules] == ["CN-OWN-1", "CN-OWN-1"]


def test_an_own_rule_may_not_take_the_id_of_one_that_ships(write):
    path = write(HEAD, RULE.replace("CN-OWN-1", "CN-GBT45251-HOURS"))
    ((line, rule, key, message),) = complaints(path)
    assert (line, rule, key) == (10, "CN-GBT45251-HOURS", "id")
    assert message.startswith("stands already in cn.toml:")


def test_a_rule_and_its_successor_in_force_together(write):
    old = dedent(RULE).replace(VERSIONS, 'effective_to = 2026-03-01\nsucceeded_by = "CN-OWN-2"')
    new = dedent(RULE).replace("OWN-1", "OWN-2").replace(VERSIONS, "effective_from = 2026-03-01")
    day = "from 2026-03-01 to 2026-03-01"
    assert complaints(write(HEAD, old, new)) == [
        (14, "CN-OWN-1", "effective_to", f"CN-OWN-2 succeeds it, and both are in force {day}")
    ]
    later = new.replace("2026-03-01", "2026-03-02")
    assert rules.load([write(HEAD, old, later)])


# --- hostile files ---


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is missing"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"rule = 3", "write [[rule]]"),
        (b"rule = [1, 2]", "write [[rule]]"),
        (b"words = 3", "input should be a valid dictionary"),
        (b"x = " + b"[" * 100_000, "is nested too deeply"),
        (b"[[rule]]\nid = 4\n", "is missing"),
        (b"[[rule]]\ntitle = '''\n[[rule]]\n'''\n", "is missing"),
    ],
)
def test_files_that_are_no_packs(tmp_path, data, message):
    path = tmp_path / "own.toml"
    path.write_bytes(data)
    assert any(message in problem.message for problem in problems(path).problems)


def test_a_sentence_that_is_none_is_complained_about_once(write):
    head = dedent(HEAD).replace('agreed = { en = "Both had agreed." }', 'agreed = { fr = "Oui." }')
    assert [complaint[:3] for complaint in complaints(write(head, RULE))] == [(7, None, "words.agreed.fr")]


def test_an_empty_folder_is_no_silent_success(tmp_path):
    assert "holds no *.toml file" in str(problems(tmp_path))


def test_a_byte_order_mark_is_no_problem(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(dedent(HEAD) + dedent(RULE), "utf-8-sig")
    assert rules.load([path])[-1].id == "own"


# --- age, and examples ---


@pytest.mark.parametrize(
    ("today", "old"), [(date(2026, 12, 1), False), (date(2027, 11, 21), False), (date(2027, 11, 22), True)]
)
def test_citations_that_nobody_has_checked_for_a_year_are_a_warning(write, today, old):
    own = rules.load([write(HEAD, RULE)])[-1]
    assert bool(rules.stale([own], today)) == old
    if old:
        assert "last checked on 2026-11-21" in rules.stale([own], today)[0]


def example(observed, fires, quiet):
    return f"""\
    [rule.example]
    fires.observed = {observed}
    fires.rows = [{{ at = "2026-03-01 {fires}:00" }}]
    quiet.rows = [{{ at = "2026-03-01 {quiet}:00" }}]
    """


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        (example(1, "22:00", "12:00"), None),
        (example(2, "22:00", "12:00"), "`fires` says 2 is observed; the rule observes [1]"),
        (example(1, "12:00", "12:00"), "`fires` says 1 is observed; the rule observes nothing"),
        (example(1, "22:00", "23:00"), "`quiet` must bring no finding; the rule observes [1]"),
        ("", "an enabled rule needs an example"),
    ],
)
def test_examples_are_the_tests_of_a_pack(write, shown, message):
    own = rules.load([write(HEAD, RULE, shown)])[-1:]
    found = rules.check_examples(own)
    assert [problem.message[: len(message)] for problem in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('at = "2026-03-01 22:00:00"', 'at = "yesterday"', "example.fires.rows.0.at"),
        (
            'at = "2026-03-01 22:00:00"',
            'at = "2026-03-01 22:00:00", outcome = "shouted"',
            "example.fires.rows.0.outcome",
        ),
        ("fires.observed = 1", "fires.observed = 1\ntz = 'Nowhere/Else'", "example.tz"),
        ("fires.observed = 1\n", "", "example"),
    ],
)
def test_examples_that_cannot_be_read(write, old, new, key):
    shown = dedent(example(1, "22:00", "12:00"))
    assert old in shown
    assert [complaint[2] for complaint in complaints(write(HEAD, RULE, shown.replace(old, new)))] == [key]


def test_a_region_without_a_zone_of_its_own_needs_one_in_the_example(write):
    head = dedent(HEAD).replace('"CN"', '"US"')
    (problem,) = rules.check_examples(rules.load([write(head, RULE, example(1, "22:00", "12:00"))])[-1:])
    assert "give `tz`" in problem.message
