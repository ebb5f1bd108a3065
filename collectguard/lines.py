"""On which line of a TOML document each key stands; the reader of the standard library does not tell."""

import re
import tomllib
from bisect import bisect_right
from typing import Final

Place = tuple[str | int, ...]
"""Keys and indices that lead to a value: ``("actor", 1, "numbers", 0)``."""

_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACES: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # up to two quotes may stand before the closing three
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_SCALAR: Final = re.compile(r"[^,\]}\n#]*")


def key_lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table, key and array element of a TOML document.

    Args:
        text: A document that ``tomllib`` has read without complaint; of any other the result says nothing.

    Raises:
        RecursionError: Arrays are nested more deeply than Python can follow.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.read_document()
    return scanner.lines


def line_of(place: Place, lines: dict[Place, int]) -> int | None:
    """The line of the value, or of the table that should hold it; ``None`` for the document itself."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return None


class _Scanner:
    """Walks over a valid document and notes where it has come to. It reads values only to find their end."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._tables: dict[Place, int] = {}
        """The latest index of each array of tables."""

    def read_document(self) -> None:
        base: Place = ()
        while self._skip(_BLANK) < len(self._text):
            base = self._read_header() if self._char == "[" else self._read_pair(base)

    @property
    def _char(self) -> str:
        return self._text[self._at]

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        start = self._at
        return self._text[start : self._skip(pattern)]

    def _note(self, place: Place, at: int) -> None:
        self.lines.setdefault(place, bisect_right(self._ends, at - 1) + 1)

    def _read_header(self) -> Place:
        """``[a.b]`` or ``[[a.b]]``; gives the place of the table that begins."""
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        *parents, name = self._read_key()
        self._at += brackets
        place: Place = ()
        for key in parents:
            place = (*place, key)
            self._note(place, start)
            if place in self._tables:
                place = (*place, self._tables[place])
        place = (*place, name)
        self._note(place, start)
        if brackets == 2:
            self._tables[place] = self._tables.get(place, -1) + 1
            place = (*place, self._tables[place])
            self._note(place, start)
        return place

    def _read_key(self) -> list[str]:
        """A key with its dots, quotes taken off."""
        parts = []
        while True:
            self._skip(_SPACES)
            if self._char in "\"'":
                parts.append(str(tomllib.loads(f"key = {self._take(_STRING)}")["key"]))
            else:
                parts.append(self._take(_BARE_KEY))
            self._skip(_SPACES)
            if self._char != ".":
                return parts
            self._at += 1

    def _read_pair(self, base: Place) -> Place:
        """``key = value``; gives the place of the table in which the next pair stands: the same."""
        start, place = self._at, base
        for key in self._read_key():
            place = (*place, key)
            self._note(place, start)
        self._at += 1  # the equals sign
        self._skip(_SPACES)
        self._read_value(place)
        return base

    def _read_value(self, place: Place) -> None:
        if self._char == "[":
            self._read_array(place)
        elif self._char == "{":
            self._read_inline_table(place)
        elif self._char in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)

    def _read_array(self, place: Place) -> None:
        self._at += 1
        index = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._note((*place, index), self._at)
            self._read_value((*place, index))
            index += 1
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _read_inline_table(self, place: Place) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._read_pair(place)
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1
