"""Cases for the tests of documents: real statistics over small logs, charts that are quick to draw."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import openpyxl
import pandas as pd
from lxml import html
from matplotlib.figure import Figure
from pypdf import PdfReader

from collectguard import content, pipeline
from collectguard.case import Case, Chart
from collectguard.schema import Log
from collectguard.settings import Settings
from tests.logs import log_of

NO_WORDS = content.shipped().without({ready.rule.id for ready in content.shipped().rules})
"""Finds nothing in messages: for figures that are counted, whatever messages say."""

VERSIONS = {"collectguard": "0.1.0", "python": "3.11.7"}


def chart(name: str, table: pd.DataFrame) -> Chart:
    """A figure with what makes figures collide on one page: clip paths and ids."""
    pictures = _pictures(len(table))
    return Chart(name, f"Title: {name}", f"Caption: {name}.", pictures["png"], pictures["svg"], table)


@cache
def _pictures(points: int) -> dict[str, bytes]:
    figure = Figure(figsize=(7, 3))
    axes = figure.subplots()
    axes.plot(range(points), range(points))
    pictures = {}
    for form, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": None})):
        file = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "tests"}):
            figure.savefig(file, format=form, dpi=72, metadata=metadata)
        pictures[form] = file.getvalue()
    return pictures


def case_of(log: Log, *, charts: Iterable[Chart] | None = None, **options: Any) -> Case:
    case = pipeline.without_charts(log, **options)
    daily = case.tables["daily"]
    quick = [chart("timeline", daily), chart("daily", daily)] if charts is None else charts
    return replace(case, charts=tuple(quick), versions=VERSIONS)


def case_of_rows(rows: Iterable[Mapping[str, Any]], settings: Settings | None = None, **options: Any) -> Case:
    """A case of these rows; nobody changes a case, so that equal ones are made once."""
    rows = tuple(rows)
    key = repr((rows, settings, sorted(options.items())))
    if key not in _MADE:
        _MADE[key] = case_of(log_of(rows, settings), **options)
    return _MADE[key]


_MADE: dict[str, Case] = {}


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def texts_of(folder: Path, *names: str) -> dict[str, str]:
    """The words of every document that people read, or of those named, by name."""
    return {
        name: _text(name.rpartition(".")[2], data)
        for name, data in files_of(folder).items()
        if (name in names if names else name.endswith((".pdf", ".html", ".xlsx", ".json")))
    }


@cache
def _text(form: str, data: bytes) -> str:
    if form == "pdf":
        return "\n".join(pdf_pages(data))
    if form == "html":
        return str(html.fromstring(data).text_content())
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        return "\n".join([*book.sheetnames, *cells])
    return data.decode()


@cache
def pdf_pages(data: bytes) -> tuple[str, ...]:
    """The words of a PDF by page; reading them out takes longer than setting them."""
    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
