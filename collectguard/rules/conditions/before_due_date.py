"""Contacts on dates on which nothing is due to the one who makes contact."""

from typing import Final

import numpy as np

from collectguard.casefile.due_dates import Side, beyond, bound
from collectguard.rules.kinds import BeforeDueDate
from collectguard.rules.observation import Observation, Unready
from collectguard.rules.subjects import Subject
from collectguard.rules.view import Bools, View
from collectguard.statements import Actor

SIDES: Final[tuple[Side, ...]] = ("before", "after")


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
    if not any(bound(side, subject.debts) for side in SIDES for subject in subjects):
        raise Unready(_("Needs the case file: due date or settlement of a debt and who collects it."))
    before, after = (_where(view, subjects, side) for side in SIDES)
    return [
        *_observe(view, condition, subjects, keep & before, _("before the due date")),
        *_observe(view, condition, subjects, keep & after, _("after the debt was settled")),
    ]


def _where(view: View, subjects: tuple[Subject, ...], side: Side) -> Bools:
    """Rows of ``log.timed`` on dates on which none of their actor's debts is due, on one side."""
    where = np.zeros(len(view.log.timed), np.bool_)
    actors: dict[str, Actor] = {actor.id: actor for subject in subjects for actor in subject.actors}
    for actor in actors.values():
        day = bound(side, view.case.debts_of(actor.id))
        if day is not None:
            its = view.log.timed["party"].isin(actor.parties).to_numpy(dtype=bool)
            where |= its & beyond(side, view.dates, day)
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
