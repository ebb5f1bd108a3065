"""Which numbers reached more than one person, where the phones of several were read (S19)."""

import pandas as pd

from collectguard.schema import HIDDEN, Log, has_usable_time


def third_party(log: Log) -> pd.DataFrame:
    """Contacts of each number to each phone, for numbers that reached the phones of several owners.

    Callers without a number are left out: nothing says that they are the same.

    Args:
        log: Its contacts are counted, those without a usable time as well.

    Returns:
        Frame indexed by ``party`` and ``owner`` (str): ``first`` and ``last`` (``datetime64[ms, UTC]``, NaT
        where no contact has a usable time), ``count`` (int64). The numbers with the most owners come first,
        then those with the most contacts, then by key; the owners of a number in the order of the log.
    """
    contacts = log.contacts[log.contacts["party_class"] != HIDDEN]
    times = contacts["started_at"].where(has_usable_time(contacts))
    keys = [contacts[name].astype("str") for name in ("party", "owner")]
    table = times.groupby(keys).agg(["min", "max", "size"])
    table.columns = pd.Index(["first", "last", "count"])
    by_party = table["count"].groupby("party").agg(["size", "sum"])
    several = by_party[by_party["size"] > 1].sort_values(["size", "sum"], ascending=False, kind="stable")
    ranks = pd.DataFrame(
        {
            "party": several.index.get_indexer(table.index.get_level_values("party")),
            "owner": log.events["owner"].cat.categories.get_indexer(table.index.get_level_values("owner")),
        }
    )
    order = ranks[ranks["party"] >= 0].sort_values(["party", "owner"]).index
    return table.iloc[order]
