"""Who is counted together: one group for every event, made once for all statistics of a call."""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.schema import Log
from collectguard.statistics.arrays import Ints

Grouping = str | pd.Series
"""A name of `GROUPINGS`, or a label for every event: a series indexed like ``log.events``, where a
missing label leaves the event out."""

GROUPINGS: Final = ("party", "party_class", "kind", "owner", "all", "known")
"""``all`` puts everything into one group of that name; ``known`` parts the owner's contacts
(``known``) from everybody else (``unknown``)."""

FIXED_GROUPS: Final = {"all": ("all",), "known": ("known", "unknown")}
"""Groups that have their row even when nothing is in them."""


class Groups(NamedTuple):
    """The groups of a log's events."""

    names: pd.Index
    """Labels in ascending order; the name of the index is that of the grouping."""
    codes: Ints
    """For each row of ``log.events`` the place of its label in ``names``; -1 where it is left out."""


def groups_of(log: Log, by: Grouping) -> Groups:
    """The groups of all events, of any direction.

    Raises:
        ValueError: ``by`` is no name of `GROUPINGS`, or a series that is not indexed like ``log.events``.
    """
    if isinstance(by, pd.Series):
        if not by.index.equals(log.events.index):
            raise ValueError("Labels given as a series must be indexed like log.events.")
        return _coded(by, str(by.name) if by.name is not None else "group")
    if by == "all":
        return Groups(pd.Index(["all"], dtype="str", name=by), np.zeros(len(log.events), np.int64))
    if by == "known":
        known = log.events["known"].to_numpy(dtype=bool)
        return Groups(pd.Index(["known", "unknown"], dtype="str", name=by), (~known).astype(np.int64))
    if by not in GROUPINGS:
        raise ValueError(f"There is no grouping {by!r}; there are {', '.join(GROUPINGS)}.")
    groups = _coded(log.events[by], by)
    return groups._replace(names=groups.names.astype("str"))


def known_parties(log: Log) -> pd.Index:
    """Parties that are in the owner's contacts, in any of their records; see ``schema.EVENT_DTYPES``."""
    parties: pd.Index = pd.Index(log.events.loc[log.events["known"], "party"].unique())
    return parties


def _coded(labels: pd.Series, name: str) -> Groups:
    categories = labels.astype("category").cat
    order = categories.categories.argsort()
    place = np.full(len(order) + 1, -1, np.int64)  # the last one answers to code -1: no label
    place[order] = np.arange(len(order))
    return Groups(categories.categories[order].rename(name), place[categories.codes.to_numpy()])
