"""Rules before the time of which a carrier's list alone holds the calls: answered ones only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

import pandas as pd

from collectguard import statistics
from collectguard.casefile.phones import not_owing, to_be_left_alone
from collectguard.rules.conditions.after_stop_request import spoken_of
from collectguard.rules.kinds import AfterConversation, AfterStopRequest, Condition, ThirdParty
from collectguard.rules.speech import Speech
from collectguard.rules.view import View
from collectguard.schema import Log
from collectguard.statements import CaseFile

_WITH_UNANSWERED: Final = ("any", "calls", "attempts")
"""Bases that calls which were not answered are part of."""


@dataclass(frozen=True)
class Alone:
    """The time in which lists alone hold the calls of the phones that a rule counts."""

    known: statistics.Witnesses
    """Of all phones that were read."""
    case: CaseFile
    owner: str
    """Label of the owner's own phone."""

    @classmethod
    def of(cls, log: Log, case: CaseFile) -> Self:
        """That of one log, with the phones of which a case file speaks."""
        return cls(statistics.witnesses(log), case, log.settings.owner)

    def nothing_for(self, view: View) -> bool:
        """Whether a rule counts what no list holds, and there is nothing else: a zero would mean nothing."""
        phones = self._counted(view.rule.condition)
        return _basis(view) == "attempts" and self.known.among(phones).lists_alone

    def unseen(self, view: View, phones: Iterable[str] | None) -> tuple[str, ...]:
        """That a count of this rule on these phones, or the own one, is a lower bound, where that is so."""
        speech = view.speech
        counts_them = isinstance(view.rule.condition, AfterConversation) or _basis(view) in _WITH_UNANSWERED
        times = self._spans((self.owner,) if phones is None else phones)
        spans = [span for span in times if _in_force(view, span)]
        if not counts_them or not spans:
            return ()
        return (
            speech._(
                "The calls of {time} are known from a carrier's list alone, which holds answered calls only: "
                "calls of that time that were not answered are not counted, so the figure is a lower bound."
            ).format(time=_times(spans, speech)),
        )

    def said(self, speech: Speech) -> Iterator[str]:
        """What no rule could be measured against on the owner's own phone."""
        if spans := self._spans((self.owner,)):
            yield speech._(
                "Calls that were not answered are not known for {time}, since a carrier's list leaves them "
                "out: what counts them could not be measured there."
            ).format(time=_times(spans, speech))

    def _spans(self, phones: Iterable[str]) -> tuple[statistics.Span, ...]:
        return tuple(dict.fromkeys(self.known.among(phones).answered_only))

    def _counted(self, condition: Condition) -> tuple[str, ...]:
        """The people on whose phones a rule counts, by their labels."""
        match condition:
            case ThirdParty():
                return not_owing(self.case, self.owner)
            case AfterStopRequest():
                stops = spoken_of(self.case, condition)
                return tuple(
                    label for stop in stops for label in to_be_left_alone(stop, self.case, self.owner)
                )
            case _:
                return (self.owner,)


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
