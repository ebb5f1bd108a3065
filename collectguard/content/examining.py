"""The received messages of a log against a lexicon; each distinct body once."""

from collections.abc import Collection, Mapping, Sequence
from itertools import compress, groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.content.judging import Reading
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
    actor, demands payment elsewhere on the same phone.

    Args:
        log: Any log; rows marked as duplicates are left out.
        lexicon: That of the program by default.
        role: What the owner is to the debt, where that is known. Of a debtor, all whose phones were read
            beside are contacts; of others, nobody knows what they are.
        actor_of: Actor of a party, where the user has confirmed it.
    """
    lexicon = lexicon or shipped()
    messages = log.contacts[log.contacts["body"].notna().to_numpy()]
    codes, texts = _texts(messages, log.settings.owner, role)
    parties = messages["party"].cat
    names = np.array([(actor_of or {}).get(str(party), str(party)) for party in parties.categories] + [""])
    senders = names[parties.codes.to_numpy()]
    telling = {name for ready in lexicon.rules for name in ready.rule.senders}
    classes = [str(name) if name in telling else None for name in messages["party_class"].cat.categories]
    sorts = [*classes, None]  # of those whose code is -1
    sent_by = [sorts[code] for code in messages["party_class"].cat.codes.tolist()]
    rows = list(zip(codes.tolist(), sent_by, strict=True))
    judged = [
        _Body(texts[at].body, [sort for _at, sort in asked], lexicon, texts[at].role)
        for at, asked in groupby(sorted(dict.fromkeys(rows), key=itemgetter(0)), key=itemgetter(0))
    ]
    pressing = np.array([body.presses for body in judged], dtype=bool)
    phones = messages["owner"].cat.codes.tolist()
    pressed = zip(senders[pressing[codes]].tolist(), compress(phones, pressing[codes]), strict=True)
    threads = {(name, phone) for name, phone in pressed if name}
    ids: list[str] = []
    hits: list[Hit] = []
    for event_id, sender, (at, sort) in zip(
        messages["event_id"].tolist(), zip(senders.tolist(), phones, strict=True), rows, strict=True
    ):
        found = judged[at].hits(sort, thread=sender in threads)
        if found:
            ids += [event_id] * len(found)
            hits += found
    return Content(
        EventHits(ids, hits),
        judged=len(messages),
        distinct=len({text.body for text in texts}),
        threads=frozenset(name for name, _phone in threads),
        explained=_explained(lexicon, {hit.rule for hit in hits}),
        own_lexica=lexicon.own,
        disabled=lexicon.disabled,
    )


class _Text(NamedTuple):
    """A text and what the people are to the debt who got it."""

    body: str
    role: OwnerRole | None


def _texts(
    messages: pd.DataFrame, owner: str, role: OwnerRole | None
) -> tuple[NDArray[np.intp], list[_Text]]:
    """The different texts, those to the owner apart from those to other people; and which one each row is."""
    codes, bodies = pd.factorize(messages["body"])
    theirs = (messages["owner"] != owner).to_numpy(dtype=bool)
    if not theirs.any():
        return codes, [_Text(str(body), role) for body in bodies]
    kinds, places = np.unique(codes + len(bodies) * theirs, return_inverse=True)
    other: OwnerRole | None = "contact" if role == "debtor" else None
    texts = [
        _Text(str(bodies[kind % len(bodies)]), role if kind < len(bodies) else other)
        for kind in kinds.tolist()
    ]
    return places, texts


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


def presses(judgement: Judgement) -> bool:
    """Whether a text demands payment, so that its conversation is one about a debt."""
    return any(hit.category == "collection" and hit.severity in _PRESSING for hit in judgement.hits)


class _Body:
    """What a body says alone and in a conversation about a debt, by each class of sender that it came from.

    Both are found at once, while the text is at hand; only hits are kept.
    """

    __slots__ = ("_alone", "_in_thread", "presses")

    def __init__(
        self, body: str, asked: Sequence[str | None], lexicon: Lexicon, role: OwnerRole | None
    ) -> None:
        reading = Reading(body, lexicon, role)
        first = reading.judgement(sender=asked[0])  # a class changes neither of what is asked of it
        self.presses = presses(first)
        self._alone = self._by_sort(reading, asked, first, thread=False)
        self._in_thread = self._alone
        if not first.about_debt:
            first = reading.judgement(thread=True, sender=asked[0])
            self._in_thread = self._by_sort(reading, asked, first, thread=True)

    @staticmethod
    def _by_sort(
        reading: Reading, asked: Sequence[str | None], first: Judgement, *, thread: bool
    ) -> dict[str | None, tuple[Hit, ...]]:
        found = {asked[0]: first.hits}
        for sort in asked[1:]:
            other = reading.judgement(thread=thread, sender=sort) if reading.sender_tells else first
            found[sort] = other.hits
        return {sort: hits for sort, hits in found.items() if hits}

    def hits(self, sort: str | None, *, thread: bool) -> tuple[Hit, ...]:
        """The hits in a message from this class of sender."""
        return (self._in_thread if thread else self._alone).get(sort, ())
