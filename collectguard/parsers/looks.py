"""What a file that no parser claims looks like, so that its owner knows what to give in its place."""

import re
from typing import Final

from collectguard.i18n import Sentence
from collectguard.parsers.flat import root_of
from collectguard.parsers.tables.decoding import decoded
from collectguard.parsers.tables.markup import is_old_workbook

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|script|meta)[\s>]", re.IGNORECASE
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAMPLE = 4096
_SHOWN = 40

_GIVE: Final = Sentence(
    "Give what a backup app wrote (SMS Backup & Restore: XML or ZIP), a database of the phone, or the "
    "carrier's list as .xlsx or .csv; README lists all that can be read and how to get it."
)
_PICTURE: Final = Sentence("Give the backup itself, not a picture of the screen.")
_UNPACK: Final = Sentence("Unpack it and give the file inside.")

KNOWN: Final = (
    (0, b"\xff\xd8\xff", Sentence("this is a JPEG picture."), _PICTURE),
    (0, b"\x89PNG", Sentence("this is a PNG picture."), _PICTURE),
    (4, b"ftyp", Sentence("this is a picture or a film of a phone's camera."), _PICTURE),
    (
        0,
        b"SSEF\x00\xff",
        Sentence("this is an encrypted backup of SMS Import / Export."),
        Sentence("Export again without encryption."),
    ),
    (
        0,
        b"ANDROID BACKUP\n",
        Sentence("this is an archive of `adb backup`."),
        Sentence("Use `adb shell content query` in its place: README says how."),
    ),
    (0, b"\xd0\xcf\x11\xe0", Sentence("this is an Office document."), _GIVE),
    (0, b"PK\x03\x04", Sentence("this is a ZIP archive within another, or on standard input."), _UNPACK),
    (0, b"Rar!", Sentence("this is a RAR archive."), _UNPACK),
    (0, b"7z\xbc\xaf", Sentence("this is a 7-Zip archive."), _UNPACK),
    (0, b"\x1f\x8b", Sentence("this is a gzip archive."), _UNPACK),
)
"""Offset and bytes by which a file is known for certain, what it is, and what to do."""


def look_of(head: bytes) -> tuple[Sentence, Sentence]:
    """What a file that begins with ``head`` looks like where nothing makes it certain, and what to do."""
    text = decoded(head)
    sample, first = text[:_SAMPLE], text.lstrip("\ufeff \t\r\n")[:1]
    if not first or len(_NO_TEXT.findall(sample)) * 20 > len(sample):
        what, advice = (
            Sentence("it is neither text nor a database nor a workbook, so it may be encrypted or damaged;"),
            Sentence(
                "If it is encrypted, export it again without encryption; else copy or download it again."
            ),
        )
    elif first in "{[":
        what, advice = (
            Sentence("it is JSON, but its objects are no messages, calls or contacts of a phone;"),
            _GIVE,
        )
    elif is_old_workbook(text):
        what, advice = (
            Sentence("it is a workbook in an old form of Excel (XML);"),
            Sentence("Open it in a spreadsheet program and save it as .xlsx."),
        )
    elif _PAGE.match(text):
        what, advice = (
            Sentence("it is a web page without a list of calls, such as one that asks to log in;"),
            Sentence("Log in at the carrier's site and download the list again, best as Excel."),
        )
    elif first == "<" and (root := root_of(head)) is not None:
        what, advice = (
            Sentence("it is XML of another program, which begins with <{root}>;", root=root[:_SHOWN]),
            _GIVE,
        )
    else:
        what, advice = Sentence("it is text with neither the header of a list nor rows of a backup;"), _GIVE
    return what, advice
