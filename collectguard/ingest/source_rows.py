"""What is known of each file that was read, a row a file."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import pandas as pd

from collectguard.i18n import Sentence
from collectguard.ingest.source_table import SourceTable
from collectguard.schema import DIRECTIONS, KINDS, SOURCE_DTYPES, USABLE_TIMES, in_other_form
from collectguard.settings import Settings


def source_frame(tables: Sequence[SourceTable], events: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Columns of ``Log.sources`` (`SOURCE_DTYPES`), indexed by ``source_id`` from 0."""
    sources = pd.DataFrame(
        [
            _source_row(table, found, settings)
            for table, found in zip(tables, _found(events, len(tables)), strict=True)
        ],
        columns=list(SOURCE_DTYPES),
    )
    for moment in ("mtime", "first", "last"):  # all of them may be missing
        sources[moment] = pd.to_datetime(sources[moment], utc=True)
    return sources.astype(SOURCE_DTYPES)


def noted_copies(events: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """The notes of each source, with how many of its records stand in another file in other form."""
    copies = events.loc[in_other_form(events, sources), "source_id"].value_counts()
    noted = [
        (*notes, Sentence("records that another file holds in other form; each counts once: {n}", n=count))
        if count
        else notes
        for notes, count in zip(
            sources["notes"], copies.reindex(sources.index, fill_value=0).tolist(), strict=True
        )
    ]
    return pd.Series(noted, index=sources.index, dtype="object")


class _Found(NamedTuple):
    """What the events say of one source."""

    events: int
    duplicates: int
    first: pd.Timestamp
    """``NaT`` where no event has a usable time."""
    last: pd.Timestamp


def _found(events: pd.DataFrame, sources: int) -> Iterator[_Found]:
    """What the events say of each source, in their order."""
    usable = events["time_quality"].isin(USABLE_TIMES)
    by_source = pd.DataFrame(
        {
            "source_id": events["source_id"],
            "duplicate": events["duplicate_of"].notna(),
            "at": events["started_at"].where(usable),
        }
    ).groupby("source_id")
    every = range(sources)
    return map(
        _Found,
        by_source.size().reindex(every, fill_value=0),
        by_source["duplicate"].sum().reindex(every, fill_value=0),
        by_source["at"].min().reindex(every),
        by_source["at"].max().reindex(every),
    )


def _source_row(table: SourceTable, found: _Found, settings: Settings) -> dict[str, Any]:
    facts = table.facts
    return {
        "path": table.file.path,
        "owner": table.file.owner or settings.owner,
        "format": table.format,
        "parser": table.parser,
        "witness": facts.witness,
        "size": table.size,
        "sha256": table.sha256,
        "mtime": table.file.mtime,
        "declared": facts.declared,
        "records": found.events + len(table.rejected),
        "kept": found.events - found.duplicates,
        "duplicates": found.duplicates,
        "rejected": len(table.rejected),
        "repaired": dict(sorted(facts.repaired.items())),
        "kinds": table.counts("kind", KINDS),
        "directions": {"in": 0, "out": 0, "unknown": 0} | table.counts("direction", DIRECTIONS),
        "first": found.first,
        "last": found.last,
        "notes": tuple(facts.notes),
        "clocks": asdict(facts.clocks),
    }
