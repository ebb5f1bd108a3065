"""Which parser reads a file: exactly one may claim it, judged by its content."""

from collections.abc import Sequence

from collectguard.errors import InputError, UnknownFormatError
from collectguard.i18n import Sentence
from collectguard.parsers.source import Parser

HEAD_BYTES = 1 << 16
"""How much of a file a parser sees when it is asked."""

_PICTURE = Sentence("Give the backup itself, not a picture of the screen.")
_XML = Sentence("Give the backup that SMS Backup & Restore wrote, an XML file.")
_UNPACK = Sentence("Unpack it and give the XML file inside.")
_KNOWN = (
    (b"\xff\xd8\xff", Sentence("this is a JPEG picture."), _PICTURE),
    (b"\x89PNG", Sentence("this is a PNG picture."), _PICTURE),
    (
        b"%PDF",
        Sentence("this is a PDF document."),
        Sentence("Give the backup that the phone made, an XML file."),
    ),
    (
        b"SSEF\x00\xff",
        Sentence("this is an encrypted backup of SMS Import / Export."),
        Sentence("Export again without encryption."),
    ),
    (b"\xd0\xcf\x11\xe0", Sentence("this is an Office document."), _XML),
    (b"PK\x03\x04", Sentence("this is a ZIP archive within another, or on standard input."), _UNPACK),
    (b"Rar!", Sentence("this is a RAR archive."), _UNPACK),
    (b"7z\xbc\xaf", Sentence("this is a 7-Zip archive."), _UNPACK),
    (b"\x1f\x8b", Sentence("this is a gzip archive."), _UNPACK),
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
        raise InputError(
            "{path}: could be each of these: {formats}.",
            "Please report this: one file must have one reading.",
            path=path,
            formats=", ".join(parser.FORMAT for parser in claims),
        )
    if not head:
        raise UnknownFormatError("{path}: the file is empty.", "Copy it from the phone again.", path=path)
    for magic, what, advice in _KNOWN:
        if head.startswith(magic):
            raise UnknownFormatError("{path}: {what}", advice, path=path, what=what)
    raise UnknownFormatError(
        "{path}: this is no backup of a kind that can be read ({formats}).",
        "Make the backup on the phone with the app SMS Backup & Restore and give its XML or ZIP file.",
        path=path,
        formats=", ".join(parser.FORMAT for parser in parsers),
    )
