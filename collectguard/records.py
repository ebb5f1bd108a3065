"""What a parser yields: one record of a backup, or the reason why there is none."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

SECONDS_BELOW: Final = 10**11
"""An epoch time smaller than this, without its sign, is in seconds."""
MILLISECONDS_BELOW: Final = 10**14
"""One from `SECONDS_BELOW` on and smaller than this is in milliseconds; larger ones are finer."""

TAKEN: Final = ("answered", "elsewhere")
"""Outcomes of a call that somebody took, be it on another device."""
NOT_ANSWERED: Final = ("missed", "rejected", "blocked", "voicemail")
"""Outcomes that say that nobody took an incoming call.

A call that was answered for 0 s is an attempt but was answered; a call whose outcome the file does not
say may have been. Neither is among them.
"""
NOT_HERE: Final = (*NOT_ANSWERED, "elsewhere")
"""Outcomes of an incoming call that was not taken on this phone: no carrier's list names one."""


class Kind(StrEnum):
    """What sort of contact a record is."""

    SMS = "sms"
    MMS = "mms"
    RCS = "rcs"
    CALL = "call"


class Understood(NamedTuple):
    """What a parser made of values that are no codes of Android and no epoch times, but words and clocks."""

    at: datetime | None
    """When it began: without a zone on the wall clock of the owner, with one an instant."""
    time_quality: str | None
    """``ok``, ``minute_only``, ``no_year`` or ``missing``; ``None`` where ``date`` is an epoch time."""
    direction: str | None
    """``in``, ``out`` or ``unknown``; ``None`` where ``type_code`` is one of Android's."""
    outcome: str | None
    """As in the log; ``None`` where ``type_code`` decides."""
    seconds: int | None
    """The duration."""
    ring_s: int | None = None
    """Seconds for which it rang, where the file keeps them apart from the duration."""


class Record(NamedTuple):
    """One record, its values as the file writes them.

    The word ``null`` of the format has become ``None``; nothing else is changed.
    """

    ordinal: int
    """Place of the record in its file, counted from 1 over kept and rejected records alike."""
    line: int | None
    """Line on which the record begins, counted from 1; ``None`` where a format has no lines."""
    kind: str
    """A value of `Kind`."""
    type_code: str | None
    """``type`` of a message or call, ``msg_box`` of an MMS."""
    party_raw: str | None
    """The other side. A received MMS: its sender; a sent one: all recipients, joined by ``~``."""
    date: str | None
    """Time as written. An epoch time has its unit decided by magnitude when the log is built."""
    duration: str | None
    """Length of a call as written: talk time, or ring time where the call was not answered."""
    body: str | None
    """Text, verbatim. MMS: its text parts in order, one a line."""
    subject: str | None
    contact_name: str | None
    presentation: str | None
    """Calls: 1 allowed, 2 restricted, 3 unknown, 4 payphone."""
    sim: str | None
    part_count: int | None
    """Attachments of an MMS, without layout and text parts."""
    part_digest: str | None
    """SHA-256, in hex, over the attachments' base64 text in order, white space removed."""
    understood: Understood | None = None
    """Set where the file does not write Android's codes and epoch times."""


class Rejected(NamedTuple):
    """A place in a file where a record should be and none can be read."""

    ordinal: int
    line: int | None
    reason: str
    """A short stable word (``truncated``, ``malformed``, ``unknown_element``), then ``: `` and details."""
    excerpt: str
    """The first characters of what stands there, control characters made visible."""
