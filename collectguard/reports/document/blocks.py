"""The parts a document is made of. HTML and PDF draw the same list, so they cannot say different things."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from collectguard.case import Chart


class Column(NamedTuple):
    """One column of a table."""

    title: str
    """Empty in all columns of a table that needs no head."""
    width: float
    """Share of the page's width, relative to the other columns."""
    sort: Literal["text", "number", "code", "verbatim"] = "text"
    """``number`` is set to the right, ``code`` in a small face, ``verbatim`` keeps its line ends."""


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str
    level: Literal[1, 2, 3]
    anchor: str = ""
    """Name by which a link of the same document finds it."""
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a ``note`` is set small, a ``lead`` stands out, ``code`` is to be typed as it is."""

    text: str
    tone: Literal["plain", "lead", "note", "code"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: Sequence[str]
    ticks: bool = False
    """Whether it is to be ticked off, item by item."""


@dataclass(frozen=True)
class Table:
    """A table with a caption; a cell is plain text, its line ends are kept."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    note: str = ""
    """What stands below: what was left out and where the whole is."""
    first_is_head: bool = False
    """Whether the first cell of a row names the row."""
    titled: bool = False
    """Whether a heading right above says what the caption says; a screen reader still gets it."""
    long_rows: bool = False
    """Rows of running text: cards on a narrow screen."""
    anchor: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart of the case."""

    chart: Chart = field(repr=False)


@dataclass(frozen=True)
class Fold:
    """Blocks that a screen shows on request, under a line that says what they are."""

    summary: str
    blocks: "Sequence[Block]"


class Run(NamedTuple):
    """A part of a text that was received."""

    text: str
    mark: Literal["plain", "hit", "overlap", "mild", "left_out"] = "plain"
    """``hit``: something was found here; ``overlap``: several things were; ``mild``: something that carries
    less weight than the rest; ``left_out``: no part of the text but our remark that some is not shown."""


@dataclass(frozen=True)
class Quoted:
    """A message letter for letter, with what was found marked in place."""

    head: str
    """Which message it is: number on the evidence list, time, sender, event id."""
    runs: Sequence[Run]
    """In their order; but for what was left out they are the text."""
    notes: Sequence[str]
    """What is said about it: one entry for each hit, and what else there is to say."""


Block = Heading | Paragraph | Bullets | Table | Figure | Fold | Quoted
