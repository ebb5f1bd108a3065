"""Keywords written so that a filter misses them: as pinyin, with look-alikes, with a stop inside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from collectguard.content.normalise import Normalised

_STOP: Final = r"[^\w\s]{1,2}"
_BLANK: Final = " ?"
_LETTER: Final = re.compile(r"[a-z]")
_JOINED: Final = re.compile(r"[a-z./@_-]")


class Keyword(NamedTuple):
    """A word of the patterns and how else it is written."""

    text: str
    pinyin: tuple[str, ...] = ()
    """One syllable a character."""
    alike: tuple[str, ...] = ()
    """Whole words that sound or look like it."""


class Variants:
    """The other spellings of keywords, to be put back in one pass over a text."""

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        self._words: dict[str, str] = {}
        spellings: set[tuple[str, ...]] = set()
        for keyword in keywords:
            for spelling in _spellings(keyword):
                spellings.add(spelling)
                self._words.setdefault(_bare(spelling), keyword.text)
        self._pattern = re.compile(_trie(sorted(spellings))) if spellings else None

    def undone(self, text: Normalised) -> Normalised:
        """The text with the keywords themselves; each character of one comes from its whole spelling."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match, word in self._found(text.text):
            pieces += text.text[last : match.start()], word
            start, end = text.span(match.start(), match.end())
            starts += [*text.starts[last : match.start()], *[start] * len(word)]
            ends += [*text.ends[last : match.start()], *[end] * len(word)]
            last = match.end()
        if not pieces:
            return text
        pieces.append(text.text[last:])
        return Normalised("".join(pieces), (*starts, *text.starts[last:]), (*ends, *text.ends[last:]))

    def _found(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Spellings with their keywords; those without a gap between them stand or fall together."""
        if self._pattern is None:
            return
        at = 0
        while (match := self._pattern.search(text, at)) is not None:
            row = [match]
            while (following := self._pattern.match(text, row[-1].end())) is not None:
                row.append(following)
            if not _row_ends_well(text, row):
                at = match.start() + 1
                continue
            for each in row:
                word = self._words.get(re.sub(r"[^\w]", "", each[0]))
                if word is not None:
                    yield each, word
            at = row[-1].end()


def _row_ends_well(text: str, row: list[re.Match[str]]) -> bool:
    """Whether no letters stand before or behind that belong to a longer word, such as an address."""
    start, end = row[0].start(), row[-1].end()
    if _LETTER.match(text, start) and start and _JOINED.match(text, start - 1):
        return False
    return not (_LETTER.match(text, end - 1) and _JOINED.match(text, end))


def _spellings(keyword: Keyword) -> Iterator[tuple[str, ...]]:
    characters = tuple(keyword.text)
    for place in range(1, len(characters)):
        yield (*characters[:place], _STOP, *characters[place:])
    for alike in keyword.alike:
        yield tuple(alike)
    if keyword.pinyin:
        options = zip(characters, keyword.pinyin, strict=True)
        for chosen in product(*options):
            if chosen != characters:
                yield tuple(_with_blanks(chosen))


def _with_blanks(parts: Sequence[str]) -> Iterator[str]:
    """Syllables letter by letter; a blank may stand between two."""
    for place, part in enumerate(parts):
        if place and part.isascii() and parts[place - 1].isascii():
            yield _BLANK
        yield from part


def _bare(spelling: Sequence[str]) -> str:
    return "".join(token for token in spelling if token not in {_STOP, _BLANK})


def _trie(spellings: Sequence[tuple[str, ...]]) -> str:
    """One expression for all of them, branching at each token; the longest is found first."""
    branches: dict[str, list[tuple[str, ...]]] = {}
    for spelling in spellings:
        if spelling:
            branches.setdefault(spelling[0], []).append(spelling[1:])
    if not branches:
        return ""
    parts = [
        (token if token in {_STOP, _BLANK} else re.escape(token)) + _trie(rest)
        for token, rest in sorted(branches.items(), key=lambda branch: branch[0] in {_STOP, _BLANK})
    ]
    joined = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return joined if all(spellings) else f"(?:{joined})?"
