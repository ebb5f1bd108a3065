"""Calls in the days after a conversation."""

import numpy as np

from collectguard.rules.kinds import AfterConversation
from collectguard.rules.observation import Observation
from collectguard.rules.view import Bools, Counting, View
from collectguard.statistics import Contacts

NEVER = np.iinfo(np.int64).min // 2
"""A day number so early that nothing comes within some days after it."""


def after_conversation(view: View, condition: AfterConversation) -> list[Observation]:
    """Calls of a subject within some consecutive dates after a connected call of the same subject.

    The date of the connected call is the first of these days; it is not counted itself unless it comes
    within the days of an earlier one.
    """
    keep = view.counts("calls") & view.on_own_phone & view.of_strangers(one_person=True)
    counting = view.count(view.subjects(condition.per), keep)
    after = counting.only(_after(view, counting, condition.days))
    _ = view.translate
    observations = []
    for key, days in after.by_day().items():
        ids = after.event_ids(key)
        sentence = _(
            "{calls} within {n} consecutive days after a connected call, that day included, on "
            "{days}; {worst}."
        )
        observations.append(
            Observation(
                subject=after.subjects[key],
                observed=len(ids),
                limit=0,
                window=_("{n} consecutive days, {zone}").format(n=condition.days, zone=view.speech.zone),
                days=days,
                event_ids=ids,
                sentence=sentence.format(
                    calls=view.speech.counted("calls", len(ids)),
                    n=condition.days,
                    days=view.speech.days(len(days)),
                    worst=view.speech.worst(days),
                ),
            )
        )
    return observations


def _after(view: View, counting: Counting, length: int) -> Bools:
    """Which rows of ``log.timed`` are such calls."""
    timed = Contacts.of(view.log, view.settings, counting.by).timed
    connected = view.counts("connected")[timed.rows]
    at = np.arange(len(connected))
    last = np.maximum.accumulate(np.where(connected, at, -1)) if len(at) else at
    before = np.append(-1, last)[:-1][: len(at)]  # the latest connected call before this one
    same = (before >= 0) & (timed.codes[before] == timed.codes)
    day = np.where(same, timed.days[before], NEVER) if len(at) else at
    mask = np.zeros(len(view.log.timed), np.bool_)
    mask[timed.rows[timed.days - day < length]] = True
    return mask
