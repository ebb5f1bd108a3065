"""Two witnesses of the same calls, the phone and its carrier, held against each other."""

from collectguard.reconciliation.agreement import Agreement, Durations, Month
from collectguard.reconciliation.calls import LeftOut
from collectguard.reconciliation.frame import ALONE, CALL_DTYPES, HOW, STATUSES
from collectguard.reconciliation.messages import Messages, message_counterparts
from collectguard.reconciliation.reconcile import reconcile, reconcile_log
from collectguard.reconciliation.repeats import repeats
from collectguard.reconciliation.results import Owner, Reconciliation, counterparts

__all__ = [
    "ALONE",
    "CALL_DTYPES",
    "HOW",
    "STATUSES",
    "Agreement",
    "Durations",
    "LeftOut",
    "Messages",
    "Month",
    "Owner",
    "Reconciliation",
    "counterparts",
    "message_counterparts",
    "reconcile",
    "reconcile_log",
    "repeats",
]
