"""Every pair of files below ``tests/cases`` that is neither of SMS Backup & Restore nor a table.

``NAME.EXT`` is the backup, byte for byte (a ``.sql`` is the script that makes the database),
``NAME.expected.json`` what must come out of it. ``rows`` holds the events in the order of the file, each by
the columns of `COLUMNS`; ``more`` other columns by ordinal; ``rejected`` ordinal, line and the beginning of
the reason; ``source`` what its row of ``Log.sources`` says; ``settings`` goes to `settings_for`.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

import collectguard as cg
from collectguard import errors
from collectguard.parsers import PARSERS
from collectguard.settings import settings_for
from tests.parsers.cases import plain

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.name not in {"smsbackup", "tables"})
ENDING = ".expected.json"
BACKUPS = {
    f"{folder.name}/{path.name}": path
    for folder in FOLDERS
    for path in sorted(folder.iterdir())
    if not path.name.endswith(ENDING)
}
COLUMNS = (
    "ordinal", "line", "kind", "direction", "outcome", "started_at", "time_quality", "duration_s",
    "party_raw", "contact_name", "body",
)  # fmt: skip


def expectation(path):
    return json.loads(path.with_name(path.stem + ENDING).read_text("utf-8"))


def backup(path, folder):
    """The backup itself; a database is made by its script."""
    if path.suffix != ".sql":
        return path
    made = folder / f"{path.stem}.db"
    with closing(sqlite3.connect(made)) as database:
        database.executescript(path.read_text("utf-8"))
    return made


def rows_of(log):
    events = log.events.sort_values("ordinal").to_dict("records")
    return [[plain(event[column]) for column in COLUMNS] for event in events]


def test_pairs_are_complete():
    for folder in FOLDERS:
        names = {path.name.removesuffix(ENDING) for path in folder.iterdir() if path.name.endswith(ENDING)}
        assert names == {path.stem for key, path in BACKUPS.items() if path.parent == folder}
    assert {parser.NAME for parser in PARSERS} == {path.name for path in FOLDERS} | {
        "smsbackup",
        "tables",
        "pdf",
    }


@pytest.mark.parametrize("name", BACKUPS)
def test_case(name, tmp_path):
    expected = expectation(BACKUPS[name])
    path = backup(BACKUPS[name], tmp_path)
    settings = settings_for(**{"region": "CN"} | expected.get("settings", {}))
    if "error" in expected:
        with pytest.raises(getattr(errors, expected["error"])) as caught:
            cg.read(path, settings)
        assert str(path) in caught.value.what
        assert expected["what"] in caught.value.what
        return
    head = path.read_bytes()[: 1 << 16]
    assert [parser.NAME for parser in PARSERS if parser.claims(head)] == [BACKUPS[name].parent.name]

    log = cg.read(path, settings)
    assert rows_of(log) == expected["rows"]

    rejected = log.rejected[["ordinal", "line", "reason"]].to_numpy().tolist()
    assert len(rejected) == len(expected.get("rejected", []))
    for found, (ordinal, line, reason) in zip(rejected, expected.get("rejected", []), strict=True):
        assert [found[0], None if pd.isna(found[1]) else found[1]] == [ordinal, line]
        assert found[2].startswith(reason)

    source = {column: plain(value) for column, value in log.sources.iloc[0].items()}
    assert source["records"] == source["kept"] + source["duplicates"] + source["rejected"]
    said = {"notes": [], "repaired": {}, "witness": "phone"} | expected.get("source", {})
    assert {column: source[column] for column in said} == said

    events = log.events.set_index("ordinal")
    for ordinal, more in expected.get("more", {}).items():
        assert {column: plain(events.loc[int(ordinal), column]) for column in more} == more
