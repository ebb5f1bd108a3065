"""Tables for people, whose columns hold in Chinese too."""

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from collectguard.cli.talk import shown

_ENDLESS = 10_000


def drawn(*items: RenderableType) -> str:
    """The text of tables and lines: as wide as the terminal, or as they need where there is none."""
    terminal = Console()
    if not terminal.is_terminal:
        page = io.StringIO()
        Console(file=page, width=_ENDLESS).print(*items, sep="\n")
        return _without_margin(page.getvalue())
    with terminal.capture() as capture:
        terminal.print(*items, sep="\n")
    return _without_margin(capture.get())


def _without_margin(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def facts(rows: Iterable[tuple[str, str]]) -> Table:
    """What is known of one thing: name and value a line."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(Text(f"  {name}"), text(value))
    return grid


def text(value: str) -> Text:
    """Text that stays text: no markup, no control characters."""
    return Text(shown(value))


def heading(value: str) -> Text:
    """A line over a table."""
    return Text(shown(value), style="bold")
