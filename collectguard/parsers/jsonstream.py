"""Objects of a JSON array, or of lines of JSON, one after the other; damage costs what it hits."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from collectguard.parsers.pieces import visible
from collectguard.parsers.source import SourceFacts

_LONGEST = 1 << 26
"""Characters of one object: what goes on longer is no record of a phone."""
_BETWEEN = re.compile(r"[\s,\[\]]*")
_BLANKS = re.compile(r"\s*")
_ANYWHERE = re.compile(r"[\[,\r\n]\s*(?=\{)")
_INDENTED = re.compile(r"(?:\r\n|\n|\r)([ \t]*)$")
_NEAR_END = 16
"""An error so near to the end of what was read may be of an object that goes on."""
_OVERLAP = 64

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)


class Found(NamedTuple):
    """An object, or why there is none."""

    line: int
    """Line on which it begins, counted from 1."""
    values: dict[str, object] | None
    reason: str = ""
    excerpt: str = ""


def objects(pieces: Iterator[str], facts: SourceFacts) -> Iterator[Found]:
    """Yield every object at the top, numbers in it as text; what cannot be read, with the reason."""
    return _Reader(pieces, facts).objects()


class _Reader:
    def __init__(self, pieces: Iterator[str], facts: SourceFacts) -> None:
        self.pieces = pieces
        self.facts = facts
        self.text = ""
        self.place = 0
        self.line = 1
        self.ended = False
        self.is_array = False
        self.beginning = _ANYWHERE
        """How the objects of this file begin, by the first."""

    def objects(self) -> Iterator[Found]:
        while self._skip_to_object():
            line = self.line
            if self.beginning is _ANYWHERE and self.text.startswith("{", self.place):
                self.beginning = self._beginning()
                self.is_array = self.is_array or self.text.lstrip().startswith("[")
            try:
                values, end = self._object()
            except (ValueError, RecursionError) as error:
                excerpt = visible(self.text[self.place : self.place + 400])
                cut_off = self._skip_damage() and _is_cut_off(error)
                yield Found(line, None, "truncated" if cut_off else f"malformed: {_said(error)}", excerpt)
            else:
                self._move_to(end)
                yield Found(line, values)
        if self.is_array and not self.text.rstrip().endswith("]"):
            self.facts.note("truncated: the file ends before its closing bracket")

    def _skip_to_object(self) -> bool:
        """Go to the next object; whether there is one, or anything else that should be one."""
        while True:
            between = _BETWEEN.match(self.text, self.place)
            self._move_to(between.end() if between else self.place)
            if self.place < len(self.text):
                return True
            if not self._read():
                return False

    def _object(self) -> tuple[dict[str, object], int]:
        """The object here, and where it ends.

        Raises:
            ValueError: It cannot be read.
            RecursionError: It is nested too deeply.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.place)
            except json.JSONDecodeError as error:
                length = len(self.text) - self.place
                if self.ended or not _is_cut_off(error) or length > _LONGEST:
                    raise
                while len(self.text) - self.place < 2 * length and self._read():
                    pass  # twice as much before it is tried again: an attachment may be long
            else:
                if not isinstance(value, dict):
                    raise ValueError("no object")  # noqa: TRY004 - the file is at fault
                return value, end

    def _beginning(self) -> re.Pattern[str]:
        indented = _INDENTED.search(self.text, max(0, self.place - 200), self.place)
        if indented is None and not _BLANKS.fullmatch(self.text, 0, self.place):
            return _ANYWHERE
        indent = indented[1] if indented else ""
        return re.compile(rf"[\r\n]{indent}(?=\{{)")

    def _skip_damage(self) -> bool:
        """Go to where the next object begins; whether that is nowhere."""
        self._move_to(min(self.place + 1, len(self.text)))
        while True:
            begins = self.beginning.search(self.text, self.place)
            if begins is not None:
                self._move_to(begins.end())
                return False
            self._move_to(max(self.place, len(self.text) - (0 if self.ended else _OVERLAP)))
            if not self._read():
                self._move_to(len(self.text))
                return True

    def _move_to(self, place: int) -> None:
        self.line += self.text.count("\n", self.place, place)
        self.place = place

    def _read(self) -> bool:
        """Read on; whether there was anything."""
        piece = next(self.pieces, None)
        if piece is None:
            self.ended = True
            return False
        kept = max(0, self.place - _OVERLAP * 4)  # what stands before an object says how objects begin
        self.text = self.text[kept:] + piece
        self.place -= kept
        return True


def _is_cut_off(error: Exception) -> bool:
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= len(error.doc) - _NEAR_END


def _said(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)[:80]
