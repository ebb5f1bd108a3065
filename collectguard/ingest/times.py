"""Times as files write them, epochs and wall clocks, as instants whose quality is known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

EARLIEST_MS: Final = 1_199_145_600_000
"""2008-01-01 UTC: no Android phone is older."""
LATEST_MS: Final = 4_102_444_800_000
"""2100-01-01 UTC: the bound where the file does not say when it was made."""
GRACE_MS: Final = 2 * 86_400_000
"""A record may be this much later than its backup: clocks and zones differ."""
_FIRST_MS: Final = -62_135_510_400_000
"""0001-01-02 UTC: what is earlier has no date in every zone."""
_MISSING: Final = np.iinfo(np.int64).min

Integers = npt.NDArray[np.int64]


def epoch_ms(dates: Sequence[str | None]) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """Epoch milliseconds of each value, and whether there is one.

    The unit is decided value by value, by magnitude: below 1e11 seconds, below 1e14 milliseconds,
    up to 1e17 microseconds, above nanoseconds. What is no integer, too large for one, or before our era,
    is missing.
    """
    try:
        values = np.array([*map(int, dates)], dtype=np.int64)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        values = np.array([_integer(date) for date in dates], dtype=np.int64)
    present = values != _MISSING
    size = np.abs(np.where(present, values, 0))
    scaled = np.select(
        [size < 10**11, size < 10**14, size <= 10**17],
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
        if moment is not None and moment.tzinfo is not None:
            result[place] = round(moment.timestamp() * 1000)
        elif moment is not None:
            clocks.append(moment)
            places.append(place)
    walls = pd.Series(np.array(clocks, dtype="datetime64[ms]"))
    first = np.ones(len(walls), dtype=np.bool_)
    an_hour = pd.Timedelta(hours=1)
    local = walls.dt.tz_localize(tz, ambiguous=first, nonexistent=an_hour)
    result[places] = (
        local.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy("datetime64[ms]").astype(np.int64)
    )
    never = walls.dt.tz_localize(tz, ambiguous=first, nonexistent="NaT").isna().sum()
    either = walls.dt.tz_localize(tz, ambiguous="NaT", nonexistent=an_hour).isna().sum()
    return WallTimes(result, present, int(either), int(never))


def plausible(times_ms: Integers, backup_ms: int | None) -> npt.NDArray[np.bool_]:
    """Whether each time can be true: not before 2008, not over two days after the backup was made.

    A time of the backup that cannot be true itself is no bound.
    """
    latest = LATEST_MS
    if backup_ms is not None and EARLIEST_MS <= backup_ms <= LATEST_MS:
        latest = backup_ms + GRACE_MS
    return (times_ms >= EARLIEST_MS) & (times_ms <= latest)
