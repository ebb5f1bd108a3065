"""Chance that is the same on every machine and every Python."""

import random
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

SEED = 19400000001


class Dice:
    """A seeded stream of draws.

    Only ``random.Random.random`` is promised to give the same numbers in later versions of Python, so
    every other draw is made from it with plain arithmetic.
    """

    def __init__(self, name: str) -> None:
        self._next = random.Random(f"{SEED}/{name}").random

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._next() < probability

    def between(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return items[int(self._next() * len(items))]

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        """One of the items, as likely as its weight says."""
        mark = self._next() * sum(weight for _, weight in items)
        for item, weight in items:
            mark -= weight
            if mark < 0:
                return item
        return items[-1][0]

    def count(self, mean: float) -> int:
        """How many of something happen on one day: a binomial close to Poisson."""
        trials = 4 * (int(mean) + 1)
        return sum(self._next() < mean / trials for _ in range(trials))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in an order of chance."""
        rest, order = list(items), []
        while rest:
            order.append(rest.pop(int(self._next() * len(rest))))
        return order


class Deck(Generic[T]):
    """Items dealt in an order of chance, all of them before one comes again, none twice in a row."""

    def __init__(self, dice: Dice, items: Sequence[T]) -> None:
        self._dice, self._items = dice, tuple(items)
        self._left: list[T] = []
        self._last: T | None = None

    def deal(self) -> T:
        """The next item."""
        if not self._left:
            self._left = self._dice.shuffled(self._items)
            if self._left[-1] is self._last:
                self._left.reverse()
        self._last = self._left.pop()
        return self._last
