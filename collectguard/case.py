"""What one analysis found: everything that a report may print, and nothing that it must compute."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from collectguard.actors import Reached, Rotation, Suggestion
from collectguard.content import Content
from collectguard.findings import Evaluation
from collectguard.provenance import Extracted, Origin
from collectguard.reconciliation import Reconciliation
from collectguard.schema import Log
from collectguard.statements import CaseFile
from collectguard.statistics import Phone, Witnesses
from collectguard.statistics.completeness import Sign
from collectguard.told import Told


@dataclass(frozen=True)
class Chart:
    """One figure in the forms that documents need, with the table it was drawn from."""

    name: str
    """File name without ending, a name of ``plots.PLOTS``; pages of a long figure end in ``-2`` …"""
    title: str
    caption: str
    """One or two sentences that say how to read it and what is left out."""
    png: bytes = field(repr=False)
    svg: bytes = field(repr=False)
    table: pd.DataFrame = field(repr=False)
    """The numbers that were drawn, as the statistic gave them."""
    about: str = ""
    """Id of the actor whose numbers it shows; empty where it shows more than one actor."""


@dataclass(frozen=True)
class Case:
    """The result of one analysis, ready to be written."""

    log: Log
    overall: pd.Series = field(repr=False)
    """All contacts: the row of ``statistics.overview`` by ``all``."""
    unknown_senders: pd.Series = field(repr=False)
    """Contacts from parties that are not in the owner's contacts: a row of the same columns."""
    reported: pd.Series = field(repr=False)
    """Contacts from the parties that the report is about: a row of the same columns. Without a case file
    these are the parties that are not in the owner's contacts."""
    senders: pd.DataFrame = field(repr=False)
    """``statistics.senders``: one row per party, most contacts first; and ``reported`` (bool), whether the
    report is about it."""
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    """Further frames by the name of the statistic that made them."""
    charts: tuple[Chart, ...] = field(repr=False)
    as_of: datetime | None
    """The moment the analysis is dated to, with zone; ``None`` keeps every date of making out."""
    versions: Mapping[str, str] = field(repr=False)
    """Names and versions of the program and of what it is built on."""
    writer: "Callable[[Case, Path], Mapping[str, Path]]" = field(repr=False, compare=False)
    """Writes the documents; given by the pipeline, which alone knows them all."""
    blocks: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """``statistics.as_json``: the same figures as plain JSON values by ``all``, ``unknown_senders``,
    ``reported`` and ``senders``, and those of `phones` by ``owners``, for ``case.json``; by
    ``answered_only`` the time in which a carrier's list alone holds the calls, where there is such time."""

    evaluation: Evaluation = field(default=Evaluation((), (), (), (), ""), repr=False)
    """What the published rules say about the log."""
    completeness: tuple[Sign, ...] = field(default=(), repr=False)
    """Signs that records are missing or times not right."""
    looked_for: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What was looked for, seen or not, as a list names it: by the kind of sign, in the order of telling."""
    case_file: CaseFile = field(default=CaseFile(), repr=False)
    """What the user has said; without a case file, nothing."""
    content: Content | None = field(default=None, repr=False)
    """What the received messages say."""
    actors: tuple[Suggestion, ...] = field(default=(), repr=False)
    """Numbers that the owner has put together, and those that may belong together."""
    actor_figures: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    """``statistics.overview`` of each actor's numbers counted as one, on the owner's phone: a row for each
    id in ``actors`` with a contact."""
    rotations: Mapping[str, Rotation] = field(default_factory=dict, repr=False)
    """How each of ``actors`` changes its numbers, by id."""
    phones: tuple[Phone, ...] = field(default=(), repr=False)
    """What reached each phone, where those of several people were read."""
    third_party: tuple[Reached, ...] = field(default=(), repr=False)
    """Which numbers of an actor reached people who do not owe."""
    remarks: tuple[str, ...] = ()
    """What in the case file does not fit the backups, a sentence each, in the language of the report."""
    told: Told | None = field(default=None, repr=False)
    """What the case file makes countable; ``None`` without one."""

    witnesses: Witnesses = field(default=Witnesses(), repr=False)
    """Which calls the phone's own log knows, and which only a carrier's list, of answered calls."""

    reconciliation: Reconciliation | None = field(default=None, repr=False)
    """The phone's calls held against those of the carrier's list; ``None`` where not both were read."""

    extract: Callable[[Path], Sequence[Extracted]] | None = field(default=None, repr=False, compare=False)
    """Writes the attachments of received messages into a folder; ``None`` where they are not wanted."""

    @property
    def companions(self) -> tuple[Origin, ...]:
        """What was given beside the backups: case file, rules and lexica of the user's own."""
        said = (self.case_file.origin,) if self.case_file.origin else ()
        packs = (pack.origin for pack in self.evaluation.packs if not pack.shipped)
        return (*said, *packs, *(self.content.own_lexica if self.content else ()))

    def save(self, directory: str | Path) -> Mapping[str, Path]:
        """Write every document of the case into ``directory``, whole or not at all.

        Returns:
            The path of each document by its name.

        Raises:
            OutputError: The folder is not ours to replace, or cannot be written.
        """
        return self.writer(self, Path(directory))
