"""The small logs of a pack, by which it says what its rules must find: the keys of ``example``."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from collectguard.errors import SettingsError
from collectguard.i18n import Sentence
from collectguard.rules.kinds import Entry, PartyClass, Severity, one_of
from collectguard.schema import OUTCOMES
from collectguard.settings import UNNAMED_OWNER, settings_for
from collectguard.statements import ActorRole, CreditorType, OwnerRole, RequestedBy, RequestedHow


def _zone(value: str | None) -> str | None:
    """The name of a zone that exists."""
    if value is not None:
        try:
            settings_for("CN", tz=value)
        except SettingsError as error:
            raise ValueError(error.what) from error
    return value


def _moment(value: str) -> str:
    """A wall clock or a date that can be read."""
    datetime.fromisoformat(value)
    return value


Zone = Annotated[str | None, AfterValidator(_zone)]
Moment = Annotated[str, AfterValidator(_moment)]
Outcome = Annotated[str, AfterValidator(one_of(OUTCOMES))]


class Row(Entry):
    """A contact of an example, or several at equal distances."""

    at: Moment
    """Wall clock of the example's zone."""
    times: int = Field(default=1, ge=1)
    every_s: int = Field(default=60, ge=1)
    kind: Literal["sms", "mms", "rcs", "call"] = "sms"
    outcome: Outcome = "received"
    duration_s: int | None = None
    party: str = "A"
    party_class: PartyClass = "mobile"
    owner: str = UNNAMED_OWNER
    known: bool = False
    category: str | None = None
    """What the reading of the message would say."""
    severity: Severity = "high"


class ExampleCase(Entry):
    """What the user of an example has said; one actor ``A`` with one debt."""

    owner_role: OwnerRole | None = "debtor"
    actor_role: ActorRole | None = "lender"
    """``None``: nobody has said who ``A`` is."""
    parties: tuple[str, ...] = ("A",)
    creditor_type: CreditorType | None = None
    due: date | None = None
    overdue_since: date | None = None
    settled_on: date | None = None
    stop_at: Moment | None = None
    """Wall clock of a request to ``A``, or its date alone."""
    stop_by: RequestedBy | None = None
    stop_how: RequestedHow | None = None
    protected_owner: str | None = None
    """Label of a protected person's phone."""


class ExampleLog(Entry):
    """A small log with what the rule must say about it."""

    rows: tuple[Row, ...] = Field(min_length=1)
    observed: int | None = None
    """The figure of the finding; none where there must be no finding."""
    case: ExampleCase | None = None
    """Instead of that of the example."""


class Example(Entry):
    """The tests of a rule: a log that triggers it and one that does not."""

    case: ExampleCase = ExampleCase()
    tz: Zone = None
    fires: ExampleLog
    quiet: ExampleLog

    @model_validator(mode="after")
    def _observed(self) -> Self:
        if self.fires.observed is None or self.quiet.observed is not None:
            raise ValueError(Sentence("`fires` must say what is `observed`, `quiet` must not"))
        return self
