import pytest

from collectguard.actors.signatures import name_key, signed
from collectguard.actors.text import plain, presses, squeezed


@pytest.mark.parametrize(
    ("body", "name", "rest"),
    [
        ("【虚构资产】请还款", "虚构资产", "请还款"),
        (" 【 虚 构 资产 】请还款", "虚构资产", "请还款"),
        ("请还款【虚构资产】", "虚构资产", "请还款"),
        ("请还款【虚构资产】 \n", "虚构资产", "请还款"),
        ("［虚构资产］请还款", "虚构资产", "请还款"),
        ("[Fiction Collections] pay now", "FictionCollections", " pay now"),
        ("【虚\u200b构资产】请还款", "虚构资产", "请还款"),
        ("【甲】请还款", None, "【甲】请还款"),  # one character is no name
        ("【温馨提示】请还款", None, "请还款"),
        ("【12345】请还款", None, "请还款"),
        ("请【今天】还款", None, "请【今天】还款"),
        ("【一二三四五六七八九十一二三四五六】x", "一二三四五六七八九十一二三四五六", "x"),
        ("【一二三四五六七八九十一二三四五六七】x", None, "x"),  # 17 characters
        ("", None, ""),
    ],
)
def test_name_between_brackets(body, name, rest):
    assert signed(plain(body)) == (name, rest)


def test_names_are_compared_without_script_width_and_case():
    spellings = ["虚构资产", "虛構資產", "【虚构 资产】", "［虚构资产］"]
    assert {name_key(name) for name in spellings} == {"虚构资产"}
    assert name_key("ＡＢc") == "abc"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("您的欠款已逾期", True),
        ("您的欠*款 已 逾.期", True),
        ("您的欠\u200b款", True),
        ("貸款逾期，將上門催收", True),
        ("ＹＵＱＩ十天", True),
        ("Your account is past due.", True),
        ("您的包裹放驿站了", False),
        ("谨防冒充公检法的诈骗电话，切勿还款", False),
        ("恭喜获得免息券，借款0利息", False),
        ("急用钱找虚构金融，借款一到五十万，无抵押，当天放款", False),
        ("您的积分即将逾期清零，请登录兑换", False),
        ("想赖帐是吗，等着法院找你", True),
        ("您在虚构小贷的借款今日到期", True),
        ("您的账单将于3天后到期，请及时处理", True),
        ("", False),
    ],
)
def test_gate(body, expected):
    assert presses(plain(body)) is expected


def test_only_beginning_and_end_of_a_long_message_are_read():
    text = plain("逾" * 1_000_000 + "【虚构资产】")
    assert len(text) < 5_000
    assert signed(text).name == "虚构资产"
    assert squeezed(plain("欠.款 1*2_３A")) == "欠款123a"
