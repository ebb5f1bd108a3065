"""Sheets of findings: one row each, their dates, their contacts, and the rules."""

from collections.abc import Iterator, Sequence
from itertools import islice

from collectguard.case import Case
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.found import Numbered, numbered
from collectguard.reports.document.rule_texts import verified
from collectguard.reports.sheets.contacts import local_stamps
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.wording import Wording

MOST_EVENTS = 8_000
"""Rows of the sheet of counted contacts, which leave room for the evidence list; case.json names all."""


def findings(case: Case, wording: Wording) -> Sheet:
    """One row a finding, those that the case file assigns first."""
    _ = wording._
    titles = (
        (_("No."), 6), (_("Rule"), 30), (_("Title"), 34), (_("Standing"), 30),
        (_("How the finding stands to it"), 50), (_("Assigned by the case file"), 12),
        (_("Who"), 26), (_("Key"), 22), (_("Numbers counted"), 40), (_("Observed"), 10), (_("Limit"), 8),
        (_("Counted over"), 34), (_("Days"), 8), (_("Worst day"), 13), (_("Contacts on the worst day"), 12),
        (_("Contacts counted"), 12), (_("Within 60 s of a border"), 12), (_("Arithmetic"), 70),
        (_("Notes"), 60), (_("Text"), 44), (_("Quote"), 60), (_("Verified"), 40),
        (_("What the other side may say"), 60), (_("What a log cannot show"), 60), (_("See also"), 24),
    )  # fmt: skip
    columns = [SheetColumn(*title) for title in titles]
    return Sheet(_("Findings"), columns, (_row(each, wording) for each in numbered(case)))


def _row(each: Numbered, wording: Wording) -> Sequence[Cell]:
    finding = each.finding
    worst = finding.worst_day
    return (
        each.number,
        finding.rule,
        finding.title,
        finding.standing,
        finding.strength,
        wording._("yes") if finding.assigned else wording._("no"),
        finding.subject_name,
        finding.subject_id,
        ", ".join(map(wording.party, finding.parties)),
        finding.observed,
        finding.limit,
        finding.window,
        len(finding.days),
        worst and f"{worst.date:%Y-%m-%d}",
        worst and worst.count,
        len(finding.event_ids),
        finding.boundary_count,
        finding.sentence,
        "\n".join(finding.notes),
        finding.citation.source,
        finding.citation.quote,
        verified(finding.citation, wording),
        "\n".join(finding.innocent_reading),
        "\n".join(finding.cannot_show),
        ", ".join(finding.see_also),
    )


def finding_days(case: Case, wording: Wording) -> Sheet:
    """The dates of each finding with their counts."""
    _ = wording._
    columns = (
        SheetColumn(_("Finding"), 9),
        SheetColumn(_("Rule"), 30),
        SheetColumn(_("Who"), 26),
        SheetColumn(_("Date"), 13),
        SheetColumn(_("Contacts"), 12),
    )
    rows = (
        (number, finding.rule, finding.subject_name, f"{day.date:%Y-%m-%d}", day.count)
        for number, finding in numbered(case)
        for day in finding.days
    )
    return Sheet(_("Finding days"), columns, rows)


def finding_events(case: Case, evidence: Evidence, wording: Wording) -> Sheet:
    """The contacts that each finding counts, by their numbers on the whole evidence list."""
    _ = wording._
    columns = [
        SheetColumn(_("Finding"), 9),
        SheetColumn(_("Rule"), 30),
        SheetColumn(_("No. on the evidence list"), 12),
        SheetColumn(_("Event ID"), 20),
        SheetColumn(_("Local time"), 31),
        SheetColumn(_("Number"), 20),
    ]
    if sum(len(finding.event_ids) for finding in case.evaluation.findings) > MOST_EVENTS:
        text = _("The first {n} rows. case.json names the contacts of every finding.")
        columns.append(SheetColumn(text.format(n=wording.count(MOST_EVENTS)), 40))
    return Sheet(_("Finding events"), columns, islice(_events(case, evidence, wording), MOST_EVENTS))


def _events(case: Case, evidence: Evidence, wording: Wording) -> Iterator[Sequence[Cell]]:
    for number, finding in numbered(case):
        events = evidence.rows_of(finding.event_ids)
        rows = zip(
            events["number"].tolist(),
            events["event_id"].tolist(),
            local_stamps(events["started_at"], wording.settings.tz),
            events["party"].astype("str").tolist(),
            strict=True,
        )
        for place, event_id, local, party in rows:
            yield number, finding.rule, place, event_id, local, wording.party(party)


def rules(case: Case, wording: Wording) -> Sheet:
    """Every rule that the log was measured against, and those that it was not, with the reason."""
    _ = wording._
    evaluation = case.evaluation
    columns = (
        SheetColumn(_("Rule"), 30),
        SheetColumn(_("Title"), 60),
        SheetColumn(_("Evaluated"), 12),
        SheetColumn(_("Findings"), 10),
        SheetColumn(_("Reason"), 70),
    )
    found = [finding.rule for finding in evaluation.findings]
    rows: list[Sequence[Cell]] = [
        (rule, evaluation.titles.get(rule), _("yes"), found.count(rule), None)
        for rule in evaluation.evaluated
    ]
    rows += [
        (rule, evaluation.titles.get(rule), _("no"), None, reason)
        for rule, reason in evaluation.not_evaluated
    ]
    return Sheet(_("Rules"), columns, rows)
