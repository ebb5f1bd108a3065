"""The sign that a clock was wrong or a phone unreachable: messages sent long before, or after, they came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from collectguard.provenance import file_name
from collectguard.schema import Log
from collectguard.statistics.completeness.sign import Sign
from collectguard.wording import Wording


@dataclass(frozen=True, kw_only=True)
class SentTimes(Sign):
    """Messages of one file whose time of sending does not fit the time at which they were received."""

    kind: ClassVar[str] = "sent_times"
    source: str
    late: int
    """Received more than 24 hours after they were sent."""
    early: int
    """Received more than 2 minutes before they were sent, which cannot be."""
    largest_s: int
    """The largest of these differences in seconds, without its sign."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("messages that came long after, or before, the time at which they were sent")

    def _seen(self, wording: Wording) -> str:
        _ = wording._
        parts = [
            _("{file} holds for messages the time of sending by the network's clock as well.").format(
                file=file_name(self.source)
            )
        ]
        if self.late:
            parts.append(
                _("Received more than a day after it: {n}; a phone that was off gets messages late.").format(
                    n=wording.count(self.late)
                )
            )
        if self.early:
            parts.append(
                _(
                    "Received more than two minutes before it, which cannot be: {n}; one of the two clocks "
                    "was wrong, often by whole hours and often that of the network."
                ).format(n=wording.count(self.early))
            )
        parts.append(_("The largest difference: {length}.").format(length=self._length(wording)))
        return wording.together(parts)

    def _length(self, wording: Wording) -> str:
        _ = wording._
        if self.largest_s >= 172_800:
            return _("{n} days").format(n=f"{self.largest_s / 86_400:,.0f}")
        if self.largest_s >= 7_200:
            return _("{n} hours").format(n=f"{self.largest_s / 3_600:,.0f}")
        return _("{n} minutes").format(n=f"{self.largest_s / 60:,.0f}")

    def _advice(self, wording: Wording) -> str:
        return wording._(
            "All figures rest on the time of receipt. Look at the messages in question before you rely on "
            "their hour; if the phone was off or its clock was set, write down when."
        )


def sent_times(log: Log) -> Iterator[SentTimes]:
    """The files with messages whose two times do not fit, where the parser takes note of both."""
    for path, clocks in zip(log.sources["path"], log.sources["clocks"], strict=True):
        if isinstance(clocks, Mapping) and (clocks["late"] or clocks["early"]):
            yield SentTimes(source=str(path), **clocks)
