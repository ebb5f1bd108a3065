"""Many large files at once: one process a file, as many as there are cores.

A fresh interpreter a file, and not a pool of forked ones: it works the same on every system, inside
notebooks and scripts, and beside threads.
"""

import marshal
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE
from typing import IO, Any, cast

from collectguard.errors import InputError
from collectguard.ingest.reading import Progress, read_source
from collectguard.ingest.source_table import SourceTable
from collectguard.parsers import PARSERS
from collectguard.parsers.containers import DAMAGED_ARCHIVE, InputFile
from collectguard.parsers.identify import HEAD_BYTES
from collectguard.settings import Settings

WORTH_BYTES = 1 << 27
"""Below so many bytes in all, starting interpreters costs more than it saves."""
_APART_BYTES = 1 << 24
"""Smaller files, and those that are no backups, are read here: an interpreter costs half a second."""

_APART: dict[str, Any] = {
    "start_new_session": True,
    "creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
}
"""Ctrl-C reaches the one who asked alone, who then ends the others; they have nothing to say about it."""

_TEXTS_VERSION = 2  # of marshal: the last without references, which cost time and find nothing here


def worth_it(files: Sequence[InputFile]) -> bool:
    """Whether these files are several, large, and there is a second core to read them on."""
    if (os.cpu_count() or 1) < 2 or not sys.executable:
        return False
    large = [file for file in files if _is_large(file)]
    if sum(file.size or 0 for file in large) < WORTH_BYTES:
        return False
    sizes = sorted((file.size or 0 for file in large if _is_backup(file)), reverse=True)
    return sum(sizes) >= WORTH_BYTES and sum(sizes[1:]) * 4 >= sizes[0]


def _is_large(file: InputFile) -> bool:
    return file.location is not None and (file.size or 0) >= _APART_BYTES


def _is_backup(file: InputFile) -> bool:
    try:
        with file.open() as stream:
            head = stream.read(HEAD_BYTES)
    except (*DAMAGED_ARCHIVE, OSError):
        return False  # reading it will say why
    return any(parser.claims(head) for parser in PARSERS)


def read_side_by_side(
    files: Sequence[InputFile], settings: Settings, progress: Progress | None = None
) -> Iterator[SourceTable | InputError]:
    """Yield the table of each file, or why there is none, in the order given."""
    running: set[subprocess.Popen[bytes]] = set()
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        futures = [pool.submit(_read_apart, file, settings, running) for file in files]
        for file, future in zip(files, futures, strict=True):
            result = future.result()
            if progress is not None:
                progress(file.path, file.size or 0, file.size)
            yield result
    finally:  # interrupted: no process goes on by itself, and none is begun
        pool.shutdown(wait=False, cancel_futures=True)
        for process in tuple(running):
            process.kill()
        pool.shutdown()


def _read_apart(
    file: InputFile, settings: Settings, running: set[subprocess.Popen[bytes]]
) -> SourceTable | InputError:
    if not _is_large(file) or not _is_backup(file):  # standard input, too, is ours alone
        return _read_here(file, settings)
    command = [sys.executable, "-m", "collectguard.ingest"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, **_APART) as process:  # noqa: S603 - ourselves
        request, answer = cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))
        running.add(process)
        try:
            pickle.dump((file, settings), request)
            request.close()
            return _receive(answer)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return InputError(
                "{path}: the process that read it ended early (exit code {code}).",
                "The machine may be short of memory; give fewer files at a time.",
                path=file.path,
                code=process.wait(),
            )
        finally:
            running.discard(process)


def _read_here(file: InputFile, settings: Settings) -> SourceTable | InputError:
    try:
        return read_source(file, settings)
    except InputError as error:
        return error


def _receive(stream: IO[bytes]) -> SourceTable | InputError:
    result: SourceTable | InputError = pickle.load(stream)  # noqa: S301 - from our own process
    if isinstance(result, SourceTable):
        result.texts = marshal.loads(stream.read())  # noqa: S302 - likewise; a stream is read value by value
    return result


def _send(result: SourceTable | InputError, stream: IO[bytes]) -> None:
    if isinstance(result, InputError):
        pickle.dump(result, stream)
        return
    texts: dict[str, Any] = result.texts
    result.texts = {}
    pickle.dump(result, stream, protocol=5)
    stream.write(marshal.dumps(texts, _TEXTS_VERSION))


def serve_one(request: IO[bytes], answer: IO[bytes]) -> None:
    """Read the one file that is asked for, in the process that was started for it."""
    file, settings = pickle.load(request)  # noqa: S301 - from our own process
    _send(_read_here(file, settings), answer)
