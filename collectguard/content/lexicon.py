"""A lexicon ready for use: compiled patterns, and the order in which rules are tried."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from collectguard.content.gate import Gate, Gated, Live, occurs
from collectguard.content.models import ABUSE, COLLECTION, THREAD, Rule
from collectguard.content.variants import Keyword, Variants
from collectguard.provenance import Origin

Patterns = tuple[re.Pattern[str], ...]


class Test(NamedTuple):
    """A context: one of ``any`` must occur in a text and none of ``none``."""

    any: Patterns
    none: Patterns

    @classmethod
    def of(cls, any_: Iterable[str], none: Iterable[str]) -> Self:
        """The context of patterns that compile; each group becomes one alternation."""
        return cls(_joined(any_), _joined(none))


def _joined(patterns: Iterable[str]) -> Patterns:
    each = [f"(?:{pattern})" for pattern in patterns]
    return (re.compile("|".join(each)),) if each else ()


class Ready(NamedTuple):
    """A rule with its compiled pattern."""

    rule: Rule
    pattern: re.Pattern[str]

    @property
    def named(self) -> frozenset[str]:
        """The contexts that it asks for."""
        return frozenset(
            name for item in (*self.rule.requires, *self.rule.unless) for name in item.split("|")
        )

    @property
    def stage(self) -> int:
        """0 for rules that stand alone, 1 for those that look at abusive hits, 2 at collection."""
        return 2 if COLLECTION in self.named else 1 if ABUSE in self.named else 0


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
    own: tuple[Origin, ...] = ()
    """The user's own files."""
    disabled: tuple[str, ...] = ()
    """Ids of rules that were left out."""

    def without(self, ids: Collection[str]) -> "Lexicon":
        """The lexicon less these rules; contexts, sets and keywords stay."""
        kept = tuple(ready for ready in self.rules if ready.rule.id not in ids)
        return replace(self, rules=kept, disabled=tuple(sorted({*self.disabled, *ids})))

    @cached_property
    def variants(self) -> Variants:
        """The other spellings of the keywords."""
        return Variants(self.keywords)

    @cached_property
    def tried(self) -> "Tried":
        """The rules in the order in which they are tried, and the contexts, taken apart."""
        return Tried(self)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {ready.rule.id: ready.rule for ready in self.rules}


class Trial(NamedTuple):
    """A rule with what is asked of each text, prepared."""

    ready: Ready
    gated: Gated
    requires: tuple[tuple[str, ...], ...]
    """Contexts: one of each group."""
    alone: bool
    """Whether the text alone decides: neither the conversation nor another rule does."""


class Tried:
    """A lexicon taken apart: what is worth a search in a text, for all its patterns at once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.gate = Gate()
        self._trials = [
            Trial(
                ready,
                self.gate.taken_apart(ready.pattern.pattern),
                tuple(tuple(item.split("|")) for item in ready.rule.requires),
                alone=ready.named.isdisjoint((THREAD, COLLECTION, ABUSE)),
            )
            for ready in sorted(lexicon.rules, key=lambda ready: ready.stage)
        ]
        self._tests = {
            name: tuple(
                [self.gate.taken_apart(p.pattern) for p in patterns] for patterns in (test.any, test.none)
            )
            for name, test in lexicon.contexts.items()
        }

    def trials(self, met: int) -> list[tuple[Trial, Live]]:
        """The rules that can match where these needs are met, with their alternatives that can."""
        found = []
        for trial in self._trials:
            gated = trial.gated
            live = gated.kept.get(met & gated.asked)  # `live` without the call: this is the innermost loop
            if live is None:
                live = gated.live(met)
            if live:
                found.append((trial, live))
        return found

    def holds(self, name: str, text: str, met: int) -> bool:
        """Whether a text has the property that a context stands for."""
        if name not in self._tests:
            return False
        any_, none = self._tests[name]
        return any(occurs(each.live(met), text) for each in any_) and not any(
            occurs(each.live(met), text) for each in none
        )
