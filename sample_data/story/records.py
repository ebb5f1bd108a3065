"""The rows of the phone's two databases, before a backup is made of them."""

from typing import NamedTuple

from story.cast import Party

IN, OUT = "1", "2"
MESSAGE_TYPES = {"in": "1", "out": "2", "draft": "3", "outbox": "4", "failed": "5", "queued": "6"}
CALL_OUTCOMES = {
    "1": "answered",
    "3": "missed",
    "4": "voicemail",
    "5": "rejected",
    "6": "blocked",
    "7": "elsewhere",
}
"""Outcomes of incoming calls by their code; 2 is an outgoing call, others are of no known direction."""
TALKED = frozenset({"1", OUT, "7"})
"""Call codes with which ``duration`` is talk time; in a carrier's list a call stands where there is some."""


class Sms(NamedTuple):
    """A text message."""

    arrived_ms: int
    """When it came, by a right clock: decides which backups hold it."""
    date: str
    """The ``date`` as the phone wrote it."""
    party: Party
    address: str
    type_code: str
    body: str

    @property
    def in_seconds(self) -> bool:
        """Whether the date counts seconds instead of milliseconds."""
        return self.date == str(self.arrived_ms // 1000)

    @property
    def usable(self) -> bool:
        """Whether the date says when the message came."""
        return self.in_seconds or self.date == str(self.arrived_ms)


class Part(NamedTuple):
    """A part of a picture message."""

    content_type: str
    name: str
    text: str | None
    data: str | None
    """Base64."""


class Mms(NamedTuple):
    """A picture or group message, or one that came over RCS."""

    arrived_ms: int
    party: Party | None
    """The sender of a received one, the only recipient of a sent one; ``None``: sent to several."""
    address: str
    box: str
    message_type: str
    """132 received, 128 sent, 130 announced but not downloaded."""
    subject: str | None
    sender: str
    recipients: tuple[str, ...]
    parts: tuple[Part, ...]
    names: tuple[Party, ...]
    """Whose contact names stand in ``contact_name``."""
    rcs: bool


class Call(NamedTuple):
    """A row of the call log."""

    at_ms: int
    party: Party
    number: str
    type_code: str
    duration_s: int
    presentation: str
