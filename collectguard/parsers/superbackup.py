"""Super Backup (超级备份, com.idea.backup.smscontacts): ``<alllogs>`` and ``<allsms>``.

``date`` is in milliseconds; ``time`` is the same in words of the phone's language and not looked at. Type 5
is a call that the owner rejected. ``dur`` of a missed call holds the seconds for which it rang.
"""

from collections.abc import Iterator

from collectguard.parsers.android import Row, call_of, sms_of
from collectguard.parsers.flat import records, root_of
from collectguard.parsers.source import SourceFacts
from collectguard.records import Record, Rejected

NAME = "superbackup"
FORMAT = "Super Backup (超级备份)"

_NAMES = {"alllogs": "calls", "allsms": "smses", "log": "call"}


def claims(head: bytes) -> bool:
    """Whether the root element is ``alllogs`` or ``allsms``."""
    return root_of(head) in {"alllogs", "allsms"}


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every call or message of the file in its order, or why one could not be read.

    Raises:
        UnsafeInputError: The file has a document type declaration.
    """
    yield from records(blocks, facts, _NAMES, _build)


def _build(ordinal: int, line: int, element: str, row: Row) -> Record:
    if element == "sms":
        return sms_of(ordinal, line, row, row.get("name"))
    return call_of(ordinal, line, row)._replace(duration=row.get("dur"))
