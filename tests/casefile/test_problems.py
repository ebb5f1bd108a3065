"""Everything that can be wrong in a case file: all of it at once, each with its line."""

import pytest

from collectguard.casefile import CaseFileError, load
from collectguard.errors import ExitCode, InputError
from collectguard.settings import settings_for
from tests.casefile.writing import places, problems

EVERYTHING = """\
knwon_good = 3
[place]
region = "XX"
tz = "Mars/Phobos"
area_code = "ten"
[owner]
role = "debter"
numbers = ["19400000009"]
colour = "red"
[[device]]
owner = "me"
[[actor]]
id = "a1"
numbers = [
  "19400000001",
  19400000002,
  "110",
  "19400000009",
  "未知",
  "19400000007",
  "19400000008",
]
[[actor]]
id = "a1"
numbers = "19400000001"
[[actor]]
id = "2 b"
numbers = ["+86 194 0000 0001"]
[[debt]]
id = "d"
due = 2026-01-06
overdue_since = 2026-01-01
settled_on = "2026-01-01"
[[debt]]
id = "d"
creditor = ""
creditor_type = "shark"
due = 2026-01-06 10:00:00
overdue_since = 2026-03-01
settled_on = 2026-02-01
[[stop_request]]
id = "s1"
to = "a1"
[[stop_request]]
to = "a1"
at = 2026-01-28
on = 0206-01-28
[[stop_request]]
id = "s3"
to = "19400000001, 19400000002"
at = 2026-01-28 10:00:00
on = 2026-01-28
[[protected]]
name = "妈"
relation = "mother"
numbers = ["194 0000 0007"]
[known_good]
numbers = ["+8619400000008"]
[[complaint]]
channel = "12378"
[redact]
words = ["x", ""]
"""

EXPECTED = [
    (1, "knwon_good", "Is known_good meant?"),
    (3, "place.region", "no country with the letters XX"),
    (4, "place.tz", "no time zone “Mars/Phobos”"),
    (5, "place.area_code", "digits only"),
    (7, "owner.role", '"debtor", "contact", "unrelated"'),
    (9, "owner.colour", "Known are: name, role, numbers."),
    (10, "device", "name is missing"),
    (16, "actor.numbers", "in quotes"),
    (17, "actor.numbers", "authority or emergency service"),
    (18, "actor.numbers", "owner's own by line 8"),
    (19, "actor.numbers", "hide their number"),
    (20, "actor.numbers", "protected person by line 56"),
    (21, "actor.numbers", "left out by line 58"),
    (24, "actor.id", "taken already, in line 13"),
    (25, "actor.numbers", 'numbers = ["…"]'),
    (27, "actor.id", "begins with a letter"),
    (28, "actor.numbers", "stands in line 15 with another actor"),
    (32, "debt.overdue_since", "is due only on 2026-01-06"),
    (33, "debt.settled_on", "without quotes: settled_on = 2026-01-28"),
    (35, "debt.id", "taken already, in line 30"),
    (36, "debt.creditor", "Nothing stands between the quotes"),
    (37, "debt.creditor_type", '"bank", "consumer_finance"'),
    (38, "debt.due", "without a time of day"),
    (40, "debt.settled_on", "settled on 2026-02-01 and overdue since 2026-03-01"),
    (41, "stop_request", "Say when"),
    (44, "stop_request", "id is missing"),
    (46, "stop_request.at", "on = 2026-01-28 in place of at"),
    (47, "stop_request.on", "The year 206"),
    (50, "stop_request.to", "quotes of its own"),
    (52, "stop_request.on", "either at or on"),
    (55, "protected.relation", '"relative"'),
    (59, "complaint", "on is missing"),
    (62, "redact.words", "Nothing stands between"),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_all_at_once_each_with_its_line(write, line_end, encoding):
    found = problems(write(EVERYTHING.replace("\n", line_end), encoding=encoding))
    assert [(line, key) for line, key, _ in found] == [(line, key) for line, key, _ in EXPECTED]
    for (_, key, sentence), (line, _, text) in zip(found, EXPECTED, strict=True):
        assert text in sentence, (line, key)


def test_the_error_says_it_all(write):
    path = write(EVERYTHING)
    with pytest.raises(CaseFileError) as error:
        load(path)
    assert isinstance(error.value, InputError)
    assert error.value.exit_code == ExitCode.INPUT
    assert error.value.path == path
    first, *others = error.value.what.split("\n")
    assert first == f"{path}: the case file cannot be used as it is, there are {len(EXPECTED)} problems."
    assert len(others) == len(EXPECTED)
    assert others[0] == "  line 1, knwon_good: knwon_good is not known here. Is known_good meant?"
    assert "text editor" in error.value.advice


def test_one_problem(write):
    with pytest.raises(CaseFileError, match="there is 1 problem"):
        load(write("[owner]\nrole = 1\n"))


def test_in_chinese(write):
    found = problems(write(EVERYTHING), lang="zh")
    assert [(line, key) for line, key, _ in found] == [(line, key) for line, key, _ in EXPECTED]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in sentence) for _, _, sentence in found)


# --- sections ---


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("[actor]\nid = 'a'\n", (1, "actor"), "[[actor]]"),
        ("[[owner]]\nname = 'a'\n", (1, "owner"), "[owner]"),
        ("owner = 'me'\n", (1, "owner"), "[owner]"),
        ("actor = ['a']\n", (1, "actor"), "[[actor]]"),
        ("[[actor.numbers]]\n", (1, "actor"), "[[actor]]"),
        ("x = 1\n", (1, "x"), "Known are: place, owner"),
        ("\n[Actor]\n", (2, "Actor"), "Is actor meant?"),
        ("[owner]\n'name\u202e' = 1\n", (2, "owner.name⟨U+202E⟩"), "Is name meant?"),
    ],
)
def test_tables(write, text, place, words):
    [(line, key, sentence)] = problems(write(text))
    assert (line, key) == place
    assert words in sentence


# --- numbers: only an actor's are added up, so only there do they clash ---


CLASHES = [
    (
        "[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n[[actor]]\nid = 'b'\nnumbers = ['+8619400000001']\n",
        6,
    ),
    ("[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n[known_good]\nnumbers = ['194 0000 0001']\n", 3),
    ("[known_good]\nnumbers = ['194 0000 0001']\n[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n", 5),
    ("[owner]\nnumbers = ['19400000001']\n[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n", 5),
    (
        "[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n[[protected]]\nname='x'\nnumbers=['19400000001']",
        3,
    ),
]


@pytest.mark.parametrize(("text", "line"), CLASHES)
def test_numbers_that_would_be_counted_for_two(write, text, line):
    assert places(write(text)) == [(line, "actor.numbers")]


@pytest.mark.parametrize(
    "text",
    [
        "[known_good]\nnumbers = ['19400000001']\n[[protected]]\nname = 'x'\nnumbers = ['19400000001']\n",
        "[[actor]]\nid = 'a'\nnumbers = ['19400000001']\n[redact]\nnumbers = ['19400000001']\n",
        "[[actor]]\nid = 'a'\nnumbers = ['19400000001', '+86 194 0000 0001']\n",
    ],
)
def test_numbers_that_may_be_repeated(write, text):
    load(write(text))


@pytest.mark.parametrize(
    "number", ["110", "12378", "010 12378", "12321", "12363", "12368", "119", "＋86 110"]
)
def test_lines_of_authorities(write, number):
    assert places(write(f"[[actor]]\nid = 'a'\nnumbers = ['{number}']\n")) == [(3, "actor.numbers")]


@pytest.mark.parametrize(("region", "number"), [("US", "911"), ("GB", "999"), ("DE", "112")])
def test_emergency_numbers_elsewhere(write, region, number):
    settings = settings_for(region, tz="UTC")
    path = write(f"[[actor]]\nid = 'a'\nnumbers = ['{number}']\n")
    assert places(path, settings) == [(3, "actor.numbers")]


@pytest.mark.parametrize("number", ["95588", "10086", "4008100000", "106575"])
def test_service_numbers_may_be_actors(write, number):
    assert load(write(f"[[actor]]\nid = 'a'\nnumbers = ['{number}']\n")).actors[0].parties


@pytest.mark.parametrize("text", ["-1", "unknown", "私人号码", "***"])
def test_hidden_callers_are_nobody(write, text):
    [(line, key, sentence)] = problems(write(f"[known_good]\nnumbers = ['{text}']\n"))
    assert (line, key) == (2, "known_good.numbers")
    assert text in sentence


# --- names that lead nowhere ---


def test_actors_that_are_not_there(write):
    text = """\
        [[actor]]
        id = "a1"
        [[debt]]
        id = "d"
        actors = [
            "a1",
            "a2",
        ]
        [[stop_request]]
        id = "s"
        to = "somebody"
        on = 2026-01-28
    """
    found = problems(write(text))
    assert [(line, key) for line, key, _ in found] == [(7, "debt.actors"), (11, "stop_request.to")]
    assert all("There are: a1." in sentence for _, _, sentence in found)


def test_an_id_that_must_be_corrected_is_not_missed_elsewhere(write):
    text = '[[actor]]\nid = "我 们"\n[[debt]]\nid = "d"\nactors = ["我 们"]\n'
    assert places(write(text)) == [(2, "actor.id")]


# --- dates and times ---


@pytest.mark.parametrize(
    ("dates", "lines"),
    [
        ("due = 2026-01-06\noverdue_since = 2026-01-05\n", [4]),
        ("due = 2026-01-06\noverdue_since = 2026-01-06\n", []),
        ("overdue_since = 2026-01-06\nsettled_on = 2026-01-05\n", [4]),
        ("overdue_since = 2026-01-06\nsettled_on = 2026-01-06\n", []),
        ("due = 2026-01-06\nsettled_on = 2026-01-05\n", []),  # paid early: `check` asks
        ("due = 1989-12-31\n", [3]),
        ("due = 1990-01-01\n", []),
        ("due = 2100-12-31\n", []),
        ("due = 2101-01-01\n", [3]),
        ("due = 20:00:00\n", [3]),
        ("due = 20260106\n", [3]),
        ("due = true\n", [3]),
    ],
)
def test_dates_of_a_debt(write, dates, lines):
    path = write(f"[[debt]]\nid = 'd'\n{dates}")
    assert (lines and [line for line, _ in places(path)]) == (lines or (load(path) and []))


@pytest.mark.parametrize(
    "time", ["2026-01-28", "'2026-01-28 21:15:00'", "21:15:00", "1769606100", "1980-01-28 21:15:00"]
)
def test_times_of_a_request(write, time):
    path = write(f"[[stop_request]]\nid = 's'\nto = '19400000001'\nat = {time}\n")
    assert places(path) == [(4, "stop_request.at")]


def test_a_time_that_the_clocks_jumped_over(write):
    text = "[[stop_request]]\nid = 's'\nto = '+12125550142'\nat = 2026-03-08 02:30:00\n"
    settings = settings_for("US", tz="America/New_York")
    [(line, key, sentence)] = problems(write(text), settings)
    assert (line, key) == (4, "stop_request.at")
    assert "America/New_York" in sentence


def test_a_time_without_any_zone(write):
    text = (
        "[place]\nregion = 'US'\n[[stop_request]]\nid = 's'\nto = '+12125550142'\nat = 2026-03-08 12:30:00\n"
    )
    assert places(write(text)) == [(6, "stop_request.at")]


# --- files ---


def test_no_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "none.toml")


def test_a_folder(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        load(tmp_path)


def test_no_case_file_is_that_large(tmp_path):
    path = tmp_path / "case.toml"
    path.write_bytes(b"#" * 2_000_001)
    assert problems(path)[0][0] is None
    path.write_bytes(b"#" * 2_000_000)
    load(path)


def test_another_encoding(write):
    [(line, _, sentence)] = problems(write("# x\n[owner]\nname = '张样例'\n", encoding="gb18030"))
    assert line == 3
    assert "UTF-8" in sentence


@pytest.mark.parametrize("text", ["a = " + "[" * 5000 + "]" * 5000, "a = " + "9" * 5000])
def test_hostile_values(write, text):
    assert [line for line, _ in places(write(text))] == [None]
