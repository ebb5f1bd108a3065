import re

from hypothesis import given
from hypothesis import strategies as st

from collectguard.cli.layout import columns, wrap

TEXTS = st.text(alphabet="ab -—一二（）「」，。：…“”é😀", max_size=60)


def test_chinese_takes_two_columns_and_a_combining_mark_none():
    assert columns("a") == 1
    assert columns("一，") == 4
    assert columns("e\u0301") == 1


def test_lines_break_between_chinese_characters_but_keep_punctuation_with_them():
    assert list(wrap("备份文件，绝不改动。", 9)) == ["备份文", "件，绝不", "改动。"]
    assert list(wrap("（甲）（乙）", 6)) == ["（甲）", "（乙）"]


def test_latin_words_stay_whole():
    assert list(wrap("read the backup files", 9)) == ["read the", "backup", "files"]


@given(TEXTS, st.integers(min_value=4, max_value=40))
def test_nothing_is_lost_and_lines_are_as_long_as_allowed(text, width):
    lines = list(wrap(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        breakable = re.search(r"[ 一二😀]", line.rstrip("，。：…”）」").strip()[1:])
        assert columns(line) <= width or not breakable or columns(line.lstrip()) > width


@given(TEXTS, st.integers(min_value=4, max_value=40))
def test_no_line_begins_with_closing_punctuation(text, width):
    text = "一" + text
    lines = list(wrap(text, width))
    stray = re.search(r"\s[，。：…”）」]", text)
    assert stray or not any(line.startswith(tuple("，。：…”）」")) for line in lines)
