"""The small logs inside a pack: the tests of its rules, for those that ship and for those of users."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from collectguard.errors import SettingsError
from collectguard.i18n import Sentence
from collectguard.rules.evaluate import examine
from collectguard.rules.example_entries import ExampleCase, ExampleLog
from collectguard.rules.models import Pack, Rule
from collectguard.rules.problems import Problem
from collectguard.schema import EVENT_DTYPES, REJECTED_DTYPES, SOURCE_DTYPES, Log, empty_frame
from collectguard.settings import Settings, settings_for
from collectguard.statements import Actor, CaseFile, Debt, Protected, StopRequest


class Hit(NamedTuple):
    """What the reading of a message of an example would say."""

    event_id: str
    category: str
    severity: str


def check_examples(packs: Iterable[Pack]) -> tuple[Problem, ...]:
    """The examples that do not come out as their pack says, and enabled rules that have none.

    Evaluation knows nothing of examples, so a pack with such a problem still works; it is just not shown to
    do what it says.
    """
    problems = []
    for pack in packs:
        for rule in pack.rules:
            if rule.enabled and rule.evaluable:
                message = _wrong(pack, rule)
                if message:
                    problems.append(Problem(pack.path, None, rule.id, "example", message))
    return tuple(problems)


def _wrong(pack: Pack, rule: Rule) -> Sentence | None:
    if rule.example is None:
        return Sentence("an enabled rule needs an example: a log that triggers it and one that does not")
    try:
        _settings(pack, rule.example.tz)
    except SettingsError:
        region = pack.jurisdiction
        return Sentence(
            "region {region} has no single time zone that is known here: give `tz`", region=region
        )
    expected, fires = rule.example.fires.observed, observed(pack, rule, rule.example.fires)
    if not fires:
        return Sentence("`fires` says {expected} is observed; the rule observes nothing", expected=expected)
    if fires != [expected]:
        return Sentence(
            "`fires` says {expected} is observed; the rule observes {observed}",
            expected=expected,
            observed=fires,
        )
    quiet = observed(pack, rule, rule.example.quiet)
    if quiet:
        return Sentence("`quiet` must bring no finding; the rule observes {observed}", observed=quiet)
    return None


def observed(pack: Pack, rule: Rule, example: ExampleLog) -> list[int]:
    """The figures of the rule's findings about one of its examples."""
    if rule.example is None:
        return []
    log = _log(example, _settings(pack, rule.example.tz))
    case = _case(example.case or rule.example.case, log.settings)
    hits = [
        Hit(f"{place:016x}", row.category, row.severity)
        for place, row in enumerate(_rows(example))
        if row.category is not None
    ]
    alone = pack.model_copy(update={"rules": (rule,), "shipped": False})
    return [finding.observed for finding in examine(log, case, (alone,), hits).findings]


def _settings(pack: Pack, tz: str | None) -> Settings:
    return settings_for(pack.jurisdiction, tz=tz or pack.tz)


def _rows(example: ExampleLog) -> Iterable[Any]:
    for row in example.rows:
        yield from [row] * row.times


def _log(example: ExampleLog, settings: Settings) -> Log:
    events: list[dict[str, Any]] = []
    for row in example.rows:
        start = pd.Timestamp(row.at).tz_localize(settings.tz).tz_convert("UTC")
        for repeat in range(row.times):
            place = len(events)
            events.append(
                {
                    "event_id": f"{place:016x}",
                    "owner": row.owner,
                    "kind": row.kind,
                    "direction": "in",
                    "outcome": row.outcome,
                    "started_at": start + pd.Timedelta(seconds=repeat * row.every_s),
                    "time_quality": "ok",
                    "duration_s": row.duration_s,
                    "party_raw": row.party,
                    "party": row.party,
                    "party_class": row.party_class,
                    "known": row.known,
                    "source_id": 0,
                    "ordinal": place + 1,
                }
            )
    frame = pd.DataFrame(events, columns=list(EVENT_DTYPES))
    frame["started_at"] = pd.to_datetime(frame["started_at"], utc=True)
    frame = frame.astype(EVENT_DTYPES).sort_values(["started_at", "ordinal"], ignore_index=True)
    return Log(frame, empty_frame(SOURCE_DTYPES), empty_frame(REJECTED_DTYPES), settings)


def _case(said: ExampleCase, settings: Settings) -> CaseFile:
    debt = Debt(
        id="d1",
        creditor="C",
        creditor_type=said.creditor_type,
        due=said.due,
        overdue_since=said.overdue_since,
        settled_on=said.settled_on,
        actors=("A",),
    )
    actor = Actor(id="A", name="A", role=said.actor_role, parties=said.parties)
    stop = () if said.stop_at is None else (_stop(said, said.stop_at, settings),)
    protected = () if said.protected_owner is None else (Protected("P", owner=said.protected_owner),)
    known = said.actor_role is not None
    return CaseFile(
        owner_role=said.owner_role,
        debts=(debt,) if known else (),
        actors=(actor,) if known else (),
        protected=protected,
        stop_requests=stop,
    )


def _stop(said: ExampleCase, moment: str, settings: Settings) -> StopRequest:
    at = datetime.fromisoformat(moment).replace(tzinfo=settings.zone)
    if len(moment) == len("2026-01-01"):
        return StopRequest("s1", "A", on=at.date(), how=said.stop_how, by=said.stop_by)
    return StopRequest("s1", "A", at=at, how=said.stop_how, by=said.stop_by)
