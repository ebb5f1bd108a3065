"""What a text must hold for a pattern to match in it: groups of letters, one of each group.

It is read off the pattern as Python parses it, and errs on one side alone: a text without them cannot match,
a text with them need not.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

Need = frozenset[str]
"""Grams of which a text holds at least one."""

_MOST_IN_CLASS: Final = 16
_MOST_GRAMS: Final = 600
_REPEATS: Final = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_ROOMLESS: Final = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
"""What takes no room in a text; what it asks for tells little."""
_WORD: Final = re.compile(r"[a-z]{3,}")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


def grams(text: str) -> set[str]:
    """The characters of a text, its pairs of characters, and of small Latin letters the threes, too."""
    found = set(text)
    found.update(map(str.__add__, text, text[1:]))
    for word in _WORD.findall(text):
        found.update(_threes(word))
    return found


@lru_cache(maxsize=1 << 14)
def _threes(word: str) -> tuple[str, ...]:
    return tuple(map("".join, zip(word, word[1:], word[2:], strict=False)))


class Shape(NamedTuple):
    """What a pattern looks like from outside."""

    needs: frozenset[Need]
    """A text in which it matches holds a gram of each of these."""
    starts: Need
    """Characters with which its matches begin; none where they may be any."""
    may_be_empty: bool

    def quick(self, pattern: str) -> str:
        """The pattern so that `re` passes over places with another character at once."""
        if not self.starts:
            return pattern
        return f"(?=[{''.join(map(re.escape, sorted(self.starts)))}])(?:{pattern})"


def shape_of(pattern: str) -> Shape:
    """The shape of a pattern that compiles."""
    parsed = _parser.parse(pattern)
    empty = parsed.getwidth()[0] == 0
    if parsed.state.flags != re.UNICODE or empty:
        return Shape(frozenset(), frozenset(), may_be_empty=empty)
    starts, _open = _starts(parsed)
    needs = frozenset(need for need in _all(parsed) if len(need) <= _MOST_GRAMS)
    return Shape(needs, starts or frozenset(), may_be_empty=False)


def starts(parsed: Iterable[tuple[Any, Any]]) -> Need | None:
    """Characters that a row begins with: none where it can be empty, None where they may be many."""
    found, may_be_empty = _starts(parsed)
    return frozenset() if may_be_empty else found


def _starts(parsed: Iterable[tuple[Any, Any]]) -> tuple[Need | None, bool]:
    """Characters that a row can begin with, and whether it can be empty; None where many can."""
    found: Need = frozenset()
    for op, value in parsed:
        if op in _ROOMLESS:
            continue
        inner: Need | None = _characters(op, value) or None
        may_be_empty = False
        if op is ops.SUBPATTERN and not (value[1] or value[2]):
            inner, may_be_empty = _starts(value[3])
        elif op in _REPEATS:
            inner, may_be_empty = _starts(value[2])
            may_be_empty = may_be_empty or not value[0]
        elif op is ops.BRANCH:
            each = [_starts(branch) for branch in value[1]]
            inner = (
                None
                if any(one is None for one, _ in each)
                else frozenset().union(*(one or () for one, _ in each))
            )
            may_be_empty = any(one for _, one in each)
        if inner is None:
            return None, False
        found |= inner
        if not may_be_empty:
            return found, False
    return found, True


def _all(parsed: Iterable[tuple[Any, Any]]) -> Iterator[Need]:
    """The needs of what stands in a row; a row of single characters is taken as pairs or threes."""
    row: list[Need] = []
    for op, value in parsed:
        if op in _ROOMLESS:
            continue
        characters = _characters(op, value)
        if characters:
            row.append(characters)
            continue
        yield from _of_row(row)
        row = []
        if op is ops.SUBPATTERN:
            _group, added, removed, inner = value
            if not (added or removed):
                yield from _all(inner)
        elif op is ops.ATOMIC_GROUP:
            yield from _all(value)
        elif op in _REPEATS and value[0]:
            yield from _all(value[2])
        elif op is ops.BRANCH:
            tellings = [_most_telling(_all(branch)) for branch in value[1]]
            if all(tellings):
                yield frozenset().union(*tellings)
    yield from _of_row(row)


def _characters(op: Any, value: Any) -> Need:
    """What may stand at this place, if that is one of a few characters."""
    if op is ops.LITERAL:
        return frozenset(chr(value))
    if op is not ops.IN:
        return frozenset()
    found: set[str] = set()
    for kind, inner in value:
        if kind is ops.LITERAL:
            found.add(chr(inner))
        elif kind is ops.RANGE and inner[1] - inner[0] < _MOST_IN_CLASS:
            found.update(map(chr, range(inner[0], inner[1] + 1)))
        else:
            return frozenset()
    return frozenset(found) if len(found) <= _MOST_IN_CLASS else frozenset()


def _of_row(row: list[Need]) -> Iterator[Need]:
    if len(row) == 1:
        yield row[0]
    elif len(row) > 2 and all(characters <= _LETTERS for characters in row):
        for three in zip(row, row[1:], row[2:], strict=False):
            yield frozenset(map("".join, product(*three)))
    else:
        for pair in pairwise(row):
            yield frozenset(map("".join, product(*pair)))


def _most_telling(found: Iterable[Need]) -> Need:
    """The need that the fewest texts meet, as far as its look tells; empty if there is none."""
    return min(found, key=lambda need: (-min(map(len, need)), len(need), sorted(need)), default=frozenset())
