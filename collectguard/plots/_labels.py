"""Names of others in a figure: printable, on one line, cut to the room there is."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from collectguard.fonts import families_for, printable

_LONGEST = 400
"""Characters of a name that are looked at; no label has room for half as many."""
_TOO_INTRICATE = str.maketrans({"\ufdfd": "⟨U+FDFD⟩"})
"""The basmala as one glyph: at some sizes FreeType 2.14 gives up on it ("raster overflow")."""
_PIECE = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩|.", re.DOTALL)
_JOINER = "\u200d"
_SET_ON_THE_LAST = frozenset({"Mn", "Mc", "Me", "Cf"})


def fitted(text: str, width_pt: float, size_pt: float) -> str:
    """The text on one line, printable, and cut with an ellipsis where it is wider than ``width_pt``."""
    line = printable(text[:_LONGEST]).translate(_TOO_INTRICATE).replace("\n", " ").strip()
    if len(text) <= _LONGEST and text_width(line, size_pt) <= width_pt:
        return line
    ends = [0]
    for piece in _clusters(line):
        ends.append(ends[-1] + len(piece))
    fitting = bisect_right(ends, width_pt, key=lambda end: text_width(f"{line[:end]}…", size_pt))
    return f"{line[: ends[max(fitting - 1, 0)]].rstrip()}…"


def text_width(text: str, size_pt: float) -> float:
    """The width in points that a line of printable text takes in the faces of our figures."""
    face = FontProperties(family=list(families_for(text)), size=size_pt)
    width, _height, _descent = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width)


def _clusters(line: str) -> Iterator[str]:
    """The parts between which a line may be cut: letters with their marks, whole emoji, code points."""
    part = ""
    for match in _PIECE.finditer(line):
        piece = match[0]
        joined = unicodedata.category(piece[0]) in _SET_ON_THE_LAST or "\U0001f3fb" <= piece <= "\U0001f3ff"
        if part and not joined and not part.endswith(_JOINER):
            yield part
            part = ""
        part += piece
    yield part
