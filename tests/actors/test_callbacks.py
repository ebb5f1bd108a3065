import pytest

from collectguard.actors.callbacks import callbacks_of
from collectguard.actors.text import plain
from collectguard.settings import settings_for

CN, US = settings_for("CN"), settings_for("US", tz="America/New_York")
MOBILE = "+8619400000777"


def found(body, settings=CN):
    return [(callback.party, callback.shared) for callback in callbacks_of(plain(body), settings)]


@pytest.mark.parametrize(
    "body",
    [
        "请速联系19400000777。",
        "请速联系194-0000-0777",
        "请速联系 194 0000 0777 还款",
        "请速联系１９４０００００７７７",
        "请速联系+86 19400000777",
        "请速联系8619400000777",
        "陈法官19400000777，24小时",
        "（19400000777）",
    ],
)
def test_spellings_of_a_mobile(body):
    assert found(body) == [(MOBILE, False)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("详询010-05550118。", [("+861005550118", False)]),
        ("详询(010)05550118", [("+861005550118", False)]),
        ("电话 400-012-3456", [("+864000123456", False)]),
        ("回拨95402，或12378", [("short:95402", True), ("short:12378", True)]),
        ("19400000777 19400000778", [(MOBILE, False), ("+8619400000778", False)]),
        ("19400000777、19400000778", [(MOBILE, False), ("+8619400000778", False)]),
    ],
)
def test_other_numbers(body, expected):
    assert found(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "应还19400000777元",
        "订单号19400000777",
        "账号：19400000777",
        "合同编号SL19400000777",
        "欠款12118.58元",
        "应还15000元，逾期10086天",
        "2026-01-28 21:15:00",
        "2026012821",
        "验证码953824",
        "身份证号110101190001011234",
        "已联系你单位电话01005550160",
        "你妈的电话19400000777",
        "你的紧急联系人19400000777",
        "尊敬的19400000777用户",
        "你的手机号19400000777",
        "1" * 200,
        "1 " * 2_000,
    ],
)
def test_what_is_no_number_to_call_back(body):
    assert found(body) == []


def test_numbers_are_read_as_the_phone_dials_them():
    assert found("Call (212) 555-0147 now", US) == [("+12125550147", False)]
    assert found("Call 212.555.0147 or +86 194 0000 0777", US)[-1:] == [(MOBILE, False)]
    assert found("We called your mother at 212-555-0147", US) == []
    assert found("拨打212-555-0147") == []
