"""Which parser reads a file: exactly one may claim it, judged by its content."""

from collections.abc import Sequence

from collectguard.errors import InputError, UnknownFormatError
from collectguard.parsers.source import Parser

HEAD_BYTES = 1 << 16
"""How much of a file a parser sees when it is asked."""

_KNOWN = (
    (b"\xff\xd8\xff", "a JPEG picture", "Give the backup itself, not a picture of the screen."),
    (b"\x89PNG", "a PNG picture", "Give the backup itself, not a picture of the screen."),
    (b"%PDF", "a PDF document", "Give the backup that the phone made, an XML file."),
    (b"SSEF\x00\xff", "an encrypted backup of SMS Import / Export", "Export again without encryption."),
    (b"SQLite format 3\x00", "a database", "Give the backup that SMS Backup & Restore wrote, an XML file."),
    (
        b"\xd0\xcf\x11\xe0",
        "an Office document",
        "Give the backup that SMS Backup & Restore wrote, an XML file.",
    ),
    (b"Rar!", "a RAR archive", "Unpack it and give the XML file inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and give the XML file inside."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and give the XML file inside."),
)


def parser_for(path: str, head: bytes, parsers: Sequence[Parser]) -> Parser:
    """The one parser that claims a file that begins with ``head``.

    Raises:
        UnknownFormatError: No parser claims it.
        InputError: More than one does.
    """
    claims = [parser for parser in parsers if parser.claims(head)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = " and ".join(parser.FORMAT for parser in claims)
        raise InputError(f"{path}: could be {names}.", "Please report this: one file must have one reading.")
    if not head:
        raise UnknownFormatError(f"{path}: the file is empty.", "Copy it from the phone again.")
    for magic, what, advice in _KNOWN:
        if head.startswith(magic):
            raise UnknownFormatError(f"{path}: this is {what}.", advice)
    wanted = ", ".join(parser.FORMAT for parser in parsers)
    raise UnknownFormatError(
        f"{path}: this is no backup of a kind that can be read ({wanted}).",
        "Make the backup on the phone with the app SMS Backup & Restore and give its XML or ZIP file.",
    )
