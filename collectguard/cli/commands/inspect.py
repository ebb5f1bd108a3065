"""``collectguard inspect``: what is in a file. Writes nothing."""

from typing import TYPE_CHECKING, Unpack

from collectguard.cli import options
from collectguard.cli.command import Command
from collectguard.cli.language import _, wording
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType


def command() -> Command:
    """The command."""
    return Command(
        "inspect",
        run,
        short=_("Show what is in backups: records, period, damage. Writes nothing."),
        text=_(
            "Read backups whole and show for each what it holds: records by kind, how many it says it holds "
            "and how many there are, its period, what was mended, what could not be read and why, and which "
            "records stand in an earlier file as well. Nothing is written."
        ),
        examples=("inspect sms-20260316.xml", "inspect backups/ --json"),
        params=[options.files(), *options.reading_options(), options.json_output()],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    strict: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show every file, then the sums."""
    from collectguard.cli import ledger, output, tables
    from collectguard.cli.reading import exit_code, read_log
    from collectguard.reports.case_json import source_json, unreadable_json, written_times_json
    from collectguard.reports.ledger import source_rows
    from collectguard.statistics.completeness import completeness

    settings = options.settings_of(**choices)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    if as_json:
        output.write_json(
            {
                "schema": 1,
                "sources": [
                    source_json(source)
                    | {
                        "unreadable": unreadable_json(log, source.number),
                        "written_times": written_times_json(log, source.number),
                    }
                    for source in source_rows(log)
                ],
                "totals": log.ledger,
                "unread": [unread._asdict() for unread in log.unread],
                "completeness": [sign.as_json(wording(log.settings)) for sign in completeness(log)],
            }
        )
    else:
        signs = completeness(log)
        parts: list[RenderableType] = []
        for source in source_rows(log):
            parts += [
                tables.heading(source.path),
                tables.facts(ledger.source_facts(log, source, signs)),
                tables.text(""),
            ]
        output.write_text(tables.drawn(*parts, tables.text(ledger.totals(log))))
    return exit_code(log, strict=strict)
