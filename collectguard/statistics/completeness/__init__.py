"""Signs that a log is not complete, or its times not right; none of them is a proof."""

from collections.abc import Mapping
from typing import Final

from collectguard.schema import Log
from collectguard.statistics.completeness.clocks import SentTimes, sent_times
from collectguard.statistics.completeness.counts import Capped, Declared, capped, declared
from collectguard.statistics.completeness.rows import Rows, is_listed
from collectguard.statistics.completeness.sign import Sign
from collectguard.statistics.completeness.silences import silences
from collectguard.statistics.completeness.silent import Silent
from collectguard.statistics.completeness.times import Overlapping, Stamped, overlapping, stamped
from collectguard.wording import Wording

KINDS: Final = (Declared, Capped, Silent, Stamped, Overlapping, SentTimes)
"""Every kind of sign, in the order in which they are told."""


def looked_for(wording: Wording) -> Mapping[str, str]:
    """What is looked for, as a list names it, by the kind of sign."""
    return {sign.kind: sign.looked_for(wording) for sign in KINDS}


def completeness(log: Log) -> tuple[Sign, ...]:
    """The signs in a log, by kind; within a kind by file, or the longest first.

    Numbers of records are judged file by file; silences and overlapping calls phone by phone, on records of
    any direction that are no duplicates. Carriers' lists hold answered calls alone and are kept out of both.
    """
    once = log.unique
    listed = is_listed(log, once)
    phones = Rows.of(once[~listed] if listed.any() else once)
    return (
        *declared(log),
        *capped(log),
        *silences(log, phones, Rows.of(once[listed])),
        *stamped(log, phones),
        *overlapping(phones),
        *sent_times(log),
    )


__all__ = [
    "KINDS", "Capped", "Declared", "Overlapping", "SentTimes", "Sign", "Silent", "Stamped", "completeness",
    "looked_for",
]  # fmt: skip
