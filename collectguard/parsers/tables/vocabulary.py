"""The words of call lists, from ``vocabulary.toml``: headers, directions, kinds, totals."""

import importlib.resources
import re
import tomllib
import unicodedata
from functools import cache
from typing import Any, Final

_NOT_COMPARED = re.compile(r"[\s_:*#\"'“”‘’]+")
_IN_BRACKETS = re.compile(r"^(.+?)[(\[](.*)[)\]]$")
_LONGEST_WORD = 40
"""A cell that is longer is no word but a sentence."""

ROLES: Final = (
    "time", "clock", "duration", "peer", "caller", "callee", "own", "direction", "kind", "name", "body",
)  # fmt: skip
"""What a column can be; see ``vocabulary.toml``."""


def plain(text: str) -> str:
    """A header or word as it is compared."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text).casefold())


def header_and_unit(text: str) -> tuple[str, str]:
    """A header as it is compared, and what stands in brackets at its end."""
    word = plain(text)
    found = _IN_BRACKETS.match(word)
    return (found[1], found[2]) if found else (word, "")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = importlib.resources.files(__package__).joinpath("vocabulary.toml").read_text("utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    return {
        name: {key: [plain(word) for word in words] for key, words in table.items()}
        for name, table in tables.items()
    }


@cache
def roles_of_headers() -> dict[str, dict[str, int]]:
    """For each header the roles it can mean, each with the rank of the header among those of the role."""
    found: dict[str, dict[str, int]] = {}
    for role, headers in _tables()["headers"].items():
        for rank, header in enumerate(headers):
            found.setdefault(header, {})[role] = rank
    return found


@cache
def is_carrier_header(header: str) -> bool:
    """Whether only a carrier's list has such a column."""
    return header in _tables()["headers"]["carrier"]


@cache
def is_foreign_header(header: str) -> bool:
    """Whether the table is one that other readers know better."""
    return header in _tables()["headers"]["foreign"]


@cache
def _by_length(table: str) -> list[tuple[str, str]]:
    words = [(word, meaning) for meaning, words in _tables()[table].items() for word in words]
    return sorted(words, key=lambda pair: -len(pair[0]))


@cache
def word_of(table: str, cell: str) -> str | None:
    """What a cell means by a table of words: the longest that is part of it, short ones only as a whole.

    ``None`` where no word is part of it, or two of equal length mean different things.
    """
    text = plain(cell)
    if not text or len(text) > _LONGEST_WORD:
        return None
    meanings: set[str] = set()
    length = 0
    for word, meaning in _by_length(table):
        if len(word) < length:
            break
        whole_only = len(word) == 1 or word.isascii()
        if word == text or (not whole_only and word in text):
            meanings.add(meaning)
            length = len(word)
    return meanings.pop() if len(meanings) == 1 else None


def has_word(name: str, text: str) -> bool:
    """Whether one of the words of a sort occurs in a text."""
    text = plain(text)
    return any(word in text for word in _tables()["words"][name])


@cache
def _initials(name: str) -> frozenset[str]:
    return frozenset(word[0] for word in _tables()["words"][name])


def begins_with(name: str, text: str) -> bool:
    """Whether a text begins with one of the words of a sort."""
    first = text[:1].lower()
    if first.isalnum() and first not in _initials(name) and text.isascii():  # it stays as it is
        return False
    return plain(text).startswith(tuple(_tables()["words"][name]))


def is_word(name: str, text: str) -> bool:
    """Whether a text is one of the words of a sort."""
    return plain(text) in _tables()["words"][name]
