"""Blocks as pages of a PDF, by typst: no system library, no network, the same bytes every time."""

import importlib.resources
import importlib.util
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from collectguard.errors import MissingPartError
from collectguard.fonts import FAMILIES, font_folders, printable
from collectguard.reports.document.assembly import Document
from collectguard.reports.document.blocks import (
    Block,
    Bullets,
    Figure,
    Fold,
    Heading,
    Paragraph,
    Quoted,
    Table,
)
from collectguard.reports.pictures import picture

TAGGED_ROWS = 800
"""Up to so many table rows a PDF is tagged (PDF/A-2a); tags of more would make it several times larger."""

TEXT_WIDTH_MM = 180.0

_PT_PER_MM = 72 / 25.4
_INSET_PT, _LETTER_PT, _SMALL_LETTER_PT = 8, 4.7, 3.8
"""Room beside a cell's text; width of a digit in the sizes of wide tables, which are the smallest."""
_WORD = re.compile("[!-~]{5,}")
_LONG_ROW = 1_500
"""Characters up to which a row of a table stays on one page."""
_MARKED = 12
"""Letters of a word up to which it stays whole in a text with marks: several parts of one may meet."""
_BLANKS = 12
"""Empty documents after which typst has forgotten what an earlier one left in its cache."""


def missing_part() -> MissingPartError | None:
    """Why no PDF can be made on this machine; ``None`` where it can. There is no typst for some of them."""
    if importlib.util.find_spec("typst") is not None:
        return None
    return MissingPartError(
        "PDF files need the package typst, which is not installed.",
        "Install it with: python -m pip install 'typst>=0.15,<0.16'. "
        "Or leave PDF out with --format html, open report.html and print it to PDF.",
    )


def pdf(document: Document, *, figure_mm: float = 190, apart: bool = False) -> bytes:
    """The document as PDF/A-2a, or PDF/A-2u when it has very many rows.

    Args:
        document: What to print.
        figure_mm: Greatest height of a chart.
        apart: Whether the pages are to look unlike those of the evidence.

    Raises:
        MissingPartError: Typst is not installed on this machine.
    """
    if (missing := missing_part()) is not None:
        raise missing
    import typst  # noqa: PLC0415  (80 MB that only this needs)

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
            "title": printable(document.title),
            "subtitles": [printable(line) for line in document.subtitles],
            "id": document.id,
            "page": document.page,
            "apart": apart,
            "blocks": [_as_data(block, root, figure_mm) for block in blocks],
        }
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
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
            timestamp=int(document.as_of.timestamp()) if document.as_of else 0,
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
    data: dict[str, Any] = {"is": type(block).__name__.lower()}
    match block:
        case Heading():
            data |= {"text": printable(block.text), "level": block.level, "new_page": block.new_page}
        case Paragraph():
            data |= {"text": _runs(block.text), "tone": block.tone}
        case Bullets():
            data |= {"items": [_runs(item) for item in block.items], "ticks": block.ticks}
        case Table():
            data |= {
                "caption": printable(block.caption),
                "note": printable(block.note),
                "titled": block.titled,
                "columns": [column._asdict() for column in block.columns],
                "rows": _rows(block),
            }
        case Quoted():
            data |= {
                "head": _runs(block.head),
                "runs": [{"text": _runs(run.text, _MARKED), "mark": run.mark} for run in block.runs],
                "notes": [_runs(note) for note in block.notes],
                "whole": sum(map(len, (*block.notes, *(run.text for run in block.runs)))) < _LONG_ROW,
            }
        case Figure():
            shown = picture(block.chart)
            file = f"{block.chart.name}.{shown.ending}"
            (root / file).write_bytes(shown.data)
            height = min(TEXT_WIDTH_MM * shown.height_to_width, figure_mm)
            title, caption = printable(block.chart.title), printable(block.chart.caption)
            data |= {"file": file, "title": title, "caption": caption, "height": height}
    return data


def _rows(table: Table) -> list[dict[str, Any]]:
    """The rows with each cell in runs, and whether a row is to stay on one page."""
    share = TEXT_WIDTH_MM / sum(column.width for column in table.columns)
    rooms = [_room(column.width * share, small=column.sort == "code") for column in table.columns]
    return [
        {
            "cells": [_runs(cell, room) for cell, room in zip(row, rooms, strict=True)],
            "whole": sum(map(len, row)) < _LONG_ROW,
        }
        for row in table.rows
    ]


def _room(width_mm: float, *, small: bool) -> int:
    """Letters that surely fit a column of a table side by side."""
    return max(int((width_mm * _PT_PER_MM - _INSET_PT) / (_SMALL_LETTER_PT if small else _LETTER_PT)), 4)


def _runs(text: str, room: int = 40) -> str | list[str | list[str]]:
    """A text as it is printed; where it holds a word longer than ``room``, in runs, that word in parts.

    A line may end after each part: a column may be too narrow for an address or a digest.
    """
    text = printable(text)
    runs: list[str | list[str]] = []
    end = 0
    for word in _WORD.finditer(text):
        letters = word[0]
        if len(letters) > room:
            runs += [text[end : word.start()], [letters[at : at + 4] for at in range(0, len(letters), 4)]]
            end = word.end()
    return [*runs, text[end:]] if runs else text
