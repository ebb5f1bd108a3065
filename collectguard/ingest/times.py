"""Times as files write them, epochs and wall clocks, as instants whose quality is known."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.records import MILLISECONDS_BELOW, SECONDS_BELOW

EARLIEST_MS: Final = 1_199_145_600_000
"""2008-01-01 UTC: no Android phone is older."""
LATEST_MS: Final = 4_102_444_800_000
"""2100-01-01 UTC: the bound where the file does not say when it was made."""
GRACE_MS: Final = 2 * 86_400_000
"""A record may be this much later than its backup: clocks and zones differ."""
MICROSECONDS_TO: Final = 10**17
"""An epoch time up to this, that is not in seconds or milliseconds, is in microseconds; above, finer."""
_FIRST_MS: Final = -62_135_510_400_000
"""0001-01-02 UTC: what is earlier has no date in every zone."""
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock
_MS: Final = timedelta(milliseconds=1)
_MISSING: Final = np.iinfo(np.int64).min

Integers = npt.NDArray[np.int64]


def epoch_ms(dates: Sequence[str | None]) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """Epoch milliseconds of each value, and whether there is one.

    The unit is decided value by value, by magnitude: seconds, milliseconds, microseconds or, above
    `MICROSECONDS_TO`, nanoseconds. What is no integer, too large for one, or before our era,
    is missing.
    """
    try:
        values = np.array([*map(int, dates)], dtype=np.int64)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        values = np.array([_integer(date) for date in dates], dtype=np.int64)
    present = values != _MISSING
    size = np.abs(np.where(present, values, 0))
    scaled = np.select(
        [size < SECONDS_BELOW, size < MILLISECONDS_BELOW, size <= MICROSECONDS_TO],
        [values * 1000, values, values // 1000],
        values // 1_000_000,
    )
    present &= scaled >= _FIRST_MS
    return np.where(present, scaled, 0), present


def _integer(date: str | None) -> int:
    try:
        value = int(date)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return _MISSING
    return value if abs(value) < 2**63 else _MISSING


class WallTimes(NamedTuple):
    """Instants of wall-clock times."""

    epoch_ms: Integers
    """0 where there is none."""
    present: npt.NDArray[np.bool_]
    twice: int
    """How many fall into an hour that the clock goes through twice; they are taken for the first."""
    never: int
    """How many fall into an hour that the clock leaps over; they are taken for the hour after."""


def wall_times(moments: Sequence[datetime | None], tz: str) -> WallTimes:
    """Epoch milliseconds of each moment: without zone by the clock of ``tz``, with one as it says."""
    present = np.array([moment is not None for moment in moments], dtype=np.bool_)
    result = np.zeros(len(moments), dtype=np.int64)
    clocks: list[datetime] = []
    places: list[int] = []
    for place, moment in enumerate(moments):
        if moment is None:
            continue
        if moment.tzinfo is None:
            clocks.append(moment)
            places.append(place)
        else:
            result[place] = round(moment.timestamp() * 1000)
    if not clocks:
        return WallTimes(result, present, 0, 0)
    # numpy needs four times as long to take them over one by one
    walls_ms = np.array([(clock - _EPOCH) // _MS for clock in clocks], dtype=np.int64)
    walls = pd.Series(walls_ms.astype("datetime64[ms]"))
    local = walls.dt.tz_localize(tz, ambiguous="NaT", nonexistent="NaT")
    twice = never = 0
    if local.isna().any():
        first = np.ones(len(walls), dtype=np.bool_)
        an_hour = pd.Timedelta(hours=1)
        never = int(walls.dt.tz_localize(tz, ambiguous=first, nonexistent="NaT").isna().sum())
        twice = int(walls.dt.tz_localize(tz, ambiguous="NaT", nonexistent=an_hour).isna().sum())
        local = walls.dt.tz_localize(tz, ambiguous=first, nonexistent=an_hour)
    result[places] = (
        local.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy("datetime64[ms]").astype(np.int64)
    )
    return WallTimes(result, present, twice, never)


def plausible(times_ms: Integers, backup_ms: int | None) -> npt.NDArray[np.bool_]:
    """Whether each time can be true: not before 2008, not over two days after the backup was made.

    A time of the backup that cannot be true itself is no bound.
    """
    latest = LATEST_MS
    if backup_ms is not None and EARLIEST_MS <= backup_ms <= LATEST_MS:
        latest = backup_ms + GRACE_MS
    return (times_ms >= EARLIEST_MS) & (times_ms <= latest)
