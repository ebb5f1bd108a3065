"""Whose knowledge a table of calls is, where nothing in it says: the user's word, or the phone's calls."""

import os
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.i18n import Sentence
from collectguard.ingest.owners import place_of
from collectguard.ingest.source_table import SourceTable
from collectguard.parsers.containers import InputFile, expand
from collectguard.reconciliation import reconcile
from collectguard.schema import CARRIER, NOT_ANSWERED, OUTCOMES, TAKEN, has_usable_time
from collectguard.settings import Settings

_TABLES: Final = ("tables", "pdf")
_LEAST_CALLS: Final = 20
_MOST: Final = 0.9
"""Share of a table's calls that must stand in the phone as well."""
_HALF: Final = 0.5

NAMED: Final = Sentence("named as a carrier's list and taken as one, though nothing in it says so")
AGREES: Final = Sentence(
    "taken as a carrier's list, which holds answered calls only: nothing in it says so, but all its calls "
    "were answered, and of {n} at times that the phone's log covers {matched} stand there as well, by "
    "another clock"
)
"""Templates of the notes on such tables."""


class _Agreement(NamedTuple):
    matched: int
    compared: int


def take_as_lists(tables: Sequence[SourceTable], lists: Sequence[str | os.PathLike[str]]) -> None:
    """Take the tables that the user names as lists for a carrier's, unless they hold calls not answered.

    Args:
        tables: What was read.
        lists: Files, folders, patterns and archives.
    """
    named = {place_of(file) for file in expand(lists) if isinstance(file, InputFile)}
    for table in tables:
        if table.facts.witness == CARRIER or table.parser not in _TABLES or place_of(table.file) not in named:
            continue
        if not table.counts("outcome", OUTCOMES).keys() & {*NOT_ANSWERED}:
            table.facts.witness = CARRIER
            table.facts.note(NAMED.template)


def lists_by_agreement(
    events: pd.DataFrame, sources: pd.DataFrame, copies: dict[str, str], settings: Settings
) -> dict[int, Sentence]:
    """Which tables are a carrier's by what stands in them, and what is to be said of each, by ``source_id``.

    A phone's app exports missed calls as well. A table of answered calls alone, nearly all of which the
    phone's own log holds by another clock, is a list of that phone. One that holds them by the same clock is
    a copy of the log.

    Args:
        events: ``EVENT_DTYPES``.
        sources: ``SOURCE_DTYPES``.
        copies: What `repeats` has found.
        settings: Zone, and the shortest talk time that counts.
    """
    tables = sources.index[(sources["witness"] != CARRIER) & sources["parser"].isin(_TABLES)]
    found: dict[int, Sentence] = {}
    if tables.empty or len(sources) < 2:
        return found
    candidates = [number for number in tables.tolist() if _may_be_a_list(events, number, copies)]
    phones = sources.index[(sources["witness"] != CARRIER) & ~sources.index.isin(candidates)]
    for number in candidates:
        among = phones[sources.loc[phones, "owner"] == sources.loc[number, "owner"]]
        one = _agreement(events, sources, [number, *among], settings)
        if one.compared >= _LEAST_CALLS and one.matched >= _MOST * one.compared:
            found[number] = Sentence(AGREES.template, n=f"{one.compared:,}", matched=f"{one.matched:,}")
    return found


def as_lists(sources: pd.DataFrame, lists: dict[int, Sentence]) -> pd.DataFrame:
    """The sources, these among them as a carrier's and with these notes."""
    is_list = sources.index.isin(list(lists))
    notes = [
        (*noted, lists[number]) if number in lists else noted
        for number, noted in zip(sources.index.tolist(), sources["notes"], strict=True)
    ]
    return sources.assign(
        witness=sources["witness"].mask(is_list, CARRIER),
        notes=pd.Series(notes, sources.index, dtype="object"),
    )


def _may_be_a_list(events: pd.DataFrame, number: int, copies: dict[str, str]) -> bool:
    rows = events[(events["source_id"] == number).to_numpy(bool)]
    if len(rows) < _LEAST_CALLS or not (rows["kind"] == "call").all():
        return False
    talked = rows["outcome"].isin(TAKEN) & (rows["duration_s"].fillna(0) > 0)
    held = rows["event_id"].isin(list(copies)) | rows["duplicate_of"].notna()
    return bool(talked.all() and has_usable_time(rows).all() and held.mean() < _HALF)


def _agreement(
    events: pd.DataFrame, sources: pd.DataFrame, numbers: list[int], settings: Settings
) -> _Agreement:
    """How many calls of the first of these sources the others hold, as if it were a list."""
    rows = events[events["source_id"].isin(numbers)].reset_index(drop=True)
    witness = np.where(sources.index == numbers[0], CARRIER, "phone")
    found = reconcile(rows, sources.assign(witness=witness), settings)
    if found is None or not found.main.agreement.offset_certain:
        return _Agreement(0, 0)
    listed = found.calls.loc[found.calls["list_event_id"].notna(), "status"].astype("str")
    compared = listed[~listed.isin(["outside_phone", "short", "repeated"])]
    return _Agreement(int((compared == "matched").sum()), len(compared))
