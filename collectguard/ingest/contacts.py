"""Names from lists of contacts for the numbers of records."""

from collections.abc import Sequence

import pandas as pd

from collectguard.ingest.source_table import SourceTable
from collectguard.numbers import identify
from collectguard.schema import HIDDEN
from collectguard.settings import Settings


def named_by_contacts(
    names: pd.Series, party: pd.Categorical, tables: Sequence[SourceTable], settings: Settings
) -> pd.Series:
    """The names of the other sides (str, missing where there is none), row by row.

    A name that the record itself has stays; a record without one gets that of the owner's contacts, the first
    of several.

    Args:
        names: As the records have them.
        party: Keys of the other sides.
        tables: Their contacts are those of the owner.
        settings: How numbers without country or area are read.
    """
    of_party: dict[str, str] = {}
    for table in tables:
        for number, name in table.facts.contacts:
            known = identify(number, region=settings.region, area_code=settings.area_code)
            if known.party_class != HIDDEN:
                of_party.setdefault(known.key, name)
    if not of_party:
        return names
    of_category = pd.Series([of_party.get(key) for key in party.categories], dtype="str")
    found = of_category.take(party.codes).reset_index(drop=True)
    return names.where(names.notna(), found)
