"""``collectguard actors``: which numbers may belong to one agency, and why."""

import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _, spoken
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.actors import Suggestion
    from collectguard.schema import Log


def command() -> Command:
    """The command."""
    return Command(
        "actors",
        run,
        short=_("Suggest which numbers belong to one agency, with the reasons."),
        text=_(
            "Suggest which numbers belong together: they sign with one name, name one number to call back, "
            "lead to one link, or write in one wording. Only numbers that press for a debt are compared; "
            "people in the contacts never are. A suggestion is no proof: you confirm it in the case file, "
            "and from then on its numbers are counted together."
        ),
        examples=(
            "actors sms-20260316.xml calls-20260316.xml",
            "actors backups/ --save case.toml",
            "actors backups/ --case case.toml --json",
        ),
        params=[
            options.files(),
            Option(
                ["--save"],
                type=click.Path(path_type=Path),
                metavar="CASE.TOML",
                help=_(
                    "Append the suggestions, commented out, to this case file; a new one is written where "
                    "there is none. Nothing that stands in it is changed."
                ),
            ),
            *options.reading_options(),
            Option(
                ["--all", "everything"], is_flag=True, help=_("Show every number and every shared wording.")
            ),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    files: tuple[str, ...],
    save: Path | None,
    strict: bool,
    everything: bool,
    as_json: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Show the groups with their evidence, or the same as one JSON object; add them to a case file."""
    if save is not None and save.is_file() and not choices.get("case"):
        choices["case"] = str(save)  # what it confirms already is not suggested again
    settings = options.settings_of(**choices)
    case_file = options.case_file_of(choices.get("case"), settings)

    from collectguard import actors, content
    from collectguard.cli import actor_tables, output
    from collectguard.cli.reading import exit_code, read_log

    inputs = (*files, *choices["owner"].files)
    if save is not None:
        output.refuse_to_replace(save, inputs, force=True)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    messages = content.examine(log, role=case_file.owner_role, actor_of=case_file.actor_of)
    found = actors.suggest(log, case_file, marked=messages.pressing)
    if as_json:
        output.write_json(
            {
                "schema": 1,
                "settings": log.settings.as_dict(),
                "actors": [
                    {**one.as_json(), "rotation": actors.rotation(log.own, one.parties).as_json()}
                    for one in found
                ],
                "third_party": [one.as_json() for one in actors.third_party(log, found, case_file)],
            }
        )
    else:
        spoken_log = dataclasses.replace(
            log, settings=dataclasses.replace(log.settings, report_lang=spoken())
        )
        output.write_text(actor_tables.drawn_groups(found, spoken_log, everything=everything))
    if save is not None:
        _append(talk, save, found, log, inputs)
    elif any(not one.confirmed for one in found):
        talk.say(
            _("Suggestions count for nothing until you confirm them: --save case.toml writes them down.")
        )
    return exit_code(log, strict=strict)


def _append(talk: Talk, path: Path, found: "Sequence[Suggestion]", log: "Log", files: Sequence[str]) -> None:
    """Write the case file anew with the suggestions behind what stands in it, whole or not at all."""
    from collectguard.casefile.actor_blocks import actor_blocks
    from collectguard.cli.output import new_file

    if not path.is_file():
        _write_new(talk, path, found, log, files)
        return
    old = path.read_bytes()
    text = actor_blocks(found, log, existing=old.decode())
    if not text:
        talk.say(_("There is nothing to add to {path}.").format(path=path))
        return
    ending = "\r\n" if b"\r\n" in old else "\n"
    gap = ("" if old.endswith(b"\n") or not old else "\n") + "\n\n"
    with new_file(path, files, force=True) as partial:
        partial.write_bytes(old + (gap + text).replace("\n", ending).encode())
        shutil.copymode(path, partial)
    talk.say(
        _("The suggestions stand at the end of {path}; take away the # where they are right.").format(
            path=path
        )
    )


def _write_new(
    talk: Talk, path: Path, found: "Sequence[Suggestion]", log: "Log", files: Sequence[str]
) -> None:
    """Write the case file that ``init`` would write, unless there is nothing to suggest."""
    from collectguard import casefile
    from collectguard.cli.output import new_file

    if not found:
        talk.say(_("There is nothing to add to {path}.").format(path=path))
        return
    with new_file(path, files, force=False) as partial:
        partial.write_bytes(casefile.template(log, suggestions=found).encode())
    talk.say(_("The suggestions stand in {path}; take away the # where they are right.").format(path=path))
