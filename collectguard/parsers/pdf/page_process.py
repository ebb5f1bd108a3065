"""The process that lays out the pages of one PDF; started by `pages`, not by people, and imported by nobody.

A damaged or hostile file can make the library recurse, loop or ask for more memory than there is. Then it
ends its process: this one, and not that of the user. What is written here is one line of JSON a message:

``{"is": "document", "title": …, "count": how many pages it says it has}``, then for each page
``{"is": "page", "page": number, "chars": [[x0, top, x1, bottom, text]], "rules": [[x0, top, x1, bottom]],
"aside": characters that stand across the others, "covered": whether a picture lies under the page,
"damaged": whether part of it could not be read}`` or
``{"is": "failed", "page": number, "reason": …, "last": whether nothing comes behind it}``;
``{"is": "protected"}`` or ``{"is": "unreadable", "reason": …}`` where there are no pages; ``{"is": "end"}``.
"""

import contextlib
import io
import json
import logging
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, BinaryIO

import pdfplumber
from pdfminer import pdftypes
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

_MOST_BYTES = 2 << 30
"""Of memory; a page of a list takes a hundredth."""
_MOST_CHARACTERS = 200_000
_MOST_RULES = 100_000
_MOST_CONTENT = 1 << 26
"""Bytes of drawing; a page of a list has a thousandth."""
_MOST_PIECES = 1000
"""Of one drawn path."""
_THIN = 3.0
"""Points; what is drawn thinner is a line."""
_FAR = 1e5
_SLANTED = 0.1
_COVERED = 0.5
_DAMAGE = (
    PdfminerException, MalformedPDFException, PSException, zlib.error, ValueError, TypeError, KeyError,
    IndexError, AttributeError, ArithmeticError, AssertionError, RecursionError, MemoryError, RuntimeError,
)  # fmt: skip
"""What the library raises on pages whose objects are not what they should be; found by fuzzing."""


class _TooMuchError(ValueError):
    """A page holds more than any printed page does."""


_damaged: list[int] = []
"""Sizes of compressed data that could be read in part only, since the page began."""


def _as_far_as_it_goes(data: bytes) -> bytes:
    """What damaged compressed data still gives. The library would give nothing, and say nothing."""
    _damaged.append(len(data))
    inflater, found = zlib.decompressobj(), io.BytesIO()
    with contextlib.suppress(zlib.error):
        for start in range(0, len(data), 256):
            found.write(inflater.decompress(data[start : start + 256]))
    return found.getvalue()


def serve(data: bytes, most_pages: int, answer: BinaryIO) -> None:
    """Write what stands on the pages of a PDF."""

    def say(**message: Any) -> None:
        answer.write(json.dumps(message, ensure_ascii=True).encode() + b"\n")
        answer.flush()

    pdftypes.decompress_corrupted = _as_far_as_it_goes
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            say(**{"is": "protected"})
        else:
            say(**{"is": "unreadable", "reason": _named(cause)})
        return
    say(**{"is": "document", "title": _title(pdf), "count": _count(pdf)})
    number = 0
    try:
        for number, found in enumerate(islice(PDFPage.create_pages(pdf.doc), most_pages), start=1):
            try:
                say(**_page(Page(pdf, found, number), number))
            except _DAMAGE as error:
                say(**{"is": "failed", "page": number, "reason": _named(error), "last": False})
    except _DAMAGE as error:
        say(**{"is": "failed", "page": number + 1, "reason": _named(error), "last": True})
    say(**{"is": "end"})


def _page(page: Page, number: int) -> dict[str, Any]:
    _damaged.clear()
    contents = [pdftypes.resolve1(content) for content in page.page_obj.contents]
    found = [content for content in contents if isinstance(content, pdftypes.PDFStream)]
    if sum(len(content.get_data()) for content in found) > _MOST_CONTENT:
        raise _TooMuchError("more is drawn there than a page holds")
    layout = page.layout
    chars: list[LTChar] = []
    rules: list[tuple[float, float, float, float]] = []
    covered = 0.0
    for item in _items(layout):
        if isinstance(item, LTChar):
            chars.append(item)
        elif isinstance(item, LTCurve):
            rules += _edges(item)
        elif isinstance(item, LTImage):
            covered = max(covered, abs(item.width * item.height))
        if len(chars) > _MOST_CHARACTERS or len(rules) > _MOST_RULES:
            raise _TooMuchError("more characters and lines than a page holds")
    directions = Counter(map(_direction, chars))
    straight = {way: count for way, count in directions.items() if way is not None}
    way = max(straight, key=lambda each: (straight[each], -each)) if straight else 0
    width, height = layout.x1, layout.y1

    def turned(x0: float, y0: float, x1: float, y1: float) -> list[float]:
        box = {
            0: (x0, height - y1, x1, height - y0),
            90: (y0, x0, y1, x1),
            180: (width - x1, y0, width - x0, y1),
            270: (height - y1, width - x1, height - y0, width - x0),
        }[way]
        return [round(side, 2) for side in box]

    upright = [char for char in chars if _direction(char) == way]
    return {
        "is": "page",
        "page": number,
        "chars": [[*turned(*char.bbox), char.get_text()] for char in upright],
        "rules": [turned(*edge) for edge in rules],
        "aside": len(chars) - len(upright),
        "covered": covered > _COVERED * abs(layout.width * layout.height),
        "damaged": bool(_damaged) or len(found) < len(contents),
    }


def _items(container: LTContainer[Any]) -> Iterator[LTItem]:
    """Everything that is drawn, also within forms."""
    pending = [iter(container)]
    while pending:
        for item in pending[-1]:
            if isinstance(item, LTContainer):
                pending.append(iter(item))
                break
            yield item
        else:
            pending.pop()


def _direction(char: LTChar) -> int | None:
    """Which way a line of text runs that the character stands in; ``None`` where it stands aslant."""
    a, b = char.matrix[:2]
    if not all(abs(side) < _FAR for side in char.bbox):  # so is nan
        return None
    if min(abs(a), abs(b)) > _SLANTED * max(abs(a), abs(b)):
        return None
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _edges(item: LTCurve) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a table that a drawn path gives: itself where it is thin, else its straight sides."""
    x0, y0, x1, y1 = item.bbox
    if not all(map(math.isfinite, item.bbox)) or max(map(abs, item.bbox)) > _FAR:
        return
    if min(x1 - x0, y1 - y0) <= _THIN:
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        yield (x0, middle_y, x1, middle_y) if x1 - x0 >= y1 - y0 else (middle_x, y0, middle_x, y1)
        return
    points = item.pts[: _MOST_PIECES + 1]
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) < 1 or abs(ay - by) < 1:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    if len(points) > 2:  # a path is closed, also where its last side is not drawn
        (ax, ay), (bx, by) = points[-1], points[0]
        if abs(ax - bx) < 1 or abs(ay - by) < 1:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _title(pdf: Any) -> str:
    title = pdf.metadata.get("Title", "")
    return title[:200] if isinstance(title, str) else ""


def _count(pdf: Any) -> int | None:
    """How many pages the document says it has."""
    try:
        count = pdftypes.resolve1(pdftypes.dict_value(pdf.doc.catalog["Pages"])["Count"])
    except _DAMAGE:
        return None
    return count if isinstance(count, int) else None


def _named(error: object) -> str:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return f"{type(cause).__name__}: {cause}"[:120] if not isinstance(cause, _TooMuchError) else str(cause)


if __name__ == "__main__":
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    logging.disable()
    serve(sys.stdin.buffer.read(), int(sys.argv[1]), sys.stdout.buffer)
