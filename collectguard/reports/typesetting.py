"""Blocks as pages of a PDF, by typst: no system library, no network, the same bytes every time."""

import importlib.resources
import json
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from collectguard.errors import MissingPartError
from collectguard.fonts import FAMILIES, font_folders, printable
from collectguard.reports.document.assembly import Document
from collectguard.reports.document.blocks import Block, Figure, Fold, Table

TAGGED_ROWS = 1_000
"""Up to so many table rows a PDF is tagged (PDF/A-2a); tags of more would make it several times larger."""

LARGEST_SVG = 300_000
"""A drawing of more bytes is taken as a picture: thousands of points weigh more than their pixels."""

TEXT_WIDTH_MM = 180.0


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
        page: bytes = typst.compile(
            str(root / "report.typ"),
            root=str(root),
            font_paths=[str(path) for path in font_folders()],
            ignore_system_fonts=True,
            package_path=str(root),
            package_cache_path=str(root),
            format="pdf",
            timestamp=0,
            pdf_standards=["a-2a" if rows <= TAGGED_ROWS else "a-2u"],
            pdf_tags=rows <= TAGGED_ROWS,
        )
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
        chart = block.chart
        ending, picture = ("svg", chart.svg) if len(chart.svg) <= LARGEST_SVG else ("png", chart.png)
        (root / f"{chart.name}.{ending}").write_bytes(picture)
        height = min(TEXT_WIDTH_MM * _height_to_width(chart.png), figure_mm)
        names = {"file": f"{chart.name}.{ending}", "title": chart.title, "caption": chart.caption}
        return kind | names | {"height": height}
    data = asdict(block)
    if isinstance(block, Table):
        data["columns"] = [column._asdict() for column in block.columns]
    return kind | data


def _height_to_width(png: bytes) -> float:
    """The proportions of a picture, from the head of the PNG format."""
    width, height = struct.unpack(">II", png[16:24])
    return float(height / width)


def _printable(value: Any) -> Any:
    """All texts of nested data with what no typeface can draw made visible."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
