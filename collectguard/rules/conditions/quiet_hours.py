"""Contacts in the hours in which a rule wants quiet."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from collectguard import statistics, words
from collectguard.clock import in_window
from collectguard.findings import DayCount
from collectguard.i18n import Translate
from collectguard.rules.kinds import WEEKDAYS, QuietHours, QuietPart
from collectguard.rules.observation import Observation
from collectguard.rules.speech import Speech
from collectguard.rules.subjects import Subject
from collectguard.rules.view import Bools, View, day_counts
from collectguard.settings import SECONDS_PER_DAY

MOST_STRANGERS = 10
"""Numbers of which nobody has said whose they are that have a finding of their own under one rule; those with
fewer contacts stand in one finding together."""


@dataclass
class _Nights:
    """What the parts of the week add up to for one subject."""

    count: int = 0
    boundary: int = 0
    evenings: Counter[date] = field(default_factory=Counter)


def quiet_hours(view: View, condition: QuietHours) -> list[Observation]:
    """Contacts inside the window, start included, end excluded, one observation a subject.

    Of more than `MOST_STRANGERS` numbers that nobody has assigned, those with the fewest contacts share one.
    Days are those on which the night begins. Contacts within 60 s of a border are in the count or not as
    the border says, and are counted apart as well; a day that is quiet as a whole has no border.
    """
    _ = view.translate
    subjects = view.subjects(condition.per)
    keep = view.counts(condition.basis) & view.on_own_phone & view.of_strangers(one_person=False)
    gathered: dict[str, _Nights] = defaultdict(_Nights)
    inside = np.zeros(len(keep), np.bool_)
    for part in condition.parts:
        where = keep & _on(view, part)
        settings = replace(view.settings, nights=(part.window,))
        by = view.count(subjects, where).by
        for key, row in statistics.nights(view.log, settings, by).iterrows():
            gathered[str(key)].count += int(row["night_count"])
            if part.window.length_s < SECONDS_PER_DAY:
                gathered[str(key)].boundary += int(row["boundary_count"])
        for key, days in day_counts(statistics.night_dates(view.log, settings, by), "evening").items():
            gathered[key].evenings.update(dict(days))
        inside |= where & in_window(view.local, part.window).to_numpy()
    counting = view.count(subjects, inside)
    hours = hours_in_words(condition, view.speech, view.translate)
    window = _("{hours}, {zone}").format(hours=hours, zone=view.speech.zone)
    observations = []
    for key, nights in gathered.items():
        if nights.count == 0:
            continue
        days = tuple(DayCount(day, nights.evenings[day]) for day in sorted(nights.evenings))
        observations.append(
            Observation(
                subject=counting.subjects[key],
                observed=nights.count,
                limit=0,
                window=window,
                days=days,
                event_ids=counting.event_ids(key),
                sentence=_sentence(view, condition, nights, days, hours),
                boundary_count=nights.boundary,
                notes=_notes(view, nights.boundary),
            )
        )
    return _folded(view, sorted(observations, key=lambda each: each.rank))


def _folded(view: View, observations: list[Observation]) -> list[Observation]:
    """Many numbers that nobody has assigned: those with the fewest contacts in one observation."""
    rest = observations[MOST_STRANGERS:]
    if len(rest) < 2 or any(each.subject.assigned for each in observations):
        return observations
    _ = view.translate
    nights: Counter[date] = Counter()
    for each in rest:
        nights.update(dict(each.days))
    days = tuple(DayCount(day, nights[day]) for day in sorted(nights))
    wanted = {event_id for each in rest for event_id in each.event_ids}
    total, boundary = sum(each.observed for each in rest), sum(each.boundary_count for each in rest)
    owner = view.settings.owner
    parties = tuple(sorted(party for each in rest for party in each.subject.parties))
    sentence = _("{contacts} in these hours together, on {nights}; none of them has more than {most}.")
    together = Observation(
        subject=Subject("owner", owner, owner, parties, assigned=False),
        observed=total,
        limit=0,
        window=rest[0].window,
        days=days,
        event_ids=tuple(i for i in view.log.timed["event_id"].tolist() if i in wanted),
        sentence=sentence.format(
            contacts=view.speech.counted("any", total),
            nights=view.speech.nights(len(days)),
            most=rest[0].observed,
        ),
        boundary_count=boundary,
        notes=_notes(view, boundary),
    )
    return [*observations[:MOST_STRANGERS], together]


def hours_in_words(condition: QuietHours, speech: Speech, _: Translate) -> str:
    """The quiet hours as a reader says them."""
    names = dict(zip(WEEKDAYS, words.weekdays(_), strict=True))
    parts = []
    for part in condition.parts:
        whole = part.window.length_s == SECONDS_PER_DAY
        hours = _("the whole day") if whole else speech.window(part.window)
        if len(part.days) < len(WEEKDAYS):
            hours = _("{days} {hours}").format(
                days=speech.listing(names[day] for day in part.days), hours=hours
            )
        parts.append(hours)
    return _("; ").join(parts)


def _on(view: View, part: QuietPart) -> Bools:
    weekdays = [WEEKDAYS.index(day) for day in part.days]
    mask: Bools = view.dates.dt.day_of_week.isin(weekdays).to_numpy(dtype=bool)
    return mask


def _sentence(
    view: View, condition: QuietHours, nights: _Nights, days: tuple[DayCount, ...], hours: str
) -> str:
    _ = view.translate
    return _("{contacts} in the hours {hours}, {zone}, on {nights}; {worst}.").format(
        contacts=view.speech.counted(condition.basis, nights.count),
        hours=hours,
        zone=view.speech.zone,
        nights=view.speech.nights(len(days)),
        worst=view.speech.worst(days),
    )


def _notes(view: View, boundary: int) -> tuple[str, ...]:
    if not boundary:
        return ()
    _ = view.translate
    return (
        _(
            "Contacts within 60 seconds of a border of these hours, inside or outside: {n}. The start of the "
            "hours counts, the end does not."
        ).format(n=boundary),
    )
