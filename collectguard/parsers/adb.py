"""What ``adb shell content query`` prints: ``Row: 0 _id=5, address=…, body=Hello, World, read=1``.

Values are not quoted, so a text may look like columns and even like rows. All rows of one query have the same
columns in the same order: a column is what all of them have; those before the text are looked for from the
left, those behind it from the right.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from collectguard.parsers.android import Row, call_of, sms_of
from collectguard.parsers.pieces import visible
from collectguard.parsers.source import Contact, SourceFacts
from collectguard.parsers.tables.decoding import decoded, texts
from collectguard.records import Record, Rejected

NAME = "adb"
FORMAT = "adb shell content query"

_BEGINS = re.compile(r"\s*(?:\*[^\n]*\n\s*)*(?:Row: \d+ \w+=|No result found)")
_ROW = re.compile(r"Row: (\d{1,9}) (?=[A-Za-z_]\w*=)")
_COLUMN = re.compile(r"(?:^|, )([A-Za-z_]\w*)=")
_TEXT = "body"
_NONE = "NULL"
_OF_ANDROID = {
    "_id", "thread_id", "address", "person", "date", "date_sent", "protocol", "read", "status", "type",
    "reply_path_present", "subject", "body", "service_center", "locked", "sub_id", "error_code", "creator",
    "seen", "number", "presentation", "duration", "name", "new", "subscription_id", "geocoded_location",
    "countryiso", "features",
}  # fmt: skip
"""Columns of ``Telephony.Sms`` and ``CallLog.Calls``."""
_FEW = 3
_SAMPLE = 200
"""Rows by which the columns of a query are told."""
_LONGEST = 1 << 20


class _Printed(NamedTuple):
    """One row as it is printed."""

    number: int
    line: int
    text: str


def claims(head: bytes) -> bool:
    """Whether it begins with a row, or the sentence that there is none, behind messages of adb itself."""
    return _BEGINS.match(decoded(head)) is not None


def parse(blocks: Iterator[bytes], facts: SourceFacts) -> Iterator[Record | Rejected]:
    """Yield every message or call of the file in its order, or why one could not be read."""
    ordinal = 0
    for rows in _queries(_rows(texts(blocks, facts)), facts):
        sample = list(islice(rows, _SAMPLE))
        columns = _columns(sample)
        for row in chain(sample, rows):
            values = _values(row.text, columns)
            if {"data1", "display_name"} <= values.keys():
                facts.contacts += _contact(Row(values, facts))
                continue
            ordinal += 1
            yield _item(ordinal, row, values, columns, facts)
    if facts.contacts:
        facts.note("contacts of the phone: {n:,} numbers", n=len(facts.contacts))


def _rows(pieces: Iterator[str]) -> Iterator[_Printed]:
    """Rows with all their lines; what stands before the first is passed over."""
    current: list[str] = []
    number = begin = size = 0
    for place, line in enumerate(_lines(pieces), start=1):
        found = _ROW.match(line)
        if found is None:
            if current and size <= _LONGEST:  # what is longer is no row, and its rest is of no use
                current.append(line)
                size += len(line)
            continue
        if current:
            yield _Printed(number, begin, "\n".join(current))
        number, begin = int(found[1]), place
        current, size = [line[found.end() :]], len(line)
    if current:
        yield _Printed(number, begin, "\n".join(current).removesuffix("\n"))


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from (line.rstrip("\r") for line in lines)
        if len(rest) > _LONGEST:
            rest = rest[: _LONGEST + 1]
    yield rest


def _queries(rows: Iterator[_Printed], facts: SourceFacts) -> Iterator[Iterator[_Printed]]:
    """The rows of each query: they are numbered from 0."""
    following = next(rows, None)
    unexpected = 0

    def of_one(first: _Printed) -> Iterator[_Printed]:
        nonlocal following, unexpected
        row: _Printed | None = first
        while row is not None:
            yield row
            following = next(rows, None)
            if following is not None and following.number == 0:
                return
            unexpected += following is not None and following.number != row.number + 1
            row = following

    while following is not None:
        query = of_one(following)
        yield query
        for _ in query:  # of one that was not read to its end
            pass
    if unexpected:
        facts.note("rows whose number does not follow on the one before: {n}", n=unexpected)


def _columns(sample: list[_Printed]) -> list[str]:
    """The columns that all rows have, in their order; behind the text, of several the last.

    The last row may be cut off: it does not decide on columns that Android has. Where there are too few rows
    to compare, nothing else stands behind the text.
    """
    found = [_COLUMN.findall(row.text) for row in sample if len(row.text) <= _LONGEST]
    if not found:
        return []
    all_but_last = set(found[0]).intersection(*found[:-1])
    common = all_but_last & (set(found[-1]) | _OF_ANDROID)
    names = [name for name in found[0] if name in common]
    pivot = names.index(_TEXT) if _TEXT in names else len(names)
    before = list(dict.fromkeys(names[: pivot + 1]))
    others = [name for name in names[pivot + 1 :] if name not in before]
    if len(found) < _FEW:
        others = [name for name in others if name in _OF_ANDROID]
    return [*before, *reversed(dict.fromkeys(reversed(others)))]


def _values(text: str, columns: list[str]) -> dict[str, str | None]:
    """The values of a row; of one that lacks a column, those that were found."""
    pivot = columns.index(_TEXT) if _TEXT in columns else len(columns)
    end = len(text)
    behind: dict[str, str] = {}
    for name in reversed(columns[pivot + 1 :]):
        place = text.rfind(f", {name}=", 0, end)
        if place >= 0:
            behind[name] = text[place + len(name) + 3 : end]
            end = place
    values: dict[str, str] = {}
    begin, current = 0, None
    for name in columns[: pivot + 1]:
        mark = f"{name}=" if current is None else f", {name}="
        place = text.find(mark, begin, end)
        if place < 0 or (current is None and place):
            continue
        if current is not None:
            values[current] = text[begin:place]
        begin, current = place + len(mark), name
    if current is not None:
        values[current] = text[begin:end]
    return {name: None if value == _NONE else value for name, value in {**values, **behind}.items()}


def _item(
    ordinal: int, row: _Printed, values: dict[str, str | None], columns: list[str], facts: SourceFacts
) -> Record | Rejected:
    excerpt = visible(row.text)
    if len(row.text) > _LONGEST:
        return Rejected(ordinal, row.line, f"too_long: a row of more than {_LONGEST:,} characters", excerpt)
    if "date" not in columns or not columns.count("number") + columns.count("address"):
        return Rejected(ordinal, row.line, "unknown_element: neither message nor call", excerpt)
    if len(values) < len(columns):
        lacking = ", ".join(name for name in columns if name not in values)[:80]
        return Rejected(ordinal, row.line, f"truncated: columns are missing: {lacking}", excerpt)
    build = call_of if "number" in columns else sms_of
    return build(ordinal, row.line, Row(values, facts))


def _contact(row: Row) -> Iterator[Contact]:
    number, name = row.get("data1"), row.get("display_name")
    if number and name:
        yield Contact(number, name)
