"""What rules say about a log: observations with their limits, their rows and their strength in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, TypedDict

from collectguard.provenance import Origin

Force = Literal["binding", "standard", "self", "guidance", "draft", "superseded"]
"""How strong the text behind a rule is; it decides the wording."""

SubjectKind = Literal["party", "actor", "debt", "owner"]
"""Who is counted: one number, one actor's numbers, all who collect a debt, everybody together."""

Grade = Literal["possible", "certain"]


class DayCount(NamedTuple):
    """Counted contacts of one local date; of a night, the date on which it begins."""

    date: date
    count: int  # type: ignore[assignment]  # a field named like a method of tuples, which nobody calls here


def highest_day(days: Iterable[DayCount]) -> DayCount:
    """The date with the highest count, of equal ones the earliest.

    Raises:
        ValueError: There is no date.
    """
    return max(days, key=lambda day: (day.count, -day.date.toordinal()))


class SubjectJson(TypedDict):
    """The subject of a finding, for machines."""

    kind: str
    id: str


class DayJson(TypedDict):
    """One date of a finding, for machines."""

    date: str
    count: int


class FindingJson(TypedDict):
    """A finding as ``case.json`` holds it."""

    rule: str
    force: str
    subject: SubjectJson
    observed: int
    limit: int
    days: list[DayJson]
    event_ids: list[str]
    boundary_count: int
    sentence: str


@dataclass(frozen=True)
class Citation:
    """Where a rule stands, enough to look it up."""

    instrument: str
    """Name of the text in its own language, with number and year."""
    article: str | None
    """``None`` where no article number could be verified."""
    quote: str | None
    """Verbatim; ``None`` where no wording could be verified."""
    verified: str
    """``VT``: against a full text of the instrument; ``VS``: in a published secondary source; other marks
    are weaker, and their rules are never enabled."""
    checked_on: date
    note: str | None = None
    """What about the citation could not be verified, in the language of the report."""

    @property
    def source(self) -> str:
        """Instrument and article as they are cited."""
        if self.article is None:
            return self.instrument
        space = "" if self.article.startswith("第") else " "
        return f"{self.instrument}{space}{self.article}"


@dataclass(frozen=True)
class Finding:
    """One rule and one subject: what was observed, against which limit, on which rows.

    A finding is not a judgement: it says what was counted and what the published text says.
    """

    rule: str
    """The id of the rule."""
    pack: str
    """The id of the pack that holds the rule."""
    title: str
    condition: str
    """The kind of condition that was evaluated."""
    force: Force
    modality: str | None
    """The word that carries the strength of the text: 不得, 不应, 不宜, must not …"""
    subject_kind: SubjectKind
    subject_id: str
    subject_name: str
    """The subject in words of the reader."""
    assigned: bool
    """Whether the case file says who the subject is. Otherwise the finding is a possible one: nobody has
    confirmed yet that the number belongs to a collector."""
    parties: tuple[str, ...] = field(repr=False)
    """Keys of the numbers that were counted, ascending."""
    observed: int
    """What was counted: the most in one window where the rule limits a window, else all."""
    limit: int
    """Counts above it exceed; 0 where the rule wants none."""
    window: str
    """What was counted over, in words, with the zone where the clock matters."""
    days: tuple[DayCount, ...] = field(repr=False)
    """The dates on which the limit was exceeded, ascending."""
    event_ids: tuple[str, ...] = field(repr=False)
    """The counted contacts of these dates, by time."""
    boundary_count: int
    """Contacts within 60 s of a border of the quiet hours, on either side of it."""
    graded: Grade | None
    """``possible`` where a log alone cannot decide, ``certain`` where it can however the doubt falls, and
    ``None`` where the rule leaves no such doubt."""
    lower_bound: bool
    """Whether the rule sums over more numbers than could be put together here."""
    sentence: str
    """The arithmetic in one sentence."""
    notes: tuple[str, ...]
    """What belongs beside the sentence: other readings, assumptions, what was left out."""
    strength: str
    """The finding in the words that the force of the rule allows."""
    standing: str
    """One line that says what kind of text the rule stands in."""
    innocent_reading: tuple[str, ...]
    """What the other side may say."""
    cannot_show: tuple[str, ...]
    """What a log cannot show."""
    citation: Citation
    see_also: tuple[str, ...]
    """Ids of further rules that the same facts bear on."""

    @property
    def worst_day(self) -> DayCount | None:
        """The date with the highest count, of equal ones the earliest; ``None`` without a date."""
        return highest_day(self.days) if self.days else None

    def as_json(self) -> FindingJson:
        """The finding as plain JSON values; dates are ``YYYY-MM-DD``."""
        return {
            "rule": self.rule,
            "force": self.force,
            "subject": {"kind": self.subject_kind, "id": self.subject_id},
            "observed": self.observed,
            "limit": self.limit,
            "days": [{"date": f"{day.date:%Y-%m-%d}", "count": day.count} for day in self.days],
            "event_ids": list(self.event_ids),
            "boundary_count": self.boundary_count,
            "sentence": self.sentence,
        }


class NotEvaluated(NamedTuple):
    """A rule that could not be looked at, and why."""

    rule: str
    reason: str


@dataclass(frozen=True)
class LegalBasis:
    """A text to cite beside findings, against which no log can be measured."""

    rule: str
    """The id of the rule that holds it."""
    title: str
    force: Force
    standing: str
    """One line that says what kind of text it is."""
    elements: str | None
    """What the text asks for, in plain words."""
    limits: str | None
    """Where the text stops: what must not be read into it."""
    in_force: str
    """From when to when, in words."""
    citation: Citation


@dataclass(frozen=True)
class PackUsed:
    """A file of rules that a log was measured against."""

    id: str
    title: str
    origin: Origin
    shipped: bool
    """Whether it came with the program; the user's own are inputs like the backups."""


@dataclass(frozen=True)
class Evaluation:
    """All findings about a log, and what was done to come to them."""

    findings: tuple[Finding, ...]
    """In the order of the packs and their rules; of one rule the highest figure first."""
    evaluated: tuple[str, ...]
    """Ids of the rules that the log was measured against."""
    not_evaluated: tuple[NotEvaluated, ...]
    """Enabled rules that could not be looked at, each with the reason in words."""
    bases: tuple[LegalBasis, ...]
    """Texts to cite that were in force on some date of the log."""
    sentence: str
    """What was looked at, with which result."""
    packs: tuple[PackUsed, ...] = ()
    """The packs that hold these rules."""
    titles: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Title of each rule that was evaluated or could not be, by its id."""
