"""The program: finds the command, runs it, turns what went wrong into words and an exit code."""

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any, Final, NoReturn

import click

from collectguard import __version__
from collectguard.cli import language
from collectguard.cli.command import PROGRAM, Option, talk_options
from collectguard.cli.language import _
from collectguard.cli.layout import Context
from collectguard.cli.output import let_go, standard_output
from collectguard.cli.talk import Talk
from collectguard.errors import CollectguardError, ExitCode

COMMANDS: Final = (
    "analyze", "demo", "inspect", "senders", "actors", "flag", "explain", "chart", "export", "init", "rules",
    "reconcile", "verify", "doctor", "completion",
)  # fmt: skip
"""Modules of ``commands/``, in the order in which help lists them."""

READER_GONE = 128 + 13
"""Exit code of a program whose output nobody reads any more, as the shell gives it for SIGPIPE."""


class Program(click.Group):
    """The commands, each imported when it is asked for."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands, the whole job first."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, in the language of this run."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"collectguard.cli.commands.{cmd_name}").command()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a word that comes close to one is pointed out."""
        if args[0] not in COMMANDS and args[0][:1].isalnum():
            raise click.exceptions.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def __call__(self, *args: Any, **extra: Any) -> NoReturn:
        """Run as the program of this process: whatever happens, no traceback and no half-written file."""
        talk = Talk()
        sys.excepthook = talk.own_failure  # exit code 1 is then Python's own
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _leave)
        self.main(*args, obj=talk, **extra)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT001, FBT002
        **extra: Any,
    ) -> NoReturn:
        """Parse and run, then leave with the exit code; ``obj`` may bring a `Talk`."""
        talk = extra.setdefault("obj", Talk())
        language.speak(language.choose(sys.argv[1:] if args is None else args, os.environ).lang)
        self._find_words()
        try:
            # By one name, also when run by ``python -m``.
            code = super().main(args, PROGRAM, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = ExitCode.USAGE
        except click.ClickException as error:
            talk.error(error.format_message(), _usage_advice(error))
            code = ExitCode.USAGE
        except click.Abort:
            code = _tell_stopped()
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command that was asked for."""
        talk = ctx.ensure_object(Talk)
        try:
            code = int(super().invoke(ctx))
            with standard_output():
                pass  # what is still on its way
        except CollectguardError as error:
            talk.explain(error)
            return error.exit_code
        except KeyboardInterrupt:
            if sys.stderr.isatty():
                click.echo(err=True)  # behind the ^C that the terminal shows
            return _tell_stopped()
        except BrokenPipeError:
            let_go(sys.stdout)
            let_go(sys.stderr)
            return READER_GONE
        return code

    def _find_words(self) -> None:
        self.help = _(
            "From a phone's backups of messages and calls to numbers, charts and a report that a complaint "
            "can rest on. Nothing leaves this computer, and the backups are never changed.\n\n"
            "Begin with `collectguard analyze` and the files that the app SMS Backup & Restore wrote; "
            "`collectguard demo` shows the result with made-up data."
        )
        self.epilog = _(
            "Exit codes: 0 done; 1 failure of the program; 2 wrong command line; 3 a file could not be read; "
            "4 records were left out and --strict was given; 5 a rule pack cannot be used; 6 the output "
            "cannot be written or is not ours to replace; 7 an optional part is missing; 8 a report is not "
            "what was written; 10 rules have findings and --exit-code was given; 130 stopped by Ctrl-C."
        )
        self.options_metavar = _("[OPTIONS]")
        self.subcommand_metavar = _("COMMAND …")
        self.params = [
            Option(
                ["--version"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=_tell_version,
                help=_("Show the version and exit."),
            ),
            *talk_options(),
        ]


def _tell_stopped() -> ExitCode:
    click.echo(_("Stopped. Nothing half-written was left."), err=True)
    return ExitCode.INTERRUPTED


def _tell_version(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        import platform

        click.echo(f"{PROGRAM} {__version__} (Python {platform.python_version()})")
        ctx.exit()


def _usage_advice(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    return _("See how it is written: {command}").format(
        command=f"{ctx.command_path if ctx else PROGRAM} --help"
    )


def _leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise SystemExit(128 + number)  # so that what is half written is cleared away


main: Final = Program(
    PROGRAM,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": PROGRAM.upper()},
)
