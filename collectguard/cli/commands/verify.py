"""``collectguard verify``: is a report still what was written?"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collectguard.cli import options
from collectguard.cli.command import Command
from collectguard.cli.language import _
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.reports.manifest import Checked, Verification


def command() -> Command:
    """The command."""
    return Command(
        "verify",
        run,
        short=_("Check that a report and its backups are unchanged."),
        text=_(
            "Compute the SHA-256 of every file of a report again, and of the backups where they still are, "
            "and hold it against the manifest. Exit code 0: nothing was changed; 8: something was.\n\n"
            "The SHA-256 of the manifest stands for all others: write it down, or give it to a witness."
        ),
        examples=("verify collectguard-report", "verify collectguard-report --json"),
        params=[
            click.Argument(
                ["directory"],
                type=click.Path(path_type=Path),
                metavar="DIR",
                help=_("Folder that `collectguard analyze` wrote."),
            ),
            options.json_output(),
        ],
    )


def run(talk: Talk, *, directory: Path, as_json: bool) -> ExitCode:
    """Say what changed, or that nothing did."""
    from collectguard.cli.output import write_json, write_text
    from collectguard.reports import verify

    found = verify(directory)
    if as_json:
        write_json(
            {
                "schema": 1,
                "directory": str(directory),
                "intact": found.intact,
                "manifest_sha256": found.manifest_sha256,
                "outputs": [checked._asdict() for checked in found.outputs],
                "inputs": [checked._asdict() for checked in found.inputs],
            }
        )
    else:
        write_text("\n".join(_lines(found)))
    if not found.intact:
        talk.error(
            _("The report is not what was written."),
            _("Compare with a copy that you kept, or write it again from the backups."),
        )
    return ExitCode.DONE if found.intact else ExitCode.CHANGED


def _lines(found: "Verification") -> Iterator[str]:
    """The differences, file by file, then the sums."""
    from collectguard.cli.talk import shown

    words = {
        "changed": _("changed: {path}"),
        "missing": _("missing: {path}"),
        "added": _("not part of the report: {path}"),
    }
    for checked in found.outputs:
        if checked.state in words:
            yield shown(words[checked.state].format(path=checked.path))
    for checked in found.inputs:
        if checked.state == "changed":
            yield shown(_("changed backup: {path}").format(path=checked.path))
        elif checked.state == "missing":
            yield shown(_("backup not found here, not checked: {path}").format(path=checked.path))
    yield _("Files of the report unchanged: {n} of {all}.").format(
        n=_unchanged(found.outputs), all=sum(checked.expected is not None for checked in found.outputs)
    )
    yield _("Backups unchanged: {n} of {all}.").format(n=_unchanged(found.inputs), all=len(found.inputs))
    yield _("SHA-256 of the manifest: {sha256}").format(sha256=found.manifest_sha256)


def _unchanged(checked: Iterable["Checked"]) -> int:
    return sum(one.state == "unchanged" for one in checked)
