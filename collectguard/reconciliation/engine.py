"""The calls of one owner: which are in both sources, and how certain that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Calls, Ints
from collectguard.reconciliation.candidates import SAME_TALK_S, Pairs, in_minutes, talk_difference
from collectguard.reconciliation.masks import numbers_behind
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
    """For each pair a word of `HOW`."""
    phone_unclear: Bools
    """Calls of the phone without a partner that may be one which the list does not name, or the reverse."""
    list_unclear: Bools
    """Likewise of the list."""
    windows: Windows
    """Differences of time at which two calls may be one."""
    offset: Offset | None
    """The offset found; ``None`` where too few calls agree on one."""


class _Side(NamedTuple):
    """Some calls of a witness."""

    calls: Calls
    groups: Ints
    """For each call the group within which it may have a partner: number and direction."""
    places: Ints
    """Where each call stands among all of the witness."""

    @classmethod
    def of(cls, calls: Calls, parties: Ints) -> Self:
        """All calls of a witness, their parties read so."""
        return cls(calls, parties * 2 + calls.outgoing, np.arange(len(calls)))

    def take(self, where: Ints | Bools) -> Self:
        """Some of the calls, in their order."""
        return type(self)(self.calls.take(where), self.groups[where], self.places[where])

    def without(self, places: Ints) -> Self:
        """Those that stand elsewhere."""
        return self.take(~np.isin(self.places, places))


class _Two(NamedTuple):
    """Some calls of both witnesses."""

    phone: _Side
    list: _Side

    @property
    def groups(self) -> tuple[Ints, Ints]:
        """The groups of both."""
        return self.phone.groups, self.list.groups

    def pair(self, windows: Windows) -> Pairs:
        """The best assignment by number, as places among all calls."""
        return self.placed(pair(self.phone.calls, self.list.calls, self.groups, windows))

    def offset(self) -> Offset | None:
        """The offset that most calls of one number agree on."""
        return find_offset(self.phone.calls, self.list.calls, self.groups)

    def placed(self, pairs: Pairs) -> Pairs:
        """Pairs of these as places among all calls."""
        return Pairs(self.phone.places[pairs.phone], self.list.places[pairs.list])

    def without(self, pairs: Pairs) -> "_Two":
        """Those not in these pairs, whose places are among all calls."""
        return _Two(self.phone.without(pairs.phone), self.list.without(pairs.list))


class _Found(NamedTuple):
    """Pairs as places among all calls, and how each was found."""

    pairs: Pairs
    how: list[str]


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
    masks = numbers_behind(other.party, phone.party, parties)
    every = _Two(_Side.of(phone, phone.party), _Side.of(other, _read_as(other.party, masks)))
    named = _Two(every.phone.take(~phone.hidden), every.list.take(~other.hidden))
    offset = named.offset()
    if offset is None and (phone.hidden.any() or other.hidden.any()):
        offset = find_offset(phone, other, (phone.outgoing, other.outgoing))
    start = first_window(offset)
    windows = _by_evidence(phone, other, named.pair(Windows(start, start)), start)
    by_number = _named(every, named, windows, np.isin(other.party, [*masks]))
    left = every.without(by_number.pairs)
    further, unclear = _unnamed(left, masks, windows)
    phone_unclear, list_unclear = phone.hidden.copy(), other.hidden.copy()
    phone_unclear[unclear.phone] = True
    list_unclear[unclear.list] = True
    return Matching(
        _joined([by_number.pairs, further.pairs]),
        [*by_number.how, *further.how],
        phone_unclear,
        list_unclear,
        windows,
        offset,
    )


def _named(every: _Two, named: _Two, windows: Windows, masked: Bools) -> _Found:
    """Pairs by number: by the offset that most calls agree on, then by others.

    Args:
        every: All calls.
        named: Those whose number is given.
        windows: Differences of time by the first offset.
        masked: Which calls of the list show some digits only.
    """
    sure = named.pair(windows)
    by_another = _by_another_offset(every, named, sure) if len(sure.phone) else _NO_PAIRS
    how = np.where(masked[sure.list], "masked", "number").tolist()
    how += np.where(masked[by_another.list], "masked_clock", "clock").tolist()
    return _Found(_joined([sure, by_another]), how)


def _unnamed(left: _Two, masks: dict[int, list[int]], windows: Windows) -> tuple[_Found, Pairs]:
    """Pairs of calls that one side does not name, or not in full; and those between which nothing decides."""
    phone, other = left.phone.calls, left.list.calls
    several = {(mask, code) for mask, among in masks.items() if len(among) > 1 for code in among}
    open_pairs = possible(phone, other, several, windows)
    sure = unmistakable(phone, other, open_pairs)
    how = np.where(
        other.hidden[sure.list], "hidden", np.where(phone.hidden[sure.phone], "unmasked", "masked")
    )
    unclear = open_pairs.where(~np.isin(open_pairs.phone, sure.phone) & ~np.isin(open_pairs.list, sure.list))
    return _Found(left.placed(sure), how.tolist()), left.placed(unclear)


def _by_another_offset(every: _Two, named: _Two, found: Pairs) -> Pairs:
    """What further offsets bring together, as where a clock was set, or another carrier made a list.

    Talk times must be equal, or nearly: the time says less than it does by the first offset.
    """
    phone, other = every.phone.calls, every.list.calls
    pairs, left = [_NO_PAIRS], named.without(found)
    for _ in range(_MOST_OFFSETS - 1):
        offset = left.offset()
        if offset is None or offset.support < _LEAST_BY_ANOTHER:
            break
        start = first_window(offset)
        windows = _by_evidence(phone, other, left.pair(Windows(start, start)), start)
        more = left.pair(windows)
        talk = talk_difference(phone, other, more, minutes=in_minutes(other))
        more = more.where(np.abs(talk) <= SAME_TALK_S)
        if len(more.phone) < _LEAST_BY_ANOTHER:
            break
        pairs.append(more)
        left = left.without(more)
    return _joined(pairs)


def _read_as(listed: Ints, masks: dict[int, list[int]]) -> Ints:
    """Parties of the list, with the number in place of a mask that only one number fits."""
    parties = listed.copy()
    for mask, numbers in masks.items():
        if len(numbers) == 1:
            parties[listed == mask] = numbers[0]
    return parties


def _joined(pairs: Sequence[Pairs]) -> Pairs:
    """All of these, in turn."""
    return Pairs(*(np.concatenate(side) for side in zip(*pairs, strict=True)))


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
