"""Texts that belong together since each is similar to another one of them: an exact join.

Two sets of shingles have a Jaccard similarity of t or more only if they share one of the rarest shingles of
each (prefix filter; Bayardo, Ma and Srikant 2007), so few pairs are ever compared. Texts that are in one
group already need no comparison: a first look at few pairs makes most of the groups, and a second one at all
that are left joins whom the first one missed.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from collectguard.actors.groups import Groups
from collectguard.actors.shingles import Shingles

_SKETCH: Final = 16
"""Numbers that stand for a set in the first look."""
_SORTED: Final = 6
"""Of these, by how many texts are sorted."""
_NEAR: Final = 3
"""Neighbours with which each text is compared in each order of the first look."""
_PROMISING: Final = 5
"""Of those numbers, how many two texts must have in common for the first look to compare them."""
_FIRST, _MORE, _MOST = 64, 4, 4_096
"""Texts with which one is compared in the second look: at first, how many times more in each further step,
at most. A text that has been joined with a group is not compared with the others in it."""
_EPSILON: Final = 1e-9


def similar_groups(texts: Sequence[str], width: int, least: Callable[[int], float | None]) -> list[int]:
    """For each text the number of the first text of its group; a text like no other is a group by itself.

    Args:
        texts: Distinct texts.
        width: Letters of a shingle, three at most.
        least: The similarity that a text of this length asks for; of two texts the higher one counts.
            ``None`` compares it with nothing.
    """
    asked = [least(len(text)) for text in texts]
    compared = [place for place, limit in enumerate(asked) if limit and len(texts[place]) >= width]
    join = _Join(
        Shingles([texts[place] for place in compared], width),
        np.array([asked[place] for place in compared], np.float64),
    )
    names = list(range(len(texts)))
    for place, group in zip(compared, join.groups().tolist(), strict=True):
        names[place] = compared[group]
    return names


class _Join:
    """Texts by their shingles, and the groups that they form."""

    def __init__(self, shingles: Shingles, limits: NDArray[np.float64]) -> None:
        self._shingles = shingles
        self._limits = limits
        self._groups = Groups(len(limits))
        self._sketches = shingles.sketches(_SKETCH)

    def groups(self) -> NDArray[np.int64]:
        """The group of each text, by the smallest number in it."""
        self._look_at_neighbours()
        self._look_at_all()
        return self._groups.all()

    def _look_at_neighbours(self) -> None:
        """Compare those that stand near each other when sketches are sorted, by each number first in turn."""
        for first in range(_SKETCH):
            order = np.lexsort(np.roll(self._sketches, -first, axis=1).T[_SORTED - 1 :: -1])
            for step in range(1, _NEAR + 1):
                one, other = order[:-step], order[step:]
                names = self._groups.all()
                apart = names[one] != names[other]
                one, other = one[apart], other[apart]
                alike = (self._sketches[one] == self._sketches[other]).sum(axis=1)
                self._compare(one[alike >= _PROMISING], other[alike >= _PROMISING])

    def _look_at_all(self) -> None:
        """Compare every text outside the largest group with all outside its own that it may be similar to."""
        names = self._groups.all()
        if not len(names):
            return
        sizes = self._shingles.sizes
        rare = sizes - np.ceil(self._limits * sizes - _EPSILON).astype(np.int64) + 1
        owners, values = self._shingles.rarest(rare)
        order = np.argsort(values, kind="stable")
        holders, held = owners[order], values[order]
        places = np.cumsum(rare) - rare
        for item in np.flatnonzero(names != np.bincount(names).argmax()).tolist():
            own = values[places[item] : places[item] + rare[item]]
            starts, ends = np.searchsorted(held, own, "left"), np.searchsorted(held, own, "right")
            met = np.zeros(len(names), np.bool_)
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                met[holders[start:end]] = True
            self._look_from(item, np.flatnonzero(met))

    def _look_from(self, item: int, others: NDArray[np.int64]) -> None:
        """Compare a text with all of these whose size allows it, the most promising ones first."""
        names = self._groups.all()
        sizes, own = self._shingles.sizes[others], self._shingles.sizes[item]
        limits = np.maximum(self._limits[others], self._limits[item])
        # What two sets share is never more than the smaller one.
        possible = np.minimum(sizes, own) >= limits * np.maximum(sizes, own) - _EPSILON
        others = others[possible & (names[others] != names[item])]
        alike = (self._sketches[others] == self._sketches[item]).sum(axis=1)
        others = others[np.argsort(-alike, kind="stable")]
        look = _FIRST
        while len(others):
            now, others = others[:look], others[look:]
            self._compare(np.full(len(now), item), now)
            names = self._groups.all()
            others = others[names[others] != names[item]]
            look = min(look * _MORE, _MOST)

    def _compare(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
        """Join the texts of each pair that are similar."""
        limits = np.maximum(self._limits[one], self._limits[other])
        similar = self._shingles.jaccard(one, other) >= limits - _EPSILON
        for first, second in zip(one[similar].tolist(), other[similar].tolist(), strict=True):
            self._groups.join(first, second)
