"""The typefaces of charts and documents, and the text that they can draw.

Charts and PDF use the bundled faces alone, never those of the machine: the same input gives the same
bytes everywhere. What no face has is printed as ``⟨U+XXXX⟩``, so that nothing is lost in silence and
nothing invisible (a reversal of the writing direction, a zero-width mark) works on the page.
"""

import importlib.util
import re
import unicodedata
from functools import cache
from pathlib import Path

from collectguard.errors import MissingPartError

_CJK, _EMOJI = "NotoSansCJK-Regular.ttc", "NotoEmoji[wght].ttf"
_SCRIPTS = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew",
    "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Symbols", "Tamil", "Telugu",
    "Thai",
)  # fmt: skip

_FACES: dict[str, tuple[str, str, str]] = {
    "Noto Sans CJK SC": ("noto_cjk_sans_otc", _CJK, "noto-cjk-sans-otc"),
    "Noto Emoji": ("manimgx_fonts", _EMOJI, "manimgx-fonts"),
    "Noto Sans": ("manimgx_fonts", "NotoSans[wght].ttf", "manimgx-fonts"),
    **{
        f"Noto Sans {script}": ("manimgx_fonts", f"NotoSans{script}[wght].ttf", "manimgx-fonts")
        for script in _SCRIPTS
    },
    "DejaVu Sans": ("matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf", "matplotlib"),
}
"""Family: the package that holds it, its file there, the distribution to install."""

FAMILIES: tuple[str, ...] = tuple(_FACES)
"""Families in the order in which a glyph is looked for, by the names typst and matplotlib know.

The Chinese face stands first, so that “ ” and … have their Chinese width; emoji after it, since that
face has digits of its own. DejaVu Sans has the ⟨ ⟩ that stand around what cannot be drawn.
"""

_REGION_FACE = 2
"""Place of the mainland face in the collection; all five regions have the same characters."""

# Default_Ignorable_Code_Point of the Unicode database, as far as the category is not Cf: they draw nothing.
_IGNORABLE = frozenset(
    {0x034F, 0x3164, 0xFFA0, *range(0x115F, 0x1161), *range(0x17B4, 0x17B6), *range(0x180B, 0x1810),
     *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)}
)  # fmt: skip
_UNDRAWN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_TOO_DENSE = 0xFDFD
"""A whole phrase in one letter: at some small sizes FreeType gives up on it ("raster overflow"), and with it
the chart. It is the only such letter of the faces."""

_JOINER, _SELECTORS, _KEYCAP = "\u200d", "\ufe0e\ufe0f", "\u20e3"
_TONES, _TAGS = "\U0001f3fb-\U0001f3ff", "\U000e0020-\U000e007f"
_INVISIBLE = re.compile(f"[{_JOINER}{_SELECTORS}{_TAGS}]")
_TAB = "    "
_MARKS_AT_MOST = 4
"""No script sets more marks on one letter; piles of them run into the lines above and below."""


def font_files() -> tuple[Path, ...]:
    """The files of all faces, in the order of `FAMILIES`.

    Raises:
        MissingPartError: A package that holds one of them is not installed.
    """
    return tuple(_font_file(family) for family in FAMILIES)


def font_folders() -> tuple[Path, ...]:
    """The folders of all faces, each once, in the order of `FAMILIES`.

    Raises:
        MissingPartError: A package that holds one of them is not installed.
    """
    return tuple(dict.fromkeys(path.parent for path in font_files()))


@cache
def covered() -> frozenset[int]:
    """The code points that one of the faces can draw.

    Raises:
        MissingPartError: A package that holds one of them is not installed.
    """
    return frozenset().union(*(_characters(family) for family in FAMILIES))


def families_for(text: str) -> tuple[str, ...]:
    """The families, of `FAMILIES` and in its order, that a text needs: mostly the first alone.

    To search all of them costs more than to draw the letters.

    Raises:
        MissingPartError: A package that holds one of them is not installed.
    """
    first, *others = FAMILIES
    rest = frozenset(map(ord, text)) - _characters(first)
    return (first, *(family for family in others if not rest.isdisjoint(_characters(family))))


def printable(text: str) -> str:
    """The text with ``⟨U+XXXX⟩`` for each character that cannot be drawn or draws nothing.

    That is: control characters, marks of writing direction, zero-width characters, lone surrogates,
    private use, characters that no face covers, the one that is too dense to be drawn small, and marks
    that no face has together with their letter or that pile up. Line feeds stay, CR LF becomes one, a tab
    becomes four spaces. Joiners and variation selectors stay where they belong to an emoji. Applying it
    twice changes nothing.

    Raises:
        MissingPartError: A package that holds a face is not installed.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if _INVISIBLE.search(text) is None:
        shown = text.translate(_shown())
    else:
        parts, end = [], 0
        for sequence in _emoji_sequence().finditer(text):
            parts += [text[end : sequence.start()].translate(_shown()), sequence[0]]
            end = sequence.end()
        shown = "".join([*parts, text[end:].translate(_shown())])
    return _with_marks().sub(_in_one_face, shown)


@cache
def _with_marks() -> re.Pattern[str]:
    """A character and what a shaper sets on it: marks, and the parts of an emoji that change it."""
    marks = (chr(code_point) for code_point in sorted(covered()) if not _draws_nothing(code_point))
    mark = "".join(character for character in marks if unicodedata.category(character)[0] == "M")
    extending = f"{mark}{_TONES}{_JOINER}{_SELECTORS}{_TAGS}"
    return re.compile(f"([^{extending}\n]?)([{extending}]+)")


def _in_one_face(match: re.Match[str]) -> str:
    """The marks, shown as code points unless one face has them together with their character."""
    base, marks = match[1], match[2]
    if base and sum(unicodedata.category(mark)[0] == "M" for mark in marks) <= _MARKS_AT_MOST:
        whole = frozenset(map(ord, base + marks))
        if any(whole <= _characters(family) for family in FAMILIES):
            return match[0]
    return base + "".join(f"⟨U+{ord(mark):04X}⟩" for mark in marks)


class _Shown(dict[int, str]):
    """What stands for each character, found when it is first met."""

    def __missing__(self, code_point: int) -> str:
        drawn = code_point in covered() and code_point != _TOO_DENSE and not _draws_nothing(code_point)
        self[code_point] = chr(code_point) if drawn else f"⟨U+{code_point:04X}⟩"
        return self[code_point]


@cache
def _shown() -> _Shown:
    return _Shown({ord("\n"): "\n", ord("\t"): _TAB})


def _draws_nothing(code_point: int) -> bool:
    return code_point in _IGNORABLE or unicodedata.category(chr(code_point)) in _UNDRAWN_CATEGORIES


@cache
def _emoji_sequence() -> re.Pattern[str]:
    """Emoji as Unicode Technical Standard 51 builds them: selector or tone, joined, keycap, tagged flag."""
    emoji = "".join(
        re.escape(chr(code_point))
        for code_point in sorted(_characters("Noto Emoji"))
        if code_point >= 0x80 and not _draws_nothing(code_point) and chr(code_point) != _KEYCAP
    )
    element = f"[{emoji}](?:[{_SELECTORS}]|[{_TONES}])?"
    keycap = f"[0-9#*][{_SELECTORS}]?{_KEYCAP}"
    tagged_flag = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f"
    return re.compile(f"{tagged_flag}|{keycap}|{element}(?:{_JOINER}{element})*")


@cache
def _characters(family: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (costs 60 ms; most commands print no document)

    path = _font_file(family)
    with TTFont(path, lazy=True, fontNumber=_REGION_FACE if path.suffix == ".ttc" else -1) as font:
        # Names of glyphs are not wanted, and to read those of 65,000 costs five times the rest.
        font.setGlyphOrder([""] * font["maxp"].numGlyphs)
        return frozenset(font.getBestCmap())


@cache
def _font_file(family: str) -> Path:
    package, name, distribution = _FACES[family]
    spec = importlib.util.find_spec(package)  # finds matplotlib without importing it
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, name)
        if path.is_file():
            return path
    raise MissingPartError(
        "The typeface {family} is not installed: {name} of {distribution} is missing.",
        "Install it with: python -m pip install {distribution}",
        family=family,
        name=name,
        distribution=distribution,
    )
