"""Findings by rule and date: what each calendar of the figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from collectguard.findings import Finding

MOST_MONTHS = 12
"""Months of one rule that are drawn; of more, those with the most dates."""


class Month(NamedTuple):
    """A month of a calendar."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a date."""
        return cls(day.year, day.month)


class Cell(NamedTuple):
    """One date under one rule, as the finding with the highest count of that date has it."""

    date: date
    count: int  # type: ignore[assignment]  # a field named like a method of tuples, which nobody calls here
    finding: Finding
    finding_count: int
    """Findings that name the date. Their counts are never added up: contacts to the same debts, or after
    several requests to stop, stand under more than one."""


@dataclass(frozen=True)
class Strip:
    """The findings under one rule that are as certain as each other, and their dates."""

    findings: tuple[Finding, ...]
    """At least one, each with dates."""
    cells: tuple[Cell, ...]
    """Every date that a finding names, ascending."""

    @property
    def head(self) -> Finding:
        """One of the findings: for rule, title, force, and whether they are assigned."""
        return self.findings[0]

    @property
    def worst(self) -> Cell:
        """The date with the highest count, of equal ones the earliest."""
        return max(self.cells, key=lambda cell: (cell.count, -cell.date.toordinal()))

    @property
    def months(self) -> tuple[Month, ...]:
        """Months with such a date, ascending."""
        return tuple(sorted({Month.of(cell.date) for cell in self.cells}))

    @property
    def drawn_months(self) -> tuple[Month, ...]:
        """The month of the worst date and those with the most dates, of equal ones the later; ascending."""
        in_month = [Month.of(cell.date) for cell in self.cells]
        worst = Month.of(self.worst.date)
        ranked = sorted(
            self.months, key=lambda month: (month == worst, in_month.count(month), month), reverse=True
        )
        return tuple(sorted(ranked[:MOST_MONTHS]))

    def cells_of(self, months: Sequence[Month]) -> tuple[Cell, ...]:
        """The dates that lie in these months."""
        return tuple(cell for cell in self.cells if Month.of(cell.date) in months)


def strips_of(findings: Sequence[Finding]) -> tuple[Strip, ...]:
    """One strip for each rule, grade and state of assignment; assigned ones first, else in their order.

    Findings without dates are left out.
    """
    groups: dict[tuple[str, str, bool, str | None], list[Finding]] = {}
    for finding in findings:
        if finding.days:
            key = (finding.pack, finding.rule, finding.assigned, finding.graded)
            groups.setdefault(key, []).append(finding)
    strips = [Strip(tuple(group), _cells(group)) for group in groups.values()]
    return tuple(sorted(strips, key=lambda strip: not strip.head.assigned))


def table_of(cells: Sequence[Cell]) -> pd.DataFrame:
    """The numbers of cells, one row each, in their order.

    Returns:
        ``rule``, ``assigned`` (bool), ``graded`` (str, null), ``date`` (``datetime64[ms]`` without zone; of a
        night the date on which it begins), ``count`` (of one finding), ``limit``, ``subject_kind``,
        ``subject_id``, ``subject_name`` (of that finding), ``finding_count``.
    """
    rows = [
        (
            cell.finding.rule,
            cell.finding.assigned,
            cell.finding.graded,
            cell.date,
            cell.count,
            cell.finding.limit,
            cell.finding.subject_kind,
            cell.finding.subject_id,
            cell.finding.subject_name,
            cell.finding_count,
        )
        for cell in cells
    ]
    columns = [
        "rule", "assigned", "graded", "date", "count", "limit",
        "subject_kind", "subject_id", "subject_name", "finding_count",
    ]  # fmt: skip
    dtypes = dict.fromkeys(("rule", "graded", "subject_kind", "subject_id", "subject_name"), "str") | {
        "assigned": "bool",
        "date": "datetime64[ms]",
        **dict.fromkeys(("count", "limit", "finding_count"), "int64"),
    }
    return pd.DataFrame(rows, columns=columns).astype(dtypes)


def _cells(findings: Sequence[Finding]) -> tuple[Cell, ...]:
    cells: dict[date, Cell] = {}
    for finding in findings:
        for day, count in finding.days:
            known = cells.get(day)
            if known is None:
                cells[day] = Cell(day, count, finding, 1)
            elif count > known.count:
                cells[day] = Cell(day, count, finding, known.finding_count + 1)
            else:
                cells[day] = known._replace(finding_count=known.finding_count + 1)
    return tuple(cells[day] for day in sorted(cells))
