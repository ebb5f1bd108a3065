"""``evidence.xlsx``: figures, senders and contacts to filter and sort."""

from collections.abc import Iterator
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
from collectguard.reports.workbook import Sheet, Workbook
from collectguard.wording import Wording

WHOLE_ROWS, TOP_ROWS = 50_000, 10_000
"""Of more contacts the workbook holds the top; events.csv holds all."""
PART_ROWS = 10_000


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    """Write the workbook; contacts that do not fit go on in ``evidence-2.xlsx``."""
    wording = Wording(case.log.settings)
    whole = Evidence.of(case)
    evidence = whole.within(WHOLE_ROWS, TOP_ROWS)
    found = found_in_texts(whole, wording)
    before = [_in_full(sheet) for sheet in _sheets_before(case, wording)]
    behind = [_in_full(sheet) for sheet in _sheets_behind(case, whole, wording)]

    def draw(part: Part) -> bytes:
        """All sheets in the first part, in others the contacts alone."""
        book = Workbook(case.as_of)
        listed = contacts(evidence, part, wording, found)
        for sheet in (*before, listed, *behind) if part.number == 1 else (listed,):
            book.add(sheet)
        if part.number == 1:
            book.add_text(wording._("Method"), 120, _method(case, evidence, wording))
        return book.close()

    total = len(evidence.events)
    return write_parts(folder, "evidence.xlsx", total=total, rows=PART_ROWS, max_bytes=max_bytes, draw=draw)


def _in_full(sheet: Sheet) -> Sheet:
    """The sheet with rows that can be written more than once."""
    return sheet._replace(rows=list(sheet.rows))


def _sheets_before(case: Case, wording: Wording) -> Iterator[Sheet]:
    """What stands before the contacts."""
    yield figures.overview(case, wording)
    yield findings.findings(case, wording)
    yield figures.senders(case, wording)


def _sheets_behind(case: Case, whole: Evidence, wording: Wording) -> Iterator[Sheet]:
    """What stands behind the contacts."""
    yield findings.finding_days(case, wording)
    yield findings.finding_events(case, whole, wording)
    yield findings.rules(case, wording)
    yield from message_sheets(case, whole, wording)
    yield from told_sheets(case, whole, wording)
    yield from actor_sheets(case, whole, wording)
    yield from reconciliation_sheets(case, wording)
    yield figures.daily(case, wording)
    yield figures.nights(case, wording)
    yield figures.missed_series(case, wording)
    yield ledger.files(case, wording)
    yield ledger.duplicates(case, wording)
    yield ledger.unreadable(case, wording)


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
