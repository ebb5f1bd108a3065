"""Rules for reading: as rows for machines, and one in full for a person who wants to look it up."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from collectguard import words
from collectguard.i18n import Translate, translator
from collectguard.rules import wording
from collectguard.rules.conditions.quiet_hours import hours_in_words
from collectguard.rules.kinds import (
    AfterConversation,
    AfterStopRequest,
    BeforeDueDate,
    Channel,
    Condition,
    CountInWindow,
    Phrase,
    QuietHours,
    ThirdParty,
)
from collectguard.rules.load import packs as shipped_packs
from collectguard.rules.models import AppliesIf, Pack, Rule, Text
from collectguard.rules.speech import Speech, what
from collectguard.settings import settings_for


class CitationJson(TypedDict):
    """Where a rule stands, for machines."""

    instrument: str
    article: str | None
    quote: str | None


class RuleJson(TypedDict):
    """A rule as ``rules list --json`` prints it."""

    id: str
    jurisdiction: str
    force: str
    modality: str | None
    condition: str
    enabled: bool
    verified: str
    effective_from: str | None
    effective_to: str | None
    citation: CitationJson


class RuleListJson(TypedDict):
    """All rules, for machines."""

    schema: int
    rules: list[RuleJson]


def rule_list_json(packs: Iterable[Pack] | None = None) -> RuleListJson:
    """Every rule of the packs (those that ship with the program when not given), disabled ones too.

    In the order of the packs and of their files; dates are ``YYYY-MM-DD``, the last one included.
    """
    rows: list[RuleJson] = [
        {
            "id": rule.id,
            "jurisdiction": pack.jurisdiction,
            "force": rule.force,
            "modality": rule.modality,
            "condition": rule.condition.kind,
            "enabled": rule.enabled,
            "verified": rule.citation.verified,
            "effective_from": _iso(rule.effective_from),
            "effective_to": _iso(rule.effective_to),
            "citation": {
                "instrument": rule.citation.instrument,
                "article": rule.citation.article,
                "quote": rule.citation.quote,
            },
        }
        for pack in (shipped_packs() if packs is None else packs)
        for rule in pack.rules
    ]
    return {"schema": 1, "rules": rows}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def describe(rule: Rule, lang: str) -> str:
    """All that a pack says about a rule, in ``lang``: enough to look it up and to know its limits.

    Lines of text without markup; a heading is followed by its lines, indented.
    """
    _ = translator(lang)
    citation = rule.citation.of(lang)
    verified = words.verifications(_, quoted=citation.quote is not None)[citation.verified]
    sections: list[tuple[str, list[str | None]]] = [
        (_("Text"), [citation.source]),
        (_("Quote"), [citation.quote or _("no wording is carried")]),
        (
            _("Verified"),
            [_("{how}; checked on {date}").format(how=verified, date=citation.checked_on), citation.note],
        ),
        (_("Standing"), [wording.standing(rule, lang)]),
        (_("In force"), [wording.in_force(rule, lang), _said(rule.effective_note, lang)]),
        (_("Speaks of"), [*_speaks_of(rule.applies_if, lang)]),
        (_("What it asks for"), [_said(rule.elements, lang)]),
        (_("What is counted"), [condition_in_words(rule.condition, lang)]),
        (_("How far it goes"), [_said(rule.limits, lang)]),
        (_("What the other side may say"), [text.of(lang) for text in rule.exceptions]),
        (_("What a log cannot show"), [text.of(lang) for text in rule.cannot_show]),
        (_("See also"), [_speech(lang).listing(rule.see_also)]),
        (_("Not evaluated because"), [_said(rule.disabled_because, lang)]),
    ]
    lines = [f"{rule.id}  {rule.title.of(lang)}"]
    for heading, body in sections:
        present = [line for line in body if line]
        if present:
            lines += ["", heading, *(f"  {line}" for line in present)]
    return "\n".join(lines) + "\n"


def _said(text: Text | None, lang: str) -> str | None:
    return text.of(lang) if text else None


def _speaks_of(applies_if: AppliesIf, lang: str) -> list[str]:
    _, speech = translator(lang), _speech(lang)
    names = {
        "debtor": _("the debtor"), "contact": _("a person the debtor has named"),
        "unrelated": _("a person who has nothing to do with the debt"),
        "lender": _("the lender itself"), "agency": _("an agency that collects for others"),
        "other": _("others"),
        "bank": _("banks"), "consumer_finance": _("consumer-finance companies"),
        "micro_loan": _("micro-loan companies"), "auto_finance": _("auto-finance companies"),
        "platform": _("lending platforms"), "private": _("private lenders"),
    }  # fmt: skip
    rows = [
        (_("phone of: {who}"), applies_if.owner_role),
        (_("contact by: {who}"), applies_if.actor_role),
        (_("creditors: {who}"), applies_if.creditor_type),
    ]
    lines = [text.format(who=speech.listing(names[code] for code in codes)) for text, codes in rows if codes]
    if applies_if.overdue_days_max is not None:
        lines.append(_("debts overdue for at most {n} days").format(n=applies_if.overdue_days_max))
    return lines


def _speech(lang: str) -> Speech:
    """Words without numbers, dates or zones of a case."""
    return Speech(settings_for("CN", report_lang=lang))


def condition_in_words(condition: Condition, lang: str) -> str:  # noqa: PLR0911 -- one a kind
    """What is counted and above which limit, in one sentence."""
    _ = translator(lang)
    speech = _speech(lang)
    match condition:
        case QuietHours():
            return _("{what} in the hours {hours}; the start counts, the end does not.").format(
                what=what(condition.basis, _), hours=hours_in_words(condition, speech, _)
            )
        case CountInWindow():
            return _count_in_words(condition, _)
        case AfterConversation():
            return _("calls within {n} consecutive days after a connected call, that day included.").format(
                n=condition.days
            )
        case AfterStopRequest():
            return _("{what} later than a request to stop.").format(what=what(condition.basis, _))
        case BeforeDueDate():
            return _("{what} on dates on which nothing is due.").format(what=what(condition.basis, _))
        case ThirdParty():
            return _("{what} to people who do not owe.").format(what=what(condition.basis, _))
        case Phrase() | Channel():
            return _("Messages of the categories {names}; needs the reading of messages.").format(
                names=speech.listing(condition.categories)
            )
        case _:
            return _("Nothing: a text to cite beside findings. No log can be measured against it.")


def _count_in_words(condition: CountInWindow, _: Translate) -> str:
    window = {
        "calendar_day": _("calendar day"),
        "calendar_week": _("calendar week, Monday to Sunday"),
        "calendar_month": _("calendar month"),
        "rolling_24h": _("any 24 hours"),
        "rolling_7d": _("any 7 × 24 hours"),
    }[condition.window]
    whom = {
        "number": _("of one number"),
        "actor": _("of one institution or agency"),
        "creditor": _("of one institution with all who collect for it"),
        "debt": _("about one debt"),
    }[condition.per]
    text = _("More than {limit} {what} {whom} in: {window}.").format(
        limit=condition.limit, what=what(condition.basis, _), whom=whom, window=window
    )
    if condition.certain_above is None:
        return text
    return text + _(
        " Above {limit} a possible excess; above {sure} one of this rule and {other} is exceeded."
    ).format(limit=condition.limit, sure=condition.certain_above, other=condition.jointly_with)
