"""Dates on which a log holds no calls or no messages, where an empty place is no zero."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from collectguard import statistics
from collectguard.i18n import Translate
from collectguard.plots._dates import day_numbers
from collectguard.schema import Log
from collectguard.settings import Settings


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
            _("Calls are recorded in these times only: {spans}."),
            _("The files hold no calls."),
        ),
        "messages_covered": (
            _("Messages are recorded from {first} to {last} only."),
            _("Messages are recorded on {first} only."),
            _("Messages are recorded in these times only: {spans}."),
            _("The files hold no messages."),
        ),
    }
    notes = []
    for column, (partly, once, several, never) in wording.items():
        dates = daily.index[daily[column]]
        if len(dates) == len(daily):
            continue
        runs = [_ends(run) for run in gaps(~daily[column])]
        if len(runs) > 1:
            spans = (first if first == last else _("{first} to {last}").format(first=first, last=last)
                     for first, last in runs)  # fmt: skip
            notes.append(several.format(spans=_(", ").join(spans)))
        elif runs:
            first, last = runs[0]
            notes.append((once if first == last else partly).format(first=first, last=last))
        else:
            notes.append(never)
    return [*notes, *_from_lists_alone(daily, _)]


def _from_lists_alone(daily: pd.DataFrame, _: Translate) -> list[str]:
    """Sentences that say on which dates a carrier's list alone holds the calls: no step there is a change."""
    alone = daily["answered_only"]
    if not alone.any():
        return []
    if alone[daily["calls_covered"]].all():
        return [_("The calls are those of a carrier's list, which holds answered calls only.")]
    partly = _("From {first} to {last} a carrier's list alone holds the calls, and answered ones only.")
    once = _("On {first} a carrier's list alone holds the calls, and answered ones only.")
    return [
        (once if first == last else partly).format(first=first, last=last)
        for first, last in map(_ends, gaps(~alone))
    ]


def _ends(run: Gap) -> tuple[str, str]:
    first, last = (f"{pd.Timestamp(day, unit='D'):%Y-%m-%d}" for day in run)
    return first, last


def answered_notes(log: Log, settings: Settings, _: Translate) -> list[str]:
    """The sentences on lists alone, for figures that no frame of `statistics.daily` goes with."""
    if not statistics.witnesses(log).answered_only:
        return []
    return _from_lists_alone(statistics.daily(log, settings), _)
