"""The evidence list: the contacts that the figures on the senders reported on rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from collectguard.case import Case
from collectguard.clock import in_window, local_time
from collectguard.reports.kept import kept
from collectguard.schema import has_usable_time


@dataclass(frozen=True, eq=False)
class Evidence:
    """The contacts listed, numbered from 1 by time; a number means the same contact in every document."""

    case: Case
    events: pd.DataFrame
    """Columns of the log and ``number``, ``night`` (in the headline night), ``copies`` (rows of the log
    that are duplicates of it)."""
    total: int
    """Contacts of the whole list, of which ``events`` may be a part."""
    elsewhere: int = 0
    """Those of the whole list that arrived on other people's phones."""

    @staticmethod
    @kept
    def of(case: Case) -> "Evidence":
        """All contacts from the parties that the report is about, and any other that a finding counts.

        Of other people's phones, only what a finding counts is on it.
        """
        reported = case.senders.index[case.senders["reported"].to_numpy(bool)]
        events = case.log.contacts
        counted = {event_id for finding in case.evaluation.findings for event_id in finding.event_ids}
        own = events["owner"] == case.log.settings.owner
        events = events[(own & events["party"].isin(reported)) | events["event_id"].isin(counted)]
        night = np.zeros(len(events), bool)
        usable = has_usable_time(events).to_numpy()
        local = local_time(events["started_at"][usable], case.log.settings.tz)
        night[usable] = in_window(local, case.log.settings.night).to_numpy()
        copies = case.log.events["duplicate_of"].value_counts()
        events = events.assign(
            number=np.arange(1, len(events) + 1),
            night=night,
            copies=events["event_id"].map(copies).fillna(0).astype("int64"),
        )
        return Evidence(case, events, len(events), int((~own[events.index]).sum()))

    def within(self, whole: int, top: int) -> "Evidence":
        """The list itself if it has no more than ``whole`` rows; else its most important ``top`` rows.

        These are the contacts of the first senders by rank, each listed whole or not at all, but for a
        first one that alone is longer than ``top``: of that one the first contacts by time.
        """
        if len(self.events) <= whole:
            return self
        senders = self.case.senders.index
        rank = senders.get_indexer(pd.Index(self.events["party"].astype("str")))
        rank[rank < 0] = len(senders)  # of other people's phones alone
        ends = np.cumsum(np.bincount(rank))
        room = int(ends[ends <= top].max(initial=0)) or top
        chosen = np.sort(np.argsort(rank, kind="stable")[:room])
        return Evidence(self.case, self.events.iloc[chosen], self.total, self.elsewhere)

    def rows_of(self, event_ids: Sequence[str]) -> pd.DataFrame:
        """The rows of these contacts in the order of the list.

        Raises:
            KeyError: One of them is not on it; every contact of a finding is on the whole list.
        """
        return self.events.iloc[sorted(self._places[event_id] for event_id in event_ids)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {event_id: place for place, event_id in enumerate(self.events["event_id"].tolist())}

    @cached_property
    def own(self) -> pd.DataFrame:
        """Those of ``events`` that arrived on the owner's own phone."""
        return self.events[(self.events["owner"] == self.case.log.settings.owner).to_numpy(bool)]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return len(self.events) == self.total

    @property
    def party_count(self) -> int:
        """Parties on the list."""
        return int(self.events["party"].nunique())
