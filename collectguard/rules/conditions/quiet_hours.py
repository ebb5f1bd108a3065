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
from collectguard.rules.view import Bools, View, day_counts
from collectguard.settings import SECONDS_PER_DAY


@dataclass
class _Nights:
    """What the parts of the week add up to for one subject."""

    count: int = 0
    boundary: int = 0
    evenings: Counter[date] = field(default_factory=Counter)


def quiet_hours(view: View, condition: QuietHours) -> list[Observation]:
    """Contacts inside the window, start included, end excluded, one observation a subject.

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
                notes=_notes(view, nights),
            )
        )
    return observations


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


def _notes(view: View, nights: _Nights) -> tuple[str, ...]:
    if not nights.boundary:
        return ()
    _ = view.translate
    return (
        _(
            "Contacts within 60 seconds of a border of these hours, inside or outside: {n}. The start of the "
            "hours counts, the end does not."
        ).format(n=nights.boundary),
    )
