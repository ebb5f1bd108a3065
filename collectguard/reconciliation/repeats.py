"""The same call or message in two files of one witness that write it in different form: it counts once."""

from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Ints
from collectguard.reconciliation.forms import Form, could_differ, epoch_ms, forms_of
from collectguard.reconciliation.readings import NO_PART, Keys, Side, readings, side_of
from collectguard.schema import CARRIER, has_usable_time

_COLUMNS: Final = [
    "event_id", "kind", "direction", "started_at", "time_quality", "duration_s", "party", "party_class",
    "body", "part_digest", "source_id",
]  # fmt: skip
_REACH_MS: Final = 60_000
"""So far apart two rows may stand of which one has no seconds."""


def repeats(events: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """The event id that is kept, for each event that another file of the same witness holds in other form.

    Files of one witness, the phone or its carrier, may write one call in different form: a backup to the
    millisecond and the table of an app to the second; a list with whole numbers and one that masks them; talk
    times in seconds and in whole minutes. Two rows are the same where all that both write is equal at the
    precision of the coarser one: the other side (or a mask that fits it), the direction, the time, the talk
    time, and of messages the text. That is no tolerance: what is compared is what the coarser file says. In
    one point alone two lists may differ: by one second of talk time, which carriers round up or down.

    Files of one form stay under the rule of duplicates. As there, the k-th row of one file meets the k-th of
    another, never one of its own, so a file loses no row to another of its rows. The finest form keeps the
    row, whatever the order of the files.

    Args:
        events: ``EVENT_DTYPES``.
        sources: ``SOURCE_DTYPES``.
    """
    found: dict[str, str] = {}
    if len(sources) < 2:
        return found
    for _, files in sources.groupby(["owner", "witness"], sort=True):
        if not could_differ(files):
            continue
        rows = events.loc[events["source_id"].isin(files.index), _COLUMNS]
        rows = rows[has_usable_time(rows)]
        is_call = (rows["kind"] == "call").to_numpy(bool)
        for sort in (rows[is_call], rows[~is_call]):
            found |= _of_witness(sort, files)
    return found


def _of_witness(rows: pd.DataFrame, files: pd.DataFrame) -> dict[str, str]:
    """The same for the calls, or the messages, of one owner by one witness."""
    of_file = forms_of(rows, files)
    forms = sorted(set(of_file.values()))
    if len(forms) < 2:
        return {}
    place = {number: forms.index(form) for number, form in of_file.items()}
    rows = rows.assign(form=rows["source_id"].map(place).to_numpy(np.int64), ms=epoch_ms(rows))
    rows = rows.drop_duplicates(["event_id", "form"]).sort_values(["form", "ms", "duration_s", "event_id"])
    holders: dict[str, int] = {}  # the forms that hold an id, a bit each
    for event_id, form in zip(rows["event_id"].tolist(), rows["form"].tolist(), strict=True):
        holders[event_id] = holders.get(event_id, 0) | 1 << form
    once = rows.drop_duplicates("event_id")
    ids: list[str] = once["event_id"].tolist()
    held = np.array([holders[event_id] for event_id in ids], object)
    home = once["form"].to_numpy(np.int64)
    side = side_of(once, is_list=bool((files["witness"] == CARRIER).all()))
    kept: dict[str, str] = {}
    is_copy = np.zeros(len(ids), bool)
    for first, second in combinations(range(len(forms)), 2):
        own = np.flatnonzero((home == first) & ~is_copy)
        theirs = np.flatnonzero((home == second) & ~is_copy)
        own, theirs = _near(side, own, theirs)
        own = own[(held[own] & (1 << second)) == 0] if len(own) else own
        pairs = _same(
            side.take(own), side.take(theirs), once["party"].cat.categories, (forms[first], forms[second])
        )
        for one, its in zip(own[pairs[0]].tolist(), theirs[pairs[1]].tolist(), strict=True):
            if held[one] & held[its] == 0:  # what stands twice in one form is two calls
                kept[ids[its]] = ids[one]
                held[one] |= held[its]
                is_copy[its] = True
    return kept


def _near(side: Side, own: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Those of both that lie in the time of the other."""
    if not (len(own) and len(theirs)):
        return own[:0], theirs[:0]
    at = side.at_ms
    low = max(at[own].min(), at[theirs].min()) - _REACH_MS
    high = min(at[own].max(), at[theirs].max()) + _REACH_MS
    return own[(at[own] >= low) & (at[own] <= high)], theirs[(at[theirs] >= low) & (at[theirs] <= high)]


def _same(own: Side, theirs: Side, parties: pd.Index, forms: tuple[Form, Form]) -> tuple[Ints, Ints]:
    """Places of rows on both sides that are the same, each at most once."""
    open_own, open_theirs = np.ones(len(own.party), bool), np.ones(len(theirs.party), bool)
    found: list[tuple[Ints, Ints]] = [(np.array([], np.int64), np.array([], np.int64))]
    if len(own.party) and len(theirs.party):
        for own_keys, their_keys in readings(own, theirs, parties, forms):
            pairs = _kth_with_kth(own_keys, their_keys, open_own, open_theirs)
            open_own[pairs[0]] = open_theirs[pairs[1]] = False
            found.append(pairs)
    first, second = zip(*found, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _kth_with_kth(own: Keys, theirs: Keys, open_own: Bools, open_theirs: Bools) -> tuple[Ints, Ints]:
    sides = []
    for keys, left in ((own, open_own), (theirs, open_theirs)):
        part = left & np.logical_and.reduce([key != NO_PART for key in keys])
        places = np.flatnonzero(part)
        frame = pd.DataFrame({str(number): key[places] for number, key in enumerate(keys)})
        frame["k"] = frame.groupby(list(frame.columns), sort=False).cumcount()
        sides.append(frame.assign(place=places))
    on = [*map(str, range(len(own))), "k"]
    pairs = sides[0].merge(sides[1], on=on, suffixes=("", "_theirs"))
    return pairs["place"].to_numpy(np.int64), pairs["place_theirs"].to_numpy(np.int64)
