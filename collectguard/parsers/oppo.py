"""Call logs of older backups of OPPO phones: ``<CallLog>`` with one ``<CALL_RECORDS>`` a call.

``duration`` of a call that was not answered is 0; how long it rang stands apart, in ``ring_time``.
"""

from collections.abc import Iterator

from collectguard.parsers.android import Row, call_of
from collectguard.parsers.flat import records, root_of
from collectguard.parsers.source import SourceFacts
from collectguard.records import Record, Rejected, Understood

NAME = "oppo"
FORMAT = "OPPO"

_NAMES = {"CallLog": "calls", "CALL_RECORDS": "call"}

_DIGITS = 7
"""A call that rings for so many digits of seconds is none."""


def claims(head: bytes) -> bool:
    """Whether the root element is ``CallLog``."""
    return root_of(head) == "CallLog"


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every call of the file in its order, or why one could not be read.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    yield from records(blocks, facts, _NAMES, _build)


def _build(ordinal: int, line: int, _element: str, row: Row) -> Record:
    ring = row.get("ring_time") or ""
    seconds = int(ring) if ring.isdecimal() and len(ring) < _DIGITS else 0
    understood = Understood(None, None, None, None, None, ring_s=seconds) if seconds else None
    return call_of(ordinal, line, row)._replace(understood=understood)
