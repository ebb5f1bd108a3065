"""Rules beside each other: no id twice at the same time, no reference into nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from collectguard.i18n import Sentence
from collectguard.rules.models import Pack
from collectguard.rules.problems import Problem


class Entered(NamedTuple):
    """A rule as its file writes it, whether or not it is sound by itself."""

    path: str
    line: Callable[..., int | None]
    """The line of one of its keys, of which the parts are given."""
    id: str | None
    raw: dict[str, Any]

    def date(self, key: str) -> date | None:
        """A date of the rule; ``None`` where it has none that can be read."""
        value = self.raw.get(key)
        return value if type(value) is date else None

    def problem(self, key: str, message: Sentence) -> Problem:
        """A complaint about one of its keys."""
        return Problem(self.path, self.line(*key.split(".")), self.id, key, message)


def across(entered: Sequence[Entered]) -> list[Problem]:
    """What is wrong with rules only because of other rules."""
    named: dict[str, list[Entered]] = defaultdict(list)
    for entry in entered:
        if entry.id:
            named[entry.id].append(entry)
    problems = [problem for same in named.values() for problem in _twice(same)]
    for entry in entered:
        problems += _into_nothing(entry, named)
        problems += _succession(entry, named)
    return problems


def _twice(same: Sequence[Entered]) -> Iterable[Problem]:
    """Several rules of one id are versions of it, each in force after the other."""
    for first, second in combinations(same, 2):
        shared = _overlap(first, second)
        if shared:
            where = f"{first.path}:{first.line('id')}" if first.line("id") else first.path
            yield second.problem(
                "id",
                Sentence(
                    "stands already in {where}, and both are in force {shared}", where=where, shared=shared
                ),
            )


def _into_nothing(entry: Entered, named: dict[str, list[Entered]]) -> Iterable[Problem]:
    condition = entry.raw.get("condition")
    partner = condition.get("jointly_with") if isinstance(condition, dict) else None
    listed = entry.raw.get("see_also")
    references = [("see_also", name) for name in (listed if isinstance(listed, list) else [])]
    references += [("succeeded_by", entry.raw.get("succeeded_by")), ("condition.jointly_with", partner)]
    for key, name in references:
        if isinstance(name, str) and name not in named:
            yield entry.problem(key, Sentence("there is no rule {name!r}", name=name))


def _succession(entry: Entered, named: dict[str, list[Entered]]) -> Iterable[Problem]:
    successor = entry.raw.get("succeeded_by")
    for later in named.get(successor, ()) if isinstance(successor, str) else ():
        shared = _overlap(entry, later)
        if shared:
            yield entry.problem(
                "effective_to",
                Sentence(
                    "{later} succeeds it, and both are in force {shared}", later=later.id, shared=shared
                ),
            )


def _overlap(first: Entered, second: Entered) -> Sentence | None:
    """From when to when both are in force, in words; ``None`` where they never are together."""
    start = max(rule.date("effective_from") or date.min for rule in (first, second))
    end = min(rule.date("effective_to") or date.max for rule in (first, second))
    if start > end:
        return None
    if end == date.max:
        return Sentence("from the beginning") if start == date.min else Sentence("from {start}", start=start)
    if start == date.min:
        return Sentence("up to {end}", end=end)
    return Sentence("from {start} to {end}", start=start, end=end)


def stale(packs: Iterable[Pack], today: date) -> tuple[Sentence, ...]:
    """A sentence for each pack with citations that nobody has checked for more than twelve months.

    This is a warning and no error: the rules are used all the same.
    """
    sentences = []
    for pack in packs:
        oldest = min(rule.citation.checked_on for rule in pack.rules)
        if (today.year - 1, today.month, today.day) > (oldest.year, oldest.month, oldest.day):
            sentences.append(
                Sentence(
                    "{path}: citations were last checked on {oldest}, more than 12 months ago.",
                    path=pack.path,
                    oldest=oldest,
                )
            )
    return tuple(sentences)
