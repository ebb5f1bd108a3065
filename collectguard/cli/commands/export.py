"""``collectguard export``: every event as data."""

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.schema import Log

FORMATS = ("csv", "jsonl", "sqlite")
_BY_ENDING = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".sqlite": "sqlite", ".db": "sqlite"}
STANDARD_OUTPUT = Path("-")


def command() -> Command:
    """The command."""
    return Command(
        "export",
        run,
        short=_("Write every message and call as CSV, JSON lines or SQLite."),
        text=_(
            "Write every message and call with all that is known of it, one a row, duplicates included and "
            "marked. Texts and numbers stand there exactly as the phone wrote them."
        ),
        examples=("export sms-20260316.xml -o events.csv", "export backups/ --format jsonl -o - | head"),
        params=[
            options.files(),
            Option(
                ["--format", "form"],
                type=click.Choice(FORMATS),
                help=_("Form of the data. By default the ending of the output decides, else csv."),
            ),
            Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                metavar="PATH",
                help=_("File to write, or - for standard output. By default events.csv."),
            ),
            *options.reading_options(),
            options.force(_("Replace a file of this name.")),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    form: str | None,
    output: Path | None,
    strict: bool,
    force: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Write the events; the path of the file goes to standard output, or the events themselves."""
    form = form or (_BY_ENDING.get(output.suffix.lower()) if output else None) or "csv"
    path = output or Path(f"events.{form}")
    if path == STANDARD_OUTPUT and form == "sqlite":
        raise click.BadParameter(
            _("A database cannot be written to standard output; name a file."), param_hint="'-o'"
        )
    settings = options.settings_of(**choices)

    from collectguard.cli.output import new_file, refuse_to_replace, standard_output, write_text
    from collectguard.cli.reading import exit_code, read_log
    from collectguard.reports import export

    inputs = (*files, *choices["owner"].files)
    if path != STANDARD_OUTPUT:
        refuse_to_replace(path, inputs, force=force)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    if path == STANDARD_OUTPUT:
        with standard_output() as stream:
            (export.events_csv if form == "csv" else export.events_jsonl)(log, stream)
    else:
        with new_file(path, inputs, force=force) as partial:
            _write(log, form, partial)
        write_text(str(path))
        talk.say(_("Wrote {n} events, duplicates included.").format(n=f"{len(log.events):,}"))
    return exit_code(log, strict=strict)


def _write(log: "Log", form: str, path: Path) -> None:
    import sqlite3

    from collectguard.reports import export

    if form == "sqlite":
        try:
            export.events_sqlite(log, path)
        except sqlite3.Error as error:  # a full disk, for one
            raise OSError(str(error)) from error
        return
    with path.open("xb") as file:
        (export.events_csv if form == "csv" else export.events_jsonl)(log, file)
