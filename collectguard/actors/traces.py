"""Values that several senders share: a signature, a number to call back, a link, a wording."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from collectguard.actors.reading import Messages, Reading
from collectguard.actors.signatures import name_key
from collectguard.actors.similar import similar_groups
from collectguard.actors.wording import WIDTH, least_similarity
from collectguard.schema import SERVICE_CLASSES, Log
from collectguard.statements import CaseFile

Kind = Literal["signature", "callback", "domain", "link", "wording"]

MOST_SENDERS, MOST_SIGNATURES = 20, 3
"""A value of more senders with more signatures than these belongs to a service that many use."""
MOST_NAMES: Final = 3
"""A number of an organisation that signs with more names than this is the channel of many: its signatures
join it with nobody."""


@dataclass(frozen=True, eq=False)
class Trace:
    """One value and where it occurs."""

    kind: Kind
    value: str
    """As it is compared."""
    shown: str
    """As the first message writes it."""
    rows: tuple[int, ...]
    """Labels of ``log.events``, ascending: the messages that hold it."""
    parties: frozenset[str]
    """Their senders; with a number to call back also that number, where it has called or written itself."""
    shared: bool
    """Whether many use it who have nothing to do with each other."""


@dataclass(frozen=True, eq=False)
class Traces:
    """All of them, and the names under which each sender writes."""

    strong: tuple[Trace, ...]
    wordings: tuple[Trace, ...]
    names: Mapping[str, frozenset[str]]
    """Signatures as they are compared, by sender."""


def traces_of(log: Log, messages: Messages, case: CaseFile) -> Traces:
    """The values in the messages, sorted by kind and value."""
    names = _names(messages)
    channels = _channels(messages, names)
    callers = frozenset(log.contacts["party"].astype("str").unique())
    strong = []
    for (kind, value), found in sorted(_found(messages).items()):
        parties = frozenset(party for _row, party in found.occurrences)
        shared = (
            found.shared
            or (kind != "signature" and len(parties) > MOST_SENDERS and _under_many_names(parties, names))
            or (
                kind == "callback"
                and not case.owner_parties
                and value not in callers
                and _under_different_names(parties, names)
            )
        )
        if kind == "signature":
            parties -= channels
        elif kind == "callback" and (value in callers or value in case.actor_of):
            parties |= {value}
        places = tuple(sorted(row for row, _party in found.occurrences))
        strong.append(Trace(kind, value, found.shown, places, parties, shared))
    return Traces(tuple(strong), tuple(_wordings(messages)), names)


@dataclass(eq=False)
class _Found:
    """A value on the way."""

    shown: str
    shared: bool
    occurrences: list[tuple[int, str]] = field(default_factory=list)
    """Row and sender."""


def _found(messages: Messages) -> dict[tuple[Kind, str], _Found]:
    """The values in the order of their first messages; what a number says of itself joins it with nobody."""
    found: dict[tuple[Kind, str], _Found] = {}
    values = [tuple(_values(reading)) for reading in messages.texts]
    rows = zip(*(messages.frame[name].tolist() for name in ("party", "text")), strict=True)
    for row, (party, text) in zip(messages.frame.index.tolist(), rows, strict=True):
        for kind, value, shown, shared in values[text]:
            if value == party or (value in messages.left_out and not shared):
                continue
            found.setdefault((kind, value), _Found(shown, shared)).occurrences.append((row, party))
    return found


def _names(messages: Messages) -> Mapping[str, frozenset[str]]:
    """The signatures of each sender that signs, as they are compared."""
    pairs = set(zip(messages.frame["party"].tolist(), messages.frame["text"].tolist(), strict=True))
    names: dict[str, set[str]] = defaultdict(set)
    for party, text in pairs:
        if messages.texts[text].signed.name is not None:
            names[party].add(messages.texts[text].signed.key)
    return {party: frozenset(signatures) for party, signatures in names.items()}


def _values(reading: Reading) -> Iterator[tuple[Kind, str, str, bool]]:
    """Kind, value as compared, value as shown, whether it is everybody's."""
    if reading.signed.name is not None:
        yield "signature", reading.signed.key, reading.signed.name, False
    for callback in reading.callbacks:
        yield "callback", callback.party, callback.party, callback.shared
    for link in dict.fromkeys((link.kind, link.value, link.shared) for link in reading.links):
        yield link[0], link[1], link[1], link[2]


def _wordings(messages: Messages) -> Iterator[Trace]:
    """Groups of similar wording that more than one sender uses."""
    masks = sorted({reading.mask for reading in messages.texts})
    groups = similar_groups(masks, WIDTH, least_similarity)
    group_of = dict(zip(masks, groups, strict=True))
    of_text = [group_of[reading.mask] for reading in messages.texts]
    members: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = zip(
        messages.frame.index.tolist(),
        messages.frame["party"].tolist(),
        messages.frame["text"].tolist(),
        strict=True,
    )
    for row, party, text in rows:
        members[of_text[text]].append((row, party))
    bodies = messages.frame["body"]
    for group, occurrences in sorted(members.items()):
        parties = frozenset(party for _row, party in occurrences)
        if len(parties) > 1 and least_similarity(len(masks[group])) is not None:
            first = min(row for row, _party in occurrences)
            yield Trace(
                "wording",
                masks[group],
                str(bodies[first]),
                tuple(sorted(row for row, _party in occurrences)),
                parties,
                shared=False,
            )


def _channels(messages: Messages, names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    many = {party for party, signatures in names.items() if len(signatures) > MOST_NAMES}
    service = messages.frame["party_class"].isin(SERVICE_CLASSES)
    return frozenset(many.intersection(messages.frame.loc[service, "party"].unique()))


def _under_many_names(parties: frozenset[str], names: Mapping[str, frozenset[str]]) -> bool:
    return len(frozenset[str]().union(*(names.get(party, ()) for party in parties))) > MOST_SIGNATURES


def _under_different_names(parties: frozenset[str], names: Mapping[str, frozenset[str]]) -> bool:
    """Whether firms of several names quote a number, none of them common to all.

    Of a number that never called this may be the recipient's own: messages often quote it, and only the
    case file knows it.
    """
    signatures = [names[party] for party in parties if party in names]
    return len(signatures) > 1 and not frozenset.intersection(*signatures)


def signatures_of_actors(case: CaseFile) -> Mapping[str, frozenset[str]]:
    """The signatures that the user puts down to each actor, as they are compared."""
    return {
        actor.id: frozenset(key for name in actor.signatures if (key := name_key(name)))
        for actor in case.actors
    }
