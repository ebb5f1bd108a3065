"""The sign of a silence, in words."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd

from collectguard.statistics.completeness.sign import Sign
from collectguard.wording import Wording

Sort = Literal["all", "calls", "messages"]
Place = Literal["within", "before", "after"]


@dataclass(frozen=True, kw_only=True)
class Silent(Sign):
    """A time in which a phone recorded nothing of a sort, whoever it may have been from or to."""

    kind: ClassVar[str] = "silence"
    sort: Sort
    """Of what there is nothing: of calls and messages, of calls, of messages."""
    place: Place
    """``within`` the records of this sort, or ``before`` the first or ``after`` the last of them, while the
    other sort was recorded."""
    start: pd.Timestamp
    """The last record before it; before the first, that of the other sort with which the log begins. UTC."""
    end: pd.Timestamp
    """The first record after it; after the last, that of the other sort with which the log ends. UTC."""
    days: float
    """Its length in days of 24 hours."""
    chance: float
    """Upper bound of the chance that a log of this rhythm holds such a silence; see ``rhythm``."""
    others: int
    """Records of the other sort within it."""
    listed: int
    """Calls in a carrier's list within it, while the silence is one of calls."""
    covered: bool
    """Whether a file holds records of this sort from before and from after it. If not, one file ends before
    it and another begins after it."""

    @classmethod
    def looked_for(cls, wording: Wording) -> str:
        """What is looked for, as a list names it."""
        return wording._("a day or more without any contact that the phone's own rhythm makes improbable")

    def _seen(self, wording: Wording) -> str:
        _ = wording._
        parts = [self._what(wording)]
        if self.place == "within" and not self.covered:
            parts.append(
                _("No file given reaches across this time: one ends before it, another begins after it.")
            )
        if self.listed:
            sentence = _("The carrier's list holds calls of that time: {n}.")
            parts.append(sentence.format(n=wording.count(self.listed)))
        parts.append(
            _(
                "By the rhythm of this phone in the weeks around it, fewer than one log in 1,000 would hold "
                "so long a silence. A phone that was off or abroad, or a log that was cleared, looks the "
                "same."
            )
            if self.place == "within"
            else _(
                "By the rhythm of this phone some would be expected there. Phones keep calls for less long "
                "than messages; a log that was cleared, or a backup of one sort only, looks the same."
            )
        )
        return wording.together(parts)

    def _what(self, wording: Wording) -> str:
        _ = wording._
        sentence = {
            ("all", "within"): _(
                "From {start} to {end} ({days} days) there is neither a call nor a message, in or out, of "
                "anybody."
            ),
            ("calls", "within"): _(
                "From {start} to {end} ({days} days) there is no call, in or out, of anybody. Messages in "
                "that time: {others}."
            ),
            ("messages", "within"): _(
                "From {start} to {end} ({days} days) there is no message, in or out, of anybody. Calls in "
                "that time: {others}."
            ),
            ("calls", "before"): _(
                "The calls begin only at {end}, the messages {days} days earlier, at {start}. Messages from "
                "before the first call: {others}."
            ),
            ("messages", "before"): _(
                "The messages begin only at {end}, the calls {days} days earlier, at {start}. Calls from "
                "before the first message: {others}."
            ),
            ("calls", "after"): _(
                "The calls end at {start}, the messages {days} days later, at {end}. Messages from after the "
                "last call: {others}."
            ),
            ("messages", "after"): _(
                "The messages end at {start}, the calls {days} days later, at {end}. Calls from after the "
                "last message: {others}."
            ),
        }[self.sort, self.place]
        return sentence.format(
            start=wording.moment(self.start),
            end=wording.moment(self.end),
            days=f"{self.days:,.1f}" if self.days < 10 else f"{self.days:,.0f}",
            others=wording.count(self.others),
        )

    def _advice(self, wording: Wording) -> str:
        _ = wording._
        if self.place == "within" and self.covered:
            return _(
                "If you know why, write it down now. If it was recorded elsewhere (an earlier backup, a "
                "second phone, the carrier's list), give that as well. Do not count these days as quiet ones."
            )
        if self.sort == "messages":
            return _(
                "Give a backup made in that time or soon after it, if there is one. Do not count these days "
                "as quiet ones."
            )
        return _(
            "Give a backup made in that time or soon after it, or ask the carrier for its list of these "
            "months, which holds the answered calls. Do not count these days as quiet ones."
        )
