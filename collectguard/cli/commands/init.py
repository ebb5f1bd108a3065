"""``collectguard init``: a case file to fill in."""

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import PROGRAM, Command, Option
from collectguard.cli.language import _
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

NAME = "case.toml"
STANDARD_OUTPUT = Path("-")


def command() -> Command:
    """The command."""
    return Command(
        "init",
        run,
        short=_("Write a case file, in which you say what no backup knows."),
        text=_(
            "Write a case file to fill in: who calls, what is owed since when, who asked to be left alone, "
            "who does not owe. It explains itself, and suggests numbers and requests from the backups. All "
            "of it is commented out until you take away the #: nothing counts that you did not say.\n\n"
            "A first report needs no case file."
        ),
        examples=("init sms-20260316.xml calls-20260316.xml", "init backups/ -o my-case.toml"),
        params=[
            options.files(),
            Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                default=NAME,
                show_default=True,
                metavar="PATH",
                help=_("File to write, or - for standard output."),
            ),
            *(option for option in options.reading_options() if option.name != "case"),  # it writes one
            options.report_language(),
            options.force(_("Replace a case file of this name; the old one is kept beside it.")),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    output: Path,
    strict: bool,
    force: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Write the case file; its path goes to standard output, or the file itself."""
    settings = options.settings_of(**choices)

    from collectguard import actors, casefile, content
    from collectguard.cli.output import refuse_to_replace, standard_output, write_text
    from collectguard.cli.reading import exit_code, read_log

    inputs = (*files, *choices["owner"].files)
    if output != STANDARD_OUTPUT:
        refuse_to_replace(output, inputs, force=force)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    suggestions = actors.suggest(log, marked=content.examine(log).pressing)
    data = casefile.template(log, suggestions=suggestions).encode()
    if output == STANDARD_OUTPUT:
        with standard_output() as stream:
            stream.write(data)
        return exit_code(log, strict=strict)
    kept = _write(output, data, inputs, force=force)
    write_text(str(output))
    if kept is not None:
        talk.say(_("The case file that stood there is now {path}.").format(path=kept))
    talk.say(_("Open {path} in a text editor; it says itself how it is filled in.").format(path=output))
    talk.say(_("Then: {command}").format(command=_next_step(files, output, choices)))
    return exit_code(log, strict=strict)


def _write(path: Path, data: bytes, inputs: Sequence[str], *, force: bool) -> Path | None:
    """Write the file whole or not at all; what stood there is kept, and its new name given."""
    from collectguard.cli.output import new_file

    kept = None
    with new_file(path, inputs, force=force) as partial:
        partial.write_bytes(data)
        if force and path.is_file() and path.read_bytes() != data:
            kept = _kept(path)
    return kept


def _kept(path: Path) -> Path:
    """Copy the file to the first free name of ``case.toml.bak``, ``case.toml.bak2`` and so on."""
    number = 1
    while True:
        name = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            with name.open("xb") as copy:
                copy.write(path.read_bytes())
        except FileExistsError:
            number += 1
        else:
            shutil.copystat(path, name)
            return name


def _next_step(files: Sequence[str], output: Path, choices: options.Choices) -> str:
    """The command line that reads the same files in the same way, with the case file."""
    given = {
        "--region": choices["region"],
        "--tz": choices["tz"],
        "--area-code": choices["area_code"],
        "--owner": choices["owner"].own,
        "--columns": choices.get("columns"),
        "--report-lang": choices.get("report_lang"),
    }
    words = [word for name, value in given.items() if value is not None for word in (name, value)]
    words += [
        word
        for owner, theirs in choices["owner"].others.items()
        for file in theirs
        for word in ("--owner", f"{owner}={file}")
    ]
    return shlex.join([PROGRAM, "analyze", *files, "--case", str(output), *words])
