"""The calls of one owner: which are in both sources, and how certain that is."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Calls, Ints
from collectguard.reconciliation.candidates import SAME_TALK_S, Pairs, in_minutes, talk_difference
from collectguard.reconciliation.masks import fitting, is_masked
from collectguard.reconciliation.offset import LEAST_SUPPORT, Offset, find_offset
from collectguard.reconciliation.pairing import pair
from collectguard.reconciliation.unnamed import possible, unmistakable
from collectguard.reconciliation.windows import Window, Windows, first_window, window_by

_LEAST_BY_ANOTHER: Final = 10
"""Calls that must agree on a further offset: what the first one left over may meet by chance more easily."""
_MOST_OFFSETS: Final = 6

_NO_PAIRS: Final = Pairs(np.array([], np.int64), np.array([], np.int64))


@dataclass(frozen=True, eq=False)
class Matching:
    """What became of the calls of one owner."""

    pairs: Pairs
    """Places of calls in the two witnesses."""
    how: list[str]
    """For each pair ``number``, ``masked``, ``clock``, ``hidden`` or ``unmasked``."""
    phone_unclear: Bools
    """Calls of the phone without a partner that may be one which the list does not name, or the reverse."""
    list_unclear: Bools
    """Likewise of the list."""
    windows: Windows
    """Differences of time at which two calls may be one."""
    offset: Offset | None
    """The offset found; ``None`` where too few calls agree on one."""


def match(phone: Calls, other: Calls, parties: pd.Index) -> Matching:
    """Find the partner of each call.

    Numbers first, masked ones among them where only one number of the phone fits, by the offset that most
    calls agree on and then by others; then calls that one side does not name, where time and equal talk
    time leave no second reading.

    Args:
        phone: Calls of the phone.
        other: Calls of the list.
        parties: The keys behind the codes of parties.
    """
    masked, fits = _masks(phone, other, parties)
    seen_as = other.party.copy()
    for mask, numbers in masked.items():
        if len(numbers) == 1:
            seen_as[other.party == mask] = numbers[0]
    groups = phone.party * 2 + phone.outgoing, seen_as * 2 + other.outgoing
    named = np.flatnonzero(~phone.hidden), np.flatnonzero(~other.hidden)
    own, theirs = phone.take(named[0]), other.take(named[1])
    own_groups, their_groups = groups[0][named[0]], groups[1][named[1]]
    offset = find_offset(own, theirs, (own_groups, their_groups))
    if offset is None and (phone.hidden.any() or other.hidden.any()):
        offset = find_offset(phone, other, (phone.outgoing, other.outgoing))
    start = first_window(offset)
    rough = pair(own, theirs, (own_groups, their_groups), Windows(start, start))
    windows = _by_evidence(own, theirs, rough, start)
    sure = pair(own, theirs, (own_groups, their_groups), windows)
    by_another = (
        _by_another_offset(own, theirs, (own_groups, their_groups), sure) if len(sure.phone) else _NO_PAIRS
    )
    how = np.where(np.isin(theirs.party[sure.list], [*masked]), "masked", "number").tolist()
    how += ["clock"] * len(by_another.phone)
    pairs = Pairs(
        named[0][np.concatenate([sure.phone, by_another.phone])],
        named[1][np.concatenate([sure.list, by_another.list])],
    )

    left = np.setdiff1d(np.arange(len(phone)), pairs.phone), np.setdiff1d(np.arange(len(other)), pairs.list)
    own, theirs = phone.take(left[0]), other.take(left[1])
    open_pairs = possible(own, theirs, fits, windows)
    further = unmistakable(own, theirs, open_pairs)
    for one, its in zip(further.phone, further.list, strict=True):
        how.append("hidden" if theirs.hidden[its] else "unmasked" if own.hidden[one] else "masked")
    open_pairs = open_pairs.where(
        ~np.isin(open_pairs.phone, further.phone) & ~np.isin(open_pairs.list, further.list)
    )
    phone_unclear, list_unclear = phone.hidden.copy(), other.hidden.copy()
    phone_unclear[left[0][open_pairs.phone]] = True
    list_unclear[left[1][open_pairs.list]] = True
    return Matching(
        Pairs(
            np.concatenate([pairs.phone, left[0][further.phone]]),
            np.concatenate([pairs.list, left[1][further.list]]),
        ),
        how,
        phone_unclear,
        list_unclear,
        windows,
        offset,
    )


def _by_another_offset(phone: Calls, other: Calls, groups: tuple[Ints, Ints], found: Pairs) -> Pairs:
    """What further offsets bring together, as where a clock was set, or another carrier made a list.

    Talk times must be equal, or nearly: the time says less than it does by the first offset.
    """
    own, theirs = (
        np.setdiff1d(np.arange(len(side)), of) for side, of in ((phone, found.phone), (other, found.list))
    )
    pairs = _NO_PAIRS
    for _ in range(_MOST_OFFSETS - 1):
        left, among = (phone.take(own), other.take(theirs)), (groups[0][own], groups[1][theirs])
        offset = find_offset(*left, among)
        if offset is None or offset.support < _LEAST_BY_ANOTHER:
            break
        start = first_window(offset)
        windows = _by_evidence(*left, pair(*left, among, Windows(start, start)), start)
        more = pair(*left, among, windows)
        talk = talk_difference(*left, more, minutes=in_minutes(other))
        more = more.where(np.abs(talk) <= SAME_TALK_S)
        if len(more.phone) < _LEAST_BY_ANOTHER:
            break
        pairs = Pairs(
            np.concatenate([pairs.phone, own[more.phone]]), np.concatenate([pairs.list, theirs[more.list]])
        )
        own, theirs = np.delete(own, more.phone), np.delete(theirs, more.list)
    return pairs


def _masks(
    phone: Calls, other: Calls, parties: pd.Index
) -> tuple[dict[int, list[int]], set[tuple[int, int]]]:
    """For each masked party of the list the numbers that fit it; as pairs, those of masks with several."""
    codes = {code: str(parties[code]) for code in np.unique(other.party).tolist()}
    masks = {key: code for code, key in codes.items() if is_masked(key)}
    if not masks:
        return {}, set()
    numbers = {str(parties[code]): code for code in np.unique(phone.party).tolist()}
    found = {masks[mask]: [numbers[key] for key in keys] for mask, keys in fitting(masks, numbers).items()}
    several = {(mask, code) for mask, among in found.items() if len(among) > 1 for code in among}
    return found, several


def _by_evidence(phone: Calls, other: Calls, pairs: Pairs, start: Window) -> Windows:
    """Windows by the pairs found in the widest one; times without seconds only where there are no others."""
    differences: Ints = other.at_s[pairs.list] - phone.at_s[pairs.phone]
    exact = ~(phone.minute_only[pairs.phone] | other.minute_only[pairs.list])
    if exact.sum() < LEAST_SUPPORT:
        exact[:] = True
    outgoing = phone.outgoing[pairs.phone] == 1
    both = window_by(differences[exact], start)
    # Of the other direction alone it is not known whether ring time lies between.
    otherwise = Window(min(both.low_s, start.low_s), both.centre_s, max(both.high_s, start.high_s))
    return Windows(
        window_by(differences[exact & ~outgoing], otherwise),
        window_by(differences[exact & outgoing], otherwise),
    )
