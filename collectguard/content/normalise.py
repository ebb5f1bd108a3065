"""One spelling of a text for the patterns, and the way back to every character of the original.

Undone are full-width and traditional characters, capitals, characters that nobody sees, and marks or blanks
put between Chinese characters; `variants` undoes pinyin and look-alikes. The result is never shown.
"""

import importlib.resources
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

LONGEST: Final = 4_000
"""Characters of a body that are read. Collectors write 70 to 500; a body of a megabyte says nothing more."""

_MOST_NOISE: Final = 3
"""Marks between two Chinese characters; a longer row is a line or a picture made of characters."""

_STOPS: Final = "。、,.;:!?()[]【】《》<>“”\"'…—%¥$"
"""Marks that mean something between two characters: they end a sentence or a name, or belong to a sum."""
_NOISE: Final = re.compile(rf"(?:[^\w{re.escape(_STOPS)}]|_)+")


class Normalised(NamedTuple):
    """A text in the spelling of the patterns."""

    text: str
    starts: Sequence[int]
    """For each character the place in the original at which its source begins."""
    ends: Sequence[int]
    """For each character the place in the original behind its source."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of ``text[start:end]``, which is not empty; the end does not count."""
        return self.starts[start], self.ends[end - 1]


class _Spelling(dict[str, str]):
    """What stands for a character in the spelling of the patterns; worked out when first met."""

    def __missing__(self, character: str) -> str:
        spelled = self[character] = _spelled(character)
        return spelled


def normalise(body: str) -> Normalised:
    """The first 4,000 characters of a body in the spelling of the patterns."""
    body = body[:LONGEST]
    spell = _spelling()
    pieces = list(map(spell.__getitem__, body))
    text = "".join(pieces)
    places: Sequence[int] = range(len(text))
    if len(text) != len(body) or "" in pieces:  # else each character stands for one
        places = [place for place, spelled in enumerate(pieces) for _ in spelled]
    text, places = _without_noise(text, places)
    if isinstance(places, range):
        return Normalised(text, places, range(1, len(text) + 1))
    return Normalised(text, places, [place + 1 for place in places])


def _without_noise(text: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text without marks that only hide words, and the places of what stays.

    Up to three marks or blanks between letters, digits or Chinese characters go if a Chinese character is
    on either side; blanks go beside any mark, too.
    """
    kept: list[str] = []
    kept_places: list[int] = []
    last, length = 0, len(text)
    for noise in _NOISE.finditer(text):
        first, behind = noise.span()
        blank = text[first:behind].isspace()
        before, after = text[first - 1 : first], text[behind : behind + 1]
        if before < "㐀" > after and (not blank or (before and after and behind - first == 1)):
            continue  # the common case: no Chinese character on either side
        if _goes(behind - first, before, after, blank=blank):
            cut = first
        elif blank and behind - first > 1:
            cut = first + 1
        else:
            continue
        kept.append(text[last:cut])
        kept_places += places[last:cut]
        last = behind
    if not last:
        return text, places
    kept.append(text[last:])
    kept_places += places[last:length]
    return "".join(kept), kept_places


def _goes(length: int, before: str, after: str, *, blank: bool) -> bool:
    beside_chinese = _is_chinese(before) or _is_chinese(after)
    if blank:
        return beside_chinese or not (before and after)
    return length <= _MOST_NOISE and beside_chinese and before.isalnum() and after.isalnum()


def _is_chinese(character: str) -> bool:
    return "㐀" <= character <= "鿿" or "𠀀" <= character <= "𳎿"


def _spelled(character: str) -> str:
    if character.isspace():
        return " "
    if _is_unseen(character):
        return ""
    simple = _traditional()
    # Some compatibility forms are spelled with blanks or with marks that combine: those go as well.
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(simple.get(each, each) for each in plain if not (each.isspace() or _is_unseen(each)))


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _CATEGORIES_UNSEEN or character in _UNSEEN


_CATEGORIES_UNSEEN: Final = frozenset({"Cf", "Cc", "Cs", "Cn", "Co", "Mn", "Me"})
"""Formatting, controls, halves of pairs, unassigned, private, and marks that combine."""
_UNSEEN: Final = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
"""Letters that nobody sees, such as the fillers of the Korean script."""


@cache
def _spelling() -> _Spelling:
    return _Spelling()


@cache
def _traditional() -> Mapping[str, str]:
    file = importlib.resources.files("collectguard.content").joinpath("traditional.txt")
    pairs = [
        pair
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for pair in line.split(" ")
    ]
    return {pair[0]: pair[1] for pair in pairs}
