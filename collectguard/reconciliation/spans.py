"""What time a witness speaks for: from the first to the last call of each of its files."""

from typing import NamedTuple, Self

import numpy as np

from collectguard.reconciliation.calls import Bools, Ints


class Span(NamedTuple):
    """A stretch of time by the clock of the witness, both ends included, in epoch seconds."""

    first_s: int
    last_s: int


class Spans(tuple[Span, ...]):
    """Stretches that do not touch, the earliest first.

    A file proves nothing about the time before its first call and after its last one: the phone may have
    dropped the older ones, and a list may have been asked for from any day on. Between two files that do
    not meet nothing is known either.
    """

    __slots__ = ()

    @classmethod
    def of(cls, at_s: Ints, source_ids: Ints) -> Self:
        """The stretches of files whose calls stand at these times."""
        merged: list[Span] = []
        each = (at_s[source_ids == number] for number in np.unique(source_ids))
        for first, last in sorted((int(times.min()), int(times.max())) for times in each):
            if merged and first <= merged[-1].last_s + 1:
                merged[-1] = Span(merged[-1].first_s, max(merged[-1].last_s, last))
            else:
                merged.append(Span(first, last))
        return cls(merged)

    def cover(self, at_s: Ints) -> Bools:
        """Which times lie inside."""
        if not self:
            return np.zeros(len(at_s), bool)
        starts, ends = (np.array(side, np.int64) for side in zip(*self, strict=True))
        place = np.searchsorted(starts, at_s, side="right") - 1
        return (place >= 0) & (at_s <= ends[place])
