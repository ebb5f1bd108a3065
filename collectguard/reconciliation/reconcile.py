"""The phone's calls held against the carrier's list."""

from itertools import groupby

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import (
    CARRIER,
    Bools,
    Calls,
    Ints,
    LeftOut,
    calls_of,
    epoch_s,
    repeated,
)
from collectguard.reconciliation.candidates import in_minutes
from collectguard.reconciliation.engine import Matching, match
from collectguard.reconciliation.frame import NONE, frame_of, in_order
from collectguard.reconciliation.results import Agreement, Owner, Reconciliation
from collectguard.reconciliation.spans import Spans
from collectguard.schema import Log, has_usable_time
from collectguard.settings import Settings


def reconcile(events: pd.DataFrame, sources: pd.DataFrame, settings: Settings) -> Reconciliation | None:
    """Which answered calls stand in both the phone's log and the carrier's list, and which in one only.

    A list holds answered calls only, so calls that nobody took are counted and left alone. Only times
    that both cover are judged. What ``events["counterpart"]`` says already plays no part.

    Args:
        events: ``EVENT_DTYPES``.
        sources: ``SOURCE_DTYPES``; ``witness`` tells lists from phones.
        settings: Zone of the months, and the shortest talk time that counts.

    Returns:
        The pairs and the figures; ``None`` unless for some owner both hold a call with a usable time.
    """
    listed = sources["witness"].to_numpy()[events["source_id"].to_numpy(np.int64)] == CARRIER
    is_call = (events["kind"] == "call").to_numpy(bool)
    owners = events["owner"].astype("str").to_numpy()
    found = [
        _of_owner(events, is_call & (owners == owner), listed, settings)
        for owner in sorted(set(owners[is_call]))
    ]
    if not any(owner.phone_spans and owner.list_spans for _, owner in found):
        return None
    calls = pd.concat([frame for frame, _ in found], ignore_index=True)
    each = [owner.agreement for _, owner in found]
    compared = [one for one in each if one.matched]
    total = Agreement.of(
        calls,
        settings.tz,
        certain=all(one.offset_certain for one in compared),
        minutes=any(one.minutes for one in compared),
        left_out=_summed([left for one in each for left in one.left_out]),
    )
    return Reconciliation(calls, total, tuple(owner for _, owner in found))


def reconcile_log(log: Log) -> Reconciliation | None:
    """`reconcile` of a log that has been read."""
    return reconcile(log.events, log.sources, log.settings)


def _of_owner(
    events: pd.DataFrame, calls: Bools, listed: Bools, settings: Settings
) -> tuple[pd.DataFrame, Owner]:
    source_ids = events["source_id"].to_numpy(np.int64)
    timed = calls & has_usable_time(events).to_numpy(bool)
    phone, phone_again, phone_left = _witness(events, calls & ~listed, "phone")
    other, list_again, list_left = _witness(events, calls & listed, "list")
    spans = [
        Spans.of(epoch_s(events.loc[known, "started_at"]), source_ids[known])
        for known in (timed & ~listed, timed & listed)
    ]
    matching = match(phone, other, events["party"].cat.categories)
    own_alone = np.setdiff1d(np.arange(len(phone)), matching.pairs.phone)
    their_alone = np.setdiff1d(np.arange(len(other)), matching.pairs.list)
    status = _status_of_pairs(phone, other, matching, settings)
    offset = _offset(phone, other, matching)
    status += _status(
        phone.take(own_alone),
        matching.phone_unclear[own_alone],
        spans[1],
        offset=offset,
        settings=settings,
        side="phone",
    )
    status += _status(
        other.take(their_alone),
        matching.list_unclear[their_alone],
        spans[0],
        offset=-offset,
        settings=settings,
        side="list",
    )
    own = np.concatenate(
        [
            phone.rows[matching.pairs.phone], phone.rows[own_alone], _none(their_alone),
            phone_again, _none(list_again),
        ]
    )  # fmt: skip
    theirs = np.concatenate(
        [
            other.rows[matching.pairs.list], _none(own_alone), other.rows[their_alone],
            _none(phone_again), list_again,
        ]
    )  # fmt: skip
    status += ["repeated"] * (len(own) - len(status))
    how = [*matching.how, *[None] * (len(own) - len(matching.how))]
    frame = in_order(frame_of(events, own, theirs, how, status))
    agreement = Agreement.of(
        frame,
        settings.tz,
        certain=matching.offset is not None,
        minutes=in_minutes(other),
        left_out=(*phone_left, *list_left),
    )
    return frame, Owner(str(events.loc[calls, "owner"].iloc[0]), agreement, *spans)


def _witness(events: pd.DataFrame, where: Bools, name: str) -> tuple[Calls, Ints, tuple[LeftOut, ...]]:
    """The calls of one side, the places of those that another file of it holds already, what was left out."""
    calls, left_out = calls_of(events, where, name)
    again = repeated(calls, events["source_id"].to_numpy(np.int64))
    return calls.take(~again), calls.rows[again], left_out


def _none(calls: Ints) -> Ints:
    return np.full(len(calls), NONE, np.int64)


def _offset(phone: Calls, other: Calls, matching: Matching) -> int:
    """What carries a time from the phone's clock to the list's; without any pair the clocks are equal."""
    if not len(matching.pairs.phone):
        return 0
    return round(float(np.median(other.at_s[matching.pairs.list] - phone.at_s[matching.pairs.phone])))


def _status_of_pairs(phone: Calls, other: Calls, matching: Matching, settings: Settings) -> list[str]:
    """A pair counts where either side gives it the talk time that is asked for."""
    talked = np.maximum(phone.duration_s[matching.pairs.phone], other.duration_s[matching.pairs.list])
    return ["short" if seconds < settings.connected_min_s else "matched" for seconds in talked.tolist()]


def _status(
    calls: Calls, unclear: Bools, covered: Spans, *, offset: int, settings: Settings, side: str
) -> list[str]:
    """The status of calls without a partner.

    What does not count comes first, then what the other side cannot know, then what it may hold without
    the number.
    """
    across = "list" if side == "phone" else "phone"
    status = np.full(len(calls), f"only_{side}", "U14")
    status[unclear] = "not_comparable"
    status[~covered.cover(calls.at_s + offset)] = f"outside_{across}"
    status[calls.duration_s < settings.connected_min_s] = "short"
    return [str(each) for each in status]


def _summed(each: list[LeftOut]) -> tuple[LeftOut, ...]:
    def key(left: LeftOut) -> tuple[str, str]:
        return left.witness, left.reason

    return tuple(
        LeftOut(*name, sum(left.calls for left in group))
        for name, group in groupby(sorted(each, key=key), key=key)
    )
