"""Many files into one log."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.errors import InputError, UnknownFormatError
from collectguard.ingest.contacts import named_by_contacts
from collectguard.ingest.identity import as_integers, event_ids, number_repeats
from collectguard.ingest.owners import with_owners
from collectguard.ingest.reading import Progress, read_source
from collectguard.ingest.side_by_side import read_side_by_side, worth_it
from collectguard.ingest.source_rows import source_frame
from collectguard.ingest.source_table import SourceTable, time_qualities
from collectguard.parsers.containers import InputFile, expand
from collectguard.parsers.tables.columns import column_map
from collectguard.reconciliation import counterparts, message_counterparts, reconcile
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
from collectguard.settings import Settings, settings_for
from collectguard.statements import Device

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def read(
    paths: Paths,
    settings: Settings | None = None,
    *,
    owners: Mapping[str, Paths] | None = None,
    devices: Sequence[Device] = (),
    progress: Progress | None = None,
) -> Log:
    """Read files, folders, patterns and archives into one `Log`; ``-`` is standard input.

    Records that stand in several files of one owner are kept once and marked in the others; a call or message
    that stands in the phone and in a carrier's list bears the id of its counterpart. A file that
    cannot be read is named in ``log.unread`` and does not keep the others from being read; in folders and
    archives only what is named like a backup is, so that photos may lie beside.

    Args:
        paths: What to read: the phone of the owner of the settings, where the next two do not say otherwise.
        settings: Those of China when not given.
        owners: Backups of other people's phones by the label of their owner, read as well. A file that is
            named here and in ``paths`` is read once, as theirs.
        devices: Phones of the case file: each has the files that are called as it says.
        progress: Told how far reading is.

    Raises:
        InputError: Nothing could be read at all.
        SettingsError: What the settings say of the columns of tables cannot be read, or one file is named
            for two owners.
    """
    settings = settings or settings_for()
    column_map(settings.columns)  # what cannot be read is said before anything is read
    given = as_list(paths)
    tables: list[SourceTable] = []
    problems: list[InputError] = []
    passed_over: dict[str, int] = {}
    theirs = {owner: as_list(files) for owner, files in (owners or {}).items()}
    found = with_owners(expand(given), theirs, devices)
    results = _read_all([file for file in found if isinstance(file, InputFile)], settings, progress)
    for file in found:
        result = file if isinstance(file, InputError) else next(results)
        if isinstance(result, SourceTable):
            tables.append(result)
        elif (
            isinstance(result, UnknownFormatError)
            and isinstance(file, InputFile)
            and not file.should_be_a_backup
        ):
            passed_over[file.given] = passed_over.get(file.given, 0) + 1
        else:
            problems.append(result)
    problems += _without_backups(passed_over, tables)
    if not tables:
        raise (
            problems[0]
            if problems
            else InputError("No file was named.", "Name the backup, a folder or a ZIP file.")
        )
    unread = tuple(Unread(problem.what, problem.advice) for problem in problems)
    return _merge(tables, settings, unread)


def as_list(paths: Paths) -> list[str | os.PathLike[str]]:
    """What is named, also where it is a single name."""
    return [paths] if isinstance(paths, str | os.PathLike) else [*paths]


def _read_all(
    files: list[InputFile], settings: Settings, progress: Progress | None
) -> Iterator[SourceTable | InputError]:
    if worth_it(files):
        yield from read_side_by_side(files, settings, progress)
        return
    for file in files:
        try:
            yield read_source(file, settings, progress)
        except InputError as error:
            yield error


def _without_backups(passed_over: dict[str, int], tables: list[SourceTable]) -> list[InputError]:
    """A problem for each folder or archive that holds files, and no backup among them."""
    fruitful = {table.file.given for table in tables}
    return [
        UnknownFormatError(
            "{path}: none of its {n} files is a backup that can be read.",
            "Name the folder or archive into which a backup app writes, or the files themselves; README "
            "lists what can be read.",
            path=given,
            n=count,
        )
        for given, count in passed_over.items()
        if given not in fruitful
    ]


def _merge(tables: list[SourceTable], settings: Settings, unread: tuple[Unread, ...]) -> Log:
    source_ids = np.repeat(np.arange(len(tables), dtype=np.int32), [len(table) for table in tables])
    identities = b"".join(table.identities for table in tables)
    repeats, duplicate = number_repeats(as_integers(identities), source_ids)
    ids = event_ids(identities, repeats)
    events = _events(tables, settings, source_ids, ids, duplicate)
    sources = source_frame(tables, events, settings)
    partners = message_counterparts(events, sources)
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
