"""What became of the calls: answered, missed, rejected (S14)."""

from typing import Final

import numpy as np
import pandas as pd

from collectguard.schema import HIDDEN, NOT_ANSWERED, TAKEN, Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import Bools
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.grouping import Grouping

CALL_OUTCOMES: Final = ("answered", "missed", "rejected", "blocked", "voicemail", "elsewhere", "unknown")
CONTACT_OUTCOMES: Final = (*CALL_OUTCOMES, "received")
"""All that an incoming record can have become; ``unknown`` can be a call or a message."""

SHORT_ANSWER_S: Final = 5


def outcomes(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """How many contacts of each group ended how.

    The export holds no ring time: a count of missed calls does not say how long they rang.

    Returns:
        Frame of integers indexed by group. One column for each outcome (``answered``, ``missed``,
        ``rejected``, ``blocked``, ``voicemail``, ``elsewhere``, ``unknown``; ``received`` for messages):
        they add up to ``incoming``. Beside them, over the same contacts: ``hidden`` (calls without a
        number), ``connected`` (calls taken here or on another device, of ``settings.connected_min_s``
        or longer), ``attempts`` (all other calls), ``short_answered`` (answered calls of at most 5 s,
        0 s among them).
    """
    return outcomes_of(Contacts.of(log, settings, by))


def outcomes_of(contacts: Contacts) -> pd.DataFrame:
    """`outcomes` of contacts that are already grouped."""
    codes = contacts.codes
    return pd.DataFrame(
        {name: contacts.tally(codes[rows]) for name, rows in parts(contacts).items()}, index=contacts.names
    )


def parts(contacts: Contacts) -> dict[str, Bools]:
    """For each column of `outcomes` which rows of ``log.contacts`` it counts."""
    frame = contacts.log.contacts
    outcome = frame["outcome"].cat
    place = {name: code for code, name in enumerate(outcome.categories)}
    of_each = outcome.codes.to_numpy()
    is_call = calls(frame)
    connected = connected_calls(frame, contacts.settings)
    short = (of_each == place["answered"]) & _lasting(frame, most_s=SHORT_ANSWER_S)
    hidden = is_call & (frame["party_class"] == HIDDEN).to_numpy(dtype=bool)
    where: dict[str, Bools] = {name: of_each == place[name] for name in CONTACT_OUTCOMES}
    return where | {
        "hidden": hidden,
        "connected": connected,
        "attempts": is_call & ~connected,
        "short_answered": is_call & short,
    }


def calls(frame: pd.DataFrame) -> Bools:
    """Which contacts are calls; everything else is a message."""
    return (frame["kind"] == "call").to_numpy(dtype=bool)


def connected_calls(frame: pd.DataFrame, settings: Settings) -> Bools:
    """Which contacts are connected calls; every other call is an attempt.

    A call without a known talk time is not connected: nothing shows that anybody spoke.
    """
    taken = frame["outcome"].isin(TAKEN).to_numpy(dtype=bool)
    return calls(frame) & taken & _lasting(frame, least_s=settings.connected_min_s)


def known_to_any_witness(frame: pd.DataFrame, settings: Settings) -> Bools:
    """Which contacts a carrier's list of calls does not leave out: messages, and calls that were answered.

    A list may give no talk time; that a call stands in it says that it was answered.
    """
    taken = frame["outcome"].isin(TAKEN).to_numpy(dtype=bool)
    spoken = _lasting(frame, least_s=settings.connected_min_s) | frame["duration_s"].isna().to_numpy()
    return ~calls(frame) | (taken & spoken)


def not_answered_calls(frame: pd.DataFrame) -> Bools:
    """Which contacts are calls that nobody took."""
    return calls(frame) & frame["outcome"].isin(NOT_ANSWERED).to_numpy(dtype=bool)


def _lasting(frame: pd.DataFrame, *, least_s: int = 0, most_s: int | None = None) -> Bools:
    """Which records have a known duration within these limits, both included."""
    seconds = frame["duration_s"].to_numpy(dtype=np.float64, na_value=np.nan)
    return (seconds >= least_s) & (seconds <= (np.inf if most_s is None else most_s))
