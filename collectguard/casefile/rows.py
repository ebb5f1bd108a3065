"""Rows of the frames that the case file makes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

Row = dict[str, Any]
"""Values by column; ``Any`` because a frame takes them as they come."""


def frame_of(
    rows: Mapping[str, Row] | Mapping[int, Row], dtypes: Mapping[str, str], name: str
) -> pd.DataFrame:
    """The rows as a frame with these columns, also where there is none.

    Args:
        rows: By their label in the index, in order.
        dtypes: Of the columns.
        name: Of the index.
    """
    columns = {column: [row[column] for row in rows.values()] for column in dtypes}
    frame = pd.DataFrame({column: pd.Series(values, dtype="object") for column, values in columns.items()})
    frame = frame.astype(dict(dtypes))
    frame.index = pd.Index(list(rows), name=name)
    return frame
