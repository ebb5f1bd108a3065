"""Words of others inside our sentences: on one line, not too long, nothing unseen."""

from typing import Final

LONGEST: Final = 80


def visible(text: str) -> str:
    """The text with ``⟨U+XXXX⟩`` for everything that does not print, line breaks too."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"⟨U+{ord(char):04X}⟩" for char in text)


def shown(text: str, longest: int = LONGEST) -> str:
    """`visible`, cut with ``…`` where it is longer than ``longest`` characters."""
    return visible(text if len(text) <= longest else f"{text[: longest - 1]}…")
