"""``collectguard rules check``: are rules of one's own sound, and do they say what they are meant to?"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from collectguard.cli import options
from collectguard.cli.command import Command
from collectguard.cli.language import _
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.rules import Pack, Problem


def command() -> Command:
    """The command."""
    return Command(
        "check",
        run,
        short=_("Check rules of your own and run the examples in them."),
        text=_(
            "Check packs of rules that you wrote: every problem is named at once, with file, line, rule and "
            "key. When there is none, the examples in the packs are run: each enabled rule that counts must "
            "bring a finding about its first small log and none about its second. Exit code 5: there is "
            "something to mend."
        ),
        examples=("rules check my-rules.toml", "rules check my-rules/ --json"),
        params=[
            click.Argument(
                ["paths"],
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path),
                metavar="PATH…",
                help=_("Packs in TOML, or folders of them."),
            ),
            options.json_output(),
        ],
    )


def run(talk: Talk, *, paths: tuple[Path, ...], as_json: bool) -> ExitCode:  # noqa: ARG001
    """Say what is wrong, or what was checked."""
    from collectguard.cli import output
    from collectguard.cli.talk import shown
    from collectguard.rules import RulePackError, check_examples, load

    packs: tuple[Pack, ...] = ()
    try:
        packs = tuple(pack for pack in load(dict.fromkeys(paths)) if not pack.shipped)
        problems = check_examples(packs)
        error = RulePackError(problems) if problems else None
    except RulePackError as found:
        error = found
    if as_json:
        output.write_json(_json(packs, error.problems if error else ()))
    elif error is None:
        output.write_text(shown("\n".join(map(_sentence, packs))))
    if error is not None:
        raise error
    return ExitCode.DONE


def _with_examples(pack: "Pack") -> int:
    """How many rules of the pack are run on their examples."""
    return sum(rule.enabled and rule.evaluable for rule in pack.rules)


def _sentence(pack: "Pack") -> str:
    return _(
        "{path}: sound. Pack {id} for {region}; rules: {rules}, enabled: {enabled}, run on their examples "
        "with the result that these name: {examples}."
    ).format(
        path=pack.origin.path,
        id=pack.id,
        region=pack.jurisdiction,
        rules=len(pack.rules),
        enabled=sum(rule.enabled for rule in pack.rules),
        examples=_with_examples(pack),
    )


def _json(packs: Iterable["Pack"], problems: Sequence["Problem"]) -> dict[str, Any]:
    return {
        "schema": 1,
        "sound": not problems,
        "packs": [
            {
                "path": pack.origin.path,
                "id": pack.id,
                "jurisdiction": pack.jurisdiction,
                "rules": len(pack.rules),
                "enabled": sum(rule.enabled for rule in pack.rules),
                "examples": _with_examples(pack),
            }
            for pack in packs
        ],
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "rule": problem.rule,
                "key": problem.key,
                "message": problem.message.said(_),
            }
            for problem in problems
        ],
    }
