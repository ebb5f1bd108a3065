"""The output folder, whole or not at all."""

import logging
import os
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from collectguard.case import Case
from collectguard.errors import OutputError, SettingsError
from collectguard.reports import attachments, manifest
from collectguard.reports.interface import Report

logger = logging.getLogger(__name__)

MAX_MB = 2.0
"""Portals refuse larger attachments; one limit that was found in print is 2 MB."""

_BYTES_PER_MB = 1_000_000


def save_reports(
    reports: Collection[Report],
    case: Case,
    directory: Path,
    *,
    formats: Collection[str] | None = None,
    max_mb: float = MAX_MB,
    force: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Mapping[str, Path]:
    """Write the formats into ``directory``, the attachments where they are wanted, and the manifest over all.

    Everything is written into a folder beside it, which then takes its place; on any failure nothing of
    it stays and an earlier report survives. Files that an earlier manifest does not list stay as they are.

    Args:
        reports: All formats, in the order in which they are written.
        case: What to write.
        directory: The output folder: new, empty, or an earlier report.
        formats: Names of the formats wanted; all where ``None``.
        max_mb: Size in megabytes (10^6 bytes) that a document keeps under by being split.
        force: Write into a folder that is not an earlier report; its files stay unless they have the
            name of one of ours.
        progress: Told the name of each format as its turn comes.

    Returns:
        The path of each file by its name inside the folder.

    Raises:
        OutputError: The folder is not ours to replace, or cannot be written.
        SettingsError: A format does not exist.
        MissingPartError: A part that a format needs is not installed.
        InputError: Attachments are wanted, and a backup is not any more what it was when it was read.
    """
    known = [report.format for report in reports]
    wanted = known if formats is None else list(formats)
    if unknown := [name for name in wanted if name not in known]:
        raise SettingsError(
            "There is no output format {name!r}.",
            "Choose among: {names}.",
            name=unknown[0],
            names=", ".join(dict.fromkeys(known)),
        )
    directory = directory.resolve()  # a link stays; what it points to is replaced
    with _writing(directory), _place_of(directory, force=force) as folder:
        outputs: list[Path] = []
        for report in reports:
            if report.format in wanted:
                progress(report.format)
                outputs.extend(report.write(case, folder, int(max_mb * _BYTES_PER_MB)))
        outputs.extend(attachments.write(case, folder))
        outputs.append(manifest.write(case, folder, outputs))
        names = [output.relative_to(folder) for output in outputs]
    return {name.as_posix(): directory / name for name in names}


def check_place(directory: Path, *, force: bool = False) -> None:
    """See whether `save_reports` may write into a folder, before all the work that comes before it.

    Raises:
        OutputError: The folder is not ours to replace, or cannot be written.
    """
    directory = directory.resolve()
    with _writing(directory):
        _ours(directory, force=force)
        parent = next(folder for folder in directory.parents if folder.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK):
            raise OutputError(
                "Nothing can be written into {folder}.", "Give another folder with -o.", folder=parent
            )


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            "The report cannot be written to {folder}: {reason}.",
            "Nothing was left half-written. Free some space or choose another folder with -o.",
            folder=directory,
            reason=error.strerror or str(error),
        ) from error


@contextmanager
def _place_of(directory: Path, *, force: bool) -> Iterator[Path]:
    """A new folder that takes the place of ``directory`` when all went well, and is gone otherwise."""
    ours = _ours(directory, force=force)
    directory.parent.mkdir(parents=True, exist_ok=True)
    folder = directory.with_name(f".{directory.name}-{uuid.uuid4().hex}.partial")
    folder.mkdir()
    try:
        yield folder
        _swap(folder, directory, ours)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ours(directory: Path, *, force: bool) -> frozenset[str]:
    """Names of the files in an existing folder that we wrote and may replace."""
    if not os.path.lexists(directory):
        return frozenset()
    if not directory.is_dir():
        raise OutputError("{folder} is a file, not a folder.", "Give another name with -o.", folder=directory)
    if not os.access(directory, os.W_OK):
        raise OutputError("{folder} is write-protected.", "Give another folder with -o.", folder=directory)
    ours = manifest.outputs_of(directory)
    if ours is None and not force and any(directory.iterdir()):
        raise OutputError(
            "{folder} is not empty and holds no report of ours.",
            "Give a new folder with -o, or --force to write into this one.",
            folder=directory,
        )
    return (ours or frozenset()) | {manifest.NAME}


def _swap(folder: Path, directory: Path, ours: frozenset[str]) -> None:
    """Put ``folder`` in the place of ``directory``; on failure put everything back.

    What stands in the old folder under a name that is neither ours nor new moves into the new one.
    """
    if not os.path.lexists(directory):
        folder.rename(directory)
        return
    replaced = {name.partition("/")[0] for name in ours} | {entry.name for entry in folder.iterdir()}
    old = folder.with_suffix(".old")
    kept: list[str] = []
    directory.rename(old)
    try:
        for entry in sorted(old.iterdir()):
            if entry.name not in replaced:
                entry.rename(folder / entry.name)
                kept.append(entry.name)
        folder.rename(directory)
    except BaseException:
        for name in kept:
            (folder / name).rename(old / name)
        old.rename(directory)
        raise
    if kept:
        logger.info(
            "%d files or folders that are no part of the report were left in %s", len(kept), directory
        )
    shutil.rmtree(old, ignore_errors=True)
