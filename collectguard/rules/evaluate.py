"""Rules before a log: every rule of the packs, one after the other, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from collectguard.casefile.reported import reported_parties
from collectguard.findings import Evaluation, Finding, LegalBasis, NotEvaluated, PackUsed
from collectguard.rules import wording
from collectguard.rules.alone import Alone
from collectguard.rules.conditions import observe
from collectguard.rules.kinds import AfterStopRequest, Basis, CountInWindow, ThirdParty
from collectguard.rules.load import packs as shipped_packs
from collectguard.rules.models import Pack, Rule
from collectguard.rules.observation import Observation, TextHit, Unready
from collectguard.rules.speech import Speech
from collectguard.rules.subjects import Subject
from collectguard.rules.view import View
from collectguard.schema import Log
from collectguard.statements import CaseFile

BEYOND_OWN_PHONE: Final = (ThirdParty, AfterStopRequest)
"""Conditions that speak of other people's phones as well; all others count the owner's own alone."""


def evaluate(
    log: Log,
    case_file: CaseFile | None = None,
    packs: Iterable[Pack] | None = None,
    hits: Sequence[TextHit] | None = None,
) -> tuple[Finding, ...]:
    """The findings about a log: see `examine`, which also says what was not looked at."""
    return examine(log, case_file, packs, hits).findings


def examine(
    log: Log,
    case_file: CaseFile | None = None,
    packs: Iterable[Pack] | None = None,
    hits: Sequence[TextHit] | None = None,
) -> Evaluation:
    """Measure a log against every enabled rule that its region and the case file call for.

    Args:
        log: Counted is its own phone, and what rules say of other people's phones that were read. Its
            region decides which of the packs that ship with the program are used.
        case_file: What the user has said. Without actors in it each number outside the owner's contacts is
            looked at by itself, and what comes of it is a possible finding, not assigned to anybody.
        packs: Those that ship with the program when not given. Packs of the user's own are always used.
        hits: What the reading of messages has found; rules that need it wait as long as it is ``None``.
    """
    case = case_file or CaseFile()
    lang = log.settings.report_lang
    findings: list[Finding] = []
    evaluated, waiting, bases = [], [], []
    used: list[PackUsed] = []
    alone, speech = Alone.of(log, case), Speech(log.settings)
    titles: dict[str, str] = {}
    for pack in shipped_packs() if packs is None else packs:
        if pack.shipped and pack.jurisdiction != log.settings.region:
            continue
        used.append(PackUsed(pack.id, pack.title.of(lang), pack.origin, pack.shipped))
        tz = pack.tz or log.settings.tz
        for rule in (rule for rule in pack.rules if rule.enabled):
            settings = replace(log.settings, tz=tz)
            beyond = isinstance(rule.condition, BEYOND_OWN_PHONE)
            view = View(rule, log if beyond else log.own, case, settings, Speech(settings), hits)
            if isinstance(rule.condition, Basis):
                if view.in_force.any():
                    bases.append(_basis(rule, lang))
                continue
            titles[rule.id] = rule.title.of(lang)
            try:
                observations = _observed(view, alone)
            except Unready as reason:
                waiting.append(NotEvaluated(rule.id, str(reason)))
                continue
            evaluated.append(rule.id)
            further = _see_also(pack, view, observations)
            findings += [
                _finding(pack, view, each, further, alone.unseen(view, each.phones)) for each in observations
            ]
    return Evaluation(
        tuple(findings),
        tuple(evaluated),
        tuple(waiting),
        tuple(bases),
        speech.together([_sentence(log, case, len(findings), len(evaluated)), *alone.said(speech)]),
        tuple(used),
        titles,
    )


def _observed(view: View, alone: Alone) -> list[Observation]:
    """What the rule's condition observes, the highest figure first.

    Raises:
        Unready: The rule speaks of other people, or waits for something.
    """
    _ = view.translate
    roles, role = view.rule.applies_if.owner_role, view.case.owner_role
    if roles is not None and role is not None and role not in roles:
        raise Unready(_("Speaks of people in another position than the owner’s, by the case file."))
    if len(view.log.timed) and not view.in_force.any():
        raise Unready(_("Was not in force on any date of this log."))
    if alone.nothing_for(view):
        raise Unready(
            _(
                "Counts calls that were not answered; all calls stand in a carrier's list, which leaves "
                "them out."
            )
        )
    return sorted(observe(view), key=lambda each: each.rank)


def _basis(rule: Rule, lang: str) -> LegalBasis:
    return LegalBasis(
        rule=rule.id,
        title=rule.title.of(lang),
        force=rule.force,
        standing=wording.standing(rule, lang),
        elements=rule.elements.of(lang) if rule.elements else None,
        limits=rule.limits.of(lang) if rule.limits else None,
        in_force=wording.in_force(rule, lang),
        citation=rule.citation.of(lang),
    )


def _finding(
    pack: Pack, view: View, observation: Observation, see_also: tuple[str, ...], unseen: tuple[str, ...]
) -> Finding:
    rule, subject, lang = view.rule, observation.subject, view.speech.lang
    grade = rule.graded or observation.graded
    name = _name(view, subject)
    return Finding(
        rule=rule.id,
        pack=pack.id,
        title=rule.title.of(lang),
        condition=rule.condition.kind,
        force=rule.force,
        modality=rule.modality,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_name=name,
        assigned=subject.assigned,
        parties=subject.parties,
        observed=observation.observed,
        limit=observation.limit,
        window=observation.window,
        days=observation.days,
        event_ids=observation.event_ids,
        boundary_count=observation.boundary_count,
        graded=grade,
        lower_bound=_is_lower_bound(rule, subject),
        sentence=wording.headed(observation.sentence, subject, name, lang),
        notes=(*observation.notes, *_notes(pack, view, subject)),
        strength=wording.strength(rule, subject, grade, lang),
        standing=wording.standing(rule, lang),
        innocent_reading=tuple(text.of(lang) for text in rule.exceptions),
        cannot_show=(*(text.of(lang) for text in rule.cannot_show), *unseen),
        citation=rule.citation.of(lang),
        see_also=see_also,
    )


def _see_also(pack: Pack, view: View, observations: Iterable[Observation]) -> tuple[str, ...]:
    """The further rules that were in force when any of the counted contacts came.

    An act is judged by the law of its date: what came in 2025 must not lead to an article of 2026.
    """
    ids = {event_id for each in observations for event_id in each.event_ids}
    if not ids or not view.rule.see_also:
        return ()
    counted = view.log.timed["event_id"].isin(ids).to_numpy(dtype=bool)

    def in_force(name: str) -> bool:
        versions = [rule for rule in pack.rules if rule.id == name]
        return not versions or any(replace(view, rule=rule).in_force[counted].any() for rule in versions)

    return tuple(name for name in view.rule.see_also if in_force(name))


def _name(view: View, subject: Subject) -> str:
    _ = view.translate
    match subject.kind:
        case "party":
            return view.speech.party(subject.id)
        case "owner":
            return _("the other {numbers}").format(numbers=view.speech.numbers(len(subject.parties)))
        case _:
            return _("{name} ({numbers})").format(
                name=subject.name, numbers=view.speech.numbers(len(subject.parties))
            )


def _is_lower_bound(rule: Rule, subject: Subject) -> bool:
    """Whether the figure may be too low because nobody has said which numbers belong together.

    Quiet hours have no sum: each contact stands by itself.
    """
    return subject.lower_bound and isinstance(rule.condition, CountInWindow)


def _notes(pack: Pack, view: View, subject: Subject) -> Iterable[str]:
    """What the figure rests on beside the count."""
    _ = view.translate
    rule: Rule = view.rule
    if _is_lower_bound(rule, subject):
        yield _(
            "The rule sums over all numbers of an institution. Which numbers belong together has not been "
            "said, so this figure of a single number is a lower bound."
        )
    if any(party.startswith("hidden:") for party in subject.parties):
        yield _("Calls without a number stand together here; several people may be behind them.")
    if rule.applies_if.owner_role and view.case.owner_role is None:
        yield _(
            "The rule speaks of one position of the phone’s owner; the case file does not say which "
            "the owner has."
        )
    yield from (note.of(view.speech.lang) for note in pack.notes)


def _sentence(log: Log, case: CaseFile, findings: int, rules: int) -> str:
    """What came of it all. Where nothing is exceeded it must not sound as if more had been looked at."""
    speech = Speech(log.settings)
    _ = speech._
    if rules == 0:
        return _(
            "No rule could be evaluated: there is none for this region, or all of them wait for something."
        )
    if findings:
        return _("Rules that the log was measured against: {rules}. Findings: {findings}.").format(
            rules=rules, findings=findings
        )
    if not len(log.timed):
        return _("The log holds no contact with a usable time, so there was nothing to measure.")
    if not case.actors:
        return _(
            "Rules that the log was measured against: {rules}. Nothing in it exceeds their limits. That "
            "speaks of what this log holds and of nothing else; it clears nobody."
        ).format(rules=rules)
    addressed = {party for stop in case.stop_requests for party in case.addressed(stop)}
    named = addressed.union(*(actor.parties for actor in case.actors))
    others = int(log.own.contacts["party"].isin(reported_parties(log, case) - named).sum())
    if not log.timed["party"].isin(named).any():
        text = _(
            "The numbers that the case file puts down to somebody made no contact with a usable time in this "
            "log, so there was nothing to measure. Other contacts that are reported on, measured against no "
            "rule: {others}."
        )
    else:
        text = _(
            "Rules that the contacts of those named in the case file were measured against: {rules}. Nothing "
            "in them exceeds the limits. That clears nobody. Other contacts that are reported on, measured "
            "against no rule: {others}."
        )
    return text.format(rules=rules, others=speech.count(others))
