import json

import pytest

from collectguard.errors import ExitCode
from tests.cli.helpers import backup, invoke, run, sms

DUNNING = "您的借款已逾期，再不处理就通知您的家人"
SHORT = "明天到你家楼下"


@pytest.fixture
def phone(tmp_path):
    """A collector with a demand, a short threat and small talk; a friend who says the short words too."""
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 21:00:00.000", DUNNING),
        sms("19400000001", "2026-03-01 21:05:00.000", SHORT),
        sms("19400000001", "2026-03-01 21:06:00.000", "收到请回复"),
        sms("19400000002", "2026-03-01 21:07:00.000", SHORT, name="妈"),
        sms("19400000001", "2026-03-01 21:08:00.000", DUNNING, code=2),
    )


def test_messages_with_their_hits(phone):
    result = invoke("flag", phone, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(found) == ["schema", "settings", "judged", "messages", "unflagged_of_flagged_senders"]
    assert found["judged"] == 4
    assert [message["party"] for message in found["messages"]] == ["+8619400000001"] * 2
    first, second = found["messages"]
    assert {"collection", "threat", "third_party_disclosure", "unsigned"} <= set(first["labels"])
    assert second["labels"] == ["threat"]
    assert second["hits"][0]["contexts"] == ["thread", "pressing"]
    for hit in first["hits"]:
        assert DUNNING[hit["start"] : hit["end"]] == hit["quote"]
    assert len(found["unflagged_of_flagged_senders"]) == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_quotes_and_stays_careful(phone, lang):
    result = invoke("flag", phone, lang=lang)
    assert result.exit_code == 0
    assert "通知您的家人" in result.stdout
    assert "违法" not in result.stdout
    assert "unlawful" not in result.stdout


def test_lines_are_judged_alone_or_in_their_thread(tmp_path):
    rows = [
        {"id": 1, "text": SHORT},
        {"id": "b", "text": DUNNING, "thread": "t"},
        {"id": None, "text": SHORT, "thread": "t"},
        {"text": "\ud83d晚上吃饭"},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows)
    result = run("flag", "--jsonl", "-", cwd=tmp_path, stdin=lines.encode())
    assert result.returncode == 0, result.stderr
    first, second, third, fourth = map(json.loads, result.stdout.splitlines())
    assert first == {"id": 1, "labels": [], "hits": []}
    assert list(second["hits"][0]) == ["rule", "category", "severity", "quote", "start", "end"]
    assert second["id"] == "b"
    assert third["labels"] == ["threat"]
    assert fourth == {"id": None, "labels": [], "hits": []}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"text": 3}',
        '{"text": "a", "thread": []}',
        "\xff",
        '{"id": NaN, "text": "a"}',
        '{"id": 1e999, "text": "a"}',
    ],
)
def test_a_line_that_is_no_text_is_named(tmp_path, line):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + line.encode("latin-1") + b"\n")
    result = invoke("flag", "--jsonl", path)
    assert result.exit_code == ExitCode.INPUT
    assert f"{path}, line 2" in result.stderr
    assert result.stdout == ""


def test_own_lexica_and_disabled_rules(tmp_path, phone):
    rules = [
        hit["rule"]
        for m in json.loads(invoke("flag", phone, "--json").stdout)["messages"]
        for hit in m["hits"]
    ]
    options = [word for rule in sorted(set(rules)) for word in ("--disable", rule)]
    assert json.loads(invoke("flag", phone, "--json", *options).stdout)["messages"] == []
    assert invoke("flag", phone, "--disable", "no-such").exit_code == ExitCode.RULE_PACK
    bad = tmp_path / "bad.toml"
    bad.write_text("[[rule]]\nid = 'x'\n", "utf-8")
    result = invoke("flag", phone, "--lexicon", bad)
    assert result.exit_code == ExitCode.RULE_PACK
    assert f"{bad}:1: x: category: is missing" in result.stderr


def test_backups_or_lines_but_not_both(phone):
    assert invoke("flag").exit_code == ExitCode.USAGE
    assert invoke("flag", phone, "--jsonl", "-").exit_code == ExitCode.USAGE
