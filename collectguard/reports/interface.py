"""What a report format is: a name by which it is asked for and a function that writes its files."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from collectguard.case import Case


class Report(NamedTuple):
    """One format of the output folder."""

    format: str
    """Name by which it is asked for, as in ``--format pdf``."""
    write: Callable[[Case, Path, int], tuple[Path, ...]]
    """Writes into a folder that exists and is empty but for other formats.

    Takes the case, the folder and the size in bytes that a document should keep under; what is larger
    is split into ``NAME-2`` …, each file saying where the rest is. Gives the files in reading order.
    """
