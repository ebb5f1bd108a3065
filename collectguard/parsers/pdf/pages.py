"""The pages of a PDF as characters and lines in their places, read in a process of its own."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

from collectguard.errors import InputError, MissingReaderError, UnknownFormatError, UnsafeInputError
from collectguard.parsers.apart import Answering, read_apart
from collectguard.parsers.source import SourceFacts

_READER = Path(__file__).with_name("page_process.py")
_MOST_BYTES = 1 << 28
MOST_PAGES = 2000
"""Of a list with thirty rows a page, sixty thousand rows."""
_SECONDS = 60.0
"""For one page; one of a list takes a quarter of a second."""
_ASK = "Ask the carrier for the list as Excel (.xlsx or .xls) and give that; keep the PDF too."


class Char(NamedTuple):
    """A character on a page whose text runs from left to right; points from the upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


class Rule(NamedTuple):
    """A drawn line, upright or level."""

    x0: float
    top: float
    x1: float
    bottom: float


class Page(NamedTuple):
    """What stands on a page."""

    number: int
    """From 1."""
    chars: list[Char]
    rules: list[Rule]
    aside: int = 0
    """Characters that stand across the others or aslant: watermarks."""
    covered: bool = False
    """Whether a picture lies under most of it."""
    damaged: bool = False
    """Whether its data could be read in part only."""


class Unread(NamedTuple):
    """A page that cannot be read."""

    number: int
    reason: str
    last: bool = False
    """Whether the pages behind it cannot be read either."""


class Document(NamedTuple):
    """What a PDF says of itself."""

    title: str
    length: int | None
    """Its pages; ``None`` where it does not say."""


def missing_part() -> MissingReaderError | None:
    """Why no PDF can be read on this machine; ``None`` where it can."""
    if importlib.util.find_spec("pdfplumber") is not None:
        return None
    return MissingReaderError(
        "this is a PDF document, and the part that reads carriers' lists as PDF is not installed.",
        "Install it: pip install 'collectguard[pdf-import]'. Or ask the carrier for the list as Excel.",
    )


def pages_of(data: bytes, facts: SourceFacts) -> Iterator[Document | Page | Unread]:
    """Yield what a PDF says of itself, then its pages, or why one cannot be read.

    Raises:
        InputError: It has a password.
        UnknownFormatError: Nothing of it can be read.
        UnsafeInputError: It is larger than any list.
    """
    if len(data) > _MOST_BYTES:
        raise UnsafeInputError("this is a PDF document of {size:,} bytes.", _ASK, size=len(data))
    with read_apart(_READER, data, str(MOST_PAGES)) as answering:
        yield from told(_lines(answering), facts)


def told(lines: Iterator[bytes], facts: SourceFacts) -> Iterator[Document | Page | Unread]:
    """What the process says of a file, line by line; and of what it says nothing, where it ended early."""
    messages = (json.loads(line) for line in lines if line.endswith(b"\n"))
    gone: dict[str, Any] = {"is": "gone"}
    first = next(messages, gone)
    if first["is"] == "protected":
        raise InputError(
            "this is a PDF document that is protected with a password.",
            "Open it with its password, print it to a new PDF without one, and give that; keep the "
            "original too. Or ask the carrier for the list as Excel.",
        )
    if first["is"] != "document":
        raise damaged(first.get("reason", "its reader ended"))
    yield Document(first["title"], first["count"])
    number = 0
    while (message := next(messages, gone))["is"] in {"page", "failed"}:
        number += 1
        if message["is"] == "page":
            yield _page(message)
        else:
            yield Unread(message["page"], message["reason"], message["last"])
            if message["last"]:
                return
    if message["is"] != "end":
        yield Unread(number + 1, "its reader took too long or ended", last=True)
    elif number >= MOST_PAGES and first["count"] != number:
        facts.note("pages read of this PDF, which has more: {n}", n=number)
        yield Unread(number + 1, f"pages after {number:,} are not read", last=True)
    elif (count := first["count"]) is not None and number < count:
        yield Unread(number + 1, f"the PDF names {count:,} pages", last=True)


def _lines(answering: Answering) -> Iterator[bytes]:
    """What a process writes until it ends or takes too long for a line."""
    while True:
        timer = Timer(_SECONDS, answering.process.kill)
        timer.daemon = True
        timer.start()
        try:
            line = answering.answer.readline()
        finally:
            timer.cancel()
        if not line:
            return
        yield line


def _page(message: dict[str, Any]) -> Page:
    return Page(
        message["page"],
        [Char(*char) for char in message["chars"]],
        [Rule(*rule) for rule in message["rules"]],
        message["aside"],
        message["covered"],
        message["damaged"],
    )


def damaged(reason: str) -> UnknownFormatError:
    """The error of a PDF of which nothing can be read."""
    return UnknownFormatError(
        "this is a PDF document that cannot be read ({reason}).",
        "It is damaged or was not copied whole: download it again, or ask the carrier for the list as Excel.",
        reason=reason,
    )
