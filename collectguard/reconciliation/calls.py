"""Which calls of the phone and of the list can be held against each other."""

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.schema import HIDDEN, NOT_ANSWERED, TAKEN, has_usable_time

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOT_TAKEN: Final = (*NOT_ANSWERED, "unanswered")
"""Outcomes of calls, in either direction, that no carrier itemises."""


class LeftOut(NamedTuple):
    """Calls that cannot be held against the other source."""

    witness: str
    """``phone`` or ``list``."""
    reason: str
    """``not_answered``: no list holds such a call. ``unknown``: direction or outcome is not in the file.
    ``no_time``: no usable time. ``no_talk_time``: no duration in the file."""
    calls: int
    """How many."""


@dataclass(frozen=True, eq=False)
class Calls:
    """Answered calls of one owner by one witness, sorted by time, talk time and id."""

    rows: Ints
    """Positions in the frame of events."""
    at_s: Ints
    """Epoch seconds, rounded down: a list writes whole seconds, so a phone's milliseconds say nothing."""
    duration_s: Ints
    minute_only: Bools
    """The seconds of the time are not in the file."""
    outgoing: Ints
    """1 for outgoing, 0 for incoming."""
    party: Ints
    """Codes of ``events["party"]``."""
    hidden: Bools
    """The source does not say with whom."""

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, where: Ints | Bools) -> Self:
        """Some of the calls, in their order."""
        return type(self)(**{name: values[where] for name, values in vars(self).items()})


def least_talk_s(connected_min_s: int) -> int:
    """The shortest talk time that counts: a call without any is in no list, whatever counts as connected."""
    return max(1, connected_min_s)


def calls_of(events: pd.DataFrame, where: Bools, witness: str) -> tuple[Calls, tuple[LeftOut, ...]]:
    """The calls among ``where`` that the other witness should hold, and how many were left out why.

    Talk times below the shortest that counts are among them: whether they count is for both to say.
    """
    rows = np.flatnonzero(where & events["duplicate_of"].isna().to_numpy(bool))
    frame = events.iloc[rows]
    unanswered = frame["outcome"].isin(NOT_TAKEN).to_numpy(bool)
    unknown = ~unanswered & ~(frame["outcome"].isin(TAKEN) & frame["direction"].isin(["in", "out"])).to_numpy(
        bool
    )
    rest = ~unanswered & ~unknown
    no_time = rest & ~has_usable_time(frame).to_numpy(bool)
    no_talk = rest & ~no_time & frame["duration_s"].isna().to_numpy(bool)
    left_out = tuple(
        LeftOut(witness, reason, int(which.sum()))
        for reason, which in (
            ("not_answered", unanswered), ("unknown", unknown), ("no_time", no_time),
            ("no_talk_time", no_talk),
        )
        if which.any()
    )  # fmt: skip
    taken = rest & ~no_time & ~no_talk
    return _sorted(frame[taken], rows[taken]), left_out


def not_taken(events: pd.DataFrame, where: Bools) -> Calls:
    """The calls among ``where`` that nobody answered and whose time can be used."""
    which = where & events["duplicate_of"].isna().to_numpy(bool)
    which &= events["outcome"].isin(NOT_TAKEN).to_numpy(bool) & has_usable_time(events).to_numpy(bool)
    return _sorted(events[which], np.flatnonzero(which))


def _sorted(frame: pd.DataFrame, rows: Ints) -> Calls:
    calls = Calls(
        rows=rows,
        at_s=epoch_s(frame["started_at"]),
        duration_s=frame["duration_s"].to_numpy(dtype=np.int64, na_value=0),
        minute_only=(frame["time_quality"] == "minute_only").to_numpy(bool),
        outgoing=(frame["direction"] == "out").to_numpy(bool).astype(np.int64),
        party=frame["party"].cat.codes.to_numpy().astype(np.int64),
        hidden=(frame["party_class"] == HIDDEN).to_numpy(bool),
    )
    ids = frame["event_id"].to_numpy(dtype="U")
    return calls.take(np.lexsort((ids, calls.duration_s, calls.at_s)))


def epoch_s(moments: pd.Series) -> Ints:
    """Whole epoch seconds, rounded down, of ``datetime64[ms, UTC]`` without gaps."""
    seconds: Ints = moments.dt.tz_localize(None).to_numpy().astype("datetime64[ms]").astype(np.int64) // 1000
    return seconds
