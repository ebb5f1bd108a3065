"""What came of holding the phone's calls against the carrier's list."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from collectguard.clock import iso_utc
from collectguard.reconciliation.agreement import Agreement
from collectguard.reconciliation.spans import Spans


class Owner(NamedTuple):
    """The calls of one owner."""

    owner: str
    agreement: Agreement
    phone_spans: Spans
    """What the phone's log covers, by the phone's clock."""
    list_spans: Spans
    """What the lists cover, by theirs."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "owner": self.owner,
            **self.agreement.as_json(),
            "phone_spans": [[_iso(moment) for moment in span] for span in self.phone_spans],
            "list_spans": [[_iso(moment) for moment in span] for span in self.list_spans],
        }


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """Two witnesses of the same calls, held against each other."""

    calls: pd.DataFrame
    """`CALL_DTYPES`, sorted by owner and time; index 0 … n-1."""
    total: Agreement
    """Of all owners. Their clocks may differ, so its offset says little where there are several."""
    owners: tuple[Owner, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values: first those of `Agreement` that others rely on, then what explains them."""
        return {**self.total.as_json(), "owners": [owner.as_json() for owner in self.owners]}

    def calls_json(self) -> list[dict[str, Any]]:
        """The rows of ``calls`` as plain JSON values; times in UTC."""
        return [
            {
                name: None if pd.isna(value) else iso_utc(value) if isinstance(value, pd.Timestamp) else value
                for name, value in zip(self.calls.columns, row, strict=True)
            }
            for row in zip(*(self.calls[name].astype(object) for name in self.calls), strict=True)
        ]


def counterparts(reconciliation: Reconciliation) -> dict[str, str]:
    """The event id of the same call in the other source, for each event that has one, in both directions."""
    pairs = reconciliation.calls.dropna(subset=["phone_event_id", "list_event_id"])
    phone, other = pairs["phone_event_id"].tolist(), pairs["list_event_id"].tolist()
    return {**dict(zip(phone, other, strict=True)), **dict(zip(other, phone, strict=True))}


def _iso(second: int) -> str:
    return iso_utc(pd.Timestamp(second, unit="s", tz="UTC"))
