"""Sets of the short strings that texts hold, as numbers, and how much two sets have in common."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_TABLE: Final = 1 << 22
"""Cells of the table in which sets are compared, at most: what a processor keeps at hand."""
_AT_ONCE: Final = 4_096
"""Pairs of sets that are compared in one step, at most."""


class Shingles:
    """For each text the set of its strings of a given width: ascending numbers, the rarest strings first.

    All sets lie one after the other in one array.
    """

    def __init__(self, texts: Sequence[str], width: int) -> None:
        """Take the sets of these texts; of one that is shorter than ``width`` it is empty."""
        owners, parts = _parts(texts, width)
        codes, kinds = pd.factorize(parts)
        self._kinds = max(len(kinds), 1)
        distinct = np.sort(owners * self._kinds + codes)
        distinct = distinct[np.diff(distinct, prepend=-1) > 0]
        counts = np.bincount(distinct % self._kinds, minlength=self._kinds)
        rank = np.empty(self._kinds, np.int64)
        rank[np.lexsort((np.arange(self._kinds), counts))] = np.arange(self._kinds)
        ranked = distinct - distinct % self._kinds + rank[distinct % self._kinds]
        ranked.sort()
        self.sizes: NDArray[np.int64] = np.bincount(ranked // self._kinds, minlength=len(texts))
        """How many strings each set has."""
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._values = (ranked % self._kinds).astype(np.int32)
        self._step = int(np.clip(_TABLE // self._kinds, 1, _AT_ONCE))
        self._table = np.zeros((self._step, self._kinds), np.bool_)

    def rarest(self, counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The rarest strings of each set, as many as ``counts`` says: the set of each, and its number."""
        owners = np.repeat(np.arange(len(counts)), counts)
        return owners, self._values[_ranges(self._starts, counts)]

    def sketches(self, count: int) -> NDArray[np.int32]:
        """A few numbers for each set, none of them empty, of which similar sets have many in common.

        The part in common is about their Jaccard similarity (MinHash; Broder 1997).
        """
        found = np.empty((len(self.sizes), count), np.int32)
        for seed in range(count if len(self.sizes) else 0):
            shuffled = np.random.default_rng(seed).permutation(self._kinds).astype(np.int32)
            found[:, seed] = np.minimum.reduceat(shuffled[self._values], self._starts)
        return found

    def jaccard(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """Similarity of ``one[i]`` with ``other[i]``, none empty: what both hold of what either does."""
        shared = np.empty(len(one), np.int64)
        for start in range(0, len(one), self._step):
            block = slice(start, start + self._step)
            sets, place = np.unique(one[block], return_inverse=True)
            rows, held = self._cells(sets)
            self._table[rows, held] = True
            pairs, asked = self._cells(other[block])
            met = self._table[place[pairs], asked]
            sizes = self.sizes[other[block]]
            shared[block] = np.add.reduceat(met, np.cumsum(sizes) - sizes, dtype=np.int64)
            self._table[rows, held] = False
        return shared / (self.sizes[one] + self.sizes[other] - shared)

    def _cells(self, items: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """For each string of these sets the place of its set among them, and its number."""
        sizes = self.sizes[items]
        return np.repeat(np.arange(len(items)), sizes), self._values[_ranges(self._starts[items], sizes)]


def _parts(texts: Sequence[str], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All strings of this width: the place of the text, and one number for one string."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    present = np.zeros(0x110000, np.bool_)
    present[points] = True
    alphabet = int(present.sum())
    letters = (np.cumsum(present) - 1)[points]
    counts = np.maximum(lengths - width + 1, 0)
    starts = _ranges(np.cumsum(lengths) - lengths, counts)
    parts = np.zeros(len(starts), np.int64)
    for place in range(width):
        parts = parts * alphabet + letters[starts + place]  # three of the 1,114,112 letters fit 63 bits
    return np.repeat(np.arange(len(texts)), counts), parts


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each start on, as many as its size, one range after the other."""
    before = np.cumsum(sizes) - sizes
    shifts: NDArray[np.int64] = np.repeat(starts - before, sizes)
    return shifts + np.arange(len(shifts))
