"""SQLite databases of phones: Android's messages, calls and contacts; an iPhone's messages and calls.

Which it is, its tables say. Nothing is written: see `opening`.
"""

import sqlite3
from collections.abc import Iterator
from itertools import chain

from collectguard.errors import UnknownFormatError
from collectguard.parsers.databases import phone_android, phone_apple
from collectguard.parsers.databases.opening import MAGIC, log_beside, opened
from collectguard.parsers.databases.reading import Gap, columns_of, is_sound
from collectguard.parsers.source import SourceFacts
from collectguard.records import Record, Rejected

NAME = "databases"
FORMAT = "SQLite (Android, iPhone)"

_PHONES = (phone_android, phone_apple)
_SHOWN_TABLES = 10


def claims(head: bytes) -> bool:
    """Whether it is a SQLite database."""
    return head.startswith(MAGIC)


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every message and call, table by table, or which rows could not be read.

    Raises:
        UnknownFormatError: It holds nothing that a phone writes, or cannot be read at all.
    """
    with opened(blocks, facts) as connection:
        try:
            tables = columns_of(connection)
        except sqlite3.DatabaseError as error:
            raise UnknownFormatError(
                "this is a database that cannot be read ({reason}).",
                "Copy it from the phone again; if it was encrypted there, export it from the phone instead.",
                reason=str(error),
            ) from None
        phones = [phone for phone in _PHONES if phone.has_records(tables)]
        if not tables and (log := log_beside(facts.location)) is not None:
            raise UnknownFormatError(
                "this database is empty, and all that it holds lies in {name} beside it.",
                "README says how to put both together, on copies of them.",
                name=log.name,
            )
        if not phones:
            raise UnknownFormatError(
                "this is a database without messages or calls of a phone (tables: {tables}).",
                "Give mmssms.db or calllog.db of Android, sms.db or CallHistory.storedata of an iPhone.",
                tables=", ".join(sorted(tables)[:_SHOWN_TABLES]) or "-",
            )
        if not is_sound(connection):
            facts.note("the database is damaged; what can be read of it was read")
        items = chain.from_iterable(phone.records(connection, tables, facts) for phone in phones)
        for ordinal, item in enumerate(items, start=1):
            if isinstance(item, Gap):
                yield Rejected(ordinal, None, str(item), "")
            else:
                yield item._replace(ordinal=ordinal)
        if facts.contacts:
            facts.note("contacts of the phone: {n:,} numbers", n=len(facts.contacts))
