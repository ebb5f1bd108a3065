"""Help that keeps to its columns in Chinese too, where a character is two columns wide."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

from collectguard.cli.language import _

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_OPENING, _CLOSING = "（「『《“‘", "，。、；：！？）」』》”’…"
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:(?![{_OPENING}{_CLOSING}])[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*"
)
"""Blanks, or what no line may end or begin within: a Chinese character or a word, with its punctuation."""


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` columns; a longer word stays whole."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


class Formatter(click.HelpFormatter):
    """Lays out help by columns."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, which an empty line parts."""
        indent = " " * self.current_indent
        paragraphs = (
            "\n".join(indent + line for line in wrap(" ".join(paragraph.split()), self.width - len(indent)))
            for paragraph in text.split("\n\n")
        )
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean, in two columns."""
        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max(columns(term) for term, _meaning in rows), col_max) + col_spacing
        for term, meaning in rows:
            lines = list(wrap(meaning, max(self.width - first - len(indent), 20)))
            fits = columns(term) <= first - col_spacing
            if fits and lines:
                self.write(f"{indent}{term}{' ' * (first - columns(term))}{lines.pop(0)}\n")
            else:
                self.write(f"{indent}{term}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first}{line}\n")


class Context(click.Context):
    """A click context that formats help by columns."""

    formatter_class = Formatter
