"""``charts/NAME.png`` and ``charts/NAME.svg``: the figures as files, for forms that take pictures."""

from pathlib import Path

from collectguard.case import Case
from collectguard.reports.interface import Report


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:  # noqa: ARG001  (a picture has no parts)
    """Write each chart in both forms, exactly as it was drawn."""
    charts = folder / "charts"
    charts.mkdir()
    paths = []
    for chart in case.charts:
        for ending, picture in (("png", chart.png), ("svg", chart.svg)):
            path = charts / f"{chart.name}.{ending}"
            path.write_bytes(picture)
            paths.append(path)
    return tuple(paths)


REPORT = Report("png", write)
