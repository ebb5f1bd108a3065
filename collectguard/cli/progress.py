"""Bars and spinners on a terminal; nothing anywhere else."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from collectguard.cli.talk import Talk


def wanted(talk: Talk) -> bool:
    """Whether somebody looks at standard error, on a terminal that can redraw a line."""
    return not talk.quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def reading_bar(talk: Talk) -> Iterator[Callable[[str, int, int | None], None] | None]:
    """A bar for each file that is being read: bytes, speed, time left. Gives what `read` reports to."""
    if not wanted(talk):
        yield None
        return
    from collectguard.cli.bars import reading

    with reading() as report:
        yield report


@contextmanager
def stages(talk: Talk, sentence: str) -> Iterator[Callable[[str], None]]:
    """A spinner with what is being done: ``sentence`` with the ``name`` that is reported."""
    if not wanted(talk):
        yield lambda _: None
        return
    from collectguard.cli.bars import spinner

    with spinner() as show:
        yield lambda name: show(sentence.format(name=name))
