"""``collectguard rules show``: a rule in full, with its source."""

from pathlib import Path

import click

from collectguard.cli.command import Command
from collectguard.cli.commands.rules._packs import described, find_each, own_packs
from collectguard.cli.language import _, spoken
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode


def command() -> Command:
    """The command."""
    return Command(
        "show",
        run,
        short=_("Show a rule in full: its source, its words, its limits."),
        text=_(
            "Show all that is known of a rule: where it stands and in which words, how that was verified "
            "and when, from when on it is in force, of whom it speaks, what is counted, what the other side "
            "may say, and what a log cannot show."
        ),
        examples=(
            "rules show CN-GBT45251-HOURS",
            "rules show CN-CBA2026-ATTEMPTS CN-CC-1033 --lang zh",
        ),
        params=[
            click.Argument(
                ["names"],
                nargs=-1,
                required=True,
                metavar="ID…",
                help=_("Ids of rules, as `rules list` shows them."),
            ),
            own_packs(),
        ],
    )


def run(talk: Talk, *, names: tuple[str, ...], paths: tuple[Path, ...]) -> ExitCode:  # noqa: ARG001
    """Write each rule as text."""
    from collectguard.cli.output import write_text
    from collectguard.rules import load

    write_text(described(find_each(load(paths), names), spoken()))
    return ExitCode.DONE
