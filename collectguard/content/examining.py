"""The received messages of a log against a lexicon; each distinct body once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from collectguard.content.judging import judge
from collectguard.content.lexicon import Lexicon
from collectguard.content.loading import shipped
from collectguard.content.results import SEVERITIES, Content, EventHits, Explained, Hit, Judgement
from collectguard.i18n import LANGUAGES
from collectguard.schema import Log
from collectguard.statements import OwnerRole

_PRESSING: Final = frozenset(SEVERITIES[SEVERITIES.index("low") :])
"""Severities of collection that make a conversation one about a debt; a bank's monthly bill does not."""


def examine(
    log: Log,
    *,
    lexicon: Lexicon | None = None,
    role: OwnerRole | None = None,
    actor_of: Mapping[str, str] | None = None,
) -> Content:
    """What the received messages of a log say.

    Only incoming messages are read: what the owner wrote is no collection. A message that does not name a
    debt is judged a second time as part of its conversation where its sender, or another number of the same
    actor, demands payment elsewhere in the log.

    Args:
        log: Any log; rows marked as duplicates are left out.
        lexicon: That of the program by default.
        role: What the owner is to the debt, where that is known.
        actor_of: Actor of a party, where the user has confirmed it.
    """
    lexicon = lexicon or shipped()
    messages = log.contacts[log.contacts["body"].notna().to_numpy()]
    codes, bodies = pd.factorize(messages["body"])
    parties = messages["party"].cat
    names = np.array([(actor_of or {}).get(str(party), str(party)) for party in parties.categories] + [""])
    senders = names[parties.codes.to_numpy()]
    class_names = [str(name) for name in messages["party_class"].cat.categories]
    class_codes = messages["party_class"].cat.codes.tolist()
    reader = _Reader(lexicon, role, [str(body) for body in bodies])
    first_rows = np.unique(codes, return_index=True)[1]
    # A class of sender changes neither of the two things that are asked of these; most bodies have one.
    alone = [
        reader.judged(at, thread=False, sender=_name(class_names, class_codes[row]))
        for at, row in enumerate(first_rows)
    ]
    pressing = np.array([presses(judgement) for judgement in alone], dtype=bool)
    threads = frozenset(map(str, senders[pressing[codes]])) - {""} if len(codes) else frozenset()
    ids: list[str] = []
    hits: list[Hit] = []
    rows = zip(messages["event_id"].tolist(), codes.tolist(), senders.tolist(), class_codes, strict=True)
    for event_id, at, sender, class_code in rows:
        first = alone[at]
        thread = sender in threads and not first.about_debt
        party_class = _name(class_names, class_code)
        if not (thread or first.hits or party_class in reader.telling):
            continue
        found = reader.judged(at, thread=thread, sender=party_class).hits
        ids += [event_id] * len(found)
        hits += found
    return Content(
        EventHits(ids, hits),
        judged=len(messages),
        distinct=len(bodies),
        threads=threads,
        explained=_explained(lexicon, {hit.rule for hit in hits}),
    )


def _explained(lexicon: Lexicon, found: Collection[str]) -> dict[str, dict[str, Explained]]:
    """What the lexicon says about these rules in each language."""
    rules = [lexicon.by_id[rule] for rule in sorted(found)]
    return {
        rule.id: {
            lang: Explained(
                rule.title.of(lang),
                rule.why.of(lang) if rule.why else None,
                rule.clear_hint.of(lang) if rule.clear_hint else None,
            )
            for lang in LANGUAGES
        }
        for rule in rules
    }


def _name(names: Sequence[str], code: int) -> str | None:
    return names[code] if code >= 0 else None


def presses(judgement: Judgement) -> bool:
    """Whether a text demands payment, so that its conversation is one about a debt."""
    return any(hit.category == "collection" and hit.severity in _PRESSING for hit in judgement.hits)


class _Reader:
    """Distinct bodies with what has been judged of them so far."""

    def __init__(self, lexicon: Lexicon, role: OwnerRole | None, bodies: list[str]) -> None:
        self._lexicon, self._role, self._bodies = lexicon, role, bodies
        self._known: dict[tuple[int, bool, str | None], Judgement] = {}
        self.telling = frozenset(name for ready in lexicon.rules for name in ready.rule.senders)
        """Classes of senders that make a difference to any rule."""

    def judged(self, at: int, *, thread: bool, sender: str | None) -> Judgement:
        key = (at, thread, sender if sender in self.telling else None)
        if key not in self._known:
            body = self._bodies[at]
            self._known[key] = judge(
                body, lexicon=self._lexicon, thread=thread, sender=key[2], role=self._role
            )
        return self._known[key]
