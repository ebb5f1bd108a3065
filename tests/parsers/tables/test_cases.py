"""Every pair of files in ``tests/cases/tables``: a list as it was written, and what must come out of it.

``NAME.json`` stands beside ``NAME.csv`` or whatever the list's ending is. ``rows`` holds the events in the
order of the file: ordinal, line, kind, direction, outcome, wall clock in the zone of the settings, time
quality, seconds, party as written and as key; ``more`` other columns by ordinal. ``settings`` goes to
`settings_for`.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

import collectguard as cg
from collectguard import errors
from collectguard.settings import settings_for
from tests.parsers.cases import plain

FOLDER = Path(__file__).parents[2] / "cases" / "tables"
EXPECTED = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}  # fmt: skip
LISTS = {path.stem: path for path in sorted(FOLDER.iterdir()) if path.suffix != ".json"}
COLUMNS = (
    "ordinal", "line", "kind", "direction", "outcome", "at", "time_quality", "duration_s", "party_raw",
    "party",
)  # fmt: skip


def settings_of(expected):
    return settings_for(**{"region": "CN"} | expected.get("settings", {}))


def rows_of(log):
    events = log.events.sort_values("ordinal")
    events["at"] = events["started_at"].dt.tz_convert(log.settings.tz)
    return [
        [
            None if pd.isna(value) else f"{value:%Y-%m-%d %H:%M:%S}" if name == "at" else value
            for name, value in zip(COLUMNS, row, strict=True)
        ]
        for row in events[[*COLUMNS]].itertuples(index=False)
    ]


def test_pairs_are_complete():
    assert [*EXPECTED] == [*LISTS]
    assert len(LISTS) > 45


@pytest.mark.parametrize("name", [name for name in EXPECTED if "error" not in EXPECTED[name]])
def test_case(name):
    expected = EXPECTED[name]
    log = cg.read(LISTS[name], settings_of(expected))
    assert rows_of(log) == expected["rows"]

    source = {column: plain(value) for column, value in log.sources.iloc[0].items()}
    assert source["parser"] == "tables"
    assert source["witness"] == expected["witness"]
    assert source["repaired"] == expected.get("repaired", {})
    assert source["notes"] == expected["notes"]
    assert source["records"] == len(expected["rows"]) + len(expected.get("rejected", ()))

    rejected = log.rejected[["ordinal", "line", "reason"]].to_numpy().tolist()
    assert rejected == expected.get("rejected", [])

    events = log.events.set_index("ordinal")
    for ordinal, more in expected.get("more", {}).items():
        assert {column: plain(events.loc[int(ordinal), column]) for column in more} == more


@pytest.mark.parametrize("name", [name for name in EXPECTED if "error" in EXPECTED[name]])
def test_refused(name):
    expected = EXPECTED[name]
    with pytest.raises(getattr(errors, expected["error"])) as caught:
        cg.read(LISTS[name], settings_of(expected))
    assert str(LISTS[name]) in caught.value.what
    assert expected["what"] in caught.value.what
    assert expected["advice"] in caught.value.advice
