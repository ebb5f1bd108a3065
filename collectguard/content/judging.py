"""One text against a lexicon."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from collectguard.content.gate import Live, spans
from collectguard.content.lexicon import Lexicon, Ready, Trial
from collectguard.content.models import ABUSE, COLLECTION, THREAD
from collectguard.content.normalise import Normalised, normalise
from collectguard.content.results import ABUSIVE, CATEGORIES, Hit, Judgement
from collectguard.i18n import Sentence
from collectguard.lines import Place
from collectguard.statements import OwnerRole

DEBT: Final = "debt"
"""The context of texts that speak of a debt."""

_CLAUSE_ENDS: Final = re.compile(r"[。;!?,、]")
_SIGNATURE: Final = re.compile(
    r"^【([^【】]{1,20})】|^\[([^\[\]]{1,20})\]|【([^【】]{1,20})】$|\[([^\[\]]{1,20})\]$"
)


def judge(
    text: str,
    *,
    lexicon: Lexicon | None = None,
    thread: bool = False,
    sender: str | None = None,
    role: OwnerRole | None = None,
) -> Judgement:
    """What a text says: categories, and the hits that they rest on.

    Args:
        text: The body of a message, as received. Its first 4,000 characters are read.
        lexicon: That of the program by default.
        thread: Whether it belongs to a conversation in which somebody is told to pay what is overdue.
        sender: Class of the number it came from, as in ``Log.events``; ``None`` where that is not known.
        role: The recipient's, where it is known.
    """
    if lexicon is None:
        from collectguard.content.loading import shipped  # noqa: PLC0415 -- loading tries examples with judge

        lexicon = shipped()
    return Reading(text, lexicon, role).judgement(thread=thread, sender=sender)


class Reading:
    """A text on its way to a judgement, or to several: what is found in it once is kept."""

    def __init__(self, body: str, lexicon: Lexicon, role: OwnerRole | None) -> None:
        self._body, self._lexicon, self._role = body, lexicon, role
        self._text: Normalised = lexicon.variants.undone(normalise(body))
        self._met = lexicon.tried.gate.met(self._text.text)
        self._trials = lexicon.tried.trials(self._met)
        self.sender_tells = False
        """Whether any judgement so far could be another for another class of sender."""
        self._tests: dict[str, bool] = {}
        self._spans: dict[str, tuple[int, int] | None] = {}
        self._settled: dict[str, Hit | None] = {}
        """What was found by rules that ask for nothing beside the text."""

    def judgement(self, *, thread: bool = False, sender: str | None = None) -> Judgement:
        """What the text says, alone or as part of a conversation, and from a sender of this class."""
        holds = self._tests
        holds[THREAD], holds[COLLECTION], holds[ABUSE] = thread, False, False
        hits = []
        settled = self._settled
        for trial, live in self._trials:
            rule = trial.ready.rule.id
            if rule in settled:
                hit = settled[rule]
            else:
                hit = self._hit(trial, live)
                if trial.alone:
                    settled[rule] = hit
            if hit is not None and trial.ready.rule.senders:
                self.sender_tells = True
                hit = hit if sender in trial.ready.rule.senders else None
            if hit is not None:
                hits.append(hit)
                holds[COLLECTION] |= hit.category == COLLECTION
                holds[ABUSE] |= hit.category in ABUSIVE
        found = {hit.category for hit in hits}
        return Judgement(
            labels=tuple(category for category in CATEGORIES if category in found) if found else (),
            hits=tuple(sorted(hits, key=lambda hit: (hit.start, hit.rule))),
            about_debt=self._context(DEBT),
        )

    def _hit(self, trial: Trial, live: Live) -> Hit | None:
        rule, holds = trial.ready.rule, self._tests
        if rule.needs_role and self._role not in rule.roles:
            return None
        fired = []
        for names in trial.requires:
            for name in names:
                if holds[name] if name in holds else self._context(name):
                    fired.append(name)
                    break
            else:
                return None
        span = self._span(trial.ready, live)
        if span is None:
            return None
        for name in rule.unless:
            if holds[name] if name in holds else self._context(name):
                return None
        start, end = self._text.span(*span)
        return Hit(
            rule=rule.id,
            category=rule.category,
            severity=self._severity(trial.ready),
            quote=self._body[start:end],
            start=start,
            end=end,
            contexts=tuple(fired),
            bases=rule.legal_basis,
        )

    def _context(self, name: str) -> bool:
        held = self._tests.get(name)
        if held is None:
            held = self._tests[name] = self._lexicon.tried.holds(name, self._text.text, self._met)
        return held

    def _span(self, ready: Ready, live: Live) -> tuple[int, int] | None:
        name = ready.rule.id
        if name not in self._spans:
            self._spans[name] = self._searched(ready, live)
        return self._spans[name]

    def _searched(self, ready: Ready, live: Live) -> tuple[int, int] | None:
        """The first place that the pattern matches and that nothing clears."""
        for start, end in spans(live, self._text.text):
            if (
                start < end
                and self._in_scope(start, end, ready.rule.scope)
                and not self._cleared(start, ready)
            ):
                return start, end
        return None

    @cached_property
    def _signatures(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SIGNATURE.finditer(self._text.text)]

    def _in_scope(self, start: int, end: int, scope: str) -> bool:
        if scope == "any":
            return True
        inside = any(first <= start and end <= last for first, last in self._signatures)
        return inside == (scope == "signature")

    def _cleared(self, start: int, ready: Ready) -> bool:
        reach = ready.rule.negation
        if not reach:
            return False
        text, first = self._text.text, max(0, start - reach)
        for end in _CLAUSE_ENDS.finditer(text, first, start):
            first = end.end()
        # A negation may reach into the hit: 不 before 会上门.
        found = (pattern.search(text, first, start + 2) for pattern in self._lexicon.negation)
        return any(match is not None and match.start() < start for match in found)

    def _severity(self, ready: Ready) -> str:
        rule, role = ready.rule, self._role
        if role is None:
            return rule.severity
        if role not in rule.roles:
            return "info"
        return rule.severity_if.get(role, rule.severity)


def examples(ready: Ready, lexicon: Lexicon) -> Iterator[tuple[Place, Sentence]]:
    """Where the examples of a rule do not do as they say: the key, and what happens instead."""
    rule = ready.rule
    sender = rule.senders[0] if rule.senders else None
    role = rule.roles[0] if rule.needs_role else None

    def quotes(text: str) -> list[str]:
        judgement = judge(text, lexicon=lexicon, sender=sender, role=role)
        return [hit.quote for hit in judgement.hits if hit.rule == rule.id]

    for at, positive in enumerate(rule.positive):
        found = quotes(positive.text)
        if not found:
            yield ("positive", at), Sentence("the rule finds nothing in {text!r}", text=positive.text)
        elif found[0] != positive.quote:
            yield (
                ("positive", at, "quote"),
                Sentence("the rule finds {found!r} in {text!r}", found=found[0], text=positive.text),
            )
    for at, negative in enumerate(rule.negative):
        for quote in quotes(negative.text):
            yield (
                ("negative", at),
                Sentence("the rule finds {found!r} in {text!r}", found=quote, text=negative.text),
            )
