"""Charts as documents need them: picture, drawing, caption and table."""

import dataclasses
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from matplotlib.figure import Figure

from collectguard.case import Chart
from collectguard.content import Content
from collectguard.errors import SettingsError
from collectguard.findings import Finding
from collectguard.i18n import translator
from collectguard.plots._drawing import Drawing
from collectguard.plots._style import style
from collectguard.plots.actors import actors_of
from collectguard.plots.calendar import calendar_of
from collectguard.plots.daily import daily_of
from collectguard.plots.hours import hours_of
from collectguard.plots.senders import senders_of
from collectguard.plots.timeline import timeline_of
from collectguard.plots.words import words_of
from collectguard.schema import Log
from collectguard.settings import Settings

DRAWINGS: Final[dict[str, Callable[[Log, Settings], Drawing]]] = {
    "timeline": timeline_of,
    "daily": daily_of,
    "hours": hours_of,
    "senders": senders_of,
}

_PLAIN: Final[dict[str, dict[str, str | None]]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}
"""What matplotlib would write into a file beside the picture: a clock, its own version."""


def render(
    name: str, log: Log, settings: Settings | None = None, *, lang: str | None = None
) -> tuple[Chart, ...]:
    """The chart of this name as PNG (200 dpi, 180 mm wide) and SVG (letters as paths), with its table.

    The same log and settings give the same bytes.

    Args:
        name: A name of `DRAWINGS`.
        log: What to draw.
        settings: Those of the log when not given.
        lang: Language of all words; ``settings.report_lang`` when not given.

    Returns:
        One chart for each page; none of these needs a second.

    Raises:
        SettingsError: There is no chart of this name.
        MissingPartError: A package that holds a typeface is not installed.
    """
    if name not in DRAWINGS:
        raise SettingsError(
            "There is no chart {name!r}.", "Choose among: {names}.", name=name, names=", ".join(DRAWINGS)
        )
    settings = settings or log.settings
    settings = dataclasses.replace(settings, report_lang=lang or settings.report_lang)
    return (_chart(name, DRAWINGS[name](log, settings), settings.report_lang),)


def render_calendar(
    findings: Sequence[Finding], log: Log, settings: Settings | None = None
) -> tuple[Chart, ...]:
    """The dates of findings as charts of the same forms as those of `render`, called ``calendar`` and on.

    Pages after the first are ``calendar-2``, ``calendar-3`` …

    Args:
        findings: What rules found in the log.
        log: The log they were found in.
        settings: Those of the log when not given; the language must be that of the findings.

    Returns:
        One chart for each page, each with the numbers of its page; none where no finding names a date.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    settings = settings or log.settings
    return tuple(
        _chart("calendar" if page == 1 else f"calendar-{page}", drawing, settings.report_lang)
        for page, drawing in enumerate(calendar_of(findings, log, settings), start=1)
    )


def render_actor(
    log: Log,
    parties: Iterable[str],
    name: str,
    settings: Settings | None = None,
    *,
    chart_name: str = "actors",
) -> Chart:
    """The numbers of an actor as lanes of one timeline, in the same forms as the charts of `render`.

    Args:
        log: What to draw.
        parties: Keys of the numbers.
        name: What to call the actor.
        settings: Those of the log when not given.
        chart_name: The name of the chart, for files: of several actors each needs its own.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    settings = settings or log.settings
    return _chart(chart_name, actors_of(log, parties, name, settings), settings.report_lang)


def render_words(
    found: Content, log: Log, settings: Settings | None = None, *, parties: Collection[str] | None = None
) -> tuple[Chart, ...]:
    """What messages may hold, by week, in the same forms as the charts of `render`, called ``words``.

    Args:
        found: What was found in the messages of the log.
        log: The log they are of.
        settings: Those of the log when not given.
        parties: Draw the messages of these alone.

    Returns:
        One chart; none where no message with a usable time holds words of any category.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    settings = settings or log.settings
    drawing = words_of(found, log, settings, parties=parties)
    return () if drawing.table.empty else (_chart("words", drawing, settings.report_lang),)


def _chart(name: str, drawing: Drawing, lang: str) -> Chart:
    _ = translator(lang)
    figure = drawing.figure()
    with style():
        png, svg = (_saved(figure, form) for form in ("png", "svg"))
    title = _("{title}: {period}").format(title=drawing.title, period=drawing.period)
    return Chart(name=name, title=title, caption=drawing.caption, png=png, svg=svg, table=drawing.table)


def _saved(figure: Figure, form: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, metadata=_PLAIN[form])
    return buffer.getvalue()
