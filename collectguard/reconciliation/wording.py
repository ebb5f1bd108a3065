"""What came of a reconciliation in sentences: two sources agree or not, never why."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from collectguard.i18n import Translate
from collectguard.reconciliation.agreement import Agreement
from collectguard.reconciliation.calls import least_talk_s
from collectguard.reconciliation.offset import LEAST_SUPPORT
from collectguard.reconciliation.results import Owner
from collectguard.reconciliation.spans import Span, Spans

_HOUR: Final = 3600
_MOST_SPANS: Final = 3


def statuses(_: Translate) -> Mapping[str, str]:
    """What became of a call, by ``status``."""
    return {
        "matched": _("in both"),
        "only_phone": _("in the phone's log only"),
        "only_list": _("in the list only"),
        "answered_in_list": _("answered in the list, not answered in the phone"),
        "outside_list": _("not covered by a list"),
        "outside_phone": _("not covered by the phone's log"),
        "other_sim": _("over a SIM card without a list"),
        "not_comparable": _("not comparable: number not shown"),
        "short": _("too short to count"),
        "repeated": _("the same call in a further file"),
    }


def directions(_: Translate) -> Mapping[str, str]:
    """Which way a call went, by ``direction``."""
    return {"in": _("incoming call"), "out": _("outgoing call")}


def how(_: Translate) -> Mapping[str, str]:
    """How a pair was found, by ``how``."""
    return {
        "number": _("by number"),
        "masked": _("by the visible digits"),
        "hidden": _("by time and talk time alone; the list does not show the number"),
        "unmasked": _("by time and talk time alone; the phone does not show the number, the list does"),
        "clock": _("by number; the clocks differ otherwise than for most pairs"),
        "masked_clock": _("by the visible digits; the clocks differ otherwise than for most pairs"),
    }


def result(status: str, how_found: str | None, _: Translate) -> str:
    """What became of one call, and how that was found where it was not by its number."""
    said = statuses(_)[status]
    if how_found is None or how_found == "number":
        return said
    return _("{what} ({how})").format(what=said, how=how(_)[how_found])


def headline(found: Agreement, _: Translate) -> str:
    """How many calls the two sources agree on, and of how many."""
    if not found.judged:
        return _("The phone's log and the carrier's list hold no answered call at a time that both cover.")
    if not found.matched:
        return _(
            "The phone's log and the carrier's list agree on none of {judged} answered calls at times that "
            "both cover. Check that the list belongs to this phone and to this SIM card, and leave it out if "
            "not: here the calls of both are counted."
        ).format(judged=f"{found.judged:,}")
    return _(
        "Two independent sources, the phone's log and the carrier's list, agree on {matched} of {judged} "
        "answered calls at times that both cover."
    ).format(matched=f"{found.matched:,}", judged=f"{found.judged:,}")


def basis(found: Agreement, connected_min_s: int, _: Translate) -> str:
    """What the calls of the headline are."""
    return _(
        "Counted are answered calls, incoming and outgoing, of at least {s} s at times that both sources "
        "cover: {matched} stand in both, {only_phone} in the phone's log only, {only_list} in the list only."
    ).format(
        s=least_talk_s(connected_min_s),
        matched=f"{found.matched:,}",
        only_phone=f"{found.only_phone:,}",
        only_list=f"{found.only_list:,}",
    )


def clocks(found: Agreement, _: Translate) -> Iterator[str]:
    """How the times of the pairs differ."""
    if not found.matched:
        return
    yield _(
        "Time in the list less time in the phone: {offset} s in the median, spread {spread} s (width of the "
        "middle half), from {low} s to {high} s. The phone notes when it begins to ring, a list mostly when "
        "talk begins, so ring time is part of it."
    ).format(
        offset=f"{found.offset_s:,g}" if found.offset_s is not None else "",
        spread=f"{found.spread_s:,g}" if found.spread_s is not None else "",
        low=f"{found.lowest_s:,}",
        high=f"{found.highest_s:,}",
    )
    if found.other_clock:
        yield _(
            "Of the pairs, {n} share another difference of the clocks, and the figures above are without "
            "them: a clock may have been set in between, or the lists may be of carriers whose clocks differ."
        ).format(n=f"{found.other_clock:,}")
    if found.zone_shift_s is not None:
        yield _(
            "That comes close to {hours} h: one of the files may have been read by another time zone, or a "
            "clock was set to one. Check the zone (--tz)."
        ).format(hours=f"{found.zone_shift_s / _HOUR:+g}")
    if not found.offset_certain:
        yield _(
            "The offset of the clocks is uncertain, since fewer than {n} calls, or no more than chance would "
            "give, agree on one: the clocks were taken to be equal but for ring time."
        ).format(n=LEAST_SUPPORT)


def talk_times(found: Agreement, _: Translate) -> Iterator[str]:
    """How the talk times of the pairs differ."""
    if not found.matched:
        return
    yield _(
        "Talk times of the pairs: equal in {equal}, 1 s apart in {near}, further apart in {larger}; the "
        "largest difference is {largest} s."
    ).format(
        equal=f"{found.durations.equal:,}",
        near=f"{found.durations.within_1_s:,}",
        larger=f"{found.durations.larger:,}",
        largest=f"{found.durations.largest_s:,}",
    )
    if found.minutes:
        yield _("The list gives whole minutes, so the phone's talk times were rounded up to compare them.")


def left_aside(found: Agreement, _: Translate) -> Iterator[str]:
    """What was not judged, and why; each only where there is such a call."""
    sentences = (
        (
            found.not_answered,
            _(
                "Calls of the phone that were not answered: {n}. A list holds answered calls only, so it is "
                "no discrepancy that they are not in it."
            ),
        ),
        (
            found.outside_list,
            _(
                "Answered calls of the phone before the first call of a list, after its last one or between "
                "two lists, not judged: {n}."
            ),
        ),
        (
            found.outside_phone,
            _(
                "Calls of the list at times that the phone's log does not cover, not judged: {n}. A phone "
                "drops its oldest calls, and later ones came after its backup."
            ),
        ),
        (
            found.answered_in_list,
            _(
                "Calls that the phone holds as not answered and the list as answered: {n}. Another telephone "
                "or a voice mailbox to which calls are forwarded may have answered. They stand in both "
                "sources and are not judged here; each counts once, as not answered."
            ),
        ),
        (
            found.other_sim,
            _(
                "Calls of the phone over a SIM card of which the lists hold hardly any call, not judged: "
                "{n}. Ask for the list of that card as well."
            ),
        ),
        (
            found.not_comparable,
            _("Calls that cannot be compared, since a source does not show the number: {n}."),
        ),
        (
            found.counted_twice_at_most,
            counted_twice(_),
        ),
        (found.masked, _("Pairs in which the list shows some digits only, which agree: {n}.")),
        (
            found.hidden,
            _(
                "Pairs by time and talk time alone, since the list does not show the number: {n}. They are "
                "less certain."
            ),
        ),
        (
            found.unmasked,
            _(
                "Calls that the phone shows without a number and the list with one: {n}. They were matched "
                "by time and equal talk time, and no other call comes into question."
            ),
        ),
        (found.short, _("Calls too short to count: {n}.")),
        (found.repeated, _("Calls that a further file of the same source holds as well: {n}.")),
        (
            found.incomplete,
            _("Calls without a usable time, talk time, direction or outcome, not compared: {n}."),
        ),
    )
    for number, sentence in sentences:
        if number:
            yield sentence.format(n=f"{number:,}")


def counted_twice(_: Translate) -> str:
    """How many contacts may count twice, since the list does not name them; ``{n}`` is left open."""
    return _(
        "Up to {n} contacts may be counted twice: so many incoming calls of the list cannot be compared, "
        "since a source does not show the number, and the phone may hold the same calls."
    )


def coverage(owner: Owner, tz: str, _: Translate) -> str:
    """By what times calls are judged, those of the phone and those of the list."""
    judged = _(
        "Judged are only times that calls of both prove to be covered: in the phone's log {phone}; in the "
        "list {listed}."
    ).format(phone=_times(owner.phone_spans, tz, _), listed=_times(owner.list_spans, tz, _))
    if len(owner.list_spans) < 2:
        return judged
    between = _(
        "Between the last call of one list and the first of the next nothing is judged, even where no month "
        "is missing."
    )
    return _("{first} {second}").format(first=judged, second=between)


def messages(owner: Owner, _: Translate) -> Iterator[str]:
    """What became of the messages in the lists; nothing where not both sources hold messages."""
    if (found := owner.messages) is not None:
        yield _(
            "Messages in the carrier's list: {paired} stand in the phone as well and count once; {folded} "
            "further rows within seconds of one of those are taken as parts of the same long message; {left} "
            "stand in the list only and count on their own."
        ).format(paired=f"{found.paired:,}", folded=f"{found.folded:,}", left=f"{found.left:,}")


def compared(owner: Owner, connected_min_s: int, tz: str, _: Translate) -> tuple[str, ...]:
    """All there is to say of an owner, the headline first; nothing where not both sources were read."""
    of_calls = sentences(owner.agreement, connected_min_s, _) if owner.compared else ()
    judged = (coverage(owner, tz, _),) if owner.compared else ()
    return (*of_calls[:2], *judged, *of_calls[2:], *messages(owner, _))


def _times(spans: Spans, tz: str, _: Translate) -> str:
    """First to last second of each; of many only the whole, and how many there are."""
    if len(spans) > _MOST_SPANS:
        whole = Spans([Span(spans[0].first_s, spans[-1].last_s)])
        return _("{time} with gaps, {n} spans").format(time=_times(whole, tz, _), n=len(spans))
    return _(", ").join(f"{_local(span.first_s, tz)} – {_local(span.last_s, tz)}" for span in spans)


def _local(second: int, tz: str) -> str:
    return f"{pd.Timestamp(second, unit='s', tz='UTC').tz_convert(tz):%Y-%m-%d %H:%M:%S}"


def sentences(found: Agreement, connected_min_s: int, _: Translate) -> tuple[str, ...]:
    """All there is to say, the headline first."""
    return (
        headline(found, _),
        basis(found, connected_min_s, _),
        *clocks(found, _),
        *talk_times(found, _),
        *left_aside(found, _),
    )
