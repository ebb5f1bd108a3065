"""Workbooks: xls, xlsx, ods."""

import io
import pickle
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from collectguard.errors import InputError, UnknownFormatError, UnsafeInputError
from collectguard.i18n import Sentence
from collectguard.parsers.apart import read_apart
from collectguard.parsers.containers import DAMAGED_ARCHIVE
from collectguard.parsers.pieces import visible
from collectguard.parsers.tables.cells import MOST_CHARACTERS, BadRow, Row, Sheet, Value, text_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_IN_EXCEL = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), b"manifest:encryption-data")
_FILEPASS = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The record of that name ([MS-XLS] 2.4.117) behind the first of the stream, or behind a write-protection."""
_LARGEST = 1 << 29
"""Bytes unpacked: a million rows of a call list are half of that."""
_LARGEST_RATIO = 200
_HARMLESS = 1 << 26
_MOST_CELLS = 40_000_000
"""The library lays a sheet out from its first to its last cell, empty ones included."""
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=\"([A-Z]{1,3})([0-9]{1,7})\"")
_FAR = re.compile(rb"\sr=\"(?:[A-Z]{2}|[A-Z]?(?:[2-9][0-9]{6}|1[1-9][0-9]{5}))")
"""A column beyond Z, or a row beyond 1,100,000: a sheet without either has less than `_MOST_CELLS`."""
_ADVICE = Sentence(
    "No call list is like that, so it was not read; if it is yours, save it as .csv and give that."
)
_TOO_MUCH = Sentence("it is damaged, or says it has more cells than fit into memory")
_READER = Path(__file__).with_name("workbook_process.py")

Merged = tuple[tuple[int, int], tuple[int, int]]


def is_workbook(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a workbook, or an Office document as old as such."""
    if head.startswith(OLE):
        return True
    return head.startswith(ZIP) and (_ODS in head[:200] or _IN_EXCEL.search(head) is not None)


def kind_of(head: bytes) -> str:
    """What a workbook that begins with ``head`` is called, for people."""
    if head.startswith(OLE):
        return "XLS"
    return "ODS" if _ODS in head[:200] else "XLSX"


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that are no charts; hidden ones too.

    The rows of a sheet are gone when the next is asked for.

    Raises:
        InputError: It has a password.
        UnknownFormatError: It is damaged, or no workbook.
        UnsafeInputError: Unpacked it would be larger than any list.
    """
    if data.startswith(ZIP):
        _refuse_bombs(data)
    with read_apart(_READER, data) as answering:
        yield from _sheets(answering.answer, data)


def _sheets(answer: IO[bytes], data: bytes) -> Iterator[Sheet]:
    message = _next(answer)
    while message[0] != "end":
        if message[0] == "protected" or (message[0] == "unreadable" and _is_encrypted(data)):
            raise InputError(
                "the workbook is protected with a password.",
                "Open it with its password, save it without one, and give that file; keep the original too.",
            )
        if message[0] == "unreadable":
            raise _unreadable(message[1])
        _, name, left, merged = message
        following: list[Any] = []
        values = _values(answer, following)
        yield Sheet(name, _rows(values, left, merged))
        for _rest in values:  # of a sheet that nobody read to its end
            pass
        message = following[0]


def _values(answer: IO[bytes], following: list[Any]) -> Iterator[list[Value]]:
    """The rows of a sheet; the message behind them is put into ``following``."""
    while (message := _next(answer))[0] == "rows":
        yield from message[1]
    following.append(message)


def _next(answer: IO[bytes]) -> Any:
    try:
        return pickle.load(answer)  # noqa: S301 - from our own process
    except (EOFError, pickle.UnpicklingError):
        raise _unreadable(_TOO_MUCH) from None


def _unreadable(reason: str) -> UnknownFormatError:
    return UnknownFormatError(
        "this is no workbook that can be read ({reason}).",
        "Open it in a spreadsheet program and save it again as .xlsx or .csv.",
        reason=reason,
    )


def _is_encrypted(data: bytes) -> bool:
    if not data.startswith(ZIP):
        return _ENCRYPTED[0] in data or _FILEPASS.search(data) is not None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _ENCRYPTED[1] in archive.read("META-INF/manifest.xml")
    except (*DAMAGED_ARCHIVE, KeyError, RuntimeError, OSError, ValueError):
        return False


def _rows(values: Iterator[list[Value]], left: int, merged: list[Merged]) -> Iterator[Row | BadRow]:
    """Rows with their numbers; a cell merged downwards stands in each of its rows."""
    heads: dict[tuple[int, int], int] = {
        (first_row, first_column - left): last_row
        for (first_row, first_column), (last_row, _) in merged
        if last_row > first_row and first_column >= left
    }
    above: dict[int, tuple[str, int]] = {}
    for row, cells_of_row in enumerate(values):
        cells = [text_of(value) for value in cells_of_row]
        for column, (text, last_row) in above.items():
            if row <= last_row and not cells[column]:
                cells[column] = text
        for column, cell in enumerate(cells) if heads else ():
            if (last := heads.get((row, column))) is not None:
                above[column] = (cell, last)
        if any(len(cell) > MOST_CHARACTERS for cell in cells):
            reason = f"too_long: a cell of more than {MOST_CHARACTERS:,} characters"
            yield BadRow(row + 1, reason, visible(next(filter(None, cells), "")))
        else:
            yield Row(row + 1, cells)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > _LARGEST or (size > _HARMLESS and size > _LARGEST_RATIO * len(data)):
                raise UnsafeInputError(
                    "would unpack to {size:,} bytes from {packed:,}.", _ADVICE, size=size, packed=len(data)
                )
            for member in members:
                if member.filename.startswith("xl/worksheets/"):
                    _refuse_wide(archive.read(member))
    except (*DAMAGED_ARCHIVE, RuntimeError, OSError, ValueError):
        return  # the library will say what is wrong with it


def _refuse_wide(sheet: bytes) -> None:
    """Refuse a sheet of few cells that stand far apart."""
    if _FAR.search(sheet) is None:
        return
    columns = rows = 1
    for letters, number in _CELL.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(number))
    if columns * rows > _MOST_CELLS:
        raise UnsafeInputError(
            "has a sheet of {cells:,} cells, most of them empty.", _ADVICE, cells=columns * rows
        )
