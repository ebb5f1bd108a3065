"""Lists as PDF: typeset by typst, or drawn character by character where typst would not do it so."""

import io
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import typst

from collectguard.fonts import font_folders
from collectguard.parsers import SourceFacts, pdf
from collectguard.parsers.pdf import page_process, pages
from collectguard.parsers.pdf.reading import Reader
from collectguard.records import Record, Rejected

MOBILE = ["起始时间", "通信地点", "通信方式", "对方号码", "通信时长", "通信类型", "套餐优惠", "实收通信费"]
UNICOM = ["序号", "业务类型", "通话起始时间", "通话时长", "呼叫类型", "对方号码", "本机通话地", "对方归属地"]
UNICOM += ["通话类型", "通话费", "小计"]
LOW = 'width: 210mm, height: 110mm, margin: 12mm, numbering: "1 / 1"'


class Read(NamedTuple):
    records: list[Record]
    rejected: list[Rejected]
    facts: SourceFacts

    @property
    def notes(self):
        return [str(note) for note in self.facts.notes]

    @property
    def rows(self):
        """What a person would compare with the paper: time, direction, number, seconds."""
        return [
            (
                f"{record.understood.at:%m-%d %H:%M:%S}" if record.understood.at else None,
                record.understood.direction,
                record.party_raw,
                record.understood.seconds,
            )
            for record in self.records
        ]


def read(data, name="list.pdf", columns=""):
    """What the reader makes of a PDF, laid out in this process for speed; tests of the other one say so."""
    facts = SourceFacts(name=name, columns=columns)
    return _read(Reader(facts).items(pages.told(iter(laid_out(data)), facts)), facts)


def laid_out(data):
    """What the process of its own says of a PDF."""
    answer = io.BytesIO()
    page_process.serve(data, pages.MOST_PAGES, answer)
    return answer.getvalue().splitlines(keepends=True)


def read_apart(data, name="list.pdf"):
    """The same as it is done for users: in a process of its own."""
    facts = SourceFacts(name=name)
    return _read(pdf.parse(iter([data[:100], data[100:]]), facts), facts)


def _read(found, facts):
    items = list(found)
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return Read(
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Rejected)],
        facts,
    )


def a_table(header, rows, *, stroke="0.5pt", more=""):
    """Source of a table whose header is repeated on each page."""
    cells = ",\n".join(cell if cell.startswith("table.") else f"[{cell}]" for row in rows for cell in row)
    head = ",".join(f"[{cell}]" for cell in header)
    return f"#table(columns: {len(header)}, stroke: {stroke}, {more} table.header({head}),\n{cells})\n"


@cache
def typeset(source, page=LOW):
    """A PDF of a typst source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.typ"
        path.write_text(
            f'#set page({page})\n#set text(font: "Noto Sans CJK SC", size: 8pt)\n{source}', encoding="utf-8"
        )
        return typst.compile(
            str(path), font_paths=[str(each) for each in font_folders()], ignore_system_fonts=True
        )


def mobile(count, first=0):
    """Rows of a list of China Mobile, worked out from their place alone."""
    return [
        [
            f"2026-03-{1 + n // 60:02d} {8 + n // 10 % 6:02d}:{n * 7 % 60:02d}:{n * 13 % 60:02d}",
            "广州",
            "主叫" if n % 2 else "被叫",
            f"1940000{n:04d}",
            f"{n % 9}分{n % 60}秒",
            "国内通话",
            "",
            "0.00",
        ]
        for n in range(first, first + count)
    ]


def expected(count, first=0):
    """What `mobile` says, as `Read.rows` has it."""
    return [
        (row[0][5:], "out" if n % 2 else "in", row[3], n % 9 * 60 + n % 60)
        for n, row in enumerate(mobile(count, first), start=first)
    ]


def drawn(*pages, extra=b"", media="0 0 600 800", attributes="", catalog="", info=b"", maps=True):
    """A PDF of content streams, in a font whose codes are UTF-16: what is shown is what is written.

    Args:
        pages: Content, or content and attributes of the page.
        extra: Further objects, numbered from 100.
        media: Size of each page.
        attributes: Of each page.
        catalog: Further entries of the catalogue.
        info: Entries of the document's information.
        maps: Whether the font says which letters its shapes are.
    """
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end"
    )
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 5 0 R" if maps else b"")
        + b" >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 [500] 33 126 500] /FontDescriptor 6 0 R >>",
        5: stream(to_unicode),
        6: b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800 "
        b"/Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>",
        7: b"<< " + info + b" >>",
    }
    kids = []
    for place, content in enumerate(pages):
        mine = attributes
        drawing = content
        if isinstance(content, tuple):
            drawing, mine = content
        number = 10 + 2 * place
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents {number + 1} 0 R {mine} "
            "/Resources << /Font << /F 3 0 R >> /XObject << /X 100 0 R >> >> >>"
        ).encode()
        objects[number + 1] = drawing if drawing.startswith(b"<<") else stream(drawing)
    objects[2] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>".encode()
    if extra:
        objects[100] = extra
    return assembled(objects)


def stream(data, entries=b"", *, packed=False):
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data), entries + b"/Filter /FlateDecode "
    return b"<< " + entries + b"/Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def assembled(objects, trailer=b""):
    """A file of numbered objects."""
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = file.tell()
        file.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = file.tell()
    file.write(b"xref\n")
    for number, place in places.items():
        file.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(objects) + 1
    file.write(b"trailer << /Size %d /Root 1 0 R /Info 7 0 R %s >>\n" % (size, trailer))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def text(x, y, words, size=8, matrix=None):
    """Content that shows words at a place, y from below."""
    shown = words.encode("utf-16-be").hex()
    matrix = matrix or f"1 0 0 1 {x} {y}"
    return f"BT /F {size} Tf {matrix} Tm <{shown}> Tj ET\n".encode()


def placed(rows, places, *, top=760, pitch=14, size=8):
    """Content of rows whose cells begin at ``places``."""
    return b"".join(
        text(x, top - pitch * row, cell, size)
        for row, cells in enumerate(rows)
        for x, cell in zip(places, cells, strict=True)
        if cell
    )


PLACES = (20, 120, 170, 220, 310, 370, 430, 480)
"""Where the columns of `MOBILE` begin."""
