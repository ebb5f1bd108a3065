"""Who is in the story, read from ``cast.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Party:
    """The other side of a contact."""

    key: str
    """One key for all spellings of its number."""
    spellings: tuple[str, ...]
    """The number as the phone writes it, the usual spelling first."""
    name: str | None = None
    """The name in the phone's contacts."""
    since: date | None = None
    """The day on which it was saved; ``None``: before the story."""
    actor: str | None = None
    """The lender, agency or impersonator that the number belongs to."""

    def name_on(self, day: date) -> str | None:
        """The name that a backup of this day shows."""
        return None if self.since is not None and day < self.since else self.name


@dataclass(frozen=True)
class Mobile:
    """One of the agency's numbers and the days on which it is in use, both ends included."""

    party: Party
    first: date
    last: date
    signed: float


@dataclass(frozen=True)
class Cast:
    """All parties by their key in ``cast.toml``."""

    owner: str
    """The number of the phone itself."""
    parties: dict[str, Party]
    rotation: tuple[Mobile, ...]
    roles: dict[str, str]
    """Role by actor."""

    def __getitem__(self, who: str) -> Party:
        return self.parties[who]

    def agent(self, number: str) -> Party:
        """The agency's party of this number."""
        return self.parties[f"agency.{number}"]


HIDDEN = {
    "hidden:restricted": Party("hidden:restricted", ("", "-2")),
    "hidden:unknown": Party("hidden:unknown", ("", "-1")),
}


def mobile(number: str, *, actor: str | None = None) -> Party:
    """The party of a mainland mobile that nobody has saved."""
    return Party(f"+86{number}", (number, f"+86{number}"), actor=actor)


def load_cast() -> Cast:
    """The cast of the story."""
    table: dict[str, Any] = tomllib.loads((HERE / "cast.toml").read_text("utf-8"))
    parties = {who: party_of(row) for who, row in (table["people"] | table["services"]).items()}
    rotation = []
    for actor, about in table["actors"].items():
        for handle, row in about.get("numbers", {}).items():
            parties[f"{actor}.{handle}"] = party_of(row, about["name"])
        for row in about.get("rotation", ()):
            party = parties[f"{actor}.{row['number']}"] = mobile(row["number"], actor=about["name"])
            rotation.append(Mobile(party, row["from"], row["to"], row["signed"]))
    return Cast(
        owner=table["owner"]["number"],
        parties=parties | HIDDEN,
        rotation=tuple(rotation),
        roles={about["name"]: about["role"] for about in table["actors"].values()},
    )


def party_of(row: dict[str, Any], actor: str | None = None) -> Party:
    """The party of a row of TOML."""
    return Party(row["party"], tuple(row["spellings"]), row.get("name"), row.get("since"), actor)
