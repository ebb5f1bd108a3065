"""Texts that belong together since each is similar to another one of them: an exact join.

Two sets of shingles have a Jaccard similarity of t or more only if they share one of the rarest shingles of
each (prefix filter; Bayardo, Ma and Srikant 2007), so few pairs are ever compared. A text that has been
joined with a group is not compared with its other members.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

_FIRST_LOOK: Final = 4
"""Members of a group, for each shingle, that are compared before all of them are."""
_EPSILON: Final = 1e-9


class Groups:
    """Disjoint groups of the numbers 0 … n-1, each named by the smallest in it."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def of(self, item: int) -> int:
        """The name of the group that holds ``item``."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make one group of those that hold the two."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parents[second] = first

    def all(self) -> list[int]:
        """The name of the group of each number."""
        return [self.of(item) for item in range(len(self._parents))]


def similar_groups(
    texts: Sequence[str],
    shingles: Callable[[str], frozenset[str]],
    least: Callable[[int], float | None],
) -> list[int]:
    """For each text the number of the first text of its group; a text like no other is a group by itself.

    Args:
        texts: Distinct texts.
        shingles: The parts of a text.
        least: The similarity that a text of this length asks for; of two texts the higher one counts.
            ``None`` compares it with nothing.
    """
    limits = [least(len(text)) for text in texts]
    sets = _Sets(
        [shingles(text) if limit else frozenset() for text, limit in zip(texts, limits, strict=True)]
    )
    join = _Join(sets, limits, Groups(len(texts)))
    for item in sorted(range(len(texts)), key=sets.size):
        join.add(item)
    return join.groups.all()


class _Join:
    """Takes texts one by one and joins each with the groups of those that it is similar to."""

    def __init__(self, sets: "_Sets", limits: Sequence[float | None], groups: Groups) -> None:
        self.groups = groups
        self._sets = sets
        self._limits = limits
        self._index: dict[int, dict[int, list[int]]] = {}
        """The texts so far, by rare shingle and then by group, so that whole groups can be passed over."""

    def add(self, item: int) -> None:
        """Take the next text; none may be smaller than the one before."""
        limit, size = self._limits[item], self._sets.size(item)
        if not limit or not size:
            return
        rare = self._sets.rarest(item, size - ceil(limit * size - _EPSILON) + 1)
        met = self._met(rare)
        for look in (_FIRST_LOOK, None):
            met = {
                group: lists for group, lists in met.items() if self.groups.of(group) != self.groups.of(item)
            }
            self._compare(
                item,
                limit,
                [
                    member
                    for lists in met.values()
                    for one in lists
                    for member in (one[-look:] if look else one)
                ],
            )
        for shingle in rare:
            self._index.setdefault(shingle, {}).setdefault(self.groups.of(item), []).append(item)

    def _met(self, rare: list[int]) -> dict[int, list[list[int]]]:
        """The lists of members under these shingles, by group."""
        met: dict[int, list[list[int]]] = {}
        for shingle in rare:
            by_group = self._index.get(shingle, {})
            for group in list(by_group):
                now = self.groups.of(group)
                if now != group:  # joined with another one since
                    by_group.setdefault(now, []).extend(by_group.pop(group))
            for group, members in by_group.items():
                met.setdefault(group, []).append(members)
        return met

    def _compare(self, item: int, limit: float, members: list[int]) -> None:
        if not members:
            return
        others = np.unique(np.array(members, np.int64))
        for other, similarity in zip(others.tolist(), self._sets.similarities(item, others), strict=True):
            if similarity >= max(limit, self._limits[other] or 1.0) - _EPSILON:
                self.groups.join(item, other)


class _Sets:
    """Sets of shingles as ascending numbers, rare shingles first, one after the other in one array."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        counts = Counter(chain.from_iterable(sets))
        order = {
            shingle: place
            for place, (shingle, _n) in enumerate(sorted(counts.items(), key=lambda pair: (pair[1], pair[0])))
        }
        self._sizes = np.fromiter(map(len, sets), np.int64, len(sets))
        self._starts = np.concatenate(([0], np.cumsum(self._sizes)))
        self._values = np.fromiter(
            chain.from_iterable(sorted(order[shingle] for shingle in one) for one in sets),
            np.int32,
            int(self._starts[-1]),
        )
        self._mark = np.zeros(len(order), np.bool_)

    def size(self, item: int) -> int:
        """How many shingles a set has."""
        return int(self._sizes[item])

    def rarest(self, item: int, count: int) -> list[int]:
        """The first ``count`` shingles of a set."""
        start = self._starts[item]
        return [int(value) for value in self._values[start : min(start + count, self._starts[item + 1])]]

    def similarities(self, item: int, others: NDArray[np.int64]) -> list[float]:
        """Jaccard similarity with each of the others, none of which is empty."""
        own = self._values[self._starts[item] : self._starts[item + 1]]
        self._mark[own] = True
        sizes = self._sizes[others]
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(self._starts[others] - (ends - sizes), sizes)
        shared = np.add.reduceat(self._mark[self._values[places]], ends - sizes, dtype=np.int64)
        self._mark[own] = False
        shared_of_all = shared / (len(own) + sizes - shared)
        return [float(value) for value in shared_of_all]
