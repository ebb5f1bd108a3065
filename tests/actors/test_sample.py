"""The made-up phone, whose truth was written down while it was made up."""

import json
from pathlib import Path

import pytest

import collectguard as cg
from collectguard.actors import rotation, suggest

SAMPLE = Path(__file__).parents[2] / "sample_data"
PLANTED = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["actors"]


@pytest.fixture(scope="module")
def log():
    return cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))


def test_the_agency_is_found_whole_and_nobody_else_is_accused(log):
    found = {one.signatures[0]: set(one.parties) for one in suggest(log)}
    assert found == {
        "虚构资产": set(PLANTED["虚构资产管理"]["parties"]),
        "示例小贷": set(PLANTED["示例小贷"]["parties"]),
        "虚构市人民法院": set(PLANTED["冒充法院的号码"]["parties"]),
    }


def test_the_agency_is_the_first_suggestion_and_changes_its_numbers(log):
    agency = suggest(log)[0]
    assert agency.signatures == ("虚构资产",)
    kinds = [one.kind for one in agency.evidence]
    assert kinds[0] == "signature"
    assert set(kinds[1:]) == {"wording"}
    figures = rotation(log, agency.parties)
    planted = PLANTED["虚构资产管理"]
    assert (figures.numbers, figures.contacts) == (13, planted["timed"])
    assert figures.active_days == planted["active_days"]
    assert figures.daily["new_number_count"].sum() == 13
