"""The log as one rule sees it: its dates in force, its zone, the phones and numbers it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard import statistics
from collectguard.casefile.phones import on_own_phone
from collectguard.clock import local_date, local_time
from collectguard.findings import DayCount
from collectguard.i18n import Translate
from collectguard.rules.kinds import Counted, Per
from collectguard.rules.models import Rule
from collectguard.rules.observation import TextHit
from collectguard.rules.speech import Speech
from collectguard.rules.subjects import Subject, subjects_of
from collectguard.schema import HIDDEN, Log
from collectguard.settings import Settings
from collectguard.statements import CaseFile

Bools = NDArray[np.bool_]

CODES: Final = ("short", "service95", "port106", "text", "iot")
"""Classes of numbers by which whole firms send messages of every sort. As long as nobody has said who
writes, a message from one is no sign of a collector: banks, shops and offices write from them."""


@dataclass(frozen=True, eq=False)
class View:
    """One rule before one log. Arrays have a value for each row of ``log.timed``."""

    rule: Rule
    log: Log
    case: CaseFile
    settings: Settings
    """Those of the log, in the zone of the rule's clock."""
    speech: Speech
    hits: Sequence[TextHit] | None
    """What the reading of messages has found; ``None`` where nobody has read them."""

    @property
    def translate(self) -> Translate:
        """From an English sentence to that of the report."""
        return self.speech._

    @cached_property
    def local(self) -> pd.Series:
        """The instants on the wall clock, ``datetime64[ms, tz]``, indexed like ``log.timed``."""
        return local_time(self.log.timed["started_at"], self.settings.tz)

    @cached_property
    def dates(self) -> pd.Series:
        """Local dates, ``datetime64[ms]`` without zone, indexed like ``log.timed``."""
        return local_date(self.local)

    @cached_property
    def in_force(self) -> Bools:
        """Which contacts fall on a date on which the rule is in force, both ends included."""
        start, end = self.rule.effective_from, self.rule.effective_to
        inside = np.ones(len(self.dates), np.bool_)
        if start is not None:
            inside &= (self.dates >= pd.Timestamp(start)).to_numpy()
        if end is not None:
            inside &= (self.dates <= pd.Timestamp(end)).to_numpy()
        return inside

    @cached_property
    def protected_owners(self) -> Mapping[str, str]:
        """Names of protected people by the label of their own phone."""
        return {person.owner: person.name for person in self.case.protected if person.owner is not None}

    @cached_property
    def on_own_phone(self) -> Bools:
        """Which contacts reached the phone of the owner, not one of somebody else."""
        return on_own_phone(self.log.timed, self.case, self.log.settings.owner)

    def counts(self, basis: Counted) -> Bools:
        """Which contacts in force are of a basis."""
        return self.in_force & self.of_basis(basis)

    def of_basis(self, basis: Counted) -> Bools:
        """Which contacts are of a basis, in force or not."""
        if basis == "reached":
            return ~statistics.counted(self.log.timed, self.settings, "attempts")
        return statistics.counted(self.log.timed, self.settings, basis)

    def subjects(self, per: Per) -> tuple[Subject, ...]:
        """Whom the rule is evaluated for."""
        return subjects_of(self.rule, per, self.log, self.case)

    def of_strangers(self, *, one_person: bool) -> Bools:
        """Which contacts can be held against a number of which nobody has said whose it is.

        Messages from codes of firms cannot. With ``one_person`` neither can calls without a number: several
        people may be behind them, so they must not be added up against a limit.
        """
        frame = self.log.timed
        if self.case.actors:
            return np.ones(len(frame), np.bool_)
        coded = frame["party_class"].isin(CODES).to_numpy(dtype=bool)
        mask: Bools = ~(coded & (frame["kind"] != "call").to_numpy(dtype=bool))
        return mask & (frame["party_class"] != HIDDEN).to_numpy(dtype=bool) if one_person else mask

    def count(self, subjects: Iterable[Subject], keep: Bools) -> "Counting":
        """The contacts of these subjects among those of ``keep``."""
        known = {subject.key: subject for subject in sorted(subjects, key=lambda subject: subject.key)}
        place = {party: at for at, subject in enumerate(known.values()) for party in subject.parties}
        parties = self.log.events["party"].cat
        of_party = np.array([place.get(str(party), -1) for party in parties.categories] + [-1], np.int64)
        timed = self.log.events.index.get_indexer(self.log.timed.index)
        found = of_party[parties.codes.to_numpy()[timed]]
        places = np.where(keep & ~self._too_late(found, list(known.values())), found, -1)
        return Counting(self, known, places)

    def _too_late(self, found: NDArray[np.int64], subjects: Sequence[Subject]) -> Bools:
        """Which contacts come when the debt has been overdue for longer than the rule speaks of."""
        late = np.zeros(len(found), np.bool_)
        longest = self.rule.applies_if.overdue_days_max
        if longest is None:
            return late
        for at, subject in enumerate(subjects):
            since = [debt.overdue_since for debt in subject.debts]
            known = [day for day in since if day is not None]
            if known and len(known) == len(since):
                last = pd.Timestamp(max(known)) + pd.Timedelta(days=longest)
                late |= (found == at) & (self.dates > last).to_numpy()
        return late


@dataclass(frozen=True, eq=False)
class Counting:
    """Contacts that a rule counts, each with the subject it is counted for."""

    view: View
    subjects: Mapping[str, Subject]
    """By their keys, ascending."""
    places: NDArray[np.int64]
    """For each row of ``log.timed`` the place of its subject in ``subjects``; -1 where it is not counted."""

    @cached_property
    def by(self) -> pd.Series:
        """The subject of each row of ``log.events``: a grouping for the statistics."""
        events = self.view.log.events.index
        codes = np.full(len(events), -1, np.int64)
        codes[events.get_indexer(self.view.log.timed.index)] = self.places
        keys = pd.Index(list(self.subjects), dtype="str")
        return pd.Series(pd.Categorical.from_codes(codes, categories=keys), index=events)

    def only(self, where: Bools) -> "Counting":
        """The same, but only for these rows of ``log.timed``."""
        return replace(self, places=np.where(where, self.places, -1))

    def by_day(self) -> dict[str, tuple[DayCount, ...]]:
        """Counted contacts of each subject by local date, for those that have any."""
        frame = statistics.exceedance_days(self.view.log, self.view.settings, self.by, limit=0, basis="any")
        return day_counts(frame, "date")

    def event_ids(
        self, key: str, *, days: Iterable[DayCount] | None = None, where: Bools | None = None
    ) -> tuple[str, ...]:
        """The counted contacts of a subject, by time; only those of these dates, or of ``where``."""
        order, starts = self._blocks
        at = self._place[key]
        rows = order[starts[at] : starts[at + 1]]
        if where is not None:
            rows = rows[where[rows]]
        if days is not None:
            wanted = np.array([day.date for day in days], dtype="datetime64[D]")
            rows = rows[np.isin(self.view.dates.to_numpy()[rows].astype("datetime64[D]"), wanted)]
        return tuple(self.view.log.timed["event_id"].to_numpy()[rows].tolist())

    @cached_property
    def _place(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.subjects)}

    @cached_property
    def _blocks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of ``log.timed`` by subject and then by time, and where each subject begins."""
        order = np.argsort(self.places, kind="stable")
        return order, np.searchsorted(self.places[order], np.arange(len(self.subjects) + 1))


def day_counts(frame: pd.DataFrame, column: str) -> dict[str, tuple[DayCount, ...]]:
    """The rows of a long frame of a statistic by their group."""
    gathered: dict[str, list[DayCount]] = {}
    for group, day, count in zip(frame["group"], frame[column], frame["count"], strict=True):
        gathered.setdefault(str(group), []).append(DayCount(day.date(), int(count)))
    return {group: tuple(days) for group, days in gathered.items()}
