"""Numbers of the case file as groups for the statistics."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from collectguard.casefile.phones import Bools
from collectguard.schema import Log
from collectguard.statements import CaseFile


def by_party(log: Log, groups: Mapping[str, str], where: Bools, rest: str | None = None) -> pd.Series:
    """A label for each event by its party: a grouping for the statistics.

    Args:
        log: The log.
        groups: Labels by party.
        where: Rows of ``log.events`` that get a label.
        rest: Label of all other parties.

    Returns:
        Categorical series indexed like ``log.events``, missing where an event is in no group.
    """
    names = list(dict.fromkeys([*groups.values(), *([] if rest is None else [rest])]))
    place = {name: at for at, name in enumerate(names)}
    other = -1 if rest is None else place[rest]
    parties = log.events["party"].cat
    of_party = [place.get(groups.get(str(party), ""), other) for party in parties.categories]
    codes = np.append(np.array(of_party, np.int64), -1)[parties.codes.to_numpy()]
    labels = pd.Categorical.from_codes(np.where(where, codes, -1), categories=pd.Index(names, dtype="str"))
    return pd.Series(labels, index=log.events.index, name="group")


def one_group(log: Log, where: Bools) -> pd.Series:
    """The same label for all these rows of ``log.events``."""
    labels = pd.Categorical.from_codes(np.where(where, 0, -1), categories=pd.Index(["group"], dtype="str"))
    return pd.Series(labels, index=log.events.index, name="group")


def from_parties(log: Log, parties: Sequence[str]) -> Bools:
    """Which rows of ``log.events`` are from or to these parties."""
    mask: Bools = log.events["party"].isin(parties).to_numpy(dtype=bool)
    return mask


def of_actors(case: CaseFile) -> tuple[str, ...]:
    """The numbers of all actors, in the order of the file."""
    return tuple(case.actor_of)


def event_ids(log: Log, where: Bools) -> tuple[str, ...]:
    """The ids of these rows of ``log.events``, by time."""
    return tuple(log.events.loc[where, "event_id"].tolist())
