"""What was read of many files as one log: each record once, with where it came from."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.ingest.contacts import named_by_contacts
from collectguard.ingest.identity import as_integers, event_ids, number_repeats
from collectguard.ingest.source_rows import noted_copies, source_frame
from collectguard.ingest.source_table import SourceTable, time_qualities
from collectguard.ingest.whose import as_lists, lists_by_agreement
from collectguard.reconciliation import counterparts, message_counterparts, reconcile, repeats
from collectguard.schema import (
    DIRECTIONS,
    EVENT_DTYPES,
    KINDS,
    OUTCOMES,
    PARTY_CLASSES,
    REJECTED_DTYPES,
    TIME_QUALITIES,
    Log,
    Unread,
    WrittenTime,
    empty_frame,
)
from collectguard.settings import Settings


def merge(tables: list[SourceTable], settings: Settings, unread: tuple[Unread, ...]) -> Log:
    """One log of all files, in the order given; at least one, and what could not be read beside them.

    Equal records of several files are kept once, as the first has them, and marked in the others. What
    another file of the same witness holds in other form bears the id of the row that counts, and what stands
    in the phone and in a carrier's list that of its counterpart.
    """
    source_ids = np.repeat(np.arange(len(tables), dtype=np.int32), [len(table) for table in tables])
    identities = b"".join(table.identities for table in tables)
    numbers, duplicate = number_repeats(as_integers(identities), source_ids)
    ids = event_ids(identities, numbers)
    events = _events(tables, settings, source_ids, ids, duplicate)
    sources = source_frame(tables, events, settings)
    copies = repeats(events, sources)
    if lists := lists_by_agreement(events, sources, copies, settings):
        sources = as_lists(sources, lists)
        copies = repeats(events, sources)
    if copies:
        events["counterpart"] = events["event_id"].map(copies).astype("str")
        sources["notes"] = noted_copies(events, sources)
    partners = copies | message_counterparts(events, sources)
    if (found := reconcile(events, sources, settings)) is not None:
        partners |= counterparts(found)
    if partners:
        events["counterpart"] = events["event_id"].map(partners).astype("str")
    rejected = [
        (place, item.ordinal, item.line, item.reason, item.excerpt)
        for place, table in enumerate(tables)
        for item in table.rejected
    ]
    rejected_frame = (
        pd.DataFrame(rejected, columns=list(REJECTED_DTYPES)).astype(REJECTED_DTYPES)
        if rejected
        else empty_frame(REJECTED_DTYPES)
    )
    written = tuple(
        WrittenTime(place, *time) for place, table in enumerate(tables) for time in table.written_times
    )
    return Log(events, sources, rejected_frame, settings, unread, written)


def _events(
    tables: list[SourceTable],
    settings: Settings,
    source_ids: npt.NDArray[np.int32],
    ids: list[str],
    duplicate: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    def integers(name: str) -> npt.NDArray[Any]:
        return np.concatenate([table.column(name) for table in tables])

    def nullable(name: str, dtype: str) -> pd.Series:
        values = integers(name)
        return pd.Series(pd.arrays.IntegerArray(values.astype(dtype.lower()), values < 0))

    def texts(name: str) -> pd.Series:
        return pd.Series([*chain.from_iterable(table.texts[name] for table in tables)], dtype="str")

    qualities = np.concatenate([time_qualities(table) for table in tables])
    times = integers("epoch_ms").astype("datetime64[ms]")
    times[~integers("has_time").astype(bool)] = np.datetime64("NaT")
    party, party_class = _parties(tables)
    owner = _owners(tables, settings, source_ids)
    names = named_by_contacts(texts("contact_name"), party, owner, tables, settings)
    event_id = pd.Series(ids, dtype="str")
    columns: dict[str, Any] = {
        "event_id": event_id,
        "owner": owner,
        "kind": _categorical(integers("kind"), KINDS),
        "direction": _categorical(integers("direction"), DIRECTIONS),
        "outcome": _categorical(integers("outcome"), OUTCOMES),
        "started_at": pd.Series(times).dt.tz_localize("UTC"),
        "time_quality": _categorical(qualities, TIME_QUALITIES),
        "duration_s": nullable("duration_s", "Int64"),
        "ring_s": nullable("ring_s", "Int64"),
        "party_raw": texts("party_raw"),
        "party": party,
        "party_class": party_class,
        "contact_name": names,
        "known": _known(party, party_class, owner, names),
        "subject": texts("subject"),
        "body": texts("body"),
        "part_count": nullable("part_count", "Int64"),
        "part_digest": texts("part_digest"),
        "sim": texts("sim"),
        "source_id": pd.Series(source_ids, dtype="Int32"),
        "ordinal": nullable("ordinal", "Int32"),
        "line": nullable("line", "Int32"),
        "duplicate_of": event_id.where(duplicate),
        "counterpart": pd.Series([None] * len(ids), dtype="str"),
    }
    order = np.lexsort((integers("ordinal"), source_ids, times))  # NaT sorts last
    frame = pd.DataFrame(columns, columns=list(EVENT_DTYPES), copy=False)
    return frame.take(order).reset_index(drop=True)


def _categorical(codes: npt.NDArray[Any], words: Sequence[str]) -> pd.Categorical:
    categorical: pd.Categorical = pd.Categorical.from_codes(codes, pd.Index([*words], dtype="str"))
    return categorical


def _parties(tables: list[SourceTable]) -> tuple[pd.Categorical, pd.Categorical]:
    """Key and class of the other side of every row; the keys are sorted categories."""
    classes = {party.key: party.party_class for table in tables for party in table.parties}
    keys = sorted(classes)
    place = {key: number for number, key in enumerate(keys)}
    codes = np.concatenate(
        [
            np.array([place[party.key] for party in table.parties], dtype=np.int32)[table.column("party")]
            for table in tables
        ]
    )
    class_codes = np.array([PARTY_CLASSES.index(classes[key]) for key in keys], dtype=np.int8)
    return _categorical(codes, keys), _categorical(class_codes[codes], PARTY_CLASSES)


def _owners(
    tables: list[SourceTable], settings: Settings, source_ids: npt.NDArray[np.int32]
) -> pd.Categorical:
    """Whose phone every row is from; the owner of the settings is the first category."""
    labels = [table.file.owner or settings.owner for table in tables]
    known = [*dict.fromkeys((settings.owner, *labels))]
    return _categorical(np.array([known.index(label) for label in labels], np.int16)[source_ids], known)


def _known(
    party: pd.Categorical, party_class: pd.Categorical, owner: pd.Categorical, names: pd.Series
) -> pd.Series:
    """Whether the party has a name in the contacts of the phone's owner, in any of its spellings."""
    pairs = party.codes.astype(np.int64) * len(owner.categories) + owner.codes
    named = np.unique(pairs[names.notna().to_numpy()])
    hidden = party_class == "hidden"
    return pd.Series(np.isin(pairs, named) & ~hidden)
