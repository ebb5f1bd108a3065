"""On whose phone a contact arrived: the owner's, or that of a protected person whose backup was read too."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.statements import CaseFile, RequestedBy, StopRequest

Bools = NDArray[np.bool_]


def on_own_phone(events: pd.DataFrame, case: CaseFile) -> Bools:
    """Which of these events, part of ``Log.events``, arrived on a phone that is no protected person's."""
    theirs = [person.owner for person in case.protected if person.owner is not None]
    mask: Bools = ~events["owner"].isin(theirs).to_numpy(dtype=bool)
    return mask


def asked_by(stop: StopRequest, case: CaseFile) -> RequestedBy | None:
    """Whose request it is, by its own word or by the role of the owner; ``None`` where neither is said."""
    if stop.by is not None or case.owner_role is None:
        return stop.by
    return "debtor" if case.owner_role == "debtor" else "contact"


def to_be_left_alone(events: pd.DataFrame, stop: StopRequest, case: CaseFile) -> Bools:
    """Which of these events arrived on a phone on which contact was to stop.

    Those of protected people where one of them asked the callers of a debtor, else the owner's.
    """
    own = on_own_phone(events, case)
    theirs = asked_by(stop, case) == "contact" and case.owner_role == "debtor"
    return ~own if theirs else own
