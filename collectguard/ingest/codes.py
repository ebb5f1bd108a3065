"""What the type codes of Android mean: direction and outcome, never guessed from anything else."""

from typing import Final, NamedTuple

from collectguard.records import Kind


class Meaning(NamedTuple):
    """Direction and outcome of one type code."""

    direction: str
    outcome: str


UNKNOWN: Final = Meaning("unknown", "unknown")

_MESSAGE: Final = {
    "1": Meaning("in", "received"),
    "2": Meaning("out", "sent"),
    "3": Meaning("out", "draft"),
    "4": Meaning("out", "outbox"),
    "5": Meaning("out", "failed"),
    "6": Meaning("out", "queued"),
}
"""``Telephony.TextBasedSmsColumns.MESSAGE_TYPE_*``; ``msg_box`` of an MMS uses the same numbers."""

_CALL: Final = {
    "1": Meaning("in", "answered"),
    "2": Meaning("out", "answered"),  # unanswered where nothing was talked: see `meaning_of_call`
    "3": Meaning("in", "missed"),
    "4": Meaning("in", "voicemail"),
    "5": Meaning("in", "rejected"),
    "6": Meaning("in", "blocked"),
    "7": Meaning("in", "elsewhere"),
}
"""``CallLog.Calls.*_TYPE``; the backup app calls 6 "refused list"."""


def meaning(kind: str, type_code: str | None, duration_s: int | None) -> Meaning:
    """Direction and outcome of a record; a code that is not known gives ``unknown`` for both."""
    if type_code is None:
        return UNKNOWN
    if kind != Kind.CALL:
        return _MESSAGE.get(type_code, UNKNOWN)
    found = _CALL.get(type_code, UNKNOWN)
    if type_code == "2" and not duration_s:
        return Meaning("out", "unknown" if duration_s is None else "unanswered")
    return found
