"""From what the user names to files that can be read: folders, patterns, archives, standard input.

Archives are read in place; names inside them are shown and never used as paths.
"""

import glob
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from collectguard.errors import InputError, UnsafeInputError

STDIN = "-"

_ZIP_MAGIC = b"PK\x03\x04"
_ENCRYPTED = 0x1
_LARGEST_RATIO = 200
"""No text of a phone is compressed this well: a thousand times is a bomb, ten to thirty is usual."""
_HARMLESS_BYTES = 1 << 26
_ENDINGS = (".xml", ".zip", ".xls", ".xlsx", ".ndjson", ".vmsg", ".db", ".rar", ".7z", ".gz")
"""Among photos and papers in a folder, these are what backups and carriers' lists are called."""


@dataclass(frozen=True)
class InputFile:
    """One file to read, wherever it lies."""

    path: str
    """As given; a member of an archive is ``archive.zip!member``."""
    given: str
    """What the user named: the file itself, its folder or its archive."""
    size: int | None = None
    """Bytes of the (uncompressed) file; ``None`` for standard input."""
    mtime: datetime | None = None
    location: Path | None = None
    """The file on disk, which must not change while it is read; ``None`` for standard input."""
    member: int | None = None
    """Place in the archive at ``location``."""

    @property
    def should_be_a_backup(self) -> bool:
        """Whether it must not be passed over in silence: the user named it, or it is named like a backup."""
        return self.path == self.given or self.path.lower().endswith(_ENDINGS)

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """A stream of its bytes, read-only.

        Raises:
            OSError: It cannot be opened.
        """
        if self.location is None:
            return open(sys.stdin.fileno(), "rb", closefd=False)
        if self.member is None:
            return self.location.open("rb")
        return _open_member(self.location, self.member)


@contextmanager
def _open_member(archive: Path, member: int) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(archive) as opened, opened.open(opened.infolist()[member]) as stream:
        yield stream


def expand(paths: Sequence[str | os.PathLike[str]]) -> Iterator[InputFile | InputError]:
    """Yield the files behind ``paths`` in the order given, or why one cannot be had.

    A folder gives its files in the order of their names, with those of its folders; a pattern that no
    file bears out is matched here, for shells that do not.
    """
    for given in paths:
        text = os.fspath(given)
        if text == STDIN:
            yield InputFile(STDIN, STDIN)
            continue
        path = Path(text)
        if not text.strip():  # what a script's unset variable gives; Path would take it for this folder
            yield InputError("One of the names given is empty.", "Name a file, a folder or a ZIP file.")
        elif path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield from _in_file(path, text)
        elif matches := sorted(glob.glob(text, recursive=True)):  # noqa: PTH207 - absolute patterns too
            for match in matches:
                yield from _in_folder(Path(match)) if Path(match).is_dir() else _in_file(Path(match), match)
        else:
            yield InputError(
                "{path}: there is no such file.",
                "Check the name; put it in quotes if it holds blanks.",
                path=text,
            )


def _in_folder(folder: Path) -> Iterator[InputFile | InputError]:
    found = False
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            found = True
            yield from _in_file(Path(root, name), str(folder))
    if not found:
        yield InputError(
            "{path}: the folder holds no files.",
            "Name the folder into which the backup app writes.",
            path=folder,
        )


def _in_file(path: Path, given: str) -> Iterator[InputFile | InputError]:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_ZIP_MAGIC))
        stat = path.stat()
    except OSError as error:
        yield InputError(
            "{path}: cannot be opened ({reason}).",
            "Check that you may read the file.",
            path=path,
            reason=error.strerror,
        )
        return
    if magic == _ZIP_MAGIC:
        yield from _in_archive(path, given)
        return
    mtime = datetime.fromtimestamp(stat.st_mtime, UTC)
    # A file that was asked for keeps the spelling it was asked for by.
    yield InputFile(given if Path(given) == path else str(path), given, stat.st_size, mtime, path)


def _in_archive(path: Path, given: str) -> Iterator[InputFile | InputError]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                (place, member) for place, member in enumerate(archive.infolist()) if not member.is_dir()
            ]
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as error:
        yield InputError(
            "{path}: the archive is damaged ({reason}).",
            "Copy it from the phone again.",
            path=path,
            reason=str(error),
        )
        return
    if not members:
        yield InputError("{path}: the archive is empty.", "Copy it from the phone again.", path=path)
    for place, member in members:
        name = f"{path}!{member.filename}"
        if member.flag_bits & _ENCRYPTED:
            yield InputError(
                "{path}: the archive is encrypted.",
                "Make the backup again with encryption switched off, or unpack it with its password first.",
                path=name,
            )
        elif member.file_size > _HARMLESS_BYTES and member.file_size > _LARGEST_RATIO * member.compress_size:
            yield UnsafeInputError(
                "{path}: would unpack to {size:,} bytes from {packed:,}.",
                "No backup is like that, so it was not read; if it is yours, unpack it and give the XML.",
                path=name,
                size=member.file_size,
                packed=member.compress_size,
            )
        else:
            # The archive's own times have no zone, so they say nothing certain.
            yield InputFile(name, given, member.file_size, None, path, place)
