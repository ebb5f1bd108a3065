"""From a figure back to the rows of the log that it rests on.

Which rows those are is asked of the statistics themselves: their masks, and the day, window, run or
series that they name. Nothing is selected by a rule of its own here.
"""

from collections.abc import Callable, Hashable
from typing import Final

import numpy as np
import pandas as pd

from collectguard.clock import epoch_ms
from collectguard.errors import SettingsError
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import Bools, day_numbers, first_of_each, last_of_each
from collectguard.statistics.busiest import busiest_day_of
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.counts import sent
from collectguard.statistics.grouping import Grouping
from collectguard.statistics.missed_series import series_of
from collectguard.statistics.nights import in_night, near_night
from collectguard.statistics.outcomes import CONTACT_OUTCOMES, calls, parts
from collectguard.statistics.rolling import WINDOWS_MS, rolling_maxima_of
from collectguard.statistics.runs import longest_run_of

Finder = Callable[[Contacts, int], pd.Index]
"""The labels in ``log.events`` of the rows behind a figure of the group at a place of ``names``."""


def rows_behind(
    log: Log,
    figure: str,
    group: Hashable = "all",
    by: Grouping = "all",
    settings: Settings | None = None,
) -> pd.DataFrame:
    """The rows of ``log.events`` on which one figure of `overview` rests.

    A count has as many rows as it says, where it counts contacts. Days, nights and series have the rows
    that lie on them: ``active_days`` and ``nights`` as many distinct dates and evenings, ``missed_series``
    the calls of all series, ``missed_series_largest`` those of the first series of that size. A maximum has
    the rows of the day or window that the overview names: ``max_1h`` those in [``max_1h_from``, one hour
    later). Shares and ``per_day`` have the contacts that the share is of, all with a usable time.

    Args:
        log: The log.
        figure: A column of `overview`; see `FIGURES`.
        group: A label of the index of ``overview(log, settings, by)``.
        by: A grouping.
        settings: Those of the log when not given.

    Returns:
        A part of ``log.events``: same columns, index and order.

    Raises:
        SettingsError: There is no such figure, or the group has no contact.
        ValueError: ``by`` is no grouping of this log.
    """
    if figure not in FIGURES:
        raise SettingsError(
            "There is no figure {name!r}.", "Choose among: {names}.", name=figure, names=", ".join(FIGURES)
        )
    contacts = Contacts.of(log, settings, by)
    if group not in contacts.names:
        raise SettingsError(
            "No contact belongs to a group {group!r}.",
            "Take a label from the index of the overview that is grouped in the same way.",
            group=group,
        )
    place = int(contacts.names.get_indexer(pd.Index([group]))[0])
    return log.events[log.events.index.isin(_FINDERS[figure](contacts, place))]


def _contacts(which: Callable[[Contacts], Bools]) -> Finder:
    """Contacts by a mask over ``log.contacts``, with or without a usable time."""

    def find(contacts: Contacts, place: int) -> pd.Index:
        rows = (contacts.codes == place) & which(contacts)
        found: pd.Index = contacts.log.contacts.index[rows]
        return found

    return find


def _timed(which: Callable[[Contacts, int], Bools]) -> Finder:
    """Contacts by a mask over `Contacts.timed`."""

    def find(contacts: Contacts, place: int) -> pd.Index:
        timed = contacts.timed
        rows = (timed.codes == place) & which(contacts, place)
        found: pd.Index = timed.frame.index[timed.rows[rows]]
        return found

    return find


def _every(contacts: Contacts) -> Bools:
    return np.ones(len(contacts.codes), np.bool_)


def _outcome(name: str) -> Finder:
    return _contacts(lambda contacts: parts(contacts)[name])


def _every_timed(contacts: Contacts, place: int) -> Bools:  # noqa: ARG001
    return np.ones(len(contacts.timed.codes), np.bool_)


def _night(contacts: Contacts, place: int) -> Bools:  # noqa: ARG001
    return in_night(contacts.timed, contacts.settings.night)


def _border(contacts: Contacts, place: int) -> Bools:  # noqa: ARG001
    return near_night(contacts.timed, contacts.settings.night)


def _first(contacts: Contacts, place: int) -> Bools:  # noqa: ARG001
    codes = contacts.timed.codes
    return np.isin(np.arange(len(codes)), first_of_each(codes))


def _last(contacts: Contacts, place: int) -> Bools:  # noqa: ARG001
    codes = contacts.timed.codes
    return np.isin(np.arange(len(codes)), last_of_each(codes))


# A group without a usable time has no day, window or run; it has no timed contact to be chosen either.


def _busiest(contacts: Contacts, place: int) -> Bools:
    day = day_numbers(busiest_day_of(contacts)["busiest_day"])[place]
    return np.asarray(contacts.timed.days == day)


def _run(contacts: Contacts, place: int) -> Bools:
    run, days = longest_run_of(contacts), contacts.timed.days
    first = day_numbers(run["longest_run_first"])[place]
    last = day_numbers(run["longest_run_last"])[place]
    return np.asarray((days >= first) & (days <= last))


def _window(name: str) -> Finder:
    def inside(contacts: Contacts, place: int) -> Bools:
        start = epoch_ms(rolling_maxima_of(contacts)[f"max_{name}_from"])[place]
        at_ms = contacts.timed.at_ms
        return np.asarray((at_ms >= start) & (at_ms < start + WINDOWS_MS[name]))

    return _timed(inside)


def _all_series(contacts: Contacts, place: int) -> pd.Index:
    series = series_of(contacts)
    return contacts.log.timed.index[series.calls(np.flatnonzero(series.codes == place))]


def _largest_series(contacts: Contacts, place: int) -> pd.Index:
    series = series_of(contacts)
    largest = series.largest
    return contacts.log.timed.index[series.calls(largest[series.codes[largest] == place])]


def _sent(contacts: Contacts, place: int) -> pd.Index:
    out = sent(contacts.log)
    found: pd.Index = out.index[contacts.codes_of(out) == place]
    return found


_FINDERS: Final[dict[str, Finder]] = {
    "incoming": _contacts(_every),
    "timed": _timed(_every_timed),
    "call_count": _contacts(lambda contacts: calls(contacts.log.contacts)),
    "message_count": _contacts(lambda contacts: ~calls(contacts.log.contacts)),
    "active_days": _timed(_every_timed),
    "per_day": _timed(_every_timed),
    "first": _timed(_first),
    "last": _timed(_last),
    "out_count": _sent,
    "night_count": _timed(_night),
    "night_share": _timed(_every_timed),
    "night_share_low": _timed(_every_timed),
    "night_share_high": _timed(_every_timed),
    "nights": _timed(_night),
    "boundary_count": _timed(_border),
    "busiest_day": _timed(_busiest),
    "busiest_day_count": _timed(_busiest),
    **{f"max_{name}{part}": _window(name) for name in WINDOWS_MS for part in ("", "_from")},
    "longest_run_days": _timed(_run),
    "longest_run_first": _timed(_run),
    "longest_run_last": _timed(_run),
    "missed_series": _all_series,
    "missed_series_largest": _largest_series,
    **{name: _outcome(name) for name in (*CONTACT_OUTCOMES, "hidden", "connected", "attempts")},
    "short_answered": _outcome("short_answered"),
}

FIGURES: Final = tuple(_FINDERS)
"""Every figure that `rows_behind` can expand: the columns of `overview`, in their order."""
WITHOUT_UNANSWERED: Final = frozenset(
    {"message_count", "received", "out_count", "answered", "elsewhere", "connected", "short_answered"}
)
"""Those of `FIGURES` that rest on no call that was not answered: a carrier's list takes nothing from them."""
