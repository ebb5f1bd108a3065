"""What the user can do next: channels of complaint, time limits, care of evidence. Data, by region.

It is guidance, not evidence, and stands apart from it in every output. An entry whose text could not be
verified is kept in the data with its mark and handed out by no function here.
"""

import importlib.resources
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

ENOUGH: Final = frozenset({"VT", "VS", "VT/VS"})
"""Marks of what may be printed: read in a full text, or in published secondary sources."""


@dataclass(frozen=True)
class Citation:
    """Where a statement stands."""

    instrument: str
    article: str
    quote: str | None
    """Verbatim; ``None`` where no wording was verified."""


@dataclass(frozen=True)
class Channel:
    """Somebody to complain to, in the words of one language."""

    id: str
    numbers: tuple[str, ...]
    """Telephone numbers, as dialled inside the country."""
    verified: str
    name: str
    for_what: str
    takes: tuple[str, ...]
    """What to bring or fill in."""
    does_not: tuple[str, ...]
    """What it does not do."""
    limits: tuple[str, ...]
    """Times and amounts."""


@dataclass(frozen=True)
class Deadline:
    """A time limit, with the text that sets it."""

    id: str
    verified: str
    name: str
    text: str
    citation: Citation


@dataclass(frozen=True)
class Care:
    """How to keep evidence usable, with the text that asks for it."""

    id: str
    verified: str
    text: str
    citation: Citation


@dataclass(frozen=True)
class Guidance:
    """All that is known of one region and may be printed, in one language."""

    region: str
    checked_on: date
    """When the sources were last looked at."""
    emergency_numbers: tuple[str, ...]
    """Whom to call in danger, the one to name first; as dialled inside the region."""
    channels: tuple[Channel, ...]
    deadlines: tuple[Deadline, ...]
    care: tuple[Care, ...]


def guidance(region: str, lang: str) -> Guidance | None:
    """What the user can do next in ``region``, in ``lang``; ``None`` where nothing is known of the region.

    Entries keep the order of the file, the most useful first; those not verified are left out.
    """
    data = _data(region)
    if data is None:
        return None
    tongue = "zh" if lang == "zh" else "en"
    return Guidance(
        region=data["region"],
        checked_on=data["checked_on"],
        emergency_numbers=tuple(data["emergency_numbers"]),
        channels=tuple(_channel(entry, tongue) for entry in _verified(data, "channel")),
        deadlines=tuple(
            Deadline(entry["id"], entry["verified"], **entry[tongue], citation=_citation(entry))
            for entry in _verified(data, "deadline")
        ),
        care=tuple(
            Care(entry["id"], entry["verified"], **entry[tongue], citation=_citation(entry))
            for entry in _verified(data, "care")
        ),
    )


def authority_numbers(region: str) -> tuple[str, ...]:
    """Numbers of authorities and emergency services, as dialled inside the region; none where unknown."""
    data = _data(region)
    return () if data is None else tuple(data["authority_numbers"])


def _verified(data: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry for entry in data.get(kind, ()) if entry["verified"] in ENOUGH]


def _channel(entry: dict[str, Any], tongue: str) -> Channel:
    words = entry[tongue]
    return Channel(
        id=entry["id"],
        numbers=tuple(entry["numbers"]),
        verified=entry["verified"],
        name=words["name"],
        for_what=words["for_what"],
        takes=tuple(words["takes"]),
        does_not=tuple(words["does_not"]),
        limits=tuple(words["limits"]),
    )


def _citation(entry: dict[str, Any]) -> Citation:
    return Citation(entry["instrument"], entry["article"], entry.get("quote"))


@cache
def _data(region: str) -> dict[str, Any] | None:
    name = f"channels_{region.lower()}.toml"
    for file in importlib.resources.files("collectguard.guidance").iterdir():
        if file.name == name:
            return tomllib.loads(file.read_text("utf-8"))
    return None
