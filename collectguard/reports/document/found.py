"""Findings in the order in which documents number them, and those of one rule together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from collectguard.case import Case
from collectguard.findings import Finding


class Numbered(NamedTuple):
    """A finding with the number it has in every document of the report."""

    number: int
    finding: Finding


@dataclass(frozen=True)
class OfRule:
    """The findings of one rule that stand on the same footing: all assigned, or all merely possible."""

    findings: tuple[Numbered, ...]
    """At least one; the highest figure first."""

    @property
    def first(self) -> Finding:
        """One of them, for what all have in common."""
        return self.findings[0].finding

    @property
    def strengths(self) -> tuple[str, ...]:
        """The different ways in which these findings may be put, mostly one."""
        return tuple(dict.fromkeys(each.finding.strength for each in self.findings))

    @property
    def shared_notes(self) -> tuple[str, ...]:
        """Notes that stand beside each of them, where there are several."""
        if len(self.findings) < 2:
            return ()
        return tuple(
            note for note in self.first.notes if all(note in each.finding.notes for each in self.findings)
        )

    @property
    def highest(self) -> Finding:
        """The one with the highest figure; several numbers drawn together come last."""
        return max(
            (each.finding for each in self.findings),
            key=lambda finding: (finding.subject_kind != "owner", finding.observed),
        )

    @property
    def subject_names(self) -> tuple[str, ...]:
        """Whom they speak of."""
        return tuple(dict.fromkeys(each.finding.subject_name for each in self.findings))

    @property
    def parties(self) -> frozenset[str]:
        """The numbers that all of them speak of."""
        return frozenset(party for each in self.findings for party in each.finding.parties)

    @property
    def dates(self) -> frozenset[date]:
        """The dates of all of them."""
        return frozenset(day.date for each in self.findings for day in each.finding.days)

    @property
    def event_ids(self) -> frozenset[str]:
        """The contacts of all of them, each once."""
        return frozenset(event_id for each in self.findings for event_id in each.finding.event_ids)


_FIRST: Final = ("quiet_hours", "count_in_window", "after_conversation", "after_stop_request")
"""Kinds of condition that stand first: times and counts, and what came although it was asked to stop."""


def numbered(case: Case) -> tuple[Numbered, ...]:
    """All findings, numbered from 1: those that the case file assigns before the merely possible ones.

    Among these, what a clock or a request decides stands before what needs more weighing; else the order is
    that of the rules.
    """
    ordered = sorted(
        case.evaluation.findings, key=lambda finding: (not finding.assigned, finding.condition not in _FIRST)
    )
    return tuple(Numbered(number, finding) for number, finding in enumerate(ordered, start=1))


def by_rule(findings: Sequence[Numbered]) -> list[OfRule]:
    """The findings rule by rule, in their order."""
    groups = groupby(findings, key=lambda each: (each.finding.assigned, each.finding.pack, each.finding.rule))
    return [OfRule(tuple(group)) for _key, group in groups]
