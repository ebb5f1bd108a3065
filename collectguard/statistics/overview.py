"""All figures of each group in one row, that row as JSON, and the rows that a report begins with."""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from collectguard.clock import iso_utc
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.busiest import busiest_day_of
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.counts import counts_of
from collectguard.statistics.grouping import Grouping, known_parties
from collectguard.statistics.missed_series import missed_series_of
from collectguard.statistics.nights import nights_of
from collectguard.statistics.outcomes import CALL_OUTCOMES, CONTACT_OUTCOMES, outcomes_of
from collectguard.statistics.rolling import rolling_maxima_of
from collectguard.statistics.runs import longest_run_of


def overview(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """Every figure of each group that has a contact: all statistics with one value a group, in one frame.

    Returns:
        Frame indexed by group with the columns of `counts`, `nights`, `busiest_day`, `rolling_maxima`,
        `longest_run`, `missed_series` and `outcomes`. By ``all`` and by ``known`` each of their groups has
        its row, even when it is empty.
    """
    return _overview_of(Contacts.of(log, settings, by))


def together(log: Log, parties: Collection[str], settings: Settings | None = None) -> pd.Series:
    """Every figure of these parties counted as one: a row of `overview`, all zeros without a contact."""
    inside = log.events["party"].isin(parties).to_numpy(bool)
    one = Contacts(log, settings or log.settings, pd.Index(["together"]), np.where(inside, 0, -1))
    return _overview_of(one).iloc[0]


def _overview_of(contacts: Contacts) -> pd.DataFrame:
    return pd.concat(
        [
            counts_of(contacts),
            nights_of(contacts, contacts.settings.night),
            busiest_day_of(contacts),
            rolling_maxima_of(contacts),
            longest_run_of(contacts),
            missed_series_of(contacts),
            outcomes_of(contacts),
        ],
        axis="columns",
    )


def senders(log: Log, settings: Settings | None = None) -> pd.DataFrame:
    """Every party that contacted the owner, the most frequent first.

    Returns:
        Frame indexed by ``party``: ``party_class`` (str), ``known`` (bool), ``contact_name`` (str, missing
        when none: the first name by time in a record of any direction), then the columns of `overview`.
        Sorted by ``incoming`` descending, then by ``first`` (senders without a usable time last), then by
        ``party``.
    """
    frame = overview(log, settings)
    events = log.events[["party", "party_class", "contact_name"]]
    classes = events.drop_duplicates("party").set_index("party")["party_class"]
    named = events.dropna(subset=["contact_name"]).drop_duplicates("party")
    names = named.set_index("party")["contact_name"]
    frame.insert(0, "party_class", classes.reindex(frame.index).astype("str"))
    frame.insert(1, "known", frame.index.isin(known_parties(log)))
    frame.insert(2, "contact_name", names.reindex(frame.index).astype("str"))
    # The overview is in the order of the parties, and equal rows stay in it.
    return frame.sort_values(["incoming", "first"], ascending=[False, True], kind="stable")


class Headline(NamedTuple):
    """The figures that a report begins with."""

    overall: pd.Series
    """All contacts: the row of `overview` by ``all``."""
    unknown_senders: pd.Series
    """Contacts from parties that are not in the owner's contacts: a row of the same columns."""
    senders: pd.DataFrame
    """`senders`."""

    def as_json(self) -> dict[str, Any]:
        """`as_json` of each row, by ``all``, ``unknown_senders`` and ``senders`` (a list in their order)."""
        return {
            "all": as_json(self.overall),
            "unknown_senders": as_json(self.unknown_senders),
            "senders": [as_json(row) for _, row in self.senders.iterrows()],
        }


def headline(log: Log, settings: Settings | None = None) -> Headline:
    """All contacts, those from outside the owner's contacts, and every sender."""
    return Headline(
        overview(log, settings, by="all").loc[["all"]].iloc[0],
        overview(log, settings, by="known").loc[["unknown"]].iloc[0],
        senders(log, settings),
    )


def as_json(row: "pd.Series[Any]") -> dict[str, Any]:
    """The figures of one group as plain JSON values.

    Args:
        row: A row of `overview`, or of `senders`: then ``party``, ``party_class``, ``known`` and
            ``contact_name`` come first.

    Returns:
        Integers, finite floats, texts and mappings of them; ``None`` where there is no date and no share.
        ``first`` and ``last`` are ISO 8601 in UTC with ``Z``, dates ``YYYY-MM-DD``. ``outcomes`` holds every
        outcome of a call, 0 where none, and ``received`` where there is a message.
    """
    who: dict[str, Any] = {}
    if "party_class" in row.index:
        name = row["contact_name"]
        who = {
            "party": str(row.name),
            "party_class": str(row["party_class"]),
            "known": bool(row["known"]),
            "contact_name": None if pd.isna(name) else str(name),
        }
    return who | {
        "incoming": int(row["incoming"]),
        "timed": int(row["timed"]),
        "night_count": int(row["night_count"]),
        "night_share": _number(row["night_share"]),
        "night_share_low": _number(row["night_share_low"]),
        "night_share_high": _number(row["night_share_high"]),
        "nights": int(row["nights"]),
        "boundary_count": int(row["boundary_count"]),
        "busiest_day": {"date": _date(row["busiest_day"]), "count": int(row["busiest_day_count"])},
        "max_10m": int(row["max_10m"]),
        "max_1h": int(row["max_1h"]),
        "max_24h": int(row["max_24h"]),
        "max_7d": int(row["max_7d"]),
        "active_days": int(row["active_days"]),
        "longest_run": {
            "days": int(row["longest_run_days"]),
            "first": _date(row["longest_run_first"]),
            "last": _date(row["longest_run_last"]),
        },
        "missed_series": int(row["missed_series"]),
        "outcomes": {name: int(row[name]) for name in CONTACT_OUTCOMES if name in CALL_OUTCOMES or row[name]},
        "first": _moment(row["first"]),
        "last": _moment(row["last"]),
    }


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _date(value: pd.Timestamp) -> str | None:
    return None if pd.isna(value) else value.strftime("%Y-%m-%d")


def _moment(value: pd.Timestamp) -> str | None:
    return None if pd.isna(value) else iso_utc(value)
