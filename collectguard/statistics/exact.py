"""Exact comparison of two counts over two spans of time, with nothing but binomial sums."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

CONFIDENCE: Final = 0.95

_REACH: Final = 40
"""Standard deviations from the mean beyond which all terms together are less than e^-700 of the sum."""


class Comparison(NamedTuple):
    """The ratio of two rates, what it may be by chance, and how likely equal rates give such counts."""

    ratio: float
    low: float
    high: float
    p_value: float


UNKNOWN: Final = Comparison(math.nan, math.nan, math.nan, math.nan)


def rate_ratio(after: int, before: int, after_time: float, before_time: float) -> Comparison:
    """The rate ``after / after_time`` over the rate ``before / before_time``, tested exactly.

    Given the sum of both counts, ``after`` is binomial whatever the common rate is, with probability
    ``after_time / (before_time + after_time)`` where the rates are equal (Przyborowski and Wilenski 1940).
    The interval is that of Clopper and Pearson for this probability, as odds, over the ratio of the times;
    the p value is twice the smaller tail, at most 1. So both agree: 1 lies outside the 95 % interval exactly
    where p is below 0.05. (R's ``poisson.test`` has the same interval; its p value adds up the less likely
    outcomes of both tails instead.)

    Returns:
        The ratio with its 95 % interval and p value. Nothing before: ratio and upper end are infinite.
        Nothing after: ratio and lower end are 0. All four are NaN where nothing was counted at all, or where
        one of the spans has no length.
    """
    total = after + before
    if total == 0 or not (after_time > 0 and before_time > 0):
        return UNKNOWN
    tail = (1 - CONFIDENCE) / 2
    low = _root(lambda p: at_least(after, total, p), tail) if after else 0.0
    high = _root(lambda p: at_least(before, total, 1 - p), tail) if before else 1.0
    scale = before_time / after_time
    equal = after_time / (before_time + after_time)
    tails = at_least(after, total, equal), at_least(before, total, 1 - equal)
    ratio = after / before * scale if before else math.inf
    return Comparison(ratio, _odds(low) * scale, _odds(high) * scale, min(1.0, 2 * min(tails)))


def at_least(hits: int, total: int, p: float) -> float:
    """The probability of ``hits`` or more among ``total`` draws that hit with probability ``p``."""
    if hits <= 0 or p >= 1:
        return 1.0
    if p <= 0 or hits > total:
        return 0.0
    mean, reach = total * p, _REACH * (1 + math.sqrt(total * p * (1 - p)))
    first = max(hits, math.floor(mean - reach))
    last = min(total, max(math.ceil(mean + reach), first + _REACH**2))
    k = np.arange(first, last + 1)
    logs = _log_factorials(total.bit_length())
    terms = logs[total] - logs[k] - logs[total - k] + k * math.log(p) + (total - k) * math.log1p(-p)
    return min(1.0, float(np.exp(terms).sum()))


@lru_cache(maxsize=2)
def _log_factorials(bits: int) -> NDArray[np.float64]:
    """Logarithms of the factorials of all numbers of so many binary digits."""
    return np.array([math.lgamma(n + 1) for n in range(2**bits)])


def _root(rising_or_falling: Callable[[float], float], value: float) -> float:
    """Where a monotonic function on [0, 1] has this value: halved until no number lies between.

    This is the quantile of a beta distribution, which is what the ends of the interval are; halving the
    binomial tail needs no library and cannot miss.
    """
    below, above = 0.0, 1.0
    if rising_or_falling(0.0) > rising_or_falling(1.0):
        below, above = above, below
    while below < (middle := (below + above) / 2) < above or above < middle < below:
        if rising_or_falling(middle) < value:
            below = middle
        else:
            above = middle
    return middle


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else math.inf
