"""What is said of each call: in both, in one only, or not to be judged, and why."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.reconciliation.calls import Bools, Calls, Ints
from collectguard.reconciliation.engine import Matching
from collectguard.reconciliation.frame import NONE, none
from collectguard.reconciliation.masks import numbers_behind
from collectguard.reconciliation.pairing import near
from collectguard.reconciliation.spans import Spans
from collectguard.reconciliation.windows import Windows

_LISTED_SHARE: Final = 0.1
"""Of the calls over a SIM card: with fewer in a list, the list is that of another card."""


class Verdicts(NamedTuple):
    """Rows for `frame_of`."""

    phone: Ints
    listed: Ints
    how: list[str | None]
    status: list[str]


class Sides(NamedTuple):
    """The calls of one owner by both witnesses."""

    phone: Calls
    listed: Calls
    not_taken: Calls
    """Of the phone, those that nobody answered."""
    phone_spans: Spans
    list_spans: Spans


def judge(sides: Sides, matching: Matching, events: pd.DataFrame, least_s: int) -> Verdicts:
    """A verdict on each pair and on each call without a partner.

    A pair counts where either side gives it the shortest talk time that counts.

    Args:
        sides: All calls.
        matching: What became of them.
        events: The frame in which the calls stand.
        least_s: Shortest talk time that counts.
    """
    phone, other, pairs = sides.phone, sides.listed, matching.pairs
    sims, parties = events["sim"], events["party"].cat.categories
    own = np.setdiff1d(np.arange(len(phone)), pairs.phone)
    theirs = np.setdiff1d(np.arange(len(other)), pairs.list)
    talked = np.maximum(phone.duration_s[pairs.phone], other.duration_s[pairs.list])
    matched = np.where(talked < least_s, "short", "matched")
    offset = _offset(phone, other, matching)
    only_phone = np.full(len(own), "only_phone", object)
    covered = sides.list_spans.cover(phone.at_s[own] + offset)
    other_card = _over_another_sim(sims.iloc[phone.rows[pairs.phone]], sims.iloc[phone.rows[own]], covered)
    only_phone[other_card] = "other_sim"
    only_phone[matching.phone_unclear[own]] = "not_comparable"
    only_phone[~covered] = "outside_list"
    only_phone[phone.duration_s[own] < least_s] = "short"
    only_list = np.full(len(theirs), "only_list", object)
    only_list[matching.list_unclear[theirs]] = "not_comparable"
    only_list[~sides.phone_spans.cover(other.at_s[theirs] - offset)] = "outside_phone"
    named = np.flatnonzero(~matching.list_unclear[theirs])
    known, how = none(theirs), np.full(len(theirs), None, object)
    known[named], how[named] = _not_answered_here(
        sides.not_taken, other.take(theirs[named]), matching.windows, parties
    )
    only_list[known != NONE] = "answered_in_list"
    only_list[other.duration_s[theirs] < least_s] = "short"
    return Verdicts(
        np.concatenate([phone.rows[pairs.phone], phone.rows[own], known]),
        np.concatenate([other.rows[pairs.list], none(own), other.rows[theirs]]),
        [*matching.how, *[None] * len(own), *how.tolist()],
        [str(each) for each in np.concatenate([matched, only_phone, only_list])],
    )


def _offset(phone: Calls, other: Calls, matching: Matching) -> int:
    """What carries a time from the phone's clock to the list's; without any pair the clocks are equal."""
    if not len(matching.pairs.phone):
        return 0
    return round(float(np.median(other.at_s[matching.pairs.list] - phone.at_s[matching.pairs.phone])))


def _over_another_sim(paired: pd.Series, alone: pd.Series, covered: Bools) -> Bools:
    """Which calls went over a SIM card whose list is not among the files: hardly any of its calls is.

    Args:
        paired: Cards of the calls with a partner.
        alone: Cards of those without.
        covered: Which of the latter a list covers.
    """
    in_list, missing = paired.value_counts(), alone[covered].value_counts()
    cards = in_list.index.union(missing.index)
    if len(cards) < 2 or in_list.empty:
        return np.zeros(len(alone), bool)
    found = in_list.reindex(cards, fill_value=0)
    share = found / (found + missing.reindex(cards, fill_value=0))
    return alone.isin(cards[share < _LISTED_SHARE]).to_numpy(bool)


def _not_answered_here(
    not_taken: Calls, alone: Calls, windows: Windows, parties: pd.Index
) -> tuple[Ints, npt.NDArray[np.object_]]:
    """For each call of the list the row of the one that the phone holds as not answered, or `NONE`; and how.

    A voice mailbox or another telephone to which calls are forwarded answers them. Number and time alone
    say so, since only one side has a talk time: those nearest in time are taken first, each once. A masked
    number stands for each that fits it.
    """
    fits = numbers_behind(alone.party, not_taken.party, parties)
    read_as = [
        (place, code)
        for place, party in enumerate(alone.party.tolist())
        for code in fits.get(party, (party,))
    ]  # fmt: skip
    places, codes = np.array(read_as, np.int64).reshape(-1, 2).T
    readings = alone.take(places)
    groups = not_taken.party * 2 + not_taken.outgoing, codes * 2 + readings.outgoing
    found, (own, theirs) = near(not_taken, readings, groups, windows)
    pairs = found.pairs(np.arange(len(not_taken)))
    phone, listed = own[pairs.phone], places[theirs[pairs.list]]
    _low, centre, _high = windows.columns(not_taken.outgoing[phone])
    apart = np.abs(alone.at_s[listed] - not_taken.at_s[phone] - centre)
    rows, how, used = none(alone.rows), np.full(len(alone), None, object), np.zeros(len(not_taken), bool)
    for place in np.lexsort((listed, phone, apart)).tolist():
        one, its = phone[place], listed[place]
        if rows[its] == NONE and not used[one]:
            rows[its], used[one] = not_taken.rows[one], True
            how[its] = "masked" if alone.party[its] in fits else "number"
    return rows, how
