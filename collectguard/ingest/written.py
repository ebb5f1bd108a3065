"""Records whose file writes words and wall clocks, brought to what codes and epoch times give."""

from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from collectguard.ingest.codes import Meaning
from collectguard.ingest.memo import Memo
from collectguard.ingest.times import Integers, epoch_ms, wall_times
from collectguard.parsers import SourceFacts
from collectguard.records import Understood
from collectguard.schema import TIME_QUALITIES

_QUALITY_CODES = {quality: code for code, quality in enumerate(TIME_QUALITIES)}

_SAID = slice(2, 5)
"""Direction, outcome and seconds of `Understood`."""

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


class Coder:
    """Tells what stands in place of type codes and durations; what repeats is worked out once."""

    def __init__(self) -> None:
        self.codes = Memo(_codes)

    def codes_of(self, type_codes: Texts, durations: Texts, understood: Sequence[Understood | None]) -> Codes:
        """Columns in the order given."""
        codes, said = self.codes, [words and words[_SAID] for words in understood]
        rows = [codes[key] for key in zip(type_codes, durations, said, strict=True)]
        return Codes(*map(list, zip(*rows, strict=True)))


def _codes(
    key: tuple[str | None, str | None, tuple[str | None, str | None, int | None] | None],
) -> tuple[str | Meaning | None, str | None, str | None]:
    code, duration, said = key
    direction, outcome, seconds = said or (None, None, None)
    if seconds is not None:
        duration = str(seconds)
    if direction is None:
        return code, code, duration
    meaning = Meaning(direction, outcome or "unknown")
    return meaning, " ".join(meaning), duration


def rings_of(rings: Sequence[int], understood: Sequence[Understood | None]) -> tuple[int, ...]:
    """Seconds for which calls rang, -1 where it is not known: the parser's where it says them."""
    return tuple(
        ring if words is None or words.ring_s is None else words.ring_s
        for ring, words in zip(rings, understood, strict=True)
    )


def instants_of(
    dates: Texts, understood: Sequence[Understood | None], *, tz: str, facts: SourceFacts
) -> Instants:
    """Instants by wall clocks of zone ``tz``, by epochs where a record has none of its own.

    Args:
        dates: As written.
        understood: What the parser says.
        tz: Zone of the owner's wall clock.
        facts: Takes a note where the clock was changed.
    """
    is_clock = [words is not None and words.time_quality is not None for words in understood]
    walls = wall_times([words and words.at for words in understood], tz)
    if walls.twice:
        facts.note("times in an hour that came twice, taken for the first: {n}", n=walls.twice)
    if walls.never:
        facts.note("times in an hour that the clock leapt over, taken for the hour after: {n}", n=walls.never)
    epochs, present = walls.epoch_ms, walls.present
    if not all(is_clock):
        places = [place for place, clock in enumerate(is_clock) if not clock]
        epochs[places], present[places] = epoch_ms([dates[place] for place in places])
    codes = _QUALITY_CODES
    qualities = [codes[words.time_quality or "ok"] if words else 0 for words in understood]
    named: list[int | str | None] = epochs.tolist()
    for place in np.flatnonzero(~present).tolist():
        date = dates[place]
        named[place] = encode_basestring(date) if is_clock[place] and date else None
    return Instants(epochs, present, np.array(qualities, dtype=np.int8), named)
