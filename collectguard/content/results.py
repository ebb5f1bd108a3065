"""What was found in messages: hits with the quote they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple, get_args, overload

from collectguard.provenance import Origin

Category = Literal[
    "collection",
    "early_reminder",
    "privacy_leak",
    "threat",
    "false_legal_claim",
    "insult",
    "impersonation_state_organ",
    "third_party_disclosure",
    "minors",
    "doctored_pictures",
    "new_loan",
    "unsigned",
    "wrong_person",
]
Severity = Literal["info", "low", "medium", "high", "critical"]

CATEGORIES: Final[tuple[str, ...]] = get_args(Category)
"""In the order in which labels are given."""
SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)
"""From the mildest on."""
ABUSIVE: Final = frozenset(
    {"threat", "false_legal_claim", "insult", "impersonation_state_organ", "third_party_disclosure"}
)
"""Categories that mean more than a reminder; measured together as "any abuse"."""

BY_WEIGHT: Final = (
    "threat", "impersonation_state_organ", "false_legal_claim", "insult", "minors", "doctored_pictures",
    "third_party_disclosure", "new_loan", "wrong_person", "unsigned", "early_reminder", "collection",
    "privacy_leak",
)  # fmt: skip
"""All categories in the order in which documents show them: the gravest first."""


class Hit(NamedTuple):
    """A rule of a lexicon that a text meets."""

    rule: str
    category: str
    severity: str
    quote: str
    """The characters of the original from ``start`` to ``end``, unchanged."""
    start: int
    """Place of the first character of the quote in the original, from 0."""
    end: int
    """Place behind its last character."""
    contexts: tuple[str, ...]
    """What else had to be in the text, or in the conversation (``thread``), and was."""
    bases: tuple[str, ...]
    """Ids of the rules of a rule pack on which the category may rest."""


@dataclass(frozen=True)
class Judgement:
    """What one text says."""

    labels: tuple[str, ...]
    """Categories with a hit, in the order of `CATEGORIES`."""
    hits: tuple[Hit, ...]
    """By place, then by rule; at most one a rule."""
    about_debt: bool = False
    """Whether the text itself speaks of a debt, so that its conversation adds nothing."""


class EventHit(NamedTuple):
    """A hit in the body of an event of a log; see `Hit`."""

    event_id: str
    rule: str
    category: str
    severity: str
    quote: str
    start: int
    end: int
    contexts: tuple[str, ...]
    bases: tuple[str, ...]


class EventHits(Sequence[EventHit]):
    """The hits of many events. Events with the same body share them, so that a million cost little."""

    def __init__(self, event_ids: Sequence[str], hits: Sequence[Hit]) -> None:
        self._event_ids, self._hits = event_ids, hits

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, at: int) -> EventHit: ...
    @overload
    def __getitem__(self, at: slice) -> "EventHits": ...
    def __getitem__(self, at: int | slice) -> "EventHit | EventHits":
        if isinstance(at, slice):
            return EventHits(self._event_ids[at], self._hits[at])
        return EventHit(self._event_ids[at], *self._hits[at])

    def __iter__(self) -> Iterator[EventHit]:
        for event_id, hit in zip(self._event_ids, self._hits, strict=True):
            yield EventHit(event_id, *hit)

    def by_event(self) -> dict[str, tuple[Hit, ...]]:
        """The hits of each event that has any, by its id; events in their order."""
        found: dict[str, list[Hit]] = {}
        for event_id, hit in zip(self._event_ids, self._hits, strict=True):
            found.setdefault(event_id, []).append(hit)
        return {event_id: tuple(hits) for event_id, hits in found.items()}


class Explained(NamedTuple):
    """What readers are told about a rule of a lexicon."""

    title: str
    why: str | None
    clear_hint: str | None
    """How the recipient can check whether the message is what it seems."""


@dataclass(frozen=True, eq=False)
class Content:
    """What the received messages of a log say."""

    hits: EventHits
    """In the order of the log's events, within one by place in the body."""
    judged: int
    """Received messages with a body."""
    distinct: int
    """Different bodies among them: each is judged once, or twice where a conversation adds to it."""
    threads: frozenset[str]
    """Parties, or actors where they are known, in whose messages somebody is told to pay what is overdue."""
    explained: Mapping[str, Mapping[str, Explained]] = field(default_factory=dict, repr=False)
    """What is said about each rule that has a hit, by its id and then by language."""
    own_lexica: tuple[Origin, ...] = ()
    """Files of the user's own that messages were read by, beside those of the program."""
    disabled: tuple[str, ...] = ()
    """Ids of the rules that were left out."""

    @cached_property
    def by_event(self) -> Mapping[str, tuple[Hit, ...]]:
        """The hits of each event that has any, by its id."""
        return self.hits.by_event()

    @cached_property
    def pressing(self) -> frozenset[str]:
        """Ids of the messages that demand payment or go further; a bank's monthly bill does neither."""
        return frozenset(
            event_id
            for event_id, hits in self.by_event.items()
            if any(
                hit.category in ABUSIVE or (hit.category == "collection" and hit.severity != "info")
                for hit in hits
            )
        )
