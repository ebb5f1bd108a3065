"""Rules, logs and case files for tests of rules: one line a contact, no more said than the test needs."""

from datetime import date, datetime

from collectguard.provenance import Origin
from collectguard.rules.evaluate import examine
from collectguard.rules.models import Pack, Rule, Text
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile, Debt
from tests.logs import log_of

A, B, C, D, E = (f"+861940000000{n}" for n in range(1, 6))
EN = settings_for("CN", report_lang="en")


def rule_of(condition, **more):
    """A rule of a made-up text, in force for ever, for whoever calls."""
    entry = {
        "id": "CN-TEST-1",
        "title": {"en": "A made-up rule", "zh": "虚构规则"},
        "force": "standard",
        "condition": condition,
        "exceptions": [{"en": "An exception."}],
        "cannot_show": [{"en": "Something."}],
        "citation": {
            "instrument": "Text",
            "article": "1",
            "verified": "VT",
            "checked_on": date(2026, 11, 21),
        },
    }
    return Rule.model_validate(entry | more)


def pack_of(*rules, tz=None):
    """A pack of the user's own."""
    return Pack(
        id="own", jurisdiction="CN", title=Text(en="Own"), tz=tz, notes=(), rules=rules,
        origin=Origin.of("own.toml", b""), shipped=False,
    )  # fmt: skip


def findings_of(rows, condition, case=None, *, settings=EN, tz=None, hits=None, **more):
    """What one rule finds about a log of these rows."""
    log = rows if not isinstance(rows, list) else log_of(rows, settings)
    return examine(log, case, (pack_of(rule_of(condition, **more), tz=tz),), hits).findings


def call(at, outcome="missed", party=A, duration_s=0, **more):
    return {"at": at, "kind": "call", "outcome": outcome, "party": party, "duration_s": duration_s} | more


def talk(at, seconds=30, party=A, **more):
    return call(at, "answered", party, seconds, **more)


def text(at, party=A, **more):
    return {"at": at, "party": party} | more


def lender(*parties, name="lender", role="lender"):
    return Actor(id=name, name=name.title(), role=role, parties=parties or (A,))


def case_of(*actors, role="debtor", **more):
    """A case file of these actors, by default of one lender with the number ``A``."""
    return CaseFile(owner_role=role, actors=actors or (lender(),), **more)


def debt(name="d1", *actors, **more):
    return Debt(id=name, actors=actors or ("lender",), **more)


def at(moment, settings=EN):
    """An instant on the wall clock of the settings."""
    return datetime.fromisoformat(moment).replace(tzinfo=settings.zone)
