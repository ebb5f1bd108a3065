"""The calls of one owner: which are in both sources, and how certain that is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Calls, Ints
from collectguard.reconciliation.candidates import Pairs
from collectguard.reconciliation.masks import fitting, is_masked
from collectguard.reconciliation.offset import LEAST_SUPPORT, Offset, find_offset
from collectguard.reconciliation.pairing import pair
from collectguard.reconciliation.unnamed import possible, unmistakable
from collectguard.reconciliation.windows import Window, Windows, first_window, window_by


@dataclass(frozen=True, eq=False)
class Matching:
    """What became of the calls of one owner."""

    pairs: Pairs
    """Places of calls in the two witnesses."""
    how: list[str]
    """For each pair ``number``, ``masked``, ``hidden`` or ``unmasked``."""
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

    Numbers first, masked ones among them where only one number of the phone fits; then calls that one
    side does not name, where time and equal talk time leave no second reading.

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
    pairs = Pairs(named[0][sure.phone], named[1][sure.list])
    how = np.where(np.isin(other.party[pairs.list], [*masked]), "masked", "number").tolist()

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
