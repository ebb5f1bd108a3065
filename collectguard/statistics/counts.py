"""How many, over how many days, how often (S1)."""

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.arrays import NOTHING, Ints, first_of_each, last_of_each, spread, utc
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.coverage import observed_window
from collectguard.statistics.grouping import Grouping
from collectguard.statistics.outcomes import calls

NOT_SENT = ("draft", "outbox", "failed", "queued")
"""Outcomes of outgoing messages that never reached anybody."""


def counts(log: Log, settings: Settings | None = None, by: Grouping = "party") -> pd.DataFrame:
    """Contacts of each group, on how many days, and how many a day of the observed window.

    Returns:
        Frame indexed by group.
        ``incoming``: all contacts; ``call_count`` and ``message_count`` are its two parts.
        ``timed``: the contacts with a usable time, which ``active_days`` (distinct local dates), ``first``
        and ``last`` (``datetime64[ms, UTC]``, NaT when none) rest on.
        ``per_day``: ``timed`` over the length of the observed window of the whole log in days of 24 hours,
        at least one (see `observed_window`); NaN when no record has a usable time.
        ``out_count``: what the owner sent to the group or called it; drafts and failures left out, and a
        message to several people belongs to none of them.
    """
    return counts_of(Contacts.of(log, settings, by))


def counts_of(contacts: Contacts) -> pd.DataFrame:
    """`counts` of contacts that are already grouped."""
    log, timed = contacts.log, contacts.timed
    incoming = contacts.tally(contacts.codes)
    timed_count = contacts.tally(timed.codes)
    call_count = contacts.tally(contacts.codes[calls(log.contacts)])
    window = observed_window(log)
    return pd.DataFrame(
        {
            "incoming": incoming,
            "timed": timed_count,
            "call_count": call_count,
            "message_count": incoming - call_count,
            "active_days": contacts.tally(timed.by_day.codes),
            "per_day": timed_count / (window.days if window else np.nan),
            "first": _moments(contacts, first_of_each(timed.codes)),
            "last": _moments(contacts, last_of_each(timed.codes)),
            "out_count": contacts.tally(contacts.codes_of(sent(log))),
        },
        index=contacts.names,
    )


def sent(log: Log) -> pd.DataFrame:
    """``direction`` and ``outcome`` of what the owner sent or called: part of ``log.unique``, same index."""
    out = log.unique[["direction", "outcome"]]
    return out[(out["direction"] == "out") & ~out["outcome"].isin(NOT_SENT)]


def _moments(contacts: Contacts, at: Ints) -> pd.DatetimeIndex:
    """The time of one contact a group, NaT for a group that has none."""
    timed = contacts.timed
    return utc(spread(timed.at_ms[at], timed.codes[at], len(contacts.names), empty=NOTHING))
