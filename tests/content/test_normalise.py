from hypothesis import example, given, settings
from hypothesis import strategies as st

from collectguard.content import judge, shipped
from collectguard.content.normalise import LONGEST, normalise

PIECES = st.lists(
    st.sampled_from(
        [
            "您的", "借款", "逾期", "逾*期", "yuqi", "yu期", "欠\u200b款",
            "欠 款", "起訴", "￥１２３.００", "12天", "法院", "【法院】",
            "家人", "联系", "老赖", "请尽快还款",
            "🔥", "👨‍👩‍👧", "ﬃ", "㍿", "İ", "\u202e", "ｓ", "\n", "。", "，", "《", " ", "a", "9",
            "é", "e\u0301", "한", "\ufdfa", "𠮷", "loan", "overdue", "sue you",
        ]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
@example("\ufdfa欠款\ufdfa逾期请还款")
def test_every_character_leads_back_to_the_original(body):
    text = normalise(body)
    undone = shipped().variants.undone(text)
    for each in (text, undone):
        assert len(each.text) == len(each.starts) == len(each.ends)
        assert all(0 <= start < end <= len(body) for start, end in zip(each.starts, each.ends, strict=True))
        assert list(each.starts) == sorted(each.starts)
        assert list(each.ends) == sorted(each.ends)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_every_quote_stands_in_the_original(body):
    for hit in judge(body, thread=True).hits:
        assert hit.quote == body[hit.start : hit.end]
        assert hit.quote


@settings(max_examples=40, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_normalising_twice_changes_nothing_more(body):
    once = normalise(body).text
    assert normalise(once).text == once


def spelled(body):
    return normalise(body).text


def test_spelling_by_hand():
    assert spelled("ＡＢＣ　１２３") == "abc 123"
    assert spelled("逾\u200b期\u2060還\u00ad款") == "逾期还款"
    assert spelled("逾 期·还★款🔥了") == "逾期还款了"
    assert spelled("逾****期") == "逾****期"
    assert spelled("3201****4821") == "3201****4821"
    assert spelled("Pay  your\n loan") == "pay your loan"
    assert spelled("尾号 1234 的卡") == "尾号1234的卡"
    assert spelled("请还款。明天") == "请还款。明天"
    assert spelled("金额￥100，请还") == "金额¥100,请还"


def test_quote_of_a_hidden_word_holds_its_ornaments():
    body = "你的借*款拖欠了，再不处理就 起 * 诉 你"
    quotes = {hit.quote for hit in judge(body).hits if hit.category == "threat"}
    assert any("起 * 诉" in quote for quote in quotes)


def test_only_the_first_part_of_a_long_body_is_read():
    late = "无" * LONGEST + "您的借款已逾期，请尽快还款"
    assert judge(late).hits == ()
    assert judge("您的借款已逾期，请尽快还款" + "无" * 1_000_000).labels == ("collection",)


def test_bodies_that_say_nothing():
    for body in (
        "",
        " \n\t",
        "🔥" * 500,
        "\u202e\u2066" * 400,
        "(" * 100_000,
        "[{(<" * 25_000,
        "\x00",
        "\ud83d",
    ):
        assert judge(body).hits == ()
