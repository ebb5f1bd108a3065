import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from collectguard import plots, rules
from collectguard.errors import ExitCode
from collectguard.i18n import LANGUAGES
from collectguard.reports import export
from collectguard.settings import settings_for
from tests.cli.helpers import SAMPLE, invoke
from tests.logs import log_of
from tests.rules.packs import HEAD, RULE

A = "+8619400000001"
CHECKED = ("--as-of", "2026-11-22")
"""A day on which no citation is a year old."""
EXAMPLE = """\
    [rule.example]
    fires.observed = {observed}
    fires.rows = [{{ at = "2026-03-01 22:00:00" }}, {{ at = "2026-03-01 23:00:00" }}]
    quiet.rows = [{{ at = "2026-03-01 21:59:59.999" }}, {{ at = "2026-03-02 08:00:00" }}]
    """


def pack(path, *parts):
    path.write_text("\n".join(map(dedent, parts)), "utf-8")
    return path


@pytest.fixture
def own(tmp_path):
    """A sound pack of the user's own, whose one rule counts contacts at night."""
    return pack(tmp_path / "own.toml", HEAD, RULE, EXAMPLE.format(observed=2))


# --- list ---


def test_the_list_for_programs_is_that_of_the_library():
    found = json.loads(invoke("rules", "list", "--json", *CHECKED).stdout)
    assert found == rules.rule_list_json()
    assert set(found["rules"][0]) == {
        "id", "jurisdiction", "force", "modality", "condition", "enabled", "verified", "effective_from",
        "effective_to", "citation",
    }  # fmt: skip


def test_the_list_of_one_country_and_of_own_rules(own):
    arguments = ("rules", "list", "--region", "kr", "--rules", own, "--json", *CHECKED)
    found = json.loads(invoke(*arguments).stdout)["rules"]
    assert {rule["jurisdiction"] for rule in found[:-1]} == {"KR"}
    assert found[-1]["id"] == "CN-OWN-1"


def rows(text):
    """The lines of the tables by the id that they begin with."""
    return {line.split()[0]: line for line in text.splitlines() if line[2:3] == "-"}


def test_every_enabled_rule_has_a_line_with_its_strength_and_dates():
    result = invoke("rules", "list", "--region", "CN", *CHECKED)
    found = rows(result.stdout)
    china = [rule for rule in rules.rule_list_json()["rules"] if rule["jurisdiction"] == "CN"]
    assert found.keys() == {rule["id"] for rule in china if rule["enabled"]}
    assert " ".join(found["CN-GBT45251-HOURS"].split()) == (
        "CN-GBT45251-HOURS recommended standard · secondary source Contacts in the hours 22:00 to 08:00 of "
        "the next day; the start counts, the end does not. 2025-02-28 –"
    )
    assert "law · full text" in found["CN-CC-1183"]
    assert f"not enabled: {sum(not rule['enabled'] for rule in china)};" in result.stdout
    assert result.stderr == ""


def test_all_shows_the_reason_of_a_rule_that_is_not_enabled():
    plain = invoke("rules", "list", "--region", "US", *CHECKED).stdout
    line = rows(invoke("rules", "list", "--region", "US", "--all", *CHECKED).stdout)["US-FDCPA-D"]
    assert "US-FDCPA-D" not in plain
    assert line.endswith("no: The sections were not verified.")


def test_the_list_in_chinese():
    found = rows(invoke("rules", "list", "--region", "CN", "--all", *CHECKED, lang="zh").stdout)
    words = found["CN-NIFA2024-HOURS"].split()
    assert words[1:4] == ["已失效", "·", "二手来源"]
    assert words[5:8] == ["2024-05-15", "–", "2025-02-27"]
    assert words[8].startswith("否：")


@pytest.mark.parametrize(("day", "told"), [("2027-11-21", False), ("2027-11-22", True)])
def test_rules_that_nobody_has_checked_for_a_year_are_told_of(day, told):
    arguments = ("rules", "list", "--region", "CN")
    result = invoke(*arguments, "--as-of", day)
    assert result.exit_code == 0
    assert ("cn.toml: citations were last checked on 2026-11-21" in result.stderr) is told
    assert result.stdout == invoke(*arguments, *CHECKED).stdout


@pytest.mark.parametrize("arguments", [("--region", "XX"), ("--as-of", "yesterday")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_that_cannot_be(arguments, lang):
    result = invoke("rules", "list", *arguments, lang=lang)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2


# --- show ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_shown_with_what_it_takes_to_look_it_up(lang):
    each = [rule for found in rules.packs() for rule in found.rules]
    text = invoke("rules", "show", *(rule.id for rule in each), lang=lang).stdout
    for rule in each:
        citation = rule.citation
        assert all(part in text for part in (rule.id, rule.title.of(lang), citation.instrument))
        assert all(part in text for part in (citation.article, citation.quote) if part)
        assert citation.checked_on.isoformat() in text
    assert text.count("Rule pack\n" if lang == "en" else "规则包\n") == len(each)


def test_show_takes_small_letters_and_names_a_rule_once():
    text = invoke("rules", "show", "cn-cc-1033", "CN-CC-1033").stdout
    assert text.count("CN-CC-1033  ") == 1
    assert "Mainland China (CN), cn.toml" in text


def test_show_a_rule_of_ones_own(own):
    assert "A made-up text 1" in invoke("rules", "show", "CN-OWN-1", "--rules", own).stdout


def test_an_id_that_no_rule_has():
    result = invoke("rules", "show", "CN-CC-1033", "CN-GBT4525-HOURS")
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Error: There is no rule 'CN-GBT4525-HOURS'.",
        "What to do: Did you mean: CN-GBT45251-HOURS, CN-GBT45251-REC, CN-GBT45251-CONTACTS?",
    ]
    near = invoke("rules", "show", "hours").stderr
    assert "CN-CBA2026-HOURS, CN-GBT45251-HOURS" in near
    assert "rules list --all" in invoke("rules", "show", "zzz", lang="zh").stderr


def test_a_command_that_there_is_not():
    result = invoke("rules", "lists")
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.splitlines() == [
        "Error: No such command 'lists'. Did you mean 'list'?",
        "What to do: See how it is written: collectguard rules --help",
    ]
    assert "rules show" in invoke("rules").stderr


# --- check ---


def test_a_sound_pack(own):
    result = invoke("rules", "check", own)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{own}: sound. Pack own for CN; rules: 1, enabled: 1, run on their examples with the result that "
        "these name: 1.\n"
    )
    counts = {"rules": 1, "enabled": 1, "examples": 1}
    assert json.loads(invoke("rules", "check", own, own, "--json").stdout) == {
        "schema": 1,
        "sound": True,
        "packs": [{"path": str(own), "id": "own", "jurisdiction": "CN", **counts}],
        "problems": [],
    }


def test_all_problems_at_once_with_file_line_rule_and_key(tmp_path):
    bad = pack(
        tmp_path / "bad.toml",
        HEAD,
        RULE.replace("22:00-08:00", "22:00-22:00").replace('"standard"', '"draft"'),
        RULE.replace("CN-OWN-1", "CN-OWN-2").replace("2026-11-21", '"soon"'),
    )
    result = invoke("rules", "check", bad, tmp_path / "gone.toml")
    assert result.exit_code == ExitCode.RULE_PACK
    assert result.stdout == ""
    lines = bad.read_text("utf-8").splitlines()
    condition = next(n for n, line in enumerate(lines, 1) if "condition" in line)
    checked = max(n for n, line in enumerate(lines, 1) if "checked_on" in line)
    assert f"  {bad}:{condition}: CN-OWN-1: condition.window: " in result.stderr
    assert f"  {bad}:{checked}: CN-OWN-2: citation.checked_on: " in result.stderr
    assert f"  {tmp_path / 'gone.toml'}: cannot be read" in result.stderr
    told = invoke("rules", "check", bad, tmp_path / "gone.toml", "--json", lang="zh")
    found = json.loads(told.stdout)
    assert told.exit_code == ExitCode.RULE_PACK
    assert (found["sound"], found["packs"]) == (False, [])
    assert len(found["problems"]) == len(result.stderr.splitlines()) - 2
    assert {
        "path": str(bad),
        "line": condition,
        "rule": "CN-OWN-1",
        "key": "condition.window",
    }.items() <= next(problem for problem in found["problems"] if problem["line"] == condition).items()


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (EXAMPLE.format(observed=3), "`fires` says 3 is observed; the rule observes [2]"),
        ("", "an enabled rule needs an example"),
    ],
)
def test_an_example_that_does_not_come_out(example, said, tmp_path):
    path = pack(tmp_path / "own.toml", HEAD, RULE, example)
    result = invoke("rules", "check", path)
    assert result.exit_code == ExitCode.RULE_PACK
    assert f"  {path}: CN-OWN-1: example: {said}" in result.stderr
    (problem,) = json.loads(invoke("rules", "check", path, "--json").stdout)["problems"]
    assert (problem["rule"], problem["key"], problem["line"]) == ("CN-OWN-1", "example", None)


@pytest.mark.parametrize("name", ["list", "show", "explain"])
def test_packs_that_cannot_be_used_stop_every_command(name, tmp_path):
    bad = pack(tmp_path / "bad.toml", HEAD)
    arguments = {"list": [], "show": ["CN-CC-1033"], "explain": ["CN-CC-1033", tmp_path]}[name]
    result = invoke("rules", name, *arguments, "--rules", bad)
    assert (result.exit_code, result.stdout) == (ExitCode.RULE_PACK, "")
    assert f"{bad}: rule: the pack holds no rule" in result.stderr


# --- explain ---


def report(folder, log, packs=None):
    """A report folder with what rules need of it."""
    found = rules.examine(log, packs=packs)
    folder.mkdir()
    with (folder / "events.csv").open("wb") as file:
        export.events_csv(log, file)
    case = {
        "schema": 1,
        "settings": log.settings.as_dict(),
        "sources": [{"path": "made-by-hand.xml", "sha256": "0" * 64}],
        "findings": [finding.as_json() for finding in found.findings],
        "rules": {
            "evaluated": found.evaluated,
            "not_evaluated": [each._asdict() for each in found.not_evaluated],
            "sentence": found.sentence,
        },
    }
    (folder / "case.json").write_text(json.dumps(case), "utf-8")
    return sealed(folder)


def sealed(folder):
    """The folder with a manifest of its files as they are now."""
    files = [path for path in folder.iterdir() if path.name != "manifest.json"]
    outputs = [{"path": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in files]
    (folder / "manifest.json").write_text(json.dumps({"outputs": outputs}))
    return folder


ROWS = [
    {"at": "2026-03-01 21:59:59.999", "party": A, "line": 2},
    {"at": "2026-03-01 22:00:00.000", "party": A, "line": 3},
    {"at": "2026-03-02 07:59:59.999", "party": A, "line": 4, "kind": "call", "outcome": "missed"},
    {"at": "2026-03-02 07:59:59.999", "party": A, "line": 9, "event_id": f"{3:016x}",
     "duplicate_of": f"{3:016x}"},
    {"at": "2026-03-02 08:00:00.000", "party": A, "line": 5},
    {"at": "2026-03-04 03:00:00.000", "party": "hidden:unknown", "party_class": "hidden", "line": 6},
]  # fmt: skip
"""Three contacts in the night, from two callers; a duplicate, and two that just miss it."""


@pytest.fixture
def written(tmp_path):
    return report(tmp_path / "report", log_of(ROWS))


def explained(*arguments):
    result = invoke("rules", "explain", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_finding_with_its_very_rows(written):
    found = explained("CN-CBA2026-HOURS", written)
    assert (found["rule"], found["state"]) == ("CN-CBA2026-HOURS", "findings")
    known, hidden = found["findings"]
    assert known["subject"] == {"kind": "party", "id": A}
    assert (known["observed"], known["limit"], known["days"]) == (2, 0, [{"date": "2026-03-01", "count": 2}])
    assert known["event_ids"] == [row["event_id"] for row in known["rows"]]
    assert [(row["local_time"], row["line"]) for row in known["rows"]] == [
        ("2026-03-01T22:00:00.000+08:00", 3),
        ("2026-03-02T07:59:59.999+08:00", 4),
    ]
    assert [row["line"] for row in hidden["rows"]] == [6]
    assert hidden["number"] == known["number"] + 1
    assert known["rows"][1] == {
        "event_id": f"{3:016x}",
        "started_at": "2026-03-01T23:59:59.999Z",
        "local_time": "2026-03-02T07:59:59.999+08:00",
        "time_quality": "ok",
        "kind": "call",
        "outcome": "missed",
        "party": A,
        "path": "made-by-hand.xml",
        "sha256": "0" * 64,
        "ordinal": 3,
        "line": 4,
    }


def test_the_text_says_the_same(written):
    number, *_rest = (each["number"] for each in explained("CN-CBA2026-HOURS", written)["findings"])
    text = invoke("rules", "explain", "cn-cba2026-hours", written).stdout
    assert text.startswith("CN-CBA2026-HOURS  ")
    assert "\nQuote\n" in text
    assert "\nFindings under CN-CBA2026-HOURS in this report: 2.\n" in text
    finding = text.partition(f"\nFinding No. {number}\n")[2].splitlines()
    assert finding[0].startswith("19400000001")
    assert finding[1:5] == [
        "Counted: 2; limit: 0.",
        "Dates: 2026-03-01 (2).",
        "Within 60 seconds of a border of the hours: 4.",
        "Records, by the clock of Asia/Shanghai: 2.",
    ]
    (row,) = (line for line in finding if line.startswith(f"{3:016x}"))
    assert " ".join(row.split()) == (
        f"{3:016x} 2026-03-02 07:59:59 call · missed 19400000001 made-by-hand.xml · 00000000 3 4"
    )


@pytest.mark.parametrize(
    ("rule", "state", "sentence"),
    [
        ("CN-CBA2026-ATTEMPTS", "nothing_exceeds", "these alone were measured. It clears nobody"),
        ("CN-CC-1033", "not_evaluated", "The log was not measured against CN-CC-1033: "),
        ("CN-CC-1183", "text_to_cite", "a text to cite"),
        ("CN-NIFA2024-HOURS", "not_enabled", "CN-NIFA2024-HOURS is not enabled: "),
        ("US-REGF-7IN7", "other_region", "a rule of US; the report is one of CN"),
    ],
)
def test_why_there_is_no_finding(rule, state, sentence, written):
    found = explained(rule, written)
    assert (found["state"], found["findings"]) == (state, [])
    assert sentence in found["sentence"]
    assert found["sentence"] in invoke("rules", "explain", rule, written).stdout
    assert invoke("rules", "explain", rule, written, lang="zh").exit_code == 0


def test_a_report_made_without_ones_own_rules_and_one_made_with_them(own, written, tmp_path):
    found = explained("CN-OWN-1", written, "--rules", own)
    assert (found["state"], found["findings"]) == ("not_in_report", [])
    second = report(tmp_path / "second", log_of(ROWS), rules.load([own]))
    assert len(explained("CN-OWN-1", second)["findings"]) == 2  # the pack need not be at hand
    text = invoke("rules", "explain", "CN-OWN-1", second).stdout
    assert text.startswith("CN-OWN-1\n\nFindings under CN-OWN-1")


def test_the_folder_by_option_and_by_default(written, monkeypatch):
    wanted = explained("CN-CC-1033", written)
    assert explained("CN-CC-1033", "--case", written) == wanted
    assert explained("CN-CC-1033", "--case-dir", written) == wanted
    monkeypatch.chdir(written.parent)
    written.rename("collectguard-report")
    assert explained("CN-CC-1033") == wanted | {"report": "collectguard-report"}
    twice = invoke("rules", "explain", "CN-CC-1033", "a", "--case", "b")
    assert twice.exit_code == ExitCode.USAGE


def test_a_report_without_events_shows_the_findings_alone(written):
    (written / "events.csv").unlink()
    result = invoke("rules", "explain", "CN-CBA2026-HOURS", written)
    assert result.exit_code == 0
    assert "Counted: 2; limit: 0." in result.stdout
    assert "made-by-hand.xml" not in result.stdout
    assert "without events.csv" in result.stderr


def test_a_report_that_was_changed_is_shown_and_told_of(written):
    events = written / "events.csv"
    events.write_bytes(events.read_bytes().replace(b"23:59:59.999Z", b"20:00:00.000Z"))
    result = invoke("rules", "explain", "CN-CBA2026-HOURS", written)
    assert result.exit_code == ExitCode.CHANGED
    assert "Not what the manifest of the report says: events.csv." in result.stderr
    assert invoke("rules", "explain", "CN-CC-1033", written).exit_code == 0  # needs no events


def test_rows_that_are_gone_are_counted(written):
    events = written / "events.csv"
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join(line for line in lines if not line.startswith(f"{2:016x}".encode())))
    result = invoke("rules", "explain", "CN-CBA2026-HOURS", sealed(written))
    assert result.exit_code == 0
    assert "Records that events.csv does not hold: 1." in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("case.json", b"{"),
        ("case.json", b"[]"),
        ("case.json", b"\xff"),
        ("case.json", b"[" * 200_000),
        ("case.json", b'{"schema": 1}'),
        ("case.json", b'{"rules": {}, "findings": [{"rule": 1}]}'),
        ("events.csv", b"\xff\xfe"),
        ("events.csv", b"event_id,party\n0000000000000003,x\n"),
    ],
)
def test_a_damaged_report(name, data, lang, written):
    (written / name).write_bytes(data)
    result = invoke("rules", "explain", "CN-CBA2026-HOURS", written, lang=lang)
    assert result.exit_code == ExitCode.INPUT
    assert result.stdout == ""
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_no_report_there(tmp_path):
    for place in (tmp_path, tmp_path / "gone", __file__):
        result = invoke("rules", "explain", "CN-CC-1033", place)
        assert result.exit_code == ExitCode.INPUT
        assert "holds no report: there is no case.json in it." in result.stderr


def test_hostile_names_in_a_report_stay_text(tmp_path):
    log = log_of([{"at": "2026-03-01 23:00:00", "party": "raw:[bold]\x1b[2J", "party_class": "unparsed"}])
    result = invoke("rules", "explain", "CN-CBA2026-HOURS", report(tmp_path / "r", log))
    assert "\x1b" not in result.stdout
    assert "[bold]⟨U+001B⟩[2J" in result.stdout


def test_days_are_counted_by_the_clock_of_the_pack(tmp_path):
    settings = settings_for("CN", tz="America/New_York", report_lang="en")
    log = log_of([{"at": "2026-03-01 09:30:00", "party": A}], settings)  # 22:30 in Shanghai
    (finding,) = explained("CN-CBA2026-HOURS", report(tmp_path / "r", log))["findings"]
    assert finding["rows"][0]["local_time"] == "2026-03-01T22:30:00.000+08:00"
    assert finding["days"] == [{"date": date(2026, 3, 1).isoformat(), "count": 1}]


@pytest.fixture(scope="module")
def sample_data_report(tmp_path_factory):
    """What ``analyze`` writes about the sample, without its charts: nobody looks at them here."""
    folder = tmp_path_factory.mktemp("sample") / "report"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "render", lambda *_: ())
        patch.setattr(plots, "render_calendar", lambda *_: ())
        done = invoke("analyze", *sorted(SAMPLE.glob("*.xml")), "-o", folder, "--format", "csv,json")
    assert done.exit_code == 0, done.stderr
    return folder


def test_rows_of_a_real_report_stand_in_the_lines_of_its_backups(sample_data_report):
    found = explained("CN-CBA2026-HOURS", sample_data_report)
    assert found["findings"]
    lines = {path.name: path.read_text("utf-8").splitlines() for path in SAMPLE.glob("*.xml")}
    for finding in found["findings"]:
        assert finding["observed"] == len(finding["rows"]) == sum(day["count"] for day in finding["days"])
        for row in finding["rows"]:
            local = datetime.fromisoformat(row["local_time"])
            assert local.hour >= 22 or local.hour < 8
            line = lines[Path(row["path"]).name][row["line"] - 1]
            assert f'date="{round(local.timestamp() * 1000)}"' in line


def test_a_real_report_says_something_of_every_rule_of_its_region(sample_data_report):
    pack = next(each for each in rules.packs() if each.jurisdiction == "CN")
    states = {rule.id: explained(rule.id, sample_data_report)["state"] for rule in pack.rules}
    assert {rule.id for rule in pack.rules if not rule.enabled} == {
        name for name, state in states.items() if state == "not_enabled"
    }
    assert {rule.id for rule in pack.rules if rule.enabled and not rule.evaluable} == {
        name for name, state in states.items() if state == "text_to_cite"
    }
    assert set(states.values()) <= {
        "not_enabled", "text_to_cite", "findings", "nothing_exceeds", "not_evaluated",
    }  # fmt: skip
