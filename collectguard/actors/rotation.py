"""How an actor changes its numbers (S16): a measure of evasion, as far as the numbers do belong together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypedDict

import numpy as np
import pandas as pd

from collectguard.clock import local_date, local_time
from collectguard.schema import Log
from collectguard.settings import Settings

BLOCK: Final = 100
"""Consecutive contacts in which different numbers are counted."""
RARE: Final = 3
"""A number with no more contacts than this is one that was hardly used."""


class RotationJson(TypedDict):
    """The figures for machines, without the days."""

    numbers: int
    contacts: int
    active_days: int
    most_numbers_on_a_day: int
    most_numbers_date: str | None
    numbers_per_day: float
    new_numbers_per_day: float
    effective_senders: float
    rare_share: float
    most_numbers_in_block: int


@dataclass(frozen=True)
class Rotation:
    """The change of numbers of one actor. It rests on contacts with a usable time; dates are local."""

    numbers: int
    """Different numbers."""
    contacts: int
    """Incoming contacts with a usable time."""
    active_days: int
    """Dates with at least one of them."""
    most_numbers_on_a_day: int
    most_numbers_date: date | None
    """The earliest such date; ``None`` without a contact."""
    numbers_per_day: float
    """Mean of the different numbers of a date, over the active days; 0 without one."""
    new_numbers_per_day: float
    """New numbers after the first date, per date from the one after it to the last; 0 on a single date."""
    effective_senders: float
    """exp of the entropy of the shares of the numbers: 3 when three are used alike, close to 1 when one does
    nearly all; 0 without a contact."""
    rare_share: float
    """Share (0 to 1) of contacts from numbers used at most `RARE` times."""
    most_numbers_in_block: int
    """The largest number of different numbers within `BLOCK` consecutive contacts, or within all if fewer."""
    daily: pd.DataFrame = field(repr=False, compare=False)
    """One row for each active day, indexed by ``date`` (``datetime64[ms]`` without zone, ascending):
    ``contact_count``, ``number_count`` (different numbers), ``new_number_count`` (used for the first time),
    all int64."""

    def as_json(self) -> RotationJson:
        """The figures as plain JSON values, without ``daily``."""
        return {
            "numbers": self.numbers,
            "contacts": self.contacts,
            "active_days": self.active_days,
            "most_numbers_on_a_day": self.most_numbers_on_a_day,
            "most_numbers_date": None
            if self.most_numbers_date is None
            else self.most_numbers_date.isoformat(),
            "numbers_per_day": self.numbers_per_day,
            "new_numbers_per_day": self.new_numbers_per_day,
            "effective_senders": self.effective_senders,
            "rare_share": self.rare_share,
            "most_numbers_in_block": self.most_numbers_in_block,
        }


def rotation(log: Log, parties: Iterable[str], settings: Settings | None = None) -> Rotation:
    """The change of numbers among ``parties``, which are taken to be one actor.

    Args:
        log: The log; its ``timed`` contacts are counted.
        parties: Keys of the numbers.
        settings: Their zone decides what a date is; those of the log when not given.
    """
    settings = settings or log.settings
    events = log.timed
    events = events[events["party"].isin(list(parties))]
    codes, numbers = pd.factorize(events["party"].astype("str"))
    days = local_date(local_time(events["started_at"], settings.tz)).rename("date").reset_index(drop=True)
    daily = _daily(codes, days)
    shares = np.bincount(codes) / max(len(codes), 1)
    rare = np.bincount(codes)[codes] <= RARE
    most = daily["number_count"].max() if len(daily) else 0
    span = (daily.index[-1] - daily.index[0]).days if len(daily) else 0
    return Rotation(
        numbers=len(numbers),
        contacts=len(codes),
        active_days=len(daily),
        most_numbers_on_a_day=int(most),
        most_numbers_date=pd.Timestamp(str(daily["number_count"].idxmax())).date() if len(daily) else None,
        numbers_per_day=float(daily["number_count"].mean()) if len(daily) else 0.0,
        new_numbers_per_day=float(daily["new_number_count"].iloc[1:].sum() / span) if span else 0.0,
        effective_senders=float(np.exp(-(shares * np.log(shares)).sum())) if len(codes) else 0.0,
        rare_share=float(rare.mean()) if len(codes) else 0.0,
        most_numbers_in_block=_most_in_block(codes.tolist()),
        daily=daily,
    )


def _daily(codes: np.ndarray[tuple[int], np.dtype[np.int64]], days: pd.Series) -> pd.DataFrame:
    frame = pd.DataFrame({"date": days, "number": codes})
    frame["new"] = ~frame["number"].duplicated()
    by_day = frame.groupby("date", sort=True)
    return pd.DataFrame(
        {
            "contact_count": by_day.size(),
            "number_count": by_day["number"].nunique(),
            "new_number_count": by_day["new"].sum(),
        }
    ).astype("int64")


def _most_in_block(codes: list[int]) -> int:
    """A window of `BLOCK` contacts moves on by one at a time; how often each number stands in it is kept."""
    inside: dict[int, int] = {}
    most = 0
    for place, code in enumerate(codes):
        inside[code] = inside.get(code, 0) + 1
        if place >= BLOCK:
            gone = codes[place - BLOCK]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
        most = max(most, len(inside))
    return most
