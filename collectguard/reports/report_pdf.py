"""``report.pdf``: everything, for paper and for the file; PDF/A."""

from pathlib import Path

from collectguard.case import Case
from collectguard.reports.document.assembly import PAGE_ROWS, Assembly
from collectguard.reports.interface import Report
from collectguard.reports.parts import Part, write_parts
from collectguard.reports.typesetting import pdf


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    """Write the report, long evidence lists in ``report-2.pdf`` and so on.

    Raises:
        MissingPartError: Typst is not installed on this machine.
    """
    assembly = Assembly.of(case)

    def draw(part: Part) -> bytes:
        return pdf(assembly.part(part))

    total = len(assembly.listed.events)
    return write_parts(folder, "report.pdf", total=total, rows=PAGE_ROWS, max_bytes=max_bytes, draw=draw)


REPORT = Report("pdf", write)
