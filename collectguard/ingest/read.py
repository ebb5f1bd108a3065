"""Many files, named in whatever way, into one log: which there are, and what each holds."""

import os
from collections.abc import Iterator, Mapping, Sequence

from collectguard.errors import InputError, MissingReaderError, UnknownFormatError
from collectguard.ingest.merging import merge
from collectguard.ingest.owners import with_owners
from collectguard.ingest.reading import Progress, read_source
from collectguard.ingest.side_by_side import read_side_by_side, worth_it
from collectguard.ingest.source_table import SourceTable
from collectguard.ingest.whose import take_as_lists
from collectguard.parsers.containers import InputFile, expand
from collectguard.parsers.tables.columns import column_map
from collectguard.schema import Log, Unread
from collectguard.settings import Settings, settings_for
from collectguard.statements import Device

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def read(
    paths: Paths,
    settings: Settings | None = None,
    *,
    owners: Mapping[str, Paths] | None = None,
    devices: Sequence[Device] = (),
    lists: Paths = (),
    progress: Progress | None = None,
) -> Log:
    """Read files, folders, patterns and archives into one `Log`; ``-`` is standard input.

    Records that stand in several files of one owner are kept once and marked in the others; a call or message
    that stands in the phone and in a carrier's list bears the id of its counterpart. A file that
    cannot be read is named in ``log.unread`` and does not keep the others from being read; in folders and
    archives only what is named like a backup is, so that photos may lie beside.

    Args:
        paths: What to read: the phone of the owner of the settings, where the next two do not say otherwise.
        settings: Those of China when not given.
        owners: Backups of other people's phones by the label of their owner, read as well. A file that is
            named here and in ``paths`` is read once, as theirs.
        devices: Phones of the case file: each has the files that are called as it says.
        lists: Which of ``paths`` are carriers' lists, also where nothing in them says so. A table that holds
            calls which were not answered stays the phone's.
        progress: Told how far reading is.

    Raises:
        InputError: Nothing could be read at all.
        SettingsError: What the settings say of the columns of tables cannot be read, or one file is named
            for two owners.
    """
    settings = settings or settings_for()
    column_map(settings.columns)  # what cannot be read is said before anything is read
    given = as_list(paths)
    tables: list[SourceTable] = []
    problems: list[InputError] = []
    passed_over: dict[str, int] = {}
    theirs = {owner: as_list(files) for owner, files in (owners or {}).items()}
    found = with_owners(expand(given), theirs, devices)
    results = _read_all([file for file in found if isinstance(file, InputFile)], settings, progress)
    for file in found:
        result = file if isinstance(file, InputError) else next(results)
        if isinstance(result, SourceTable):
            tables.append(result)
        elif (
            isinstance(result, UnknownFormatError)
            and isinstance(file, InputFile)
            and not file.should_be_a_backup
        ):
            passed_over[file.given] = passed_over.get(file.given, 0) + 1
        else:
            problems.append(result)
    problems += _without_backups(passed_over, tables)
    if not tables:
        raise (
            min(problems, key=lambda problem: isinstance(problem, MissingReaderError))
            if problems
            else InputError("No file was named.", "Name the backup, a folder or a ZIP file.")
        )
    unread = tuple(
        Unread(problem.what, problem.advice, isinstance(problem, MissingReaderError)) for problem in problems
    )
    take_as_lists(tables, as_list(lists))
    return merge(tables, settings, unread)


def as_list(paths: Paths) -> list[str | os.PathLike[str]]:
    """What is named, also where it is a single name."""
    return [paths] if isinstance(paths, str | os.PathLike) else [*paths]


def _read_all(
    files: list[InputFile], settings: Settings, progress: Progress | None
) -> Iterator[SourceTable | InputError]:
    if worth_it(files):
        yield from read_side_by_side(files, settings, progress)
        return
    for file in files:
        try:
            yield read_source(file, settings, progress)
        except InputError as error:
            yield error


def _without_backups(passed_over: dict[str, int], tables: list[SourceTable]) -> list[InputError]:
    """A problem for each folder or archive that holds files, and no backup among them."""
    fruitful = {table.file.given for table in tables}
    return [
        UnknownFormatError(
            "{path}: none of its {n} files is a backup that can be read.",
            "Name the folder or archive into which a backup app writes, or the files themselves; README "
            "lists what can be read.",
            path=given,
            n=count,
        )
        for given, count in passed_over.items()
        if given not in fruitful
    ]
