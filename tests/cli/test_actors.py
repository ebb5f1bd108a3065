import json
import re
import tomllib

import pytest

from collectguard.errors import ExitCode
from tests.cli.helpers import SAMPLE, backup, invoke, sms

PRESS = "您的欠款已逾期，请尽快处理。"
AGENCY = ["+8619400000001", "+8619400000002"]


@pytest.fixture
def files(tmp_path):
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 10:00:00.000", f"【虚构资产】{PRESS}"),
        sms("19400000002", "2026-03-02 10:00:00.000", f"【虚构资产】{PRESS}联系19400000003"),
        sms("19400000002", "2026-03-03 10:00:00.001", f"【虚构资产】{PRESS}\u202e{PRESS}"),
        sms("19400000009", "2026-03-03 11:00:00", "您的包裹放驿站了"),
    )


def found(*arguments):
    result = invoke("actors", *arguments, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def without_marks(text):
    """The case file with every group of numbers confirmed, and nothing else."""
    blocks = re.findall(r"^#\[\[actor\]\]\n(?:#[^\s].*\n)+", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    groups = [
        block for block in blocks if re.search(r'^#id = "actor-[0-9a-f]{8}"$', block, flags=re.MULTILINE)
    ]
    uncommented = text.replace("\r\n", "\n")
    for block in groups:
        uncommented = uncommented.replace(block, re.sub(r"^#", "", block, flags=re.MULTILINE))
    return uncommented


def test_the_shape_that_others_rely_on(files):
    data = found(files)
    assert list(data) == ["schema", "settings", "actors", "third_party"]
    [one] = data["actors"]
    assert {"id", "name", "confirmed", "parties", "evidence"} <= set(one)
    assert (one["name"], one["confirmed"], one["parties"]) == ("虚构资产", False, AGENCY)
    signature = one["evidence"][0]
    assert {key: signature[key] for key in ("kind", "value", "parties", "first", "last")} == {
        "kind": "signature",
        "value": "虚构资产",
        "parties": AGENCY,
        "first": "2026-03-01T02:00:00.000Z",
        "last": "2026-03-03T02:00:00.001Z",
    }
    assert len(signature["event_ids"]) == 3
    rotation = one["rotation"]
    assert (rotation["numbers"], rotation["contacts"], rotation["most_numbers_date"]) == (2, 3, "2026-03-01")
    assert rotation["effective_senders"] == pytest.approx(3 / 2 ** (2 / 3))  # shares 1/3 and 2/3
    assert data["third_party"] == []


def test_the_table_names_numbers_and_reasons(files):
    lines = invoke("actors", files).stdout.splitlines()
    assert lines[0].startswith("虚构资产  (actor-")
    assert lines[1] == (
        "A suggestion, not confirmed. Numbers: 2; contacts: 3; from 2026-03-01 to 2026-03-03."
    )
    rows = [line.split() for line in lines if line.startswith("1940000")]
    assert rows == [
        ["19400000001", "0", "1", "2026-03-01", "2026-03-01"],
        ["19400000002", "0", "2", "2026-03-02", "2026-03-03"],
    ]
    [reason] = [line.split() for line in lines if line.startswith("signature")]
    assert reason == ["signature", "虚构资产", "2", "2026-03-01", "2026-03-03"]
    assert not any("\u202e" in line for line in lines)


def test_nothing_found_is_said(tmp_path):
    path = backup(tmp_path / "sms.xml", sms("19400000001", "2026-03-01 10:00:00", PRESS))
    assert invoke("actors", path).stdout.startswith("No numbers were found")
    assert found(path)["actors"] == []
    result = invoke("actors", path, "--save", tmp_path / "case.toml")
    assert "nothing to add" in result.stderr
    assert not (tmp_path / "case.toml").exists()


# --- into the case file


def test_a_new_case_file_is_the_template_with_the_suggestions(files, tmp_path):
    case = tmp_path / "case.toml"
    assert invoke("actors", files, "--save", case).exit_code == 0
    text = case.read_text("utf-8")
    assert tomllib.loads(text) == {}  # nothing counts until the user says so
    confirmed = tomllib.loads(without_marks(text))
    assert confirmed["actor"] == [
        {
            "id": found(files)["actors"][0]["id"],
            "name": "虚构资产",
            "numbers": ["19400000001", "19400000002"],
            "signatures": ["虚构资产"],
        }
    ]


@pytest.mark.parametrize(
    "before",
    [
        b"# mine\n[owner]\nname = '\xe5\xbc\xa0\xe6\xa0\xb7\xe4\xbe\x8b'\n",
        b"# no line at the end",
        b"# mine\r\n[owner]\r\nrole = 'debtor'\r\n",
        b"",
    ],
)
def test_what_stands_in_a_case_file_stays_byte_by_byte(before, files, tmp_path):
    case = tmp_path / "case.toml"
    case.write_bytes(before)
    assert invoke("actors", files, "--save", case).exit_code == 0
    after = case.read_bytes()
    assert after.startswith(before)
    assert len(after) > len(before) + 100
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert after.count(b"\r\n") in {0, after.count(b"\n")}
    assert tomllib.loads(after.decode()) == tomllib.loads(before.decode())
    assert "actor" in tomllib.loads(without_marks(after.decode()))


def test_a_second_time_adds_nothing(files, tmp_path):
    case = tmp_path / "case.toml"
    invoke("actors", files, "--save", case)
    once = case.read_bytes()
    result = invoke("actors", files, "--save", case)
    assert "nothing to add" in result.stderr
    assert case.read_bytes() == once


def test_confirmed_actors_are_replayed(files, tmp_path):
    case = tmp_path / "case.toml"
    invoke("actors", files, "--save", case)
    case.write_text(without_marks(case.read_text("utf-8")), "utf-8")
    [one] = found(files, "--case", case)["actors"]
    assert (one["confirmed"], one["parties"]) == (True, AGENCY)
    assert next(each["kind"] for each in one["evidence"]) == "signature"
    assert "Confirmed in the case file." in invoke("actors", files, "--case", case).stdout


def test_what_extends_an_actor_is_said_so(files, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text("[[actor]]\nid = 'agency'\nname = '虚构'\nnumbers = ['19400000001']\n", "utf-8")
    first, second = found(files, "--case", case)["actors"]
    assert (first["id"], first["confirmed"], second["extends"], second["parties"]) == (
        "agency", True, "agency", AGENCY[1:],
    )  # fmt: skip
    invoke("actors", files, "--save", case)
    assert '如果确属“agency”，请加入它的 numbers："19400000002"' in case.read_text("utf-8").replace(
        "\n# ", ""
    )
    assert "may belong to “agency” as well" in invoke("actors", files, "--case", case).stdout


def test_a_backup_is_never_written_to(files):
    result = invoke("actors", files, "--save", files)
    assert result.exit_code in {ExitCode.OUTPUT, ExitCode.INPUT}
    assert "虚构资产" not in result.stdout


def test_a_case_file_that_cannot_be_read_is_left_alone(files, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text("[[actor]]\nnumbers = 3\n", "utf-8")
    assert invoke("actors", files, "--save", case).exit_code != 0
    assert case.read_text("utf-8") == "[[actor]]\nnumbers = 3\n"


def test_texts_of_others_stay_comments(tmp_path):
    name = '虚构"]\n[owner]'
    body = f"逾期欠款{'请尽快处理还清' * 4}\n[owner]\nrole = 'x'\u202e"
    path = backup(
        tmp_path / "sms.xml",
        *[sms(f"1940000000{n}", "2026-03-01 10:00:00", f"【{name}】{body}") for n in range(3)],
    )
    case = tmp_path / "case.toml"
    invoke("actors", path, "--save", case)
    text = case.read_text("utf-8")
    assert tomllib.loads(text) == {}
    assert set(tomllib.loads(without_marks(text))) == {"actor"}
    assert "\u202e" not in text


def test_the_sample(tmp_path):
    paths = sorted(SAMPLE.glob("*.xml"))
    case = tmp_path / "case.toml"
    result = invoke("actors", *paths, "--save", case, lang="zh")
    assert result.exit_code == 0
    assert "短信签名  虚构资产" in result.stdout
    assert "另有 37 组措辞；用 --all 全部显示" in result.stdout
    confirmed = tomllib.loads(without_marks(case.read_text("utf-8")))["actor"]
    truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["actors"]
    planted = {name: {party.removeprefix("+86").removeprefix("port:") for party in one["parties"]}
               for name, one in truth.items()}  # fmt: skip
    assert set(confirmed[0]["numbers"]) == planted["虚构资产管理"]
    assert len(confirmed) == 3


def test_numbers_that_the_backups_do_not_hold_are_said_to_be_missing(files, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text('[[actor]]\nid = "x"\nname = "甲"\nrole = "agency"\nnumbers = ["19400000077"]\n', "utf-8")
    said = invoke("actors", files, "--case", case).stdout
    assert "Numbers: 1; none of them appears in these backups." in said
    assert "from  to" not in said


# --- as a picture


def test_the_chart_draws_the_first_or_the_chosen_one(files, tmp_path):
    path = backup(
        tmp_path / "more.xml",
        *[sms(f"194000001{n}1", f"2026-03-0{n + 1} 10:00:00", f"【示例小贷】{PRESS}") for n in range(2)],
    )
    first, second = found(files, path)["actors"]
    pictures = []
    for number, choice in enumerate(([], ["--actor", first["id"]], ["--actor", second["id"]])):
        picture = tmp_path / f"{number}.svg"
        result = invoke("chart", "actors", files, path, *choice, "-o", picture)
        assert result.stdout == f"{picture}\n"
        pictures.append(picture.read_bytes())
    assert pictures[0] == pictures[1] != pictures[2]


def test_an_actor_that_is_not_there_is_named_with_those_that_are(files, tmp_path):
    result = invoke("chart", "actors", files, "--actor", "nobody", "-o", tmp_path / "a.png")
    assert result.exit_code == ExitCode.USAGE
    assert found(files)["actors"][0]["id"] in result.stderr
    other = invoke("chart", "daily", files, "--actor", "nobody", "-o", tmp_path / "a.png")
    assert other.exit_code == ExitCode.USAGE
    assert "Only the chart actors" in other.stderr


def test_without_numbers_that_belong_together_nothing_is_drawn(tmp_path):
    path = backup(tmp_path / "one.xml", sms("19400000001", "2026-03-01 10:00:00", PRESS))
    result = invoke("chart", "actors", path, "-o", tmp_path / "a.png")
    assert (result.exit_code, result.stdout.strip()) == (0, "")
    assert "nothing to draw" in result.stderr
    assert not (tmp_path / "a.png").exists()
