"""How many ways a repeat leaves open where what it repeats can match one text in several ways.

`(?:a|ab){1,40}` and `(?:a?a){1,40}` have a bound and hold no other repeat, and a row of `a` keeps `re` busy
for ever: each pass chooses again, and all choices are tried before the pattern is given up.
"""

from collections.abc import Iterable
from itertools import combinations
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

from collectguard.content.needs import starts

_REPEATS: Final = (ops.MAX_REPEAT, ops.MIN_REPEAT)


def choices(pattern: str) -> int:
    """The most ways in which a repeat of a pattern that compiles can choose; 1 where it never can."""
    return _dearest(_parser.parse(pattern))


def _dearest(parsed: Iterable[tuple[Any, Any]]) -> int:
    found = 1
    for op, value in parsed:
        if op in _REPEATS and value[1] > 1:
            found = max(found, _ways(value[2]) ** int(value[1]))
        found = max([found, *map(_dearest, _inside(op, value))])
    return found


def _ways(parsed: Iterable[tuple[Any, Any]]) -> int:
    """In how many ways one pass can match where it matches at all, at most."""
    ways = 1
    for op, value in parsed:
        if op is ops.BRANCH and any(_overlap(*pair) for pair in combinations(value[1], 2)):
            ways *= len(value[1])
        elif op in _REPEATS and value[0] != value[1]:
            ways *= 2
        ways *= max(map(_ways, _inside(op, value)), default=1)
    return ways


def _inside(op: Any, value: Any) -> list[Any]:
    if op is ops.BRANCH:
        return list(value[1])
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op in _REPEATS:
        return [value[2]]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    return []


def _overlap(one: Any, other: Any) -> bool:
    """Whether two alternatives can begin with the same character, or one of them be empty."""
    first, second = starts(one), starts(other)
    if first is None and second is None:
        return True
    if first is not None and second is not None:
        return not first or not second or bool(first & second)
    known, rest = (first, other) if first is not None else (second or frozenset(), one)
    left_out = _left_out(rest)
    return not known or not known <= left_out


def _left_out(parsed: Any) -> frozenset[str]:
    """Characters with which a row cannot begin because a class at its head leaves them out."""
    op, value = parsed[0]
    if op is ops.NOT_LITERAL:
        return frozenset(chr(value))
    if op is not ops.IN or value[0][0] is not ops.NEGATE:
        return frozenset()
    return frozenset(chr(inner) for kind, inner in value[1:] if kind is ops.LITERAL)
