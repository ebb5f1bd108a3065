"""What parties are called in a figure, printable and cut to the room there is."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from collectguard.fonts import families_for, printable
from collectguard.i18n import Translate
from collectguard.settings import Settings

_LONGEST = 400
"""Characters of a name that are looked at; no label has room for half as many."""
_TOO_INTRICATE = str.maketrans({"\ufdfd": "⟨U+FDFD⟩"})
"""The basmala as one glyph: at some sizes FreeType 2.14 gives up on it ("raster overflow")."""
_PIECE = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩|.", re.DOTALL)
_MAINLAND_MOBILE = re.compile(r"\+861\d{10}", re.ASCII)
_MARKS = frozenset({"short", "port", "iot", "text", "raw"})
_JOINER = "\u200d"
_SET_ON_THE_LAST = frozenset({"Mn", "Mc", "Me", "Cf"})


def party_name(party: str, settings: Settings, _: Translate) -> str:
    """The number or name of a party as people write it; hidden callers in words.

    A mainland mobile number stands without its country code where the phone is at home there.
    """
    hidden = {
        "hidden:restricted": _("number withheld"),
        "hidden:unknown": _("number not shown"),
        "hidden:payphone": _("payphone"),
    }
    if party in hidden:
        return hidden[party]
    if settings.region == "CN" and _MAINLAND_MOBILE.fullmatch(party):
        return party.removeprefix("+86")
    mark, _colon, name = party.partition(":")
    return name if mark in _MARKS and name.strip() else party


def class_name(party_class: str, _: Translate) -> str:
    """The sort of a number in the reader's words; a class that has none is named as it is."""
    names = {
        "mobile": _("mobile number"),
        "mvno": _("virtual operator number"),
        "landline": _("landline"),
        "shared_cost": _("400 number"),
        "toll_free": _("toll-free number"),
        "short": _("short number"),
        "port106": _("106 bulk-message number"),
        "service95": _("95 service number"),
        "iot": _("IoT card"),
        "satellite": _("satellite phone"),
        "foreign": _("foreign number"),
        "text": _("sender name, no number"),
        "unparsed": _("not a telephone number"),
    }
    return names.get(party_class, party_class)


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
