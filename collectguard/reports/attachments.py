"""``attachments/`` and ``attachments.csv``: what received messages carried, as files, where that is wanted.

The files bear names of our own making, and none of them is opened. Data, so never split.
"""

import csv
from pathlib import Path

from collectguard.case import Case
from collectguard.provenance import Extracted

FOLDER = "attachments"
LIST = "attachments.csv"


def _phones(case: Case) -> dict[str, str]:
    """On whose phone each message arrived, where those of several people were read."""
    if not case.log.other_owners:
        return {}
    contacts = case.log.contacts
    return dict(zip(contacts["event_id"].tolist(), contacts["owner"].astype("str").tolist(), strict=True))


def write(case: Case, folder: Path) -> tuple[Path, ...]:
    """Write the attachments and the list of them, which names also those that the backup does not hold.

    They are those of all phones that were read; where these are several people's, the list says whose.

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
        phones = _phones(case)
        writer.writerow((*Extracted._fields, *(["owner"] if phones else [])))
        for row in rows:
            named = row._replace(file=row.file and f"{FOLDER}/{row.file}")
            writer.writerow((*named, *([phones[row.event_id]] if phones else [])))
    return (path, *files)
