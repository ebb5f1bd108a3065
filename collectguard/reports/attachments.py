"""``attachments/`` and ``attachments.csv``: what received messages carried, as files, where that is wanted.

The files bear names of our own making, and none of them is opened. Data, so never split.
"""

import csv
from pathlib import Path

from collectguard.case import Case
from collectguard.provenance import Extracted

FOLDER = "attachments"
LIST = "attachments.csv"


def write(case: Case, folder: Path) -> tuple[Path, ...]:
    """Write the attachments and the list of them, which names also those that the backup does not hold.

    Raises:
        InputError: A backup cannot be read any more, or is not the one that the case was made of.
    """
    if case.extract is None:
        return ()
    target = folder / FOLDER
    target.mkdir()
    rows = case.extract(target)
    files = [target / row.file for row in rows if row.file is not None]
    if not files:
        target.rmdir()
    path = folder / LIST
    with path.open("w", encoding="utf-8-sig", newline="") as text:  # spreadsheets need the mark
        writer = csv.writer(text)
        writer.writerow(Extracted._fields)
        writer.writerows(row._replace(file=row.file and f"{FOLDER}/{row.file}") for row in rows)
    return (path, *files)
