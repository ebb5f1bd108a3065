"""A message with all that differs between recipients masked, and how similar two must be."""

import re
from typing import Final

from collectguard.actors.links import Link, without_links
from collectguard.actors.text import simplified

LONGEST_MASK: Final = 1_000
"""Characters of a masked text that are compared."""
SHORT, LONG = 12, 20
"""Masked texts of fewer than `SHORT` characters are never compared; from `LONG` on they may differ more."""
WIDTH: Final = 3
"""Characters of the strings by which two masked texts are compared."""
ALIKE_LONG, ALIKE_SHORT = 0.6, 0.8
"""Least Jaccard similarity of the sets of these strings."""

_SALUTATION: Final = re.compile(r"[\u4e00-\u9fff]{1,4}(?:先生|女士|小姐)")
_DIGITS: Final = re.compile(r"\d(?:[\d.,:\-/年月日时分\s]{0,40}\d)?[年月日时分]?")
_CROSSES: Final = re.compile(r"[xX*＊]{2,}")
_LEFT_OUT: Final = re.compile(r"[^A-Za-z0\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff\U00020000-\U0003ffff]+")


def masked(rest: str, links: list[Link]) -> str:
    """A `plain` text without its signature: links ``U``, salutations ``N``, digits and crosses ``0``.

    What is left are letters of any such script, without blanks and signs.
    """
    text = without_links(rest, links)
    text = _SALUTATION.sub("N", text[: 4 * LONGEST_MASK])
    text = _CROSSES.sub("0", _DIGITS.sub("0", text))
    return simplified(_LEFT_OUT.sub("", text)[:LONGEST_MASK])


def least_similarity(length: int) -> float | None:
    """How similar another text must be to one of this length; ``None`` where it is too short to tell."""
    if length < SHORT:
        return None
    return ALIKE_LONG if length >= LONG else ALIKE_SHORT
