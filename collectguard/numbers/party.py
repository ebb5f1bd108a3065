"""The other side of a record, under one name whatever the log calls it."""

import hashlib
from typing import NamedTuple

KEY_LIMIT = 120
"""Longest key in characters; the longest that mean something are e-mail addresses."""
GROUP_KEY_LIMIT = 2_000
"""Longest key of several recipients, enough for a hundred and more."""

_DIGEST_LENGTH = 16


class Party(NamedTuple):
    """Who the other side is, as far as a number can tell."""

    key: str
    """E.164, ``short:95588``, ``port:10690…``, ``iot:1064…``, ``text:m-money``,
    ``hidden:restricted`` / ``hidden:unknown`` / ``hidden:payphone``, ``group:…``, ``raw:…``."""
    party_class: str
    """A value of ``schema.PARTY_CLASSES``."""


def bounded(key: str, limit: int = KEY_LIMIT) -> str:
    """The key itself, or where it is too long its beginning and a hash of the whole of it.

    Two long keys that begin alike stay apart.
    """
    if len(key) <= limit:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return f"{key[: limit - _DIGEST_LENGTH - 1]}…{digest}"
