"""Lines of keys: by hand, and for any document that can be written."""

import json
import tomllib
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.lines import key_lines, line_of

TRICKY = dedent("""\
    # [not] a = table
    a = 1
    b.c = [ 1, # a ] in a comment
     "]", [2, {d = "}", 'e f' = \"\"\"x
    \"\"\"\"\"}],
    ]
    [t]
    x = \"\"\"
    [not.a.table]
    q = 1 \\\"\"\"
    \"\"\"
    y = 1979-05-27 07:32:00
    z = '''
    '''''
    [[aot]]
    n = 1
    [aot.sub]
    k = 'v\\'
    [[aot]]
    [[aot.deep]]
    m = true
    [[aot.deep]]
    m = false
    ["quoted.\\u0041"]
    "" = 0
    """)


def paths(value, start=()):
    """Every place in a document that is a key or an element."""
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        return
    for key, child in children:
        yield (*start, key)
        yield from paths(child, (*start, key))


def test_tricky_document():
    lines = key_lines(TRICKY)
    assert set(lines) == set(paths(tomllib.loads(TRICKY)))
    expected = {
        ("a",): 2, ("b",): 3, ("b", "c"): 3, ("b", "c", 0): 3, ("b", "c", 1): 4, ("b", "c", 2): 4,
        ("b", "c", 2, 0): 4, ("b", "c", 2, 1): 4, ("b", "c", 2, 1, "d"): 4, ("b", "c", 2, 1, "e f"): 4,
        ("t",): 7, ("t", "x"): 8, ("t", "y"): 12, ("t", "z"): 13,
        ("aot",): 15, ("aot", 0): 15, ("aot", 0, "n"): 16, ("aot", 0, "sub"): 17,
        ("aot", 0, "sub", "k"): 18, ("aot", 1): 19, ("aot", 1, "deep"): 20, ("aot", 1, "deep", 0): 20,
        ("aot", 1, "deep", 0, "m"): 21, ("aot", 1, "deep", 1): 22, ("aot", 1, "deep", 1, "m"): 23,
        ("quoted.A",): 24, ("quoted.A", ""): 25,
    }  # fmt: skip
    assert lines == expected


def test_windows_line_ends():
    assert key_lines(TRICKY.replace("\n", "\r\n")) == key_lines(TRICKY)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing", "\t \n#\n"])
def test_nothing(text):
    assert key_lines(text) == {}


def test_a_value_that_is_missing_has_the_line_of_its_table():
    lines = key_lines("\n[owner]\nname = 'x'\n[[actor]]\n[[actor]]\nid = 'a'\n")
    assert line_of(("owner", "role"), lines) == 2
    assert line_of(("actor", 1, "numbers", 3), lines) == 5
    assert line_of(("actor", 1, "id"), lines) == 6
    assert line_of(("debt", 0), lines) is None


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


class Writer:
    """Writes TOML line by line and notes where each key came to stand: the truth to compare with."""

    def __init__(self, draw):
        self.draw, self.text, self.lines = draw, "", {}

    def at(self, place):
        self.lines.setdefault(place, self.text.count("\n") + 1)

    def gap(self):
        self.text += self.draw(st.sampled_from(["", " ", "\n", "\n# ] } = \"''\n", " # x\n\n\t"]))

    def value(self, value, place, *, breaks):
        if isinstance(value, dict):
            self.text += "{"
            for number, (key, child) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.pair(key, child, (*place, key), breaks=False)
            self.text += "}"
        elif isinstance(value, list):
            self.text += "["
            for index, child in enumerate(value):
                self.gap_if(breaks)
                self.at((*place, index))
                self.value(child, (*place, index), breaks=breaks)
                self.gap_if(breaks)
                self.text += ","
            self.gap_if(breaks)
            self.text += "]"
        elif isinstance(value, str) and breaks and self.draw(st.booleans()):
            self.text += '"""' + quoted(value)[1:-1].replace("\\n", "\n") + '"""'
        else:
            self.text += quoted(value)

    def gap_if(self, breaks):
        if breaks:
            self.gap()

    def pair(self, key, value, place, *, breaks=True):
        self.at(place)
        self.text += f"{quoted(key)} = "
        self.value(value, place, breaks=breaks)

    def table(self, table, place):
        for key, value in table.items():
            self.text += self.draw(st.sampled_from(["", "# [x]\n", "\n", "  "]))
            self.pair(key, value, (*place, key))
            self.text += self.draw(st.sampled_from(["\n", " # y = 1\n", "\n\n"]))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\"\\'"))
KEYS = st.text(st.characters(codec="ascii", exclude_categories=("Cc",)), max_size=4)
SCALARS = st.one_of(st.integers(-9, 9), st.booleans(), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=6,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=3)


@given(st.data())
def test_any_document(data):
    writer = Writer(data.draw)
    writer.table(data.draw(TABLES), ())
    sections = data.draw(st.lists(st.tuples(st.sampled_from(["s1", "s2", "s3"]), TABLES), max_size=5))
    seen = {}
    for name, table in sections:
        if (name,) in writer.lines and name not in seen:
            continue  # the table at the top has a key of this name
        place = (name, seen.setdefault(name, 0))
        seen[name] += 1
        writer.at((name,))
        writer.at(place)
        writer.text += f"[[{name}]] # [z]\n"
        writer.table(table, place)
    document = tomllib.loads(writer.text)
    assert key_lines(writer.text) == writer.lines
    assert set(writer.lines) == set(paths(document))
