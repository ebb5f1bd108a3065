"""A message letter for letter, parted at the places where something was found."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Protocol

from collectguard.reports.document.blocks import Run
from collectguard.wording import Wording

LONGEST: Final = 1_500
"""Characters up to which a message is shown whole."""
BESIDE: Final = 150
"""Of a longer one so many are shown on either side of each hit, and at its beginning."""

_JOINER: Final = "\u200d"
_TONES: Final = ("\U0001f3fb", "\U0001f3ff")
_TAGS: Final = ("\U000e0020", "\U000e007f")
_LETTERS_OF_FLAGS: Final = ("\U0001f1e6", "\U0001f1ff")


class Place(Protocol):
    """A hit, as far as its place goes."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The place behind its last character."""


def runs_of(
    body: str, hits: Sequence[Place], wording: Wording, mild: Sequence[Place] = ()
) -> tuple[Run, ...]:
    """The body in parts, those with hits marked; of a very long one what stands around its hits.

    Where a hit and a ``mild`` one meet, the mark is that of the hit.

    Joined, the parts are the body, but for those that say what was left out. No part begins or ends
    within what is drawn as one sign: a letter with its accents, an emoji of several, a line end of two
    characters. There the mark reaches to the end of the sign.
    """
    spans, faint = (
        [(_outward(body, hit.start, -1), _outward(body, hit.end, 1)) for hit in group]
        for group in (hits, mild)
    )
    shown = _shown(body, [*spans, *faint])
    parts: list[Run] = []
    at = 0
    for start, end in shown:
        parts += _left_out(start - at, wording)
        parts += _marked(body, start, end, spans, faint)
        at = end
    return (*parts, *_left_out(len(body) - at, wording))


def _shown(body: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of the body that are shown, in order, apart from each other."""
    if len(body) <= LONGEST:
        return [(0, len(body))]
    wanted = [(0, BESIDE), *((start - BESIDE, end + BESIDE) for start, end in spans)]
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(wanted):
        first, last = _outward(body, max(start, 0), -1), _outward(body, min(end, len(body)), 1)
        if stretches and first <= stretches[-1][1]:
            first, last = stretches[-1][0], max(last, stretches[-1][1])
            stretches.pop()
        stretches.append((first, last))
    return stretches


def _left_out(count: int, wording: Wording) -> Iterator[Run]:
    if count:
        text = wording._(" [{n} characters are left out here; evidence.xlsx and events.csv hold them] ")
        yield Run(text.format(n=wording.count(count)), "left_out")


def _marked(
    body: str, start: int, end: int, spans: Sequence[tuple[int, int]], faint: Sequence[tuple[int, int]]
) -> Iterator[Run]:
    """The stretch in parts, cut where a hit begins or ends."""
    borders = {start, end, *(at for span in (*spans, *faint) for at in span if start < at < end)}
    edges = sorted(borders)
    for first, last in pairwise(edges):
        depth = sum(begin <= first and last <= stop for begin, stop in spans)
        if depth:
            yield Run(body[first:last], "hit" if depth == 1 else "overlap")
        else:
            mild = any(begin <= first and last <= stop for begin, stop in faint)
            yield Run(body[first:last], "mild" if mild else "plain")


def _outward(body: str, at: int, step: int) -> int:
    """The next place at or beyond ``at`` at which nothing that is drawn as one is cut."""
    while 0 < at < len(body) and _belongs(body[at - 1], body[at]):
        at += step
    return at


def _belongs(before: str, after: str) -> bool:
    """Whether two characters in a row are drawn as one, or may be."""
    return (
        (before == "\r" and after == "\n")
        or _JOINER in (before, after)
        or unicodedata.category(after)[0] == "M"
        or _TONES[0] <= after <= _TONES[1]
        or _TAGS[0] <= after <= _TAGS[1]
        or (_LETTERS_OF_FLAGS[0] <= before <= _LETTERS_OF_FLAGS[1] >= after >= _LETTERS_OF_FLAGS[0])
    )
