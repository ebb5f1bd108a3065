"""Lists that hardly any call of the phone bears out: they may be somebody else's."""

from typing import Final, NamedTuple

import pandas as pd

from collectguard.reconciliation.results import Reconciliation

_LEAST_CALLS: Final = 3
"""With fewer, one deleted or forwarded call would decide."""
_FEW: Final = 0.1
"""Share of a list's calls that chance alone may bring together with the phone's."""
_COMPARED: Final = ("matched", "only_list", "answered_in_list")


class Stranger(NamedTuple):
    """A carrier's list of which the phone knows hardly any call."""

    source_id: int
    calls: int
    """Answered calls at times that the phone's log covers."""
    in_both: int


def strangers(found: Reconciliation, events: pd.DataFrame) -> list[Stranger]:
    """The lists that hardly agree with the phone, by ``source_id``; a file of another form is none of them.

    Args:
        found: What came of holding phone and lists against each other.
        events: ``EVENT_DTYPES``.
    """
    calls = found.calls.loc[found.calls["status"].isin(_COMPARED), ["list_event_id", "status"]].dropna()
    kept = events.loc[events["duplicate_of"].isna(), ["event_id", "source_id"]]
    of_file = calls.merge(kept, left_on="list_event_id", right_on="event_id")
    in_both = of_file["status"] != "only_list"
    figures = in_both.groupby(of_file["source_id"]).agg(["size", "sum"])
    return [
        Stranger(int(number), int(size), int(both))
        for number, size, both in zip(figures.index, figures["size"], figures["sum"], strict=True)
        if size >= _LEAST_CALLS and both < _FEW * size
    ]
