"""``collectguard analyze``: the whole job."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    from collectguard.settings import Settings

FOLDER = "collectguard-report"
FORMATS = ("pdf", "html", "xlsx", "png", "csv", "json")
MAX_MB = 2.0


def command() -> Command:
    """The command."""
    return Command(
        "analyze",
        run,
        short=_("Read backups and write the report with everything that belongs to it."),
        text=_(
            "Read backups and write a folder: a summary of at most three pages, the full report, the "
            "evidence list, the charts, and a manifest with the SHA-256 of every file read and written.\n\n"
            "No option is needed. The figures are explained in the report itself."
        ),
        examples=(
            "analyze sms-20260316.xml calls-20260316.xml",
            "analyze backups/ --case case.toml -o my-report",
        ),
        params=[
            options.files(),
            Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                default=FOLDER,
                show_default=True,
                metavar="DIR",
                help=_("Folder to write: a new one, or an earlier report, which is replaced."),
            ),
            Option(
                ["--format", "formats"],
                multiple=True,
                metavar="NAME,…",
                help=_("Write only these: {names}. By default all.").format(names=", ".join(FORMATS)),
            ),
            Option(
                ["--max-mb"],
                type=click.FloatRange(min=0, min_open=True),
                default=MAX_MB,
                show_default=True,
                metavar="MB",
                help=_("Size above which a document is split into parts."),
            ),
            Option(
                ["--as-of"],
                metavar="TIME",
                help=_(
                    "Date of the report, such as 2026-03-20 or 2026-03-20T10:00. Without it no date of "
                    "making is printed, and the same backups always give the same bytes."
                ),
            ),
            Option(
                ["--rules", "own_rules"],
                multiple=True,
                metavar="PATH",
                help=_("A pack of rules of your own, or a folder of them, beside those of the region."),
            ),
            Option(
                ["--attachments"],
                is_flag=True,
                help=_(
                    "Also write the pictures and other attachments of received MMS as files, each with its "
                    "SHA-256, under names made here; none is opened."
                ),
            ),
            Option(
                ["--exit-code"],
                is_flag=True,
                help=_("End with exit code 10 when a rule has a finding."),
            ),
            *options.lexicon_options(),
            *options.counting_options(),
            *options.reading_options(),
            options.report_language(),
            options.json_output(),
            options.force(_("Write into a folder that holds other things; they stay.")),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...],
    max_mb: float,
    as_of: str | None,
    own_rules: tuple[str, ...],
    lexica: tuple[str, ...],
    disable: tuple[str, ...],
    attachments: bool,
    exit_code: bool,
    strict: bool,
    as_json: bool,
    force: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Do the whole job; the paths of what was written go to standard output, or one JSON object."""
    from collectguard import content
    from collectguard.cli.analysis import analyze_and_save, tell_outputs
    from collectguard.cli.output import write_json, write_text
    from collectguard.cli.reading import exit_code as code_of
    from collectguard.rules import load

    settings = options.settings_of(**choices)
    result = analyze_and_save(
        talk,
        files,
        settings,
        output,
        case_file=options.case_file_of(choices.get("case"), settings),
        packs=load(own_rules),
        lexicon=content.load(lexica, tuple(dict.fromkeys(disable))),
        formats=options.given_names(formats),
        max_mb=max_mb,
        force=force,
        as_of=_moment(as_of, settings),
        attachments=attachments,
        owners=choices["owner"].others,
    )
    if as_json:
        write_json(result.as_json())
    else:
        write_text("\n".join(str(path) for path in result.outputs.values()))
    tell_outputs(talk, result, output)
    code = code_of(result.case.log, strict=strict)
    if code or not result.complete:
        return code or ExitCode.MISSING_PART
    return ExitCode.FINDINGS if exit_code and result.case.evaluation.findings else ExitCode.DONE


def _moment(text: str | None, settings: "Settings") -> datetime | None:
    """A moment with its zone; one without is by the clock of the settings."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            _("{text!r} is no date or time.").format(text=text),
            _("Write it like 2026-03-20 or 2026-03-20T10:00+08:00."),
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)
