"""``collectguard completion``: the Tab key completes commands and options."""

import click

from collectguard.cli.command import PROGRAM, Command
from collectguard.cli.language import _
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

SHELLS = ("bash", "zsh", "fish", "powershell")


def command() -> Command:
    """The command."""
    return Command(
        "completion",
        run,
        short=_("Print a script that makes the Tab key complete commands."),
        text=_(
            "Print a script for a shell. Loaded when the shell starts, it makes the Tab key complete "
            "commands, options and file names."
        ),
        examples=(
            "completion bash >> ~/.bashrc",
            "completion zsh >> ~/.zshrc",
            "completion fish > ~/.config/fish/completions/collectguard.fish",
            "completion powershell >> $PROFILE",
        ),
        params=[
            click.Argument(["shell"], type=click.Choice(SHELLS), metavar="SHELL", help=", ".join(SHELLS))
        ],
    )


def run(talk: Talk, *, shell: str) -> ExitCode:  # noqa: ARG001
    """Print the script."""
    from click import shell_completion

    from collectguard.cli.output import write_text

    classes = {
        "bash": shell_completion.BashComplete,
        "zsh": shell_completion.ZshComplete,
        "fish": shell_completion.FishComplete,
        "powershell": shell_completion.PowerShellComplete,
    }
    root = click.get_current_context().find_root().command
    write_text(classes[shell](root, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE").source())
    return ExitCode.DONE
