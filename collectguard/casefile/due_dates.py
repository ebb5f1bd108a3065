"""Contacts on dates on which nothing was due: before the due date of a debt and after it was settled."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from collectguard import statistics
from collectguard.casefile.grouping import event_ids, from_parties, one_group
from collectguard.casefile.phones import Bools, on_own_phone
from collectguard.casefile.rows import Row, frame_of
from collectguard.clock import local_date, local_time
from collectguard.schema import Log
from collectguard.statements import CaseFile, Debt
from collectguard.told import DEBT_DTYPES

Side = Literal["before", "after"]


def around_due_dates(case: CaseFile, log: Log) -> pd.DataFrame:
    """Contacts of those who collect a debt on dates on which nothing was due to them.

    Nothing in a log says for which debt somebody called. So an actor who collects several is counted only
    while none of them is due; what it did on other such dates of this debt stands beside it as shared.

    Returns:
        Frame indexed by ``debt``, the id, in the order of the file. What the case file says: ``creditor``,
        ``kind``, the dates (without zone, NaT where not said), ``actors`` (tuple of ids). ``before_count``:
        contacts on the owner's own phones, with a usable time, on local dates earlier than the due date,
        on ``before_active_days`` dates from ``before_first`` to ``before_last``, with their event ids by
        time, ``before_ids`` (tuple); ``before_shared``: those left out for another debt. The same for
        ``after_…``: dates later than that of settlement. Counts are missing where the date is not said or
        nobody collects.
    """
    own = on_own_phone(log.events, case, log.settings.owner)
    rows = {}
    for debt in case.debts:
        rows[debt.id] = {
            "creditor": debt.creditor,
            "kind": debt.kind,
            "due": _moment(debt.due),
            "overdue_since": _moment(debt.overdue_since),
            "settled_on": _moment(debt.settled_on),
            "actors": debt.actors,
            **_beside("before", debt, case, log, own),
            **_beside("after", debt, case, log, own),
        }
    return frame_of(rows, DEBT_DTYPES, "debt")


def _beside(side: Side, debt: Debt, case: CaseFile, log: Log, own: Bools) -> Row:
    """The contacts before a debt is due, or after it was settled."""
    limit = debt.due if side == "before" else debt.settled_on
    names = [f"{side}_{what}" for what in ("count", "active_days", "first", "last", "shared", "ids")]
    parties = [party for party, actor in case.actor_of.items() if actor in debt.actors]
    if limit is None or not parties:
        return dict(zip(names, (pd.NA, pd.NA, pd.NaT, pd.NaT, pd.NA, ()), strict=True))
    inside = own & _on_that_side(side, log, limit)
    free, all_of_them = np.zeros(len(log.events), np.bool_), from_parties(log, parties)
    for actor in case.actors:
        if actor.id in debt.actors and (day := bound(side, case.debts_of(actor.id))) is not None:
            free |= from_parties(log, actor.parties) & _on_that_side(side, log, day)
    counted = inside & all_of_them & free
    figures = statistics.counts(log, by=one_group(log, counted)).reindex(["group"]).iloc[0]
    shared = statistics.counts(log, by=one_group(log, inside & all_of_them & ~free))["timed"].sum()
    none = pd.isna(figures["timed"])
    first, last = (
        pd.NaT if none else figures[end].tz_convert(log.settings.tz).tz_localize(None).normalize()
        for end in ("first", "last")
    )
    count, days = (0, 0) if none else (int(figures["timed"]), int(figures["active_days"]))
    return dict(zip(names, (count, days, first, last, int(shared), event_ids(log, counted)), strict=True))


def bound(side: Side, debts: Sequence[Debt]) -> date | None:
    """The date before which, or after which, none of these debts is due.

    That is the first due date, or the last settlement; ``None`` where one of them is not said, or there is
    no debt.
    """
    dates = [debt.due if side == "before" else debt.settled_on for debt in debts]
    known = [day for day in dates if day is not None]
    if not known or len(known) < len(debts):
        return None
    return min(known) if side == "before" else max(known)


def _on_that_side(side: Side, log: Log, day: date) -> Bools:
    """Which rows of ``log.events`` with a usable time fall on local dates before, or after, a date."""
    dates = local_date(local_time(log.timed["started_at"], log.settings.tz))
    return np.asarray(log.events.index.isin(dates.index[beyond(side, dates, day)]), np.bool_)


def beyond(side: Side, dates: pd.Series, day: date) -> Bools:
    """Which dates (``datetime64``, without zone) are earlier, or later, than a date."""
    limit = pd.Timestamp(day)
    return np.asarray(dates < limit if side == "before" else dates > limit, np.bool_)


def _moment(day: date | None) -> pd.Timestamp | None:
    return None if day is None else pd.Timestamp(day)
