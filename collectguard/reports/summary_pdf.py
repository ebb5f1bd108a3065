"""``summary.pdf``: at most three pages, the part that a clerk reads."""

from pathlib import Path

from collectguard.case import Case
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.interface import Report
from collectguard.reports.typesetting import pdf

FIGURE_MM = 88
"""So that two charts and how to check the report share a page."""


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:  # noqa: ARG001  (three pages are small)
    """Write the summary.

    Raises:
        MissingPartError: Typst is not installed on this machine.
    """
    path = folder / "summary.pdf"
    path.write_bytes(pdf(Assembly.of(case).summary(), figure_mm=FIGURE_MM))
    return (path,)


REPORT = Report("pdf", write)
