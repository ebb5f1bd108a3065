"""``evidence.xlsx``: figures, senders and contacts to filter and sort."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from collectguard.case import Case
from collectguard.reports.document.blocks import Bullets, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.limits import limits
from collectguard.reports.document.method import method
from collectguard.reports.interface import Report
from collectguard.reports.parts import Part, write_parts
from collectguard.reports.sheets import figures, findings, ledger
from collectguard.reports.sheets.actors import actor_sheets
from collectguard.reports.sheets.contacts import contacts
from collectguard.reports.sheets.messages import found_in_texts, message_sheets
from collectguard.reports.sheets.reconciliation import reconciliation_sheets
from collectguard.reports.sheets.told import told_sheets
from collectguard.reports.workbook import Workbook
from collectguard.wording import Wording

WHOLE_ROWS, TOP_ROWS = 50_000, 10_000
"""Of more contacts the workbook holds the top; events.csv holds all."""
PART_ROWS = 10_000


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    """Write the workbook; contacts that do not fit go on in ``evidence-2.xlsx``."""
    whole = Evidence.of(case)
    evidence = whole.within(WHOLE_ROWS, TOP_ROWS)
    found = found_in_texts(whole, Wording(case.log.settings))

    def draw(part: Part) -> bytes:
        return _workbook(case, whole, evidence, part, found)

    total = len(evidence.events)
    return write_parts(folder, "evidence.xlsx", total=total, rows=PART_ROWS, max_bytes=max_bytes, draw=draw)


def _workbook(case: Case, whole: Evidence, evidence: Evidence, part: Part, found: Mapping[str, str]) -> bytes:
    """All sheets in the first part, in others the contacts alone."""
    wording = Wording(case.log.settings)
    book = Workbook(case.as_of)
    if part.number == 1:
        book.add(figures.overview(case, wording))
        book.add(findings.findings(case, wording))
        book.add(figures.senders(case, wording))
    book.add(contacts(evidence, part, wording, found))
    if part.number == 1:
        book.add(findings.finding_days(case, wording))
        book.add(findings.finding_events(case, whole, wording))
        book.add(findings.rules(case, wording))
        for sheet in message_sheets(case, whole, wording):
            book.add(sheet)
        for sheet in (*told_sheets(case, whole, wording), *actor_sheets(case, whole, wording)):
            book.add(sheet)
        for sheet in reconciliation_sheets(case, wording):
            book.add(sheet)
        book.add(figures.daily(case, wording))
        book.add(figures.nights(case, wording))
        book.add(figures.missed_series(case, wording))
        book.add(ledger.files(case, wording))
        book.add(ledger.duplicates(case, wording))
        book.add(ledger.unreadable(case, wording))
        book.add_text(wording._("Method"), 120, _method(case, evidence, wording))
    return book.close()


def _method(case: Case, evidence: Evidence, wording: Wording) -> Iterator[str]:
    """Method and limits as running text; their tables of files have sheets of their own."""
    _ = wording._
    if not evidence.is_whole:
        sentence = _(
            "Of the {total} contacts from numbers reported on the workbook holds the first "
            "{n} of {numbers} with the most contacts. events.csv holds all."
        )
        yield sentence.format(
            total=wording.count(evidence.total),
            n=wording.count(len(evidence.events)),
            numbers=wording.numbers(evidence.party_count),
        )
    for block in [*method(case), *limits(case)]:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from (f"• {item}" for item in block.items)
            case Table() if len(block.columns) == 2:
                yield from (": ".join(row) for row in block.rows)


REPORT = Report("xlsx", write)
