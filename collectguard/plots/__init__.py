"""Pictures of a log: ``(log, settings=None, *, ax=None) -> Axes``.

A plot calls statistics and counts nothing itself, so its bars and the tables are one number. It draws on
the axes it is given, or on a figure of its own that fits an A4 page; it shows nothing and saves nothing.
`render` makes the files of a report.
"""

from typing import Final

from collectguard.plots.daily import daily
from collectguard.plots.hours import hours
from collectguard.plots.render import render
from collectguard.plots.senders import senders
from collectguard.plots.timeline import timeline

PLOTS: Final = (timeline, daily, hours, senders)
"""Every plot, in the order in which a report shows them."""

__all__ = ["PLOTS", "daily", "hours", "render", "senders", "timeline"]
