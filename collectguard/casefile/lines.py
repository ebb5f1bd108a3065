"""On which line of a case file each key stands: see `collectguard.lines`."""

from collectguard.lines import Place, key_lines, line_of

__all__ = ["Place", "key_lines", "line_of"]
