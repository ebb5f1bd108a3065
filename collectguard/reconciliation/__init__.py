"""Two witnesses of the same calls, the phone and its carrier, held against each other."""

from collectguard.reconciliation.calls import LeftOut
from collectguard.reconciliation.reconcile import reconcile, reconcile_log
from collectguard.reconciliation.results import (
    CALL_DTYPES,
    HOW,
    STATUSES,
    Agreement,
    Durations,
    Month,
    Owner,
    Reconciliation,
    counterparts,
)

__all__ = [
    "CALL_DTYPES",
    "HOW",
    "STATUSES",
    "Agreement",
    "Durations",
    "LeftOut",
    "Month",
    "Owner",
    "Reconciliation",
    "counterparts",
    "reconcile",
    "reconcile_log",
]
