"""``--columns`` on the command line, and what it leaves in the settings."""

import json
import re
import shlex
from pathlib import Path

import pytest

import collectguard as cg
from collectguard.errors import ExitCode, SettingsError
from collectguard.parsers.tables.columns import column_map
from collectguard.parsers.tables.guess import columns_options
from collectguard.parsers.tables.vocabulary import ROLES
from collectguard.settings import settings_for
from tests.cli.helpers import invoke
from tests.parsers.tables.test_cases import LISTS

UNKNOWN = LISTS["unknown_layout_mapped"]
COLUMNS = "time=1,direction=乙,peer=3,duration=丁"


def test_an_unknown_list_says_how_to_go_on():
    result = invoke("inspect", UNKNOWN)
    assert result.exit_code == ExitCode.INPUT
    assert "1: 甲; 2: 乙; 3: 丙; 4: 丁" in result.stderr
    assert "--columns time=1" in result.stderr


def test_and_then_is_read():
    result = invoke("inspect", "--json", "--columns", COLUMNS, UNKNOWN)
    assert result.exit_code == ExitCode.DONE
    assert json.loads(result.stdout)["sources"][0]["directions"] == {"in": 1, "out": 1, "unknown": 0}


def test_what_cannot_be_read_is_a_matter_of_usage():
    assert invoke("inspect", "--columns", "x=1", UNKNOWN).exit_code == ExitCode.USAGE


def test_columns_are_among_the_settings_where_they_are_given():
    assert settings_for("CN", columns=COLUMNS).as_dict()["columns"] == COLUMNS
    assert "columns" not in settings_for("CN").as_dict()


def test_they_are_looked_at_before_any_file():
    with pytest.raises(SettingsError):
        cg.read("there-is-no-such-file", settings_for("CN", columns="time"))


def test_the_example_of_the_advice_works_as_it_stands():
    path = LISTS["unknown_layout_example"]
    advice = invoke("inspect", path).stderr.splitlines()[1]
    option = advice.partition("--columns ")[2]
    result = invoke("inspect", "--json", "--columns", option, path)
    assert result.exit_code == ExitCode.DONE
    source = json.loads(result.stdout)["sources"][0]
    assert (source["records"], source["kept"], source["rejected"]) == (8, 8, 0)


def test_of_several_columns_of_numbers_the_example_takes_the_one_that_changes():
    rows = [["19400009999", f"1940000{n:04d}", f"2026-03-0{n} 10:00:00", "9"] for n in range(1, 9)]
    assert columns_options(["a", "b", "c", "d"], rows) == ("time=3,peer=2,duration=4",)
    form = ("time=1,peer=2,direction=3,duration=4",)
    assert columns_options(["a", "b"], [["x", "y"]]) == form
    assert columns_options([], []) == form


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_examples_of_readme_can_be_read(readme):
    text = (Path(__file__).parents[3] / readme).read_text("utf-8")
    found = re.findall(r"^collectguard .* --columns (\S+)$", text, re.MULTILINE)
    maps = [column_map(option) for option in found]
    assert maps[0].columns == {"time": 0, "peer": 2, "direction": 1, "duration": 3}
    assert maps[1].order == "day"
    assert {*maps[1].columns} == {"time", "peer"}
    assert all(role in text for role in ROLES)


def test_the_next_step_of_init_names_the_columns(tmp_path):
    result = invoke("init", UNKNOWN, "--columns", COLUMNS, "-o", tmp_path / "case.toml")
    assert result.exit_code == ExitCode.DONE
    words = shlex.split(result.stderr.splitlines()[-1].partition(": ")[2])
    assert words[words.index("--columns") + 1] == COLUMNS


def test_in_a_folder_what_is_nearly_a_list_is_not_passed_over(tmp_path):
    (tmp_path / "good.csv").write_text(
        "起始时间,呼叫类型,对方号码,通话时长\n2026-03-01 22:00:00,被叫,19400001111,5\n"
    )
    (tmp_path / "bank.csv").write_text("记账日,摘要,金额\n2026-03-01,虚构,1.00\n2026-03-02,虚构,2.00\n")
    assert cg.read(tmp_path).unread == ()
    (tmp_path / "nearly.csv").write_text("记账日,通话时长,对方号码\nMarch the first,5,19400001111\n")
    (unread,) = cg.read(tmp_path).unread
    assert "nearly.csv" in unread.what
    assert "duration=通话时长, peer=对方号码" in unread.what
