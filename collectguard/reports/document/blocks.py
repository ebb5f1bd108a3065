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


Block = Heading | Paragraph | Bullets | Table | Figure | Fold
