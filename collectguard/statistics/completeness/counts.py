"""Signs in the numbers of records of single files: another number than declared, a full call log."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from collectguard.provenance import file_name
from collectguard.schema import CARRIER, Log
from collectguard.statistics.completeness.rows import Rows
from collectguard.statistics.completeness.sign import Sign
from collectguard.statistics.witnesses import LEAST_APART
from collectguard.wording import Wording

CAP: Final = 500
"""Phones keep a round number of calls, often the last 500, some 1,000 or 2,000: a multiple of this."""
MOST_KEPT: Final = 10_000
"""No phone is known to stop at more."""


@dataclass(frozen=True, kw_only=True)
class Declared(Sign):
    """A file holds another number of records than it says."""

    kind: ClassVar[str] = "declared"
    source: str
    declared: int
    found: int
    """Unreadable records among them."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("another number of records than a file declares")

    def _seen(self, wording: Wording) -> str:
        return wording._(
            "{file} says that it holds {declared} records; {found} were found. A file that was cut off or "
            "edited looks like this, but the number is wrong in some untouched backups, too."
        ).format(
            file=file_name(self.source),
            declared=wording.count(self.declared),
            found=wording.count(self.found),
        )

    def _advice(self, wording: Wording) -> str:
        return wording._(
            "Copy the file from the phone once more and compare; give the original, not one that was edited."
        )


@dataclass(frozen=True, kw_only=True)
class Capped(Sign):
    """A file holds so round a number of calls that the phone's call log was probably full."""

    kind: ClassVar[str] = "full_call_log"
    source: str
    calls: int
    first: pd.Timestamp
    """The earliest of these calls, UTC."""
    continued_by: str | None
    """Path of another file of the same phone that holds this earliest time and calls before it; else of such
    a carrier's list."""
    answered_only: bool = False
    """Whether that is a list: earlier calls that were not answered stand nowhere."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("a call log that is full ({n} calls, {more} …)").format(
            n=wording.count(CAP), more=wording.count(2 * CAP)
        )

    @property
    def is_open(self) -> bool:
        """Whether no other backup of the phone reaches further back."""
        return self.continued_by is None or self.answered_only

    def _seen(self, wording: Wording) -> str:
        values = {
            "file": file_name(self.source),
            "n": wording.count(self.calls),
            "first": wording.moment(self.first),
        }
        if self.answered_only:
            return wording._(
                "{file} holds exactly {n} calls. So round a number suggests that the phone's call log was "
                "full: then earlier calls were dropped from it. The carrier's list {other} holds answered "
                "calls from before {first}; how many others there were is not known."
            ).format(other=file_name(str(self.continued_by)), **values)
        if self.continued_by is not None:
            return wording._(
                "{file} holds exactly {n} calls, as many as a phone keeps whose call log is full; {other} "
                "overlaps with it and holds calls from before {first}."
            ).format(other=file_name(self.continued_by), **values)
        return wording._(
            "{file} holds exactly {n} calls. So round a number suggests that the phone's call log was full: "
            "then earlier calls were dropped from it, and how many came before {first} is not known."
        ).format(**values)

    def _advice(self, wording: Wording) -> str:
        _ = wording._
        if self.answered_only:
            return _(
                "Give an earlier backup of the call log, if there is one: it alone holds the calls that were "
                "not answered. From now on back up every week."
            )
        if self.continued_by is not None:
            return _("Between the two nothing should be missing; go on backing up the call log every week.")
        return _(
            "Give an earlier backup of the call log, if there is one, and ask the carrier for its list of "
            "the months before, which holds the answered calls. From now on back up every week."
        )


def declared(log: Log) -> Iterator[Declared]:
    """The files that hold another number of records than they say."""
    for row in log.sources.to_dict("records"):
        if pd.notna(row["declared"]) and int(row["declared"]) != int(row["records"]):
            yield Declared(source=str(row["path"]), declared=int(row["declared"]), found=int(row["records"]))


def capped(log: Log) -> Iterator[Capped]:
    """The files from a phone that hold a multiple of `CAP` calls, up to `MOST_KEPT`.

    All calls that were read count, duplicates of other files among them.
    """
    listed = (log.sources["witness"] == CARRIER).to_numpy(bool)
    phones = np.flatnonzero(~listed)
    kinds, paths = log.sources["kinds"].to_list(), log.sources["path"].to_list()
    calls = {int(place): int(kinds[place].get("call", 0)) for place in phones}
    full = [place for place, number in calls.items() if 0 < number <= MOST_KEPT and number % CAP == 0]
    if not full:
        return
    rows = Rows.of(log.events[(log.events["kind"] == "call").to_numpy(bool)])
    spans = rows.frame.groupby("source_id").agg(
        first=("started_at", "min"), last=("started_at", "max"), owner=("owner", "first")
    )
    for place in full:
        if place not in spans.index:
            continue  # no call with a usable time
        own = spans.loc[[place]].iloc[0]
        older = spans[((spans["owner"] == own["owner"]) & (spans["first"] < own["first"])).to_numpy(bool)]
        is_list = listed[older.index]
        backups = older[~is_list & (older["last"] >= own["first"])].index
        # A list and a log seldom begin and end with the same call.
        lists = older[is_list & (older["last"] > own["first"] - LEAST_APART)].sort_values("first").index
        other = next(iter([*backups, *lists]), None)
        yield Capped(
            owner=rows.named(str(own["owner"])),
            source=str(paths[place]),
            calls=calls[place],
            first=own["first"],
            continued_by=None if other is None else str(paths[other]),
            answered_only=other is not None and bool(listed[other]),
        )
