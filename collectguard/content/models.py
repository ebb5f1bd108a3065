"""Lexica as data: what each key of a file means, and what it may hold."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from collectguard.content.results import Category, Severity
from collectguard.i18n import Sentence
from collectguard.schema import PARTY_CLASSES
from collectguard.statements import OwnerRole

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Basis = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]+(-[A-Z0-9]+)*$")]
Step = Literal["nfkc", "zero-width", "t2s", "noise-between-cjk", "pinyin"]

THREAD = "thread"
"""Stands in ``requires`` for a conversation about a debt."""
COLLECTION = "collection"
"""Stands in ``requires`` and ``unless`` for a hit of that category in the same text."""
ABUSE = "abuse"
"""Stands there for a hit of one of the abusive categories in the same text."""
GIVEN = (THREAD, COLLECTION, ABUSE)


class Entry(BaseModel):
    """A table of a lexicon: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Text(Entry):
    """A sentence for readers, in one language at least; a plain string is shown in every language."""

    zh: Words | None = None
    en: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"zh": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _any(self) -> Self:
        if not (self.zh or self.en):
            raise ValueError(Sentence("give `zh` or `en`"))
        return self

    def of(self, lang: str) -> str:
        """The sentence in ``lang``, else in the other language."""
        return (self.zh if lang == "zh" else self.en) or self.en or self.zh or ""


class Head(Entry):
    """The table ``pack``."""

    id: Id
    version: Words
    schema_: Literal[1] = Field(alias="schema")
    language: Words
    jurisdiction: Words | None = None
    licence: Words
    normalise: tuple[Step, ...] = ()
    """What the patterns count on; all steps are always taken."""


class Context(Entry):
    """A property of a whole text. Tables of the same name in several files are joined."""

    any: tuple[str, ...] = ()
    """Patterns of which one must occur."""
    none: tuple[str, ...] = ()
    """Patterns of which none may."""


class Spelling(Entry):
    """How else a keyword is written."""

    pinyin: str = Field(default="", pattern=r"^([a-z]+( [a-z]+)*)?$")
    alike: tuple[Words, ...] = ()


class Positive(Entry):
    """A text in which the rule finds its quote."""

    text: Words
    quote: Words
    obfuscated: bool = False
    """Whether the text is written so that a plain search would miss it."""


class Negative(Entry):
    """A text in which the rule finds nothing."""

    text: Words
    note: str = ""


class Rule(Entry):
    """A phrase with what must, and what must not, be around it."""

    id: Id
    category: Category
    severity: Severity
    severity_if: dict[OwnerRole, Severity] = Field(default_factory=dict)
    """Other severities where the owner's role is known."""
    title: Text
    why: Text | None = None
    pattern: str = Field(min_length=1)
    """In the syntax of ``re``, on the normalised text; ``{name}`` stands for a set."""
    requires: tuple[str, ...] = ()
    """All must hold; ``a|b`` is met by either."""
    unless: tuple[str, ...] = ()
    """None may hold."""
    negation: int = Field(default=10, ge=0, le=40)
    """Characters before the hit in which a negation clears it; 0 for none."""
    scope: Literal["body", "signature", "any"] = "any"
    """``signature`` is what stands between 【 and 】 at either end, ``body`` the rest."""
    roles: tuple[OwnerRole, ...] = ("debtor", "contact", "unrelated")
    """Roles of the recipient for which it is a finding; for others it is a note of severity ``info``."""
    needs_role: bool = False
    """Whether there is no hit at all as long as the role is not known to be among ``roles``."""
    senders: tuple[str, ...] = ()
    """Classes of numbers; a rule with any is looked at only where the sender is known to be of one."""
    legal_basis: tuple[Basis, ...] = ()
    clear_hint: Text | None = None
    """How the recipient can check whether the message is what it seems."""
    since: Words
    allow_without_context: bool = False
    reason: Words | None = None
    """Why no context is needed."""
    positive: tuple[Positive, ...] = Field(min_length=2)
    negative: tuple[Negative, ...] = Field(min_length=2)

    @field_validator("senders")
    @classmethod
    def _classes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in PARTY_CLASSES:
                raise ValueError(Sentence("there is no class of numbers {name!r}", name=name))
        return value

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.requires and not (self.allow_without_context and self.reason):
            raise ValueError(
                Sentence("without `requires`, say `allow_without_context = true` and the `reason`")
            )
        if self.severity in {"high", "critical"} and not any(each.obfuscated for each in self.positive):
            raise ValueError(
                Sentence(
                    "a rule of severity {severity} needs a positive example that is `obfuscated`",
                    severity=self.severity,
                )
            )
        return self
