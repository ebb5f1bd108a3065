"""Android's own databases: ``mmssms.db``, ``calllog.db``, ``contacts2.db``.

Times of SMS and calls are in milliseconds, those of MMS in seconds. Samsung keeps messages that the phone
blocked in a table of their own, ``spam_sms``. Newer phones have no calls in ``contacts2.db``.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

from collectguard.parsers.android import Address, Part, Row, call_of, mms_of, part_of, sms_of
from collectguard.parsers.databases.reading import Gap, Values, grouped, present, rows_of
from collectguard.parsers.mms import ADDRESS_OF_SENDER
from collectguard.parsers.source import Contact, SourceFacts
from collectguard.records import Record

Tables = Mapping[str, frozenset[str]]

MESSAGES: Final = ("sms", "spam_sms")
_SMS = ("address", "date", "type", "body", "subject", "sub_id", "sim_slot", "sim_id")
_CALL = (
    "number",
    "date",
    "type",
    "duration",
    "name",
    "presentation",
    "numberpresentation",
    "subscription_id",
)
_MMS = ("_id", "date", "msg_box", "m_type", "sub", "sub_cs", "tr_id", "sub_id", "sim_slot")
_PART = ("mid", "seq", "ct", "text")
_ADDRESS = ("msg_id", "address", "type")
_PHONE = "vnd.android.cursor.item/phone_v2"
_CONTACTS = (
    "SELECT data.data1, raw_contacts.display_name FROM data"
    " JOIN mimetypes ON mimetypes._id = data.mimetype_id"
    " JOIN raw_contacts ON raw_contacts._id = data.raw_contact_id"
    " WHERE mimetypes.mimetype = ? AND raw_contacts.deleted = 0 ORDER BY data._id"
)


def has_records(tables: Tables) -> bool:
    """Whether there are messages or calls, or contacts, as Android keeps them."""
    return bool(_messages(tables)) or _has_mms(tables) or _has_calls(tables) or _has_contacts(tables)


def _messages(tables: Tables) -> list[str]:
    return [name for name in MESSAGES if {"address", "date", "type", "body"} <= tables.get(name, frozenset())]


def _has_mms(tables: Tables) -> bool:
    return {"date", "msg_box"} <= tables.get("pdu", frozenset()) and {"part", "addr"} <= tables.keys()


def _has_calls(tables: Tables) -> bool:
    return {"number", "date", "type", "duration"} <= tables.get("calls", frozenset())


def _has_contacts(tables: Tables) -> bool:
    return (
        {"raw_contact_id", "mimetype_id", "data1"} <= tables.get("data", frozenset())
        and {"display_name", "deleted"} <= tables.get("raw_contacts", frozenset())
        and "mimetypes" in tables
    )


def records(connection: sqlite3.Connection, tables: Tables, facts: SourceFacts) -> Iterator[Record | Gap]:
    """Yield messages, MMS and calls, table by table in the order of their rows; contacts go to ``facts``.

    The records are not numbered yet.
    """
    for table in _messages(tables):
        count = 0
        for row in rows_of(connection, table, present(_SMS, tables[table]), facts):
            count += 1
            yield row if isinstance(row, Gap) else sms_of(0, None, Row(row, facts))
        if table != MESSAGES[0] and count:
            facts.note("messages that the phone had blocked, from its own list of them: {n}", n=count)
    if _has_mms(tables):
        yield from _mms(connection, tables, facts)
    if _has_calls(tables):
        for row in rows_of(connection, "calls", present(_CALL, tables["calls"]), facts):
            yield row if isinstance(row, Gap) else call_of(0, None, Row(row, facts))
    if _has_contacts(tables):
        _read_contacts(connection, facts)


def _mms(connection: sqlite3.Connection, tables: Tables, facts: SourceFacts) -> Iterator[Record | Gap]:
    def of_messages(table: str, wanted: tuple[str, ...]) -> dict[object, list[Mapping[str, object]]]:
        columns = present(wanted, tables[table])
        if wanted[0] not in columns:
            return {}
        found, gaps = grouped(rows_of(connection, table, columns, facts), wanted[0])
        for gap in gaps:
            facts.note("parts or addresses of MMS that cannot be read: {reason}", reason=str(gap))
        return found

    parts, addresses = of_messages("part", _PART), of_messages("addr", _ADDRESS)
    without_data = 0
    for row in rows_of(connection, "pdu", present(_MMS, tables["pdu"]), facts):
        if isinstance(row, Gap):
            yield row
            continue
        number = row.get("_id", row["rowid"])
        record = _one_mms(row, parts.get(number, []), addresses.get(number, []), facts)
        without_data += bool(record.part_count)
        yield record
    if without_data:
        facts.note(
            "attachments are not in this file, so copies of these messages elsewhere are not recognised: {n}",
            n=without_data,
        )


def _one_mms(
    row: Values, parts: list[Mapping[str, object]], addresses: list[Mapping[str, object]], facts: SourceFacts
) -> Record:
    of_type = [
        (Row(address, facts).get("type"), Row(address, facts).get("address") or "") for address in addresses
    ]
    sender = next((Address(number) for code, number in of_type if code == ADDRESS_OF_SENDER), None)
    found: list[Part] = [part_of(Row(part, facts)) for part in parts]
    return mms_of(
        0,
        None,
        Row(row, facts),
        sender=sender,
        recipients=[Address(number) for code, number in of_type if code != ADDRESS_OF_SENDER],
        parts=found,
    )


def _read_contacts(connection: sqlite3.Connection, facts: SourceFacts) -> None:
    try:
        for number, name in connection.execute(_CONTACTS, (_PHONE,)):
            if isinstance(number, str) and isinstance(name, str) and number and name.strip():
                facts.contacts.append(Contact(number, name))
    except sqlite3.DatabaseError as error:
        facts.note("contacts of the database that cannot be read: {reason}", reason=str(error))
