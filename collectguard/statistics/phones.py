"""The phones of several people side by side, each with its own figures; nothing is added up."""

from typing import Any

from collectguard.schema import Log
from collectguard.statistics.overview import as_json, overview


def phones_as_json(log: Log) -> dict[str, list[dict[str, Any]]]:
    """What reached each phone, where those of several people were read.

    Returns:
        Empty where all files are of the owner's own phone. Else ``owners``: an entry for the own phone, then
        for the others by the order of their files: ``owner`` (label in ``Log.events``), ``own`` (bool),
        ``files`` (how many were read) and the figures of `as_json`.
    """
    if not log.other_owners:
        return {}
    files = log.sources["owner"].value_counts()
    own = log.settings.owner
    return {
        "owners": [
            {
                "owner": owner,
                "own": owner == own,
                "files": int(files.get(owner, 0)),
                **as_json(overview(log.of([owner]), by="all").loc[["all"]].iloc[0]),
            }
            for owner in (own, *log.other_owners)
        ]
    }
