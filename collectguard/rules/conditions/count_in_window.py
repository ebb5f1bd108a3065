"""More contacts within a window than a rule allows."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from collectguard.findings import DayCount, Grade
from collectguard.rules.conditions.calendar_windows import calendar_windows
from collectguard.rules.conditions.rolling_windows import rolling_windows
from collectguard.rules.kinds import CountInWindow
from collectguard.rules.observation import Observation
from collectguard.rules.subjects import Subject
from collectguard.rules.view import Bools, Counting, View
from collectguard.statements import device_of

OTHER_MINIMA_S = (5, 15)
"""Shortest talk times at which connected calls are counted again: from how many seconds on a call is an
effective one has not been settled."""


def count_in_window(view: View, condition: CountInWindow) -> list[Observation]:
    """Subjects with more counted contacts in a window than the limit, one observation each.

    ``observed`` is the most in any one window. A number of which nobody has said whose it is stands for
    itself; calls without a number are left out then.
    """
    _ = view.translate
    observations = []
    phones = _phones(view, condition)
    for owner, phone in phones.items():
        keep = view.counts(condition.basis) & phone
        counting = view.count(view.subjects(condition.per), keep)
        rolling = condition.window.startswith("rolling")
        found = (rolling_windows if rolling else calendar_windows)(view, condition, counting)
        sure = _sure_days(view, condition, counting, keep) if found else {}
        reached = (_("Phone that was called: {owner}.").format(owner=owner),) if len(phones) > 1 else ()
        for each in found:
            graded = _graded(view, condition, each, sure, keep)
            observations.append(replace(graded, notes=(*reached, *graded.notes)))
    return observations


def _phones(view: View, condition: CountInWindow) -> dict[str, Bools]:
    """Each phone for itself where the rule speaks of one number of the owner, else all at once.

    Which phones the owner has, the case file says; what it assigns to none is a phone of its own.
    """
    own = view.on_own_phone & view.of_strangers(one_person=True)
    names = [device_of(path, view.case.devices) for path in view.log.sources["path"]]
    if not condition.per_recipient or not any(names):
        return {view.settings.owner: own}
    phone_of = pd.Series([device.name if device else view.settings.owner for device in names], dtype="str")
    phones = phone_of.reindex(view.log.timed["source_id"]).to_numpy()
    return {str(phone): own & (phones == phone) for phone in np.unique(phones[own])}


def _graded(
    view: View,
    condition: CountInWindow,
    observation: Observation,
    sure: Mapping[str, tuple[DayCount, ...]],
    keep: Bools,
) -> Observation:
    """The observation with its grade and with what belongs beside its sentence."""
    subject = observation.subject
    grade: Grade | None = None
    notes = [*observation.notes, *_shared(view, subject)]
    if condition.certain_above is not None:
        days = sure.get(subject.key, ())
        grade = "certain" if days else "possible"
        notes.append(_jointly(view, condition, subject, days))
    if condition.basis == "connected":
        longer = [seconds for seconds in OTHER_MINIMA_S if seconds > view.settings.connected_min_s]
        notes += [_at_least(view, condition, subject, keep, seconds) for seconds in longer]
    return replace(observation, graded=grade, notes=tuple(notes))


def _sure_days(
    view: View, condition: CountInWindow, counting: Counting, keep: Bools
) -> dict[str, tuple[DayCount, ...]]:
    """Dates on which one actor alone is above the sum of both limits.

    One of the limits is then exceeded, however the calls are parted between the two rules (pigeonhole).
    Summed over several actors that would hold only if both rules sum over them.
    """
    if condition.certain_above is None:
        return {}
    own = counting.by_day()
    by_actor = view.count(view.subjects("actor"), keep).by_day()
    sure = {}
    for key, subject in counting.subjects.items():
        several = subject.kind == "debt"
        days = (
            [by_actor.get(f"actor:{actor.id}", ()) for actor in subject.actors]
            if several
            else [own.get(key, ())]
        )
        above = condition.certain_above * subject.share
        worst: dict[object, DayCount] = {}
        for day in (day for each in days for day in each if day.count > above):
            worst[day.date] = max(day, worst.get(day.date, day))
        sure[key] = tuple(sorted(worst.values()))
    return sure


def _jointly(view: View, condition: CountInWindow, subject: Subject, days: tuple[DayCount, ...]) -> str:
    _ = view.translate
    limit, above = condition.limit * subject.share, (condition.certain_above or 0) * subject.share
    if not days:
        return _(
            "A log does not show whether a call is one this rule counts or one that {other} counts, which "
            "has a limit of its own. More than {limit} connected calls a day are therefore a possible excess."
        ).format(other=condition.jointly_with, limit=limit)
    return _(
        "A log does not show whether a call is one this rule counts or one that {other} counts. On {days} "
        "one caller has more than {above}, both limits together: then at least one of the two is exceeded, "
        "however the calls are parted."
    ).format(other=condition.jointly_with, days=view.speech.days(len(days)), above=above)


def _shared(view: View, subject: Subject) -> tuple[str, ...]:
    if subject.share == 1:
        return ()
    _ = view.translate
    return (
        _(
            "The same numbers collect {n} debts or for {n} creditors, and nothing in a log says for which a "
            "contact was. The limit is therefore taken {n} times."
        ).format(n=subject.share),
    )


def _at_least(view: View, condition: CountInWindow, subject: Subject, keep: Bools, seconds: int) -> str:
    """How the figure changes when only longer calls count."""
    _ = view.translate
    longer = replace(view, settings=replace(view.settings, connected_min_s=seconds))
    counting = longer.count([subject], keep & longer.counts("connected"))
    rolling = condition.window.startswith("rolling")
    found = (rolling_windows if rolling else calendar_windows)(longer, condition, counting)
    if not found:
        return _("Counting only calls of {s} seconds or longer: not above the limit.").format(s=seconds)
    return _("Counting only calls of {s} seconds or longer: {sentence}").format(
        s=seconds, sentence=found[0].sentence
    )
