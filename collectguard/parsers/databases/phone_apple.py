"""The databases of an iPhone: ``sms.db`` and ``CallHistory.storedata``.

Times count from 2001-01-01 UTC: calls in seconds, messages in seconds on old phones and in nanoseconds since.
A call that was not answered may have been missed, rejected or blocked; the phone does not keep which.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from collectguard.parsers.android import Row
from collectguard.parsers.databases.reading import Gap, Values, present, rows_of
from collectguard.parsers.source import SourceFacts
from collectguard.records import Kind, Record, Understood

Tables = Mapping[str, frozenset[str]]

_START: Final = datetime(2001, 1, 1, tzinfo=UTC)
_NANOSECONDS_FROM: Final = 10**12
"""Seconds are far below for ever, nanoseconds above from a quarter of an hour after the start on."""
_MESSAGE = (
    "text", "attributedBody", "handle_id", "date", "is_from_me", "service", "cache_has_attachments",
    "subject", "item_type",
)  # fmt: skip
_CALL = ("ZDATE", "ZDURATION", "ZADDRESS", "ZORIGINATED", "ZANSWERED", "ZNAME")
_GROUP = (
    "SELECT handle.id FROM chat_message_join"
    " JOIN chat_handle_join ON chat_handle_join.chat_id = chat_message_join.chat_id"
    " JOIN handle ON handle.ROWID = chat_handle_join.handle_id"
    " WHERE chat_message_join.message_id = ? ORDER BY handle.id"
)
_STRING = b"NSString"
_BEGINS = b"\x01+"
_LENGTHS = {0x81: 2, 0x82: 4}
"""Bytes of the length behind these; any other is the length itself."""


def has_records(tables: Tables) -> bool:
    """Whether there are messages or calls as an iPhone keeps them."""
    return _has_messages(tables) or _has_calls(tables)


def _has_messages(tables: Tables) -> bool:
    return {"text", "handle_id", "date", "is_from_me"} <= tables.get(
        "message", frozenset()
    ) and "id" in tables.get("handle", frozenset())


def _has_calls(tables: Tables) -> bool:
    return {"ZDATE", "ZDURATION", "ZADDRESS"} <= tables.get("ZCALLRECORD", frozenset())


def records(connection: sqlite3.Connection, tables: Tables, facts: SourceFacts) -> Iterator[Record | Gap]:
    """Yield messages, then calls, in the order of their rows; they are not numbered yet."""
    if _has_messages(tables):
        yield from _Messages(connection, tables, facts).records()
    if _has_calls(tables):
        not_answered = 0
        for row in rows_of(connection, "ZCALLRECORD", present(_CALL, tables["ZCALLRECORD"]), facts):
            if isinstance(row, Gap):
                yield row
                continue
            record = _call(Row(row, facts))
            not_answered += record.understood is not None and record.understood.outcome == "missed"
            yield record
        if not_answered:
            facts.note(
                "calls not answered, taken for missed; an iPhone does not keep which were rejected: {n}",
                n=not_answered,
            )


class _Messages:
    """Reads the table of messages."""

    def __init__(self, connection: sqlite3.Connection, tables: Tables, facts: SourceFacts) -> None:
        self.connection = connection
        self.tables = tables
        self.facts = facts
        self.handles: dict[object, str] = {}
        self.imessages = self.without_text = self.events_of_groups = 0

    def records(self) -> Iterator[Record | Gap]:
        for handle in rows_of(self.connection, "handle", ["id"], self.facts):
            if not isinstance(handle, Gap):
                self.handles[handle["rowid"]] = Row(handle, self.facts).get("id") or ""
        columns = present(_MESSAGE, self.tables["message"])
        for row in rows_of(self.connection, "message", columns, self.facts, raw=["attributedBody"]):
            yield row if isinstance(row, Gap) else self._record(row)
        if self.imessages:
            self.facts.note("messages by iMessage, counted with the SMS: {n}", n=self.imessages)
        if self.events_of_groups:
            self.facts.note("events of groups, which are no messages: {n}", n=self.events_of_groups)
        if self.without_text:
            self.facts.note("messages whose text could not be read: {n}", n=self.without_text)

    def _record(self, values: Values) -> Record:
        row = Row(values, self.facts)
        sent = {"0": False, "1": True}.get(row.get("is_from_me") or "")
        if row.get("item_type") not in (None, "0"):
            sent = None  # a group was named or left: nobody wrote
            self.events_of_groups += 1
        service = (row.get("service") or "").lower()
        has_attachments = row.get("cache_has_attachments") == "1"
        self.imessages += service == "imessage"
        date = row.get("date")
        at = _instant(date)
        direction = "unknown" if sent is None else "out" if sent else "in"
        outcome = "unknown" if sent is None else "sent" if sent else "received"
        return Record(
            ordinal=0,
            line=None,
            kind=Kind.RCS if service == "rcs" else Kind.MMS if has_attachments else Kind.SMS,
            type_code=row.get("is_from_me"),
            party_raw=self._party(values, sent=bool(sent)),
            date=date,
            duration=None,
            body=self._body(values, row, has_attachments=has_attachments),
            subject=row.get("subject"),
            contact_name=None,
            presentation=None,
            sim=None,
            part_count=None,
            part_digest=None,
            understood=Understood(at, "ok" if at else "missing", direction, outcome, None),
        )

    def _party(self, values: Values, *, sent: bool) -> str | None:
        party = self.handles.get(values["handle_id"])
        if party or not sent or not {"chat_message_join", "chat_handle_join"} <= self.tables.keys():
            return party
        try:
            members = self.connection.execute(_GROUP, (values["rowid"],)).fetchall()
        except sqlite3.DatabaseError:
            return None
        return "~".join(member for (member,) in members if isinstance(member, str)) or None

    def _body(self, values: Values, row: Row, *, has_attachments: bool) -> str | None:
        text = row.get("text")
        attributed = values.get("attributedBody")
        if text is None and isinstance(attributed, bytes):
            text = _text_of_archive(attributed)
            if text is None and not has_attachments:
                self.without_text += 1
            return text and Row({"text": text}, self.facts).get("text")
        return text


def _text_of_archive(archive: bytes) -> str | None:
    """The text of an archived attributed string, without its formatting; ``None`` if none is found."""
    string = archive.find(_STRING)
    begin = archive.find(_BEGINS, string) + len(_BEGINS)
    if string < 0 or begin < len(_BEGINS) or begin >= len(archive):
        return None
    length, width = archive[begin], _LENGTHS.get(archive[begin], 0)
    begin += 1
    if width:
        length = int.from_bytes(archive[begin : begin + width], "little")
        begin += width
    text = archive[begin : begin + length]
    try:
        return text.decode("utf-8") if len(text) == length else None
    except UnicodeDecodeError:
        return None


def _call(row: Row) -> Record:
    originated, answered = row.get("ZORIGINATED"), row.get("ZANSWERED")
    seconds = _seconds(row.get("ZDURATION"))
    direction, outcome = "unknown", "unknown"
    if originated == "1":
        direction, outcome = "out", "answered" if seconds else "unanswered"
    elif originated == "0":
        direction, outcome = "in", {"1": "answered", "0": "missed"}.get(answered or "", "unknown")
    date = row.get("ZDATE")
    at = _instant(date)
    return Record(
        ordinal=0,
        line=None,
        kind=Kind.CALL,
        type_code=f"{originated},{answered}",
        party_raw=row.get("ZADDRESS"),
        date=date,
        duration=row.get("ZDURATION"),
        body=None,
        subject=None,
        contact_name=row.get("ZNAME"),
        presentation=None,
        sim=None,
        part_count=None,
        part_digest=None,
        understood=Understood(at, "ok" if at else "missing", direction, outcome, seconds),
    )


def _instant(text: str | None) -> datetime | None:
    """The instant of so many seconds or nanoseconds since 2001; ``None`` for none or none possible."""
    try:
        count = float(text or "")
        if abs(count) < _NANOSECONDS_FROM:
            return _START + timedelta(seconds=count)
        return _START + timedelta(microseconds=int(text or "") // 1000)
    except (ValueError, OverflowError):
        return None


def _seconds(text: str | None) -> int | None:
    try:
        seconds = int(float(text or ""))
    except (ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds < 10**9 else None
