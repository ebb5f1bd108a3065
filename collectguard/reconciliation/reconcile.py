"""The phone's calls held against the carrier's list."""

from typing import Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.agreement import Agreement
from collectguard.reconciliation.calls import (
    Bools,
    Calls,
    Ints,
    LeftOut,
    calls_of,
    epoch_s,
    least_talk_s,
    not_taken,
)
from collectguard.reconciliation.candidates import in_minutes
from collectguard.reconciliation.engine import match
from collectguard.reconciliation.frame import frame_of, in_order, none
from collectguard.reconciliation.judging import Sides, judge
from collectguard.reconciliation.messages import match_messages
from collectguard.reconciliation.results import Owner, Reconciliation
from collectguard.reconciliation.spans import Spans
from collectguard.schema import CARRIER, Log, are_copies, has_usable_time
from collectguard.settings import Settings

_COLUMNS: Final = [
    "event_id", "owner", "direction", "outcome", "started_at", "time_quality", "duration_s", "party",
    "party_class", "sim", "source_id", "duplicate_of", "counterpart",
]  # fmt: skip


def reconcile(events: pd.DataFrame, sources: pd.DataFrame, settings: Settings) -> Reconciliation | None:
    """Which answered calls stand in both the phone's log and the carrier's list, and which in one only.

    A list holds answered calls only, so calls that nobody took are counted and left alone. Only times
    that both cover are judged. Of ``events["counterpart"]`` only copies are taken, which `repeats` has found.

    Args:
        events: ``EVENT_DTYPES``.
        sources: ``SOURCE_DTYPES``; ``witness`` tells lists from phones.
        settings: Zone of the months, and the shortest talk time that counts.

    Returns:
        The pairs and the figures, the owner of the settings first; ``None`` unless for some owner both hold a
        call, or a message, with a usable time.
    """
    calls = events.loc[(events["kind"] == "call").to_numpy(bool), _COLUMNS].reset_index(drop=True)
    listed = sources["witness"].to_numpy()[calls["source_id"].to_numpy(np.int64)] == CARRIER
    messages = match_messages(events, sources).owners
    if (listed.all() or not listed.any()) and not messages:
        return None
    owners = calls["owner"].astype("str").to_numpy()
    in_turn = sorted({*owners, *messages}, key=lambda owner: (owner != settings.owner, owner))
    found = [_of_owner(calls, owner, owners == owner, listed, settings) for owner in in_turn]
    each = tuple(owner._replace(messages=messages.get(owner.owner)) for _, owner in found)
    if not any(owner.compared or owner.messages for owner in each):
        return None
    frame = pd.concat([frame for frame, _ in found], ignore_index=True)
    return Reconciliation(frame, each)


def reconcile_log(log: Log) -> Reconciliation | None:
    """`reconcile` of a log that has been read."""
    return reconcile(log.events, log.sources, log.settings)


def _of_owner(
    events: pd.DataFrame, owner: str, its: Bools, listed: Bools, settings: Settings
) -> tuple[pd.DataFrame, Owner]:
    source_ids = events["source_id"].to_numpy(np.int64)
    usable = has_usable_time(events).to_numpy(bool)
    phone_spans, list_spans = (
        Spans.of(epoch_s(events.loc[known, "started_at"]), source_ids[known])
        for known in (its & usable & ~listed, its & usable & listed)
    )
    copies = are_copies(events).to_numpy(bool)
    phone, phone_again, phone_left = _witness(events, its & ~listed, copies, "phone")
    other, list_again, list_left = _witness(events, its & listed, copies, "list")
    matching = match(phone, other, events["party"].cat.categories)
    sides = Sides(phone, other, not_taken(events, its & ~listed & ~copies), phone_spans, list_spans)
    verdicts = judge(sides, matching, events, least_talk_s(settings.connected_min_s))
    again = len(phone_again) + len(list_again)
    frame = frame_of(
        events,
        np.concatenate([verdicts.phone, phone_again, none(list_again)]),
        np.concatenate([verdicts.listed, none(phone_again), list_again]),
        [*verdicts.how, *[None] * again],
        [*verdicts.status, *["repeated"] * again],
    )
    frame = in_order(frame)
    agreement = Agreement.of(
        frame,
        settings.tz,
        certain=matching.offset is not None,
        minutes=in_minutes(other),
        left_out=(*phone_left, *list_left),
    )
    return frame, Owner(owner, agreement, phone_spans, list_spans)


def _witness(
    events: pd.DataFrame, where: Bools, copies: Bools, name: str
) -> tuple[Calls, Ints, tuple[LeftOut, ...]]:
    """The calls of one side, the places of those that another file of it holds already, what was left out."""
    calls, left_out = calls_of(events, where & ~copies, name)
    again = np.flatnonzero(where & copies & events["duplicate_of"].isna().to_numpy(bool))
    return calls, again, left_out
