"""A message as it is compared: full-width forms folded, unseen characters gone, at most some pages long."""

import re
import unicodedata
from typing import Final

from collectguard.actors.vocabulary import vocabulary

LONGEST: Final = 4_000
"""Characters of a message that are read, from its beginning; no longer one was written to be read."""
LAST: Final = 200
"""Characters at the end of a longer one that are read, too: signatures stand there."""

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb]+"
)
_SIGNS: Final = re.compile(r"[\W_]+")


def plain(body: str) -> str:
    """The parts of the message that are read, in NFKC and without unseen characters.

    A message that is longer than `LONGEST` gives its beginning and its end with a line break between them.
    """
    read = body if len(body) <= LONGEST + LAST else f"{body[:LONGEST]}\n{body[-LAST:]}"
    if read.isascii():
        return read
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", read))


def simplified(text: str) -> str:
    """The text with those traditional characters simplified that occur in such messages."""
    words = vocabulary()
    return text.translate(words.simplified) if words.traditional.search(text) else text


def squeezed(text: str) -> str:
    """Letters and digits alone, simplified and small: what ``欠.款`` and ``欠 款`` share."""
    return _SIGNS.sub("", simplified(text)).lower()


def presses(text: str) -> bool:
    """Whether a `plain` text reads like one that presses for a debt; no judgement, but a gate.

    Only messages behind it, and other messages of their senders, are compared with each other.
    """
    words = vocabulary()
    letters = squeezed(text)
    return words.pressing.search(letters) is not None and words.not_pressing.search(letters) is None
