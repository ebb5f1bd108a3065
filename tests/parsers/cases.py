"""Pairs of files: ``NAME.xml``, byte for byte, and ``NAME.json``, what must come out of it.

``source`` is compared with the row of ``Log.sources``, ``rows`` with the events in the order of the file
(every event is named, only the columns given are compared), ``rejected`` with the rejects. A ``reason``
is compared as a beginning, an ``excerpt`` as a part. ``error`` names the class of the exception and a part
of its first sentence.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(__file__).parent.parent / "cases" / "smsbackup"
NAMES = sorted(path.stem for path in FOLDER.glob("*.xml"))


def backup(name: str) -> Path:
    return FOLDER / f"{name}.xml"


def expectation(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def plain(value: Any) -> Any:
    """A cell as JSON writes it: times as ISO 8601 in UTC, whatever is missing as ``None``."""
    if isinstance(value, pd.Timestamp):
        return value.tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return value
    return None if pd.isna(value) else value
