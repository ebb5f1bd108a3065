"""The time at which a message was sent, where a file gives it, held against the time it was received."""

from collections.abc import Iterable
from dataclasses import dataclass

from collectguard.records import MILLISECONDS_BELOW, SECONDS_BELOW

LATE_S = 86_400
EARLY_S = 120
_UNKNOWN_BEFORE_MS = 946_684_800_000
"""2000-01-01: what is written for an unknown time (0, -1) or by a clock that was never set."""
_LONGEST = 15
"""Digits; what has more is no time."""


@dataclass
class Clocks:
    """Messages whose two times are far apart; one clock is the sender's network's, the other the phone's."""

    late: int = 0
    """Received more than `LATE_S` seconds after they were sent."""
    early: int = 0
    """Received more than `EARLY_S` seconds before they were sent: one of the clocks was wrong."""
    largest_s: int = 0
    """The largest of these differences in seconds, without its sign."""

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Count messages by their times received and sent, as written; what is no time is passed over."""
        for received, sent in pairs:
            received_ms, sent_ms = _epoch_ms(received), _epoch_ms(sent)
            if received_ms is None or sent_ms is None:
                continue
            later_s = (received_ms - sent_ms) / 1000
            if later_s > LATE_S:
                self.late += 1
            elif later_s < -EARLY_S:
                self.early += 1
            else:
                continue
            self.largest_s = max(self.largest_s, round(abs(later_s)))


def _epoch_ms(text: str) -> int | None:
    """Seconds or milliseconds by their magnitude, as ingest decides; ``None`` for no time of this century."""
    if not text.isdecimal() or len(text) > _LONGEST:
        return None
    value = int(text)
    epoch_ms = value * 1000 if value < SECONDS_BELOW else value
    return epoch_ms if _UNKNOWN_BEFORE_MS <= epoch_ms < MILLISECONDS_BELOW else None
