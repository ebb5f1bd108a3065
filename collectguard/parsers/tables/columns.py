"""What the user says of the columns of a list that is not recognised: ``time=3,peer=对方,duration=时长``."""

import re
from typing import Final, NamedTuple

from collectguard.errors import SettingsError
from collectguard.parsers.tables.moments import Order
from collectguard.parsers.tables.vocabulary import ROLES, header_and_unit

_ORDERS: Final[dict[str, Order]] = {"dmy": "day", "mdy": "month", "ymd": "year"}
_NUMBER = re.compile(r"\+?[0-9]{5,20}")
_PLACE = re.compile(r"[0-9]{1,3}")


class ColumnMap(NamedTuple):
    """Columns by role: the header as it is compared, or the place from 0."""

    columns: dict[str, str | int]
    order: Order | None = None
    """Which number stands first in dates like ``02/06/2017`` or ``26-03-01``."""
    own_number: str | None = None
    """The owner's number, for lists of callers and called."""

    @property
    def headers(self) -> set[str]:
        """The headers that are named."""
        return {column for column in self.columns.values() if isinstance(column, str)}


def column_map(text: str) -> ColumnMap:
    """What ``--columns`` says.

    ``ROLE=COLUMN`` with commas between; a column is named by its header or its number from 1. Roles are
    those of `ROLES`; ``dates=dmy``, ``dates=mdy`` or ``dates=ymd`` says how dates are written,
    ``own=19400001111`` gives the owner's number.

    Raises:
        SettingsError: It cannot be read.
    """
    columns: dict[str, str | int] = {}
    order: Order | None = None
    own_number = None
    for part in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        role, _, column = (side.strip() for side in part.partition("="))
        role = role.lower()
        if role == "dates" and column.lower() in _ORDERS:
            order = _ORDERS[column.lower()]
        elif role == "own" and _NUMBER.fullmatch(column):
            own_number = column
        elif role in ROLES and column and column != "0":
            columns[role] = int(column) - 1 if _PLACE.fullmatch(column) else header_and_unit(column)[0]
        else:
            raise SettingsError(
                "{part!r} does not say which column is which.",
                "Write ROLE=COLUMN with commas between, for example time=3,peer=对方号码; roles are {roles}, "
                "and dates=dmy, dates=mdy or dates=ymd says how dates are written.",
                part=part,
                roles=", ".join(ROLES),
            )
    return ColumnMap(columns, order, own_number)
