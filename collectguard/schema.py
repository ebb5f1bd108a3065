"""The one table of the program and the object that carries it.

Column names are spelled here; their meaning is the contract of every parser, statistic and report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd

from collectguard.i18n import Sentence, Translate
from collectguard.records import NOT_ANSWERED as NOT_ANSWERED  # noqa: PLC0414 -- a name of the table, too
from collectguard.records import TAKEN as TAKEN  # noqa: PLC0414
from collectguard.records import Kind
from collectguard.settings import Settings

KINDS: Final = tuple(kind.value for kind in Kind)
DIRECTIONS: Final = ("in", "out", "unknown")
OUTCOMES: Final = (
    "answered", "missed", "rejected", "blocked", "voicemail", "elsewhere", "unanswered",
    "received", "sent", "draft", "outbox", "failed", "queued", "unknown",
)  # fmt: skip
TIME_QUALITIES: Final = ("ok", "implausible", "missing", "no_year", "minute_only")
USABLE_TIMES: Final = ("ok", "minute_only")
PARTY_CLASSES: Final = (
    "mobile", "mvno", "landline", "shared_cost", "toll_free", "short", "port106", "service95",
    "iot", "satellite", "foreign", "text", "hidden", "unparsed",
)  # fmt: skip
HIDDEN: Final = "hidden"
"""Class of callers without a number."""
SERVICE_CLASSES: Final = ("shared_cost", "toll_free", "short", "port106", "service95", "iot", "text")
"""Classes of numbers and names that only organisations hold: switchboards, hotlines, bulk messages."""

EVENT_DTYPES: Final[dict[str, str | pd.CategoricalDtype]] = {
    "event_id": "str",
    "owner": "category",
    "kind": pd.CategoricalDtype(list(KINDS)),
    "direction": pd.CategoricalDtype(list(DIRECTIONS)),
    "outcome": pd.CategoricalDtype(list(OUTCOMES)),
    "started_at": "datetime64[ms, UTC]",
    "time_quality": pd.CategoricalDtype(list(TIME_QUALITIES)),
    "duration_s": "Int64",
    "ring_s": "Int64",
    "party_raw": "str",
    "party": "category",
    "party_class": pd.CategoricalDtype(list(PARTY_CLASSES)),
    "contact_name": "str",
    "known": "bool",
    "subject": "str",
    "body": "str",
    "part_count": "Int64",
    "part_digest": "str",
    "sim": "str",
    "source_id": "Int32",
    "ordinal": "Int32",
    "line": "Int32",
    "duplicate_of": "str",
    "counterpart": "str",
}
"""Columns of ``Log.events`` in their order. One row per record kept or marked as a duplicate."""

SOURCE_DTYPES: Final[dict[str, str]] = {
    "path": "str",
    "owner": "str",
    "format": "str",
    "parser": "str",
    "witness": "str",
    "size": "Int64",
    "sha256": "str",
    "mtime": "datetime64[ms, UTC]",
    "declared": "Int64",
    "records": "Int64",
    "kept": "Int64",
    "duplicates": "Int64",
    "rejected": "Int64",
    "repaired": "object",
    "kinds": "object",
    "directions": "object",
    "first": "datetime64[ms, UTC]",
    "last": "datetime64[ms, UTC]",
    "notes": "object",
    "clocks": "object",
}
"""Columns of ``Log.sources``, indexed by ``source_id`` from 0 in the order given.

``records = kept + duplicates + rejected``. ``owner`` is whose phone it is from, as in the events. ``witness``
is ``phone``, or ``carrier`` for an itemised list, which holds answered calls only. ``repaired``,
``kinds`` and ``directions`` hold a mapping from name to count; ``notes`` a tuple of `Sentence`;
``clocks`` a mapping from the names of ``parsers.clocks.Clocks`` to its figures.
"""

CARRIER: Final = "carrier"
"""``witness`` of itemised lists; every other source is the phone's own."""

REJECTED_DTYPES: Final[dict[str, str]] = {
    "source_id": "Int32",
    "ordinal": "Int32",
    "line": "Int32",
    "reason": "str",
    "excerpt": "str",
}
"""Columns of ``Log.rejected``, one row per record that could not be read."""


def empty_frame(dtypes: dict[str, str] | dict[str, str | pd.CategoricalDtype]) -> pd.DataFrame:
    """A frame of no rows with these columns and dtypes."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def has_usable_time(events: pd.DataFrame) -> pd.Series:
    """Which events can be placed on a day and at an hour (bool, same index)."""
    usable: pd.Series = events["time_quality"].isin(USABLE_TIMES)
    return usable


def are_copies(events: pd.DataFrame) -> pd.Series:
    """Which rows say once more what another row says, and do not count (bool, same index).

    Their ``counterpart`` is the row kept, which does not point back: its own is the other witness, if any.
    They stand in other form in another file of the same witness, or are rows by which a list bills one long
    message.
    """
    paired = events.loc[events["counterpart"].notna(), ["event_id", "counterpart"]]
    of_others = events[["event_id", "counterpart"]].drop_duplicates("event_id").set_index("event_id")
    back = paired["counterpart"].map(of_others["counterpart"])
    copies = paired["counterpart"].isin(of_others.index) & (back != paired["event_id"])
    return copies.reindex(events.index, fill_value=False)


def in_other_form(events: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Which rows another file of the same witness holds in other form (bool, same index); no duplicates."""
    copies = are_copies(events) & events["duplicate_of"].isna()
    rows = events.loc[copies]
    kept = events[events["event_id"].isin(rows["counterpart"])].drop_duplicates("event_id")
    source_of = kept.set_index("event_id")["source_id"]
    witness = rows["source_id"].map(sources["witness"])
    same = rows["counterpart"].map(source_of).map(sources["witness"]) == witness
    return same.reindex(events.index, fill_value=False)


class WrittenTime(NamedTuple):
    """The time of a record as the file writes it, where it is no instant: it has no year, or no such day."""

    source_id: int
    ordinal: int
    line: int | None
    text: str


class Unread(NamedTuple):
    """A file, or a folder without backups, of which nothing entered the log."""

    what: Sentence
    """One sentence that names it and says what happened."""
    advice: Sentence
    """One sentence that says what to do."""
    missing_part: bool = False
    """Whether all that is amiss is that an optional part of the program is not installed."""

    def said(self, translate: Translate) -> tuple[str, str]:
        """Both in another language."""
        return self.what.said(translate), self.advice.said(translate)


@dataclass(frozen=True)
class Log:
    """All records of all files, merged, with where each came from."""

    events: pd.DataFrame
    """`EVENT_DTYPES`; a row is unique by (``source_id``, ``ordinal``). Sorted by ``started_at``,
    rows without a time last, then by ``source_id`` and ``ordinal``; index 0 … n-1."""
    sources: pd.DataFrame
    """`SOURCE_DTYPES`."""
    rejected: pd.DataFrame
    """`REJECTED_DTYPES`."""
    settings: Settings = field(repr=False)
    unread: tuple[Unread, ...] = ()
    """What was named and could not be read, in the order given."""
    written_times: tuple[WrittenTime, ...] = field(default=(), repr=False)
    """Of the events whose ``started_at`` is missing and whose file has something in its place."""

    @cached_property
    def own(self) -> "Log":
        """The same log with the events of its own phone alone, without those of other owners."""
        return self._only([self.settings.owner])

    def of(self, owners: Iterable[str]) -> "Log":
        """The same log with the events of these people's phones alone; all sources stay."""
        wanted = [*owners]
        return self.own if wanted == [self.settings.owner] else self._only(wanted)

    def _only(self, owners: Iterable[str]) -> "Log":
        theirs = self.events["owner"].isin(list(owners))
        return self if theirs.all() else replace(self, events=self.events[theirs].reset_index(drop=True))

    @cached_property
    def other_owners(self) -> tuple[str, ...]:
        """The other people of whose phones files were read, by the order of the files."""
        labels = dict.fromkeys(map(str, self.sources["owner"]))
        return tuple(label for label in labels if label != self.settings.owner)

    @cached_property
    def carrier_lists(self) -> pd.Index:
        """``source_id`` of carriers' itemised lists, which hold answered calls only."""
        return self.sources.index[self.sources["witness"] == CARRIER]

    @cached_property
    def unique(self) -> pd.DataFrame:
        """Events of any direction, each once; same columns and index.

        Left out are duplicates; rows that stand in another file of the same witness in other form; and of a
        call or message that stands in the phone as well as in the carrier's list the rows of the list.
        """
        once = self.events["duplicate_of"].isna()
        paired = self.events["counterpart"].notna()
        if paired.any():
            once &= ~(paired & self.events["source_id"].isin(self.carrier_lists)) & ~are_copies(self.events)
        return self.events[once]

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Incoming events, each once: what the statistics count. Same columns and index.

        Drafts, outbox, failed and queued messages are outgoing, so they are never among them.
        """
        return self.unique[self.unique["direction"] == "in"]

    @cached_property
    def timed(self) -> pd.DataFrame:
        """The contacts whose time can be used: those that shares, windows and days rest on."""
        return self.contacts[has_usable_time(self.contacts)]

    @property
    def ledger(self) -> dict[str, int]:
        """Sums over all files: ``records = kept + duplicates + rejected``."""
        return {name: int(self.sources[name].sum()) for name in ("records", "kept", "duplicates", "rejected")}

    def __repr__(self) -> str:
        ledger = ", ".join(f"{name} {count:,}" for name, count in self.ledger.items())
        return f"Log({len(self.sources)} sources: {ledger}; zone {self.settings.tz})"
