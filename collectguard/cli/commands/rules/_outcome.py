"""What became of one rule in one report, in a word for programs and a sentence for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from collectguard.cli.commands.rules._packs import Found
from collectguard.cli.language import _, spoken

if TYPE_CHECKING:
    from collectguard.cli.commands.rules._report import Report


class Outcome(NamedTuple):
    """What became of a rule."""

    state: str
    """``findings``, ``nothing_exceeds``, ``not_evaluated``, ``text_to_cite``, ``not_enabled``,
    ``other_region`` or ``not_in_report``."""
    sentence: str


def outcome(report: "Report", rule: str, found: Sequence[Found]) -> Outcome:
    """What the report says of a rule, and where it says nothing: why.

    Args:
        report: The report.
        rule: The id.
        found: The rule in the packs at hand, in all its versions; none where they do not have it.
    """
    count = sum(finding.rule == rule for finding in report.findings)
    if count:
        return Outcome("findings", _("Findings under {rule} in this report: {n}.").format(rule=rule, n=count))
    reasons = [each.reason for each in report.not_evaluated if each.rule == rule]
    if reasons:
        return Outcome(
            "not_evaluated",
            _("The log was not measured against {rule}: {reason}").format(
                rule=rule, reason=" ".join(dict.fromkeys(reasons))
            ),
        )
    if rule in report.evaluated:
        return Outcome(
            "nothing_exceeds",
            _(
                "Nothing that was measured against {rule} exceeds the limit. Where the case file names "
                "actors, these alone were measured. It clears nobody."
            ).format(rule=rule),
        )
    return _unmentioned(report, rule, found)


def _unmentioned(report: "Report", rule: str, found: Sequence[Found]) -> Outcome:
    """Why a report does not name a rule."""
    elsewhere = [pack for pack, _rule in found if pack.shipped and pack.jurisdiction != report.region]
    if found and len(elsewhere) == len(found):
        return Outcome(
            "other_region",
            _("{rule} is a rule of {region}; the report is one of {other}.").format(
                rule=rule, region=elsewhere[0].jurisdiction, other=report.region
            ),
        )
    disabled = [each.disabled_because for _pack, each in found if each.disabled_because is not None]
    if found and len(disabled) == len(found):
        return Outcome(
            "not_enabled",
            _("{rule} is not enabled: {reason}").format(rule=rule, reason=disabled[-1].of(spoken())),
        )
    if found and not any(each.evaluable for _pack, each in found):
        return Outcome(
            "text_to_cite",
            _(
                "{rule} is a text to cite beside findings. It names nothing that could be counted in a log."
            ).format(rule=rule),
        )
    return Outcome(
        "not_in_report",
        _("The report does not name {rule}: it was written without the pack that holds it.").format(
            rule=rule
        ),
    )
