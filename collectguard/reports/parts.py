"""Long documents in several files, each under a size, none cut."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOM = 0.9
"""How much of the size a second try aims at: rows differ in length."""


class Part(NamedTuple):
    """One file of a document: which rows of its long list it holds."""

    number: int
    """From 1; the first file holds everything but the rest of the list."""
    start: int
    end: int
    """The row before which it ends."""
    next_file: str
    """Name of the file in which the list goes on; empty in the last."""


def write_parts(
    folder: Path, name: str, *, total: int, rows: int, max_bytes: int, draw: Callable[[Part], bytes]
) -> tuple[Path, ...]:
    """Write ``NAME``, then ``NAME-2`` … with the same ending, until all rows are written.

    A file that comes out larger than ``max_bytes`` is drawn again with fewer rows. One that has none to
    give away is written as it is. What a file holds beside its rows is weighed once, by drawing it with as
    few as it can have: where that alone is too large, fewer rows would not help.

    Args:
        folder: Where to.
        name: Of the first file.
        total: Rows of the long list.
        rows: Most rows of one file.
        max_bytes: Size to keep under.
        draw: Makes a file; it may leave the rows out only of a first one.
    """
    pattern = folder / name
    paths: list[Path] = []
    bare: dict[int, bytes] = {}
    start, room = 0, rows
    while not paths or start < total:
        number = len(paths) + 1
        fewest = 0 if number == 1 else 1
        end = min(start + max(room, fewest), total)
        path = pattern if number == 1 else pattern.with_stem(f"{pattern.stem}-{number}")
        following = pattern.with_stem(f"{pattern.stem}-{number + 1}").name
        data = draw(Part(number, start, end, following if end < total else ""))
        held = end - start
        if len(data) > max_bytes and held > fewest:
            if number not in bare:
                bare[number] = draw(Part(number, start, start + fewest, following))
            a_row = max(len(data) - len(bare[number]), 1) / (held - fewest)
            room = fewest + int(ROOM * max(max_bytes - len(bare[number]), 0) / a_row)
            room = min(room, held - 1)
            if room > fewest:
                continue
            data, end, room = bare[number], start + fewest, fewest
        path.write_bytes(data)
        paths.append(path)
        start = end
        room = rows if number == 1 else room
    return tuple(paths)
