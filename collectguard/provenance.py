"""Where figures come from: digests of files, versions of programs."""

import hashlib
import platform
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import metadata
from typing import IO, NamedTuple

BLOCK_BYTES = 1 << 20

_BUILT_ON = (
    "collectguard", "pandas", "numpy", "phonenumbers", "matplotlib", "lxml", "jinja2", "typst", "xlsxwriter",
    "python-calamine", "tzdata", "noto-cjk-sans-otc", "manimgx-fonts",
)  # fmt: skip


class Origin(NamedTuple):
    """The file that something was read from."""

    path: str
    """As given."""
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, data: bytes) -> "Origin":
        """The origin of what stands in ``data``."""
        return cls(path, len(data), hashlib.sha256(data).hexdigest())


class Extracted(NamedTuple):
    """A part of a received message that was looked for in its backup again, to be a file of its own."""

    event_id: str
    part: int
    """Its place among the attachments of the message, from 1."""
    state: str
    """``whole``; ``damaged``: the file holds what could be decoded before the damage; ``absent``: the backup
    does not hold it."""
    content_type: str
    """As the backup claims, verbatim; the content was not looked at."""
    claimed_name: str
    """As the backup claims, verbatim; never the name of a file that we write."""
    size: int | None
    """Bytes, decoded."""
    sha256: str | None
    """Of the decoded bytes."""
    file: str | None
    """Name of the file, made from ``event_id`` and ``part``."""


class DigestingReader:
    """Hands on a stream in blocks and takes its SHA-256 and size on the way."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.hash = hashlib.sha256()
        self.size = 0

    def blocks(self) -> Generator[bytes, None, None]:
        """Yield blocks of 1 MiB; the last may be shorter.

        The digest is taken beside the work on each block: hashing leaves the other core to it.
        """
        block = self.stream.read(BLOCK_BYTES)
        if 0 < len(block) < BLOCK_BYTES:  # of a small file, which a thread would cost more than it saves
            self.hash.update(block)
            self.size += len(block)
            yield block
            block = self.stream.read(BLOCK_BYTES)
        if not block:
            return
        with ThreadPoolExecutor(max_workers=1) as beside:
            digested: Future[None] | None = None
            while block:
                if digested is not None:
                    digested.result()
                digested = beside.submit(self.hash.update, block)
                self.size += len(block)
                yield block
                block = self.stream.read(BLOCK_BYTES)

    @property
    def sha256(self) -> str:
        """Digest of what was read so far, in hex."""
        return self.hash.hexdigest()


def file_name(path: str) -> str:
    """The name of a file without its folders; of a member of an archive, ``archive.zip!member``.

    Documents print this: where a file lay is nobody's business, and a report made again elsewhere has
    the same bytes.
    """
    archive, bang, member = path.partition("!")
    if not archive.lower().endswith(".zip"):
        archive, bang, member = path, "", ""
    return archive.replace("\\", "/").rpartition("/")[2] + bang + member


def sha256_of(stream: IO[bytes]) -> tuple[str, int]:
    """SHA-256 in hex and size in bytes of the rest of a stream."""
    reader = DigestingReader(stream)
    for _ in reader.blocks():
        pass
    return reader.sha256, reader.size


def versions() -> dict[str, str]:
    """Version of the program, of Python and of each library that can change a figure or a document."""
    found = {"python": platform.python_version()}
    for name in _BUILT_ON:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
