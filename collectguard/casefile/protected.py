"""Contacts to people who do not owe, on their own phones."""

import pandas as pd

from collectguard import statistics
from collectguard.casefile.grouping import event_ids, from_parties, of_actors, one_group
from collectguard.casefile.rows import frame_of
from collectguard.schema import Log
from collectguard.statements import CaseFile
from collectguard.told import PROTECTED_DTYPES


def protected_contacts(case: CaseFile, log: Log) -> pd.DataFrame:
    """Contacts of all actors to each protected person whose own phone's backup was read.

    Returns:
        Frame indexed by ``person``, from 1 in the order of the file. ``name``, ``relation``, ``owner`` (label
        of the phone in the log, missing where none is said); ``read``: whether a record of that phone is in
        the log, without which the zeros say nothing; ``incoming``: all its contacts; ``from_actors``: those
        of actors, on ``active_days`` local dates from ``first`` to ``last`` (times that can be used);
        ``actors`` and ``parties``: ids and keys of those who made them, most contacts first, and the
        ``event_ids`` of those contacts, by time (tuples).
    """
    phones = log.events["owner"].astype("str").to_numpy()
    from_them = from_parties(log, of_actors(case))
    contacts = log.events.index.isin(log.contacts.index)
    rows = {}
    for number, person in enumerate(case.protected, start=1):
        here = phones == person.owner if person.owner is not None else contacts & False
        figures = statistics.counts(log, by=one_group(log, here & from_them)).reindex(["group"]).iloc[0]
        parties = log.events["party"][here & from_them & contacts].astype("str").value_counts()
        parties = parties.sort_index().sort_values(ascending=False, kind="stable")
        reached = 0 if pd.isna(figures["incoming"]) else int(figures["incoming"])
        rows[number] = {
            "name": person.name,
            "relation": person.relation,
            "owner": person.owner,
            "read": bool(here.any()),
            "incoming": int((here & contacts).sum()),
            "from_actors": reached,
            "active_days": int(figures["active_days"]) if reached else 0,
            "first": figures["first"],
            "last": figures["last"],
            "actors": tuple(dict.fromkeys(case.actor_of[party] for party in parties.index)),
            "parties": tuple(parties.index),
            "event_ids": event_ids(log, here & from_them & contacts),
        }
    return frame_of(rows, PROTECTED_DTYPES, "person")
