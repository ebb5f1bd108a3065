"""What every sign of a gap or of a doubtful time has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import pandas as pd

from collectguard.clock import iso_utc
from collectguard.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Sign(ABC):
    """Something in the files that a complete log of one phone with a right clock does not often show.

    A sign is no proof: each has ordinary causes, and its sentences name them.
    """

    kind: ClassVar[str]
    """A stable short word."""
    owner: str | None = None
    """Whose phone it is about, where the log holds several."""
    source: str | None = None
    """Path of the file that it was seen in, as given; ``None`` where it is about all files of a phone."""
    event_ids: tuple[str, ...] = field(default=(), repr=False)
    """The records that it rests on, by time."""

    @classmethod
    @abstractmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""

    @property
    def is_open(self) -> bool:
        """Whether something may be missing; not where another file of the log fills it."""
        return True

    def seen(self, wording: Wording) -> str:
        """What was seen, and what it may mean."""
        said = self._seen(wording)
        if self.owner is None:
            return said
        return wording._("Phone of {owner}: {what}").format(owner=self.owner, what=said)

    def advice(self, wording: Wording) -> str:
        """What the user can do."""
        return self._advice(wording)

    @abstractmethod
    def _seen(self, wording: Wording) -> str: ...

    @abstractmethod
    def _advice(self, wording: Wording) -> str: ...

    def as_json(self, wording: Wording) -> dict[str, Any]:
        """The sign as plain JSON values: its kind, its numbers, its two sentences; times in UTC."""
        values = {each.name: _plain(getattr(self, each.name)) for each in fields(self)}
        sentences = {"seen": self.seen(wording), "advice": self.advice(wording)}
        return {"kind": self.kind, "open": self.is_open} | values | sentences


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return iso_utc(value)
    return list(value) if isinstance(value, tuple) else value
