"""Who is counted together: actors and debts of the case file, or single numbers where nobody said more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from collectguard.casefile.reported import reported_parties
from collectguard.findings import SubjectKind
from collectguard.rules.kinds import Per
from collectguard.rules.models import AppliesIf, Rule
from collectguard.schema import Log
from collectguard.statements import Actor, CaseFile, Debt


@dataclass(frozen=True)
class Subject:
    """Numbers that a rule counts as one."""

    kind: SubjectKind
    id: str
    name: str
    """As the case file names it; of a number, its key."""
    parties: tuple[str, ...]
    """Keys of its numbers, ascending."""
    assigned: bool
    """Whether the case file says who it is."""
    actors: tuple[Actor, ...] = ()
    debts: tuple[Debt, ...] = ()
    """The debts that the actors collect and the rule speaks of."""
    share: int = 1
    """Debts or creditors that share these numbers: a limit for each of them holds that many times."""
    unsaid: bool = False
    """Whether the rule asks for a type of creditor or a role of the actor that the case file does not say."""
    lower_bound: bool = False
    """Whether the rule sums over more numbers than one, and nobody has said which belong together."""

    @property
    def key(self) -> str:
        """A label that no other subject has."""
        return f"{self.kind}:{self.id}"


def subjects_of(rule: Rule, per: Per, log: Log, case: CaseFile) -> tuple[Subject, ...]:
    """The subjects that a rule is evaluated for.

    With actors in the case file these alone are counted. Without any, each number that the report is about
    (outside the owner's contacts, or asked to stop) stands for itself, and its findings are possible ones.
    """
    if not case.actors:
        return unassigned(log, case, lower_bound=per != "number")
    actors = actors_for(rule.applies_if, case)
    match per:
        case "number":
            return tuple(_number(party, actor, rule, case) for actor in actors for party in actor.parties)
        case "actor":
            return tuple(_actor(actor, rule, case) for actor in actors)
        case "debt":
            return _by_debts(actors, rule, case, unit=lambda debt: debt.id)
        case "creditor":
            return _by_debts(actors, rule, case, unit=lambda debt: debt.creditor or debt.id)


def actors_for(applies_if: AppliesIf, case: CaseFile) -> tuple[Actor, ...]:
    """The actors that a rule speaks of: by their role, and by the creditors they collect for.

    What the case file does not say excludes nobody.
    """
    roles = applies_if.actor_role
    return tuple(
        actor
        for actor in case.actors
        if (roles is None or actor.role is None or actor.role in roles)
        and (
            not (debts := case.debts_of(actor.id)) or any(_creditor_fits(debt, applies_if) for debt in debts)
        )
    )


def unassigned(log: Log, case: CaseFile, *, lower_bound: bool) -> tuple[Subject, ...]:
    """Each number that the report is about, by itself."""
    return tuple(
        Subject("party", party, party, (party,), assigned=False, lower_bound=lower_bound)
        for party in sorted(reported_parties(log, case))
    )


def single(rule: Rule, to: str, case: CaseFile) -> Subject | None:
    """The actor or number that the user has addressed; ``None`` where the rule does not speak of it."""
    for actor in actors_for(rule.applies_if, case):
        if to == actor.id:
            return _actor(actor, rule, case)
        if to in actor.parties:
            return _number(to, actor, rule, case)
    if any(to == actor.id or to in actor.parties for actor in case.actors):
        return None
    return Subject("party", to, to, (to,), assigned=False)


def _creditor_fits(debt: Debt, applies_if: AppliesIf) -> bool:
    types = applies_if.creditor_type
    return types is None or debt.creditor_type is None or debt.creditor_type in types


def _unsaid(actors: Iterable[Actor], debts: Iterable[Debt], applies_if: AppliesIf) -> bool:
    roles, types = applies_if.actor_role, applies_if.creditor_type
    return (roles is not None and any(actor.role is None for actor in actors)) or (
        types is not None and not any(debt.creditor_type in types for debt in debts)
    )


def _actor(actor: Actor, rule: Rule, case: CaseFile) -> Subject:
    debts = tuple(debt for debt in case.debts_of(actor.id) if _creditor_fits(debt, rule.applies_if))
    return Subject(
        "actor",
        actor.id,
        actor.name,
        tuple(sorted(actor.parties)),
        assigned=True,
        actors=(actor,),
        debts=debts,
        unsaid=_unsaid((actor,), debts, rule.applies_if),
    )


def _number(party: str, actor: Actor, rule: Rule, case: CaseFile) -> Subject:
    whole = _actor(actor, rule, case)
    return Subject(
        "party",
        party,
        party,
        (party,),
        assigned=True,
        actors=whole.actors,
        debts=whole.debts,
        unsaid=whole.unsaid,
    )


def _by_debts(
    actors: tuple[Actor, ...], rule: Rule, case: CaseFile, *, unit: Callable[[Debt], str]
) -> tuple[Subject, ...]:
    """Actors joined by the debts, or creditors, they collect for; those without a debt by themselves.

    An agency that collects for two creditors ties both together, since nothing in a log says for which of
    them it called.
    """
    groups: list[tuple[set[str], list[Actor]]] = []
    alone = []
    for actor in actors:
        units = {unit(debt) for debt in case.debts_of(actor.id)}
        if not units:
            alone.append(_actor(actor, rule, case))
            continue
        joined = [group for group in groups if group[0] & units]
        groups = [group for group in groups if not group[0] & units]
        members = [member for group in joined for member in group[1]]
        groups.append((units.union(*(group[0] for group in joined)), [*members, actor]))
    return (*(_joined(units, members, rule, case, unit) for units, members in groups), *alone)


def _joined(
    units: set[str], members: list[Actor], rule: Rule, case: CaseFile, unit: Callable[[Debt], str]
) -> Subject:
    debts = tuple(debt for debt in case.debts if unit(debt) in units)
    fitting = tuple(debt for debt in debts if _creditor_fits(debt, rule.applies_if))
    names = dict.fromkeys(debt.creditor or debt.id for debt in debts)
    return Subject(
        "debt",
        "+".join(sorted(debt.id for debt in debts)),
        " + ".join(names),
        tuple(sorted({party for actor in members for party in actor.parties})),
        assigned=True,
        actors=tuple(members),
        debts=fitting,
        share=len(units),
        unsaid=_unsaid(members, fitting, rule.applies_if) or len(fitting) < len(debts),
    )
