"""What the calendar of findings says in words: under each heading, and below the figure."""

from collections.abc import Sequence

import pandas as pd

from collectguard.i18n import Translate
from collectguard.plots._coverage import coverage_notes
from collectguard.plots._drawing import PT_PER_MM
from collectguard.plots._labels import fitted
from collectguard.plots._month_grid import written
from collectguard.plots._scope import sentences
from collectguard.plots._strips import MOST_MONTHS, Strip
from collectguard.plots._style import SMALL_PT
from collectguard.wording import Wording

MOST_STRIPS = 8
"""Rules with a calendar of their own; the caption counts the others."""

_NAME_PT = 50 * PT_PER_MM


def standing_of(strip: Strip, wording: Wording, _: Translate) -> str:
    """Which rule, what kind of text it stands in, and whether a log can decide at all."""
    head = strip.head
    standing = _("{rule}: {standing}").format(rule=head.rule, standing=head.standing)
    cannot = _("A log alone cannot decide.") if head.graded == "possible" else ""
    return sentences(standing, cannot, lang=wording.lang)


def summary_of(strip: Strip, wording: Wording, _: Translate) -> str:
    """Who, on how many dates and the worst of them; that nobody is named yet, where that is so."""
    head, worst = strip.head, strip.worst
    count = len(strip.cells)
    days = wording.nights(count) if head.condition == "quiet_hours" else wording.days(count)
    if len(strip.findings) == 1:
        who = fitted(head.subject_name, _NAME_PT, SMALL_PT)
    else:
        who = _("{n} findings, each counted by itself").format(n=wording.count(len(strip.findings)))
    most = _("most on {date}: {n}").format(
        date=wording.date(pd.Timestamp(worst.date)), n=wording.count(worst.count)
    )
    sentence = _("{who}: on {days}; {most}.").format(who=who, days=days, most=most)
    possible = months = ""
    if not head.assigned:
        possible = _("Possible, not yet assigned.")
    if len(strip.months) > len(strip.drawn_months):
        months = _("Drawn: {drawn} of {all} months.").format(
            drawn=len(strip.drawn_months), all=len(strip.months)
        )
    return sentences(possible, sentence, months, lang=wording.lang)


def caption_of(strips: Sequence[Strip], daily: pd.DataFrame, lang: str, _: Translate) -> str:
    """How to read the calendars, and what is left out of them."""
    cells = [cell for strip in strips for cell in strip.cells]
    findings = [finding for strip in strips for finding in strip.findings]
    parts = [
        _(
            "One calendar a rule; the lower number in a cell is what one finding counted on that date. Where "
            "several findings name the date it is the highest of them: they are not added up, neither within "
            "a calendar nor across calendars, since one contact can stand under several."
        ),
        _("A night stands on the date on which it begins.")
        if any(finding.condition == "quiet_hours" for finding in findings)
        else "",
        _(
            "Where a rule counts over more than one date, a cell holds the part of its date, which can "
            "itself be below the limit."
        )
        if any(cell.count <= cell.finding.limit for cell in cells)
        else "",
        _("From 1,000 on counts are cut to thousands, from 10,000 on to 9k+.")
        if any(written(cell.count).endswith("+") for cell in cells)
        else "",
        _(
            "The darker, the higher the count, within one calendar. Months without such dates are not drawn; "
            "dates without a frame lie outside the period of the records."
        ),
        _("Where a rule has more than {n} such months, those with the most dates are drawn.").format(
            n=MOST_MONTHS
        )
        if any(len(strip.months) > MOST_MONTHS for strip in strips)
        else "",
        _("Calendars of further rules, not drawn: {n}.").format(n=len(strips) - MOST_STRIPS)
        if len(strips) > MOST_STRIPS
        else "",
        *coverage_notes(daily, _),
    ]
    return sentences(*parts, lang=lang)
