"""Blocks as pages of a PDF, by typst: no system library, no network, the same bytes every time."""

import importlib.resources
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from collectguard.errors import MissingPartError
from collectguard.fonts import FAMILIES, font_folders, printable
from collectguard.reports.document.assembly import Document
from collectguard.reports.document.blocks import Block, Figure, Fold, Table
from collectguard.reports.pictures import picture

TAGGED_ROWS = 1_000
"""Up to so many table rows a PDF is tagged (PDF/A-2a); tags of more would make it several times larger."""

TEXT_WIDTH_MM = 180.0

_LONG_WORD = re.compile("[!-~]{16,}")
_BREAK = "\u200b"
"""Here a line may end; no glyph is drawn and no character reaches the text of the PDF."""
_BLANKS = 12
"""Empty documents after which typst has forgotten what an earlier one left in its cache."""


def pdf(document: Document, *, figure_mm: float = 190) -> bytes:
    """The document as PDF/A-2a, or PDF/A-2u when it has very many rows.

    Args:
        document: What to print.
        figure_mm: Greatest height of a chart.

    Raises:
        MissingPartError: Typst is not installed on this machine.
    """
    try:
        import typst  # noqa: PLC0415  (80 MB that only this needs, and there is no wheel for some machines)
    except ImportError as error:
        raise MissingPartError(
            "PDF files need the package typst, which is not installed.",
            "Install it with: python -m pip install 'typst>=0.15,<0.16'. "
            "Or leave PDF out with --format html, open report.html and print it to PDF.",
        ) from error
    blocks = list(_unfolded(document.blocks))
    rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
    with tempfile.TemporaryDirectory(prefix="collectguard-") as folder:
        root = Path(folder)
        template = importlib.resources.files("collectguard.reports").joinpath("templates", "report.typ")
        (root / "report.typ").write_bytes(template.read_bytes())
        data = {
            "fonts": list(FAMILIES),
            "lang": document.lang,
            "region": "cn" if document.lang == "zh" else None,
            "title": document.title,
            "subtitles": document.subtitles,
            "id": document.id,
            "page": document.page,
            "blocks": [_as_data(block, root, figure_mm) for block in blocks],
        }
        (root / "data.json").write_text(json.dumps(_printable(data), ensure_ascii=False), "utf-8")
        compiler = typst.Compiler(
            root=str(root),
            font_paths=[str(path) for path in font_folders()],
            ignore_system_fonts=True,
            package_path=str(root),
            package_cache_path=str(root),
        )
        page = compiler.compile(
            str(root / "report.typ"),
            format="pdf",
            timestamp=0,
            pdf_standards=["a-2a" if rows <= TAGGED_ROWS else "a-2u"],
            pdf_tags=rows <= TAGGED_ROWS,
        )
        for _ in range(_BLANKS):  # or the memory of every part would add up: 90 MB for a thousand rows
            compiler.compile(b"", format="svg")
    if not isinstance(page, bytes):
        raise TypeError("typst gave no PDF")
    return page


def _unfolded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Paper shows at once what a screen shows on request; of tables that is left to the workbook."""
    for block in blocks:
        if not isinstance(block, Fold):
            yield block


def _as_data(block: Block, root: Path, figure_mm: float) -> dict[str, Any]:
    """A block as plain values; the picture of a figure goes into ``root``."""
    kind = {"is": type(block).__name__.lower()}
    if isinstance(block, Figure):
        chart, shown = block.chart, picture(block.chart)
        file = f"{chart.name}.{shown.ending}"
        (root / file).write_bytes(shown.data)
        height = min(TEXT_WIDTH_MM * shown.height_to_width, figure_mm)
        return kind | {"file": file, "title": chart.title, "caption": chart.caption, "height": height}
    data = asdict(block)
    if isinstance(block, Table):
        data["columns"] = [column._asdict() for column in block.columns]
    return kind | data


def _printable(value: Any) -> Any:
    """All texts of nested data, what no typeface can draw made visible and long words made breakable."""
    if isinstance(value, str):
        return _LONG_WORD.sub(_with_breaks, printable(value))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _with_breaks(word: re.Match[str]) -> str:
    """An address or a digest, which a column may be too narrow for, with a break every few letters."""
    return _BREAK.join(word[0][start : start + 4] for start in range(0, len(word[0]), 4))
