"""Comment lines: no wider than allowed, nothing lost, no punctuation at the beginning."""

from hypothesis import given
from hypothesis import strategies as st

from collectguard.casefile.wrapping import columns, comment


def test_english_words_stay_whole():
    assert comment("one two three", width=10) == "# one two\n# three"
    assert comment("a-very-long-word x", width=8) == "# a-very-long-word\n# x"


def test_chinese_breaks_anywhere_but_before_punctuation():
    assert comment("号码背后，是谁。", width=10) == "# 号码背\n# 后，是\n# 谁。"
    assert comment("一二三四五”六", width=10) == "# 一二三四\n# 五”六"
    assert comment("一二三“四五”六", width=10) == "# 一二三\n# “四五”六"


def test_paragraphs_and_nothing():
    assert comment("a\n\nb") == "# a\n#\n# b"
    assert comment("") == "#"


@given(st.text(st.sampled_from("ab 号码，。“”（）\n"), max_size=80))
def test_nothing_is_lost(text):
    lines = comment(text, width=12).split("\n")
    assert all(line.startswith("#") for line in lines)
    assert "".join(line.removeprefix("#") for line in lines).replace(" ", "") == text.replace(
        "\n", ""
    ).replace(" ", "")
    for line in lines:
        assert columns(line) <= 12 or " " not in line.removeprefix("# ").strip()
