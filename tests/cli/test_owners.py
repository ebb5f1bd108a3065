"""Relatives' phones beside the victim's: every command counts the victim's own, and names the others."""

import json
import shlex
import shutil

import pytest

from collectguard import casefile, pipeline, reports
from collectguard.errors import ExitCode
from collectguard.ingest import read
from collectguard.reports.case_id import case_id
from collectguard.reports.document.checking import command, shortest_names
from collectguard.settings import settings_for
from tests.cli.helpers import invoke
from tests.relatives import AUNT, STRANGER, A, B, C, family


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return family(tmp_path_factory.mktemp("family"))


def said(*arguments):
    result = invoke(*arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_senders_are_those_of_the_own_phone(people):
    alone = said("senders", *people.own, "--json")
    beside = said("senders", *people.options, "--json")
    owners = beside.pop("owners")
    assert beside == alone
    assert [(each["party"][-11:], each["incoming"]) for each in alone["senders"]] == [
        (A, 6), (C, 2), (B, 1), (AUNT, 1),
    ]  # fmt: skip
    assert [(each["owner"], each["own"], each["files"], each["incoming"]) for each in owners] == [
        ("me", True, 2, 10),
        ("mother", False, 2, 6),
        ("boss", False, 2, 3),
    ]
    text = invoke("senders", *people.options).stdout
    assert "All senders: 10 contacts" in text
    assert "on the phone of mother: 6 contacts, 0 of them at night; not counted above" in text
    assert STRANGER not in text


def test_each_figure_of_each_phone_leads_to_its_records(people):
    def rows(*which):
        answer = said("explain", "incoming", *people.options, *which, "--json")
        assert answer["value"] == len(answer["rows"])
        return answer["phone"], answer["value"]

    assert rows() == ("me", 10)
    assert rows("--phone", "me") == ("me", 10)
    assert rows("--phone", "mother") == ("mother", 6)
    assert rows("--phone", "mother", "--party", A) == ("mother", 3)
    assert rows("--phone", "boss", "--party", A) == ("boss", 2)
    assert rows("--reported") == ("me", 9)
    assert rows("--reported", "--phone", "mother") == ("mother", 5)
    wrong = invoke("explain", "incoming", *people.options, "--phone", "father")
    assert wrong.exit_code == ExitCode.USAGE
    assert "Name one of these: me, mother, boss." in wrong.stderr
    assert "phone" not in said("explain", "incoming", *people.own, "--json")


def test_actors_and_messages_name_the_phones(people):
    text = invoke("actors", *people.options).stdout
    assert STRANGER not in json.dumps(said("actors", *people.options, "--json")), "who called the boss alone"
    assert "Numbers: 2; contacts: 8" in text
    assert "not counted here: mother: 4; boss: 2." in text
    text = invoke("flag", *people.options).stdout
    assert "2 of 2 received messages give a lead" in text
    assert "On the phone of mother, not counted above: 2 of 2." in text
    flagged = said("flag", *people.options, "--json")
    assert [(each["owner"], each["judged"]) for each in flagged["owners"]] == [
        ("me", 2),
        ("mother", 2),
        ("boss", 1),
    ]
    assert sorted(each["owner"] for each in flagged["messages"]) == ["boss", "me", "me", "mother", "mother"]


def test_inspect_says_whose_each_file_is(people):
    assert [each["owner"] for each in said("inspect", *people.options, "--json")["sources"]] == [
        "me", "me", "mother", "mother", "boss", "boss",
    ]  # fmt: skip
    assert "Phone of" not in invoke("inspect", *people.own).stdout
    assert "owner" not in said("inspect", *people.own, "--json")["sources"][0]
    assert "Phone of    mother" in invoke("inspect", *people.options).stdout


def test_init_gives_each_phone_its_files_and_suggests_from_the_own(people):
    text = invoke("init", *people.options, "-o", "-", "--report-lang", "en").stdout
    devices = [block.split("\n]")[0] for block in text.split("#[[device]]")[1:]]
    assert [('"mother"' in each, each.count(".xml")) for each in devices] == [
        (False, 2),
        (True, 2),
        (False, 2),
    ]
    assert STRANGER not in text
    assert "counted beside yours, never among it" in " ".join(text.replace("\n# ", " ").split())


def test_charts_draw_the_own_phone(people, tmp_path):
    for name in ("senders", "words"):
        pictures = []
        for which, files in (("alone", people.own), ("beside", people.options)):
            path = tmp_path / f"{name}-{which}.svg"
            assert invoke("chart", name, *files, "-o", path).exit_code == 0
            pictures.append(path.read_bytes())
        assert pictures[0] == pictures[1]


def test_a_backup_of_somebody_else_is_never_replaced(people):
    before = (people.folder / "mother-sms.xml").read_bytes()
    for arguments in (("export", "-o"), ("chart", "senders", "-o"), ("actors", "--save"), ("init", "-o")):
        invoke(*arguments[:-1], *people.options, arguments[-1], people.mother[1], "--force")
        assert (people.folder / "mother-sms.xml").read_bytes() == before


def test_only_other_peoples_phones(people, tmp_path):
    result = invoke("analyze", *people.options[2:], "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 0
    assert "No file is of the phone of the owner" in result.stderr
    assert "--owner mother" in result.stderr
    told = invoke("senders", "--owner", "mother", *people.options[2:], "--json")
    assert json.loads(told.stdout)["all"]["incoming"] == 6


def test_a_protected_persons_phone_in_the_case_file_is_not_the_owners(people):
    told = said("senders", *people.own, *people.mother, "--case", people.case, "--json")
    assert [(each["owner"], each["incoming"]) for each in told["owners"]] == [("me", 10), ("mother", 6)]


@pytest.mark.parametrize("by_case", [False, True])
def test_the_command_in_the_report_gives_the_same_bytes(people, tmp_path, monkeypatch, by_case):
    for path in (*people.own, *people.mother, *people.boss.iterdir(), people.case):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    settings = settings_for("CN", report_lang="en")
    said_so = casefile.load("case.toml", settings) if by_case else casefile.CaseFile()
    own, mother, boss = (["own-calls.xml", "own-sms.xml"], ["mother-calls.xml", "mother-sms.xml"],
                         ["calls.xml", "sms.xml"])  # fmt: skip
    owners = {"boss": boss} if by_case else {"mother": mother, "boss": boss}
    log = read([*mother, *own] if by_case else own, settings, owners=owners, devices=said_so.devices)
    case = pipeline.without_charts(log, case_file=said_so)
    reports.save(case, tmp_path / "first", formats=["csv"])
    line = shlex.split(command(case))
    assert ("mother=mother-calls.xml" in line) is not by_case, "the case file says so itself"
    assert "boss=calls.xml" in line
    assert invoke(*line[1:], "--format", "csv").exit_code == 0
    for name in ("events.csv", "manifest.json"):
        assert (tmp_path / "report" / name).read_bytes() == (tmp_path / "first" / name).read_bytes()


def test_the_report_number_depends_on_whose_phones_they_are(people):
    def number(**owners):
        return case_id(pipeline.without_charts(read(people.own[0], owners=owners)))

    both = {number(mother=people.mother[0]), number(boss=people.mother[0])}
    assert len(both | {number()}) == 3


def test_files_of_one_name_bear_their_folders_in_the_command():
    names = shortest_names(["/a/me/calls.xml", "/a/mother/calls.xml", "x.xml", "C:\\b\\y.xml"])
    assert list(names.values()) == ["me/calls.xml", "mother/calls.xml", "x.xml", "y.xml"]
    assert list(shortest_names(["calls.xml", "mother/calls.xml"]).values()) == [
        "calls.xml",
        "mother/calls.xml",
    ]


@pytest.mark.parametrize("name", ["senders", "flag", "actors"])
def test_each_command_warns_where_the_own_phone_is_missing(people, name):
    result = invoke(name, *people.options[2:])
    assert "No file is of the phone of the owner" in result.stderr
    assert "No file is of the phone" not in invoke(name, *people.options).stderr
