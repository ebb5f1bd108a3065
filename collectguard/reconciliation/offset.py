"""How far the clock of the list is ahead of the phone's, found from the calls alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from collectguard.reconciliation.calls import Calls, Ints
from collectguard.reconciliation.candidates import SAME_TALK_S, in_minutes, keys, ranges, talk_difference

RING_S: Final = 90
"""Longest ring time before an answer: a phone notes when it begins to ring, a list mostly when talk begins.
Networks end unanswered calls after 30 to 90 seconds."""
ROUNDING_S: Final = 5
"""The same moment by two writers, each of whom rounds and notes it a little earlier or later."""
MINUTE_S: Final = 60
"""More for a time without seconds."""
FARTHEST_S: Final = 13 * 3600
"""No zone is farther off than this from the one assumed, and a wrong clock rarely is."""
LEAST_SUPPORT: Final = 3
"""Calls that must agree on an offset; two may meet by chance."""

_MOST_PAIRS: Final = 300_000
_UNLIKE_WEIGHT: Final = 0.2
"""Of a pair whose talk times differ, against 1 of one whose talk times agree."""

_BESIDE_S: Final = 3600
"""So far on both sides of the window it is seen how many pairs agree by chance: people call by the hour
of day, so farther off there are fewer."""
_BEYOND_CHANCE: Final = 6
"""Standard deviations of a Poisson count; of a thousand windows the fullest one lies four or five above."""


@dataclass(frozen=True)
class Offset:
    """Where differences of time (list less phone) cluster."""

    centre_s: int
    """Their median; includes the usual ring time."""
    width_s: int
    """How far from it they may lie."""
    support: int
    """How many calls of either side bear it out by equal talk time."""


def find_offset(phone: Calls, other: Calls, groups: tuple[Ints, Ints]) -> Offset | None:
    """The densest window among the differences of all pairs of one group; ``None`` where none stands out.

    It stands out where at least three calls meet in it, and more than chance would bring together.
    Calls with few possible partners are looked at first, and each counts once however many it has.

    Args:
        phone: Calls of the phone, sorted by time.
        other: Calls of the list, sorted by time.
        groups: For each call the group within which it may have a partner.
    """
    own, theirs = (np.argsort(group, kind="stable") for group in groups)
    phone, other = phone.take(own), other.take(theirs)
    phone_keys, other_keys = keys(groups[0][own], phone.at_s), keys(groups[1][theirs], other.at_s)
    bound = np.full(len(phone), FARTHEST_S, np.int64)
    found = ranges(phone_keys, other_keys, -bound, bound)
    fewest = np.argsort(found.sizes, kind="stable")
    fewest = fewest[found.sizes[fewest] > 0]
    fewest = fewest[np.cumsum(found.sizes[fewest]) <= _MOST_PAIRS]
    if not len(fewest):
        return None
    pairs = found.pairs(fewest)
    differences = other.at_s[pairs.list] - phone.at_s[pairs.phone]
    talk = talk_difference(phone, other, pairs, minutes=in_minutes(other))
    agree = np.abs(talk) <= SAME_TALK_S
    weights = np.where(agree, 1.0, _UNLIKE_WEIGHT) / found.sizes[pairs.phone]
    width = RING_S + ROUNDING_S + MINUTE_S * bool(phone.minute_only.any() or other.minute_only.any())
    first, behind = _densest(differences, weights, width)
    inside = (differences >= first) & (differences <= behind)
    centre = _median(differences[inside], weights[inside])
    support = min(len(np.unique(side[inside & agree])) for side in pairs)
    beside = agree & ~inside & (np.abs(differences - centre) <= _BESIDE_S)
    accidental = float(beside.sum()) * width / (2 * _BESIDE_S - width)
    if support < max(LEAST_SUPPORT, 1 + accidental + _BEYOND_CHANCE * accidental**0.5):
        return None
    return Offset(centre, width, support)


def _densest(differences: Ints, weights: np.ndarray, width: int) -> tuple[int, int]:
    """The heaviest window of this width; of equal ones that nearest to no offset at all."""
    values, place = np.unique(differences, return_inverse=True)
    total = np.concatenate([[0.0], np.cumsum(np.bincount(place, weights))])
    ends = np.searchsorted(values, values + width, side="right")
    heights = np.round(total[ends] - total[:-1], 9)
    ties = np.flatnonzero(heights == heights.max())
    best = ties[np.argmin(np.abs(values[ties]))]
    return int(values[best]), int(values[best]) + width


def _median(values: Ints, weights: np.ndarray) -> int:
    order = np.argsort(values, kind="stable")
    summed = np.cumsum(weights[order])
    return int(values[order][np.searchsorted(summed, summed[-1] / 2)])
