"""Messages that a carrier's list holds and the phone as well: each is one contact."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Calls, Ints, epoch_s
from collectguard.reconciliation.candidates import keys
from collectguard.reconciliation.frame import NONE
from collectguard.reconciliation.nearest import nearest_first, nearest_within
from collectguard.reconciliation.offset import find_offset
from collectguard.schema import CARRIER, HIDDEN, are_copies, has_usable_time

_REACH_S: Final = 300
"""A list notes when the network took the message or passed it on, a phone when it came."""
_PARTS_S: Final = 5
"""The parts of a long message are billed within so short a time."""


class Messages(NamedTuple):
    """What became of the messages in the lists of one owner."""

    paired: int
    """Rows of the list of which each is a message of the phone, and each message one row."""
    folded: int
    """Further rows within seconds of such a row, of its number and direction: parts of a long message."""
    left: int
    """Rows that the phone does not hold: each counts on its own."""


class MessageMatching(NamedTuple):
    """Which messages stand in both sources."""

    counterparts: dict[str, str]
    """Event ids: of a message of the phone its row in the list, of a row, or a part, its message."""
    owners: Mapping[str, Messages]
    """Of each owner of whom both sources hold messages, the numbers."""


def message_counterparts(events: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """The event id of a message of the phone for each one of a list that is the same, and the reverse."""
    return match_messages(events, sources).counterparts


def match_messages(events: pd.DataFrame, sources: pd.DataFrame) -> MessageMatching:
    """Which rows of lists are messages of the phone.

    A list shows no text: number, direction and a time within five minutes say which message a row is, each
    row with one message, those nearest in time first. It bills a long message in several rows: what is left
    within seconds of a row that was paired is part of its message. An offset of the clocks is found as with
    calls.

    Args:
        events: ``EVENT_DTYPES``, sorted by time.
        sources: ``SOURCE_DTYPES``; ``witness`` tells lists from phones.
    """
    sides = _sides(events, sources)
    phone, other = sides[~sides["listed"]], sides[sides["listed"]]
    both = set(phone["owner"]) & set(other["owner"])
    phone, other = (side[side["owner"].isin(both)] for side in (phone, other))
    if not both:
        return MessageMatching({}, {})
    offset = find_offset(_calls(phone), _calls(other), (_ints(phone["group"]), _ints(other["group"])))
    ahead = offset.centre_s if offset else 0
    own = keys(_ints(phone["group"]), _ints(phone["at_s"]))
    theirs = keys(_ints(other["group"]), _ints(other["at_s"]) - ahead)
    partner = nearest_first(own, theirs, _REACH_S)
    paired, alone = np.flatnonzero(partner != NONE), np.flatnonzero(partner == NONE)
    beside = nearest_within(theirs[alone], theirs[paired], _PARTS_S)
    partner[alone[beside != NONE]] = partner[paired[beside[beside != NONE]]]

    ids, row_ids = phone["event_id"].to_numpy(), other["event_id"].to_numpy()
    counterparts = dict(zip(ids[partner[paired]].tolist(), row_ids[paired].tolist(), strict=True))
    known = np.flatnonzero(partner != NONE)
    counterparts |= zip(row_ids[known].tolist(), ids[partner[known]].tolist(), strict=True)
    became = np.full(len(other), "left", object)
    became[known], became[paired] = "folded", "paired"
    owners = other["owner"].to_numpy()
    return MessageMatching(
        counterparts,
        {
            owner: Messages(*(int(((owners == owner) & (became == what)).sum()) for what in Messages._fields))
            for owner in sorted(both)
        },
    )


def _sides(events: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Messages of both witnesses that name the other side at a usable time, by time and id."""
    lists = np.flatnonzero(sources["witness"] == CARRIER)
    named = (events["kind"] != "call") & (events["party_class"] != HIDDEN) & events["duplicate_of"].isna()
    rows = events[named & has_usable_time(events)]
    listed = rows["source_id"].isin(lists)
    kept_in_list = rows["counterpart"].isin(rows.loc[listed, "event_id"])
    again = are_copies(events)[rows.index] & (kept_in_list == listed)
    rows, listed = rows[~again], listed[~again]
    return pd.DataFrame(
        {
            "event_id": rows["event_id"],
            "owner": rows["owner"].astype("str"),
            "group": rows.groupby(["owner", "party", "direction"], observed=True, sort=False).ngroup(),
            "at_s": epoch_s(rows["started_at"]),
            "minute_only": rows["time_quality"] == "minute_only",
            "listed": listed,
        }
    ).sort_values(["at_s", "event_id"])


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
