"""One file read whole: who reads it, its digest, and what is said where it cannot be read."""

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from itertools import chain

from collectguard.errors import InputError
from collectguard.ingest.source_table import Columns, SourceTable
from collectguard.parsers import PARSERS, SourceFacts
from collectguard.parsers.containers import DAMAGED_ARCHIVE, InputFile
from collectguard.parsers.identify import HEAD_BYTES, parser_for
from collectguard.provenance import DigestingReader, file_name
from collectguard.settings import Settings

Progress = Callable[[str, int, int | None], None]
"""Called with the path of a file, the bytes of it read so far, and its size where it is known."""


def read_source(file: InputFile, settings: Settings, progress: Progress | None = None) -> SourceTable:
    """Read one file whole.

    Raises:
        InputError: It is no backup, cannot be read, or changed while it was read.
        UnsafeInputError: It holds what no backup holds.
    """
    facts = SourceFacts(
        file_name(file.path), settings.columns, file.location if file.member is None else None, file.beside
    )
    table = SourceTable(file, facts=facts)
    before = _state(file)
    try:
        with file.open() as stream:
            reader = DigestingReader(stream)
            # Closed here and now: left to the collector, its thread could wait for the one that collects.
            with closing(_reported(reader, file, progress)) as blocks:
                head = next(blocks, b"")
                parser = parser_for(file.path, head[:HEAD_BYTES], PARSERS)
                table.parser = parser.NAME
                with without_collector():
                    Columns(table, settings).fill(parser.parse(chain([head], blocks), table.facts))
                for _ in blocks:
                    pass  # the digest is of the whole file, also where a parser stops early
    except (*DAMAGED_ARCHIVE, OSError) as error:
        raise unreadable(file, error) from None
    except InputError as error:
        if error.what.startswith(file.path):
            raise
        raise type(error)("{path}: {what}", error.advice, path=file.path, what=error.what) from None
    if before != _state(file):
        raise changed(file)
    table.format = facts.format or parser.FORMAT
    table.sha256, table.size = reader.sha256, reader.size
    return table


def unreadable(file: InputFile, error: Exception) -> InputError:
    """The error of a file that the disk does not give, or of an archive that is damaged."""
    if isinstance(error, OSError) and (error.errno is not None or file.member is None):
        return InputError(
            "{path}: cannot be read ({reason}).",
            "Check the disk and that you may read the file.",
            path=file.path,
            reason=error.strerror or str(error),
        )
    return InputError(
        "{path}: the archive is damaged ({reason}).",
        "Copy or download it again.",
        path=file.path,
        reason=str(error),
    )


def changed(file: InputFile) -> InputError:
    """The error of a file that is not any more what it was."""
    return InputError(
        "{path}: the file changed while it was read.",
        "Copy it to a place where nothing writes to it, and give the copy.",
        path=file.path,
    )


@contextmanager
def without_collector() -> Iterator[None]:
    """For work that makes millions of values without cycles: to look for garbage among them costs a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _state(file: InputFile) -> tuple[int, int] | None:
    if file.location is None:
        return None
    try:
        stat = file.location.stat()
    except OSError as error:
        raise InputError(
            "{path}: cannot be read ({reason}).",
            "Check that it is still there.",
            path=file.path,
            reason=error.strerror or str(error),
        ) from None
    return stat.st_size, stat.st_mtime_ns


def _reported(
    reader: DigestingReader, file: InputFile, progress: Progress | None
) -> Generator[bytes, None, None]:
    for block in reader.blocks():
        if progress is not None:
            progress(file.path, reader.size, file.size)
        yield block
        if file.size is not None and reader.size > file.size:
            raise changed(file)  # it might grow for ever
