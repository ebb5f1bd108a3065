import json

import pytest

from collectguard.cli.commands.senders import SHOWN
from tests.cli.helpers import backup, invoke, sms

KEYS = [
    "party", "party_class", "known", "contact_name", "incoming", "timed", "night_count", "night_share",
    "night_share_low", "night_share_high", "nights", "boundary_count", "busiest_day", "max_10m", "max_1h",
    "max_24h", "max_7d", "active_days", "longest_run", "missed_series", "outcomes", "first", "last",
]  # fmt: skip


@pytest.fixture
def borders(tmp_path):
    """Four messages a millisecond before and at the borders of 22:00-08:00, one of a known person."""
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 21:59:59.999"),
        sms("19400000001", "2026-03-01 22:00:00.000"),
        sms("19400000001", "2026-03-02 07:59:59.999"),
        sms("19400000001", "2026-03-02 08:00:00.000"),
        sms("19400000002", "2026-03-02 09:00:00.000", name="妈"),
        sms("19400000001", "2026-03-02 10:00:00.000", code=2),
    )


def figures(*arguments):
    result = invoke("senders", *arguments, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_the_shape_that_others_rely_on(borders):
    found = figures(borders)
    assert list(found) == ["schema", "settings", "all", "unknown_senders", "senders"]
    assert found["schema"] == 1
    assert list(found["senders"][0]) == KEYS
    assert list(found["all"]) == list(found["unknown_senders"]) == KEYS[4:]


def test_figures_worked_out_by_hand(borders):
    found = figures(borders)
    assert [(sender["party"], sender["incoming"], sender["known"]) for sender in found["senders"]] == [
        ("+8619400000001", 4, False),
        ("+8619400000002", 1, True),
    ]
    assert found["senders"][1]["contact_name"] == "妈"
    assert (found["all"]["incoming"], found["unknown_senders"]["incoming"]) == (5, 4)
    assert (found["all"]["night_count"], found["all"]["nights"], found["all"]["boundary_count"]) == (2, 1, 4)
    assert found["all"]["night_share"] == 2 / 5
    assert found["all"]["busiest_day"] == {"date": "2026-03-02", "count": 3}
    assert found["all"]["first"] == "2026-03-01T13:59:59.999Z"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ([], 2),
        (["--night", "21:00-09:00"], 4),
        (["--night", "08:00-09:00"], 1),
        (["--night", "08:00-09:00", "--night", "21:00-09:00"], 1),  # the first is the one of the figures
        (["--tz", "UTC"], 3),  # 13:59, 14:00, 23:59:59.999, 00:00, 01:00
    ],
)
def test_night_and_zone(options, count, borders):
    assert figures(borders, *options)["all"]["night_count"] == count


def test_settings_stand_beside_the_figures(borders):
    settings = figures(borders, "--night", "21:00-09:00", "--night", "22:00-08:00", "--tz", "Asia/Tokyo")[
        "settings"
    ]
    assert settings["nights"] == ["21:00-09:00", "22:00-08:00"]
    assert (settings["tz"], settings["tz_basis"], settings["night_basis"]) == ("Asia/Tokyo", "user", "user")


def test_options_may_come_from_the_environment(borders, monkeypatch):
    monkeypatch.setenv("COLLECTGUARD_SENDERS_TZ", "Asia/Tokyo")
    assert figures(borders)["settings"]["tz"] == "Asia/Tokyo"
    assert figures(borders, "--tz", "Asia/Seoul")["settings"]["tz"] == "Asia/Seoul"


def test_the_table_says_the_same(borders):
    lines = invoke("senders", borders).stdout.splitlines()
    assert lines[0] == "All senders: 5 contacts, 2 of them at night (22:00-08:00, clock of Asia/Shanghai)."
    assert lines[1].startswith("Senders not in the contacts: 4 contacts, 2 of them at night")
    rows = [line.split() for line in lines if line.startswith("194")]
    assert rows == [
        ["19400000001", "mobile", "number", "4", "2", "(50%)", "2", "(2026-03-01)", "2026-03-02"],
        ["19400000002", "妈", "1", "0", "(0%)", "1", "(2026-03-02)", "2026-03-02"],
    ]


def test_a_long_table_is_cut_and_says_so(tmp_path):
    path = backup(
        tmp_path / "many.xml",
        *[sms(f"194000{number:05}", f"2026-03-01 12:00:{number:02}") for number in range(SHOWN + 3)],
    )
    short = invoke("senders", path).stdout
    assert "and 3 more senders; --all shows them" in short
    assert short.count("\n194000") == SHOWN
    assert invoke("senders", path, "--all").stdout.count("\n194000") == SHOWN + 3
    assert len(figures(path)["senders"]) == SHOWN + 3


def test_names_are_text_and_nothing_else(tmp_path):
    name = "[red]x[/red]\u202e"
    path = backup(tmp_path / "a.xml", sms("19400000001", "2026-03-01 12:00:00", name=name))
    assert "[red]x[/red]⟨U+202E⟩" in invoke("senders", path).stdout
    assert figures(path)["senders"][0]["contact_name"] == name


def test_without_any_contact(tmp_path):
    path = backup(tmp_path / "a.xml")
    assert figures(path)["senders"] == []
    assert "All senders: 0 contacts" in invoke("senders", path).stdout
