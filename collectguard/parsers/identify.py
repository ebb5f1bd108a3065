"""Which parser reads a file: exactly one may claim it, judged by its content."""

from collections.abc import Sequence

from collectguard.errors import InputError, UnknownFormatError
from collectguard.parsers.looks import KNOWN, look_of
from collectguard.parsers.source import Parser

HEAD_BYTES = 1 << 16
"""How much of a file a parser sees when it is asked."""

_BLANK = b"\xef\xbb\xbf \t\r\n"


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
    if not head.strip(_BLANK):
        raise UnknownFormatError("{path}: the file is empty.", "Copy or download it again.", path=path)
    for offset, magic, what, advice in KNOWN:
        if head.startswith(magic, offset):
            raise UnknownFormatError("{path}: {what}", advice, path=path, what=what)
    what, advice = look_of(head)
    raise UnknownFormatError(
        "{path}: {what} it is no backup of a kind that can be read ({formats}).",
        advice,
        path=path,
        what=what,
        formats=", ".join(parser.FORMAT for parser in parsers),
    )
