"""Pictures of a log: ``(log, settings=None, *, ax=None) -> Axes``.

A plot calls statistics and counts nothing itself, so its bars and the tables are one number. It draws on
the axes it is given, or on a figure of its own that fits an A4 page; it shows nothing and saves nothing.
`render` makes the files of a report, `render_calendar` those of the calendar of findings, `render_actor`
those of the lanes of an actor, `render_words` those of the weeks of what messages say.
"""

from typing import Final

from collectguard.plots.actors import actors
from collectguard.plots.calendar import calendar
from collectguard.plots.daily import daily
from collectguard.plots.hours import hours
from collectguard.plots.render import render, render_actor, render_calendar, render_words
from collectguard.plots.senders import senders
from collectguard.plots.timeline import timeline
from collectguard.plots.words import words

PLOTS: Final = (timeline, daily, hours, senders)
"""Every plot of a log, in the order in which a report shows them."""

FINDING_PLOTS: Final = (calendar,)
"""Plots of what rules found in a log: ``(findings, log, settings=None, *, ax=None) -> Axes``."""

ACTOR_PLOTS: Final = (actors,)
"""Plots of numbers taken to be one actor: ``(log, parties, name, settings=None, *, ax=None) -> Axes``."""

WORD_PLOTS: Final = (words,)
"""Plots of what messages say: ``(found, log, settings=None, *, parties=None, ax=None) -> Axes``."""

__all__ = [
    "ACTOR_PLOTS",
    "FINDING_PLOTS",
    "PLOTS",
    "WORD_PLOTS",
    "actors",
    "calendar",
    "daily",
    "hours",
    "render",
    "render_actor",
    "render_calendar",
    "render_words",
    "senders",
    "timeline",
    "words",
]
