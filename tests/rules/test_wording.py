"""How strongly a finding may be put, and what no output may say."""

import pytest

from collectguard import rules
from collectguard.settings import settings_for
from tests.rules.building import EN, A, case_of, debt, findings_of, talk, text

NIGHT = {"kind": "quiet_hours", "window": "22:00-08:00"}
ROWS = [text("2026-03-02 23:00:00")]
ZH = settings_for("CN")
CIVIL = {"instrument": "《虚构法》", "article": "第七条", "verified": "VT", "checked_on": "2026-11-21"}


def one(settings=ZH, case=None, rows=ROWS, **more):
    (finding,) = findings_of(rows, NIGHT, case or case_of(), settings=settings, citation=CIVIL, **more)
    return finding


@pytest.mark.parametrize(
    ("force", "zh", "standing"),
    [
        ("binding", "涉嫌违反《虚构法》第七条（是否构成由主管机关/法院认定）", "法律、法规或部门规章。"),
        ("standard", "不符合《虚构法》第七条的要求", "推荐性国家标准，非法律。"),
        ("self", "不符合《虚构法》第七条的要求", "行业自律规范，非法律。"),
        ("guidance", "不符合《虚构法》第七条的要求", "监管机构的指引，非法律。"),
    ],
)
def test_the_force_of_a_text_decides_the_wording(force, zh, standing):
    finding = one(force=force)
    assert (finding.strength, finding.standing) == (zh, standing)


def test_a_fact_for_a_wider_element_is_put_more_carefully():
    finding = one(force="binding", bearing="element", graded="possible")
    assert (
        finding.strength == "可作为判断是否涉嫌违反《虚构法》第七条的事实材料（是否构成由主管机关/法院认定）"
    )


def test_a_possible_finding_says_so():
    assert one(force="standard", graded="possible").strength == "可能不符合《虚构法》第七条的要求"
    assert one(force="binding", graded="possible").strength.startswith("可能涉嫌违反")


def test_the_word_that_carries_the_strength_is_printed():
    assert one(force="self", modality="不宜").standing == "行业自律规范，非法律；原文用语为“不宜”。"


def test_a_number_that_nobody_has_assigned():
    (finding,) = findings_of(ROWS, NIGHT, None, settings=ZH, citation=CIVIL)
    assert finding.strength == "如经确认该号码属于本规则所指的一方：不符合《虚构法》第七条的要求"
    assert finding.sentence.startswith("19400000001（仅为可能，尚未确认属于哪家机构）：")


def test_sentences_in_chinese():
    finding = one()
    assert finding.sentence == (
        "Lender（1个号码）：北京时间（Asia/Shanghai）22:00至次日08:00之间有1次联系，分布在1个夜晚；最多的是2026年3月2日：1次。"
    )
    daily = {
        "kind": "count_in_window",
        "window": "calendar_day",
        "basis": "connected",
        "limit": 3,
        "per": "actor",
    }
    rows = [talk(f"2026-03-02 {hour:02d}:00:00") for hour in range(9, 14)]
    (count,) = findings_of(rows, daily, case_of(), settings=ZH)
    assert count.sentence == "Lender（1个号码）：接通的来电一天超过3次的有1天；最多的是2026年3月2日：5次。"


@pytest.mark.parametrize("settings", [ZH, EN])
@pytest.mark.parametrize("force", ["binding", "standard", "self", "guidance"])
def test_no_finding_judges(settings, force):
    for case in (None, case_of(), case_of(debts=(debt(creditor_type=None),))):
        for bearing in ("limit", "element"):
            found = findings_of(
                ROWS, NIGHT, case, settings=settings, force=force, bearing=bearing,
                applies_if={"creditor_type": ["bank"]},
            )  # fmt: skip
            for finding in found:
                words = " ".join((finding.sentence, finding.strength, finding.standing, *finding.notes))
                assert not rules.banned_in(words), words
                assert A[3:] in words or "Lender" in words


# --- words and claims that no output may hold ---


@pytest.mark.parametrize(
    "said",
    [
        "对方的行为违法",
        "These calls are illegal.",
        "An UNLAWFUL practice",
        "属于暴力催收",
        "构成犯罪",
        "《自律公约》规定每天不得超过3次",
        "公约规定晚上十点以后不得催收",
        "2024年《互联网金融贷后催收业务指引》现行有效",
        "GB/T 45251-2025是强制性标准",
        "每天不超过6次电话",
        "每日最多6个通话",
        "依据《治安管理处罚法》第42条",
        "《治安管理处罚法》第四十二条",
        "网信办主办的互联网金融举报平台",
        "+86开头的是虚拟号码",
        "催收人员须通过全国资格考试",
        "一天超过10次电话就是骚扰",
        "more than 10 calls a day",
        "三个月后才可以上门",
        "民法典1032条规定不得以电话、短信侵扰",
        "刑法第253条之一：侵犯公民个人信息",
        "短信告知本人欠款金额属于泄露",
        "公约第十三条禁止威胁",
        "12378可以裁决赔偿",
    ],
)
def test_banned(said):
    assert rules.banned_in(said), said


@pytest.mark.parametrize(
    "said",
    [
        "涉嫌违反《中华人民共和国民法典》（是否构成由主管机关/法院认定）",
        "推荐性国家标准，非法律",
        "GB/T 45251-2025《互联网金融 个人网络消费信贷 贷后催收风控指引》 5.3 业务管理",
        "债务人电话未接通的，催收人员对债务人同一联系方式尝试拨打次数当天不宜超过6次",
        "未接通的来电一天超过6次的有2天；最多的是2026年2月25日：10次。",
        "接通的来电一天超过3次的有1天",
        "《中华人民共和国治安管理处罚法》（2012年修正）第四十二条",
        "《中华人民共和国治安管理处罚法》（2025年修订）第五十条",
        "12378不裁决赔偿",
        "中央网信办违法和不良信息举报中心（12377）",
        "刑法第253条之一，须“情节严重”",
        "任何组织、个人不得非法收集、使用、加工、传输他人个人信息",
        "contacts in the hours 22:00 to 08:00",
    ],
)
def test_allowed(said):
    assert rules.banned_in(said) == ()


def test_what_others_wrote_is_not_ours():
    message = "你的行为已经违法，构成犯罪"
    assert rules.banned_in(f"短信原文：{message}", verbatim=(message,)) == ()
    assert rules.banned_in(f"短信原文：{message}。对方违法", verbatim=(message,)) == ("违法",)
