import csv
import hashlib
import io
import json

import pytest

from collectguard.cli.commands.explain import FIGURES
from collectguard.errors import ExitCode
from collectguard.ingest import read
from collectguard.statistics import WITHOUT_UNANSWERED, overview
from tests.cli.helpers import SAMPLE, backup, epoch_ms, invoke, sms

BACKUPS = sorted(SAMPLE.glob("*.xml"))


def explained(*arguments):
    result = invoke("explain", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def borders(tmp_path):
    return backup(
        tmp_path / "sms.xml",
        sms("19400000001", "2026-03-01 21:59:59.999"),
        sms("19400000001", "2026-03-01 22:00:00.000"),
        sms("19400000002", "2026-03-01 23:00:00.000", name="妈"),
    )


@pytest.mark.parametrize("figure", ["night_count", "max_24h", "missed_series", "out_count"])
def test_ids_of_the_sample_lead_to_the_same_rows_of_the_events(figure):
    found = explained(figure, *BACKUPS)
    assert found["rows"]
    events = {
        (row["event_id"], row["source_id"], row["ordinal"], row["line"])
        for row in csv.DictReader(io.StringIO(invoke("export", *BACKUPS, "-o", "-").stdout.lstrip("\ufeff")))
    }
    number = {str(path): str(place) for place, path in enumerate(BACKUPS)}
    for row in found["rows"]:
        place = (row["event_id"], number[row["path"]], str(row["ordinal"]), str(row["line"]))
        assert place in events


def test_the_sample_says_the_same_as_the_senders():
    blocks = json.loads(invoke("senders", *BACKUPS, "--json").stdout)
    everybody, unknown = explained("night_count", *BACKUPS), explained("night_count", *BACKUPS, "--unknown")
    assert everybody["value"] == len(everybody["rows"]) == blocks["all"]["night_count"]
    assert unknown["value"] == len(unknown["rows"]) == blocks["unknown_senders"]["night_count"]
    first = blocks["senders"][0]
    assert explained("max_7d", *BACKUPS, "--party", first["party"])["value"] == first["max_7d"]


def test_the_shape_that_others_rely_on(borders, tmp_path):
    found = explained("night_count", borders, "--unknown")
    settings = found.pop("settings")
    assert settings["tz"] == "Asia/Shanghai"
    (row,) = found.pop("rows")
    assert found == {"schema": 1, "figure": "night_count", "by": "known", "group": "unknown", "value": 1}
    assert len(row.pop("event_id")) == 16
    assert row == {
        "started_at": "2026-03-01T14:00:00.000Z",
        "local_time": "2026-03-01T22:00:00.000+08:00",
        "time_quality": "ok",
        "kind": "sms",
        "outcome": "received",
        "party": "+8619400000001",
        "path": borders,
        "sha256": hashlib.sha256((tmp_path / "sms.xml").read_bytes()).hexdigest(),
        "ordinal": 2,
        "line": 4,
    }


def test_the_table_says_the_same(borders):
    lines = invoke("explain", "night_count", borders).stdout.splitlines()
    assert lines[0] == ("night_count: 2. Records it rests on: 2 (night 22:00-08:00, clock of Asia/Shanghai).")
    (row,) = (line for line in lines if "19400000001" in line)
    sha256 = explained("first", borders)["rows"][0]["sha256"]
    wanted = f"2026-03-01 22:00:00 text message · received 19400000001 sms.xml · {sha256[:8]} 2 4"
    assert row.split()[1:] == wanted.split()


@pytest.mark.parametrize("spelling", ["+8619400000002", "19400000002", "+86 194-0000-0002"])
def test_a_sender_by_its_key_or_its_number(spelling, borders):
    found = explained("incoming", borders, "--party", spelling)
    assert (found["by"], found["group"], len(found["rows"])) == ("party", "+8619400000002", 1)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_asked_for(figure, tmp_path):
    undated = backup(
        tmp_path / "a.xml", '<sms address="19400000001" date="" type="1" body="x" contact_name="(Unknown)" />'
    )
    for path in (undated, backup(tmp_path / "b.xml")):
        assert len(explained(figure, path)["rows"]) <= 1
        assert invoke("explain", figure, path).stdout.startswith(f"{figure}: ")


def test_a_record_without_a_time_says_so(tmp_path):
    path = backup(tmp_path / "a.xml", '<sms address="19400000001" date="" type="1" body="x" />')
    assert "no time recorded" in invoke("explain", "incoming", path).stdout
    (row,) = explained("incoming", path)["rows"]
    assert (row["started_at"], row["local_time"], row["time_quality"]) == (None, None, "missing")


@pytest.mark.parametrize(
    "arguments",
    [["nite_count"], ["incoming", "--party", "19400000009"], ["incoming", "--party", "1", "--unknown"]],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_does_not_exist(arguments, lang, borders):
    result = invoke("explain", *arguments, borders, lang=lang)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2


@pytest.fixture
def alone(tmp_path):
    """A carrier's list of two answered calls in January, and the phone's own log of March."""
    listed = tmp_path / "list.csv"
    rows = ["起始时间,通信地点,通信方式,对方号码,通信时长,通信类型,费用小计"]
    rows += [f"2026-01-{day} 10:00:00,虚构,被叫,19400000011,30秒,本地,0.00" for day in ("02", "09")]
    listed.write_text("\n".join(rows), "utf-8")
    calls = tmp_path / "calls.xml"
    missed = f'<call number="19400000011" duration="0" date="{epoch_ms("2026-03-01 10:00:00")}" type="3" />'
    calls.write_text(f'<calls count="1">{missed}</calls>', "utf-8")
    return listed, calls


SPAN = [["2026-01-02T02:00:00.000Z", "2026-01-09T02:00:00.000Z"]]
UNSEEN = (
    "The calls of 2 January 2026 to 9 January 2026 are known from a carrier's list alone, which holds "
    "answered calls only: calls of that time that were not answered are not among these records."
)


def test_the_time_of_answered_calls_only_stands_beside_the_figure(alone, tmp_path):
    one = json.loads(invoke("explain", "missed", *alone, "--json").stdout)
    assert (one["value"], one["answered_only"]) == (1, SPAN)
    figures = json.loads(invoke("senders", *alone, "--json").stdout)
    assert (figures["all"]["outcomes"]["missed"], figures["answered_only"]) == (1, SPAN)
    out = tmp_path / "out"
    told = json.loads(invoke("analyze", *alone, "-o", out, "--format", "json", "--json").stdout)
    assert told["summary"]["answered_only"] == SPAN
    assert json.loads((out / "case.json").read_bytes())["answered_only"] == SPAN


def test_it_stands_with_the_phone_that_it_is_about(alone):
    listed, calls = alone
    others = ("--owner", f"mother={listed}", calls)
    figures = json.loads(invoke("senders", *others, "--json").stdout)
    assert "answered_only" not in figures
    own, hers = figures["owners"]
    assert "answered_only" not in own
    assert hers["answered_only"] == SPAN
    assert "answered_only" not in json.loads(invoke("explain", "missed", *others, "--json").stdout)
    one = json.loads(invoke("explain", "missed", *others, "--phone", "mother", "--json").stdout)
    assert (one["value"], one["answered_only"]) == (0, SPAN)


@pytest.mark.parametrize(
    ("figure", "said"),
    [("missed", True), ("night_share", True), ("max_1h", True), ("connected", False), ("received", False)],
)
def test_the_text_says_it_of_figures_that_count_unanswered_calls(figure, said, alone):
    text = " ".join(invoke("explain", figure, *alone).stdout.split())
    assert (UNSEEN in text) is said
    assert "known from" not in invoke("explain", figure, alone[1]).stdout


def test_every_figure_without_unanswered_calls_stays_the_same_when_one_comes(alone):
    assert set(FIGURES) >= WITHOUT_UNANSWERED
    without, beside = (overview(read(files), by="all").loc["all"] for files in (alone[0], alone))
    changed = {name for name in FIGURES if not (without[[name]].equals(beside[[name]]))}
    assert not changed & WITHOUT_UNANSWERED
    assert {"incoming", "missed", "attempts", "active_days", "last"} <= changed
