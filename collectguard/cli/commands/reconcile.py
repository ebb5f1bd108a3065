"""``collectguard reconcile``: the phone's calls held against the carrier's list."""

from typing import TYPE_CHECKING, Unpack

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from collectguard.schema import Log

SHOWN = 20


def command() -> Command:
    """The command."""
    return Command(
        "reconcile",
        run,
        short=_("Hold the phone's calls against the carrier's list."),
        text=_(
            "Find for each answered call of the phone's log the same call in the carrier's itemised list, "
            "and say which calls stand in both and which in one only. The offset of the two clocks is found "
            "from the calls themselves. Only times that both cover are judged. A list holds answered calls, "
            "so a call that the phone holds as not answered is no discrepancy; where the list has it all the "
            "same, as one that a mailbox took, that is said."
        ),
        examples=(
            "reconcile calls-20260316.xml --with list-202603.xls",
            "reconcile calls.xml --with lists/ --calls",
            "reconcile calls.xml --with march.csv --with april.csv --json",
        ),
        params=[
            options.files(),
            Option(
                ["--with", "lists"],
                multiple=True,
                metavar="LIST",
                help=_(
                    "Itemised list of the carrier: a file, a folder or a pattern. May be repeated. A table "
                    "without calls that were not answered is taken as one; else what is a list and what a "
                    "phone's backup is told from what the files hold."
                ),
            ),
            *options.reading_options(),
            options.connected_min(),
            Option(
                ["--calls", "every_call"],
                is_flag=True,
                help=_("Show every call, not only the first {n} that stand in one source only.").format(
                    n=SHOWN
                ),
            ),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    lists: tuple[str, ...],
    every_call: bool,
    strict: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show what agrees and what does not, or the same as one JSON object."""
    settings = options.settings_of(**choices)
    case_file = options.case_file_of(choices.get("case"), settings)

    from collectguard.cli import output
    from collectguard.cli.reading import exit_code, read_log
    from collectguard.reconciliation import reconcile_log

    named = [*dict.fromkeys((*files, *lists))]
    log = read_log(talk, named, settings, **whose(choices["owner"], case_file), lists=lists)
    for sentence in _on_the_wrong_side(log, files, lists):
        talk.warn(sentence)
    found = reconcile_log(log)
    if found is None:
        raise _nothing_to_compare(log)
    if as_json:
        output.write_json(
            {
                "schema": 1,
                **found.as_json(),
                "settings": log.settings.as_dict(),
                "calls": found.calls_json(),
            }
        )
    else:
        from collectguard.cli import reconciliation_tables

        output.write_text(
            reconciliation_tables.drawn(found, log.settings, most=None if every_call else SHOWN)
        )
    return exit_code(log, strict=strict)


def _nothing_to_compare(log: "Log") -> InputError:
    """What is lacking of the two, and what to do."""
    is_call = log.events["kind"] == "call"
    listed = log.events["source_id"].isin(log.carrier_lists)
    if not (is_call & listed).any():
        return InputError(
            "No carrier's list with calls was found in these files.",
            "Name the carrier's itemised list with --with; both must be of one owner.",
        )
    if not (is_call & ~listed).any():
        return InputError(
            "Only carrier's lists, and no calls of the phone's own log, were found in these files.",
            "Name a backup of the phone's calls as well; both must be of one owner.",
        )
    return InputError(
        "Calls of the phone's own log and of a carrier's list were found, but of no owner both with a usable "
        "time.",
        "Name the backup and the list of the same phone, and look at the times of both with collectguard "
        "inspect.",
    )


def _on_the_wrong_side(log: "Log", files: "Sequence[str]", lists: "Sequence[str]") -> "Iterator[str]":
    """A sentence for each file that is named as the one and is the other, or by its name alone.

    Folders may hold both.
    """
    from collectguard.ingest.whose import AGREES, NAMED
    from collectguard.schema import CARRIER

    for path, notes in zip(log.sources["path"], log.sources["notes"], strict=True):
        for note in notes:
            if note.template in {AGREES.template, NAMED.template}:
                yield _("{path}: {what}").format(path=path, what=note.said(_))
    witness = dict(zip(log.sources["path"], log.sources["witness"], strict=True))
    for path in dict.fromkeys(files):
        if path not in lists and witness.get(path) == CARRIER:
            yield _("{path} is a carrier's list and is taken as one.").format(path=path)
    for path in dict.fromkeys(lists):
        if witness.get(path, CARRIER) != CARRIER:
            yield _("{path} is no carrier's list; it is taken as a backup of the phone.").format(path=path)
