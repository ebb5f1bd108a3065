"""Records as a table for people: what each was, and where it stands in which file."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, TypedDict

from collectguard import words
from collectguard.cli.language import _, spoken, wording
from collectguard.cli.tables import text
from collectguard.i18n import translator

if TYPE_CHECKING:
    from rich.table import Table

    from collectguard.settings import Settings

SHORT_HASH = 8
"""So many digits of a SHA-256 tell the files of one report apart; JSON has them all."""


class Block(TypedDict):
    """A record as plain JSON values."""

    event_id: str
    started_at: str | None
    """ISO 8601 in UTC, with ``Z``."""
    local_time: str | None
    """ISO 8601 on the wall clock that counts, with its offset."""
    time_quality: str
    kind: str
    outcome: str
    party: str
    path: str
    sha256: str
    """Of the file."""
    ordinal: int
    line: int | None


def drawn(blocks: Iterable[Block], settings: "Settings") -> "Table":
    """The records as a table, in the language of the terminal."""
    from rich import box
    from rich.table import Table

    from collectguard.schema import USABLE_TIMES

    written = wording(settings)
    translate = translator(spoken())
    kinds, outcomes = words.kinds(translate), words.outcomes(translate)
    qualities = words.time_qualities(translate)
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
    # In eighty columns, too, an id stands whole, to be copied.
    table.add_column(_("Event ID"), no_wrap=True)
    table.add_column(_("Local time"), overflow="fold")
    table.add_column(f"{_('Kind')} · {_('Outcome')}", overflow="fold")
    table.add_column(_("Sender"), overflow="fold", min_width=11)
    table.add_column(f"{_('File')} · {_('SHA-256')}", overflow="fold")
    table.add_column(_("Record"), justify="right", no_wrap=True)
    table.add_column(_("Line"), justify="right", no_wrap=True)
    for block in blocks:
        at, quality = block["local_time"], block["time_quality"]
        table.add_row(
            text(block["event_id"]),
            text(
                at[:19].replace("T", " ")
                if at is not None and quality in USABLE_TIMES
                else qualities.get(quality, quality)
            ),
            text(
                f"{kinds.get(block['kind'], block['kind'])} · "
                f"{outcomes.get(block['outcome'], block['outcome'])}"
            ),
            text(written.party(block["party"])),
            text(f"{PurePath(block['path']).name} · {block['sha256'][:SHORT_HASH]}"),
            str(block["ordinal"]),
            "" if block["line"] is None else str(block["line"]),
        )
    return table
