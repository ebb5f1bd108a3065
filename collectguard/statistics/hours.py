"""On which weekdays and at which hours the contacts come."""

from typing import Final

import numpy as np
import pandas as pd

from collectguard.clock import second_of_day
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping

HOUR_S: Final = 3600
EPOCH_WEEKDAY: Final = 3
"""1970-01-01 was a Thursday; Monday is 0."""


def hours(log: Log, settings: Settings | None = None, by: Grouping | None = None) -> pd.DataFrame:
    """Contacts by weekday and hour of the wall clock.

    Returns:
        Frame of integers, 7 rows indexed by ``weekday`` (0 is Monday) and 24 columns ``hour`` (0 to 23; hour
        8 is [08:00, 09:00)); with ``by`` given, 7 rows for each group, indexed by ``group`` and ``weekday``.
    """
    contacts = Contacts.of(log, settings, "all" if by is None else by)
    timed, size = contacts.timed, len(contacts.names)
    weekday = (timed.days + EPOCH_WEEKDAY) % 7
    hour = (second_of_day(timed.local).to_numpy() // HOUR_S).astype(np.int64)
    cells = (timed.codes * 7 + weekday) * 24 + hour
    table = np.bincount(cells, minlength=size * 7 * 24).astype(np.int64).reshape(size * 7, 24)
    frame = pd.DataFrame(
        table,
        index=pd.MultiIndex.from_product([contacts.names, range(7)], names=["group", "weekday"]),
        columns=pd.RangeIndex(24, name="hour"),
    )
    return frame.droplevel("group") if by is None else frame
