"""``collectguard rules explain``: what a report says under one rule, down to the rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.commands.analyze import FOLDER
from collectguard.cli.commands.rules._packs import described, find, own_packs, unknown_rule
from collectguard.cli.language import _, spoken
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from collectguard.cli.commands.rules._outcome import Outcome
    from collectguard.cli.commands.rules._report import Report, Row, WrittenFinding
    from collectguard.cli.record_table import Block
    from collectguard.settings import Settings


def command() -> Command:
    """The command."""
    return Command(
        "explain",
        run,
        short=_("Show what a report says under a rule, with the rows behind it."),
        text=_(
            "Show what a rule says and what a written report holds under it: every finding with its "
            "arithmetic, its dates and the very records that were counted, each with its place in the files. "
            "Where there is no finding, it says why."
        ),
        examples=(
            "rules explain CN-GBT45251-HOURS collectguard-report",
            "rules explain CN-GBT45251-HOURS --case my-report --json",
        ),
        params=[
            click.Argument(["name"], metavar="ID", help=_("Id of a rule, as `rules list` shows it.")),
            click.Argument(
                ["directory"],
                required=False,
                type=click.Path(path_type=Path),
                metavar="[DIR]",
                help=_("Folder that `collectguard analyze` wrote; by default {folder}.").format(
                    folder=FOLDER
                ),
            ),
            Option(
                ["--case", "--case-dir", "case_dir"],
                type=click.Path(path_type=Path),
                metavar="DIR",
                help=_("The same folder, named by an option."),
            ),
            own_packs(),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    name: str,
    directory: Path | None,
    case_dir: Path | None,
    paths: tuple[Path, ...],
    as_json: bool,
) -> ExitCode:
    """Write the rule, its findings and their rows, as text or as one JSON object."""
    if directory is not None and case_dir is not None:
        raise click.UsageError(_("Name the folder once: as DIR or by --case."))

    from collectguard.cli import output
    from collectguard.cli.commands.rules._outcome import outcome
    from collectguard.cli.commands.rules._report import EVENTS, Report
    from collectguard.rules import load
    from collectguard.settings import settings_for

    rule, packs = name.upper(), load(paths)
    report = Report(directory or case_dir or Path(FOLDER))
    found = find(packs, rule)
    if not found and rule not in report.rule_ids:
        raise unknown_rule(name, report.rule_ids | {each.id for pack in packs for each in pack.rules})
    result = outcome(report, rule, found)
    findings = report.under(rule)
    rows: Mapping[str, Row] = {}
    if findings and report.has_events:
        rows = report.rows({event_id for finding in findings.values() for event_id in finding.event_ids})
    # Days were counted by the clock of the pack where it has one.
    tz = next((pack.tz for pack, _rule in found if pack.tz), report.tz)
    settings = settings_for(report.region, tz=tz, report_lang=spoken())
    blocks = {
        number: [_block(rows[i], settings.zone) for i in finding.event_ids if i in rows]
        for number, finding in findings.items()
    }
    if as_json:
        output.write_json(_json(rule, report, result, findings, blocks))
    else:
        text = described(found, spoken()) if found else rule
        output.write_text("\n\n".join([text, *_told(result, findings, blocks, settings)]))
    if findings and not report.has_events:
        talk.warn(_("The report was written without {name}, so it cannot show the rows.").format(name=EVENTS))
    elif missing := sum(len(each.event_ids) - len(blocks[number]) for number, each in findings.items()):
        talk.warn(_("Records that {name} does not hold: {n}.").format(name=EVENTS, n=missing))
    return _unchanged(talk, report)


def _unchanged(talk: Talk, report: "Report") -> ExitCode:
    """Say so when what was read is not what was written."""
    if not report.changed:
        return ExitCode.DONE
    talk.error(
        _("Not what the manifest of the report says: {names}.").format(names=", ".join(report.changed)),
        _("`collectguard verify` says what was changed; write the report again from the backups."),
    )
    return ExitCode.CHANGED


def _told(
    result: "Outcome",
    findings: Mapping[int, "WrittenFinding"],
    blocks: Mapping[int, Sequence["Block"]],
    settings: "Settings",
) -> Iterator[str]:
    """What became of the rule, then each finding, by its number in the report, with its rows."""
    from collectguard.cli import record_table, tables

    yield tables.drawn(tables.heading(result.sentence))
    for number, finding in findings.items():
        items: list[RenderableType] = [tables.text(line) for line in _facts(number, finding, settings)]
        if blocks[number]:
            items += [tables.text(""), record_table.drawn(blocks[number], settings)]
        yield tables.drawn(*items)


def _facts(number: int, finding: "WrittenFinding", settings: "Settings") -> Iterator[str]:
    yield _("Finding No. {number}").format(number=number)
    yield finding.sentence
    yield _("Counted: {observed}; limit: {limit}.").format(
        observed=f"{finding.observed:,}", limit=f"{finding.limit:,}"
    )
    if finding.days:
        days = _(", ").join(
            _("{date} ({n})").format(date=day.date, n=f"{day.count:,}") for day in finding.days
        )
        yield _("Dates: {days}.").format(days=days)
    if finding.boundary_count:
        yield _("Within 60 seconds of a border of the hours: {n}.").format(n=f"{finding.boundary_count:,}")
    yield _("Records, by the clock of {tz}: {n}.").format(tz=settings.tz, n=f"{len(finding.event_ids):,}")


def _block(row: "Row", zone: ZoneInfo) -> "Block":
    """A row with its local time, in the shape that the command ``explain`` prints."""
    from collectguard.cli.record_table import Block

    local = datetime.fromisoformat(row.started_at).astimezone(zone).isoformat(timespec="milliseconds")
    return Block(
        event_id=row.event_id,
        started_at=row.started_at,
        local_time=local,
        time_quality=row.time_quality,
        kind=row.kind,
        outcome=row.outcome,
        party=row.party,
        path=row.path,
        sha256=row.sha256,
        ordinal=row.ordinal,
        line=row.line,
    )


def _json(
    rule: str,
    report: "Report",
    result: "Outcome",
    findings: Mapping[int, "WrittenFinding"],
    blocks: Mapping[int, Sequence["Block"]],
) -> dict[str, Any]:
    return {
        "schema": 1,
        "report": str(report.folder),
        "rule": rule,
        "state": result.state,
        "sentence": result.sentence,
        "findings": [
            {"number": number, **finding.as_json(), "rows": blocks[number]}
            for number, finding in findings.items()
        ],
    }
