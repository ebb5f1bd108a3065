"""What a figure says about itself: period, clock, night, how many contacts it rests on."""

from typing import NamedTuple

from collectguard import statistics
from collectguard.i18n import Translate, joined
from collectguard.schema import Log
from collectguard.settings import Settings, Window
from collectguard.wording import Wording

_HOUR_S = 3600


class Totals(NamedTuple):
    """Contacts of a whole log, as `statistics.counts` gives them."""

    incoming: int
    timed: int

    @classmethod
    def of(cls, log: Log, settings: Settings) -> "Totals":
        """Count the contacts of ``log``."""
        counts = statistics.counts(log, settings, by="all")
        return cls(int(counts["incoming"].sum()), int(counts["timed"].sum()))

    @property
    def untimed(self) -> int:
        """Contacts that a figure of times cannot show."""
        return self.incoming - self.timed


def period_line(log: Log, settings: Settings, _: Translate) -> str:
    """From which to which date a figure reaches, and by whose clock."""
    window = statistics.observed_window(log)
    zone = Wording(settings).zone
    if window is None:
        return zone
    first, last = (moment.tz_convert(settings.tz).strftime("%Y-%m-%d") for moment in window)
    return _("{first} to {last}, {zone}").format(first=first, last=last, zone=zone)


def subtitle(period: str, contact_count: int, _: Translate) -> str:
    """The line under a title: the period, and how many contacts the figure rests on."""
    return _("{period}; incoming contacts: {n}").format(period=period, n=f"{contact_count:,}")


def night_name(window: Window, _: Translate) -> str:
    """A night window by its borders; the start belongs to it, the end does not."""
    start, _dash, end = str(window).partition("-")
    return _("night {start}–{end}").format(start=start, end=end)


def night_spans(window: Window) -> list[tuple[float, float]]:
    """``window.spans`` in hours of the day, 0 to 24."""
    return [(start / _HOUR_S, end / _HOUR_S) for start, end in window.spans]


def untimed_note(totals: Totals, _: Translate) -> str:
    """How many contacts a figure of times cannot show; empty when there are none."""
    if not totals.untimed:
        return ""
    return _("Contacts without a usable time, not drawn: {n}.").format(n=f"{totals.untimed:,}")


def sentences(*parts: str, lang: str) -> str:
    """Sentences one after the other, the empty ones left out."""
    return joined(parts, lang)
