"""Things put together by and by, where whatever meets the same thing belongs together."""

import numpy as np
from numpy.typing import NDArray


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
        first, second = self.of(one), self.of(other)
        if first > second:
            first, second = second, first
        self._parents[second] = first

    def all(self) -> NDArray[np.int64]:
        """The name of the group of each number."""
        names = np.array(self._parents, np.int64)
        while not np.array_equal(further := names[names], names):
            names = further
        self._parents = names.tolist()
        return names
