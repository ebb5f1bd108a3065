"""Messages that a carrier's list holds and the phone as well: each is one contact."""

from typing import Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Calls, Ints, epoch_s
from collectguard.reconciliation.offset import find_offset
from collectguard.schema import CARRIER, HIDDEN, are_copies, has_usable_time

_REACH_S: Final = 300
"""A list notes when the network took the message or passed it on, a phone when it came."""


def message_counterparts(events: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """The event id of a message of the phone for each one of a list that is the same, and the reverse.

    A list bills a long message in several rows and shows no text, so every row within five minutes of a
    message of that number and direction is taken as this one: rather one contact too few than one too many.
    An offset of the clocks is found as with calls.

    Args:
        events: ``EVENT_DTYPES``, sorted by time.
        sources: ``SOURCE_DTYPES``; ``witness`` tells lists from phones.
    """
    lists = np.flatnonzero(sources["witness"] == CARRIER)
    if not len(lists):
        return {}
    named = (events["kind"] != "call") & (events["party_class"] != HIDDEN) & events["duplicate_of"].isna()
    named &= ~are_copies(events)
    rows = events[named & has_usable_time(events)]
    listed = np.isin(rows["source_id"].to_numpy(np.int64), lists)
    if listed.all() or not listed.any():
        return {}
    group = rows.groupby(["owner", "party", "direction"], observed=True, sort=False).ngroup()
    sides = pd.DataFrame(
        {
            "event_id": rows["event_id"],
            "group": group,
            "at_s": epoch_s(rows["started_at"]),
            "minute_only": rows["time_quality"] == "minute_only",
        }
    )
    phone, other = sides[~listed], sides[listed].copy()
    offset = find_offset(_calls(phone), _calls(other), (_ints(phone["group"]), _ints(other["group"])))
    other["at_s"] -= offset.centre_s if offset else 0
    pairs = pd.merge_asof(
        other, phone, on="at_s", by="group", direction="nearest", tolerance=_REACH_S, suffixes=("", "_phone")
    ).dropna(subset=["event_id_phone"])
    of_list = dict(zip(pairs["event_id"], pairs["event_id_phone"], strict=True))
    return {message: row for row, message in reversed(of_list.items())} | of_list


def _calls(side: pd.DataFrame) -> Calls:
    """As calls without talk time."""
    nothing = np.zeros(len(side), np.int64)
    return Calls(
        rows=np.arange(len(side)),
        at_s=_ints(side["at_s"]),
        duration_s=nothing,
        minute_only=side["minute_only"].to_numpy(bool),
        outgoing=nothing,
        party=_ints(side["group"]),
        hidden=nothing.astype(bool),
    )


def _ints(column: pd.Series) -> Ints:
    return column.to_numpy(np.int64)
