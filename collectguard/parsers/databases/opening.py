"""Databases opened so that nothing of them, and nothing beside them, is ever written."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from collectguard.parsers.source import SourceFacts

MAGIC = b"SQLite format 3\x00"
_LONGEST_VALUE = 1 << 26
_SETTINGS = (
    "trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0",
    "writable_schema = ON",
)  # fmt: skip
"""A database is as hostile as any other file: what its schema says is not to be run. The last lets one be
read that is shorter than its header says (``lockBtree`` in SQLite's ``btree.c``); nothing is written."""
_WRITE_VERSION = 18
_WRITE_AHEAD = 2
"""In the byte at that place of the header (https://www.sqlite.org/fileformat2.html, 1.3.2)."""


@contextmanager
def opened(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[sqlite3.Connection]:
    """A connection to the database whose bytes the blocks are.

    A file on disk is read where it lies, immutable: no log is replayed and none is made. One within an
    archive is copied to a temporary folder first. Text that is no UTF-8 becomes U+FFFD, and is counted.

    Raises:
        sqlite3.DatabaseError: It is damaged from its beginning.
    """
    head = next(blocks, b"")
    with tempfile.TemporaryDirectory(prefix="collectguard-") as folder:
        path = facts.location
        if path is None:
            path = Path(folder) / "copy.db"
            with path.open("wb") as copy:
                copy.write(head)
                copy.writelines(blocks)
        else:
            for _ in blocks:  # whoever gave them takes their digest
                pass
            _say_what_lies_beside(path, head, facts)
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            connection.text_factory = lambda raw: text_of(raw, facts)
            yield connection


def text_of(raw: bytes, facts: SourceFacts) -> str:
    """A text of the database; what is no UTF-8 in it becomes U+FFFD and is counted as ``bytes``."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        facts.repaired["bytes"] += text.count("\ufffd")
        return text


def log_beside(path: Path | None) -> Path | None:
    """The file beside a database that holds what was written to it last; ``None`` where there is none."""
    log = None if path is None else path.with_name(f"{path.name}-wal")
    return log if log is not None and _holds_anything(log) else None


def _say_what_lies_beside(path: Path, head: bytes, facts: SourceFacts) -> None:
    log, journal = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    if _holds_anything(log):
        facts.note(
            "{name} lies beside the database and was not read: it may hold what the phone wrote last (README "
            "says how to put both together)",
            name=log.name,
        )
    elif head[_WRITE_VERSION : _WRITE_VERSION + 1] == bytes([_WRITE_AHEAD]):
        facts.note(
            "the phone keeps what it wrote last in a file {name} beside the database, which is not here",
            name=log.name,
        )
    if _holds_anything(journal):
        facts.note(
            "{name} lies beside the database: the phone was writing to it, so some rows may be wrong",
            name=journal.name,
        )


def _holds_anything(path: Path) -> bool:
    """Whether a file is there whose header was not wiped out, as it is once all is done."""
    try:
        with path.open("rb") as file:
            return any(file.read(8))
    except OSError:
        return False
