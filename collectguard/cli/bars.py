"""How bars and spinners look."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from collectguard.cli.language import _
from collectguard.cli.talk import shown

_LONGEST_NAME = 40


@contextmanager
def reading() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar for each file while it is read, and one without end while no file tells how far it is."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        _Bytes(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Reading(bars)


@contextmanager
def spinner() -> Iterator[Callable[[str], None]]:
    """A line that moves, with what is being done."""
    with Console(stderr=True).status("") as status:
        yield lambda sentence: status.update(Text(sentence))


class _Reading:
    """Keeps a bar as long as its file is being read."""

    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.waiting = bars.add_task(_("Reading …"), total=None)
        self.files: dict[str, TaskID] = {}
        self.open: set[str] = set()

    def __call__(self, path: str, done: int, size: int | None) -> None:
        if path not in self.files:
            self.files[path] = self.bars.add_task(_short(path), total=size)
        if size is None or done < size:
            self.open.add(path)
        else:
            self.open.discard(path)
        self.bars.update(self.files[path], completed=done, visible=path in self.open)
        self.bars.update(self.waiting, visible=not self.open)


class _Bytes(ProgressColumn):
    """How much was read, of how much, how fast; nothing before the first byte."""

    def render(self, task: Task) -> Text:
        if not task.completed:
            return Text()
        amount = decimal(int(task.completed))
        if task.total is not None:
            amount = f"{amount} / {decimal(int(task.total))}"
        return Text(f"{amount}  {decimal(int(task.speed))}/s" if task.speed else amount)


def _short(path: str) -> str:
    name = shown(path.replace("\\", "/").rpartition("/")[2])
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
