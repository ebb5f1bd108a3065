"""Texts behind findings: how they are cited, those that may be cited beside, and rules without a finding."""

from collections.abc import Iterable, Mapping

from collectguard import words
from collectguard.case import Case
from collectguard.findings import Citation, LegalBasis
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.wording import Wording


def quote(citation: Citation, wording: Wording) -> str:
    """The words of the text in quotation marks, or that none are carried."""
    _ = wording._
    return _("“{text}”").format(text=citation.quote) if citation.quote else _("no wording is carried")


def verified(citation: Citation, wording: Wording) -> str:
    """How the citation was verified and when, and what could not be."""
    _ = wording._
    marks = words.verifications(_, quoted=citation.quote is not None)
    how = _("{how}; checked on {date}").format(
        how=marks.get(citation.verified, citation.verified), date=f"{citation.checked_on:%Y-%m-%d}"
    )
    return "\n".join(filter(None, [how, citation.note]))


def beside(case: Case) -> list[Block]:
    """The texts against which no log can be measured; beside no finding there is nothing to cite them for."""
    bases = case.evaluation.bases
    if not bases or not case.evaluation.findings:
        return []
    wording = Wording(case.log.settings)
    _ = wording._
    columns = (
        Column(_("Text"), 56),
        Column(_("What it asks for, and how far it goes"), 62),
        Column(_("Quote; how it was verified"), 62),
    )
    return [
        Heading(_("Texts that may be cited beside these"), 1, new_page=True),
        Paragraph(
            _(
                "No log can be measured against these texts: what they ask for goes beyond counts. They "
                "were in force on some date of the log. That they stand here does not say that any of them "
                "was breached; whether one applies is for those to weigh who know the whole of the matter."
            )
        ),
        Table(
            _("Texts to cite, with what they ask for"),
            columns,
            [_basis(basis, wording) for basis in bases],
            first_is_head=True,
            long_rows=True,
        ),
    ]


def _basis(basis: LegalBasis, wording: Wording) -> tuple[str, ...]:
    citation = basis.citation
    return (
        f"{basis.title}\n{citation.source}\n{basis.rule}",
        "\n".join(filter(None, [basis.elements, basis.limits, basis.standing, basis.in_force])),
        "\n".join((quote(citation, wording), verified(citation, wording))),
    )


def other_rules(case: Case) -> list[Block]:
    """Which rules the log was measured against, which not and why."""
    evaluation = case.evaluation
    wording = Wording(case.log.settings)
    _ = wording._
    blocks: list[Block] = []
    if evaluation.evaluated:
        columns = (Column(_("Rule"), 150), Column(_("Findings"), 30, "number"))
        counts = [finding.rule for finding in evaluation.findings]
        rows = [
            (titled(rule, evaluation.titles, wording), str(counts.count(rule)))
            for rule in evaluation.evaluated
        ]
        title = _("Rules that the log was measured against")
        blocks += [Heading(title, 1), Table(title, columns, rows, titled=True, first_is_head=True)]
    if evaluation.not_evaluated:
        by_reason: dict[str, list[str]] = {}
        for rule, reason in evaluation.not_evaluated:
            by_reason.setdefault(reason, []).append(titled(rule, evaluation.titles, wording))
        columns = (Column(_("Reason"), 60), Column(_("Rules"), 120))
        title = _("Rules that were not evaluated")
        reasons = [(reason, lines(rules)) for reason, rules in by_reason.items()]
        blocks += [Heading(title, 1), Table(title, columns, reasons, titled=True, first_is_head=True)]
    return blocks


def titled(rule: str, titles: Mapping[str, str], wording: Wording) -> str:
    """The title of a rule and its id; the id alone where no title is known."""
    title = titles.get(rule)
    return wording._("{title} ({id})").format(title=title, id=rule) if title else rule


def lines(items: Iterable[str]) -> str:
    """Several sentences in one cell, one a line."""
    return "\n".join(f"• {item}" for item in items)
