"""Documents of a case: PDF, HTML, workbook, data files, and the manifest over all of them.

A document prints what the `Case` holds and computes no statistic of its own. ``document/`` holds what is
said, the modules beside it how it is drawn, `REPORTS` the formats in the order in which they are written.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from collectguard.case import Case
from collectguard.reports import (
    case_json,
    chart_files,
    events_csv,
    evidence_xlsx,
    next_steps_pdf,
    report_html,
    report_pdf,
    summary_pdf,
)
from collectguard.reports.interface import Report
from collectguard.reports.manifest import Verification, verify
from collectguard.reports.typesetting import missing_part
from collectguard.reports.writer import MAX_MB, check_place, save_reports

__all__ = [
    "FORMATS",
    "MAX_MB",
    "REPORTS",
    "Report",
    "Verification",
    "check_place",
    "missing_part",
    "save",
    "verify",
]

REPORTS: tuple[Report, ...] = (
    summary_pdf.REPORT,
    next_steps_pdf.REPORT,
    report_pdf.REPORT,
    report_html.REPORT,
    evidence_xlsx.REPORT,
    chart_files.REPORT,
    events_csv.REPORT,
    case_json.REPORT,
)
"""Every format; ``manifest.json`` is always written, last."""

FORMATS: tuple[str, ...] = tuple(dict.fromkeys(report.format for report in REPORTS))
"""Names of the formats. ``pdf`` writes the summary, the next steps and the report, ``png`` the charts."""


def save(
    case: Case,
    directory: str | Path,
    *,
    formats: Collection[str] | None = None,
    max_mb: float = MAX_MB,
    force: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Mapping[str, Path]:
    """Write the documents of a case into a folder, whole or not at all. See `writer.save_reports`.

    Raises:
        OutputError: The folder is not ours to replace, or cannot be written.
        SettingsError: A format does not exist.
        MissingPartError: A part that a format needs is not installed.
    """
    return save_reports(
        REPORTS,
        case,
        Path(directory),
        formats=formats,
        max_mb=max_mb,
        force=force,
        progress=progress,
    )
