"""How two rows are read to compare them: each reading at the precision of the coarser of both."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Bools, Ints
from collectguard.reconciliation.candidates import whole_minutes_s
from collectguard.reconciliation.forms import Form, epoch_ms, hides_digits
from collectguard.reconciliation.masks import fitting, is_masked
from collectguard.schema import HIDDEN

NO_PART: Final = np.iinfo(np.int64).min
"""In place of a key: the row takes no part in this reading."""
_UNKNOWN: Final = -1
_MINUTE_MS: Final = 60_000

Keys = list[Ints]
_Both = tuple[Ints, Ints]


class Side(NamedTuple):
    """Rows of one witness, all calls or all messages; columns of equal length."""

    party: Ints
    """Codes of ``events["party"]``; all that have no number share one."""
    nameless: Bools
    """The file does not say with whom, or shows too few digits to compare."""
    way: Ints
    at_ms: Ints
    minute_only: Bools
    talk_s: Ints
    """-1 where it is not in the file, and for messages."""
    text: Ints
    """Codes of texts and attachments; `NO_PART` for messages of a phone without any."""

    def take(self, where: Ints | Bools) -> "Side":
        """Some of the rows, in their order."""
        columns = {name: column[where] for name, column in self._asdict().items()}
        return Side(**columns)


def side_of(rows: pd.DataFrame, *, is_list: bool) -> Side:
    """The columns of events with usable times."""
    parties = rows["party"].cat
    hidden = (rows["party_class"] == HIDDEN).to_numpy(bool)
    keys = map(str, parties.categories)
    unclear = np.array([hides_digits(key) and not is_masked(key) for key in keys], bool)
    codes = parties.codes.to_numpy().astype(np.int64)
    is_call = (rows["kind"] == "call").to_numpy(bool)
    return Side(
        party=np.where(hidden, len(unclear), codes),
        nameless=hidden | (unclear[codes] if len(codes) else hidden),
        way=rows["direction"].cat.codes.to_numpy().astype(np.int64),
        at_ms=epoch_ms(rows),
        minute_only=(rows["time_quality"] == "minute_only").to_numpy(bool),
        talk_s=np.where(is_call, rows["duration_s"].to_numpy(dtype=np.int64, na_value=_UNKNOWN), _UNKNOWN),
        text=np.zeros(len(rows), np.int64) if is_call.all() else _texts(rows, is_list=is_list),
    )


def readings(
    own: Side, theirs: Side, parties: pd.Index, forms: tuple[Form, Form]
) -> Iterator[tuple[Keys, Keys]]:
    """Keys by which rows of two forms are the same where all are equal, the strictest reading first.

    Args:
        own: Rows of the one form.
        theirs: Rows of the other.
        parties: The keys behind the codes of parties.
        forms: Both forms.
    """
    is_list = all(form.is_list for form in forms)
    unit_ms = max(form.unit_ms for form in forms)
    in_minutes = forms[0].whole_minutes, forms[1].whole_minutes
    for nameless, party in _parties(own, theirs, parties, is_list=is_list):
        for without_seconds, time in _times(own, theirs, unit_ms):
            if nameless and without_seconds:
                continue  # a minute and a talk time are too little to tell a call by
            for talk in _talk_times(own, theirs, in_minutes, is_list=is_list):
                yield (
                    [party[0], time[0], talk[0], own.way, own.text],
                    [party[1], time[1], talk[1], theirs.way, theirs.text],
                )


def _texts(rows: pd.DataFrame, *, is_list: bool) -> Ints:
    """Codes of kind, text and attachments together; spaces around a text are no part of it in a table."""
    body = rows["body"].fillna("").str.strip()
    digest = rows["part_digest"].fillna("")
    both = pd.DataFrame({"kind": rows["kind"].astype("str"), "body": body, "digest": digest})
    codes = both.groupby(["kind", "body", "digest"], sort=False).ngroup()
    if not is_list:
        codes = codes.mask((body == "") & (digest == ""), NO_PART)
    return np.asarray(codes, np.int64)


def _parties(own: Side, theirs: Side, parties: pd.Index, *, is_list: bool) -> Iterator[tuple[bool, _Both]]:
    """Readings of the other side, and whether one of both does not name it."""
    yield False, (own.party, theirs.party)
    for seen in _as_masks(own, theirs, parties):
        yield False, (seen, theirs.party)
    for seen in _as_masks(theirs, own, parties):
        yield False, (own.party, seen)
    if is_list:
        for one, other, exchanged in ((own, theirs, False), (theirs, own, True)):
            if other.nameless.any():
                both = np.zeros(len(one.party), np.int64), np.where(other.nameless, 0, NO_PART)
                yield True, both[::-1] if exchanged else both


def _as_masks(whole: Side, masked: Side, parties: pd.Index) -> Iterator[Ints]:
    """The numbers of the one as the other masks them; several times where several masks fit a number."""
    names = {
        str(parties[code]): code
        for side in (whole, masked)
        for code in np.unique(side.party[~side.nameless]).tolist()
    }
    masks = {str(parties[code]) for code in np.unique(masked.party[~masked.nameless]).tolist()}
    masks = {name for name in masks if is_masked(name)}
    if not masks:
        return
    seen_as: dict[int, list[int]] = {}
    for mask, numbers in fitting(masks, names).items():
        for number in numbers:
            seen_as.setdefault(names[number], []).append(names[mask])
    codes, place = np.unique(whole.party, return_inverse=True)
    for turn in range(max(map(len, seen_as.values()), default=0)):
        fits = [seen_as.get(code, [])[turn : turn + 1] for code in codes.tolist()]
        yield np.array([mask[0] if mask else NO_PART for mask in fits], np.int64)[place]


def _times(own: Side, theirs: Side, unit_ms: int) -> Iterator[tuple[bool, _Both]]:
    """Readings of the time, and whether one of both has no seconds."""
    exact = [np.where(side.minute_only, NO_PART, side.at_ms // unit_ms) for side in (own, theirs)]
    yield False, (exact[0], exact[1])
    minute = [side.at_ms // _MINUTE_MS for side in (own, theirs)]
    if theirs.minute_only.any():
        yield True, (minute[0], np.where(theirs.minute_only, minute[1], NO_PART))
    if own.minute_only.any():
        yield True, (np.where(own.minute_only, minute[0], NO_PART), minute[1])


def _talk_times(own: Side, theirs: Side, in_minutes: tuple[bool, bool], *, is_list: bool) -> Iterator[_Both]:
    """Readings of the talk time; a row without any says nothing of it."""
    first, second = own.talk_s, theirs.talk_s
    yield first, second
    steps = (0, 1, -1) if is_list else (0,)
    for step in steps if (first >= 0).any() and (second >= 0).any() else ():
        # The step is one of a second: of the side that gives seconds.
        shifted = _known(first, step * (in_minutes[1] and not in_minutes[0]))
        other = _known(second, step * (not in_minutes[1]))
        yield (_in_minutes(shifted), _in_minutes(other)) if any(in_minutes) else (shifted, other)
    for one, other, exchanged in ((first, second, False), (second, first, True)):
        if (other < 0).any() and (one >= 0).any():
            both = np.zeros(len(one), np.int64), np.where(other < 0, 0, NO_PART)
            yield both[::-1] if exchanged else both


def _known(talk_s: Ints, step_s: int) -> Ints:
    return np.where(talk_s < 0, NO_PART, talk_s + step_s)


def _in_minutes(talk_s: Ints) -> Ints:
    return np.where(talk_s == NO_PART, NO_PART, whole_minutes_s(talk_s))
