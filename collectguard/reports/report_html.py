"""``report.html``: everything in one file that asks nobody for anything."""

import base64
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from collectguard.case import Case, Chart
from collectguard.reports.document.assembly import PAGE_ROWS, Assembly, Document
from collectguard.reports.document.next_steps import next_steps
from collectguard.reports.interface import Report
from collectguard.reports.parts import Part, write_parts
from collectguard.reports.pictures import picture
from collectguard.reports.svg import Shapes, inline_svg
from collectguard.reports.visible import visible


def write(case: Case, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    """Write the report, long evidence lists in ``report-2.html`` and so on."""
    shapes = Shapes()
    figures = {chart.name: _picture(chart, shapes) for chart in case.charts}
    drawn = Markup(shapes.svg())  # noqa: S704  (our own drawing)
    assembly = Assembly.of(case)

    def draw(part: Part) -> bytes:
        if part.number > 1:
            return html(assembly.part(part), figures)
        return html(assembly.part(part), figures, drawn, next_steps(case))

    total = len(assembly.listed.events)
    return write_parts(folder, "report.html", total=total, rows=PAGE_ROWS, max_bytes=max_bytes, draw=draw)


def html(
    document: Document,
    figures: dict[str, Markup],
    shapes: Markup = Markup(),  # noqa: B008  (nothing changes it)
    apart: Document | None = None,
) -> bytes:
    """The document as a page; what stands apart comes last, looks otherwise and is not printed.

    ``shapes`` are what the figures refer to.
    """
    environment = Environment(
        loader=PackageLoader("collectguard.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    page = environment.get_template("report.html.j2").render(
        document=document,
        figures=figures,
        shapes=shapes,
        apart=apart,
        page_of_pages=_page_of_pages(document.page),
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def _page_of_pages(line: str) -> Markup:
    """The line at the foot of a page as CSS writes it: ``"Page " counter(page) " of " counter(pages)``."""
    counters = line.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    return Markup(f'"{counters}"')  # noqa: S704  (a sentence of ours)


def _finalize(value: object) -> object:
    """Every text that a template prints, but what is markup already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _picture(chart: Chart, shapes: Shapes) -> Markup:
    shown = picture(chart)
    if shown.ending == "svg":
        return Markup(inline_svg(shown.data, chart.name, chart.title, shapes))  # noqa: S704  (our own drawing)
    data = base64.b64encode(shown.data).decode()
    return Markup('<img src="data:image/png;base64,{}" alt="{}">').format(data, chart.title)


REPORT = Report("html", write)
