"""What is no TOML: where, and what to type in its place."""

import pytest

from tests.casefile.writing import problems


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[owner]\nname = “张三”\n", 2, "Chinese punctuation"),
        ('[owner]\nname ＝ "张三"\n', 2, "Chinese punctuation"),
        ('[actor]\nnumbers = ["1"，"2"]\n', 2, "Chinese punctuation"),
        ("［owner］\n", 1, "Chinese punctuation"),
        ("[owner]\nname = 张三\n", 2, "Words stand in quotes"),
        ("[owner]\nrole = debtor\n", 2, "Words stand in quotes"),
        ("[owner]\nnumbers = [01055550118]\n", 2, "telephone number stands in quotes"),
        ("[owner]\nnumbers = [+86 194 0000 0001]\n", 2, "telephone number stands in quotes"),
        ("[owner]\nnumbers = [010-5555-0118]\n", 2, "telephone number stands in quotes"),
        ("[[stop_request]]\nat = 2026-01-28 21:15\n", 2, "needs seconds"),
        ("[[stop_request]]\nat = 2026-01-28T21:15+08:00\n", 2, "needs seconds"),
        ("[[debt]]\ndue = 2026-1-6\n", 2, "two digits for month and day"),
        ("[[debt]]\ndue = 2026-01-6\n", 2, "two digits for month and day"),
        ("[[debt]]\ndue = 2026/01/06\n", 2, "two digits for month and day"),
        ("[[debt]]\ndue = 2026年1月6日\n", 2, "two digits for month and day"),
        ('[[device]]\nfiles = ["C:\\Users\\backup.xml"]\n', 2, "backslash"),
        ('[owner]\nname = "a"\nname = "b"\n', 3, "second time"),
        ("[owner]\n[place]\n\n[owner]\n", 4, "second time"),
        ("[[debt]]\ndue = 2026-02-30\n", 2, "no such date"),
        ("[[stop_request]]\nat = 2026-01-28 24:00:00\n", 2, "no such date"),
        ('[owner]\nname = "a\n', 2, "not closed"),
        ('[owner]\nnumbers = ["1"\n\n\n', 2, "not closed"),
        ('[owner]\nnumbers = ["1",\n\n# end\n', 4, "not closed"),
        ("[owner\n", 1, "not closed"),
        ("[owner] x\n", 1, "cannot be read"),
        ("owner]\n", 1, "cannot be read"),
        ("\x00", 1, "cannot be read"),
    ],
)
def test_the_line_and_what_to_type(write, text, line, words):
    [(found, key, sentence)] = problems(write(text))
    assert key == ""
    assert words in sentence
    assert found == line


def test_what_stands_in_quotes_is_no_mistake(write):
    text = '[owner]\nname = "“张三”，2026/1/6" x\n'
    [(line, _, sentence)] = problems(write(text))
    assert line == 2
    assert "Chinese punctuation" not in sentence
    assert "two digits" not in sentence
