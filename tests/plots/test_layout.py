"""On paper: nothing clipped, overlapping or too small, no glyph missing (a warning is an error)."""

import io
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from collectguard import plots
from collectguard.fonts import printable
from collectguard.plots._labels import fitted, text_width
from collectguard.schema import Log
from collectguard.settings import Window, settings_for
from tests.examples import examples
from tests.logs import log_of
from tests.plots.story import AGENCY, empty, hostile, random_log, story

WINDOWS = tuple(map(Window.parse, ("00:30-06:15", "21:00-08:00", "12:00-14:00")))

LOGS = {
    "story": story,
    "hostile names": hostile,
    "nothing": empty,
    "no usable time": lambda: log_of([{"party": AGENCY, "at": None, "time_quality": "missing"}]),
    "one call": lambda: log_of(
        [{"party": AGENCY, "at": "2026-01-01 00:00", "kind": "call", "outcome": "missed"}]
    ),
    "three years, 500 parties": lambda: random_log(1095, 500, 2),
    "four months": lambda: random_log(125, 30, 12),
    "three windows, far away": lambda: random_log(
        70, 25, 8, settings_for("JP", tz="America/Argentina/ComodRivadavia", nights=WINDOWS)
    ),
}


@cache
def log_called(which: str) -> Log:
    return LOGS[which]()


NAMES = [plot.__name__ for plot in plots.PLOTS]


def drawn(name: str, log: Log, lang: str) -> Axes:
    [plot] = [plot for plot in plots.PLOTS if plot.__name__ == name]
    settings_ = settings_for(
        log.settings.region, tz=log.settings.tz, nights=log.settings.nights, report_lang=lang
    )
    ax = plot(log, settings_)
    ax.figure.draw_without_rendering()  # outside of the style: what was drawn must not lean on it
    return ax


def texts(ax: Axes) -> list[Text]:
    """All that is written, without labels of ticks that lie outside of the axes."""
    outside = set()
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        outside |= {tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high}
    found = ax.figure.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip() and text not in outside]


def overlapping(first: Bbox, second: Bbox, slack: float = 1.5) -> bool:
    wide = min(first.x1, second.x1) - max(first.x0, second.x0)
    high = min(first.y1, second.y1) - max(first.y0, second.y0)
    return wide > slack and high > slack


@pytest.mark.parametrize(
    ("which", "lang"),
    [(which, "zh" if place % 2 else "en") for place, which in enumerate(LOGS)]
    + [("story", "zh"), ("hostile names", "en")],
)
@pytest.mark.parametrize("name", NAMES)
def test_figure_fits_its_page(name, which, lang):
    ax = drawn(name, log_called(which), lang)
    width, height = ax.figure.get_size_inches() * 25.4
    assert width == pytest.approx(180)
    assert height <= 250
    page = ax.figure.bbox
    written = [(text, text.get_window_extent()) for text in texts(ax)]
    for text, box in written:
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text
        assert text.get_fontsize() >= 7, text
    for (first, first_box), (second, second_box) in combinations(written, 2):
        assert not overlapping(first_box, second_box), (first, second)
    if ax.get_legend() is not None:
        assert not overlapping(ax.get_legend().get_window_extent(), ax.get_window_extent())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_draw_is_said_in_words(name):
    ax = drawn(name, log_called("nothing"), "en")
    note = (
        "There are no incoming contacts." if name == "senders" else "No incoming contact has a usable time."
    )
    assert note in [text.get_text() for text in ax.texts]


def test_names_on_labels_are_printable_and_on_one_line():
    labels = [text.get_text() for text in drawn("senders", log_called("hostile names"), "zh").texts]
    assert any("⟨U+202E⟩gpj.elif" in label for label in labels)
    assert any("$\\frac{1}{2}$ $x_1$ 100% {name} {0} %s" in label for label in labels)
    assert any("one two three⟨U+2028⟩four" in label for label in labels)
    assert any("喆堃玥镕𠮷 💰📞🔪💀😡" in label for label in labels)
    assert all("\n" not in label for label in labels)
    assert sum(label.endswith("…") for label in labels) >= 4


@examples(60)
@given(st.text(max_size=80), st.integers(20, 200))
def test_a_cut_text_fits_and_stays_printable(text, width):
    line = fitted(text, width, 8)
    whole = printable(text).replace("\ufdfd", "⟨U+FDFD⟩").replace("\n", " ").strip()
    assert "\n" not in line
    assert printable(line) == line
    if line != whole:
        assert line.endswith("…")
        assert whole.startswith(line.removesuffix("…"))
        assert text_width(line, 8) <= width
    else:
        assert text_width(line, 8) <= width


def test_a_text_is_not_cut_within_an_emoji_or_a_letter_with_marks():
    family = "👨\u200d👩\u200d👧"
    line = fitted(family * 40, 60, 8)
    assert line == family * line.count("👨") + "…"
    accented = "e\u0301"
    line = fitted(accented * 40, 60, 8)
    assert line == accented * line.count("e") + "…"
    hidden = fitted("\u202e" * 40, 80, 8)
    assert hidden.removesuffix("…") == "⟨U+202E⟩" * hidden.count("⟩")


def test_axes_that_are_given_are_drawn_on_and_given_back():
    figure = Figure()
    places = figure.subplots(2, 2).flat
    for plot, ax in zip(plots.PLOTS, places, strict=True):
        assert plot(story(), ax=ax) is ax
        assert ax.get_title(loc="left")
    figure.savefig(io.BytesIO(), format="svg")
