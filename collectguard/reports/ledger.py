"""Files and unreadable records of a log as plain values, for everything that prints them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from collectguard.i18n import Sentence
from collectguard.schema import Log


class SourceRow(NamedTuple):
    """One file; see ``schema.SOURCE_DTYPES``."""

    number: int
    """From 1, in the order given."""
    path: str
    owner: str | None
    """Whose phone it is from, where those of several people were read."""
    format: str
    witness: str
    """``phone``, or ``carrier`` for an itemised list, which holds answered calls only."""
    size: int
    sha256: str
    mtime: pd.Timestamp | None
    declared: int | None
    records: int
    kept: int
    duplicates: int
    rejected: int
    repaired: Mapping[str, int]
    kinds: Mapping[str, int]
    directions: Mapping[str, int]
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    notes: tuple[Sentence, ...]


class RejectedRow(NamedTuple):
    """One record that could not be read."""

    source: int
    """Number of its file, from 1."""
    ordinal: int
    line: int | None
    reason: str
    excerpt: str


def source_rows(log: Log) -> Iterator[SourceRow]:
    """The files in the order given."""
    for number, row in enumerate(log.sources.to_dict("records"), start=1):
        yield SourceRow(
            number=number,
            path=str(row["path"]),
            owner=str(row["owner"]) if log.other_owners else None,
            format=str(row["format"]),
            witness=_known(row["witness"]) or "phone",
            size=int(row["size"]),
            sha256=str(row["sha256"]),
            mtime=_known(row["mtime"]),
            declared=None if _known(row["declared"]) is None else int(row["declared"]),
            records=int(row["records"]),
            kept=int(row["kept"]),
            duplicates=int(row["duplicates"]),
            rejected=int(row["rejected"]),
            repaired=dict(row["repaired"]),
            kinds=dict(row["kinds"]),
            directions=dict(row["directions"]),
            first=_known(row["first"]),
            last=_known(row["last"]),
            notes=tuple(row["notes"]),
        )


def rejected_rows(log: Log, number: int | None = None) -> Iterator[RejectedRow]:
    """The unreadable records of all files, or of the one with this number, in the order of the log."""
    rejected = log.rejected
    if number is not None:
        rejected = rejected[rejected["source_id"] == number - 1]
    for row in rejected.to_dict("records"):
        yield RejectedRow(
            source=int(row["source_id"]) + 1,
            ordinal=int(row["ordinal"]),
            line=None if _known(row["line"]) is None else int(row["line"]),
            reason=str(row["reason"]),
            excerpt=_known(row["excerpt"]) or "",
        )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value
