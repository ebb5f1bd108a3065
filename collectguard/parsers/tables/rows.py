"""One row of a list to one record, or to the reason why it is none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from collectguard.errors import InputError
from collectguard.parsers.pieces import visible
from collectguard.parsers.tables.cells import Row, has_lost_digits
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
        self.times = Timekeeper(layout, sample, years_of(titles, file_name), given.order)
        self.default_kind = _default_kind(layout, [*titles, file_name])
        self.of_two_numbers = "peer" not in layout.columns and {"caller", "callee"} <= layout.columns.keys()
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
        word = direction_word(self.layout.cell("direction", cells))
        if word is None and _is_total(cells):
            self.tally.counts["passed over"] += 1
            return None
        if self.times.is_date_row(cells):
            return None
        kind = self._kind(cells)
        if kind == "none":
            return Rejected(ordinal, row.line, "no_contact: data traffic", _excerpt(cells))
        when = self.times.when(cells)
        signs = self._signs(cells, word)
        if when is None:
            when = When(self._raw_time(cells), None, "missing")
            if signs + bool(when.raw) < 2:
                return self._no_call(ordinal, row)
            self.tally.counts["time"] += 1
        elif not signs:
            return Rejected(ordinal, row.line, "incomplete: nobody is named", _excerpt(cells))
        self.tally.counts["records"] += 1
        return self._record(ordinal, row, kind, word, when)

    def _record(self, ordinal: int, row: Row, kind: str, word: str | None, when: When) -> Record:
        layout, cells = self.layout, row.cells
        raw_duration = layout.cell("duration", cells)
        duration = None if raw_duration in _NO_VALUE else raw_duration
        seconds = seconds_of(duration, layout.unit) if duration is not None else None
        raw_word = layout.cell("direction", cells)
        caller, callee = layout.cell("caller", cells), layout.cell("callee", cells)
        if word is None and self.own is not None:
            tails = spelled(caller), spelled(callee)
            word = "out" if self.own == tails[0] else "in" if self.own == tails[1] else None
        meaning = meaning_of(word, kind, seconds)
        android = layout.android_codes and raw_word.isdecimal()
        if not android:
            if kind == Kind.CALL:
                self.tally.outcomes[meaning.outcome] += 1
            if meaning.direction == "unknown":
                self.tally.unclear[raw_word] += 1
        if duration is not None and seconds is None:
            self.tally.counts["duration"] += 1
        party = self._party(cells, caller, callee, meaning.direction)
        understood = Understood(
            when.at,
            when.quality,
            None if android else meaning.direction,
            None if android else meaning.outcome,
            seconds,
        )
        return Record(
            ordinal=ordinal,
            line=row.line,
            kind=kind,
            type_code=raw_word or None,
            party_raw=party,
            date=when.raw or None,
            duration=duration if kind == Kind.CALL else None,
            body=layout.cell("body", cells) or None,
            subject=None,
            contact_name=layout.cell("name", cells) or None,
            presentation=None,
            sim=None,
            part_count=0 if kind == Kind.MMS else None,
            part_digest=None,
            understood=understood,
        )

    def _party(self, cells: Sequence[str], caller: str, callee: str, direction: str) -> str | None:
        party = self.layout.cell("peer", cells)
        if self.of_two_numbers:
            if self.own is not None and self.own in {spelled(caller), spelled(callee)}:
                party = callee if self.own == spelled(caller) else caller
            else:
                party = {"in": caller, "out": callee}.get(direction, "")
        elif not party and "peer" not in self.layout.columns:
            party = callee or caller
        if "*" in party or party in _NO_VALUE or is_word("masked", party):
            self.tally.counts["masked"] += 1
        elif has_lost_digits(party):
            self.tally.counts["digits"] += 1
        return party or None

    def _kind(self, cells: Sequence[str]) -> str:
        return kind_word(self.layout.cell("kind", cells)) or self.default_kind

    def _signs(self, cells: Sequence[str], word: str | None) -> int:
        """How many things a row says that only a call or message has."""
        parties = [self.layout.cell(role, cells) for role in ("peer", "caller", "callee")]
        return (
            (word is not None)
            + (seconds_of(self.layout.cell("duration", cells), self.layout.unit) is not None)
            + any(_is_party(party) for party in parties)
            + bool(self.layout.cell("body", cells))
        )

    def _raw_time(self, cells: Sequence[str]) -> str:
        return " ".join(filter(None, (self.layout.cell("time", cells), self.layout.cell("clock", cells))))

    def _no_call(self, ordinal: int, row: Row) -> Rejected | None:
        filled = sum(bool(cell) for cell in row.cells)
        if filled < 3 or not self.tally.counts["records"]:
            self.tally.counts["passed over"] += 1
            return None
        return Rejected(ordinal, row.line, "unreadable_row: no time", _excerpt(row.cells))


def _default_kind(layout: Layout, titles: list[str]) -> str:
    """Messages where a list has texts, or no durations and a title that says so; else calls."""
    if "duration" in layout.columns:
        return Kind.CALL
    if "body" in layout.columns or "信息类型" in layout.header:
        return Kind.SMS
    about_messages = any(has_word("message_title", title) for title in titles)
    about_calls = any(has_word("call_title", title) for title in titles)
    return Kind.SMS if about_messages and not about_calls else Kind.CALL


def _is_total(cells: Sequence[str]) -> bool:
    """Whether one of the first two cells with anything in them begins like a total or a remark."""
    filled = [cell for cell in cells if cell][:2]
    return any(begins_with("total", cell) for cell in filled)


def _is_party(text: str) -> bool:
    return "*" in text or sum(character.isdecimal() for character in text) >= _LEAST_DIGITS


def _excerpt(cells: Sequence[str]) -> str:
    return visible(" | ".join(cell for cell in cells if cell))
