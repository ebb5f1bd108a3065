"""The carrier's list of the sample: its rows against the backups by the test's own means, then the program.

By hand, from the backups: answered calls with talk time are 89 in January, 75 in February, 51 in March, 215
in all. Two of them, on 12 and 25 February, went over the internet, and one call that the list has was deleted
on the phone, on 27 January. So 213 pairs, 214 rows, and 216 calls that should be in both. The 53 + 57 of
November and December lie before the list. Landlord 郑示意, whose number is blacked out, has 3 calls.
"""

import csv
import io
import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import collectguard as cg
from collectguard import rules
from collectguard.reconciliation import reconcile_log
from tests.cli.helpers import invoke
from tests.rules.test_sample import CASE
from tests.sample_reader import SHANGHAI, key, plausible, records_of
from tests.test_sample_truth import expected, figures

SAMPLE = Path(__file__).parent.parent / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
PLANTED = TRUTH["reconciliation"]
LIST = SAMPLE / PLANTED["file"]
ABOVE = 4
"""Title, customer, period, header."""
FRIEND = "+8619400000036"


@pytest.fixture(scope="module")
def table():
    return list(csv.reader(io.StringIO(LIST.read_bytes().decode("gb18030"), newline="")))


@pytest.fixture(scope="module")
def rows(table):
    """The calls of the list, each with its epoch second, the newest first."""
    return [(epoch_s(row[2]), row) for row in table[ABOVE:-1]]


@pytest.fixture(scope="module")
def spoken():
    """The answered calls with talk time of all backups, by the millisecond."""
    return {
        record.at_ms: record
        for record in records_of(SAMPLE, TRUTH["sources"])
        if record.kind == "call" and record.type_code in {"1", "2", "7"} and record.duration != "0"
    }


@pytest.fixture(scope="module")
def log():
    return cg.read([*sorted(SAMPLE.glob("*.xml")), LIST], cg.settings_for("CN"))


@pytest.fixture(scope="module")
def found(log):
    return reconcile_log(log)


def epoch_s(text):
    return round(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp())


def seconds(text):
    hours, minutes, rest = re.fullmatch(r"(?:(\d+)小时)?(?:(\d+)分)?(\d+)秒", text).groups("0")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def within_the_list(at_ms):
    moment = datetime.fromtimestamp(at_ms / 1000, SHANGHAI)
    return PLANTED["first"] <= f"{moment:%Y-%m-%d}" <= PLANTED["last"]


# --- the file ---


def test_it_looks_like_a_list_of_unicom(table):
    with pytest.raises(UnicodeDecodeError):
        LIST.read_text("utf-8")
    assert LIST.read_bytes().count(b"\n") == LIST.read_bytes().count(b"\r\n") == len(table)
    assert {len(row) for row in table} == {11}
    assert "详单" in table[0][0]
    assert table[1][0] == "客户姓名：张样例  用户号码：19400000001"
    assert "2026-01-01至2026-03-15" in table[2][0]
    assert ",".join(table[3]) == (
        "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,通话地点,通话类型,通话费,其他费,小计"
    )


def test_its_total_is_that_of_its_rows_and_the_newest_is_first(table, rows):
    total = table[-1]
    assert total[0] == "合计"
    assert seconds(total[3]) == sum(seconds(row[3]) for _, row in rows)
    for column in (8, 9, 10):
        assert float(total[column]) == pytest.approx(sum(float(row[column]) for _, row in rows))
    assert [row[0] for _, row in rows] == [str(place) for place in range(1, 215)]
    moments = [at_s for at_s, _ in rows]
    assert moments == sorted(moments, reverse=True)
    assert len(rows) == PLANTED["records"] == 214


def test_no_number_in_it_can_ring(rows):
    cannot = re.compile(r"(?:0086)?194\d{8}|194\*{4}0059|0086100\d{7}|0100\d{7}|95402")
    numbers = {way: {row[5] for _, row in rows if row[4] == way} for way in ("被叫", "主叫")}
    assert [number for number in numbers["被叫"] | numbers["主叫"] if not cannot.fullmatch(number)] == []
    abroad = {way: {one for one in each if one.startswith("0086")} for way, each in numbers.items()}
    assert numbers["被叫"] - abroad["被叫"] == {"194****0059", "95402"}  # as Unicom writes who called
    assert not abroad["主叫"]


# --- its rows and the backups ---


def test_each_pair_is_the_same_call_by_two_clocks(rows, spoken):
    """The list's clock is 37 s ahead, and it rings for 3 to 25 s before somebody answers."""
    pairs = {int(phone_ms): at_ms for phone_ms, at_ms in PLANTED["pairs"].items()}
    of_list = {at_s * 1000: row for at_s, row in rows}
    assert len(of_list) == len(rows)
    apart, talk, masked = Counter(), Counter(), 0
    for phone_ms, list_ms in pairs.items():
        call, row = spoken[phone_ms], of_list[list_ms]
        apart[list_ms // 1000 - phone_ms // 1000] += 1
        talk[seconds(row[3]) - int(call.duration)] += 1
        assert row[4] == ("主叫" if call.direction == "out" else "被叫")
        number = row[5].replace("0086", "+86", 1) if row[5].startswith("0086") else row[5]
        masked += "*" in number
        assert number == "194****0059" if call.party == "+8619400000059" else key(number) == call.party
    assert min(apart) == 37 + 3 == PLANTED["difference_s"]["least"]
    assert max(apart) == 37 + 25 == PLANTED["difference_s"]["most"]
    assert sorted(apart.elements())[213 // 2] == PLANTED["difference_s"]["median"]
    assert set(talk) == {-1, 0, 1}
    assert talk[0] == PLANTED["talk_equal"]
    assert masked == PLANTED["masked"] == 3


def test_every_answered_call_of_its_months_is_in_it_but_two(rows, spoken):
    within = [at_ms for at_ms in spoken if within_the_list(at_ms)]
    months = Counter(f"{spoken[at_ms].local:%m}" for at_ms in within)
    assert months == {"01": 89, "02": 75, "03": 51}
    alone = set(within) - {int(phone_ms) for phone_ms in PLANTED["pairs"]}
    assert sorted(alone) == PLANTED["only_phone_ms"]
    assert [f"{spoken[at_ms].local:%m-%d %H:%M:%S}" for at_ms in sorted(alone)] == [
        "02-12 18:20:05", "02-25 18:58:22",
    ]  # fmt: skip
    assert len(PLANTED["pairs"]) == PLANTED["matched"] == 89 + 75 + 51 - 2
    (extra,) = {at_s * 1000 for at_s, _ in rows} - set(PLANTED["pairs"].values())
    assert PLANTED["only_list_ms"] == [extra]
    near = [at_ms for at_ms in spoken if abs(at_ms - extra) < 3_600_000]
    assert [spoken[at_ms].party for at_ms in near if spoken[at_ms].party == FRIEND] == []


# --- what the program makes of it ---


def test_the_command_that_the_readme_gives():
    calls = sorted(SAMPLE.glob("calls-*.xml"))
    done = invoke("reconcile", *calls, "--with", LIST, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["matched"], told["judged"], told["only_phone"], told["only_list"]) == (213, 216, 2, 1)


def ms(moments):
    return [round(moment.timestamp() * 1000) for moment in moments]


def test_the_program_finds_exactly_what_was_planted(found):
    calls = found.calls
    pairs = calls[calls["status"] == "matched"]
    times = zip(ms(pairs["phone_at"]), ms(pairs["list_at"]), strict=True)
    assert {str(phone): listed for phone, listed in times} == PLANTED["pairs"]
    assert ms(calls.loc[calls["status"] == "only_phone", "phone_at"]) == PLANTED["only_phone_ms"]
    assert ms(calls.loc[calls["status"] == "only_list", "list_at"]) == PLANTED["only_list_ms"]
    total = found.main.agreement
    assert (total.matched, total.only_phone, total.only_list, total.judged) == (213, 2, 1, 216)
    difference = PLANTED["difference_s"]
    assert (total.lowest_s, total.offset_s, total.highest_s) == (
        difference["least"], difference["median"], difference["most"],
    )  # fmt: skip
    assert total.offset_certain
    assert total.durations == (PLANTED["talk_equal"], 213 - PLANTED["talk_equal"], 0, 1)
    assert (total.masked, total.outside_list, total.outside_phone, total.not_comparable) == (3, 110, 0, 0)
    assert [tuple(month) for month in total.months] == [
        ("2025-11", 53, 0, 0), ("2025-12", 57, 0, 0), ("2026-01", 89, 90, 89), ("2026-02", 75, 73, 73),
        ("2026-03", 51, 51, 51),
    ]  # fmt: skip


def test_calls_that_nobody_took_are_left_alone(found):
    """Over all months: everything incoming but 1 and 7, and outgoing calls of zero seconds."""
    calls = [record for record in records_of(SAMPLE, TRUTH["sources"]) if record.kind == "call"]
    not_taken = [
        one for one in calls
        if one.type_code in {"3", "4", "5", "6"} or (one.type_code == "2" and one.duration == "0")
    ]  # fmt: skip
    assert found.main.agreement.not_answered == len(not_taken)
    assert found.main.agreement.short == TRUTH["quirks"]["answered_with_zero_seconds"]
    assert found.main.agreement.incomplete == TRUTH["quirks"]["unknown_call_type"]


def test_the_list_adds_one_call_to_the_figures(log):
    """That of 27 January at noon, by day, of a friend who was not in touch on that day else."""
    one_more = expected(TRUTH["all"])
    for name in ("incoming", "timed", "connected_count"):
        one_more[name] += 1
    assert figures(cg.statistics.overview(log, by="all").loc["all"]) == one_more
    strangers = cg.statistics.overview(log, by="known").loc["unknown"]
    assert figures(strangers) == expected(TRUTH["unknown_senders"])
    senders = cg.statistics.senders(log)
    assert set(senders.index) == set(TRUTH["parties"])
    for party, row in senders.iterrows():
        planted = expected(TRUTH["parties"][party])
        if party == FRIEND:
            for name in ("incoming", "timed", "connected_count", "active_days"):
                planted[name] += 1
        if planted["timed"]:
            assert figures(row) == planted, party


def test_the_friend_was_in_touch_neither_on_that_day_nor_on_those_beside_it():
    day = datetime.fromtimestamp(PLANTED["only_list_ms"][0] / 1000, SHANGHAI).date()
    records = [one for one in records_of(SAMPLE, TRUTH["sources"]) if one.party == FRIEND and plausible(one)]
    assert [one for one in records if one.direction == "in" and one.local.date() == day] == []
    runs = {one.local.date() for one in records if one.direction == "in"}
    assert not {day - timedelta(days=1), day + timedelta(days=1)} & runs  # so the longest run stays


def test_the_findings_are_those_of_the_phone_alone(log):
    phone = cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))
    one, two = ([f.as_json() for f in rules.evaluate(each, CASE)] for each in (phone, log))
    assert one == two
