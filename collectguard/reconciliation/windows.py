"""Between which differences of time two calls may be one, by the evidence of those that surely are."""

from typing import Final, NamedTuple

import numpy as np

from collectguard.reconciliation.calls import Ints
from collectguard.reconciliation.offset import LEAST_SUPPORT, RING_S, ROUNDING_S, Offset

STEADY_S: Final = 2
"""Middle halves no wider show a list that notes the same moment as the phone: no ring time lies between."""
_USUAL_RING_S: Final = 15
"""Where nothing is known: most calls are answered about then."""
_FENCE: Final = 1.5
"""Tukey's: what lies further from the middle half than so many times its width does not belong to it."""


class Window(NamedTuple):
    """Differences of time, list less phone, in seconds; both ends included."""

    low_s: int
    centre_s: int
    high_s: int


class Windows(NamedTuple):
    """The window of incoming calls and that of outgoing ones."""

    incoming: Window
    outgoing: Window

    def columns(self, outgoing: Ints) -> tuple[Ints, Ints, Ints]:
        """Lower end, centre and upper end for each call."""
        low, centre, high = np.array([self.incoming, self.outgoing], np.int64)[outgoing].T
        return low, centre, high


def first_window(offset: Offset | None) -> Window:
    """Where to look before any pair is known: about the offset found, or about none with time to ring."""
    if offset is None:
        return Window(-ROUNDING_S, _USUAL_RING_S, RING_S + ROUNDING_S)
    return Window(offset.centre_s - offset.width_s, offset.centre_s, offset.centre_s + offset.width_s)


def window_by(differences: Ints, otherwise: Window) -> Window:
    """The window that pairs found so far leave open; ``otherwise`` where they are too few.

    Ring times have a lower end and a long tail, so the window goes from what the middle half bears out to
    the longest ring time after the shortest one seen. Without ring times it is narrow on both sides.
    """
    if len(differences) < LEAST_SUPPORT:
        return otherwise
    first, middle, third = np.quantile(differences, [0.25, 0.5, 0.75])
    reach = _FENCE * (third - first)
    low, high = first - reach, third + reach
    if third - first > STEADY_S:
        high = max(high, max(low, float(differences.min())) + RING_S)
    return Window(round(low) - ROUNDING_S, round(middle), round(high) + ROUNDING_S)
