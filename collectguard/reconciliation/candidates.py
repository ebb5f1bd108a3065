"""Which calls of the two witnesses come close enough to be one."""

from typing import Final, NamedTuple

import numpy as np

from collectguard.reconciliation.calls import Bools, Calls, Ints

_GROUP_BITS: Final = 36
"""Room for the seconds of a group in one integer; epoch seconds until 2100 take 32."""

MOST_CANDIDATES: Final = 64
"""So many for one call, those nearest in time: nobody answers more calls of one number in a few minutes."""

SAME_TALK_S: Final = 2
"""Talk times this close agree: one side rounds, the other counts from another signal."""
_MINUTE: Final = 60


class Pairs(NamedTuple):
    """Pairs of a call of the phone and one of the list, sorted by the first, then by the second."""

    phone: Ints
    list: Ints

    def where(self, which: Bools) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.phone[which], self.list[which])


class Ranges(NamedTuple):
    """For each call of the phone a run of calls of the list; neither end ever steps back."""

    first: Ints
    behind: Ints

    @property
    def sizes(self) -> Ints:
        """How many calls each run has."""
        return self.behind - self.first

    def pairs(self, phone: Ints) -> Pairs:
        """All pairs of these calls of the phone."""
        sizes = self.sizes[phone]
        starts = np.repeat(self.first[phone] - np.cumsum(sizes) + sizes, sizes)
        return Pairs(np.repeat(phone, sizes), starts + np.arange(len(starts), dtype=np.int64))


def keys(groups: Ints, at_s: Ints) -> Ints:
    """Group and time in one integer."""
    return (groups << _GROUP_BITS) + at_s


def ranges(phone: Ints, other: Ints, low_s: Ints, high_s: Ints) -> Ranges:
    """The calls of the list from ``low_s`` to ``high_s`` later than each call of the phone, both included.

    Args:
        phone: Ascending `keys` of the phone's calls.
        other: Ascending `keys` of the list's.
        low_s: For each call of the phone, the same within a group.
        high_s: Likewise.
    """
    return Ranges(
        np.searchsorted(other, phone + low_s, side="left"),
        np.searchsorted(other, phone + high_s, side="right"),
    )


def narrowed(found: Ranges, phone: Ints, other: Ints, centre_s: Ints) -> Ranges:
    """The same with at most `MOST_CANDIDATES` each, those around the expected time.

    Of many calls of the list at one time the first is expected of the first call of the phone that comes
    nearest to it, the second of the second: so a flood of equal calls meets call by call.
    """
    if not len(other) or (found.sizes <= MOST_CANDIDATES // 2).all():
        return found
    times, first_of, sizes = np.unique(other, return_index=True, return_counts=True)
    expected = phone + centre_s
    behind = np.clip(np.searchsorted(times, expected), 1, max(len(times) - 1, 1))
    before = behind - 1
    behind = np.minimum(behind, len(times) - 1)
    nearest = np.where(expected - times[before] <= times[behind] - expected, before, behind)
    nearest = np.maximum.accumulate(nearest)
    rank = np.arange(len(phone)) - np.searchsorted(nearest, nearest)
    middle = first_of[nearest] + np.minimum(rank, sizes[nearest] - 1)
    half = MOST_CANDIDATES // 2
    first = np.maximum(found.first, np.minimum(middle - half, found.behind))
    return Ranges(first, np.maximum(first, np.minimum(found.behind, middle + half)))


def in_minutes(calls: Calls) -> bool:
    """Whether a list gives talk times in whole minutes only."""
    return len(calls) > 0 and not (calls.duration_s % _MINUTE).any()


def whole_minutes_s(seconds: Ints) -> Ints:
    """Seconds rounded up to whole minutes, as carriers round talk times."""
    return -(-seconds // _MINUTE) * _MINUTE


def talk_difference(phone: Calls, other: Calls, pairs: Pairs, *, minutes: bool) -> Ints:
    """`talk_apart` of pairs."""
    return talk_apart(phone.duration_s[pairs.phone], other.duration_s[pairs.list], minutes=minutes)


def talk_apart(phone_s: Ints, list_s: Ints, *, minutes: bool) -> Ints:
    """Talk time of the list less that of the phone; of a list in ``minutes``, less the phone's rounded up.

    Of such a list a call of 60 s and one of two minutes are one second apart: the list may have counted 61 s.
    """
    if not minutes:
        return list_s - phone_s
    exact = list_s - whole_minutes_s(phone_s)
    written = list_s - phone_s
    near = (written >= -SAME_TALK_S) & (written < _MINUTE + SAME_TALK_S)
    return np.where(near, np.sign(exact), exact)
