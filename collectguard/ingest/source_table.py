"""One file as columns: what it says, what it means, and what it amounts to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from collectguard.ingest.codes import Meaning, meaning
from collectguard.ingest.identity import Identifier
from collectguard.ingest.memo import Memo
from collectguard.ingest.times import epoch_ms, plausible
from collectguard.ingest.written import Coder, instants_of, rings_of, times_as_written
from collectguard.numbers import Party, identify
from collectguard.parsers import SourceFacts
from collectguard.parsers.containers import InputFile
from collectguard.records import Record, Rejected
from collectguard.schema import DIRECTIONS, KINDS, OUTCOMES, TAKEN, TIME_QUALITIES
from collectguard.settings import Settings

BATCH_RECORDS = 4096

_KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
_DIRECTION_CODES = {direction: code for code, direction in enumerate(DIRECTIONS)}
_OUTCOME_CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
_IMPLAUSIBLE, _MISSING, _NO_YEAR = map(TIME_QUALITIES.index, ("implausible", "missing", "no_year"))
_TEXTS = ("party_raw", "contact_name", "subject", "body", "part_digest", "sim")
_INTEGERS = (
    "kind", "direction", "outcome", "epoch_ms", "has_time", "given_quality", "duration_s", "ring_s", "party",
    "part_count", "ordinal", "line",
)  # fmt: skip
_NO_NAME = frozenset({"(unknown)", "null"})


class _Interpretation(NamedTuple):
    """What the codes of a record mean; seconds are -1 where there are none."""

    direction: int
    outcome: int
    duration_s: int
    ring_s: int


@dataclass
class SourceTable:
    """The records of one file as columns of equal length, in the order of the file."""

    file: InputFile
    parser: str = ""
    format: str = ""
    sha256: str = ""
    size: int = 0
    facts: SourceFacts = field(default_factory=SourceFacts)
    rejected: list[Rejected] = field(default_factory=list)
    written_times: list[tuple[int, int | None, str]] = field(default_factory=list)
    texts: dict[str, list[str | None]] = field(default_factory=lambda: {name: [] for name in _TEXTS})
    integers: dict[str, list[npt.NDArray[Any]]] = field(
        default_factory=lambda: {name: [] for name in _INTEGERS}
    )
    parties: dict[Party, int] = field(default_factory=dict)
    """Code of each other side, in the order of appearance."""
    identities: bytes = b""

    def __len__(self) -> int:
        return len(self.identities) // 8

    def column(self, name: str) -> npt.NDArray[Any]:
        """One of the integer columns as a whole."""
        parts = self.integers[name]
        return np.concatenate(parts) if parts else np.array([], dtype=np.int64)

    def counts(self, name: str, words: tuple[str, ...]) -> dict[str, int]:
        """How often each word of a coded column occurs; words that do not are left out."""
        found = Counter(self.column(name).tolist())
        return {word: found[code] for code, word in enumerate(words) if found[code]}


class Columns:
    """Turns batches of records into columns; everything that repeats is worked out once."""

    def __init__(self, table: SourceTable, settings: Settings) -> None:
        self.table = table
        self.tz = settings.tz
        self.identifier = Identifier(table.file.owner or settings.owner)
        self.parties = Memo(lambda key: self._party(key, settings))
        self.meanings = Memo(_interpret)
        self.names = Memo(_name)
        self.coder = Coder()

    def fill(self, items: Iterator[Record | Rejected]) -> None:
        """Add all records and rejected ones to the table."""
        identities = []
        while batch := list(islice(items, BATCH_RECORDS)):
            records = [item for item in batch if type(item) is Record]
            if len(records) < len(batch):
                self.table.rejected += [item for item in batch if isinstance(item, Rejected)]
            if records:
                identities.append(self._add(records))
        self.table.identities = b"".join(identities)

    def _add(self, records: list[Record]) -> bytes:
        (
            ordinal, line, kind, type_code, party_raw, date, duration, body, subject, contact_name,
            presentation, sim, part_count, part_digest, understood,
        ) = cast("Iterator[Any]", zip(*records, strict=True))  # fmt: skip
        parties, meanings, names = self.parties, self.meanings, self.names
        keys, codes = zip(*[parties[key] for key in zip(party_raw, presentation, strict=True)], strict=True)
        if understood.count(None) == len(understood):
            codes_named = type_code
            times, has_time = epoch_ms(date)
            qualities, epochs_named = np.zeros(len(records), dtype=np.int8), _named(times, has_time)
        else:  # a list, in words and by the clock
            type_code, codes_named, duration = self.coder.codes_of(type_code, duration, understood)
            times, has_time, qualities, epochs_named = instants_of(
                date, understood, tz=self.tz, facts=self.table.facts
            )
        directions, outcomes, durations, rings = zip(
            *[meanings[key] for key in zip(kind, type_code, duration, strict=True)], strict=True
        )
        if understood.count(None) < len(understood):
            rings = rings_of(rings, understood)
        if not has_time.all():
            self.table.written_times += times_as_written(ordinal, line, date, has_time)
        texts = self.table.texts
        texts["party_raw"] += party_raw
        texts["contact_name"] += [names[name] for name in contact_name]
        texts["subject"] += subject
        texts["body"] += body
        texts["part_digest"] += part_digest
        texts["sim"] += sim
        columns: dict[str, npt.NDArray[Any]] = {
            "kind": np.array([_KIND_CODES[word] for word in kind], dtype=np.int8),
            "direction": np.array(directions, dtype=np.int8),
            "outcome": np.array(outcomes, dtype=np.int8),
            "epoch_ms": times,
            "has_time": has_time,
            "given_quality": qualities,
            "duration_s": np.array(durations, dtype=np.int64),
            "ring_s": np.array(rings, dtype=np.int64),
            "party": np.array(codes, dtype=np.int32),
            "part_count": _or_minus_one(part_count),
            "ordinal": np.array(ordinal, dtype=np.int32),
            "line": _or_minus_one(line),
        }
        for name, values in columns.items():
            self.table.integers[name].append(values)
        heads = zip(kind, codes_named, keys, strict=True)
        return self.identifier.ids(heads, epochs_named, body, zip(part_digest, duration, strict=True))

    def _party(self, key: tuple[str | None, str | None], settings: Settings) -> tuple[str, int]:
        party = identify(key[0], region=settings.region, area_code=settings.area_code, presentation=key[1])
        return party.key, self.table.parties.setdefault(party, len(self.table.parties))


def _named(times: npt.NDArray[np.int64], has_time: npt.NDArray[np.bool_]) -> list[int | str | None]:
    """Epoch milliseconds as they enter an id."""
    epochs: list[int | str | None] = times.tolist()
    if has_time.all():
        return epochs
    return [time if known else None for time, known in zip(epochs, has_time.tolist(), strict=True)]


def _interpret(key: tuple[str, str | Meaning | None, str | None]) -> _Interpretation:
    kind, code, duration = key
    seconds = int(duration) if duration is not None and duration.isdecimal() and len(duration) < 10 else None
    direction, outcome = code if isinstance(code, Meaning) else meaning(kind, code, seconds)
    # of these ``duration`` is the time for which it rang, of all others talk time
    not_answered = direction == "in" and kind == "call" and outcome not in TAKEN
    return _Interpretation(
        _DIRECTION_CODES[direction],
        _OUTCOME_CODES[outcome],
        0 if not_answered else -1 if seconds is None else seconds,
        seconds if not_answered and seconds else -1,
    )


def _name(name: str | None) -> str | None:
    bare = (name or "").strip()
    return name if bare and bare.lower() not in _NO_NAME else None


def _or_minus_one(values: tuple[int | None, ...]) -> npt.NDArray[np.int32]:
    absent = values.count(None)
    if absent == len(values):
        return np.full(len(values), -1, dtype=np.int32)
    if absent:
        values = tuple(-1 if value is None else value for value in values)
    return np.array(values, dtype=np.int32)


def time_qualities(table: SourceTable) -> npt.NDArray[np.int8]:
    """Code of the time quality of each row (see ``TIME_QUALITIES``).

    Whether a time is there and plausible is decided here; that its year or its seconds are not written, the
    parser says.
    """
    times, present = table.column("epoch_ms"), table.column("has_time").astype(bool)
    given = table.column("given_quality")
    usable = np.where(plausible(times, table.facts.backup_ms), given, _IMPLAUSIBLE)
    return np.where(present, usable, np.where(given == _NO_YEAR, _NO_YEAR, _MISSING)).astype(np.int8)
