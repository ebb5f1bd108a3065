"""The name that a message gives itself between 【 and 】."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from collectguard.actors.text import simplified
from collectguard.actors.vocabulary import vocabulary

_NAME: Final = r"([^\[\]【】\n]{2,40})"
_LEADING: Final = re.compile(rf"\s*(?:【{_NAME}】|\[{_NAME}\])")
_TRAILING: Final = re.compile(rf"(?:【{_NAME}】|\[{_NAME}\])\s*\Z")
_SHORTEST, _LONGEST, _LONGEST_ASCII = 2, 16, 32
_TAIL: Final = 64
"""Characters at the end in which a signature can stand; a search in more is quadratic in brackets."""


class Signed(NamedTuple):
    """A message and who it says it is from."""

    name: str | None
    """Without blanks; ``None`` where it is not signed, or only with a word such as 通知."""
    rest: str
    """The text without the signature."""

    @property
    def key(self) -> str:
        """The name as it is compared: simplified, letters small; empty without one."""
        return name_key(self.name or "")


def signed(text: str) -> Signed:
    """The signature at the beginning of a `plain` text, or else the one at its end.

    NFKC makes ［ and ］ into [ and ], which also stand around pictures and smileys in words: a name between
    them needs two letters.
    """
    match = _LEADING.match(text)
    if match is not None:
        rest = text[match.end() :]
    else:
        start = max(len(text) - _TAIL, 0)
        match = _TRAILING.search(text, start)
        if match is None:
            return Signed(None, text)
        rest = text[: match.start()]
    return Signed(_name(match), rest)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A name between 【 and 】 as it is compared, also when a user has written it down."""
    return simplified("".join(unicodedata.normalize("NFKC", name).split()).strip("【】[]")).lower()


def _name(match: re.Match[str]) -> str | None:
    name = "".join((match[1] or match[2]).split())
    letters = sum(char.isalpha() for char in name)
    longest = _LONGEST_ASCII if name.isascii() else _LONGEST
    if not _SHORTEST <= len(name) <= longest or letters < 2:
        return None
    return None if name_key(name) in vocabulary().generic_signatures else name
