"""The form in which a chart goes into a document."""

import io
from typing import NamedTuple

from PIL import Image

from collectguard.case import Chart
from collectguard.reports.kept import kept

LARGEST = 400_000
"""Bytes up to which a drawing or picture is taken as it is."""
_COLOURS = 64
"""Colours of a picture that is made smaller; charts use a dozen and the steps between them."""


class Picture(NamedTuple):
    """A chart as a document holds it."""

    ending: str
    """``svg`` or ``png``."""
    data: bytes
    height_to_width: float


@kept
def picture(chart: Chart) -> Picture:
    """The drawing where it is small; thousands of points weigh less as pixels of few colours."""
    with Image.open(io.BytesIO(chart.png)) as image:
        proportion = image.height / image.width
        if len(chart.svg) <= LARGEST:
            return Picture("svg", chart.svg, proportion)
        if len(chart.png) <= LARGEST:
            return Picture("png", chart.png, proportion)
        file = io.BytesIO()
        image.convert("RGB").quantize(_COLOURS).save(file, "png", optimize=True)
    return Picture("png", file.getvalue(), proportion)
