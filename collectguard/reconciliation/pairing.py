"""Each call of the phone with at most one of the list, as times and talk times bear out best."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from collectguard.reconciliation.calls import Calls, Ints
from collectguard.reconciliation.candidates import (
    SAME_TALK_S,
    Pairs,
    Ranges,
    in_minutes,
    keys,
    narrowed,
    ranges,
    talk_difference,
)
from collectguard.reconciliation.offset import MINUTE_S
from collectguard.reconciliation.windows import Windows

_WHOLE: Final = 1000
"""Worth of a pair that meets exactly; what speaks against it is taken off, and below 1 it is none."""
_AT_BORDER: Final = 300
"""Taken off at the border of the window."""
_PER_SECOND: Final = 10
"""Taken off for a second of talk time, where talk times agree."""
_UNLIKE: Final = 200
_UNLIKE_PER_SECOND: Final = 70
_MOST_UNLIKE: Final = 900
"""Talk times that differ by 10 s or more are one call only where the time meets nearly exactly."""
OUT_OF_REACH: Final = -_WHOLE

Chain = tuple[int, int, "Chain | None"]


def pair(phone: Calls, other: Calls, groups: tuple[Ints, Ints], windows: Windows) -> Pairs:
    """The best assignment within each group that keeps the order of time.

    Where seconds are missing the order within a minute is not known: what is left is tried once more.
    """
    left = (np.arange(len(phone)), np.arange(len(other)))
    found: list[Pairs] = []
    while True:
        own, theirs = left
        some = _in_order(phone.take(own), other.take(theirs), (groups[0][own], groups[1][theirs]), windows)
        found.append(Pairs(own[some.phone], theirs[some.list]))
        loose = phone.minute_only.any() or other.minute_only.any()
        if not len(some.phone) or not loose:
            break
        left = np.delete(own, some.phone), np.delete(theirs, some.list)
    return Pairs(*(np.concatenate(side) for side in zip(*found, strict=True)))


def near(
    phone: Calls, other: Calls, groups: tuple[Ints, Ints], windows: Windows
) -> tuple[Ranges, tuple[Ints, Ints]]:
    """The calls of the list within reach of each call of the phone, both sorted by group and time.

    Returns:
        The ranges, and the two orders they go by.
    """
    own, theirs = (np.argsort(group, kind="stable") for group in groups)
    low, centre, high = windows.columns(phone.outgoing[own])
    low = low - MINUTE_S * bool(other.minute_only.any())
    high = high + MINUTE_S * bool(phone.minute_only.any())
    phone_keys = keys(groups[0][own], phone.at_s[own])
    other_keys = keys(groups[1][theirs], other.at_s[theirs])
    found = ranges(phone_keys, other_keys, low, high)
    return narrowed(found, phone_keys, other_keys, centre), (own, theirs)


def worth(phone: Calls, other: Calls, pairs: Pairs, windows: Windows, *, minutes: bool) -> Ints:
    """How well each pair meets, up to 1000; 0 or less where it cannot be one call.

    `OUT_OF_REACH` where the times alone forbid it.
    """
    low, centre, high = windows.columns(phone.outgoing[pairs.phone])
    written = other.at_s[pairs.list] - phone.at_s[pairs.phone]
    least = written - (MINUTE_S - 1) * phone.minute_only[pairs.phone]
    most = written + (MINUTE_S - 1) * other.minute_only[pairs.list]
    apart = np.clip(centre, least, most) - centre
    side = np.where(apart < 0, centre - low, high - centre)
    talk = np.abs(talk_difference(phone, other, pairs, minutes=minutes))
    unlike = np.minimum(_UNLIKE + _UNLIKE_PER_SECOND * talk, _MOST_UNLIKE)
    points = (
        _WHOLE
        - _AT_BORDER * np.abs(apart) // np.maximum(side, 1)
        - np.where(talk <= SAME_TALK_S, _PER_SECOND * talk, unlike)
    )
    reached = (most >= low) & (least <= high)
    return np.where(reached, points, OUT_OF_REACH)


def _in_order(phone: Calls, other: Calls, groups: tuple[Ints, Ints], windows: Windows) -> Pairs:
    found, (own, theirs) = near(phone, other, groups, windows)
    some = np.flatnonzero(found.sizes > 0)
    pairs = found.pairs(some)
    points = worth(
        phone, other, Pairs(own[pairs.phone], theirs[pairs.list]), windows, minutes=in_minutes(other)
    )
    begins = np.concatenate([[0], np.cumsum(found.sizes[some])])
    chosen_phone: list[int] = []
    chosen_list: list[int] = []
    for start, end in _knots(found.first[some], found.behind[some]):
        if end - start == 1 and begins[end] - begins[start] == 1:  # nothing to choose between
            if points[begins[start]] > 0:
                chosen_phone.append(start)
                chosen_list.append(int(found.first[some[start]]))
            continue
        base = int(found.first[some[start]])
        rows = [
            (int(found.first[some[place]]) - base, points[begins[place] : begins[place + 1]].tolist())
            for place in range(start, end)
        ]
        for one, its in _best(rows):
            chosen_phone.append(start + one)
            chosen_list.append(base + its)
    places = np.array(chosen_phone, np.int64)
    return Pairs(own[some[places]], theirs[np.array(chosen_list, np.int64)])


def _knots(first: Ints, behind: Ints) -> list[tuple[int, int]]:
    """Runs of calls that share candidates with their neighbours: start, and the first behind."""
    if not len(first):
        return []
    starts = np.flatnonzero(first[1:] >= np.maximum.accumulate(behind)[:-1]) + 1
    bounds = [0, *starts.tolist(), len(first)]
    return list(pairwise(bounds))


def _best(rows: Sequence[tuple[int, Sequence[int]]]) -> list[tuple[int, int]]:
    """The pairs of most worth that keep the order on both sides.

    Args:
        rows: For each call its first candidate and the worth of this and the following ones; first
            and last candidates never step back.

    Returns:
        Places of the calls and of their candidates.
    """
    best = [0]  # over the first 0, 1, 2 … candidates
    links: list[Chain | None] = [None]
    for place, (first, points) in enumerate(rows):
        while len(best) <= first:
            best.append(best[-1])
            links.append(links[-1])
        before, link = best[first], links[first]
        for candidate, gain in enumerate(points, start=first):
            if candidate + 1 == len(best):
                best.append(before)
                links.append(link)
            old, old_link = best[candidate + 1], links[candidate + 1]
            if best[candidate] > old:
                best[candidate + 1], links[candidate + 1] = best[candidate], links[candidate]
            if gain > 0 and before + gain > best[candidate + 1]:
                best[candidate + 1], links[candidate + 1] = before + gain, (place, candidate, link)
            before, link = old, old_link
    chosen: list[tuple[int, int]] = []
    rest = links[-1]
    while rest is not None:
        chosen.append((rest[0], rest[1]))
        rest = rest[2]
    return chosen[::-1]
