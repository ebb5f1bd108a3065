"""Every pair of files in ``tests/cases/smsbackup``."""

import pytest

import collectguard as cg
from collectguard import errors
from tests.parsers.cases import FOLDER, NAMES, backup, expectation, plain


def test_pairs_are_complete():
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES
    assert len(NAMES) > 24


@pytest.mark.parametrize("name", [name for name in NAMES if "error" not in expectation(name)])
def test_case(name):
    expected = expectation(name)
    log = cg.read(backup(name))
    source = {column: plain(value) for column, value in log.sources.iloc[0].items()}
    assert {column: source[column] for column in expected["source"]} == expected["source"]
    assert source["records"] == source["kept"] + source["duplicates"] + source["rejected"]

    events = log.events.sort_values("ordinal").to_dict("records")
    assert [event["ordinal"] for event in events] == [row["ordinal"] for row in expected["rows"]]
    for event, row in zip(events, expected["rows"], strict=True):
        event["repeat"] = int(event["event_id"].partition("-")[2] or 1)
        assert {column: plain(event[column]) for column in row} == row

    rejects = log.rejected.to_dict("records")
    assert [reject["ordinal"] for reject in rejects] == [row["ordinal"] for row in expected["rejected"]]
    for reject, row in zip(rejects, expected["rejected"], strict=True):
        assert reject["line"] == row["line"]
        assert reject["reason"].startswith(row["reason"])
        assert row.get("excerpt", "") in reject["excerpt"]


@pytest.mark.parametrize("name", [name for name in NAMES if "error" in expectation(name)])
def test_refused(name):
    expected = expectation(name)["error"]
    with pytest.raises(getattr(errors, expected["class"])) as caught:
        cg.read(backup(name))
    assert str(backup(name)) in caught.value.what
    assert expected["what"] in caught.value.what
