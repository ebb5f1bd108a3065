"""Contacts after a request to stop."""

import math
from dataclasses import replace

import numpy as np

from collectguard import statistics
from collectguard.casefile.comparing import before_and_after
from collectguard.casefile.phones import asked_by, to_be_left_alone
from collectguard.casefile.stops import Start, starts_counting
from collectguard.rules.kinds import AfterStopRequest, Counted
from collectguard.rules.observation import Observation, Unready
from collectguard.rules.speech import Speech
from collectguard.rules.subjects import Subject, single
from collectguard.rules.view import Bools, View
from collectguard.statements import CaseFile, StopRequest
from collectguard.told import Alike


def after_stop_request(view: View, condition: AfterStopRequest) -> list[Observation]:
    """Contacts of the one who was asked, strictly later than the request; one observation a request.

    A request that was made on a date counts from the midnight that ends it. Requests of people whose requests
    the rule does not speak of are left out, and so are oral ones where it wants written ones.

    Raises:
        Unready: The case file holds no request that the rule speaks of.
    """
    _ = view.translate
    requests = spoken_of(view.case, condition)
    if not requests:
        raise Unready(_("Needs a request to stop in the case file, of the sort this rule speaks of."))
    observations = []
    for stop in requests:
        subject = single(view.rule, stop.to, view.case)
        observation = None if subject is None else _observe(view, condition, stop, subject)
        if observation is not None:
            observations.append(observation)
    return observations


def spoken_of(case: CaseFile, condition: AfterStopRequest) -> list[StopRequest]:
    """The requests of the case file that a rule speaks of."""
    return [stop for stop in case.stop_requests if _concerns(stop, case, condition)]


def _concerns(stop: StopRequest, case: CaseFile, condition: AfterStopRequest) -> bool:
    by = asked_by(stop, case)
    return (by is None or by in condition.by) and not (condition.written and stop.written is False)


def _observe(
    view: View, condition: AfterStopRequest, stop: StopRequest, subject: Subject
) -> Observation | None:
    _ = view.translate
    start = starts_counting(stop, view.settings.tz)
    # Only these phones: the time in which others recorded something is no time of theirs.
    phones = to_be_left_alone(stop, view.case, view.log.settings.owner)
    theirs = view.log.of(phones)
    view = view if theirs is view.log else replace(view, log=theirs)
    counting = view.count([subject], view.counts(condition.basis) & _later(view, start))
    days = counting.by_day().get(subject.key, ())
    if not days:
        return None
    ids = counting.event_ids(subject.key)
    asked = _asked(view, stop, start)
    # Of a rule that came into force late, the contacts before it are part of the rate before.
    compared = view.count([subject], view.of_basis(condition.basis))
    notes = _comparison(view, condition.basis, compared.by.notna().to_numpy(), start)
    if condition.written and stop.written is None:
        notes = (
            *notes,
            _(
                "The case file does not say whether the request was made in writing, which this "
                "rule asks for."
            ),
        )
    sentence = _("{contacts} after the request to stop ({asked}), on {days}; {worst}.")
    return Observation(
        subject=subject,
        observed=len(ids),
        limit=0,
        window=_("after the request to stop ({asked})").format(asked=asked),
        days=days,
        event_ids=ids,
        sentence=sentence.format(
            contacts=view.speech.counted(condition.basis, len(ids)),
            asked=asked,
            days=view.speech.days(len(days)),
            worst=view.speech.worst(days),
        ),
        notes=notes,
        phones=phones,
    )


def _asked(view: View, stop: StopRequest, start: Start) -> str:
    _ = view.translate
    if stop.on is not None:
        return _("{id}, on {date}, counted from the next midnight").format(
            id=stop.id, date=view.speech.day(stop.on)
        )
    return _("{id}, {moment}").format(id=stop.id, moment=view.speech.moment(start.moment))


def _later(view: View, start: Start) -> Bools:
    later = statistics.contacts_after(view.log, at=start.moment, exclusive=start.exclusive)
    return np.asarray(view.log.timed.index.isin(later.index), np.bool_)


def _comparison(view: View, basis: Counted, theirs: Bools, start: Start) -> tuple[str, ...]:
    """How often before the request and how often after it (S12), where the two rates can be compared."""
    _ = view.translate
    row = before_and_after(view.log, theirs, start)
    if row["standing"] != "compared":
        return ()
    rates = _(
        "Before it {before} in {before_days} days ({rate_before} a day), after it {after} in {after_days} "
        "days ({rate_after} a day)."
    ).format(
        before=view.speech.counted(basis, row["compared_before"]),
        before_days=f"{row['before_days']:.1f}",
        rate_before=f"{row['rate_before']:.2f}",
        after=view.speech.counted(basis, row["compared_after"]),
        after_days=f"{row['after_days']:.1f}",
        rate_after=f"{row['rate_after']:.2f}",
    )
    like = _alike(row["alike"], view.speech)
    if not math.isfinite(row["rate_ratio"]):
        return (rates, *like)
    ratio = _("That is {ratio} times as often (exact 95 % interval {low} to {high}).").format(
        ratio=f"{row['rate_ratio']:.2f}", low=f"{row['ratio_low']:.2f}", high=f"{row['ratio_high']:.2f}"
    )
    return (rates, ratio, *like)


def _alike(what: Alike, speech: Speech) -> tuple[str, ...]:
    """What was compared where a carrier's list alone holds the calls of some of the time."""
    match what:
        case "answered":
            return (
                speech._(
                    "Compared are messages and answered calls only: for some of the time a carrier's list "
                    "alone holds the calls, and it has no others."
                ),
            )
        case "own_log":
            return (
                speech._(
                    "Compared is the time of the phone's own call log: a carrier's list holds answered calls "
                    "only."
                ),
            )
        case _:
            return ()
