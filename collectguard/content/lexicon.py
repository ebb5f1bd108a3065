"""A lexicon ready for use: compiled patterns, and the order in which rules are tried."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from collectguard.content.models import ABUSE, COLLECTION, Rule
from collectguard.content.variants import Keyword, Variants

Patterns = tuple[re.Pattern[str], ...]


class Test(NamedTuple):
    """A context: one of ``any`` must occur in a text and none of ``none``."""

    any: Patterns
    none: Patterns

    @classmethod
    def of(cls, any_: Iterable[str], none: Iterable[str]) -> Self:
        """The context of patterns that compile; each group becomes one alternation."""
        return cls(_joined(any_), _joined(none))

    def holds(self, text: str) -> bool:
        """Whether a normalised text has the property."""
        return any(p.search(text) for p in self.any) and not any(p.search(text) for p in self.none)


def _joined(patterns: Iterable[str]) -> Patterns:
    each = [f"(?:{pattern})" for pattern in patterns]
    return (re.compile("|".join(each)),) if each else ()


class Ready(NamedTuple):
    """A rule with its compiled pattern."""

    rule: Rule
    pattern: re.Pattern[str]

    @property
    def stage(self) -> int:
        """0 for rules that stand alone, 1 for those that look at abusive hits, 2 at collection."""
        named = {name for item in self.rule.requires for name in item.split("|")} | set(self.rule.unless)
        return 2 if COLLECTION in named else 1 if ABUSE in named else 0


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything that messages are judged by."""

    rules: tuple[Ready, ...]
    """By id."""
    contexts: Mapping[str, Test] = field(repr=False)
    negation: Patterns = field(repr=False)
    """What clears a hit when it stands right before it."""
    keywords: tuple[Keyword, ...] = field(repr=False)
    """Words whose other spellings are undone before anything is looked for."""

    def without(self, ids: Collection[str]) -> "Lexicon":
        """The lexicon less these rules; contexts, sets and keywords stay."""
        return replace(self, rules=tuple(ready for ready in self.rules if ready.rule.id not in ids))

    @cached_property
    def variants(self) -> Variants:
        """The other spellings of the keywords."""
        return Variants(self.keywords)

    @cached_property
    def staged(self) -> tuple[Ready, ...]:
        """The rules in the order in which they are tried."""
        return tuple(sorted(self.rules, key=lambda ready: ready.stage))

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {ready.rule.id: ready.rule for ready in self.rules}
