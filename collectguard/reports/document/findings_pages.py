"""Findings, one by one: under each rule its text once, then its findings with dates and contacts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from collectguard.case import Case, Chart
from collectguard.findings import Citation, DayCount
from collectguard.reports.document.blocks import Block, Column, Figure, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.found import Numbered, OfRule, by_rule, numbered
from collectguard.reports.document.rule_texts import (
    beside,
    lines,
    other_rules,
    quote,
    titled,
    verified,
)
from collectguard.reports.document.sender_pages import ranges
from collectguard.wording import Wording

MOST_SHOWN = 100
"""Findings that pages show one by one; the workbook and case.json hold all."""
FEW_IDS = 6
"""So many event IDs stand beside a finding; of more contacts their numbers on the list do."""
RANGES_SHOWN = 150
PARTIES_SHOWN = 40

_FACTS = (Column("", 34), Column("", 146))


def findings_pages(case: Case, evidence: Evidence) -> list[Block]:
    """All about the findings, and the rules beside them; nothing where no rule was looked at."""
    wording = Wording(case.log.settings)
    _ = wording._
    calendars = [chart for chart in case.charts if is_calendar(chart)]
    if not case.evaluation.sentence and not calendars:
        return []
    found = numbered(case)
    blocks: list[Block] = [
        Heading(_("Findings, one by one"), 1, new_page=True),
        *([Paragraph(case.evaluation.sentence)] if case.evaluation.sentence else []),
        *(_introduction(len(found), wording) if found else ()),
        *(block for chart in calendars for block in (Heading(chart.title, 2), Figure(chart))),
    ]
    pages = _Pages(case, evidence, wording)
    for assigned, group in groupby(found[:MOST_SHOWN], key=lambda each: each.finding.assigned):
        if not assigned:
            blocks += _possible(wording)
        blocks += [block for rule in by_rule(list(group)) for block in pages.rule(rule)]
    return [*blocks, *beside(case), *other_rules(case)]


def is_calendar(chart: Chart) -> bool:
    """Whether a chart shows the dates of findings and belongs here."""
    return chart.name.startswith("calendar")


def _introduction(count: int, wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield Paragraph(
        _(
            "A finding says what was counted and what a published text says. Whether there is a breach is "
            "for the competent authority or the court to decide. What belongs to a rule stands once, before "
            "its findings; numbers of contacts are those of the evidence list; after each date stands the "
            "number of its contacts."
        ),
        "note",
    )
    if count > MOST_SHOWN:
        text = _("Shown are the first {n} of {all} findings; evidence.xlsx, sheet “{sheet}”, holds all.")
        yield Paragraph(text.format(n=MOST_SHOWN, all=wording.count(count), sheet=_("Findings")), "note")


def _possible(wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield Heading(_("Possible findings, one by one"), 1)
    yield Paragraph(
        _(
            "Nobody has confirmed yet to which institution these numbers belong. They may belong to a bank, "
            "a shop or anybody else of whom the rules do not speak. Each line holds only if it is confirmed."
        )
    )


class _Pages:
    """Writes rules and findings of one case as blocks."""

    def __init__(self, case: Case, evidence: Evidence, wording: Wording) -> None:
        self.evidence = evidence
        self.wording = wording
        self._ = wording._
        self.titles = {
            **{basis.rule: basis.title for basis in case.evaluation.bases},
            **case.evaluation.titles,
        }

    def rule(self, group: OfRule) -> Iterator[Block]:
        """The text of a rule, then its findings."""
        first = group.first
        yield Heading(first.title, 2)
        yield _facts(self._("The rule “{title}”").format(title=first.title), self._rule_rows(group))
        for each in group.findings:
            yield from self._finding(each, group)

    def _rule_rows(self, group: OfRule) -> Iterator[tuple[str, str]]:
        _ = self._
        first = group.first
        yield from citation_rows(first.citation, self.wording)
        yield _("Standing"), first.standing
        if len(group.strengths) == 1:
            yield _("How the finding stands to it"), first.strength
        yield _("Beside each finding"), lines(group.shared_notes)
        yield _("What the other side may say"), lines(first.innocent_reading)
        yield _("What a log cannot show"), lines(first.cannot_show)
        yield _("See also"), lines(titled(rule, self.titles, self.wording) for rule in first.see_also)
        yield _("Rule"), first.rule

    def _finding(self, each: Numbered, group: OfRule) -> Iterator[Block]:
        _ = self._
        number, finding = each
        title = _("{place}. {number}").format(place=number, number=finding.subject_name)
        yield Heading(title, 3, anchor=f"finding-{number}")
        caption = _("Finding No. {number}").format(number=number)
        yield _facts(caption, self._finding_rows(each, group))

    def _finding_rows(self, each: Numbered, group: OfRule) -> Iterator[tuple[str, str]]:
        _ = self._
        finding = each.finding
        yield _("Arithmetic"), finding.sentence
        yield (
            _("Observed, limit"),
            _("{observed}; limit {limit}; counted over: {window}").format(
                observed=finding.observed, limit=finding.limit, window=finding.window
            ),
        )
        if len(group.strengths) > 1:
            yield _("How the finding stands to it"), finding.strength
        if len(finding.parties) > 1:
            yield _("Numbers counted"), self._parties(finding.parties)
        yield _("Dates ({n})").format(n=len(finding.days)), dates(finding.days)
        numbers = ranges(self.evidence.rows_of(finding.event_ids)["number"], RANGES_SHOWN)
        yield (
            _("In the evidence list"),
            _("{contacts}: No. {numbers}").format(
                contacts=self.wording.contacts(len(finding.event_ids)), numbers=numbers
            ),
        )
        if len(finding.event_ids) <= FEW_IDS:
            yield _("Event IDs"), " ".join(finding.event_ids)
        yield _("Notes"), lines(note for note in finding.notes if note not in group.shared_notes)

    def _parties(self, parties: Sequence[str]) -> str:
        shown = [self.wording.party(party) for party in parties[:PARTIES_SHOWN]]
        if len(parties) > PARTIES_SHOWN:
            rest = self._("{n} more: evidence.xlsx, sheet “{sheet}”.")
            shown.append(rest.format(n=len(parties) - PARTIES_SHOWN, sheet=self._("Findings")))
        return ", ".join(shown)


def citation_rows(citation: Citation, wording: Wording) -> Iterator[tuple[str, str]]:
    """Where a text stands, its words, and how both were verified."""
    _ = wording._
    yield _("Text"), citation.source
    yield _("Quote"), quote(citation, wording)
    yield _("Verified"), verified(citation, wording)


def dates(days: Sequence[DayCount]) -> str:
    """The dates with their counts, a line a month: ``2026-02: 10 (8), 12 (7)``."""
    months = groupby(days, key=lambda day: f"{day.date:%Y-%m}")
    return "\n".join(
        f"{month}: {', '.join(f'{day.date:%d} ({day.count})' for day in group)}" for month, group in months
    )


def _facts(caption: str, rows: Iterable[tuple[str, str]]) -> Table:
    """Labels and values under a heading that says what the caption says."""
    present = [(label, value) for label, value in rows if value]
    return Table(caption, _FACTS, present, first_is_head=True, titled=True)
