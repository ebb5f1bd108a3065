"""From what the user names to files that can be read: folders, patterns, archives, standard input.

Archives are read in place; names inside them are shown and never used as paths.
"""

import glob
import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
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

Opener = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class InputFile:
    """One file to read, wherever it lies."""

    path: str
    """As given; a member of an archive is ``archive.zip!member``."""
    size: int | None
    """Bytes of the (uncompressed) file; ``None`` for standard input."""
    mtime: datetime | None
    asked_for: bool
    """Whether the user named this very file, so that it must be a backup; false inside folders and archives."""
    open: Opener = field(repr=False, compare=False)
    location: Path | None = None
    """The file on disk that must not change while it is read."""


def expand(paths: Sequence[str | os.PathLike[str]]) -> Iterator[InputFile | InputError]:
    """Yield the files behind ``paths`` in the order given, or why one cannot be had.

    A folder gives its files in the order of their names, with those of its folders; a pattern that no
    file bears out is matched here, for shells that do not.
    """
    for given in paths:
        text = os.fspath(given)
        if text == STDIN:
            yield InputFile(STDIN, None, None, asked_for=True, open=_open_stdin)
            continue
        path = Path(text)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield from _in_file(path, asked_for=True)
        elif matches := sorted(glob.glob(text, recursive=True)):
            for match in matches:
                yield from _in_folder(Path(match)) if Path(match).is_dir() else _in_file(Path(match), asked_for=True)
        else:
            yield InputError(f"{text}: there is no such file.", "Check the name; put it in quotes if it holds blanks.")


def _open_stdin() -> AbstractContextManager[IO[bytes]]:
    return open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: PTH123 - no path


def _in_folder(folder: Path) -> Iterator[InputFile | InputError]:
    found = False
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            found = True
            yield from _in_file(Path(root, name), asked_for=False)
    if not found:
        yield InputError(f"{folder}: the folder holds no files.", "Name the folder into which the backup app writes.")


def _in_file(path: Path, *, asked_for: bool) -> Iterator[InputFile | InputError]:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_ZIP_MAGIC))
        stat = path.stat()
    except OSError as error:
        yield InputError(f"{path}: cannot be opened ({error.strerror}).", "Check that you may read the file.")
        return
    if magic == _ZIP_MAGIC:
        yield from _in_archive(path)
        return
    mtime = datetime.fromtimestamp(stat.st_mtime, UTC)
    yield InputFile(str(path), stat.st_size, mtime, asked_for, lambda: path.open("rb"), path)


def _in_archive(path: Path) -> Iterator[InputFile | InputError]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as error:
        yield InputError(f"{path}: the archive is damaged ({error}).", "Copy it from the phone again.")
        return
    if not members:
        yield InputError(f"{path}: the archive is empty.", "Copy it from the phone again.")
    for member in members:
        name = f"{path}!{member.filename}"
        if member.flag_bits & _ENCRYPTED:
            yield InputError(
                f"{name}: the archive is encrypted.",
                "Make the backup again with encryption switched off, or unpack it with its password first.",
            )
        elif member.file_size > _HARMLESS_BYTES and member.file_size > _LARGEST_RATIO * member.compress_size:
            yield UnsafeInputError(
                f"{name}: would unpack to {member.file_size:,} bytes from {member.compress_size:,}.",
                "No backup is like that and it was not read; if it is yours, unpack it and give the XML file.",
            )
        else:
            # The archive's own times have no zone, so they say nothing certain.
            yield InputFile(name, member.file_size, None, asked_for=False, open=_member_opener(path, member))


def _member_opener(path: Path, member: zipfile.ZipInfo) -> Opener:
    return lambda: _Member(path, member)


class _Member(io.RawIOBase):
    """A member of an archive that closes the archive with itself."""

    def __init__(self, path: Path, member: zipfile.ZipInfo) -> None:
        super().__init__()
        self.archive = zipfile.ZipFile(path)
        self.member = self.archive.open(member)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self.member.read(size)

    def close(self) -> None:
        self.member.close()
        self.archive.close()
        super().close()
