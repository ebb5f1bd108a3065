"""Messages with hits, as documents show them: each once, under its most serious category."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from collectguard.case import Case
from collectguard.content import ABUSIVE, BY_WEIGHT, SEVERITIES, Content, Hit
from collectguard.reports.document.evidence import Evidence

BEYOND: Final = ABUSIVE | {"minors", "doctored_pictures", "new_loan"}
"""Categories that are more than a demand for payment, however mild the hit."""
SERIOUS: Final = frozenset({"high", "critical"})
_RANK: Final = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_PLACE: Final = {category: place for place, category in enumerate(BY_WEIGHT)}


class Flagged(NamedTuple):
    """A message of the evidence list in which something was found."""

    number: int
    event_id: str
    started_at: pd.Timestamp
    """In UTC; ``NaT`` where none is recorded."""
    time_quality: str
    party: str
    subject: str | None
    body: str
    hits: tuple[Hit, ...]
    category: str
    """The category under which it stands."""
    categories: tuple[str, ...]
    """All of its categories, the gravest first."""
    owner: str
    """On whose phone it arrived: the label in ``Log.events``."""

    @property
    def weighty(self) -> tuple[Hit, ...]:
        """The hits for which it stands where it does: those of its category, and all that weigh as much."""
        lead = self.category
        return tuple(
            hit for hit in self.hits if hit.category == lead or not _weight(hit.category, hit.severity)[0]
        )

    @property
    def mild(self) -> tuple[Hit, ...]:
        """The others."""
        weighty = set(self.weighty)
        return tuple(hit for hit in self.hits if hit not in weighty)

    def severity_in(self, category: str) -> str:
        """The highest severity of its hits of this category, of which there is one."""
        return max((hit.severity for hit in self.hits if hit.category == category), key=_RANK.__getitem__)


class Tally(NamedTuple):
    """The messages of one category, whatever else they hold."""

    category: str
    messages: int
    serious: int
    """Those with a serious or very serious hit of the category."""
    senders: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    """Of those with a usable time."""


def _weight(category: str, severity: str) -> tuple[bool, int, int]:
    """Smaller, the more serious: what goes beyond a demand first, then by severity, then by category."""
    plain = category not in BEYOND and severity not in SERIOUS
    return plain, -_RANK[severity], _PLACE[category]


@cache
def _categories(kinds: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...]]:
    """Of the categories and severities of hits: the category that leads, and all of them."""
    lead, _severity = min(kinds, key=lambda kind: _weight(*kind))
    found = {category for category, _severity in kinds}
    return lead, tuple(category for category in BY_WEIGHT if category in found)


@dataclass(frozen=True, eq=False)
class Messages:
    """What the messages of the senders reported on hold."""

    content: Content
    flagged: tuple[Flagged, ...]
    """Those on the owner's own phone, in the order of the evidence list. All figures are about these."""
    others: tuple[Flagged, ...]
    """Those of the evidence list that arrived on other people's phones."""
    on_other_phones: Mapping[str, int]
    """All messages with hits on other people's phones, on the list or not, by the label of the phone."""
    received: int
    """All messages of these senders."""
    read: int
    """Those of them with a text."""
    unflagged: int
    """Messages of senders with a hit that have none themselves."""
    elsewhere: int
    """Messages with hits from senders that are not reported on, which no document quotes."""
    serious_elsewhere: int
    """Those of them with a hit that goes beyond a demand."""

    @classmethod
    def of(cls, case: Case, evidence: Evidence) -> "Messages | None":
        """The messages of one case by its whole evidence list; ``None`` where nobody has read them.

        They are looked up once for a list, which several parts of a document ask for.
        """
        if case.content is None:
            return None
        known = _KNOWN.get(evidence)
        if known is None or known.content is not case.content:
            known = _KNOWN[evidence] = cls._looked_up(case, case.content, evidence)
        return known

    @classmethod
    def _looked_up(cls, case: Case, content: Content, evidence: Evidence) -> "Messages":
        found = content.by_event
        reported = case.senders.index[case.senders["reported"].to_numpy(bool)]
        events = evidence.events[(evidence.events["kind"] != "call").to_numpy()]
        elsewhere = (events["owner"] != case.log.settings.owner).to_numpy(bool)
        hit = events["event_id"].isin(list(found))
        others = tuple(_flagged(events[hit & elsewhere], found))
        events = events[~elsewhere & events["party"].isin(reported).to_numpy(bool)]
        hit = hit[events.index]
        flagged = tuple(_flagged(events[hit], found))
        senders = {message.party for message in flagged}
        unflagged = events["party"].isin(list(senders)) & ~hit
        away_from_home = _on_other_phones(case, found)
        shown = {message.event_id for message in flagged} | away_from_home.keys()
        away = [hits for event_id, hits in found.items() if event_id not in shown]
        return cls(
            content=content,
            flagged=flagged,
            others=others,
            on_other_phones=Counter(away_from_home.values()),
            received=len(events),
            read=int(events["body"].notna().sum()),
            unflagged=int(unflagged.sum()),
            elsewhere=len(away),
            serious_elsewhere=sum(any(hit.category in BEYOND for hit in hits) for hits in away),
        )

    @cached_property
    def senders(self) -> frozenset[str]:
        """Parties with a hit."""
        return frozenset(message.party for message in self.flagged)

    @cached_property
    def beyond(self) -> tuple[Flagged, ...]:
        """Those that hold more than a demand for payment."""
        return tuple(message for message in self.flagged if not BEYOND.isdisjoint(message.categories))

    def under(self, category: str) -> tuple[Flagged, ...]:
        """The messages that stand under a category, the most serious first, then by time."""
        standing = [message for message in self.flagged if message.category == category]
        return tuple(sorted(standing, key=lambda message: -_RANK[message.severity_in(category)]))

    @cached_property
    def tallies(self) -> Sequence[Tally]:
        """The categories found, the gravest first."""
        by_category: dict[str, list[Flagged]] = {}
        for message in self.flagged:
            for category in message.categories:
                by_category.setdefault(category, []).append(message)
        return [_tally(name, by_category[name]) for name in BY_WEIGHT if name in by_category]


_KNOWN: Final[WeakKeyDictionary[Evidence, Messages]] = WeakKeyDictionary()


def _on_other_phones(case: Case, found: Mapping[str, object]) -> dict[str, str]:
    """The messages with hits that arrived on other people's phones, with the label of the phone."""
    if not case.log.other_owners:
        return {}
    contacts = case.log.of(case.log.other_owners).contacts
    contacts = contacts[contacts["event_id"].isin(list(found)).to_numpy(bool)]
    return dict(zip(contacts["event_id"].tolist(), contacts["owner"].astype("str").tolist(), strict=True))


def _flagged(events: pd.DataFrame, found: Mapping[str, tuple[Hit, ...]]) -> Iterator[Flagged]:
    columns = ("number", "event_id", "started_at", "time_quality", "party", "subject", "body", "owner")
    rows = zip(*(events[name].tolist() for name in columns), strict=True)
    for number, event_id, started_at, quality, party, subject, body, owner in rows:
        hits = found[event_id]
        yield Flagged(
            number,
            event_id,
            started_at,
            quality,
            party,
            subject if isinstance(subject, str) else None,
            body,
            hits,
            *_categories(tuple((hit.category, hit.severity) for hit in hits)),
            owner,
        )


def _tally(category: str, messages: Sequence[Flagged]) -> Tally:
    times = [message.started_at for message in messages if message.time_quality in {"ok", "minute_only"}]
    return Tally(
        category,
        messages=len(messages),
        serious=sum(message.severity_in(category) in SERIOUS for message in messages),
        senders=len({message.party for message in messages}),
        first=min(times, default=None),
        last=max(times, default=None),
    )
