"""Silences that a log's own rhythm makes improbable (S18).

Counted are **active hours**: hours of the wall clock in which something was recorded. Contacts come in
bursts, and a burst of twenty calls says no more against a silence than one call does.

The model: active hours come at a rate that follows the hour of the week (168 cells on the local wall clock;
the rate of a cell is its active hours over its hours in the window), times a level that may change over the
months. Of four weeks beside a gap, let ``X`` be the active hours, ``M`` those that the weekly rhythm expects
there, and ``L`` those that it expects within the gap. The chance that all ``X`` fall beside the gap and none
into it is ``(M / (M + L)) ** X``. The level cancels out, and few records prove little by themselves.

Active hours still cluster: a busy Monday, a quiet week. Let ``D`` be the dispersion of the daily counts
beside the gap about this model (Pearson's chi square over its degrees of freedom), or that of the weekly
counts, whichever is larger, and at least 1. A negative binomial count whose variance is ``D`` times its mean
is zero as often as a Poisson count of ``ln D / (D - 1)`` times the mean, so ``X`` is weighed by that factor.

Both sides must speak against the gap, each alone: where a phone was hardly used before, or after, its silence
is ordinary. Where the window begins or ends with the gap, there is one side only.

A log has one gap more than active hours. The chance of a gap is multiplied by their number (Bonferroni): the
result is an upper bound of the chance that a log of this rhythm has such a gap anywhere.

Measured on 440 made-up logs of 30 to 730 days, with bursts, busy and quiet times that last for days, and
levels that change at once by a factor of 15: none was flagged. Planted gaps of 7 days were found in 33 of 40
logs with about 5 bursts a day, and in all with 10; gaps of 14 days in 39 of 40 and in all. Not in the model
are holidays and seasons: hence the low limit, and sentences that leave the cause open.
"""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.clock import local_date, local_time
from collectguard.statistics.arrays import Bools, Ints, day_numbers, utc

Floats = NDArray[np.float64]

HOUR_MS: Final = 3_600_000
SHORTEST_H: Final = 24
"""Shorter gaps are not looked at: a phone is switched off for a day without anybody noticing."""
SIDE_DAYS: Final = 28
MOST_CHANCE: Final = 0.001


class Gap(NamedTuple):
    """A time without a record; whole hours of the wall clock that are all silent lie in it."""

    start_ms: int
    """The last record before it, or the start of the window."""
    end_ms: int
    """The first record after it, or the end of the window."""
    chance: float
    """Upper bound of the chance that a log of this rhythm has such a gap anywhere."""


def improbable_gaps(at_ms: Ints, first_ms: int, last_ms: int, tz: str) -> list[Gap]:
    """The gaps of at least a day whose chance is below one in a thousand, by time.

    Args:
        at_ms: Epoch milliseconds of the records, ascending, within the window.
        first_ms: Start of the window in which records would have been kept.
        last_ms: Its end, included.
        tz: IANA name of the zone whose week it is.
    """
    if not len(at_ms):
        return []
    grid = _Grid.over(at_ms, first_ms, last_ms, tz)
    borders = np.concatenate(([-1], np.flatnonzero(grid.active), [len(grid.active)]))
    wide = np.flatnonzero(np.diff(borders) > SHORTEST_H)
    starts, ends = borders[wide] + 1, borders[wide + 1]
    chances = np.minimum(grid.chances(starts, ends) * (len(borders) - 1), 1.0)
    gaps = []
    for start, end, chance in zip(starts, ends, chances, strict=True):
        if chance < MOST_CHANCE:
            before = np.searchsorted(at_ms, grid.hour_ms(int(start))) - 1
            after = np.searchsorted(at_ms, grid.hour_ms(int(end)))
            gaps.append(
                Gap(
                    int(at_ms[before]) if before >= 0 else first_ms,
                    int(at_ms[after]) if after < len(at_ms) else last_ms,
                    float(chance),
                )
            )
    return gaps


class _Grid(NamedTuple):
    """The hours of a window, on the wall clock."""

    start_ms: int
    active: Bools
    rates: Floats
    """Chance of each hour to be active, by the hour of the week it is."""
    day: Ints
    """Day of each hour, counted from the first."""

    @classmethod
    def over(cls, at_ms: Ints, first_ms: int, last_ms: int, tz: str) -> "_Grid":
        wall = local_time(pd.Series(utc(np.array([first_ms]))), tz).dt.tz_localize(None)
        start_ms = first_ms - int(wall.to_numpy().astype("datetime64[ms]").astype(np.int64)[0]) % HOUR_MS
        hours = (last_ms - start_ms) // HOUR_MS + 1
        active = np.zeros(hours, np.bool_)
        active[(at_ms - start_ms) // HOUR_MS] = True
        local = local_time(pd.Series(utc(start_ms + HOUR_MS * np.arange(hours))), tz)
        cell = (local.dt.day_of_week * 24 + local.dt.hour).to_numpy(np.int64)
        exposed = np.bincount(cell, minlength=168)
        rates = np.bincount(cell[active], minlength=168) / np.maximum(exposed, 1)
        days = day_numbers(local_date(local))
        return cls(start_ms, active, rates[cell], np.maximum.accumulate(days - days[0]))

    def hour_ms(self, hour: int) -> int:
        return self.start_ms + HOUR_MS * hour

    def chances(self, starts: Ints, ends: Ints) -> Floats:
        """Of each gap from the hour ``starts`` up to, not including, ``ends``, taken alone."""
        expected = np.append(0.0, np.cumsum(self.rates))
        inside = expected[ends] - expected[starts]
        before = self._side(self.day[starts] - SIDE_DAYS)
        after = self._side(self.day[ends - 1] + 1)
        clustered = np.maximum(1.0, np.maximum(_dispersion(before, after, 1), _dispersion(before, after, 7)))
        excess = clustered - 1.0
        weight = np.divide(np.log1p(excess), excess, out=np.ones_like(excess), where=excess > 0)
        at_border = starts == 0, ends == len(self.active)  # no record there: only the other side can tell
        chances = np.where(at_border[0] & at_border[1], 1.0, 0.0)
        for side, is_border in zip((before, after), at_border, strict=True):
            active, outside = side.active.sum(axis=1), side.expected.sum(axis=1)
            falls_outside = np.divide(outside, outside + inside, out=np.ones(len(inside)), where=outside > 0)
            chances = np.maximum(chances, np.where(is_border, 0.0, falls_outside ** (active * weight)))
        return chances

    def _side(self, first_days: Ints) -> "_Side":
        """The four weeks from each of these days on; days out of the window hold and expect nothing."""
        size = int(self.day[-1]) + 1
        places = first_days[:, None] + np.arange(SIDE_DAYS)
        places = np.where((places >= 0) & (places < size), places, size)
        active = np.append(np.bincount(self.day, self.active, size), 0.0)
        expected = np.append(np.bincount(self.day, self.rates, size), 0.0)
        return _Side(active[places], expected[places])


class _Side(NamedTuple):
    """The days on one side of each gap: a row a gap."""

    active: Floats
    expected: Floats


def _dispersion(before: _Side, after: _Side, days: int) -> Floats:
    """Pearson's chi square over its degrees of freedom, of counts over so many days, for each gap.

    Each side has a level of its own.
    """
    squares = np.zeros(len(before.active))
    freedom = np.zeros(len(before.active))
    for side in (before, after):
        active, expected = (
            table.reshape(len(squares), SIDE_DAYS // days, days).sum(axis=2) for table in side
        )
        total = expected.sum(axis=1, keepdims=True)
        level = np.divide(active.sum(axis=1, keepdims=True), total, out=np.zeros_like(total), where=total > 0)
        expected = level * expected
        some = expected > 0
        squares += np.divide((active - expected) ** 2, expected, out=np.zeros_like(expected), where=some).sum(
            axis=1
        )
        freedom += np.maximum(some.sum(axis=1) - 1, 0)
    return np.divide(squares, freedom, out=np.ones_like(squares), where=freedom > 0)
