"""How often before a date and how often after it (S12)."""

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics import exact
from collectguard.statistics.arrays import is_after, utc
from collectguard.statistics.contacts import Contacts
from collectguard.statistics.coverage import observed_window
from collectguard.statistics.grouping import Grouping


def before_after(
    log: Log,
    settings: Settings | None = None,
    by: Grouping = "party",
    *,
    at: pd.Timestamp,
    exclusive: bool = True,
    since: pd.Timestamp | None = None,
    until: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """The contacts of each group before and after an instant, as rates, with the ratio of the two.

    The instant must be fixed without looking at the counts (a request to stop, a due date); chosen because
    the counts change there, it makes the p value too small. The test takes contacts to come one by one,
    independent of each other; they come in series, so the interval is rather too narrow. Where the calls
    reach back less far than the messages, ``since`` must be the first date that holds both: else the time
    without a call log counts as time without calls.

    Args:
        log: Contacts with a usable time are counted, and the observed window of the whole log is the
            exposure: from one group's own records, its rates would inflate.
        settings: Those of the log when not given.
        by: A grouping.
        at: With a zone.
        exclusive: Whether a contact at ``at`` itself is still one before it, as with a request to stop;
            otherwise it is the first one after.
        since: Leave out what is earlier, contacts and time. With a zone.
        until: Leave out what is later, contacts and time. With a zone.

    Returns:
        Frame indexed by group. ``before_count``, ``after_count``; ``before_days``, ``after_days``: the
        observed window on either side of ``at``, in days of 24 hours, the same for each group, 0 where
        ``at`` lies outside; ``rate_before``, ``rate_after``: contacts a day, NaN without time;
        ``rate_ratio`` (after over before) with its exact 95 % interval ``ratio_low`` to ``ratio_high`` and
        the exact ``p_value`` of equal rates, as `exact.rate_ratio` defines them: infinite where nothing
        came before, NaN where nothing was counted or one side has no time.

    Raises:
        TypeError: ``at``, ``since`` or ``until`` has no zone.
    """
    contacts = Contacts.of(log, settings, by)
    timed = contacts.timed
    moments = utc(timed.at_ms)
    counted = np.ones(len(moments), np.bool_)
    if since is not None:
        counted &= np.asarray(moments >= since)
    if until is not None:
        counted &= np.asarray(moments <= until)
    after = is_after(moments, at, exclusive=exclusive)
    before_count = contacts.tally(timed.codes[counted & ~after])
    after_count = contacts.tally(timed.codes[counted & after])
    before_days, after_days = _exposure(log, at, since, until)
    pairs = list(zip(after_count.tolist(), before_count.tolist(), strict=True))
    known = {pair: exact.rate_ratio(*pair, after_days, before_days) for pair in set(pairs)}
    compared = np.array([known[pair] for pair in pairs], np.float64).reshape(len(pairs), 4)
    return pd.DataFrame(
        {
            "before_count": before_count,
            "after_count": after_count,
            "before_days": before_days,
            "after_days": after_days,
            "rate_before": before_count / (before_days or np.nan),
            "rate_after": after_count / (after_days or np.nan),
            "rate_ratio": compared[:, 0],
            "ratio_low": compared[:, 1],
            "ratio_high": compared[:, 2],
            "p_value": compared[:, 3],
        },
        index=contacts.names,
    )


def contacts_after(log: Log, *, at: pd.Timestamp, exclusive: bool = True) -> pd.DataFrame:
    """The contacts with a usable time after an instant: a part of ``log.timed``, same columns and index.

    Args:
        log: The log.
        at: With a zone.
        exclusive: Whether only what is strictly later counts; otherwise a contact at ``at`` itself does.

    Raises:
        TypeError: ``at`` has no zone.
    """
    return log.timed[is_after(pd.DatetimeIndex(log.timed["started_at"]), at, exclusive=exclusive)]


def _exposure(
    log: Log, at: pd.Timestamp, since: pd.Timestamp | None, until: pd.Timestamp | None
) -> tuple[float, float]:
    """Days of the observed window before and after ``at``."""
    window = observed_window(log)
    if window is None:
        return 0.0, 0.0
    first = window.first if since is None else max(window.first, since)
    last = window.last if until is None else min(window.last, until)
    day, none = pd.Timedelta(days=1), pd.Timedelta(0)
    before = max(min(at, last) - first, none) / day
    after = max(last - max(at, first), none) / day
    return before, after
