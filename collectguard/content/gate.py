"""Patterns taken apart, so that on each text only those parts are tried that it could match.

Most of a lexicon cannot match a given text: the words are not there. Each alternative of a pattern is asked
first whether the characters that it needs occur at all, for all patterns in one pass over the text. What
comes out is what the whole pattern finds, to the character.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from collectguard.content.needs import Need, Shape, grams, shape_of
from collectguard.content.patterns import alternatives

_MOST_KEPT: Final = 2_000
"""Choices of alternatives that are remembered for one pattern."""
_MOST_PIECES: Final = 20_000
"""Pieces of texts that are remembered: phrases and marks come again and again."""
_LONGEST_PIECE: Final = 40
"""Characters of a piece that is remembered; links and long numbers are not."""
_PIECE: Final = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
"""Latin letters, digits and marks, or else what stands between two such rows: Latin words stay whole."""


Live = tuple[re.Pattern[str], ...]
"""Those alternatives of a pattern that can match a text."""


class Part:
    """One alternative of a pattern."""

    def __init__(self, text: str, needed: int) -> None:
        self._text, self.needed = text, needed

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The alternative alone; most are never asked for."""
        return re.compile(self._text)


class Gated:
    """A pattern of which only those alternatives are tried that can match."""

    __slots__ = ("_parts", "asked", "kept")

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self.asked = 0
        for part in parts:
            self.asked |= part.needed
        self.kept: dict[int, Live] = {}
        """Alternatives that can match, by which of the needs ``asked`` for are met."""

    def live(self, met: int) -> Live:
        """The alternatives that can match where these needs are met, in their order."""
        met &= self.asked
        found = self.kept.get(met)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            found = tuple(part.pattern for part in self._parts if part.needed & met == part.needed)
            self.kept[met] = found
        return found


def occurs(live: Live, text: str) -> bool:
    """Whether any of these alternatives matches anywhere."""
    return any(pattern.search(text) for pattern in live)


def spans(live: Live, text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern matches of which these alternatives can, as its ``finditer`` has it."""
    if len(live) > 1:
        return _merged(live, text)
    return (match.span() for pattern in live for match in pattern.finditer(text))


def _merged(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    """Matches of an alternation: the first place wins, and there the first alternative."""
    found = [(match, pattern) for pattern in patterns if (match := pattern.search(text)) is not None]
    while found:
        start, end = min((match for match, _pattern in found), key=re.Match.start).span()
        yield start, end
        found = [
            (match, pattern)
            for earlier, pattern in found
            if (match := earlier if earlier.start() >= end else pattern.search(text, end)) is not None
        ]


class Gate:
    """What the patterns of a lexicon need of a text, asked all at once."""

    def __init__(self) -> None:
        self._bits: dict[Need, int] = {}
        self._masks: dict[str, int] = {}
        self._pieces: dict[str, int] = {}
        """The needs that pieces of texts meet."""

    def taken_apart(self, pattern: str) -> Gated:
        """A pattern that compiles, by its alternatives."""
        parts = [(text, shape_of(text)) for text in alternatives(pattern)]
        if any(shape.may_be_empty for _text, shape in parts):  # where ``finditer`` has rules of its own
            parts = [(pattern, Shape(frozenset(), frozenset(), may_be_empty=True))]
        return Gated([Part(shape.quick(text), self._needed(shape.needs)) for text, shape in parts])

    def met(self, text: str) -> int:
        """Which needs a text meets, one bit each; asked for when all patterns are known."""
        met, known, before = 0, self._pieces, ""
        for row in _PIECE.findall(text):
            piece = before + row  # the pair that joins two rows counts as well
            found = known.get(piece)
            met |= self._met_by(piece) if found is None else found
            before = row[-1]
        return met

    def _met_by(self, piece: str) -> int:
        met, masks = 0, self._masks
        for gram in masks.keys() & grams(piece):
            met |= masks[gram]
        if len(piece) <= _LONGEST_PIECE:
            if len(self._pieces) >= _MOST_PIECES:
                self._pieces.clear()
            self._pieces[piece] = met
        return met

    def _needed(self, needs: Iterable[Need]) -> int:
        needed = 0
        for need in needs:
            bit = self._bits.get(need)
            if bit is None:
                bit = self._bits[need] = 1 << len(self._bits)
                for gram in need:
                    self._masks[gram] = self._masks.get(gram, 0) | bit
            needed |= bit
        return needed
