"""The mother's phone in the sample: her backups by the test's own means, then the program.

By hand, from ``sample_data/story/mother.toml``: the agency rang 19 times and wrote 5 times, from ten numbers;
six of the calls came between 22:00 and 08:00 (2 and 25 February late, four before eight on 22 February). Two
came before her son asked on 28 January that his family be left alone, 22 after it.
"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import collectguard as cg
from collectguard import rules
from collectguard.actors import suggest, third_party
from collectguard.statements import Protected
from tests.rules.test_sample import AGENCY, ASKED, CASE
from tests.sample_reader import records_of
from tests.test_sample_data import CANNOT_RING
from tests.test_sample_truth import expected, figures

SAMPLE = Path(__file__).parent.parent / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
PLANTED = TRUTH["mother"]
HER, SON = "+8619400000011", "+8619400000001"
BY_NUMBER = {
    "+8619402251847": 5, "+8619415598306": 1, "+8619417746082": 2, "+8619426183507": 1, "+8619431570264": 1,
    "+8619450928613": 2, "+8619458812370": 2, "+8619463307915": 2, "+8619474419053": 5, "+8619489063721": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def hers():
    return records_of(SAMPLE / "mother", PLANTED["files"])


@pytest.fixture(scope="module")
def his():
    return records_of(SAMPLE, TRUTH["sources"])


@pytest.fixture(scope="module")
def log():
    return cg.read(
        sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"), owners={"妈妈": [str(SAMPLE / "mother")]}
    )


def test_her_files_hold_the_son_and_the_agency_and_nobody_else(hers):
    assert sum(PLANTED["files"].values()) == len(hers)
    assert {path.name for path in (SAMPLE / "mother").iterdir()} == set(PLANTED["files"])
    agency = TRUTH["actors"][AGENCY]["parties"]
    assert {record.party for record in hers} - {SON} == set(BY_NUMBER) <= set(agency)
    assert {(record.party, record.name) for record in hers if record.name} == {(SON, "儿子")}
    assert all(CANNOT_RING.fullmatch(record.party) for record in hers)


def test_what_the_agency_did(hers):
    reached = [record for record in hers if record.party != SON]
    assert Counter(record.kind for record in reached) == {"call": 19, "sms": 5}
    assert Counter(record.party for record in reached) == BY_NUMBER
    assert sum(not 8 <= record.local.hour < 22 for record in reached) == 6
    assert Counter(record.local > ASKED for record in reached) == {True: 22, False: 2}
    for party, planted in PLANTED["reached"].items():
        times = [record.at_ms for record in reached if record.party == party]
        assert (len(times), min(times), max(times)) == tuple(planted.values())


def test_she_and_her_son_tell_of_the_same_contacts(hers, his):
    """What comes in here goes out there within four seconds; of an odd code in his log hers has nothing."""
    with_son = sorted((one for one in hers if one.party == SON), key=lambda one: one.at_ms)
    arrived = {"call": {"1", "2", "3", "4", "5", "6", "7"}, "sms": {"1", "2"}}
    with_her = [one for one in his if one.party == HER and one.type_code in arrived.get(one.kind, ())]
    span = [one for one in with_her if "2026-01-25" <= f"{one.local:%Y-%m-%d}" <= "2026-03-08"]
    assert len(with_son) == len(span)
    for one, other in zip(with_son, sorted(span, key=lambda one: one.at_ms), strict=True):
        assert {one.direction, other.direction} == {"in", "out"}
        assert (one.kind, one.body) == (other.kind, other.body)
        assert one.duration == ("0" if other.type_code == "3" else other.duration)  # he may have the ringing
        ahead_ms = one.at_ms - other.at_ms if one.direction == "in" else other.at_ms - one.at_ms
        assert 900 <= ahead_ms <= 3_800


def test_the_program_finds_whom_the_agency_reached(log):
    rows = third_party(log, suggest(log, CASE), CASE)
    found = {row.party: row for row in rows if row.actor == AGENCY}
    assert len(found) == len(rows)
    assert {party: row.count for party, row in found.items()} == BY_NUMBER
    assert {row.owner for row in rows} == {"妈妈"}
    for party, planted in PLANTED["reached"].items():
        times = [round(moment.timestamp() * 1000) for moment in (found[party].first, found[party].last)]
        assert times == [planted["first_ms"], planted["last_ms"]]


def test_her_phone_adds_nothing_to_his_figures(log):
    assert figures(cg.statistics.overview(log.own, by="all").loc["all"]) == expected(TRUTH["all"])


def test_rules_about_other_people_count_where_the_case_file_says_whose_phone_it_is(log):
    said = replace(CASE, protected=(Protected("王示范（母亲）", "relative", (HER,), owner="妈妈"),))
    before, after = ({(f.rule, f.subject_id): f for f in rules.evaluate(log, case)} for case in (CASE, said))
    assert set(after) - set(before) == {("CN-GBT45251-CONTACTS", AGENCY)}
    assert after["CN-GBT45251-CONTACTS", AGENCY].observed == sum(BY_NUMBER.values()) == 24
    alone = cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))
    assert [f.as_json() for f in rules.evaluate(alone, CASE)] == [f.as_json() for f in before.values()]


def test_the_case_file_names_her_phone_when_the_line_is_uncommented(log, tmp_path):
    text = (SAMPLE / "case.toml").read_text("utf-8")
    assert text.count('# owner = "妈妈"') == 1
    path = tmp_path / "case.toml"
    path.write_text(text.replace('# owner = "妈妈"', 'owner = "妈妈"'), "utf-8")
    (her,) = (one for one in cg.casefile.load(path, log.settings).protected if one.owner)
    assert (her.parties, her.owner) == ((HER,), "妈妈")
    shown = (SAMPLE / "README.md", SAMPLE.parent / "README.md", SAMPLE.parent / "README.zh.md")
    assert all("--owner 妈妈=sample_data/mother" in readme.read_text("utf-8") for readme in shown)
