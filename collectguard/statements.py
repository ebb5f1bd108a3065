"""What only the user knows: the case file, with every number under its key.

Everything has a default that says nothing; `CaseFile()` is a case of which nothing was said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatch
from functools import cached_property
from pathlib import PurePath
from typing import Final, Literal, get_args

from collectguard.provenance import Origin

OwnerRole = Literal["debtor", "contact", "unrelated"]
"""Owes, is named as somebody's contact, or has nothing to do with the debt."""
CreditorType = Literal[
    "bank", "consumer_finance", "micro_loan", "auto_finance", "platform", "private", "other"
]
DebtKind = Literal["credit_card", "online_loan", "consumer_loan", "business_loan", "mortgage", "other"]
ActorRole = Literal["lender", "agency", "other"]
Relation = Literal["relative", "employer", "friend", "other"]
RequestedBy = Literal["debtor", "contact"]
RequestedHow = Literal["sms", "app", "email", "letter", "call", "in_person", "other"]

IN_WRITING: Final[tuple[RequestedHow, ...]] = ("sms", "app", "email", "letter")

OWNER_ROLES: Final = get_args(OwnerRole)
CREDITOR_TYPES: Final = get_args(CreditorType)
DEBT_KINDS: Final = get_args(DebtKind)
ACTOR_ROLES: Final = get_args(ActorRole)
RELATIONS: Final = get_args(Relation)
REQUESTED_BY: Final = get_args(RequestedBy)
REQUESTED_HOW: Final = get_args(RequestedHow)


@dataclass(frozen=True)
class Device:
    """A phone whose backups are read."""

    name: str
    owner: str | None = None
    """Label of its owner in ``Log.events``; ``None`` is the owner of the settings."""
    files: tuple[str, ...] = ()
    """File names or patterns of its backups."""
    line: int | None = field(default=None, compare=False)
    """Where the case file says so; the same in all parts."""


def device_of(path: str, devices: Iterable[Device]) -> Device | None:
    """The phone that a file is from: the first whose files are called as it, its archive or its member is."""
    names = [PurePath(part).name for part in path.split("!")]
    return next(
        (
            device
            for device in devices
            if any(fnmatch(name, pattern) for name in names for pattern in device.files)
        ),
        None,
    )


@dataclass(frozen=True)
class Actor:
    """A lender or agency, with the numbers that the user puts down to it."""

    id: str
    name: str
    role: ActorRole | None = None
    parties: tuple[str, ...] = ()
    """Keys of its numbers, in the order given."""
    signatures: tuple[str, ...] = ()
    """Names between 【 and 】 in its messages."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Debt:
    """One debt, as the user describes it. Dates are local."""

    id: str
    creditor: str | None = None
    creditor_type: CreditorType | None = None
    kind: DebtKind | None = None
    due: date | None = None
    """The day on which the payment is due: on it, it is not yet overdue."""
    overdue_since: date | None = None
    """The first day on which it is overdue; not earlier than ``due``."""
    settled_on: date | None = None
    """The day on which it was paid; not earlier than ``overdue_since``."""
    actors: tuple[str, ...] = ()
    """Ids of those who collect it."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Protected:
    """Somebody who does not owe and is to be left in peace."""

    name: str
    relation: Relation | None = None
    parties: tuple[str, ...] = ()
    owner: str | None = None
    """Label of this person's own phone in ``Log.events``, where its backups are read as well."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class StopRequest:
    """A request to be left alone. It has either ``at`` or ``on``; see `stops.starts_counting`."""

    id: str
    to: str
    """Id of an actor, or the key of a number that belongs to none."""
    at: datetime | None = None
    """Instant, with zone."""
    on: date | None = None
    """Local date, where the time is not known."""
    how: RequestedHow | None = None
    by: RequestedBy | None = None
    """Whose request it is; where the file does not say, it follows from the role of the owner."""
    line: int | None = field(default=None, compare=False)

    @property
    def written(self) -> bool | None:
        """Whether it was made in writing; ``None`` where that is not known."""
        return None if self.how in {None, "other"} else self.how in IN_WRITING


@dataclass(frozen=True)
class Complaint:
    """A complaint that was made, on a local date."""

    on: date
    channel: str | None = None
    reference: str | None = None
    """The number it was given."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Redaction:
    """What is to be blacked out in copies that are passed on; the evidence itself is never changed."""

    parties: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseFile:
    """All that the user has said. Parties are keys as in ``Log.events``."""

    owner_name: str | None = None
    owner_role: OwnerRole | None = None
    owner_parties: tuple[str, ...] = ()
    """The owner's own numbers."""
    region: str | None = None
    tz: str | None = None
    area_code: str | None = None
    devices: tuple[Device, ...] = ()
    debts: tuple[Debt, ...] = ()
    actors: tuple[Actor, ...] = ()
    protected: tuple[Protected, ...] = ()
    stop_requests: tuple[StopRequest, ...] = ()
    known_good: tuple[str, ...] = ()
    """Parties to leave out of findings: the owner knows them and wants them there."""
    complaints: tuple[Complaint, ...] = ()
    redaction: Redaction = Redaction()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    """The file that says it; ``None`` where it was not read from a file."""
    spellings: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Each number of the file as it is written there, by its key."""

    @cached_property
    def actor_of(self) -> Mapping[str, str]:
        """The id of the actor behind each of its parties. A party belongs to one actor at most."""
        return {party: actor.id for actor in self.actors for party in actor.parties}

    def debts_of(self, actor: str) -> tuple[Debt, ...]:
        """The debts that an actor, given by its id, collects."""
        return tuple(debt for debt in self.debts if actor in debt.actors)

    def addressed(self, stop: StopRequest) -> tuple[str, ...]:
        """The parties that a request concerns: all numbers of the actor, or the one number."""
        for actor in self.actors:
            if actor.id == stop.to:
                return actor.parties
        return (stop.to,)
