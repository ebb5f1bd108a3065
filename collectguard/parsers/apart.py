"""A library that reads hostile files, in a process of its own: what ends it does not end us."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, NamedTuple, cast


class Answering(NamedTuple):
    """A process that was given a file and writes what it makes of it."""

    process: Popen[bytes]
    answer: IO[bytes]


@contextmanager
def read_apart(script: Path, data: bytes, *arguments: str) -> Iterator[Answering]:
    """Run a script of ours in a fresh interpreter that is given ``data``; it ends with the block."""
    command = [sys.executable, "-P", str(script), *arguments]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:  # noqa: S603 - ourselves
        try:
            request, answer = cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))
            try:
                request.write(data)
                request.close()
            except OSError:  # it ended already; what it said of that stands in its answer
                process.stdin = None
            yield Answering(process, answer)
        finally:
            process.kill()
