"""All events as data: CSV, JSON lines, SQLite. The same columns in the same order, nothing left out.

Values are verbatim: no cell is altered for the sake of a spreadsheet program. Times are ISO 8601 in UTC
with milliseconds and ``Z``; what is absent is empty in CSV and null elsewhere.
"""

import codecs
import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd

from collectguard.schema import EVENT_DTYPES, Log

_BATCH = 20_000
_LINE_ENDS = {code_point: f"\\u{code_point:04x}" for code_point in (0x85, 0x2028, 0x2029)}
_SQL_TYPES = {"Int64": "INTEGER", "Int32": "INTEGER", "int64": "INTEGER", "bool": "INTEGER"}


def events_csv(log: Log, file: BinaryIO) -> None:
    """Write every event, duplicates included, as CSV (RFC 4180).

    UTF-8 with a byte order mark, without which spreadsheet programs take Chinese for another encoding.
    Booleans are ``true`` and ``false``.
    """
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(EVENT_DTYPES)
    for columns in _batches(log.events):
        writer.writerows(zip(*(_as_text(column) for column in columns), strict=True))
    text.detach()


def events_jsonl(log: Log, file: BinaryIO) -> None:
    r"""Write every event, duplicates included, as one JSON object a line, in UTF-8.

    A line ends in ``\n`` alone, and nothing inside it looks like a line end to any reader.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    names = list(EVENT_DTYPES)
    for columns in _batches(log.events):
        rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
        file.writelines(encode(row).translate(_LINE_ENDS).encode() + b"\n" for row in rows)


def events_sqlite(log: Log, path: Path) -> None:
    """Write a new SQLite database with the tables ``events``, ``sources`` and ``rejected``.

    ``events.source_id`` leads to ``sources.source_id``. Mappings of a source are JSON texts.

    Raises:
        sqlite3.Error: The database cannot be written.
        FileExistsError: There is a file of this name.
    """
    path.touch(exist_ok=False)
    with closing(sqlite3.connect(path)) as database:
        _create(database, "events", EVENT_DTYPES)
        for columns in _batches(log.events):
            _insert(database, "events", len(columns), zip(*columns, strict=True))
        for name, frame in (("sources", log.sources.rename_axis("source_id").reset_index()),
                            ("rejected", log.rejected)):  # fmt: skip
            _create(database, name, {str(column): str(frame[column].dtype) for column in frame})
            columns = [list(map(_storable, plain_values(frame[column]))) for column in frame]
            _insert(database, name, len(columns), zip(*columns, strict=True))
        database.commit()


def plain_values(column: pd.Series) -> list[Any]:
    """The values of a column as JSON knows them: text, number, bool or None; mappings as JSON text."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return _iso_times(column)
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = [*map(str, column.cat.categories), None]
        return [words[code] for code in column.cat.codes]
    if isinstance(column.dtype, pd.StringDtype):
        values = column.astype(object)
        return list(values.where(column.notna(), None))
    if column.dtype == object:
        return [
            value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for value in column
        ]
    values_: list[Any] = column.tolist()
    return [None if value is pd.NA else value for value in values_] if column.hasnans else values_


def _iso_times(column: pd.Series) -> list[str | None]:
    instants = column.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy("datetime64[ms]")
    missing = np.isnat(instants)
    texts = np.datetime_as_string(instants, unit="ms").tolist()
    return [None if gone else f"{text}Z" for text, gone in zip(texts, missing, strict=True)]


def _batches(events: pd.DataFrame) -> Iterator[list[list[Any]]]:
    """The columns of the frame in slices, so that memory does not grow with the log."""
    for start in range(0, len(events), _BATCH):
        batch = events.iloc[start : start + _BATCH]
        yield [plain_values(batch[name]) for name in EVENT_DTYPES]


def _storable(value: Any) -> Any:
    """A file name may hold half a character, which SQLite does not take: it becomes its escape."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _as_text(values: Sequence[Any]) -> Sequence[Any]:
    """For CSV: booleans in small letters; the writer itself leaves None empty."""
    if values and isinstance(values[0], bool):
        return ["true" if value else "false" for value in values]
    return values


def _create(database: sqlite3.Connection, table: str, dtypes: dict[str, Any]) -> None:
    columns = ", ".join(f'"{name}" {_SQL_TYPES.get(str(dtype), "TEXT")}' for name, dtype in dtypes.items())
    database.execute(f'CREATE TABLE "{table}" ({columns})')


def _insert(database: sqlite3.Connection, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * width)
    database.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608  (names are ours)
