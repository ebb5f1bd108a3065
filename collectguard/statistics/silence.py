"""How long it stayed quiet after a date, such as that of a complaint."""

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import (
    NOTHING,
    Ints,
    epoch_ms,
    first_of_each,
    is_after,
    last_of_each,
    spread,
    utc,
)
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.coverage import observed_window
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


def _of_each(codes: Ints, at_ms: Ints, size: int, *, last: bool) -> Ints:
    place = last_of_each(codes) if last else first_of_each(codes)
    return spread(at_ms[place], codes[place], size, empty=NOTHING)
