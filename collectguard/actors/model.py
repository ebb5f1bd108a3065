"""What is said about numbers that may belong together."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict

import pandas as pd

from collectguard.clock import iso_utc


class Evidence(NamedTuple):
    """One value that numbers share."""

    kind: str
    """``signature``, ``callback``, ``domain``, ``link``, ``wording``; of a hint ``number_block`` or
    ``port_prefix``."""
    value: str
    """A name, the key of a number, a domain, a link without ``http://``, the beginning of a message."""
    parties: tuple[str, ...]
    """The numbers that share it, ascending. A number to call back is one of them where it has called, too."""
    first: pd.Timestamp | None
    """The first contact that holds it, UTC; ``None`` where none has a usable time."""
    last: pd.Timestamp | None
    event_ids: tuple[str, ...]
    """The messages that hold it, by time; of hints none."""


class EvidenceJson(TypedDict):
    """Evidence for machines; times in ISO 8601, UTC."""

    kind: str
    value: str
    parties: list[str]
    first: str | None
    last: str | None
    event_ids: list[str]


class SuggestionJson(TypedDict):
    """An actor as ``case.json`` holds it."""

    id: str
    name: str
    confirmed: bool
    extends: str | None
    parties: list[str]
    signatures: list[str]
    evidence: list[EvidenceJson]
    same_wording: list[EvidenceJson]
    hints: list[EvidenceJson]
    shared: list[EvidenceJson]


@dataclass(frozen=True)
class Suggestion:
    """Numbers that may belong together, or that the user has put together."""

    id: str
    """Of a confirmed actor its own; else one that depends on nothing but the smallest signature, number to
    call back, link or number of the group."""
    name: str
    """The signature that most of its numbers give; without one, the number with the most contacts."""
    confirmed: bool
    """Whether the case file says so."""
    extends: str | None
    """Id of the confirmed actor to which ``parties`` may belong as well."""
    parties: tuple[str, ...]
    """Keys of the numbers, ascending; of a suggestion that extends an actor, the new ones alone."""
    signatures: tuple[str, ...]
    """The names that they give themselves, the most frequent first."""
    evidence: tuple[Evidence, ...] = field(repr=False)
    """What at least two of them share; strong values first, then by how many numbers."""
    same_wording: tuple[Evidence, ...] = field(repr=False)
    """Messages that others send in the same wording under another name. ``parties`` are those others: a lead
    towards a common contractor, and no sign that they are one."""
    hints: tuple[Evidence, ...] = field(repr=False)
    """Neighbouring numbers, in this group and outside; they join nobody."""
    shared: tuple[Evidence, ...] = field(repr=False)
    """Values in their messages that too many others use to say anything: hotlines, platforms."""

    def as_json(self) -> SuggestionJson:
        """The suggestion as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "confirmed": self.confirmed,
            "extends": self.extends,
            "parties": list(self.parties),
            "signatures": list(self.signatures),
            "evidence": [_plain(one) for one in self.evidence],
            "same_wording": [_plain(one) for one in self.same_wording],
            "hints": [_plain(one) for one in self.hints],
            "shared": [_plain(one) for one in self.shared],
        }


def _plain(one: Evidence) -> EvidenceJson:
    return {
        "kind": one.kind,
        "value": one.value,
        "parties": list(one.parties),
        "first": None if one.first is None else iso_utc(one.first),
        "last": None if one.last is None else iso_utc(one.last),
        "event_ids": list(one.event_ids),
    }
