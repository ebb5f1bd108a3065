"""``next-steps.pdf``: for the owner of the phone alone, drawn so that nobody takes it for evidence."""

from pathlib import Path

from collectguard.case import Case
from collectguard.reports.document.next_steps import next_steps
from collectguard.reports.interface import Report
from collectguard.reports.typesetting import pdf


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:  # noqa: ARG001  (three pages are small)
    """Write the sheet.

    Raises:
        MissingPartError: Typst is not installed on this machine.
    """
    path = folder / "next-steps.pdf"
    path.write_bytes(pdf(next_steps(case), apart=True))
    return (path,)


REPORT = Report("pdf", write)
