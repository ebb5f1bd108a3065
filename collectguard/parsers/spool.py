"""Attachments on their way to files: base64 text in, bytes on disk, one payload after the other.

Names of the files are numbers; whoever reads the messages says which of them stay, and under which name.
"""

import binascii
import hashlib
from pathlib import Path
from typing import NamedTuple

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PAD = b"="
_QUANTUM = 4
"""So many characters are three bytes."""


class Decoded(NamedTuple):
    """What one payload gave."""

    path: Path
    size: int
    sha256: str
    """Of the decoded bytes, in hex."""
    whole: bool
    """Whether the text was sound base64 to its end; else the file holds what comes before the damage."""


class Payload:
    """One payload while it is decoded; memory does not grow with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.open("xb")
        self.hash = hashlib.sha256()
        self.size = 0
        self.rest = b""
        """Characters that make no whole quantum yet."""
        self.characters = self.pads = 0
        self.broken = False

    def write(self, text: bytes) -> None:
        """Decode more of the text, white space removed; behind the first foreign character nothing counts."""
        if self.broken:
            return
        foreign = text.translate(None, _ALPHABET)
        if foreign or self.pads:
            sound = text.find(foreign[:1]) if foreign else len(text)
            tail = text[sound:] if not self.pads else text
            text = text[:sound] if not self.pads else b""
            self.pads += len(tail)
            self.broken = tail.strip(_PAD) != b""
        self.characters += len(text)
        self.rest += text
        cut = len(self.rest) - len(self.rest) % _QUANTUM
        self._add(self.rest[:cut])
        self.rest = self.rest[cut:]

    def close(self) -> Decoded:
        """Decode what is left and close the file."""
        missing = -self.characters % _QUANTUM
        whole = not self.broken and self.pads == missing < _QUANTUM - 1
        if len(self.rest) > 1:  # a single character holds six bits, which are no byte
            self._add(self.rest + _PAD * missing)
        self.file.close()
        return Decoded(self.path, self.size, self.hash.hexdigest(), whole)

    def _add(self, text: bytes) -> None:
        data = binascii.a2b_base64(text)
        self.hash.update(data)
        self.size += len(data)
        self.file.write(data)


class Spool:
    """The payloads of one file of backup, decoded into a folder until they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started = 0
        self.kept: dict[str, Decoded] = {}
        self.open: Payload | None = None

    def write(self, text: bytes) -> None:
        """Add text to the payload that is open, or begin one."""
        if self.open is None:
            self.started += 1
            self.open = Payload(self.folder / f"{self.started}.part")
        self.open.write(text)

    def keep(self, digest: str) -> str:
        """End the payload; give the mark that stands for it in the text and begins with ``digest``."""
        mark = f"{digest}#{self.started}"
        if self.open is not None:
            self.kept[mark] = self.open.close()
            self.open = None
        return mark

    def drop(self) -> None:
        """End the payload, which is no attachment."""
        if self.open is not None:
            self.open.close().path.unlink()
            self.open = None

    def take(self, mark: str) -> Decoded | None:
        """The payload behind a mark, once; none where the mark is not one of ours."""
        return self.kept.pop(mark, None)

    def clear(self) -> None:
        """Remove what nobody took: payloads of messages that could not be read."""
        self.drop()
        while self.kept:
            self.kept.popitem()[1].path.unlink()
