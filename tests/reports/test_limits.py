"""The limits section: signs first, each with what to do, then what holds for every log."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from collectguard.reports import case_json
from collectguard.reports.document.blocks import Bullets, Heading, Paragraph
from collectguard.reports.document.completeness import MOST_OF_A_KIND
from collectguard.reports.document.limits import limits
from collectguard.settings import settings_for
from collectguard.statistics.completeness import KINDS, completeness, looked_for
from collectguard.wording import Wording
from tests.cli.helpers import invoke
from tests.logs import log_of
from tests.reports.cases import case_of

EN, ZH = (settings_for("CN", report_lang=lang) for lang in ("en", "zh"))


def rows(days=(), *, hidden=()):
    for day in [*range(60), *days]:
        if day not in hidden:
            for hour in range(9, 21, 2):
                at = pd.Timestamp("2025-01-06") + pd.Timedelta(days=day, hours=hour)
                yield {"at": at, "party": "+8619400000001", "body": "made up"}


def case(some=None, settings=EN, **sources):
    log = log_of(rows() if some is None else some, settings)
    sources = log.sources.assign(**{"witness": "phone"} | sources)
    return case_of(replace(log, sources=sources), charts=())


@pytest.mark.parametrize(
    ("settings", "full", "one_second"),
    [
        (EN, "a call log that is full (500 calls, 1,000 …)", "more than 20 records in one second"),
        (ZH, "通话记录已存满（恰好 500 条、1,000 条……）", "同一秒内超过 20 条记录"),
    ],
)
def test_every_kind_of_sign_has_a_name(settings, full, one_second):
    names = looked_for(Wording(settings))
    assert list(names) == [kind.kind for kind in KINDS]
    assert all(names.values())
    assert names["full_call_log"] == full
    assert names["one_second"] == one_second


def test_a_log_without_a_sign_says_in_one_sentence_what_was_looked_for():
    of = case()
    heading, signs, sentence, general, *rest = limits(of)
    assert [type(block) for block in (heading, signs, sentence, general)] == [
        Heading, Heading, Paragraph, Heading,
    ]  # fmt: skip
    assert sentence.text.startswith("Looked for and not found in these files:")
    assert all(name in sentence.text for name in looked_for(Wording(EN)).values())
    assert [type(block) for block in rest] == [Bullets]
    assert of.completeness == ()


def test_a_sign_is_told_with_what_to_do_before_anything_general():
    of = case(rows(range(60, 140), hidden=range(70, 80)))
    (sign,) = of.completeness
    _, heading, lead, signs, others, *_ = limits(of)
    assert heading.text == "Signs in these files"
    assert "None of it is a proof" in lead.text
    assert signs.items == [f"{sign.seen(Wording(EN))} {sign.advice(Wording(EN))}"]
    assert (
        "From 19:00 on 16 March 2025 to 09:00 on 27 March 2025 (11 days) there is no message"
        in signs.items[0]
    )
    assert "looks the same" in signs.items[0]
    assert "Looked for as well, and not found: another number" in others.text
    assert "rhythm" not in others.text


def test_chinese_sentences_stand_without_spaces_between_them():
    _, _, _, signs, *_ = limits(case(rows(range(60, 140), hidden=range(70, 80)), ZH))
    assert "。 " not in signs.items[0]
    assert "手机关机、人在境外，或记录曾被清空，看起来都是这样。如果知道原因" in signs.items[0]


def test_many_signs_of_a_kind_are_shortened_and_counted():
    log = log_of(rows(), EN)
    number = MOST_OF_A_KIND + 3
    sources = pd.concat([log.sources] * number, ignore_index=True).assign(declared=1, witness="phone")
    of = case_of(replace(log, sources=sources), charts=())
    *shown, rest = limits(of)[3].items
    assert len(shown) == MOST_OF_A_KIND
    assert rest == "Further signs of this kind: 3; case.json lists them all."
    assert len(of.completeness) == number


def test_a_carriers_list_alone_says_nothing_of_a_phone():
    assert "Only carriers' lists were given" in limits(case(witness="carrier"))[2].text


def test_case_json_holds_every_sign(tmp_path):
    of = case(rows(range(60, 140), hidden=range(70, 80)))
    case_json.write(of, tmp_path, 0)
    written = json.loads((tmp_path / "case.json").read_bytes())["completeness"]
    assert written == [sign.as_json(Wording(EN)) for sign in completeness(of.log)]
    assert written[0]["kind"] == "silence"
    assert len(written[0]["event_ids"]) == 2


def calls(path, number):
    """A backup of so many calls, three hours apart."""
    records = [
        f"<call number='19400000001' duration='0' date='{1767225600000 + place * 10_800_000}' type='3' />"
        for place in range(number)
    ]
    path.write_text(f"<calls count='{number}'>{''.join(records)}</calls>")
    return str(path)


def test_the_terminal_tells_of_a_full_call_log_and_what_to_do(tmp_path):
    full = calls(tmp_path / "calls.xml", 500)
    shown = " ".join(invoke("inspect", full).stdout.split())
    assert "Sign calls.xml holds exactly 500 calls" in shown
    told = json.loads(invoke("inspect", full, "--json").stdout)["completeness"]
    assert [(sign["kind"], sign["source"], sign["open"]) for sign in told] == [("full_call_log", full, True)]
    out = tmp_path / "out"
    (warning,) = json.loads(invoke("analyze", full, "-o", out, "--format", "csv", "--json").stdout)[
        "warnings"
    ]
    assert warning.startswith(f"{full}: exactly 500 calls")
    assert "Give an earlier backup" in warning


def test_where_a_list_holds_earlier_calls_the_terminal_asks_for_no_list(tmp_path):
    full, listed = calls(tmp_path / "calls.xml", 500), tmp_path / "list.csv"
    days = (f"2025-12-{day:02d} 10:00:00,被叫,19400000001,65,0.00" for day in range(1, 32))
    listed.write_text("\n".join(["起始时间,呼叫类型,对方号码,通话时长,小计", *days, ""]), "utf-8")
    out = tmp_path / "out"
    result = invoke("analyze", full, listed, "-o", out, "--format", "csv", "--json")
    (warning,) = [each for each in json.loads(result.stdout)["warnings"] if "exactly 500 calls" in each]
    assert f"{listed} holds answered ones alone" in warning
    assert "carrier's list of the months before" not in warning


def test_that_older_calls_are_gone_is_warned_of_once(tmp_path):
    messages = tmp_path / "sms.xml"
    earlier = (1767225600000 - hour * 3_600_000 for hour in range(2000))
    texts = (f"<sms address='19400000001' date='{at}' type='1' body='x' />" for at in earlier)
    messages.write_text(f"<smses>{''.join(texts)}</smses>")
    full, out = calls(tmp_path / "calls.xml", 500), tmp_path / "out"
    result = invoke("analyze", full, messages, "-o", out, "--format", "csv", "--json")
    warnings = json.loads(result.stdout)["warnings"]
    assert [warning for warning in warnings if "no call was recorded" in warning] == []
    assert sum("exactly 500 calls" in warning for warning in warnings) == 1
    shown = " ".join(invoke("inspect", full, messages).stdout.split())
    assert "The calls begin only at" in shown


def test_the_terminal_tells_of_a_silence_in_the_file_where_it_begins(tmp_path):
    path = tmp_path / "gap.xml"
    hours = [hour for hour in range(24 * 120) if not 24 * 50 <= hour < 24 * 57]
    path.write_text(
        "<smses>"
        + "".join(
            f"<sms address='19400000001' date='{1767225600000 + hour * 3_600_000}' type='1' body='x' />"
            for hour in hours
        )
        + "</smses>"
    )
    other = calls(tmp_path / "calls.xml", 1)
    shown = " ".join(invoke("inspect", other, path, lang="zh").stdout.split())
    assert shown.count("迹象") == 1
    assert shown.index("calls.xml") < shown.index("gap.xml") < shown.index("迹象")
    out = tmp_path / "out"
    result = invoke("analyze", other, path, "-o", out, "--format", "csv", "--json", lang="zh")
    (warning,) = json.loads(result.stdout)["warnings"]
    assert "没有消息记录（7 天）" in warning
    assert "运营商" not in warning  # it keeps no texts
