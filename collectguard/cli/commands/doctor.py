"""``collectguard doctor``: has this machine what the program needs?"""

from collectguard.cli.command import Command
from collectguard.cli.language import _
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode


def command() -> Command:
    """The command."""
    return Command(
        "doctor",
        run,
        short=_("Check that everything the program needs is here."),
        text=_(
            "Check Python, the libraries, the typefaces, the making of PDF files, the time zones, the "
            "language of the terminal and whether this folder can be written. Exit code 7: a part is missing."
        ),
        examples=("doctor", "doctor --lang zh"),
        params=[],
    )


def run(talk: Talk) -> ExitCode:
    """Show each check with what it found; what is missing, with what to do."""
    from collectguard.cli import output, tables
    from collectguard.cli.checks import checks

    found = list(checks())
    marks = {True: _("ok"), False: _("MISSING")}
    rows = [(f"{marks[check.ok]}  {check.name}", check.detail) for check in found]
    output.write_text(tables.drawn(tables.facts(rows)))
    missing = [check for check in found if not check.ok]
    for check in missing:
        talk.error(f"{check.name}: {check.detail}", check.advice)
    return ExitCode.MISSING_PART if missing else ExitCode.DONE
