"""What every command has: help with an example, ``-q``, ``-v``, ``--lang``."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from collectguard.cli.language import OPTION, _
from collectguard.cli.layout import Context
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode
from collectguard.i18n import LANGUAGES

PROGRAM = "collectguard"


class Option(click.Option):
    """An option whose help leaves unsaid what goes without saying."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """What stands in brackets behind the help: a default, but no ``x>=0``."""
        return {name: value for name, value in super().get_help_extra(ctx).items() if name != "range"}


class Command(click.Command):
    """A command that shows how it is used."""

    context_class = Context

    def __init__(
        self,
        name: str,
        run: Callable[..., ExitCode],
        *,
        short: str,
        text: str,
        examples: Sequence[str],
        params: Sequence[click.Parameter],
    ) -> None:
        """A command.

        Args:
            name: As it is typed.
            run: Called with the `Talk` of this run and the values of the parameters; its result is the
                exit code.
            short: What it does, for the list of commands.
            text: What it does, for its own help.
            examples: Command lines without the program's name.
            params: Its own parameters.
        """
        super().__init__(
            name,
            callback=click.pass_obj(run),
            short_help=short,
            help=text,
            params=[*params, *talk_options()],
            options_metavar=_("[OPTIONS]"),
        )
        self.examples = tuple(examples)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its libraries keep to themselves."""
        ctx.ensure_object(Talk).hush_libraries()
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the examples."""
        with formatter.section(_("Examples")):
            for example in self.examples:
                formatter.write(f"  {PROGRAM} {example}\n")


def talk_options() -> list[click.Parameter]:
    """How much to say and in which language; heard before and behind the name of a command."""
    return [
        Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_hear_quiet,
            help=_("Say nothing but errors."),
        ),
        Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_hear_verbose,
            help=_("Say more: what went wrong in detail; -vv for everything."),
        ),
        Option(
            [OPTION],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=_("Language of these messages. By default the terminal's."),
        ),
    ]


def _hear_quiet(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:  # noqa: ARG001
    if value:
        ctx.ensure_object(Talk).set_verbosity(-1)


def _hear_verbose(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:  # noqa: ARG001
    if value:
        ctx.ensure_object(Talk).set_verbosity(value)
