"""Neighbouring numbers: a hint where to look, and never a reason to join."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import pandas as pd

from collectguard.actors.model import Evidence
from collectguard.schema import Log

_NUMBER: Final = re.compile(r"\+\d{7,15}", re.ASCII)
_PORT: Final = re.compile(r"(?:port|iot):(\d{8,20})", re.ASCII)
_BLOCK_DIGITS: Final = 3
"""The last digits that are left away: numbers of one block of a thousand."""
_PREFIX_DIGITS: Final = 8
"""The first digits of a bulk-message number; they say through which provider it was sent."""


class Neighbours:
    """The numbers outside the contacts, by block and by prefix."""

    def __init__(self, log: Log, left_out: frozenset[str]) -> None:
        contacts = log.contacts
        party = contacts["party"].astype("str")
        strangers = party[~party.isin(left_out)]
        times = log.timed["started_at"]
        timed = times.groupby(strangers.reindex(times.index)).agg(["min", "max"])
        self._spans: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]] = {
            str(name): (first, last) for name, first, last in timed.itertuples()
        }
        self._blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(strangers.unique()):
            if (block := _block(name)) is not None:
                self._blocks[block].append(name)

    def of(self, parties: frozenset[str]) -> tuple[Evidence, ...]:
        """The blocks and prefixes that hold one of these numbers and at least one more, anybody's."""
        own = {block for party in parties if (block := _block(party)) is not None}
        found = []
        for kind, value in sorted(own):
            members = self._blocks.get((kind, value), [])
            if len(members) > 1:
                spans = [self._spans[member] for member in members if member in self._spans]
                first = min((span[0] for span in spans), default=None)
                last = max((span[1] for span in spans), default=None)
                found.append(Evidence(kind, value, tuple(members), first, last, ()))
        return tuple(found)


def _block(party: str) -> tuple[str, str] | None:
    """Kind of the neighbourhood and what its numbers have in common, with ``…`` for the rest."""
    if _NUMBER.fullmatch(party):
        return "number_block", f"{party[:-_BLOCK_DIGITS]}…"
    port = _PORT.fullmatch(party)
    return None if port is None else ("port_prefix", f"{port[1][:_PREFIX_DIGITS]}…")
