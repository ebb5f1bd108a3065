"""``collectguard flag``: messages that give a reason to look at them, with the words it rests on."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _, spoken, wording
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, InputError

if TYPE_CHECKING:
    from rich.table import Table

    from collectguard.content import Content, Hit, Judgement, Lexicon
    from collectguard.schema import Log

SHOWN = 50


def command() -> Command:
    """The command."""
    return Command(
        "flag",
        run,
        short=_("Show messages with demands, threats or insults, and the words found."),
        text=_(
            "Look through the received messages for demands to pay, threats, insults and the like, and quote "
            "the words found. What is shown is a lead that you confirm or clear, never a finding by itself; "
            "a message that is not shown may still be worth reading. With --jsonl, judge any texts: lines "
            'of {"id", "text"}, with "thread" where lines belong to one conversation.'
        ),
        examples=(
            "flag sms-20260316.xml",
            "flag backups/ --case case.toml --json",
            "flag --jsonl messages.jsonl",
        ),
        params=[
            click.Argument(["files"], nargs=-1, metavar="FILE…", help=options.files().help),
            Option(
                ["--jsonl", "lines"],
                metavar="LINES",
                help=_(
                    "Judge the texts of this file of JSON lines, - for standard input; writes JSON lines."
                ),
            ),
            *options.lexicon_options(),
            Option(
                ["--all", "everything"],
                is_flag=True,
                help=_("Show all messages found, not only the first {n}.").format(n=SHOWN),
            ),
            *options.reading_options(),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    lines: str | None,
    lexica: tuple[str, ...],
    disable: tuple[str, ...],
    everything: bool,
    strict: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show what was found, as a table, one JSON object, or JSON lines."""
    if (lines is None) == (not (files or choices["owner"].files)):
        raise click.UsageError(_("Give backups, or --jsonl with a file of lines; not both."))
    from collectguard import content

    lexicon = content.load(lexica, tuple(dict.fromkeys(disable)))
    if lines is not None:
        return _judge_lines(lines, lexicon)
    from collectguard.cli import output, tables
    from collectguard.cli.reading import exit_code, read_log

    settings = options.settings_of(**choices)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    found = content.examine(log, lexicon=lexicon, role=case_file.owner_role, actor_of=case_file.actor_of)
    if as_json:
        output.write_json(_as_json(found, log))
        return exit_code(log, strict=strict)
    messages = list(found.by_event.items())
    shown = messages if everything else messages[:SHOWN]
    output.write_text(tables.drawn(*map(tables.text, _summary(found, log)), _table(shown, found, log)))
    if left := len(messages) - len(shown):
        talk.say(_("and {n} more messages; --all shows them").format(n=f"{left:,}"))
    return exit_code(log, strict=strict)


def _unflagged(found: "Content", log: "Log") -> list[str]:
    """Messages without a hit from senders that have some: they may say the same in words not known here."""
    messages = log.contacts[log.contacts["body"].notna().to_numpy()]
    flagged = messages["event_id"].isin(found.by_event)
    senders = messages.loc[flagged, "party"].unique()
    return [str(each) for each in messages.loc[~flagged & messages["party"].isin(senders), "event_id"]]


def _as_json(found: "Content", log: "Log") -> dict[str, Any]:
    from collectguard.cli.phones import leads_as_json

    messages = log.contacts.drop_duplicates("event_id").set_index("event_id")
    return {
        "schema": 1,
        "settings": log.settings.as_dict(),
        "judged": found.judged,
        **leads_as_json(found, log),
        "messages": [
            {
                "event_id": event_id,
                "party": str(messages.at[event_id, "party"]),
                **({"owner": str(messages.at[event_id, "owner"])} if log.other_owners else {}),
                "labels": _labels(hits),
                "hits": [_hit(hit) for hit in hits],
            }
            for event_id, hits in found.by_event.items()
        ],
        "unflagged_of_flagged_senders": _unflagged(found, log),
    }


def _labels(hits: Iterable["Hit"]) -> list[str]:
    from collectguard.content import CATEGORIES

    named = {hit.category for hit in hits}
    return [category for category in CATEGORIES if category in named]


def _hit(hit: "Hit") -> dict[str, Any]:
    return hit._asdict() | {"contexts": list(hit.contexts), "bases": list(hit.bases)}


def _summary(found: "Content", log: "Log") -> list[str]:
    from collectguard.cli.phones import leads

    (flagged, judged), *others = (
        leads(found, log, owner) for owner in (log.settings.owner, *log.other_owners)
    )
    lines = [
        _(
            "{found} of {judged} received messages give a lead. A lead is no finding: read the message."
        ).format(found=f"{flagged:,}", judged=f"{judged:,}"),
        _("{n} further messages of these senders were not flagged; that does not mean they are fine.").format(
            n=f"{len(_unflagged(found, log.own)):,}"
        ),
    ]
    for owner, (flagged, judged) in zip(log.other_owners, others, strict=True):
        lines.append(
            _("On the phone of {owner}, not counted above: {found} of {judged}.").format(
                owner=owner, found=f"{flagged:,}", judged=f"{judged:,}"
            )
        )
    return lines


def _table(messages: Sequence[tuple[str, tuple["Hit", ...]]], found: "Content", log: "Log") -> "Table":
    from rich import box
    from rich.table import Table

    from collectguard.cli.phones import phone_of
    from collectguard.cli.tables import text

    written = wording(log.settings)
    rows = {
        event_id: (started_at, str(party), str(owner))
        for event_id, started_at, party, owner in zip(
            *(log.contacts[name] for name in ("event_id", "started_at", "party", "owner")), strict=True
        )
    }
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(_("Time"), no_wrap=True)
    table.add_column(_("Sender"), overflow="fold", min_width=12)
    if log.other_owners:
        table.add_column(_("Phone of"), overflow="fold")
    table.add_column(_("Possible sort"), overflow="fold")
    table.add_column(_("Words found"), overflow="fold")
    table.add_column(_("How to check"), overflow="fold")
    for event_id, hits in messages:
        started_at, party, owner = rows[event_id]
        for place, hit in enumerate(hits):
            said = found.explained[hit.rule][spoken()]
            table.add_row(
                text(written.stamp(started_at)[:16] if place == 0 else ""),
                text(written.party(party) if place == 0 else ""),
                *([text(phone_of(owner, log) if place == 0 else "")] if log.other_owners else []),
                text(said.title),
                text(hit.quote),
                text(said.clear_hint or ""),
            )
    return table


def _judge_lines(path: str, lexicon: "Lexicon") -> ExitCode:
    from collectguard.cli.output import standard_output

    rows = list(_read_lines(path))
    judged = _judged(rows, lexicon)
    with standard_output() as stream:
        for row, judgement in zip(rows, judged, strict=True):
            line = {
                "id": row.get("id"),
                "labels": list(judgement.labels),
                "hits": [
                    {
                        "rule": hit.rule,
                        "category": hit.category,
                        "severity": hit.severity,
                        "quote": hit.quote,
                        "start": hit.start,
                        "end": hit.end,
                    }
                    for hit in judgement.hits
                ],
            }
            # Halves of characters outside the first plane, which JSON can spell, have no UTF-8.
            text = json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass")
            stream.write(text.decode("utf-8", "replace").encode() + b"\n")
    return ExitCode.DONE


def _judged(rows: Sequence[dict[str, Any]], lexicon: "Lexicon") -> list["Judgement"]:
    """Each text alone; one that names no debt, as part of its conversation where that presses for one."""
    from collectguard.content import judge
    from collectguard.content.examining import presses

    alone = [judge(row["text"], lexicon=lexicon) for row in rows]
    threads = {
        row["thread"]
        for row, judgement in zip(rows, alone, strict=True)
        if row.get("thread") is not None and presses(judgement)
    }
    return [
        judge(row["text"], lexicon=lexicon, thread=True)
        if row.get("thread") in threads and not judgement.about_debt
        else judgement
        for row, judgement in zip(rows, alone, strict=True)
    ]


def _read_lines(path: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; empty lines are passed over.

    Raises:
        InputError: The file cannot be opened, or a line is no such object.
    """
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _row(path, number, line)
    except OSError as error:
        raise InputError(
            "{path}: cannot be opened ({reason}).",
            "Check that you may read the file.",
            path=path,
            reason=error.strerror,
        ) from error


def _opened(path: str) -> IO[bytes]:
    return click.open_file(path, "rb") if path == "-" else Path(path).open("rb")


def _no_number(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _row(path: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
        json.dumps(row, allow_nan=False)  # 1e999 is read as infinite, and cannot be written again
    except (ValueError, RecursionError):
        row = None
    sound = isinstance(row, dict) and isinstance(row.get("text"), str)
    if sound and isinstance(row.get("thread"), str | int | None):
        return dict(row)
    raise InputError(
        "{path}, line {number}: this is no JSON object with a text.",
        'Write one object a line: {{"id": "1", "text": "…"}}; "thread" may be a word or a number.',
        path=path,
        number=number,
    )
