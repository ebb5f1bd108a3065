"""Names from lists of contacts for the numbers of records."""

from collections.abc import Sequence

import pandas as pd

from collectguard.ingest.source_table import SourceTable
from collectguard.numbers import identify
from collectguard.schema import HIDDEN
from collectguard.settings import Settings


def named_by_contacts(
    names: pd.Series,
    party: pd.Categorical,
    owner: pd.Categorical,
    tables: Sequence[SourceTable],
    settings: Settings,
) -> pd.Series:
    """The names of the other sides (str, missing where there is none), row by row.

    A name that the record itself has stays; a record without one gets that of the owner's contacts, the first
    of several.

    Args:
        names: As the records have them.
        party: Keys of the other sides.
        owner: Labels of those whose phones they are from.
        tables: The contacts of each are those of its owner.
        settings: How numbers without country or area are read.
    """
    of_party: dict[str, dict[str, str]] = {}
    for table in tables:
        theirs = of_party.setdefault(table.file.owner or settings.owner, {})
        for number, name in table.facts.contacts:
            known = identify(number, region=settings.region, area_code=settings.area_code)
            if known.party_class != HIDDEN:
                theirs.setdefault(known.key, name)
    for place, label in enumerate(owner.categories):
        if label in of_party:
            theirs = of_party[label]
            of_category = pd.Series([theirs.get(key) for key in party.categories], dtype="str")
            found = of_category.take(party.codes).reset_index(drop=True)
            names = names.where(names.notna() | (owner.codes != place), found)
    return names
