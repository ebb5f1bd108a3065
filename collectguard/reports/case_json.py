"""``case.json``: the figures for programs; the shapes of ``inspect --json`` and ``senders --json`` in one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from collectguard.case import Case
from collectguard.clock import iso_utc
from collectguard.findings import Evaluation
from collectguard.provenance import Origin, file_name
from collectguard.reports.case_id import case_id
from collectguard.reports.document.found import numbered
from collectguard.reports.export import plain_values
from collectguard.reports.interface import Report
from collectguard.reports.ledger import SourceRow, rejected_rows, source_rows
from collectguard.schema import Log
from collectguard.wording import Wording

SCHEMA = 1


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:  # noqa: ARG001  (data: never split)
    """Write settings, sources, ledger, figures, tables and the list of charts."""
    path = folder / "case.json"
    path.write_bytes(
        json_bytes(
            {
                "schema": SCHEMA,
                "report": case_id(case),
                **conditions(case),
                "sources": [
                    source_json(source) | {"written_times": written_times_json(case.log, source.number)}
                    for source in source_rows(case.log)
                ],
                "totals": case.log.ledger,
                "witnesses": [phone.as_json() for phone in case.witnesses.phones],
                "reconciliation": _reconciliation(case),
                **case.blocks,
                "findings": [each.finding.as_json() for each in numbered(case)],
                "rules": _rules(case.evaluation),
                "actors": [
                    {**actor.as_json(), "rotation": case.rotations[actor.id].as_json()}
                    for actor in case.actors
                ],
                "third_party": [reached.as_json() for reached in case.third_party],
                "messages": _messages(case),
                "completeness": [sign.as_json(Wording(case.log.settings)) for sign in case.completeness],
                "tables": {name: _records(table) for name, table in case.tables.items()},
                "charts": [
                    {
                        "name": chart.name,
                        "title": chart.title,
                        "caption": chart.caption,
                        "files": [f"charts/{chart.name}.png", f"charts/{chart.name}.svg"],
                    }
                    for chart in case.charts
                ],
            }
        )
    )
    return (path,)


def _rules(evaluation: Evaluation) -> dict[str, Any]:
    """What was looked at with which result, and which rules were not, with the reason."""
    return {
        "evaluated": list(evaluation.evaluated),
        "not_evaluated": [each._asdict() for each in evaluation.not_evaluated],
        "sentence": evaluation.sentence,
    }


def _messages(case: Case) -> dict[str, Any] | None:
    """What was found in messages; offsets count characters from 0, the end is not included."""
    if case.content is None:
        return None
    return {
        "judged": case.content.judged,
        "distinct": case.content.distinct,
        "hits": [hit._asdict() for hit in case.content.hits],
    }


def _reconciliation(case: Case) -> dict[str, Any] | None:
    """What phone and carrier's list agree on, and every call that was compared."""
    found = case.reconciliation
    return None if found is None else {**found.as_json(), "calls": found.calls_json()}


def conditions(case: Case) -> dict[str, Any]:
    """What every output depends on beside the input files: date given, versions, settings."""
    return {
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "versions": dict(case.versions),
        "case_file": case.case_file.origin and _origin(case.case_file.origin),
        "lexica": [_origin(origin) for origin in case.content.own_lexica] if case.content else [],
        "disabled": list(case.content.disabled) if case.content else [],
        "packs": [{"id": pack.id, **_origin(pack.origin)} for pack in case.evaluation.packs],
        "settings": case.log.settings.as_dict(),
    }


def _origin(origin: Origin) -> dict[str, str]:
    return {"file": file_name(origin.path), "sha256": origin.sha256}


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON as UTF-8, each entry of an object and each row of a list on a line of its own.

    Half a character, as a file name may hold one, becomes its escape.
    """
    return (_lines(value, "") + "\n").encode("utf-8", "backslashreplace")


def _lines(value: object, margin: str) -> str:
    """A row is written at one go: Python's fast encoder knows no indentation."""
    inner = f"{margin}  "
    if isinstance(value, Mapping) and value:
        entries = (f"{inner}{_json(str(key))}: {_lines(entry, inner)}" for key, entry in value.items())
        return "{\n" + ",\n".join(entries) + f"\n{margin}}}"
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping | list | tuple) for item in value):
        return "[\n" + ",\n".join(f"{inner}{_json(item)}" for item in value) + f"\n{margin}]"
    return _json(value)


_json: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def source_json(source: SourceRow) -> dict[str, Any]:
    """One file as plain JSON values."""
    whose = {"owner": source.owner} if source.owner is not None else {}
    return {
        "path": source.path,
        **whose,
        "format": source.format,
        "witness": source.witness,
        "sha256": source.sha256,
        "size": source.size,
        "declared": source.declared,
        "records": source.records,
        "kept": source.kept,
        "duplicates": source.duplicates,
        "rejected": source.rejected,
        "repaired": dict(source.repaired),
        "first": source.first and iso_utc(source.first),
        "last": source.last and iso_utc(source.last),
        "kinds": dict(source.kinds),
        "directions": dict(source.directions),
        "notes": list(source.notes),
    }


def written_times_json(log: Log, number: int) -> list[dict[str, Any]]:
    """The times of the file with this number that are no instants, as they are written there."""
    return [
        {"ordinal": time.ordinal, "line": time.line, "text": time.text}
        for time in log.written_times
        if time.source_id == number - 1
    ]


def unreadable_json(log: Log, number: int) -> list[dict[str, Any]]:
    """The unreadable records of the file with this number as plain JSON values."""
    rows = (row._asdict() for row in rejected_rows(log, number))
    return [{name: value for name, value in row.items() if name != "source"} for row in rows]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, its index included where it has a name."""
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    columns = {str(name): _json_values(table[name]) for name in table}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _json_values(column: pd.Series) -> list[Any]:
    if pd.api.types.is_float_dtype(column.dtype):
        return [None if pd.isna(value) else float(value) for value in column]
    if pd.api.types.is_datetime64_dtype(column.dtype):  # a local date, without zone
        return [None if pd.isna(value) else value.date().isoformat() for value in column]
    if column.dtype == object:
        return list(column)
    return plain_values(column)


REPORT = Report("json", write)
