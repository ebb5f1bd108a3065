import pandas as pd
import pytest

from collectguard import schema, words
from collectguard.i18n import translator
from collectguard.reports.document.figure_names import HEADLINE, figure_names
from collectguard.settings import Window, settings_for
from collectguard.wording import Wording
from tests.reports.cases import case_of_rows

ZH, EN = Wording(settings_for("CN")), Wording(settings_for("CN", report_lang="en"))
EN_NEW_YORK = Wording(settings_for("US", tz="America/New_York"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (words.kinds, schema.KINDS),
        (words.outcomes, schema.OUTCOMES),
        (words.directions, schema.DIRECTIONS),
        (words.party_classes, schema.PARTY_CLASSES),
        (words.time_qualities, [quality for quality in schema.TIME_QUALITIES if quality != "ok"]),
    ],
)
def test_every_code_has_words_of_its_own(lang, names, codes):
    found = names(translator(lang))
    assert set(found) == set(codes)
    assert all(found.values())
    assert len(set(found.values())) == len(codes)


def test_every_figure_of_the_overview_has_a_name():
    case = case_of_rows([])
    names = figure_names(translator("zh"))
    assert set(HEADLINE) <= set(names)
    assert set(HEADLINE) | {"missed_series_largest"} == set(case.overall.index)
    assert set(case.tables["daily"].columns) <= set(names)


def test_amounts_in_sentences():
    assert [EN.contacts(n) for n in (0, 1, 1234)] == ["0 contacts", "1 contact", "1,234 contacts"]
    assert [EN.calls(1), EN.messages(2), EN.numbers(1), EN.nights(3)] == [
        "1 call", "2 messages", "1 number", "3 nights",
    ]  # fmt: skip
    assert [ZH.contacts(1), ZH.contacts(1234), ZH.calls(3), ZH.messages(2)] == [
        "1次联系", "1,234次联系", "来电3次", "短信2条",
    ]  # fmt: skip
    assert (EN.percent(0.1234), ZH.percent(1)) == ("12.3 %", "100.0%")


def test_dates_and_times_of_the_zone():
    late = pd.Timestamp("2026-02-25T16:30:05.900Z")  # 00:30 of the 26th in Shanghai, 11:30 in New York
    assert ZH.moment(late) == "2026年2月26日00:30"
    assert EN.moment(late) == "00:30 on 26 February 2026"
    assert ZH.stamp(late) == "2026-02-26 00:30:05 +08:00"
    assert EN_NEW_YORK.stamp(late) == "2026-02-25 11:30:05 -05:00"
    assert ZH.stamp(pd.NaT) == ""
    assert ZH.date(pd.Timestamp("2026-02-05")) == "2026年2月5日"


def test_months_do_not_depend_on_the_machine():
    names = [EN.date(pd.Timestamp(2026, month, 1)) for month in range(1, 13)]
    assert names[0] == "1 January 2026"
    assert names[11] == "1 December 2026"
    assert len(set(names)) == 12


def test_zones_and_windows_in_words():
    assert ZH.zone == "北京时间（Asia/Shanghai）"
    assert EN_NEW_YORK.zone == "America/New_York"
    assert ZH.window(Window.parse("22:00-08:00")) == "22:00至次日08:00"
    assert EN.window(Window.parse("00:00-06:30")) == "00:00 to 06:30"


@pytest.mark.parametrize(
    ("party", "zh"),
    [
        ("+8619400000001", "19400000001"),
        ("+861000001234", "+861000001234"),
        ("+12025550123", "+12025550123"),
        ("short:95588", "95588"),
        ("port:1069000000001234", "1069000000001234"),
        ("text:m-money", "m-money"),
        ("raw:12-ab", "12-ab"),
        ("hidden:restricted", "对方隐藏号码"),
        ("hidden:payphone", "公用电话"),
    ],
)
def test_parties_as_people_dial_them(party, zh):
    assert ZH.party(party) == zh


def test_the_country_code_stays_outside_china():
    assert EN_NEW_YORK.party("+8619400000001") == "+8619400000001"
