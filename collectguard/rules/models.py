"""Rule packs as data: what each key of a pack means, and what it may hold."""

from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from collectguard import findings
from collectguard.findings import Force
from collectguard.i18n import Sentence
from collectguard.provenance import Origin
from collectguard.rules.banned import banned_in
from collectguard.rules.example_entries import Example, Zone
from collectguard.rules.kinds import Basis, Condition, Entry
from collectguard.statements import ActorRole, CreditorType, OwnerRole

Verified = Literal["VT", "VS", "VW", "MEM"]
"""How the text was verified: against a full text, in a published secondary source, in weak ones, not."""

ENOUGH: Final = ("VT", "VS")
"""Marks with which a rule may be enabled."""

NEVER: Final = ("draft", "superseded")
"""Force with which a rule may not be enabled."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Text(Entry):
    """A sentence for readers, in one language at least."""

    zh: Words | None = None
    en: Words | None = None

    @model_validator(mode="after")
    def _any(self) -> Self:
        if not (self.zh or self.en):
            raise ValueError(Sentence("give `zh` or `en`"))
        return self

    @model_validator(mode="after")
    def _judges_nobody(self) -> Self:
        """It is printed beside counts, and no count shows that a law was broken."""
        if found := banned_in(f"{self.zh or ''}\n{self.en or ''}"):
            raise ValueError(
                Sentence(
                    "must not say {words}: no count shows that, or it is not so; the words of the text "
                    "itself belong in `quote`",
                    words=", ".join(found),
                )
            )
        return self

    def of(self, lang: str) -> str:
        """The sentence in ``lang``, else in the other language."""
        return (self.zh if lang == "zh" else self.en) or self.en or self.zh or ""


class CitationEntry(Entry):
    """Where the rule stands."""

    instrument: Words
    article: Words | None = None
    quote: Words | None = None
    verified: Verified
    checked_on: date
    note: Text | None = None
    """What could not be verified and is therefore left out."""

    def of(self, lang: str) -> findings.Citation:
        """The citation for readers of ``lang``."""
        note = self.note.of(lang) if self.note else None
        return findings.Citation(
            self.instrument, self.article, self.quote, self.verified, self.checked_on, note
        )


class AppliesIf(Entry):
    """Whom the rule speaks of. A list that is not given leaves nobody out."""

    owner_role: tuple[OwnerRole, ...] | None = None
    actor_role: tuple[ActorRole, ...] | None = None
    creditor_type: tuple[CreditorType, ...] | None = None
    overdue_days_max: int | None = Field(default=None, ge=0)
    """Only while the debt is overdue for at most so many days."""


class Rule(Entry):
    """One published rule."""

    id: str = Field(pattern=r"^[A-Z]{2}-[A-Z0-9]+(-[A-Z0-9]+)*$")
    title: Text
    force: Force
    modality: Words | None = None
    condition: Condition
    bearing: Literal["limit", "element"] = "limit"
    """``limit``: the text itself says what is counted. ``element``: the count is a fact that bears on a
    wider element of the text, which an authority or a court must weigh."""
    graded: Literal["possible"] | None = None
    """Where a log alone can never decide."""
    applies_if: AppliesIf = AppliesIf()
    effective_from: date | None = None
    """First day in force; none where it could not be verified."""
    effective_to: date | None = None
    """Last day in force; none while it is."""
    effective_note: Text | None = None
    succeeded_by: str | None = None
    elements: Text | None = None
    """What the text asks for, in plain words."""
    limits: Text | None = None
    """Where the text stops: what must not be read into it."""
    exceptions: tuple[Text, ...] = ()
    """What the other side may say."""
    cannot_show: tuple[Text, ...] = ()
    """What a log cannot show about it."""
    citation: CitationEntry
    see_also: tuple[str, ...] = ()
    enabled: bool = True
    disabled_because: Text | None = None
    example: Example | None = None

    @field_validator("effective_to")
    @classmethod
    def _order(cls, value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("effective_from")
        if value and start and value < start:
            raise ValueError(Sentence("ends on {end}, before it begins on {start}", end=value, start=start))
        return value

    @field_validator("enabled")
    @classmethod
    def _may_be_enabled(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001
        citation, force = info.data.get("citation"), info.data.get("force")
        if value and force in NEVER:
            raise ValueError(Sentence("a rule that is {force} cannot be enabled", force=force))
        if value and citation is not None and citation.verified not in ENOUGH:
            mark = citation.verified
            raise ValueError(Sentence("a rule that was verified only as {mark} cannot be enabled", mark=mark))
        return value

    @field_validator("disabled_because")
    @classmethod
    def _reason(cls, value: Text | None, info: ValidationInfo) -> Text | None:
        if info.data.get("enabled") is False and value is None:
            raise ValueError(Sentence("a rule that is not enabled must say why"))
        return value

    @field_validator("exceptions", "cannot_show")
    @classmethod
    def _careful(cls, value: tuple[Text, ...], info: ValidationInfo) -> tuple[Text, ...]:
        condition = info.data.get("condition")
        if not value and condition is not None and not isinstance(condition, Basis):
            raise ValueError(Sentence("say what the other side may say and what a log cannot show"))
        return value

    @property
    def evaluable(self) -> bool:
        """Whether a log can be measured against it at all."""
        return not isinstance(self.condition, Basis)


class Header(Entry):
    """What holds for all rules of a pack."""

    schema_: Literal[1] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    jurisdiction: str = Field(pattern=r"^[A-Z]{2}$")
    title: Text
    tz: Zone = None
    """The zone of the rules' clock; that of the log where none is given."""
    notes: tuple[Text, ...] = ()
    """What is not considered in any of its rules."""
    words: dict[str, Text] = Field(default_factory=dict)
    """Sentences that rules name in ``exceptions`` and ``cannot_show``."""


class Pack(Entry):
    """The rules of one jurisdiction, in the order of their file."""

    id: str
    jurisdiction: str
    title: Text
    tz: str | None
    notes: tuple[Text, ...]
    rules: tuple[Rule, ...]
    origin: Origin
    shipped: bool

    @property
    def path(self) -> str:
        """The file: a path as given, or the name of one that ships with the program."""
        return self.origin.path

    @classmethod
    def of(cls, header: Header, rules: list[Rule], origin: Origin, *, shipped: bool) -> Self:
        """A pack of a checked header and checked rules."""
        shared: dict[str, Any] = {
            name: getattr(header, name) for name in ("title", "notes", "tz", "jurisdiction")
        }
        return cls(id=header.id, rules=tuple(rules), origin=origin, shipped=shipped, **shared)
