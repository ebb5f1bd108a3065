"""``collectguard explain``: the records behind one figure, each with its place in its file."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Unpack, cast

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _, wording
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    import pandas as pd

    from collectguard.cli.record_table import Block
    from collectguard.schema import Log
    from collectguard.statements import CaseFile
    from collectguard.statistics import Span

FIGURES = (
    "incoming", "timed", "call_count", "message_count", "active_days", "per_day", "first", "last",
    "out_count", "night_count", "night_share", "night_share_low", "night_share_high", "nights",
    "boundary_count", "busiest_day", "busiest_day_count", "max_10m", "max_10m_from", "max_1h", "max_1h_from",
    "max_24h", "max_24h_from", "max_7d", "max_7d_from", "longest_run_days", "longest_run_first",
    "longest_run_last", "missed_series", "missed_series_largest", "answered", "missed", "rejected", "blocked",
    "voicemail", "elsewhere", "unknown", "received", "hidden", "connected", "attempts", "short_answered",
)  # fmt: skip


def command() -> Command:
    """The command."""
    return Command(
        "explain",
        run,
        short=_("List the records that one figure rests on, with their place in the files."),
        text=_(
            "List every record that one figure rests on: its id, as in events.csv, when it came, what it "
            "was, and in which file, with its SHA-256, as which record and in which line it stands. Without "
            "--party or --unknown the figure is that of all senders."
        ),
        examples=(
            "explain night_count sms-20260316.xml calls-20260316.xml --unknown",
            "explain max_1h backups/ --party 19400000001 --json",
            "explain incoming my.xml --owner mother=hers.xml --phone mother",
        ),
        params=[
            click.Argument(["figure"], type=click.Choice(FIGURES), metavar="FIGURE", help=", ".join(FIGURES)),
            options.files(),
            Option(
                ["--party"],
                metavar="KEY",
                help=_("Only this sender: its key or its number, as `senders` shows them."),
            ),
            Option(["--unknown"], is_flag=True, help=_("Only senders that are not in the contacts.")),
            Option(
                ["--reported"],
                is_flag=True,
                help=_("Only the senders that a report is about: those, corrected by the case file."),
            ),
            Option(
                ["--actor"],
                metavar="ID",
                help=_("Only the numbers of this lender or agency of the case file."),
            ),
            Option(
                ["--phone"],
                metavar="NAME",
                help=_(
                    "What reached this phone, of those read with --owner NAME=FILE or by the case file; the "
                    "owner's own by default."
                ),
            ),
            *options.counting_options(),
            *options.reading_options(),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    figure: str,
    files: tuple[str, ...],
    party: str | None,
    unknown: bool,
    reported: bool,
    actor: str | None,
    phone: str | None,
    strict: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show the figure and its records as a table, or as one JSON object."""
    if sum((unknown, reported, party is not None, actor is not None)) > 1:
        raise click.UsageError(_("Give one of --party, --actor, --reported and --unknown."))
    settings = options.settings_of(**choices)

    from collectguard import statistics
    from collectguard.cli import output, record_table, tables
    from collectguard.cli.reading import exit_code, read_log

    case_file = options.case_file_of(choices.get("case"), settings)
    whole = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    log = _of_phone(phone, whole)
    if reported or actor is not None:
        by, group = ("reported", "reported") if actor is None else ("actor", actor)
        grouping: statistics.Grouping = _labels(group, _parties(actor, case_file, whole), log)
    else:
        by = "known" if unknown else "all" if party is None else "party"
        group = "unknown" if unknown else "all" if party is None else _key(party, log)
        grouping = by
    value = _plain(statistics.overview(log, by=grouping).loc[[group], figure].iloc[0])
    rows = statistics.rows_behind(log, figure, group, grouping)
    witnesses = statistics.witnesses(log)
    if as_json:
        output.write_json(
            {
                "schema": 1,
                "settings": log.settings.as_dict(),
                **({"phone": phone or settings.owner} if log.other_owners else {}),
                "figure": figure,
                "by": by,
                "group": group,
                "value": value,
                **witnesses.answered_only_json(),
                "rows": _row_blocks(rows, log),
            }
        )
    else:
        sentence = _("{figure}: {value}. Records it rests on: {n} (night {window}, clock of {tz}).").format(
            figure=figure,
            value="–" if value is None else value,
            n=f"{len(rows):,}",
            window=log.settings.night,
            tz=log.settings.tz,
        )
        records = record_table.drawn(_row_blocks(rows, log), log.settings)
        unseen = _unseen(figure, witnesses.answered_only, log)
        output.write_text(tables.drawn(*map(tables.text, (sentence, *unseen)), records))
    return exit_code(log, strict=strict)


def _unseen(figure: str, alone: "Sequence[Span]", log: "Log") -> Iterator[str]:
    """That calls which were not answered are missing, where the figure counts them and lists stand alone."""
    from collectguard.statistics import WITHOUT_UNANSWERED

    if not alone or figure in WITHOUT_UNANSWERED:
        return
    written = wording(log.settings)
    yield _(
        "The calls of {time} are known from a carrier's list alone, which holds answered calls only: calls "
        "of that time that were not answered are not among these records."
    ).format(time=_(", ").join(written.dates(*span) for span in alone))


def _of_phone(phone: str | None, log: "Log") -> "Log":
    """What reached one phone, the owner's own where none is named."""
    owners = (log.settings.owner, *log.other_owners)
    if phone is not None and phone not in owners:
        raise SettingsError(
            _("No backup of the phone of {name} was read.").format(name=phone),
            _("Name one of these: {names}.").format(names=", ".join(owners)),
        )
    return log.own if phone is None else log.of([phone])


def _parties(actor: str | None, case_file: "CaseFile", log: "Log") -> Collection[str]:
    """The keys of an actor of the case file, by its id or name; without one those that a report is about."""
    if actor is None:
        from collectguard.casefile import reported_parties

        return reported_parties(log, case_file)
    for each in case_file.actors:
        if actor in {each.id, each.name}:
            return each.parties
    raise SettingsError(
        _("The case file has no actor {actor!r}.").format(actor=actor),
        _("It has these: {names}.").format(
            names=", ".join(each.id for each in case_file.actors) or _("none")
        ),
    )


def _labels(group: str, parties: Collection[str], log: "Log") -> "pd.Series":
    """The label of the group for the events of these parties, none for others."""
    inside = log.events["party"].isin(parties)
    if not inside[log.contacts.index].any():
        raise SettingsError(
            _("No contact came from {party}.").format(party=group),
            _("`collectguard senders FILE… --all` lists all senders, with --json also their keys."),
        )
    return inside.map({True: group})


def _key(party: str, log: "Log") -> str:
    """The key of a sender that is given by its key or in any spelling of its number."""
    from collectguard.numbers import identify

    keys = set(log.contacts["party"].unique())
    if party in keys:
        return party
    key = identify(party, region=log.settings.region, area_code=log.settings.area_code).key
    if key not in keys:
        raise SettingsError(
            _("No contact came from {party}.").format(party=party),
            _("`collectguard senders FILE… --all` lists all senders, with --json also their keys."),
        )
    return key


def _plain(value: Any) -> int | float | str | None:
    """A figure as JSON knows it; a time in UTC, a date as a date."""
    import pandas as pd

    from collectguard.clock import iso_utc

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value.tzinfo is None else iso_utc(value)
    plain: int | float = value.item()
    return plain


def _row_blocks(rows: "pd.DataFrame", log: "Log") -> "list[Block]":
    """The records as plain JSON values, each with the file it stands in."""
    from collectguard.clock import local_time
    from collectguard.reports.export import plain_values

    columns = ["event_id", "started_at", "time_quality", "kind", "outcome", "party", "ordinal", "line"]
    values = {name: plain_values(rows[name]) for name in columns}
    moments = local_time(rows["started_at"], log.settings.tz)
    files = log.sources.loc[rows["source_id"].tolist(), ["path", "sha256"]]
    values |= {
        "local_time": [
            at.isoformat(timespec="milliseconds") if known else None
            for at, known in zip(moments, moments.notna(), strict=True)
        ],
        "path": plain_values(files["path"]),
        "sha256": plain_values(files["sha256"]),
    }
    order = (*columns[:2], "local_time", *columns[2:6], "path", "sha256", *columns[6:])
    rows_of = zip(*(values[name] for name in order), strict=True)
    return [cast("Block", dict(zip(order, row, strict=True))) for row in rows_of]
