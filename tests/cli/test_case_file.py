"""What the user has said, in every command that reads backups."""

import html
import json
import re
import shlex

import pytest

from collectguard.errors import ExitCode
from tests.cli.helpers import backup, invoke, sms

HARASSER, BANK, SAVED = "19400000001", "19400000002", "19400000003"
CASE = f"""\
[place]
region = "CN"
tz = "Asia/Urumqi"
[[actor]]
id = "agency"
name = "虚构催收"
role = "agency"
numbers = ["{HARASSER}", "{SAVED}"]
[known_good]
numbers = ["{BANK}"]
"""


@pytest.fixture
def files(tmp_path):
    path = backup(
        tmp_path / "sms.xml",
        sms(HARASSER, "2026-03-01 23:30:00"),
        sms(SAVED, "2026-03-02 00:30:00", name="骚扰"),
        sms(BANK, "2026-03-02 12:00:00"),
    )
    (tmp_path / "case.toml").write_text(CASE, "utf-8")
    return [path, "--case", tmp_path / "case.toml"]


def test_its_clock_counts_unless_an_option_says_otherwise(files):
    def nights(*more):
        return json.loads(invoke("senders", "--json", *files, *more).stdout)["all"]["night_count"]

    # Urumqi is two hours behind: 21:30 there is no night, 22:30 is.
    assert nights() == 1
    assert nights("--tz", "Asia/Shanghai") == 2


def test_senders_are_called_by_the_name_of_their_actor(files):
    result = invoke("senders", *files)
    assert result.stdout.count("虚构催收") == 2
    blocks = json.loads(invoke("senders", "--json", *files).stdout)["senders"]
    assert {block["party"][-1]: block["actor"] for block in blocks} == {
        "1": "agency",
        "3": "agency",
        "2": None,
    }


@pytest.mark.parametrize(
    ("group", "ends"),
    [(["--reported"], "13"), (["--actor", "agency"], "13"), (["--actor", "虚构催收"], "13")],
)
def test_figures_of_an_actor_and_of_those_reported_on_lead_to_records(group, ends, files):
    shown = json.loads(invoke("explain", "incoming", "--json", *files, *group).stdout)
    assert shown["value"] == 2
    assert [row["party"][-1] for row in shown["rows"]] == list(ends)


def test_an_actor_that_nobody_knows(files):
    result = invoke("explain", "incoming", *files, "--actor", "bank")
    assert result.exit_code == ExitCode.USAGE
    assert "It has these: agency." in result.stderr


def test_the_report_is_about_the_actor_and_not_about_the_bank(files, tmp_path):
    report = tmp_path / "report"
    result = invoke("analyze", *files, "-o", report, "--format", "csv,json", "--json")
    assert result.exit_code == 0
    case = json.loads((report / "case.json").read_bytes())
    assert (case["unknown_senders"]["incoming"], case["reported"]["incoming"]) == (2, 2)
    [finding] = [each for each in case["findings"] if each["rule"] == "CN-GBT45251-HOURS"]
    assert (finding["subject"], finding["observed"]) == ({"kind": "actor", "id": "agency"}, 2)
    manifest = json.loads((report / "manifest.json").read_bytes())
    assert [entry["path"].rpartition("/")[2] for entry in manifest["inputs"]] == ["sms.xml", "case.toml"]
    assert invoke("verify", report).exit_code == 0
    (tmp_path / "case.toml").write_text(CASE + "\n", "utf-8")
    assert invoke("verify", report).exit_code == ExitCode.CHANGED


def test_findings_can_be_the_exit_code(files, tmp_path):
    arguments = ("analyze", *files, "-o", tmp_path / "report", "--format", "csv")
    assert invoke(*arguments, "--exit-code").exit_code == ExitCode.FINDINGS
    assert invoke(*arguments).exit_code == 0
    quiet = backup(tmp_path / "quiet.xml", sms(HARASSER, "2026-03-02 12:00:00"))
    nothing = invoke("analyze", quiet, "-o", tmp_path / "quiet", "--format", "csv", "--exit-code")
    assert nothing.exit_code == 0
    assert "Findings: 0." in nothing.stderr


def test_all_mistakes_of_a_case_file_are_told_before_anything_is_read(files, tmp_path):
    (tmp_path / "case.toml").write_text('[place]\ntz = "Asia/Nowhere"\n[[actor]]\nnam = "x"\n', "utf-8")
    result = invoke("analyze", *files, "-o", tmp_path / "report")
    assert result.exit_code == ExitCode.INPUT
    assert "line 2" in result.stderr
    assert "line 4" in result.stderr
    assert not (tmp_path / "report").exists()


def test_what_does_not_fit_the_backups_is_told(files, tmp_path):
    (tmp_path / "case.toml").write_text(CASE.replace(BANK, "19400000009"), "utf-8")
    result = invoke("analyze", *files, "-o", tmp_path / "report", "--format", "csv")
    assert "19400000009 occurs in none of the backups" in result.stderr


def test_rules_of_the_users_own(files, tmp_path):
    result = invoke("analyze", *files, "-o", tmp_path / "report", "--rules", tmp_path / "none.toml")
    assert result.exit_code == ExitCode.RULE_PACK


def test_a_calendar_of_findings(files, tmp_path):
    result = invoke("chart", "calendar", *files, "-o", tmp_path / "calendar.svg")
    assert result.stdout.strip() == str(tmp_path / "calendar.svg")
    assert (tmp_path / "calendar.svg").read_bytes().startswith(b"<?xml")


def test_no_finding_is_no_picture(tmp_path):
    quiet = backup(tmp_path / "quiet.xml", sms(HARASSER, "2026-03-02 12:00:00"))
    result = invoke("chart", "calendar", quiet, "-o", tmp_path / "calendar.svg")
    assert (result.exit_code, result.stdout.strip()) == (0, "")
    assert "nothing to draw" in result.stderr
    assert not (tmp_path / "calendar.svg").exists()


def test_the_command_in_the_report_gives_it_again_to_the_last_byte(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert invoke("analyze", "sms.xml", "--case", "case.toml", "-o", "one").exit_code == 0
    page = (tmp_path / "one" / "report.html").read_text("utf-8")
    [command] = set(re.findall(r"collectguard (analyze sms.xml [^<\n]+)", page))
    assert invoke(*shlex.split(html.unescape(command))).exit_code == 0
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "one", tmp_path / "report")
    )
    assert one == two


def test_a_lexicon_of_the_users_own_is_an_input(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text(
        '[pack]\nid = "own"\nschema = 1\nlanguage = "zh"\nversion = "1"\nlicence = "MIT"\n'
        '[[rule]]\nid = "own-made-up"\ncategory = "threat"\nseverity = "low"\n'
        'title = { zh = "编造的词", en = "A made-up word" }\nsince = "1"\n'
        'allow_without_context = true\nreason = "a test"\npattern = "made up"\n'
        'positive = [{ text = "made up", quote = "made up" }, { text = "a made up", quote = "made up" }]\n'
        'negative = [{ text = "real" }, { text = "so real" }]\n',
        "utf-8",
    )
    arguments = ("analyze", "sms.xml", "-o", "out", "--format", "csv,json", "--lexicon", "own.toml")
    assert invoke(*arguments, "--disable", "zh-unsigned").exit_code == 0
    case = json.loads((tmp_path / "out" / "case.json").read_bytes())
    assert [hit["rule"] for hit in case["messages"]["hits"]] == ["own-made-up"] * 3
    assert (case["lexica"][0]["file"], case["disabled"]) == ("own.toml", ["zh-unsigned"])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert [entry["path"] for entry in manifest["inputs"]] == ["sms.xml", "own.toml"]
