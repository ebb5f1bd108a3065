"""From shared values to groups: what joins two senders, and what only looks alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from collectguard.actors.groups import Groups
from collectguard.actors.traces import Trace, Traces
from collectguard.statements import CaseFile


class Group(NamedTuple):
    """Numbers that are put together."""

    parties: tuple[str, ...]
    """Ascending; without those that the user has named already."""
    actor: str | None
    """Id of the actor of the case file to which they may belong."""


@dataclass(frozen=True, eq=False)
class Grouped:
    """All groups, and which values joined them."""

    groups: tuple[Group, ...]
    """Every group, also those of one number."""
    joining: frozenset[Trace]
    """The values that were allowed to join; the others were shared by too many or stood under two names."""


def group(
    traces: Traces, parties: Iterable[str], case: CaseFile, signatures: Mapping[str, frozenset[str]]
) -> Grouped:
    """Put together who shares a strong value, then who shares a wording with one name only.

    A signature, a number to call back and a link join. A wording joins numbers that give no name with each
    other and with one that gives a name, never two that give different names; one that stands under two
    names joins nobody. Two actors of the case file are never joined: the user has kept them apart.

    Args:
        traces: The shared values.
        parties: All numbers that can be part of a group.
        case: The actors that are confirmed.
        signatures: The names that the user puts down to each actor, as `signatures_of_actors` gives them.
    """
    actor_of = case.actor_of
    free = sorted(set(parties) - set(actor_of))
    place = {party: number for number, party in enumerate(free)}
    strong = [
        trace for trace in traces.strong if not trace.shared and len(_actors(trace, actor_of, signatures)) < 2
    ]
    campaigns = Groups(len(free))
    for trace in strong:
        _join([place[party] for party in trace.parties if party in place], campaigns)
    touched: dict[int, set[str]] = defaultdict(set)
    for trace in strong:
        for party in trace.parties & place.keys():
            touched[campaigns.of(place[party])] |= _actors(trace, actor_of, signatures)
    label: dict[int, str] = {}
    for party, number in place.items():
        campaign = campaigns.of(number)
        if len(touched[campaign]) == 1:
            label[campaign] = _named(next(iter(touched[campaign])))
        elif traces.names.get(party):
            label[campaign] = label.get(campaign, f"campaign {campaign}")
    members = [_members(trace, place, campaigns, actor_of) for trace in traces.wordings]
    joining = [
        trace
        for trace, (inside, actors) in zip(traces.wordings, members, strict=True)
        if len({label[campaign] for campaign in inside if campaign in label} | actors) < 2
    ]
    label |= _labels_by_wording([_members(trace, place, campaigns, actor_of) for trace in joining], label)
    grouped: dict[str, list[str]] = defaultdict(list)
    for party in free:
        campaign = campaigns.of(place[party])
        grouped[label.get(campaign, f"campaign {campaign}")].append(party)
    groups = (Group(tuple(inside), _actor_named(name)) for name, inside in grouped.items())
    return Grouped(tuple(sorted(groups)), frozenset((*strong, *joining)))


def _actors(trace: Trace, actor_of: Mapping[str, str], signatures: Mapping[str, frozenset[str]]) -> set[str]:
    """The confirmed actors that a value leads to."""
    actors = {actor_of[party] for party in actor_of if party in trace.parties}
    if trace.kind == "signature":
        actors |= {actor for actor, names in signatures.items() if trace.value in names}
    return actors


def _members(
    trace: Trace, place: Mapping[str, int], campaigns: Groups, actor_of: Mapping[str, str]
) -> tuple[set[int], set[str]]:
    """The campaigns, and the labels of the confirmed actors, that use a wording."""
    inside = {campaigns.of(place[party]) for party in trace.parties if party in place}
    return inside, {_named(actor_of[party]) for party in actor_of if party in trace.parties}


def _labels_by_wording(
    wordings: Sequence[tuple[set[int], set[str]]], label: Mapping[int, str]
) -> dict[int, str]:
    """The labels of campaigns that have none: that of the one name with which they share a wording.

    First those that share one directly, then, all at once, groups of those that share one with each other
    only. Who would come between two names stays apart, and so does who is led to it.
    """
    direct: dict[int, set[str]] = defaultdict(set)
    for inside, actors in wordings:
        names = actors | {label[campaign] for campaign in inside if campaign in label}
        for campaign in inside:
            if campaign not in label:
                direct[campaign] |= names
    found = {campaign: next(iter(names)) for campaign, names in direct.items() if len(names) == 1}
    rest = sorted(campaign for campaign, names in direct.items() if not names)
    number = {campaign: place for place, campaign in enumerate(rest)}
    together = Groups(len(rest))
    for inside, _ in wordings:
        _join([number[campaign] for campaign in inside if campaign in number], together)
    led_to: dict[int, set[str]] = defaultdict(set)
    for inside, _ in wordings:
        for campaign in inside & number.keys():
            led_to[together.of(number[campaign])] |= {found[other] for other in inside if other in found}
    for campaign in rest:
        names = led_to[together.of(number[campaign])]
        if len(names) == 1:
            found[campaign] = next(iter(names))
        else:
            found[campaign] = f"campaign {rest[together.of(number[campaign])]}"
    return found


def _join(numbers: Sequence[int], groups: Groups) -> None:
    for number in numbers[1:]:
        groups.join(numbers[0], number)


def _named(actor: str) -> str:
    return f"actor {actor}"


def _actor_named(label: str) -> str | None:
    return label.removeprefix("actor ") if label.startswith("actor ") else None
