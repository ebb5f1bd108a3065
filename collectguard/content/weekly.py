"""Weeks in which messages of each category came."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from collectguard.clock import local_date, local_time
from collectguard.content.results import BY_WEIGHT, Content
from collectguard.schema import Log
from collectguard.settings import Settings


def weekly(
    content: Content,
    log: Log,
    settings: Settings | None = None,
    *,
    parties: Collection[str] | None = None,
) -> pd.DataFrame:
    """How many messages of each category came in each week of the wall clock.

    A message counts once under each of its categories, however often it is hit, so rows do not add up to
    messages. Only messages with a usable time are counted.

    Args:
        content: What was found in ``log``.
        log: Its ``timed`` contacts are counted.
        settings: For the zone; those of the log when not given.
        parties: Count the messages of these alone.

    Returns:
        Frame of counts (int64). Index ``week``: the Mondays (``datetime64[ms]``, without zone) from the
        first week with a hit to the last, those without any included; a week ends before the next Monday.
        Columns ``category``: those found, in the order of `BY_WEIGHT`.
    """
    settings = settings or log.settings
    found = content.by_event
    messages = log.timed
    hit = messages["event_id"].isin(list(found))
    if parties is not None:
        hit &= messages["party"].isin(list(parties))
    messages = messages[hit.to_numpy(dtype=bool)]
    date = local_date(local_time(messages["started_at"], settings.tz))
    monday = date - pd.to_timedelta(date.dt.day_of_week, unit="D")
    weeks = pd.DatetimeIndex([], dtype="datetime64[ms]", name="week")
    if len(monday):
        weeks = pd.date_range(monday.min(), monday.max(), freq="7D", unit="ms", name="week")
    counts = {category: np.zeros(len(weeks), np.int64) for category in BY_WEIGHT}
    places = weeks.get_indexer(pd.DatetimeIndex(monday)).tolist()
    for place, event_id in zip(places, messages["event_id"].tolist(), strict=True):
        for category in {hit.category for hit in found[event_id]}:
            counts[category][place] += 1
    names = [category for category in BY_WEIGHT if counts[category].any()]
    columns = pd.Index(names, dtype="str", name="category")
    return pd.DataFrame(counts, index=weeks)[names].set_axis(columns, axis=1)
