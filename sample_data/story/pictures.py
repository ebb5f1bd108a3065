"""Tiny drawn pictures as PNG, in bytes that no version of a compressor can change."""

import base64
import struct
import zlib

PALETTE = (0xFFFFFF, 0x111111, 0x9E9E9E, 0xD9D9D9, 0xC0392B, 0xE0B080, 0x6D4C41, 0x7CB342, 0x5C9BD5)
WHITE, BLACK, GREY, PALE, RED, SKIN, BROWN, GREEN, BLUE = range(9)


class Canvas:
    """A picture of up to sixteen colours."""

    def __init__(self, width: int, height: int, colour: int = WHITE) -> None:
        self.width, self.height = width, height
        self._rows = [[colour] * width for _ in range(height)]

    def box(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        """Fill a rectangle; right and bottom are outside it."""
        for row in self._rows[top:bottom]:
            row[left:right] = [colour] * (right - left)

    def disc(self, x: int, y: int, radius: int, colour: int) -> None:
        """Fill a circle."""
        for down in range(max(0, y - radius), min(self.height, y + radius + 1)):
            for right in range(max(0, x - radius), min(self.width, x + radius + 1)):
                if (right - x) ** 2 + (down - y) ** 2 <= radius**2:
                    self._rows[down][right] = colour

    def png(self) -> bytes:
        """The picture as PNG, four bits a pixel.

        The data are stored, not compressed: zlib and its successors pack the same pixels differently.
        """
        raw = b"".join(
            b"\0" + bytes(left << 4 | right for left, right in zip(row[::2], row[1::2], strict=True))
            for row in self._rows
        )
        stored = b"\x78\x01\x01" + struct.pack("<HH", len(raw), 0xFFFF - len(raw)) + raw
        header = struct.pack(">IIBBBBB", self.width, self.height, 4, 3, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            (
                _chunk(b"IHDR", header),
                _chunk(b"PLTE", b"".join(colour.to_bytes(3, "big") for colour in PALETTE)),
                _chunk(b"IDAT", stored + struct.pack(">I", zlib.adler32(raw))),
                _chunk(b"IEND", b""),
            )
        )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def cat() -> Canvas:
    """A cat's face."""
    picture = Canvas(64, 64, PALE)
    for x in (20, 44):
        picture.disc(x, 18, 8, BROWN)
    picture.disc(32, 34, 20, BROWN)
    for x in (25, 39):
        picture.disc(x, 30, 4, GREEN)
        picture.disc(x, 30, 1, BLACK)
    picture.disc(32, 40, 2, RED)
    return picture


def pot() -> Canvas:
    """A flower pot on its side."""
    picture = Canvas(64, 64, PALE)
    picture.box(0, 48, 64, 64, BROWN)
    picture.box(10, 34, 34, 50, RED)
    picture.disc(44, 46, 9, GREEN)
    picture.disc(54, 42, 4, BLUE)
    return picture


def dumpling() -> Canvas:
    """Dumplings on a plate."""
    picture = Canvas(64, 64, BLUE)
    picture.disc(32, 32, 28, WHITE)
    for x, y in ((22, 24), (42, 24), (32, 40)):
        picture.disc(x, y, 8, SKIN)
        picture.box(x - 8, y + 4, x + 9, y + 9, WHITE)
    return picture


def portrait() -> Canvas:
    """A grey portrait set in a black frame: the edited photo that is meant to frighten."""
    picture = Canvas(72, 96, BLACK)
    picture.box(8, 8, 64, 88, PALE)
    picture.disc(36, 92, 26, GREY)
    picture.box(8, 88, 64, 96, BLACK)
    picture.disc(36, 42, 17, SKIN)
    picture.box(19, 24, 54, 34, BLACK)
    for x in (30, 43):
        picture.disc(x, 42, 2, BLACK)
    picture.box(30, 52, 44, 54, RED)
    return picture


DRAWN = {"cat": cat, "pot": pot, "dumpling": dumpling, "portrait": portrait}


def base64_png(name: str) -> str:
    """A picture by its name, as the base64 text of a backup."""
    return base64.b64encode(DRAWN[name]().png()).decode("ascii")
