"""``collectguard senders``: who wrote and called, how often, and how often at night."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _, spoken, wording
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode
from collectguard.i18n import translator

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from rich.console import RenderableType
    from rich.table import Table

    from collectguard.schema import Log

SHOWN = 20


def command() -> Command:
    """The command."""
    return Command(
        "senders",
        run,
        short=_("List who wrote and called, how often, and how often at night."),
        text=_(
            "List every number and name that wrote to or called the owner of the phone, the most frequent "
            "first. Duplicates are counted once; what the owner sent is not counted."
        ),
        examples=(
            "senders sms-20260316.xml calls-20260316.xml",
            "senders backups/ --night 22:00-08:00 --json",
        ),
        params=[
            options.files(),
            *options.counting_options(),
            *options.reading_options(),
            Option(
                ["--all", "everyone"],
                is_flag=True,
                help=_("Show all senders, not only the first {n}.").format(n=SHOWN),
            ),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    everyone: bool,
    strict: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show the table of senders, or the same figures as one JSON object."""
    from collectguard import statistics
    from collectguard.cli import output, phones, tables
    from collectguard.cli.reading import exit_code, read_log

    settings = options.settings_of(**choices)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    witnesses = statistics.witnesses(log.own)
    figures = statistics.headline(log.own).as_json() | witnesses.answered_only_json()
    if log.other_owners:
        figures["owners"] = [phone.as_json() for phone in statistics.phones(log)]
    if choices.get("case"):
        figures["senders"] = [
            block | {"actor": case_file.actor_of.get(block["party"])} for block in figures["senders"]
        ]
    if as_json:
        output.write_json({"schema": 1, "settings": log.settings.as_dict(), **figures})
        return exit_code(log, strict=strict)
    if witnesses.answered_only:
        talk.warn(
            _(
                "All or some of the calls are known from a carrier's list alone, which holds answered calls "
                "only: counts of calls are lower bounds."
            )
        )
    blocks = figures["senders"]
    shown = blocks if everyone else blocks[:SHOWN]
    lines: list[RenderableType] = [
        tables.text(_sum(_("All senders"), figures["all"], log)),
        tables.text(_sum(_("Senders not in the contacts"), figures["unknown_senders"], log)),
        _table(shown, {actor.id: actor.name for actor in case_file.actors}, log),
    ]
    if left := len(blocks) - len(shown):
        lines.append(tables.text(_("and {n} more senders; --all shows them").format(n=f"{left:,}")))
    lines += map(tables.text, phones.beside(log))
    output.write_text(tables.drawn(*lines))
    return exit_code(log, strict=strict)


def _sum(who: str, block: dict[str, Any], log: "Log") -> str:
    return _("{who}: {n} contacts, {night} of them at night ({window}, clock of {tz}).").format(
        who=who,
        n=f"{block['incoming']:,}",
        night=f"{block['night_count']:,}",
        window=log.settings.night,
        tz=log.settings.tz,
    )


def _table(blocks: list[dict[str, Any]], actors: Mapping[str, str], log: "Log") -> "Table":
    from rich import box
    from rich.table import Table

    from collectguard import words
    from collectguard.cli.tables import text

    written = wording(log.settings)
    classes = words.party_classes(translator(spoken()))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(_("Sender"), overflow="fold", min_width=14)
    table.add_column(_("Name, or sort of number"), overflow="fold")
    table.add_column(_("Contacts"), justify="right", no_wrap=True)
    table.add_column(_("at night"), justify="right", no_wrap=True)
    table.add_column(_("Most on one day"), justify="right", no_wrap=True)
    table.add_column(_("Last"), no_wrap=True)
    for block in blocks:
        actor = actors.get(block.get("actor") or "")
        table.add_row(
            text(written.party(block["party"])),
            text(actor or block["contact_name"] or classes[block["party_class"]]),
            f"{block['incoming']:,}",
            _with_share(block["night_count"], block["night_share"]),
            _with_date(block["busiest_day"]["count"], block["busiest_day"]["date"]),
            _local_date(block["last"], log.settings.zone),
        )
    return table


def _with_share(count: int, share: float | None) -> str:
    return f"{count:,}" if share is None else f"{count:,} ({100 * share:.0f}%)"


def _with_date(count: int, date: str | None) -> str:
    return f"{count:,}" if date is None else f"{count:,} ({date})"


def _local_date(moment: str | None, zone: "ZoneInfo") -> str:
    return "" if moment is None else f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d}"
