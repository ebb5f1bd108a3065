"""Texts as strings of TOML."""


def toml_text(text: str) -> str:
    """The text as a basic string of TOML, with everything escaped that does not print."""
    escaped = "".join(
        f"\\{char}" if char in '"\\' else char if char.isprintable() else _escaped(char) for char in text
    )
    return f'"{escaped}"'


def _escaped(char: str) -> str:
    """Half of a surrogate pair alone has no escape in TOML; it becomes U+FFFD."""
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08X}"
