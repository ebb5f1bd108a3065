"""Everything that the case file makes countable, in one call."""

from collectguard import statistics
from collectguard.casefile.after_dates import after_complaints, after_stops
from collectguard.casefile.due_dates import around_due_dates
from collectguard.casefile.per_actor import per_actor
from collectguard.casefile.protected import protected_contacts
from collectguard.schema import Log
from collectguard.statements import CaseFile
from collectguard.told import Recorded, Told


def countable(case_file: CaseFile, log: Log) -> Told:
    """What can be counted in this log since the owner has said who is who and what happened when.

    Args:
        case_file: As `load` gives it, with the settings of the log.
        log: What was read. Its zone decides on dates.
    """
    return Told(
        recorded=_recorded(log.own),
        actors=per_actor(case_file, log),
        requests=after_stops(case_file, log),
        debts=around_due_dates(case_file, log),
        protected=protected_contacts(case_file, log),
        complaints=after_complaints(case_file, log),
    )


def _recorded(log: Log) -> Recorded:
    calls, messages = statistics.recorded(log)
    none = (None, None)
    return Recorded(*(calls or none), *(messages or none))
