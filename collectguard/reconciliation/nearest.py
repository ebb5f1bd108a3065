"""One of each with one of the other, the nearest first."""

import numpy as np

from collectguard.reconciliation.calls import Ints
from collectguard.reconciliation.frame import NONE


def nearest_first(own: Ints, theirs: Ints, reach: int) -> Ints:
    """For each of ``theirs`` the place among ``own`` that it is paired with, or `NONE`.

    Each is taken once: the two nearest to each other first, of equally near ones the earlier, and equal ones
    in their order. In a round all pairs are found of which either is nearest to the other, so that a flood
    of equal values takes one round.

    Args:
        own: `keys` of group and time.
        theirs: Likewise.
        reach: How far apart the two of a pair may be, included.
    """
    partner = np.full(len(theirs), NONE, np.int64)
    own_left, their_left = np.argsort(own, kind="stable"), np.argsort(theirs, kind="stable")
    while len(own_left) and len(their_left):
        here, first_here, many_here = np.unique(own[own_left], return_index=True, return_counts=True)
        there, first_there, many_there = np.unique(theirs[their_left], return_index=True, return_counts=True)
        towards = _nearest(here, there)
        mutual = (_nearest(there, here)[towards] == np.arange(len(here))) & (
            np.abs(there[towards] - here) <= reach
        )
        if not mutual.any():
            break
        towards = towards[mutual]
        sizes = np.minimum(many_here[mutual], many_there[towards])
        used, used_there = _runs(first_here[mutual], sizes), _runs(first_there[towards], sizes)
        partner[their_left[used_there]] = own_left[used]
        own_left, their_left = np.delete(own_left, used), np.delete(their_left, used_there)
    return partner


def nearest_within(values: Ints, among: Ints, reach: int) -> Ints:
    """For each value the place of the nearest among others, or `NONE` where none is within reach."""
    if not len(among):
        return np.full(len(values), NONE, np.int64)
    order = np.argsort(among, kind="stable")
    places: Ints = order[_nearest(values, among[order])]
    return np.where(np.abs(among[places] - values) <= reach, places, NONE)


def _nearest(values: Ints, among: Ints) -> Ints:
    """For each value the place of the nearest of others, which ascend; of two equally near the earlier."""
    behind = np.searchsorted(among, values)
    before, behind = np.maximum(behind - 1, 0), np.minimum(behind, len(among) - 1)
    nearer = np.abs(values - among[before]) <= np.abs(among[behind] - values)
    return np.where(nearer, before, behind)


def _runs(starts: Ints, sizes: Ints) -> Ints:
    """The places from each start on, so many each."""
    places: Ints = np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    return places
