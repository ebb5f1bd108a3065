import json
import re

import pytest

from collectguard.errors import ExitCode
from tests.cli.helpers import invoke
from tests.reconciliation.witnesses import Call, list_csv, phone_xml

CALLS = [Call(at=3700 * place, talk=20 + place) for place in range(24)]
MISSED = [Call(at=3700 * place + 900, talk=0, way="missed") for place in range(5)]


@pytest.fixture
def phone(tmp_path):
    """All calls but two, and missed ones."""
    path = tmp_path / "calls.xml"
    path.write_bytes(phone_xml([call for place, call in enumerate(CALLS) if place not in {6, 17}] + MISSED))
    return path


@pytest.fixture
def listed(tmp_path):
    """All calls but one, by a clock that is 37 s ahead."""
    path = tmp_path / "list.csv"
    path.write_bytes(list_csv([call for place, call in enumerate(CALLS) if place != 11], 37))
    return path


def found(*arguments):
    result = invoke("reconcile", *arguments, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_the_shape_that_others_rely_on(phone, listed):
    one = found(phone, "--with", listed)
    assert list(one)[:7] == ["schema", "matched", "only_phone", "only_list", "offset_s", "spread_s", "months"]
    assert [one[name] for name in list(one)[:6]] == [1, 21, 1, 2, 37, 0]
    assert one["months"] == [{"month": "2026-03", "phone": 22, "list": 23, "matched": 21}]
    assert one["judged"] == 24
    assert one["left_out"] == [{"witness": "phone", "reason": "not_answered", "calls": 5}]
    assert one["settings"]["tz"] == "Asia/Shanghai"
    [owner] = one["owners"]
    assert (owner["owner"], owner["matched"]) == ("me", 21)
    assert owner["phone_spans"] == [["2026-03-02T01:00:00.000Z", "2026-03-03T00:38:20.000Z"]]
    assert owner["list_spans"] == [["2026-03-02T01:00:37.000Z", "2026-03-03T00:38:57.000Z"]]


def test_every_call_is_in_the_data(phone, listed):
    calls = found(phone, "--with", listed)["calls"]
    assert len(calls) == 24
    assert [call["status"] for call in calls if call["status"] != "matched"] == [
        "only_list", "only_phone", "only_list",
    ]  # fmt: skip
    first = calls[0]
    assert (first["phone_at"], first["list_at"]) == ("2026-03-02T01:00:00.000Z", "2026-03-02T01:00:37.000Z")
    assert {name: first[name] for name in ("owner", "party", "direction", "how", "difference_s")} == {
        "owner": "me", "party": "+8619400001111", "direction": "in", "how": "number", "difference_s": 37,
    }  # fmt: skip
    assert calls[11]["list_event_id"] is calls[11]["list_at"] is calls[11]["difference_s"] is None


def test_which_is_which_is_told_from_the_files(phone, listed, tmp_path):
    right = found(phone, "--with", listed)
    swapped = invoke("reconcile", listed, "--with", phone, "--json")
    assert json.loads(swapped.stdout) == right
    assert swapped.stderr.splitlines()[:2] == [
        f"Note: {listed} is a carrier's list and is taken as one.",
        f"Note: {phone} is no carrier's list; it is taken as a backup of the phone.",
    ]
    together = invoke("reconcile", tmp_path, "--json")
    assert json.loads(together.stdout) == right
    assert together.stderr == ""


def test_several_lists_and_patterns(phone, tmp_path):
    (tmp_path / "lists").mkdir()
    for name, calls in (("1", CALLS[:14]), ("2", CALLS[10:])):  # they overlap, as months asked for twice do
        (tmp_path / "lists" / f"{name}.csv").write_bytes(list_csv(calls, 37))
    options = ["--with", tmp_path / "lists" / "1.csv", "--with", tmp_path / "lists" / "2.csv"]
    assert found(phone, *options)["matched"] == 22
    assert found(phone, "--with", tmp_path / "lists")["matched"] == 22
    assert found(phone, "--with", f"{tmp_path}/lists/*.csv")["matched"] == 22


def test_for_people(phone, listed):
    lines = invoke("reconcile", phone, "--with", listed).stdout.splitlines()
    assert lines[0] == (
        "Two independent sources, the phone's log and the carrier's list, agree on 21 of 24 answered calls "
        "at times that both cover."
    )
    assert lines[2] == (
        "Judged are only times that calls of both prove to be covered: in the phone's log 2026-03-02 "
        "09:00:00 – 2026-03-03 08:38:20; in the list 2026-03-02 09:00:37 – 2026-03-03 08:38:57."
    )
    assert lines[3].startswith("Time in the list less time in the phone: 37 s in the median, spread 0 s")
    assert ["2026-03", "22", "23", "21"] in [line.split() for line in lines]
    alone = [line for line in lines if line.endswith(("in the list only", "in the phone's log only"))]
    assert [line.endswith("in the list only") for line in alone] == [True, False, True]
    assert all(line.startswith("19400001111") for line in alone)


def test_every_call_for_people(phone, listed):
    text = invoke("reconcile", phone, "--with", listed, "--calls").stdout
    assert text.count("+37 s") == 21
    assert text.count("in both\n") == 21 + 1  # and the head of the months


def test_in_eighty_columns_nothing_is_cut_off(phone, tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # as in a terminal
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "list.csv"
    path.write_bytes(list_csv(CALLS[:20], 37))
    lines = re.sub(
        "\x1b[^m]*m", "", invoke("reconcile", phone, "--with", path, "--calls").stdout
    ).splitlines()
    assert max(map(len, lines)) <= 80
    last = " ".join(line[69:] for line in lines[-2:])
    assert " ".join(last.split()) == "not covered by a list"


def test_in_chinese_throughout(phone, listed):
    result = invoke("reconcile", phone, "--with", listed, "--calls", lang="zh")
    assert "在两者共同覆盖的时间内，24 个已接通的通话中有 21 个一致" in result.stdout
    assert not {word for word in result.stdout.split() if word.isascii() and word.isalpha()}


def test_a_long_list_of_differences_is_cut_and_says_so(phone, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(list_csv([Call(at=call.at, talk=call.talk, number="19400002222") for call in CALLS], 0))
    text = invoke("reconcile", phone, "--with", path).stdout
    assert "agree on none of 46 answered calls" in text
    assert "and 26 more; --calls shows every call" in text


@pytest.mark.parametrize(
    ("which", "what"),
    [("phone", "No carrier's list with calls was found"), ("listed", "Only carrier's lists, and no calls")],
)
def test_one_source_alone(which, what, request):
    path = request.getfixturevalue(which)
    result = invoke("reconcile", path, "--json")
    assert result.exit_code == ExitCode.INPUT
    assert result.stdout == ""
    assert what in " ".join(result.stderr.split())
    assert "What to do: Name " in result.stderr


def test_a_phone_and_a_list_of_two_people_are_not_compared(phone, listed):
    result = invoke("reconcile", "--with", listed, "--owner", f"妈妈={phone}")
    assert result.exit_code == ExitCode.INPUT
    assert "but of no owner both with a usable time" in " ".join(result.stderr.split())


def test_the_shortest_talk_time_that_counts(phone, listed):
    # The talk times are 20 to 43 s. Of those from 40 s on the list and the phone have all.
    one = found(phone, "--with", listed, "--connected-min", "40")
    assert (one["matched"], one["only_phone"], one["only_list"], one["short"]) == (4, 0, 0, 20)


def test_relatives_beside_the_owner(phone, listed, tmp_path):
    mother = tmp_path / "mother.xml"
    mother.write_bytes(phone_xml(CALLS[:6]))
    one = found(phone, "--with", listed, "--owner", f"妈妈={mother}")
    assert (one["owner"], one["matched"], one["only_phone"], one["outside_list"]) == ("me", 21, 1, 0)
    assert one["owners"][1]["outside_list"] == 6
    assert [owner["owner"] for owner in one["owners"]] == ["me", "妈妈"]
    text = invoke("reconcile", phone, "--with", listed, "--owner", f"妈妈={mother}").stdout
    assert "Owner: 妈妈\nCalls of this phone stand in one of the two sources only" in text
