"""What the words of a list mean: direction and outcome of a call, sort of a message."""

from functools import cache
from typing import Final, NamedTuple

from collectguard.parsers.tables.vocabulary import word_of
from collectguard.records import NOT_HERE, Kind


class Meaning(NamedTuple):
    """Direction and outcome of one record."""

    direction: str
    outcome: str


UNKNOWN: Final = Meaning("unknown", "unknown")


@cache
def meaning_of(word: str | None, kind: str, seconds: int | None) -> Meaning:
    """Direction and outcome by a word of the table ``directions`` of the vocabulary.

    An incoming call of a list was answered where the list does not say otherwise. An outgoing one was if it
    has talk time, and was not if that is zero.
    """
    if word is None or word == "unclear":
        return UNKNOWN
    direction = "in" if word == "in" or word in NOT_HERE else "out"
    if kind != Kind.CALL:
        return Meaning(direction, "received" if direction == "in" else "sent")
    if word == "in":
        return Meaning("in", "answered")
    if word in NOT_HERE:
        return Meaning("in", word)
    if word == "unanswered":
        return Meaning("out", "unanswered")
    return Meaning("out", "unknown" if seconds is None else "answered" if seconds else "unanswered")


def direction_word(cell: str) -> str | None:
    """What a cell says of the direction."""
    return word_of("directions", cell)


def kind_word(cell: str) -> str | None:
    """What sort of contact a cell names; ``none`` for traffic that is no contact."""
    return word_of("kinds", cell)
