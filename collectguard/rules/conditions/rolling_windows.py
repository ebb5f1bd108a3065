"""Counts in windows of elapsed time against a limit."""

from typing import NamedTuple

import pandas as pd

from collectguard import statistics
from collectguard.findings import DayCount
from collectguard.rules.kinds import CountInWindow
from collectguard.rules.observation import Observation
from collectguard.rules.view import Counting, View


def rolling_windows(view: View, condition: CountInWindow, counting: Counting) -> list[Observation]:
    """Subjects with a window [t, t + w) of elapsed time above the limit.

    The contacts of a finding are those of all windows above the limit; ``observed`` is the most in one.
    """
    name = condition.window.removeprefix("rolling_")
    maxima = statistics.rolling_maxima(view.log, view.settings, counting.by)
    limits = {key: condition.limit * subject.share for key, subject in counting.subjects.items()}
    over = {str(key): row for key, row in maxima.iterrows() if row[f"max_{name}"] > limits[str(key)]}
    if not over:
        return []
    within = counting.only(
        statistics.rolling_excess(view.log, view.settings, counting.by, window=name, limits=limits)
    )
    by_day = within.by_day()
    observations = []
    for key, row in over.items():
        days, limit = by_day[key], limits[key]
        most, start = int(row[f"max_{name}"]), row[f"max_{name}_from"]
        observations.append(
            Observation(
                subject=counting.subjects[key],
                observed=most,
                limit=limit,
                window=_window(view, condition),
                days=days,
                event_ids=within.event_ids(key),
                sentence=_sentence(view, condition, Figures(most, start, limit, days)),
            )
        )
    return observations


class Figures(NamedTuple):
    """What the sentence says."""

    most: int
    start: pd.Timestamp
    limit: int
    days: tuple[DayCount, ...]


def _window(view: View, condition: CountInWindow) -> str:
    _ = view.translate
    return _("any 24 hours") if condition.window == "rolling_24h" else _("any 7 × 24 hours")


def _sentence(view: View, condition: CountInWindow, figures: Figures) -> str:
    _ = view.translate
    text = _(
        "Up to {contacts} in {window} (beginning {start}), where the limit is {limit}; the windows above the "
        "limit hold {total} on {days}."
    )
    return text.format(
        contacts=view.speech.counted(condition.basis, figures.most),
        window=_window(view, condition),
        start=view.speech.moment(figures.start),
        limit=figures.limit,
        total=view.speech.count(sum(day.count for day in figures.days)),
        days=view.speech.days(len(figures.days)),
    )
