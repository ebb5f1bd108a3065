"""How strongly a finding may be put: by the force of its rule, and never as a judgement."""

from collectguard.findings import Grade
from collectguard.i18n import translator
from collectguard.rules.models import Rule
from collectguard.rules.subjects import Subject


def strength(rule: Rule, subject: Subject, grade: Grade | None, lang: str) -> str:
    """A finding in the words that the force of its rule allows.

    A binding text that itself says what is counted: suspected, with who decides. A binding text with a wider
    element: the count is a fact for those who decide. A standard, a rule of an industry or a guideline: not
    in line with it.
    """
    _ = translator(lang)
    if rule.force == "binding" and rule.bearing == "element":
        text = _(
            "a fact for deciding whether there is a suspected breach of {source} (whether there is one is "
            "for the competent authority or the court to decide)"
        )
    elif rule.force == "binding":
        text = _(
            "suspected breach of {source} (whether it is one is for the competent authority or the "
            "court to decide)"
        )
    else:
        text = _("not in line with what {source} asks for")
    words = text.format(source=rule.citation.of(lang).source)
    if grade == "possible" and rule.bearing == "limit":
        words = _("possibly {words}").format(words=words)
    if not subject.assigned:
        return _("If the number is confirmed to belong to one of whom the rule speaks: {words}").format(
            words=words
        )
    if subject.unsaid:
        return _(
            "If this actor is one of whom the rule speaks, which the case file does not say: {words}"
        ).format(words=words)
    return words


def standing(rule: Rule, lang: str) -> str:
    """What kind of text the rule stands in, in one line, with the word that carries its strength."""
    _ = translator(lang)
    kind = {
        "binding": _("Law, regulation or ministry rule"),
        "standard": _("Recommended national standard, not law"),
        "self": _("Self-regulation of an industry, not law"),
        "guidance": _("Guideline of a regulator, not law"),
        "draft": _("Draft, not in force"),
        "superseded": _("Superseded, no longer in force"),
    }[rule.force]
    if rule.modality is None:
        return _("{kind}.").format(kind=kind)
    return _("{kind}; the word of the text is “{modality}”.").format(kind=kind, modality=rule.modality)


def headed(sentence: str, subject: Subject, name: str, lang: str) -> str:
    """The arithmetic with its subject before it; a number that nobody has assigned is called possible."""
    _ = translator(lang)
    if not subject.assigned:
        name = _("{name}, possible (not yet assigned to an institution)").format(name=name)
    return _("{name}: {sentence}").format(name=name, sentence=sentence)


def in_force(rule: Rule, lang: str) -> str:
    """For events of which dates the rule holds."""
    _ = translator(lang)
    start, end = rule.effective_from, rule.effective_to
    if start and end:
        return _("for events from {start} to {end}, both dates included").format(start=start, end=end)
    if start:
        return _("for events from {start} on").format(start=start)
    if end:
        return _("for events up to {end}, that date included").format(end=end)
    return _("no date of beginning could be verified")
