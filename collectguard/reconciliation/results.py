"""What came of holding the phone's calls against the carrier's list."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from collectguard.clock import iso_utc
from collectguard.reconciliation.agreement import Agreement
from collectguard.reconciliation.messages import Messages
from collectguard.reconciliation.spans import Spans


class Owner(NamedTuple):
    """The calls and messages of one owner's phone."""

    owner: str
    agreement: Agreement
    phone_spans: Spans
    """The time that calls of the phone's log prove it to cover, by the phone's clock; no other is judged."""
    list_spans: Spans
    """The same of the lists, by theirs. What lies between two lists, be it a day, is not judged."""
    messages: Messages | None = None
    """What became of the messages in the lists; ``None`` where not both sources hold messages."""

    @property
    def compared(self) -> bool:
        """Whether both sources hold calls with a usable time."""
        return bool(self.phone_spans and self.list_spans)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "owner": self.owner,
            **self.agreement.as_json(),
            "messages": self.messages and self.messages._asdict(),
            "phone_spans": [[_iso(moment) for moment in span] for span in self.phone_spans],
            "list_spans": [[_iso(moment) for moment in span] for span in self.list_spans],
        }


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """Two witnesses of the same calls, held against each other."""

    calls: pd.DataFrame
    """`CALL_DTYPES` of all owners, sorted by owner and time; index 0 … n-1."""
    owners: tuple[Owner, ...]
    """The owner of the settings first, then by name."""

    @property
    def main(self) -> Owner:
        """Whose figures stand for the whole: the first owner of whom both sources hold calls, or messages.

        Figures of several phones are not added up: each has a clock of its own.
        """
        return next(
            (owner for owner in self.owners if owner.compared),
            next(owner for owner in self.owners if owner.compared or owner.messages),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values: first those of `main` that others rely on, then each owner's."""
        main = self.main.as_json()
        return {
            **self.main.agreement.as_json(),
            **{name: main[name] for name in ("owner", "messages")},
            "owners": [owner.as_json() for owner in self.owners],
        }

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
