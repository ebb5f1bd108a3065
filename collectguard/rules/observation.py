"""What one condition observed about one subject, or why it could not look."""

from dataclasses import dataclass
from typing import Protocol

from collectguard.findings import DayCount, Grade
from collectguard.rules.subjects import Subject


class TextHit(Protocol):
    """A message that the reading of messages has put into a category."""

    @property
    def event_id(self) -> str:
        """The message."""

    @property
    def category(self) -> str:
        """Such as ``threat``."""

    @property
    def severity(self) -> str:
        """One of `kinds.SEVERITIES`."""


@dataclass(frozen=True)
class Observation:
    """Counts with their rows and the sentence that says them; a rule makes a finding of it."""

    subject: Subject
    observed: int
    limit: int
    window: str
    days: tuple[DayCount, ...]
    event_ids: tuple[str, ...]
    sentence: str
    notes: tuple[str, ...] = ()
    boundary_count: int = 0
    graded: Grade | None = None
    phones: tuple[str, ...] | None = None
    """Labels of those on whose phones it was counted; ``None`` is the owner's own alone."""

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """Sorts the highest figure first, and what stands for many numbers last."""
        return self.subject.kind == "owner", -self.observed, self.subject.key, self.window


class Unready(Exception):  # noqa: N818 -- no error: the rule waits for something
    """The condition lacks something; the message says what, in the language of the report."""
