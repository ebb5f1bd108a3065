"""What a case file may hold, section by section, before numbers are looked up and parts are compared."""

from datetime import date, datetime
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from collectguard.statements import (
    ActorRole,
    CreditorType,
    DebtKind,
    OwnerRole,
    Relation,
    RequestedBy,
    RequestedHow,
)

YEARS: Final = range(1990, 2101)
"""Years that somebody can mean; 0206 is a slip of the finger that would count nothing, or everything."""


def _day(value: object) -> object:
    if isinstance(value, datetime):
        raise PydanticCustomError("day_with_time", "a date without a time of day")
    if not isinstance(value, date):
        raise PydanticCustomError("no_day", "a date")
    return _in_a_year(value)


def _moment(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        raise PydanticCustomError("moment_without_time", "a date with a time of day")
    if not isinstance(value, datetime):
        raise PydanticCustomError("no_moment", "a date with a time of day")
    return _in_a_year(value)


def _in_a_year(value: date) -> date:
    if value.year not in YEARS:
        raise PydanticCustomError("year", "a year", {"year": value.year})
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Id = Annotated[str, StringConstraints(pattern=r"^[^\W\d_][\w.-]{0,63}$")]
"""A letter of any script first, so that no id looks like a number."""
Region = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True)]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
"""With or without a zone; without one it is the wall clock of the case."""


class Part(BaseModel):
    """A table of the file. An unknown key is an error; one that is not given is ``None`` or empty."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PlacePart(Part):
    """Where the phone is."""

    region: Region | None = None
    tz: Text | None = None
    area_code: AreaCode | None = None


class OwnerPart(Part):
    """Whose phone it is."""

    name: Text | None = None
    role: OwnerRole | None = None
    numbers: list[Text] = []


class DevicePart(Part):
    """A phone."""

    name: Text | None = None
    owner: Text | None = None
    files: list[Text] = []


class ActorPart(Part):
    """A lender or agency."""

    id: Id | None = None
    name: Text | None = None
    role: ActorRole | None = None
    numbers: list[Text] = []
    signatures: list[Text] = []


class DebtPart(Part):
    """A debt."""

    id: Id | None = None
    creditor: Text | None = None
    creditor_type: CreditorType | None = None
    kind: DebtKind | None = None
    due: Day | None = None
    overdue_since: Day | None = None
    settled_on: Day | None = None
    actors: list[Text] = []


class ProtectedPart(Part):
    """Somebody to be left in peace."""

    name: Text | None = None
    relation: Relation | None = None
    numbers: list[Text] = []
    owner: Text | None = None


class StopPart(Part):
    """A request to stop."""

    id: Id | None = None
    to: Text | None = None
    at: Moment | None = None
    on: Day | None = None
    how: RequestedHow | None = None
    by: RequestedBy | None = None


class KnownGoodPart(Part):
    """Numbers to leave out."""

    numbers: list[Text] = []


class ComplaintPart(Part):
    """A complaint that was made."""

    on: Day | None = None
    channel: Text | None = None
    reference: Text | None = None


class RedactPart(Part):
    """What to black out in copies."""

    numbers: list[Text] = []
    words: list[Text] = []


class Section(NamedTuple):
    """A table of the file, or one that may be there several times."""

    part: type[Part]
    many: bool
    needs: tuple[str, ...] = ()
    """Keys without which it says nothing."""


SECTIONS: Final = {
    "place": Section(PlacePart, many=False),
    "owner": Section(OwnerPart, many=False),
    "device": Section(DevicePart, many=True, needs=("name",)),
    "actor": Section(ActorPart, many=True, needs=("id",)),
    "debt": Section(DebtPart, many=True, needs=("id",)),
    "protected": Section(ProtectedPart, many=True, needs=("name",)),
    "stop_request": Section(StopPart, many=True, needs=("id", "to")),
    "known_good": Section(KnownGoodPart, many=False),
    "complaint": Section(ComplaintPart, many=True, needs=("on",)),
    "redact": Section(RedactPart, many=False),
}
"""Every section by its name, in the order of the template."""
