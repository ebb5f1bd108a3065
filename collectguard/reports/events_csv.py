"""``events.csv``: every event of the log, duplicates included. Data, so never split."""

from pathlib import Path

from collectguard.case import Case
from collectguard.reports import export
from collectguard.reports.interface import Report


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:  # noqa: ARG001
    """Write every event in one file, whatever its size: of data in parts one part is soon missing."""
    path = folder / "events.csv"
    with path.open("wb") as file:
        export.events_csv(case.log, file)
    return (path,)


REPORT = Report("csv", write)
