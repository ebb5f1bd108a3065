"""Files to a log, with what its reader should be told on the way."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from collectguard.cli.language import _
from collectguard.cli.progress import reading_bar
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.schema import Log
    from collectguard.settings import Settings
    from collectguard.statements import Device


def read_log(
    talk: Talk,
    files: Sequence[str],
    settings: "Settings",
    *,
    owners: Mapping[str, Sequence[str]],
    devices: Sequence["Device"],
    lists: Sequence[str] = (),
) -> "Log":
    """Read the files; what cannot be read is told on the way, and the rest is read all the same.

    ``lists`` are those among them that the user says are carriers' lists.

    Raises:
        InputError: Nothing could be read at all.
        SettingsError: One file is named for two owners.
    """
    if "-" in files and sys.stdin.isatty():
        talk.say(_("Reading what is typed here; end with Ctrl-D (on Windows Ctrl-Z and Enter)."))
    with reading_bar(talk) as bar:
        from collectguard.cli.phones import none_of_the_own
        from collectguard.ingest import read

        log = read(files, settings, owners=owners, devices=devices, lists=lists, progress=bar)
    for unread in log.unread:
        talk.error(*unread.said(_))
    for sentence in none_of_the_own(log):
        talk.warn(sentence)
    return log


def exit_code(log: "Log", *, strict: bool) -> ExitCode:
    """What the reading of the files amounts to."""
    if log.unread:
        alone = all(unread.missing_part for unread in log.unread)
        return ExitCode.MISSING_PART if alone else ExitCode.INPUT
    if strict and len(log.rejected):
        return ExitCode.SKIPPED_RECORDS
    return ExitCode.DONE
