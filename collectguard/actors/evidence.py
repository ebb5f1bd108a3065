"""Shared values as evidence: with their senders, first and last time, and the messages that hold them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from collectguard.actors.model import Evidence
from collectguard.actors.traces import Trace
from collectguard.schema import Log, has_usable_time

LONGEST_QUOTE: Final = 200
"""Characters of a message that stands as the value of a wording; a longer one ends in ``…``."""
_KINDS: Final = ("signature", "callback", "domain", "link", "wording")


class Records:
    """The columns of ``log.events`` that evidence needs, by row."""

    def __init__(self, log: Log) -> None:
        events = log.events
        self._ids = events["event_id"].to_numpy()
        parties = events["party"].astype("category").cat
        self._senders = parties.codes.to_numpy()
        self._code = {str(party): code for code, party in enumerate(parties.categories)}
        self._bodies = events["body"].to_numpy()
        self._times = events["started_at"].dt.tz_localize(None).to_numpy()
        self._timed = has_usable_time(events).to_numpy()

    def evidence(self, trace: Trace, parties: frozenset[str]) -> Evidence:
        """A value as far as these numbers share it."""
        rows = np.array(trace.rows, np.int64)
        codes = [self._code[party] for party in parties if party in self._code]
        rows = rows[np.isin(self._senders[rows], codes)]
        times = self._times[rows[self._timed[rows]]]
        shown = _quote(str(self._bodies[rows[0]])) if trace.kind == "wording" else trace.shown
        return Evidence(
            kind=trace.kind,
            value=shown,
            parties=tuple(sorted(parties)),
            first=pd.Timestamp(times.min(), tz="UTC") if len(times) else None,
            last=pd.Timestamp(times.max(), tz="UTC") if len(times) else None,
            event_ids=tuple(self._ids[rows].tolist()),
        )


def evidence_of(found: Sequence[tuple[Trace, frozenset[str]]], records: Records) -> tuple[Evidence, ...]:
    """Each value as far as these numbers share it; by kind, then by how many numbers, then by value."""
    made = [records.evidence(trace, parties) for trace, parties in found]
    return tuple(
        sorted(made, key=lambda one: (_KINDS.index(one.kind), -len(one.parties), one.value, one.event_ids))
    )


def _quote(body: str) -> str:
    return body if len(body) <= LONGEST_QUOTE else f"{body[: LONGEST_QUOTE - 1]}…"
