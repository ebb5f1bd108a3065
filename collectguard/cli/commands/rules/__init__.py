"""``collectguard rules``: the published rules, one command a file."""

import importlib
from typing import Final

import click

from collectguard.cli.command import PROGRAM, talk_options
from collectguard.cli.language import _
from collectguard.cli.layout import Context

SUBCOMMANDS: Final = ("list", "show", "check", "explain")
"""Modules of this folder, in the order in which help lists them."""


def command() -> "Rules":
    """The command with its own commands."""
    return Rules()


class Rules(click.Group):
    """The commands that speak of rules, each imported when it is asked for."""

    context_class = Context

    def __init__(self) -> None:
        super().__init__(
            "rules",
            short_help=_("List and show the published rules, check your own, explain a finding."),
            help=_(
                "The published rules that logs are measured against, each with its source: list them, read "
                "one in full, check rules that you wrote yourself, and see what a report says under a rule, "
                "down to the rows."
            ),
            params=talk_options(),
            options_metavar=_("[OPTIONS]"),
            subcommand_metavar=_("COMMAND …"),
        )
        self.examples = (
            "rules list --region CN",
            "rules show CN-GBT45251-HOURS",
            "rules check my-rules.toml",
            "rules explain CN-GBT45251-HOURS collectguard-report",
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands, the survey first."""
        return [*SUBCOMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, in the language of this run."""
        if cmd_name not in SUBCOMMANDS:
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command()
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a word that comes close to one is pointed out."""
        if args[0] not in SUBCOMMANDS and args[0][:1].isalnum():
            raise click.exceptions.NoSuchCommand(args[0], possibilities=SUBCOMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the examples."""
        with formatter.section(_("Examples")):
            for example in self.examples:
                formatter.write(f"  {PROGRAM} {example}\n")
