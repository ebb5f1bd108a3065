"""Calls that one side gives without a number: only time and talk time can say which they are."""

from typing import Final

import numpy as np

from collectguard.reconciliation.calls import Bools, Calls, Ints
from collectguard.reconciliation.candidates import Pairs, in_minutes, talk_difference
from collectguard.reconciliation.pairing import OUT_OF_REACH, near, worth
from collectguard.reconciliation.windows import Windows

_EQUAL_TALK_S: Final = 1


def possible(phone: Calls, other: Calls, fits: set[tuple[int, int]], windows: Windows) -> Pairs:
    """Pairs within the window that no number speaks against, because one side does not give it in full.

    Args:
        phone: Calls of the phone without a partner.
        other: Calls of the list without a partner.
        fits: Masked party and party of a number that fits it, as codes.
        windows: Differences of time at which two calls may be one.
    """
    found, (own, theirs) = near(phone, other, (phone.outgoing, other.outgoing), windows)
    pairs = found.pairs(np.arange(len(phone)))
    pairs = Pairs(own[pairs.phone], theirs[pairs.list])
    unnamed = phone.hidden[pairs.phone] | other.hidden[pairs.list]
    if fits:
        masked = np.array(sorted(fits), np.int64)
        base = int(max(masked.max(), phone.party.max(initial=0), other.party.max(initial=0))) + 1
        asked = other.party[pairs.list] * base + phone.party[pairs.phone]
        unnamed |= np.isin(asked, masked[:, 0] * base + masked[:, 1])
    reached = worth(phone, other, pairs, windows, minutes=in_minutes(other)) > OUT_OF_REACH
    return pairs.where(unnamed & reached)


def unmistakable(phone: Calls, other: Calls, pairs: Pairs) -> Pairs:
    """Those pairs of equal talk time of which neither side has another; what they leave is tried again."""
    talk = talk_difference(phone, other, pairs, minutes=in_minutes(other))
    pairs = pairs.where(np.abs(talk) <= _EQUAL_TALK_S)
    found: list[Pairs] = [Pairs(pairs.phone[:0], pairs.list[:0])]
    while len(pairs.phone):
        sure = _alone(pairs.phone) & _alone(pairs.list)
        if not sure.any():
            break
        found.append(pairs.where(sure))
        taken = np.isin(pairs.phone, pairs.phone[sure]) | np.isin(pairs.list, pairs.list[sure])
        pairs = pairs.where(~taken)
    return Pairs(*(np.concatenate(side) for side in zip(*found, strict=True)))


def _alone(places: Ints) -> Bools:
    _values, place, counts = np.unique(places, return_inverse=True, return_counts=True)
    return np.asarray(counts[place] == 1)
