"""One row of a list to one record, or to the reason why it is none."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from collectguard.errors import InputError
from collectguard.parsers.pieces import visible
from collectguard.parsers.tables.cells import Row, UnendedRow, has_lost_digits
from collectguard.parsers.tables.columns import ColumnMap
from collectguard.parsers.tables.durations import seconds_of
from collectguard.parsers.tables.layout import Layout
from collectguard.parsers.tables.meanings import direction_word, kind_word, meaning_of
from collectguard.parsers.tables.owner import own_number, spelled
from collectguard.parsers.tables.times import Timekeeper, When
from collectguard.parsers.tables.vocabulary import begins_with, has_word, is_word
from collectguard.parsers.tables.years import years_of
from collectguard.records import Kind, Record, Rejected, Understood

_LEAST_DIGITS = 3
_KEPT = 8192
"""Answers that are remembered: a list has a few hundred numbers and names."""
_new = tuple.__new__
_NO_VALUE = frozenset({"", "-", "--", "—", "——", "/", "null", "NULL", "None", "N/A"})


@dataclass
class Tally:
    """What has to be said of a file once all its rows are read."""

    counts: Counter[str] = field(default_factory=Counter)
    unclear: Counter[str] = field(default_factory=Counter)
    """Directions that are not understood."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """Of calls."""


class RowReader:
    """Reads the rows of one list."""

    def __init__(
        self, layout: Layout, sample: Sequence[Sequence[str]], *, titles: list[str],
        file_name: str, given: ColumnMap, tally: Tally,
    ) -> None:  # fmt: skip
        self.layout = layout
        self.tally = tally
        self.width = max(layout.columns.values()) + 1
        """Cells of a row that has all columns of the list."""
        self.usual = max(Counter(map(len, sample)).items(), key=itemgetter(1, 0), default=(0, 0))[0]
        """Cells of most rows."""
        places = [layout.columns.get(role, -1) for role in _Values._fields]  # -1: the empty cell behind all
        self.pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*places)
        self.time = layout.columns.get("time", sys.maxsize)
        self.times = Timekeeper(layout, sample, years_of(titles, file_name), given.order)
        self.default_kind = _default_kind(layout, [*titles, file_name])
        self.of_two_numbers = "peer" not in layout.columns and {"caller", "callee"} <= layout.columns.keys()
        self.titles: set[tuple[str, ...]] = set()
        """Rows of one cell that were passed over: a file may be cut into millions of equal ones."""
        self.own: str | None = None
        if self.of_two_numbers:
            self.own = own_number(layout, sample, [*titles, file_name], given)
            if self.own is None and sample and "direction" not in layout.columns:
                raise InputError(
                    "the list names caller and called, and nothing says which of them is the owner.",
                    "Give the owner's number: --columns own=NUMBER",
                )

    def item(self, ordinal: int, row: Row) -> Record | Rejected | None:
        """The record of a row; ``None`` for titles, totals and rows that are a date for those below."""
        cells = row.cells
        if len(cells) - cells.count("") != 1:
            return self._item(ordinal, row)
        lone = tuple(cells)
        if lone in self.titles:
            self.tally.counts["passed over"] += 1
            return None
        before = self.tally.counts["passed over"]
        item = self._item(ordinal, row)
        if self.tally.counts["passed over"] > before and len(self.titles) < _KEPT:
            self.titles.add(lone)
        return item

    def _item(self, ordinal: int, row: Row) -> Record | Rejected | None:
        cells = row.cells
        values = self._values(cells)
        word = direction_word(values.direction) if values.direction else None
        if word is None and _is_total(cells):
            self.tally.counts["passed over"] += 1
            return None
        if len(cells) - cells.count("") <= 2 and self.times.is_date_row(cells):
            return None
        kind = (kind_word(values.kind) if values.kind else None) or self.default_kind
        if kind == "none":
            return Rejected(ordinal, row.line, "no_contact: data traffic", _excerpt(cells))
        fault = None
        when = self.times.when(values.time, values.clock)
        if when is None:
            raw = " ".join(filter(None, (values.time, values.clock)))
            if self._signs(values, word) + bool(raw) < 2:
                return self._no_call(ordinal, row)
            when = When(raw, None, "missing")
            self.tally.counts["time"] += 1
        elif word is None and not self._signs(values, word):
            fault = "incomplete: nobody is named"
        if len(cells) < self.usual and isinstance(row, UnendedRow):
            fault = "truncated"
        if fault is not None:
            return Rejected(ordinal, row.line, fault, _excerpt(cells))
        self.tally.counts["records"] += 1
        return self._record(ordinal, row.line, kind=kind, word=word, when=when, values=values)

    def is_dated(self, cells: list[str]) -> bool:
        """Whether a number stands where the time should be: no header begins with one."""
        cell = cells[self.time] if self.time < len(cells) else ""
        return cell[:1].isdecimal() if cell else self.layout.is_dated(cells)

    def _values(self, cells: list[str]) -> "_Values":
        """The cells by role; empty where a row is too short or the list has no such column."""
        lacking = self.width - len(cells)
        return _new(_Values, self.pick([*cells, *[""] * lacking, ""] if lacking > 0 else [*cells, ""]))

    def _record(
        self, ordinal: int, line: int, *, kind: str, word: str | None, when: When, values: "_Values"
    ) -> Record:
        duration = None if values.duration in _NO_VALUE else values.duration
        seconds = seconds_of(duration, self.layout.unit) if duration is not None else None
        if word is None and self.own is not None:
            both = spelled(values.caller), spelled(values.callee)
            word = "out" if self.own == both[0] else "in" if self.own == both[1] else None
        direction: str | None
        outcome: str | None
        direction, outcome = meaning_of(word, kind, seconds and 1)
        party = self._party(values, direction)
        if self.layout.android_codes and values.direction.isdecimal():
            direction = outcome = None
        else:
            if kind == Kind.CALL:
                self.tally.outcomes[outcome] += 1
            if direction == "unknown":
                self.tally.unclear[values.direction] += 1
        if duration is not None and seconds is None:
            self.tally.counts["duration"] += 1
        # Without the constructors, which take as long as all the rest: there are as many as rows.
        return _new(
            Record,
            (
                ordinal, line, kind, values.direction or None, party, when.raw or None,
                duration if kind == Kind.CALL else None, values.body or None, None,
                _name(values.name, values.peer) if values.name else None, None, None,
                0 if kind == Kind.MMS else None, None,
                _new(Understood, (when.at, when.quality, direction, outcome, seconds, None)),
            ),
        )  # fmt: skip

    def _party(self, values: "_Values", direction: str) -> str | None:
        party = values.peer
        if self.of_two_numbers:
            party = self._other_number(values, direction)
        elif not party and "peer" not in self.layout.columns:
            party = values.callee or values.caller
        if (doubt := _doubt(party)) is not None:
            self.tally.counts[doubt] += 1
        return party or None

    def _other_number(self, values: "_Values", direction: str) -> str:
        caller, callee = spelled(values.caller), spelled(values.callee)
        if self.own is not None and self.own in {caller, callee}:
            return values.callee if self.own == caller else values.caller
        return {"in": values.caller, "out": values.callee}.get(direction, "")

    def _signs(self, values: "_Values", word: str | None) -> int:
        """How many things a row says that only a call or message has."""
        return (
            (word is not None)
            + (seconds_of(values.duration, self.layout.unit) is not None)
            + any(map(_is_party, (values.peer, values.caller, values.callee)))
            + bool(values.body)
        )

    def _no_call(self, ordinal: int, row: Row) -> Rejected | None:
        filled = sum(bool(cell) for cell in row.cells)
        if filled < 3 or not self.tally.counts["records"]:
            self.tally.counts["passed over"] += 1
            return None
        return Rejected(ordinal, row.line, "unreadable_row: no time", _excerpt(row.cells))


class _Values(NamedTuple):
    """The cells of a row by role."""

    time: str
    clock: str
    duration: str
    peer: str
    caller: str
    callee: str
    direction: str
    kind: str
    name: str
    body: str


def _default_kind(layout: Layout, titles: list[str]) -> str:
    """Messages where a list has texts, or no durations and a title that says so; else calls."""
    if "duration" in layout.columns:
        return Kind.CALL
    if "body" in layout.columns or "信息类型" in layout.header:
        return Kind.SMS
    about_messages = any(has_word("message_title", title) for title in titles)
    about_calls = any(has_word("call_title", title) for title in titles)
    return Kind.SMS if about_messages and not about_calls else Kind.CALL


@lru_cache(maxsize=_KEPT)
def _doubt(party: str) -> str | None:
    """What has to be counted of a number: ``masked``, or ``digits`` that were lost."""
    if "*" in party or party in _NO_VALUE or (not party.isdecimal() and is_word("masked", party)):
        return "masked"
    return "digits" if has_lost_digits(party) else None


@lru_cache(maxsize=_KEPT)
def _name(name: str, peer: str) -> str | None:
    """The contact's name; none where an app writes that it knows none, or the number in its place."""
    if name in _NO_VALUE or is_word("no_name", name):
        return None
    digits = spelled(name)
    return None if digits and digits == spelled(peer) else name


def _is_total(cells: Sequence[str]) -> bool:
    """Whether one of the first two cells with anything in them begins like a total or a remark."""
    return any(begins_with("total", cell) for cell in islice(filter(None, cells), 2))


@lru_cache(maxsize=_KEPT)
def _is_party(text: str) -> bool:
    return "*" in text or sum(character.isdecimal() for character in text) >= _LEAST_DIGITS


def _excerpt(cells: Sequence[str]) -> str:
    return visible(" | ".join(cell for cell in cells if cell))
