"""Calls and SMS in the TSV tables of ALEAPP, a forensic tool: times in UTC, kinds of calls in words."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from collectguard.parsers.android import Row
from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.cells import BadRow
from collectguard.parsers.tables.decoding import decoded
from collectguard.parsers.tables.delimited import rows_of
from collectguard.records import Kind, Record, Rejected, Understood

NAME = "aleapp"
FORMAT = "ALEAPP"

_CALLS: Final = frozenset({"call date", "partner", "type", "duration in secs"})
_MESSAGES: Final = frozenset({"date", "address", "body", "type", "msg id"})
_MARKUP = re.compile(r"\s*<i data-feather=.*", re.DOTALL)
_MEANINGS: Final = {
    "incoming": ("in", "answered"),
    "missed": ("in", "missed"),
    "voicemail": ("in", "voicemail"),
    "rejected": ("in", "rejected"),
    "blocked": ("in", "blocked"),
    "answered externally": ("in", "elsewhere"),
    "received": ("in", "received"),
    "sent": ("out", "sent"),
    "draft": ("out", "draft"),
    "outbox": ("out", "outbox"),
    "failed": ("out", "failed"),
    "queued": ("out", "queued"),
}
_OUTGOING = "outgoing"


def claims(head: bytes) -> bool:
    """Whether the first line has the columns of the tool's calls or SMS."""
    line = decoded(head[:4096]).lstrip("\ufeff").partition("\n")[0]
    return _kind(_names(line.rstrip("\r").split("\t"))) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every call or message of the table in its order, or why a row is none."""
    names: list[str] = []
    kind = Kind.CALL
    ordinal = 0
    for row in rows_of(blocks, facts, lambda cells: len((_CALLS | _MESSAGES) & {*_names(cells)})):
        if not names:
            if not isinstance(row, BadRow):
                names = _names(row.cells)
                kind = _kind(names) or Kind.CALL
            continue
        if not isinstance(row, BadRow) and not any(row.cells):
            continue
        ordinal += 1
        if isinstance(row, BadRow):
            yield Rejected(ordinal, row.line, row.reason, row.excerpt)
        elif len(row.cells) < len(names):
            excerpt = " | ".join(row.cells)[:200]
            yield Rejected(ordinal, row.line, "truncated: cells are missing", excerpt)
        else:
            values = Row(dict(zip(names, row.cells, strict=False)), facts)
            yield _record(ordinal, row.line, kind, values)


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in cells]


def _kind(names: list[str]) -> Kind | None:
    if {*names} >= _CALLS:
        return Kind.CALL
    return Kind.SMS if {*names} >= _MESSAGES else None


def _record(ordinal: int, line: int, kind: Kind, row: Row) -> Record:
    is_call = kind is Kind.CALL
    date = row.get("call date" if is_call else "date")
    word = _MARKUP.sub("", row.get("type") or "").strip()
    duration = row.get("duration in secs") if is_call else None
    at = _instant(date or "")
    seconds = int(duration) if duration and duration.isdecimal() and len(duration) < 10 else None
    direction, outcome = _MEANINGS.get(word.casefold(), ("unknown", "unknown"))
    if word.casefold() == _OUTGOING:
        direction, outcome = "out", "answered" if seconds else "unanswered"
    codes = word.isdecimal()
    return Record(
        ordinal=ordinal,
        line=line,
        kind=kind,
        type_code=word or None,
        party_raw=row.get("partner" if is_call else "address"),
        date=date,
        duration=duration,
        body=None if is_call else row.get("body"),
        subject=None,
        contact_name=None,
        presentation=None,
        sim=None,
        part_count=None,
        part_digest=None,
        understood=Understood(
            at, "ok" if at else "missing", None if codes else direction, None if codes else outcome, seconds
        ),
    )


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
