"""From what the user names to files that can be read: folders, patterns, archives, standard input.

Archives are read in place; names inside them are shown and never used as paths.
"""

import glob
import lzma
import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from collectguard.errors import InputError, UnknownFormatError, UnsafeInputError

STDIN = "-"

DAMAGED_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What reading a file of an archive raises where the archive is at fault."""

_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")  # the second of an archive without files
_ENCRYPTED = 0x1 | 0x40
_LARGEST_RATIO = 200
"""No text of a phone is compressed this well: a thousand times is a bomb, ten to thirty is usual."""
_HARMLESS_BYTES = 1 << 26
_MESSAGES, _ATTACHMENTS = "messages.ndjson", "data/"
"""Archives of SMS Import / Export hold thousands of attachments beside the one file with the messages."""
_OFFICE = "[Content_Types].xml"
"""Stands in every document of Office since 2007."""
_ENDINGS = (
    ".xml",
    ".zip",
    ".xls",
    ".xlsx",
    ".ods",
    ".ndjson",
    ".vcf",
    ".vmsg",
    ".vmg",
    ".db",
    ".storedata",
    ".rar",
    ".7z",
    ".gz",
)
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
    archive: "_Archive | None" = field(default=None, repr=False, compare=False)
    owner: str | None = None
    """Label of the one whose phone it is from; ``None`` is the owner of the settings."""

    @property
    def should_be_a_backup(self) -> bool:
        """Whether it must not be passed over in silence: the user named it, or it is named like a backup."""
        return self.path == self.given or self.path.lower().endswith(_ENDINGS)

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """A stream of its bytes, read-only.

        Raises:
            OSError: It cannot be opened.
            BadZipFile: The archive it lies in is damaged; so say all of `DAMAGED_ARCHIVE`.
        """
        if self.location is None:
            return open(sys.stdin.fileno(), "rb", closefd=False)
        if self.archive is None or self.member is None:
            return self.location.open("rb")
        return self.archive.open(self.member)

    def beside(self, name: str) -> AbstractContextManager[IO[bytes]] | None:
        """A stream of the file of this name in the same archive; ``None`` where there is none to be read.

        Raises:
            OSError: The archive cannot be opened.
            BadZipFile: It is damaged; so say all of `DAMAGED_ARCHIVE`.
        """
        return None if self.archive is None else self.archive.open_named(name)


class _Archive:
    """Opened for the first of its files and kept for the others: its list may be long."""

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self.size = size
        self.opened: zipfile.ZipFile | None = None
        self.places: dict[str, int] | None = None
        """Of the files that can be asked for by name."""

    def open(self, member: int) -> IO[bytes]:
        try:
            opened = self._zip()
            return opened.open(opened.infolist()[member])
        except ValueError as error:  # of names and offsets that cannot be
            raise zipfile.BadZipFile(str(error)) from None

    def _zip(self) -> zipfile.ZipFile:
        if self.opened is None:
            self.opened = zipfile.ZipFile(self.path)
        if len(self.opened.infolist()) != self.size:
            raise zipfile.BadZipFile("it was changed")
        return self.opened

    def open_named(self, name: str) -> IO[bytes] | None:
        if self.places is None:
            self.places = {
                member.filename: place
                for place, member in enumerate(self._zip().infolist())
                if not (member.flag_bits & _ENCRYPTED or _is_bomb(member))
            }
        place = self.places.get(name)
        return None if place is None else self.open(place)

    def __reduce__(self) -> tuple[object, ...]:  # another process opens it for itself
        return _Archive, (self.path, self.size)


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
        if not text.strip():  # what a script's unset variable gives; Path would take it for this folder
            yield InputError("One of the names given is empty.", "Name a file, a folder or a ZIP file.")
        elif os.path.lexists(text):
            yield from _in_path(text)
        elif matches := sorted(glob.glob(text, recursive=True)):  # noqa: PTH207 - absolute patterns too
            for match in matches:
                yield from _in_path(match)
        else:
            yield InputError(
                "{path}: there is no such file.",
                "Check the name; put it in quotes if it holds blanks.",
                path=_shown(text),
            )


def _in_path(text: str) -> Iterator[InputFile | InputError]:
    path = Path(text)
    return _in_folder(path) if os.path.isdir(path) else _in_file(path, text)  # noqa: PTH112 - never raises


def _shown(path: str | Path) -> str:
    """A name as text that can be written; what is no UTF-8 in it becomes U+FFFD."""
    return str(path).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _in_folder(folder: Path) -> Iterator[InputFile | InputError]:
    found = False
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        for name in sorted(names):
            found = True
            yield from _in_file(Path(root, name), str(folder))
    for error in closed:
        yield _cannot_be_opened(error.filename, error)
    if not (found or closed):
        yield InputError(
            "{path}: the folder holds no files.",
            "Name the folder into which the backup app writes.",
            path=_shown(folder),
        )


def _cannot_be_opened(path: str | Path, error: OSError) -> InputError:
    return InputError(
        "{path}: cannot be opened ({reason}).",
        "Check that you may read the file.",
        path=_shown(path),
        reason=error.strerror or str(error),
    )


def _in_file(path: Path, given: str) -> Iterator[InputFile | InputError]:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe would wait for ever, or can be read only once
            yield InputError(
                "{path}: this is no ordinary file.",
                "Save what it holds as a file and name that, or give - to read standard input.",
                path=_shown(path),
            )
            return
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        yield _cannot_be_opened(path, error)
        return
    mtime = datetime.fromtimestamp(state.st_mtime, UTC)
    # A file that was asked for keeps the spelling it was asked for by.
    name = given if Path(given) == path else path
    whole = InputFile(_shown(name), _shown(given), state.st_size, mtime, path)
    if magic in _ZIP_MAGICS:
        yield from _in_archive(path, whole)
    else:
        yield whole


def _is_workbook(members: list[zipfile.ZipInfo]) -> bool:
    """Whether an archive is a workbook, which is one file to its owner."""
    names = {member.filename for member in members}
    opened = {"mimetype", "content.xml", "META-INF/manifest.xml"}
    return not names.isdisjoint({"xl/workbook.xml", "xl/workbook.bin"}) or opened <= names


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _HARMLESS_BYTES and member.file_size > _LARGEST_RATIO * member.compress_size


def _in_archive(path: Path, whole: InputFile) -> Iterator[InputFile | InputError]:
    try:
        with zipfile.ZipFile(path) as opened:
            members = opened.infolist()
    except (*DAMAGED_ARCHIVE, OSError, ValueError) as error:
        yield InputError(
            "{path}: the archive is damaged ({reason}).",
            "Copy or download it again.",
            path=_shown(path),
            reason=str(error),
        )
        return
    if _is_workbook(members):
        yield whole
        return
    if any(member.filename == _OFFICE for member in members):
        yield UnknownFormatError(
            "{path}: this is an Office document and no workbook.",
            "Save the list in it as .xlsx or .csv and give that.",
            path=_shown(path),
        )
        return
    archive = _Archive(path, len(members))
    files = [(place, member) for place, member in enumerate(members) if not member.is_dir()]
    if any(member.filename == _MESSAGES for _, member in files):
        files = [(place, member) for place, member in files if not member.filename.startswith(_ATTACHMENTS)]
    if not files:
        yield InputError("{path}: the archive is empty.", "Copy or download it again.", path=_shown(path))
    for place, member in files:
        name = f"{_shown(path)}!{member.filename}"
        if member.flag_bits & _ENCRYPTED:
            yield InputError(
                "{path}: the archive is encrypted.",
                "Make the backup again with encryption switched off, or unpack it with its password first.",
                path=name,
            )
        elif _is_bomb(member):
            yield UnsafeInputError(
                "{path}: would unpack to {size:,} bytes from {packed:,}.",
                "No backup is like that, so it was not read; if it is yours, unpack it and give the file "
                "inside.",
                path=name,
                size=member.file_size,
                packed=member.compress_size,
            )
        else:
            # The archive's own times have no zone, so they say nothing certain.
            yield InputFile(name, whole.given, member.file_size, None, path, place, archive)
