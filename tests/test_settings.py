import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard import settings
from collectguard.errors import ExitCode, SettingsError
from collectguard.settings import Window, settings_for


@pytest.mark.parametrize(
    ("text", "start_s", "end_s", "length_s", "crosses"),
    [
        ("22:00-08:00", 79_200, 28_800, 36_000, True),
        ("00:00-06:00", 0, 21_600, 21_600, False),
        ("20:00-24:00", 72_000, 86_400, 14_400, False),
        ("20:00-00:00", 72_000, 0, 14_400, True),
        ("12:00-13:30:15", 43_200, 48_615, 5_415, False),
        ("00:00-24:00", 0, 86_400, 86_400, False),
        ("23:59:59-00:00:01", 86_399, 1, 2, True),
        (" 9:00 – 17:00 ", 32_400, 61_200, 28_800, False),
    ],
)
def test_windows(text, start_s, end_s, length_s, crosses):
    window = Window.parse(text)
    assert (window.start_s, window.end_s) == (start_s, end_s)
    assert window.length_s == length_s
    assert window.crosses_midnight is crosses
    assert sum(end - start for start, end in window.spans) == length_s
    assert all(0 <= start < end <= 86_400 for start, end in window.spans)


def test_parts_of_a_window_on_one_date():
    assert Window.parse("22:30-07:15").spans == ((0, 26_100), (81_000, 86_400))
    assert Window.parse("20:00-00:00").spans == ((72_000, 86_400),)
    assert Window.parse("09:00-17:00").spans == ((32_400, 61_200),)
    assert Window.parse("22:00-08:00").share_of_day == 10 / 24


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is not a window"),
        ("22:00", "is not a window"),
        ("22:00-", "is not a window"),
        ("22-8", "is not a window"),
        ("25:00-08:00", "is not a window"),
        ("24:00:01-08:00", "is not a window"),
        ("22:60-08:00", "is not a window"),
        ("22:00:60-08:00", "is not a window"),
        ("-22:00-08:00", "is not a window"),
        ("22:00-08:00-09:00", "is not a window"),
        ("２２:00-08:00", "is not a window"),
        ("22:00-22:00", "has no length"),
        ("00:00-00:00", "has no length"),
        ("24:00-08:00", "starts at 24:00"),
        ("24:00-24:00", "starts at 24:00"),
    ],
)
def test_no_windows(text, what):
    with pytest.raises(SettingsError, match=what) as error:
        Window.parse(text)
    assert error.value.exit_code == ExitCode.USAGE
    assert repr(text) in error.value.what
    assert "00:00" in error.value.advice or "22:00-08:00" in error.value.advice


@given(st.integers(0, 86_399), st.integers(0, 86_400))
def test_a_window_is_read_as_it_is_written(start_s, end_s):
    window = Window(start_s, end_s)
    if window.length_s == 0:
        return
    assert Window.parse(str(window)) == window
    assert 0 < window.length_s <= 86_400


@pytest.mark.parametrize(
    ("region", "tz", "night", "lang"),
    [
        ("CN", "Asia/Shanghai", "22:00-08:00", "zh"),
        ("cn", "Asia/Shanghai", "22:00-08:00", "zh"),
        ("HK", "Asia/Hong_Kong", "22:00-08:00", "zh"),
        ("TW", "Asia/Taipei", "22:00-07:00", "zh"),
        ("KR", "Asia/Seoul", "21:00-08:00", "en"),
        ("IN", "Asia/Kolkata", "19:00-08:00", "en"),
        ("GB", "Europe/London", "22:00-08:00", "en"),
    ],
)
def test_defaults_of_a_region(region, tz, night, lang):
    made = settings_for(region)
    assert (made.tz, made.tz_basis) == (tz, "region")
    assert (str(made.night), made.night_basis) == (night, "region")
    assert made.report_lang == lang
    assert made.region == region.upper()


def test_what_the_user_says_stands_over_the_region():
    night = Window.parse("21:00-07:00")
    made = settings_for("CN", tz="Asia/Urumqi", nights=(night,), report_lang="en", area_code="010")
    assert (made.tz, made.tz_basis) == ("Asia/Urumqi", "user")
    assert (made.night, made.night_basis) == (night, "user")
    assert made.report_lang == "en"
    assert made.area_code == "10"


@pytest.mark.parametrize("region", ["US", "ID", "XX", ""])
def test_a_region_without_one_zone_needs_one(region):
    with pytest.raises(SettingsError, match="no single time zone") as error:
        settings_for(region)
    assert "--tz" in error.value.advice
    assert settings_for(region, tz="America/Chicago").tz_basis == "user"


@pytest.mark.parametrize(
    "tz",
    [
        "Asia/Peking", "asia/shanghai", " Asia/Shanghai", "UTC+8", "Asia", "../Asia/Shanghai",
        "/etc/localtime", "a\0b",
        "localtime",  # on many systems a file beside the zones: that of the machine
        "right/Asia/Shanghai",  # counts leap seconds: 27 s off
        "posix/Asia/Shanghai",
    ],
)  # fmt: skip
def test_a_zone_must_be_of_the_iana_database(tz):
    with pytest.raises(SettingsError, match="no time zone") as error:
        settings_for("CN", tz=tz)
    assert error.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize("tz", ["UTC", "PRC", "Asia/Shanghai", "Europe/Kyiv", "Etc/GMT-8"])
def test_zones_of_the_iana_database(tz):
    made = settings_for("CN", tz=tz)
    assert made.zone.key == tz


def test_every_zone_can_be_opened():
    for tz in settings._zones():
        assert settings_for("CN", tz=tz).zone.key == tz


def test_the_zone_of_the_machine_has_no_say(monkeypatch):
    before = settings_for("CN")
    monkeypatch.setenv("TZ", "America/Chicago")
    assert settings_for("CN") == before


def test_the_first_night_is_that_of_the_headlines():
    nights = (Window.parse("21:00-08:00"), Window.parse("22:00-08:00"), Window.parse("21:00-08:00"))
    made = settings_for("CN", nights=nights)
    assert made.night == nights[0]
    assert made.nights == nights[:2]  # said twice is said once


def test_settings_are_frozen():
    with pytest.raises(FrozenInstanceError):
        settings_for("CN").tz = "UTC"


def test_as_dict_is_plain_json():
    made = settings_for("CN", nights=(Window.parse("22:00-08:00"), Window.parse("12:00-13:30")))
    plain = made.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["night"] == "22:00-08:00"
    assert plain["nights"] == ["22:00-08:00", "12:00-13:30"]
    assert plain["tz"] == "Asia/Shanghai"
    assert plain["connected_min_s"] == 1
