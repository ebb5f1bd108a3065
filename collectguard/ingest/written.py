"""Records whose file writes words and wall clocks, brought to what codes and epoch times give."""

import datetime as dt
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from collectguard.ingest.codes import Meaning
from collectguard.ingest.times import Integers, wall_times
from collectguard.parsers import SourceFacts
from collectguard.records import Understood
from collectguard.schema import TIME_QUALITIES

_QUALITY_CODES = {quality: code for code, quality in enumerate(TIME_QUALITIES)}

Texts = Sequence[str | None]


class Codes(NamedTuple):
    """Directions and durations of a batch."""

    meanings: list[str | Meaning | None]
    """A type code, or what words mean."""
    named: list[str | None]
    """The same as it enters an id."""
    durations: list[str | None]
    """Seconds as decimal digits; as written where they could not be read."""


class Instants(NamedTuple):
    """Times of a batch."""

    epoch_ms: Integers
    present: npt.NDArray[np.bool_]
    qualities: npt.NDArray[np.int8]
    """Code of what the parser says of each time; 0 where nothing."""
    named: list[int | str | None]
    """As they enter an id: epoch milliseconds, or the text as JSON."""


def times_as_written(
    ordinals: Sequence[int], lines: Sequence[int | None], dates: Texts, present: npt.NDArray[np.bool_]
) -> list[tuple[int, int | None, str]]:
    """Ordinal, line and what stands there, of the records of a batch whose time is no instant."""
    return [
        (ordinal, line, date)
        for ordinal, line, written, known in zip(ordinals, lines, dates, present.tolist(), strict=True)
        if not known and (date := (written or "").strip())
    ]


def codes_of(type_codes: Texts, durations: Texts, understood: Sequence[Understood | None]) -> Codes:
    """What stands in place of type codes and durations, in the order given."""
    codes = Codes([], [], [])
    for code, duration, words in zip(type_codes, durations, understood, strict=True):
        if words is None or words.direction is None:
            codes.meanings.append(code)
            codes.named.append(code)
        else:
            meaning = Meaning(words.direction, words.outcome or "unknown")
            codes.meanings.append(meaning)
            codes.named.append(" ".join(meaning))
        seconds = None if words is None else words.seconds
        codes.durations.append(duration if seconds is None else str(seconds))
    return codes


def rings_of(rings: Sequence[int], understood: Sequence[Understood | None]) -> tuple[int, ...]:
    """Seconds for which calls rang, -1 where it is not known: the parser's where it says them."""
    return tuple(
        ring if words is None or words.ring_s is None else words.ring_s
        for ring, words in zip(rings, understood, strict=True)
    )


def instants_of(
    dates: Texts,
    times: Integers,
    has_time: npt.NDArray[np.bool_],
    understood: Sequence[Understood | None],
    *,
    tz: str,
    facts: SourceFacts,
) -> Instants:
    """Instants by wall clocks of zone ``tz``, by epochs where a record has none of its own.

    Args:
        dates: As written.
        times: Epoch milliseconds, as far as ``dates`` are epochs.
        has_time: Where they are.
        understood: What the parser says.
        tz: Zone of the owner's wall clock.
        facts: Takes a note where the clock was changed.
    """
    is_clock = np.array([words is not None and words.time_quality is not None for words in understood])
    moments: list[dt.datetime | None] = [
        words.at if words is not None and clock else None
        for words, clock in zip(understood, is_clock, strict=True)
    ]
    walls = wall_times(moments, tz)
    if walls.twice:
        facts.note("times in an hour that came twice, taken for the first: {n}", n=walls.twice)
    if walls.never:
        facts.note("times in an hour that the clock leapt over, taken for the hour after: {n}", n=walls.never)
    epochs = np.where(is_clock, walls.epoch_ms, times)
    present = np.where(is_clock, walls.present, has_time)
    qualities = [_QUALITY_CODES[words.time_quality or "ok"] if words else 0 for words in understood]
    named: list[int | str | None] = [
        epoch if known else encode_basestring(date) if clock and date else None
        for epoch, known, clock, date in zip(
            epochs.tolist(), present.tolist(), is_clock.tolist(), dates, strict=True
        )
    ]
    return Instants(epochs, present, np.array(qualities, dtype=np.int8), named)
