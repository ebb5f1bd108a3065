"""What leaves the program: data on standard output, and files that appear whole or not at all."""

import io
import os
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

from collectguard.cli.language import _
from collectguard.errors import OutputError


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output as bytes, written out at the end.

    Raises:
        OutputError: It cannot be written, since the disk behind it is full, for one.
        BrokenPipeError: Nobody reads it any more.
    """
    stream = sys.stdout.buffer
    try:
        yield stream
        if not stream.closed:
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go(stream)
        raise OutputError(
            _("The output cannot be written: {reason}.").format(reason=error.strerror or error),
            _("Free some space, or write to a file with -o."),
        ) from error


def let_go(stream: IO[Any]) -> None:
    """Send to nowhere what is left in a stream that cannot be written, so that leaving does not fail."""
    with suppress(io.UnsupportedOperation, ValueError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def write_text(text: str) -> None:
    """Write lines for people to standard output, in its encoding.

    Raises:
        OutputError: It cannot be written.
    """
    with standard_output() as stream:
        stream.write(f"{text}\n".encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def write_json(value: Mapping[str, Any]) -> None:
    """Write one object to standard output, in UTF-8.

    Raises:
        OutputError: It cannot be written.
    """
    from collectguard.reports.case_json import json_bytes

    with standard_output() as stream:
        stream.write(json_bytes(value))


def refuse_to_replace(path: Path, inputs: Sequence[str], *, force: bool) -> None:
    """See to it that a file may be written.

    Raises:
        OutputError: There is something of this name that must not be replaced.
    """
    if not os.path.lexists(path):
        return
    if not path.is_file():
        raise OutputError(
            _("{path} is no file that could be replaced.").format(path=path), _("Give another name with -o.")
        )
    if any(Path(given).exists() and path.samefile(given) for given in inputs):
        raise OutputError(
            _("{path} is one of the files to read; a backup is never overwritten.").format(path=path),
            _("Give another name with -o."),
        )
    if not force:
        raise OutputError(
            _("{path} exists already.").format(path=path),
            _("Give another name with -o, or --force to replace the file."),
        )


@contextmanager
def new_file(path: Path, inputs: Sequence[str], *, force: bool) -> Iterator[Path]:
    """A name to write to; what was written takes the name ``path`` when all went well, and is gone otherwise.

    Raises:
        OutputError: ``path`` must not be replaced, or cannot be written.
    """
    path = path.resolve()  # a link stays; what it points to is replaced
    partial = path.with_name(f".{path.name}-{uuid.uuid4().hex}.partial")
    try:
        yield partial
        refuse_to_replace(path, inputs, force=force)
        partial.replace(path)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror or error),
            _("Nothing half-written was left. Free some space or give another name with -o."),
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
