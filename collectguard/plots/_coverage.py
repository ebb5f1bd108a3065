"""Dates on which a log holds no calls or no messages, where an empty place is no zero."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from collectguard.i18n import Translate
from collectguard.plots._dates import day_numbers


class Gap(NamedTuple):
    """Consecutive dates without coverage, in days since 1970-01-01, both included."""

    first: int
    last: int


def gaps(covered: pd.Series) -> list[Gap]:
    """The runs of dates on which ``covered`` (bool, indexed by every date of a period) is false."""
    days = day_numbers(pd.DatetimeIndex(covered.index))[~covered.to_numpy(dtype=bool)]
    if not len(days):
        return []
    runs = np.split(days, np.flatnonzero(np.diff(days) > 1) + 1)
    return [Gap(int(run[0]), int(run[-1])) for run in runs]


def coverage_notes(daily: pd.DataFrame, _: Translate) -> list[str]:
    """Sentences that say from when to when there are calls, or messages, where that is not the whole period.

    Args:
        daily: The frame of `statistics.daily`.
    """
    wording = {
        "calls_covered": (
            _("Calls are recorded from {first} to {last} only."),
            _("Calls are recorded on {first} only."),
            _("The files hold no calls."),
        ),
        "messages_covered": (
            _("Messages are recorded from {first} to {last} only."),
            _("Messages are recorded on {first} only."),
            _("The files hold no messages."),
        ),
    }
    notes = []
    for column, (partly, once, never) in wording.items():
        dates = daily.index[daily[column]]
        if len(dates) == len(daily):
            continue
        if len(dates):
            first, last = (date.strftime("%Y-%m-%d") for date in (dates[0], dates[-1]))
            notes.append((once if first == last else partly).format(first=first, last=last))
        else:
            notes.append(never)
    return notes
