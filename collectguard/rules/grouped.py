"""Beside a possible finding about one number: which others it may belong with."""

from collections.abc import Iterable
from dataclasses import replace

from collectguard.actors import Suggestion
from collectguard.findings import Evaluation, Finding
from collectguard.i18n import translator


def beside_groups(evaluation: Evaluation, suggestions: Iterable[Suggestion], lang: str) -> Evaluation:
    """The same findings, with a note where a number that nobody has assigned is in a suggested group.

    No figure changes: what nobody has confirmed is not counted together.

    Args:
        evaluation: What rules said.
        suggestions: What `actors.suggest` gave for the same log; confirmed actors are left out.
        lang: Language of the note.
    """
    group_of = {party: one for one in suggestions if not one.confirmed for party in one.parties}
    findings = tuple(
        _beside(finding, group_of[finding.parties[0]], lang)
        if not finding.assigned and len(finding.parties) == 1 and finding.parties[0] in group_of
        else finding
        for finding in evaluation.findings
    )
    return replace(evaluation, findings=findings)


def _beside(finding: Finding, group: Suggestion, lang: str) -> Finding:
    _ = translator(lang)
    others = len(group.parties) - 1
    if group.extends is not None:
        note = _(
            "This number may belong to the actor “{name}” as well; nobody has confirmed it. The finding "
            "counts this number alone. See “{section}”."
        )
    elif others:
        note = _(
            "This number may belong together with others ({n}, “{name}”); nobody has confirmed it. The "
            "finding counts this number alone: a lower bound of what all of them did. See “{section}”."
        )
    else:
        return finding
    section = _("Who is behind the numbers")
    return replace(finding, notes=(*finding.notes, note.format(n=others, name=group.name, section=section)))
