"""On whose phone a contact arrived: the owner's, or that of a protected person whose backup was read too."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.statements import CaseFile, RequestedBy, StopRequest

Bools = NDArray[np.bool_]


def on_own_phone(events: pd.DataFrame, case: CaseFile, owner: str) -> Bools:
    """Which of these events, part of ``Log.events``, arrived on the phone of ``owner``, that of the settings.

    Where that is a protected person's phone, none.
    """
    mask: Bools = (events["owner"] == owner).to_numpy(dtype=bool) & ~on_protected_phone(events, case)
    return mask


def on_protected_phone(events: pd.DataFrame, case: CaseFile) -> Bools:
    """Which of these events, part of ``Log.events``, arrived on the own phone of a protected person."""
    mask: Bools = events["owner"].isin(_protected(case)).to_numpy(dtype=bool)
    return mask


def not_owing(case: CaseFile, owner: str) -> tuple[str, ...]:
    """The people who do not owe and whose phones may have been read, by their labels.

    Protected people, and ``owner``, whom the case file says to be somebody's contact or unrelated.
    """
    own = (owner,) if case.owner_role in {"contact", "unrelated"} else ()
    return tuple(dict.fromkeys((*_protected(case), *own)))


def asked_by(stop: StopRequest, case: CaseFile) -> RequestedBy | None:
    """Whose request it is, by its own word or by the role of the owner; ``None`` where neither is said."""
    if stop.by is not None or case.owner_role is None:
        return stop.by
    return "debtor" if case.owner_role == "debtor" else "contact"


def to_be_left_alone(stop: StopRequest, case: CaseFile, owner: str) -> tuple[str, ...]:
    """The people on whose phones contact was to stop, by their labels.

    Protected people where one of them asked the callers of a debtor, else ``owner``, unless that is a
    protected person.
    """
    protected = _protected(case)
    if asked_by(stop, case) == "contact" and case.owner_role == "debtor":
        return protected
    return () if owner in protected else (owner,)


def _protected(case: CaseFile) -> tuple[str, ...]:
    """Protected people whose own phones are named, by their labels."""
    return tuple(dict.fromkeys(person.owner for person in case.protected if person.owner is not None))
