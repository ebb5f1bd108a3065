"""``collectguard demo``: the whole job, with made-up backups that come with the program."""

from pathlib import Path
from typing import NamedTuple

import click

import collectguard
from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _
from collectguard.cli.owners import Owners
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, MissingPartError

FOLDER = "demo-report"
_PATTERNS = ("sms-*.xml", "calls-*.xml", "carrier-list-*.csv")


def command() -> Command:
    """The command."""
    return Command(
        "demo",
        run,
        short=_("Show the result with made-up backups."),
        text=_(
            "Analyse the backups and the case file that come with the program and write their report. "
            "People, numbers and messages in them are made up; no file of yours is needed or touched."
        ),
        examples=("demo", "demo -o what-it-looks-like"),
        params=[
            Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                default=FOLDER,
                show_default=True,
                metavar="DIR",
                help=_("Folder to write: a new one, or an earlier report, which is replaced."),
            ),
            options.report_language(),
            options.force(_("Write into a folder that holds other things; they stay.")),
        ],
    )


def run(talk: Talk, *, output: Path, report_lang: str | None, force: bool) -> ExitCode:
    """Analyse the sample; the paths of what was written go to standard output."""
    from collectguard.cli.analysis import analyze_and_save, tell_outputs
    from collectguard.cli.output import write_text

    sample = sample_files()
    talk.say(_("These backups are made up, with every person, number and message in them."))
    settings = options.settings_of(
        region=None,
        tz=None,
        area_code=None,
        owner=Owners(),
        case=sample.case_file,
        report_lang=report_lang,
    )
    result = analyze_and_save(
        talk,
        sample.backups,
        settings,
        output,
        case_file=options.case_file_of(sample.case_file, settings),
        force=force,
    )
    write_text("\n".join(str(path) for path in result.outputs.values()))
    tell_outputs(talk, result, output)
    talk.say(_("With your own backups: {command}").format(command="collectguard analyze FILE…"))
    return ExitCode.DONE if result.complete else ExitCode.MISSING_PART


class Sample(NamedTuple):
    """The files of the sample, by their paths."""

    backups: tuple[str, ...]
    """The phone's backups, and the carrier's list of its calls."""
    case_file: str


def sample_files() -> Sample:
    """The sample: inside the installed package, or beside it in a checkout.

    Raises:
        MissingPartError: They are in neither place.
    """
    package = Path(collectguard.__file__).parent
    for folder in (package / "sample_data", package.parent / "sample_data"):
        files = [path for pattern in _PATTERNS for path in sorted(folder.glob(pattern))]
        if files:
            return Sample(tuple(map(str, files)), str(folder / "case.toml"))
    raise MissingPartError(
        _("The sample backups are not installed."), _("Install the program again, from its wheel.")
    )
