"""How every figure looks: faces, sizes in print, tones that a photocopier keeps apart.

Nothing here is global: a figure is made inside `style`, and the caller's matplotlib is as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from matplotlib import font_manager
from matplotlib import style as styles

from collectguard.fonts import FAMILIES, font_files

TITLE_PT, TEXT_PT, SMALL_PT = 11.0, 8.0, 7.0
"""Sizes in print, at the full width of the text of an A4 page; nothing is smaller."""

INK, FAINT_INK, RULE = "#1a1a1a", "#555555", "#d9d9d9"
NIGHT, NIGHT_SHADE = "#6a5d8c", "#e3e3ea"

CALL_DARK, CALL_LIGHT, MESSAGE_DARK, MESSAGE_LIGHT = "#08306b", "#4292c6", "#b93a0a", "#fdc892"
"""Calls are blue and messages orange; their lightness (21, 58, 43, 84 of 100) differs without colour."""

_STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#808080",
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_PT,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": TITLE_PT,
    "axes.unicode_minus": False,
    "font.family": [FAMILIES[0]],  # our own words; texts of others name what they need
    "font.size": TEXT_PT,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.6,
    "legend.fontsize": TEXT_PT,
    "legend.frameon": False,
    "legend.handlelength": 1.6,
    "savefig.dpi": 200,
    "svg.fonttype": "path",
    "svg.hashsalt": "collectguard",
    "text.color": INK,
    "text.parse_math": False,  # a $ in a contact's name is a dollar
    "xtick.color": "#808080",
    "xtick.labelcolor": INK,
    "xtick.labelsize": SMALL_PT + 0.5,
    "ytick.color": "#808080",
    "ytick.labelcolor": INK,
    "ytick.labelsize": SMALL_PT + 0.5,
}


@contextmanager
def style() -> Iterator[None]:
    """Make and save figures in here: matplotlib's own defaults, then ours, then all as before.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    register_fonts()
    with styles.context(["default", _STYLE]):
        yield


@cache
def register_fonts() -> None:
    """Tell matplotlib of the bundled faces, once: each telling empties its cache of found fonts.

    Raises:
        MissingPartError: A package that holds a typeface is not installed.
    """
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_files():
        if str(path) not in known:
            font_manager.fontManager.addfont(path)
