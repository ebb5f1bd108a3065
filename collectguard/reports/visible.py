"""Text for pages that the reader's own fonts draw: what nobody sees is made visible, all else stays."""

import re
import unicodedata

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200d")
_STRAY_JOINER = re.compile("(?<![\u2190-\u32ff\U0001f000-\U0001ffff\ufe0f])\u200d")
"""Without the joiner a family of emoji falls apart into its members; anywhere else it only hides."""


class _Shown(dict[int, str]):
    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        hidden = character not in _KEPT and unicodedata.category(character) in _HIDDEN_CATEGORIES
        self[code_point] = f"⟨U+{code_point:04X}⟩" if hidden else character
        return self[code_point]


_SHOWN = _Shown()


def visible(text: str) -> str:
    """The text with ``⟨U+XXXX⟩`` for controls, marks of writing direction and half characters."""
    if text.isprintable():
        return text
    return _STRAY_JOINER.sub("⟨U+200D⟩", text.replace("\r\n", "\n")).translate(_SHOWN)
