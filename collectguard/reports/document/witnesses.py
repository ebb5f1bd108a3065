"""Who knows the calls: what must be said where a carrier's list of answered calls stands alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import pandas as pd

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Paragraph
from collectguard.reports.document.phones import whose_phone
from collectguard.wording import Wording


@dataclass(frozen=True)
class Unanswered:
    """What is known of the calls to the owner's phone that nobody answered."""

    lists_alone: bool
    """Nothing: every call stands in a carrier's list."""
    partly: bool
    """Lists reach further than the phone's own log."""
    note: str
    """From when to when they are known, in one sentence; empty where lists leave no time to themselves."""

    @classmethod
    def of(cls, case: Case) -> Self:
        """That of the phone that the figures are about."""
        wording = Wording(case.log.settings)
        _ = wording._
        phone = case.witnesses.of(case.log.settings.owner)
        if phone.lists_alone:
            note = _("Calls that were not answered are not known: a carrier's list leaves them out.")
            return cls(lists_alone=True, partly=False, note=note)
        if not phone.answered_only:
            return cls(lists_alone=False, partly=False, note="")
        note = _("Calls that were not answered are known only for the time of the phone's own log, {time}.")
        return cls(lists_alone=False, partly=True, note=note.format(time=_times([phone.phone], wording)))

    def series(self, count: int, wording: Wording) -> str:
        """How many series of unanswered calls one number made."""
        _ = wording._
        if self.lists_alone:
            return _("not known: a carrier's list leaves unanswered calls out")
        times = wording.times(count)
        return _("{times}, in the time of the phone's own log").format(times=times) if self.partly else times


def witnesses_in_brief(case: Case, wording: Wording) -> list[Block]:
    """Of which witness the calls are, from when to when; nothing where no carrier's list was read."""
    return [Paragraph(sentence) for sentence in _each_phone(case, wording)]


def _each_phone(case: Case, wording: Wording) -> Iterator[str]:
    _ = wording._
    for phone in case.witnesses.listed:
        text = _(
            "The calls come from the phone's own log ({phone}) and from a carrier's list ({carrier}), which "
            "holds answered calls only."
        )
        if phone.lists_alone:
            text = _(
                "The calls are those of a carrier's list ({carrier}). Such a list holds answered calls only: "
                "missed, declined and blocked calls are not known, and counts of calls, also of those at "
                "night, are lower bounds."
            )
        elif phone.answered_only:
            text = _(
                "The calls come from the phone's own log ({phone}) and from a carrier's list ({carrier}), "
                "which holds answered calls only. Where the list stands alone ({alone}), missed, declined "
                "and blocked calls are not known, and counts of calls are lower bounds: a rise where the "
                "phone's own log begins may come from that alone."
            )
        sentence = text.format(
            phone=_times([phone.phone], wording),
            carrier=_times(phone.carrier or [None], wording),
            alone=_times(phone.answered_only, wording),
        )
        if phone.owner != case.log.settings.owner:
            whose = whose_phone(phone.owner, case, wording)
            sentence = _("Phone of {owner}: {what}").format(owner=whose, what=sentence)
        yield sentence


def rule_of_lists(case: Case, wording: Wording) -> Iterator[str]:
    """How counting goes on where lists stand alone: a rule of counting; nothing without such a time."""
    if not case.witnesses.answered_only:
        return
    yield wording._(
        "A carrier's list holds answered calls only. Where it stands alone ({alone}), a missed call that is "
        "not there is no zero: it is not known. Comparisons of the time before and after a date that reach "
        "into such a time count messages and answered calls only, on both sides; or, where the phone's own "
        "log holds a week or more on either side, the time of that log."
    ).format(alone=_alone(case, wording))


def left_out_by_lists(case: Case, wording: Wording) -> str:
    """What a carrier's list leaves out, and for what time nothing else is known here."""
    _ = wording._
    sentences = [
        _(
            "Calls that a carrier's list leaves out: such lists hold only calls that were answered. "
            "Missed, declined and blocked calls stand in the phone's log alone."
        )
    ]
    if alone := _alone(case, wording):
        sentences.append(_("For this time there is only a list here: {alone}.").format(alone=alone))
    return wording.together(sentences)


def told_of_lists(case: Case, wording: Wording) -> list[Block]:
    """What a comparison, or a quiet time, cannot mean where lists stand alone."""
    told = case.told
    if told is None or not case.witnesses.answered_only or (told.requests.empty and told.complaints.empty):
        return []
    text = wording._(
        "The calls of {alone} are known from a carrier's list alone, which holds answered calls only. "
        "Counts of that time are lower bounds, and a time without a contact is one without an answered call "
        "and without a message."
    )
    alone = _alone(case, wording)
    return [Paragraph(text.format(alone=alone), "note")]


def _alone(case: Case, wording: Wording) -> str:
    """The times of which lists alone know the calls; those of other people's phones with the name."""
    _ = wording._
    times = []
    for phone in case.witnesses.phones:
        if not phone.answered_only:
            continue
        time = _times(phone.answered_only, wording)
        if phone.owner != case.log.settings.owner:
            whose = whose_phone(phone.owner, case, wording)
            time = _("{time} (phone of {owner})").format(time=time, owner=whose)
        times.append(time)
    return _(", ").join(times)


def _times(spans: Iterable[tuple[pd.Timestamp, pd.Timestamp] | None], wording: Wording) -> str:
    """Spans by their local dates."""
    _ = wording._
    return _(", ").join(_("no usable time") if span is None else wording.dates(*span) for span in spans)
