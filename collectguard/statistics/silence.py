"""How long it stayed quiet after a date, such as that of a complaint."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from collectguard.clock import epoch_ms
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import (
    NOTHING,
    Bools,
    Ints,
    first_of_each,
    is_after,
    last_of_each,
    spread,
    utc,
)
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.coverage import both_recorded, observed_window
from collectguard.statistics.grouping import Grouping


def silence(
    log: Log,
    settings: Settings | None = None,
    by: Grouping = "party",
    *,
    at: pd.Timestamp,
    exclusive: bool = True,
) -> pd.DataFrame:
    """The last contact of each group before an instant, the first after it, and the days without one.

    Args:
        log: Contacts with a usable time are looked at.
        settings: Those of the log when not given.
        by: A grouping.
        at: With a zone.
        exclusive: Whether a contact at ``at`` itself is still one before it.

    Returns:
        Frame indexed by group: ``last_before`` and ``first_after`` (``datetime64[ms, UTC]``, NaT when none);
        ``quiet_days``: from ``at`` to ``first_after`` or, when none came, to the last record of the whole
        log, in days of 24 hours, NaN where ``at`` is later than that record: then nothing is known;
        ``resumed`` (bool): whether one came.

    Raises:
        TypeError: ``at`` has no zone.
    """
    contacts = Contacts.of(log, settings, by)
    timed, size = contacts.timed, len(contacts.names)
    after = is_after(utc(timed.at_ms), at, exclusive=exclusive)
    first = _of_each(timed.codes[after], timed.at_ms[after], size, last=False)
    window = observed_window(log)
    end = NOTHING if window is None or window.last < at else epoch_ms(pd.Series([window.last]))[0]
    until = utc(np.where(first == NOTHING, end, first))
    return pd.DataFrame(
        {
            "last_before": utc(_of_each(timed.codes[~after], timed.at_ms[~after], size, last=True)),
            "first_after": utc(first),
            "quiet_days": np.asarray((until - at) / pd.Timedelta(days=1), np.float64),
            "resumed": first != NOTHING,
        },
        index=contacts.names,
    )


class Silence(NamedTuple):
    """A time without a contact."""

    start: pd.Timestamp
    """UTC."""
    end: pd.Timestamp
    """UTC."""
    still_open: bool
    """Whether the end of the records, not a contact, ends it."""

    @property
    def days(self) -> float:
        """Its length in days of 24 hours."""
        return (self.end - self.start) / pd.Timedelta(days=1)


def longest_silence(log: Log, where: Bools, *, at: pd.Timestamp) -> Silence | None:
    """The longest time after an instant in which none of some contacts came; of equal ones the first.

    Only time in which calls and messages were both recorded counts, if there is any: where the call log
    ends, its silence is no silence.

    Args:
        log: Contacts with a usable time are looked at.
        where: The rows of ``log.events`` that end a silence, where they are contacts.
        at: With a zone.

    Returns:
        ``None`` where nothing was recorded after ``at``.
    """
    span = both_recorded(log) or observed_window(log)
    if span is None or (first := max(span.first, at)) >= span.last:
        return None
    moments = log.timed["started_at"][log.timed.index.isin(log.events.index[where])]
    moments = moments[(moments >= first) & (moments <= span.last)]
    edges = np.insert(epoch_ms(pd.Series([first, span.last]).dt.as_unit("ms")), 1, epoch_ms(moments))
    longest = int(np.diff(edges).argmax())
    start, end = utc(edges[longest : longest + 2])
    return Silence(start, end, still_open=longest == len(moments))


def _of_each(codes: Ints, at_ms: Ints, size: int, *, last: bool) -> Ints:
    place = last_of_each(codes) if last else first_of_each(codes)
    return spread(at_ms[place], codes[place], size, empty=NOTHING)
