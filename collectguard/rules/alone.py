"""Rules before the time of which a carrier's list alone holds the calls: answered ones only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

import pandas as pd

from collectguard import statistics
from collectguard.rules.kinds import AfterConversation
from collectguard.rules.speech import Speech
from collectguard.rules.view import View
from collectguard.schema import Log

_WITH_UNANSWERED: Final = ("any", "calls", "attempts")
"""Bases that calls which were not answered are part of."""


@dataclass(frozen=True)
class Alone:
    """The time in which lists alone hold the calls of a phone."""

    spans: tuple[statistics.Span, ...]
    lists_alone: bool
    """Whether every call that is known stands in a list."""

    @classmethod
    def of(cls, log: Log) -> Self:
        """That of one log; nothing where no carrier's list was read."""
        known = statistics.witnesses(log)
        return cls(tuple(dict.fromkeys(known.answered_only)), known.lists_alone)

    def nothing_for(self, view: View) -> bool:
        """Whether a rule counts what no list holds, and there is nothing else: a zero would mean nothing."""
        return self.lists_alone and _basis(view) == "attempts"

    def unseen(self, view: View) -> tuple[str, ...]:
        """That a count of this rule is a lower bound, where that is so."""
        speech = view.speech
        counts_them = isinstance(view.rule.condition, AfterConversation) or _basis(view) in _WITH_UNANSWERED
        spans = [span for span in self.spans if _in_force(view, span)]
        if not counts_them or not spans:
            return ()
        return (
            speech._(
                "The calls of {time} are known from a carrier's list alone, which holds answered calls only: "
                "calls of that time that were not answered are not counted, so the figure is a lower bound."
            ).format(time=_times(spans, speech)),
        )

    def said(self, speech: Speech) -> Iterator[str]:
        """What no rule could be measured against."""
        if self.spans:
            yield speech._(
                "Calls that were not answered are not known for {time}, since a carrier's list leaves them "
                "out: what counts them could not be measured there."
            ).format(time=_times(self.spans, speech))


def _basis(view: View) -> str | None:
    """What the rule counts; ``None`` where its condition leaves no choice."""
    return getattr(view.rule.condition, "basis", None)


def _in_force(view: View, span: statistics.Span) -> bool:
    """Whether the rule was in force on a date of the span."""
    first, last = (moment.tz_convert(view.settings.tz).date() for moment in span)
    start, end = view.rule.effective_from, view.rule.effective_to
    return (start is None or last >= start) and (end is None or first <= end)


def _times(spans: Iterable[tuple[pd.Timestamp, pd.Timestamp]], speech: Speech) -> str:
    """Spans by their local dates."""
    return speech.listing(speech.dates(*span) for span in spans)
