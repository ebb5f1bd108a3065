"""Contacts on dates on which nothing is due to the one who makes contact."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from collectguard.rules.kinds import BeforeDueDate
from collectguard.rules.observation import Observation, Unready
from collectguard.rules.subjects import Subject, debts_of
from collectguard.rules.view import Bools, View
from collectguard.statements import Actor, Debt

Dates = Callable[[tuple[Debt, ...]], date | None]


def before_due_date(view: View, condition: BeforeDueDate) -> list[Observation]:
    """Contacts before the due date and contacts after the debt was settled, each an observation of its own.

    Of an owner who has nothing to do with a debt, every contact of an actor is one.

    Before: the local date is earlier than the due date. After: it is later than the date of settlement.
    An actor who collects several debts is counted only while none of them is due.

    Raises:
        Unready: The case file names no actor, or no date of a debt that an actor collects.
    """
    _ = view.translate
    if not view.case.actors:
        raise Unready(_("Needs the case file: which numbers belong to whom."))
    keep = view.counts(condition.basis) & view.on_own_phone
    if view.case.owner_role == "unrelated":
        return _observe(view, condition, view.subjects("actor"), keep, _("where nothing is owed"))
    subjects = view.subjects("debt")
    if not any(_first_due(subject.debts) or _all_settled(subject.debts) for subject in subjects):
        raise Unready(_("Needs the case file: due date or settlement of a debt and who collects it."))
    before = _where(view, subjects, _first_due, lambda days, due: days < due)
    after = _where(view, subjects, _all_settled, lambda days, settled: days > settled)
    return [
        *_observe(view, condition, subjects, keep & before, _("before the due date")),
        *_observe(view, condition, subjects, keep & after, _("after the debt was settled")),
    ]


def _first_due(debts: tuple[Debt, ...]) -> date | None:
    """The first due date; ``None`` where one of them is not known."""
    dates = [debt.due for debt in debts if debt.due is not None]
    return min(dates) if dates and len(dates) == len(debts) else None


def _all_settled(debts: tuple[Debt, ...]) -> date | None:
    """The date on which the last debt was settled; ``None`` where one of them is not."""
    dates = [debt.settled_on for debt in debts if debt.settled_on is not None]
    return max(dates) if dates and len(dates) == len(debts) else None


def _where(
    view: View,
    subjects: tuple[Subject, ...],
    date_of: Dates,
    compare: "Callable[[pd.Series, pd.Timestamp], pd.Series]",
) -> Bools:
    """Rows of ``log.timed`` whose date lies on one side of a date of their actor's debts."""
    where = np.zeros(len(view.log.timed), np.bool_)
    actors: dict[str, Actor] = {actor.id: actor for subject in subjects for actor in subject.actors}
    for actor in actors.values():
        limit = date_of(debts_of(actor, view.case))
        if limit is not None:
            its = view.log.timed["party"].isin(actor.parties)
            where |= (its & compare(view.dates, pd.Timestamp(limit))).to_numpy(dtype=bool)
    return where


def _observe(
    view: View, condition: BeforeDueDate, subjects: tuple[Subject, ...], keep: Bools, when: str
) -> list[Observation]:
    _ = view.translate
    counting = view.count(subjects, keep)
    observations = []
    for key, days in counting.by_day().items():
        ids = counting.event_ids(key)
        observations.append(
            Observation(
                subject=counting.subjects[key],
                observed=len(ids),
                limit=0,
                window=when,
                days=days,
                event_ids=ids,
                sentence=_("{contacts} {when}, on {days}; {worst}.").format(
                    contacts=view.speech.counted(condition.basis, len(ids)),
                    when=when,
                    days=view.speech.days(len(days)),
                    worst=view.speech.worst(days),
                ),
            )
        )
    return observations
