import csv
import io
import json
import sqlite3

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.reports import export
from collectguard.schema import EVENT_DTYPES
from tests.examples import examples
from tests.logs import log_of
from tests.reports.texts import HOSTILE, LONG, REVERSED

ROWS = [
    {"at": "2026-03-01 22:00:00.007", "party": "+8619400000001", "body": "请还款"},
    {
        "at": "2026-03-01 23:00:00", "party": "hidden:unknown", "party_raw": "", "kind": "call",
        "outcome": "missed", "duration_s": 0, "ring_s": 21, "line": 7, "party_class": "hidden",
    },
    {"at": None, "time_quality": "missing", "party": "+8619400000002", "known": True, "body": ""},
    {
        "at": "2026-03-01 22:00:00.007", "party": "+8619400000001", "body": "请还款", "source_id": 1,
        "duplicate_of": "0000000000000001", "event_id": "0000000000000001",
    },
]  # fmt: skip


def csv_rows(log):
    file = io.BytesIO()
    export.events_csv(log, file)
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def jsonl_rows(log):
    file = io.BytesIO()
    export.events_jsonl(log, file)
    return [json.loads(line) for line in file.getvalue().decode().splitlines()]


def test_csv_by_hand():
    rows = csv_rows(log_of(ROWS))
    assert list(rows[0]) == list(EVENT_DTYPES)
    assert [row["event_id"] for row in rows] == [
        "0000000000000001", "0000000000000001", "0000000000000002", "0000000000000003",
    ]  # fmt: skip
    assert rows[0]["started_at"] == "2026-03-01T14:00:00.007Z"
    assert (rows[0]["known"], rows[3]["known"]) == ("false", "true")
    assert (rows[0]["duplicate_of"], rows[1]["duplicate_of"]) == ("", "0000000000000001")
    assert (rows[2]["ring_s"], rows[2]["duration_s"], rows[2]["line"]) == ("21", "0", "7")
    assert (rows[3]["started_at"], rows[3]["line"], rows[3]["body"]) == ("", "", "")


def test_json_lines_keep_what_is_absent_apart_from_what_is_empty():
    rows = jsonl_rows(log_of(ROWS))
    assert list(rows[0]) == list(EVENT_DTYPES)
    assert rows[3]["body"] == ""
    assert rows[2]["body"] is None
    assert rows[3]["started_at"] is None
    assert rows[3]["known"] is True
    assert rows[2]["duration_s"] == 0


def test_sqlite_holds_the_same_rows_and_where_they_come_from(tmp_path):
    log = log_of(ROWS)
    path = tmp_path / "events.sqlite"
    export.events_sqlite(log, path)
    database = sqlite3.connect(path)
    columns = [row[1] for row in database.execute("PRAGMA table_info(events)")]
    assert columns == list(EVENT_DTYPES)
    rows = [dict(zip(columns, row, strict=True)) for row in database.execute("SELECT * FROM events")]
    assert [row | {"known": bool(row["known"])} for row in rows] == jsonl_rows(log)
    [(source_id, path_, kinds)] = database.execute("SELECT source_id, path, kinds FROM sources")
    assert (source_id, path_, json.loads(kinds)) == (0, "made-by-hand.xml", {"sms": 3, "call": 1})
    assert database.execute("SELECT count(*) FROM rejected").fetchone() == (0,)
    database.close()
    with pytest.raises(FileExistsError):
        export.events_sqlite(log, path)


def test_a_log_longer_than_a_batch_is_whole(monkeypatch):
    monkeypatch.setattr(export, "_BATCH", 3)
    log = log_of({"at": f"2026-03-01 10:00:{n:02d}", "party": "+8619400000001"} for n in range(10))
    assert [row["ordinal"] for row in jsonl_rows(log)] == list(range(1, 11))
    assert [row["ordinal"] for row in csv_rows(log)] == [str(n) for n in range(1, 11)]


def test_pandas_reads_the_csv_back():
    log = log_of(ROWS)
    file = io.BytesIO()
    export.events_csv(log, file)
    file.seek(0)
    frame = pd.read_csv(file, dtype=str)
    assert list(frame.columns) == list(EVENT_DTYPES)
    assert frame["body"].fillna("").tolist() == ["请还款", "请还款", "", ""]


@examples(20)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_letter_for_letter(bodies):
    log = log_of({"at": "2026-03-01 10:00:00", "party": "+8619400000001", "body": body} for body in bodies)
    assert [row["body"] for row in csv_rows(log)] == bodies
    assert [row["body"] for row in jsonl_rows(log)] == bodies


def test_hostile_texts_come_back_letter_for_letter(tmp_path):
    texts = [*HOSTILE.values(), REVERSED, LONG]
    log = log_of({"at": "2026-03-01 10:00:00", "party": "+8619400000001", "body": text} for text in texts)
    assert [row["body"] for row in csv_rows(log)] == texts
    export.events_sqlite(log, tmp_path / "e.sqlite")
    database = sqlite3.connect(tmp_path / "e.sqlite")
    assert [body for (body,) in database.execute("SELECT body FROM events ORDER BY ordinal")] == texts
    database.close()
