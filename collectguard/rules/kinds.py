"""The kinds of condition that a rule can have: the keys of ``condition`` in a pack."""

from collections.abc import Callable
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    model_validator,
)

from collectguard.errors import SettingsError
from collectguard.i18n import Sentence
from collectguard.schema import PARTY_CLASSES
from collectguard.settings import Window

Counted = Literal["any", "messages", "calls", "attempts", "connected", "reached"]
"""What counts: the bases of the statistics, and ``reached``: connected calls and messages."""

Per = Literal["number", "actor", "creditor", "debt"]
"""Whom a limit is for. ``creditor``: an institution with all who collect for it."""

Length = Literal["calendar_day", "calendar_week", "calendar_month", "rolling_24h", "rolling_7d"]
"""Weeks begin on Monday. Rolling windows are elapsed time: 7 d are 168 hours, whatever the clocks do."""

Severity = Literal["info", "low", "medium", "high", "critical"]
SEVERITIES: Final = get_args(Severity)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final = get_args(Weekday)

Category = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A category of messages, as the reading of messages names it."""


def _window(value: object) -> Window:
    if isinstance(value, Window):
        return value
    try:
        return Window.parse(str(value))
    except SettingsError as error:
        raise ValueError(Sentence("{what} {advice}", what=error.what, advice=error.advice)) from error


def one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    """A check that a text is one of these names."""

    def check(value: str) -> str:
        if value not in names:
            raise ValueError(Sentence("{value!r} is none of {names}", value=value, names=", ".join(names)))
        return value

    return check


PartyClass = Annotated[str, AfterValidator(one_of(PARTY_CLASSES))]
WindowText = Annotated[InstanceOf[Window], BeforeValidator(_window)]


class Entry(BaseModel):
    """A table of a pack: unknown keys are errors, defaults are checked, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class QuietPart(Entry):
    """Quiet hours of some days of the week, by the date on which a contact falls."""

    days: tuple[Weekday, ...] = WEEKDAYS
    window: WindowText


class QuietHours(Entry):
    """Contacts inside a daily window: start included, end excluded."""

    kind: Literal["quiet_hours"]
    window: WindowText | None = None
    """The same hours every day."""
    windows: tuple[QuietPart, ...] = ()
    """Or hours that differ by weekday."""
    basis: Counted = "any"
    per: Per = "actor"

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.window is None) == (not self.windows):
            raise ValueError(Sentence("give either `window` or `windows`"))
        return self

    @property
    def parts(self) -> tuple[QuietPart, ...]:
        """The hours by weekday."""
        return self.windows if self.window is None else (QuietPart(window=self.window),)


class CountInWindow(Entry):
    """More contacts within a window than a limit; exactly the limit does not exceed."""

    kind: Literal["count_in_window"]
    window: Length
    basis: Counted
    limit: int = Field(ge=0)
    per: Per
    per_recipient: bool = False
    """Count each phone of the owner for itself."""
    certain_above: int | None = None
    """With `jointly_with`: above this count of one actor, at least one of both rules is exceeded, however
    the contacts are parted between them."""
    jointly_with: str | None = None

    @model_validator(mode="after")
    def _grades(self) -> Self:
        if self.certain_above is not None and self.certain_above <= self.limit:
            raise ValueError(Sentence("`certain_above` must be greater than `limit`"))
        if (self.certain_above is None) != (self.jointly_with is None):
            raise ValueError(Sentence("`certain_above` and `jointly_with` go together"))
        return self


class AfterConversation(Entry):
    """Calls within some consecutive days after a connected call, whose own date is the first day."""

    kind: Literal["after_conversation"]
    days: int = Field(ge=1)
    per: Per


class AfterStopRequest(Entry):
    """Contacts strictly later than a request to stop."""

    kind: Literal["after_stop_request"]
    by: tuple[Literal["debtor", "contact"], ...] = ("debtor", "contact")
    """Whose request the rule speaks of."""
    written: bool = False
    """Whether only a written request counts."""
    basis: Counted = "any"


class BeforeDueDate(Entry):
    """Contacts on dates on which nothing is due: before the due date, after the debt was settled."""

    kind: Literal["before_due_date"]
    basis: Counted = "any"


class ThirdParty(Entry):
    """Contacts to people who do not owe: the owner as contact or stranger, protected people's phones."""

    kind: Literal["third_party"]
    basis: Counted = "any"


class Phrase(Entry):
    """Messages of some categories. Needs the reading of messages."""

    kind: Literal["phrase"]
    categories: tuple[Category, ...] = Field(min_length=1)
    min_severity: Severity = "info"
    first_contact: bool = False
    """Only the first message of each subject."""


class Channel(Entry):
    """Messages of some categories from some classes of numbers. Needs the reading of messages."""

    kind: Literal["channel"]
    categories: tuple[Category, ...] = Field(min_length=1)
    classes: tuple[PartyClass, ...] = Field(min_length=1)


class Basis(Entry):
    """Nothing that a log can be measured against: a text to cite beside findings, with its elements."""

    kind: Literal["basis"]


Condition = Annotated[
    QuietHours
    | CountInWindow
    | AfterConversation
    | AfterStopRequest
    | BeforeDueDate
    | ThirdParty
    | Phrase
    | Channel
    | Basis,
    Field(discriminator="kind"),
]

KINDS: Final = (
    "quiet_hours", "count_in_window", "after_conversation", "after_stop_request", "before_due_date",
    "third_party", "phrase", "channel", "basis",
)  # fmt: skip
