"""Patterns of lexica: sets filled in, and no repeat that a hostile text could make slow."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from collectguard.content.choices import choices
from collectguard.i18n import Sentence

LONGEST_REPEAT: Final = 40
DEAREST: Final = 4_000
"""Ways in which the repeats of a pattern may share out a text from one place."""

_SET: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_COUNTED: Final = re.compile(r"\{(\d*)(,?)(\d*)\}")
_GROUP_HEAD: Final = re.compile(r"\?(?:[:=!>]|<[=!]|P<\w+>|[aiLmsux-]+:)")


class PatternError(ValueError):
    """A pattern that cannot be used; its one argument is the sentence that says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def filled(pattern: str, sets: Mapping[str, str]) -> str:
    """The pattern with its sets in place of their names.

    Raises:
        PatternError: There is no set of a name.
    """

    def put(match: re.Match[str]) -> str:
        if match[1] not in sets:
            raise PatternError(Sentence("there is no set {name!r}", name=match[1]))
        return sets[match[1]]

    return _SET.sub(put, pattern)


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, ready for use.

    Raises:
        PatternError: It is no pattern, or one of its repeats has no bound, a high one, or holds another.
    """
    try:
        ready = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(Sentence("is no pattern: {reason}", reason=error)) from error
    cost = max(_Scanner(pattern).cost(), choices(pattern))
    if cost > DEAREST:
        raise PatternError(
            Sentence(
                "its repeats together allow {n} ways from one place; {most} is the most", n=cost, most=DEAREST
            )
        )
    return ready


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern that compiles; groups around all of one are taken off."""
    cuts, depth, at = [-1], 0, 0
    outermost = pattern.startswith("(?:")
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif character == "[":
            at = _end_of_class(pattern, at + 1)
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            outermost = outermost and (depth > 0 or at == len(pattern) - 1)
        elif character == "|" and not depth:
            cuts.append(at)
            outermost = False
        at += 1
    if outermost:
        return alternatives(pattern[3:-1])
    if len(cuts) == 1:
        return [pattern]
    cuts.append(len(pattern))
    return [each for start, end in pairwise(cuts) for each in alternatives(pattern[start + 1 : end])]


def _end_of_class(pattern: str, at: int) -> int:
    """Place of the bracket that closes a class, from the place behind the one that opens it."""
    if pattern.startswith("^", at):
        at += 1
    if pattern.startswith("]", at):
        at += 1
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at


class _Scanner:
    """Walks over a pattern that compiles and multiplies up what its repeats allow."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def cost(self) -> int:
        return self._alternatives(0)[0]

    def _alternatives(self, depth: int) -> tuple[int, bool]:
        """Cost, and whether anything repeats, up to the bracket that closes the group."""
        dearest, cost, repeats = 1, 1, False
        while self._at < len(self._pattern):
            character = self._pattern[self._at]
            if character == ")" and depth:
                break
            if character == "|":
                self._at += 1
                dearest, cost = max(dearest, cost), 1
                continue
            inner, inside = self._atom(depth)
            most = self._repeat()
            if most > 1 and inside:
                raise PatternError(Sentence("a repeat holds another repeat"))
            # What is optional, or comes a fixed number of times, does not multiply.
            cost *= inner * max(1, most - 1 if most > 1 else 1)
            repeats = repeats or inside or most > 1
        return max(dearest, cost), repeats

    def _atom(self, depth: int) -> tuple[int, bool]:
        character = self._pattern[self._at]
        self._at += 1
        if character == "\\":
            if self._pattern[self._at].isdigit() and self._pattern[self._at] != "0":
                raise PatternError(Sentence("refers back to a group"))
            self._at += 1
        elif character == "[":
            self._at = _end_of_class(self._pattern, self._at) + 1
        elif character == "(":
            head = _GROUP_HEAD.match(self._pattern, self._at)
            if head:
                self._at = head.end()
            elif self._pattern.startswith("?", self._at):
                raise PatternError(Sentence("holds a group of a kind that is not allowed"))
            found = self._alternatives(depth + 1)
            self._at += 1
            return found
        return 1, False

    def _repeat(self) -> int:
        """How often the last atom may come, at most."""
        most = 1
        character = self._pattern[self._at : self._at + 1]
        counted = _COUNTED.match(self._pattern, self._at) if character == "{" else None
        if character and character in "*+":
            raise PatternError(Sentence("a repeat without a bound; write {0,20} in place of `*` and `+`"))
        if character == "?":
            self._at += 1
        elif counted and (counted[1] or counted[3]):
            if counted[2] and not counted[3]:
                raise PatternError(Sentence("a repeat without a bound; write {0,20} in place of `*` and `+`"))
            most = int(counted[3] or counted[1])
            if most > LONGEST_REPEAT:
                raise PatternError(
                    Sentence("a repeat of up to {n}; {most} is the most", n=most, most=LONGEST_REPEAT)
                )
            self._at = counted.end()
        if self._pattern[self._at : self._at + 1] in {"?", "+"} and self._pattern[self._at - 1] in "}?":
            self._at += 1  # lazy or possessive
        return most
