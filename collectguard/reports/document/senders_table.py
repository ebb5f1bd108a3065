"""Senders side by side."""

from collections.abc import Mapping

import pandas as pd

from collectguard import words
from collectguard.reports.document.blocks import Column, Table
from collectguard.schema import SERVICE_CLASSES
from collectguard.wording import Wording

LONGEST_NAME = 40


def senders_table(senders: pd.DataFrame, wording: Wording, caption: str, note: str = "") -> Table:
    """Senders side by side: how many contacts, at night, on the busiest day, from when to when."""
    _ = wording._
    classes = words.party_classes(_)
    rows = []
    for party, row in senders.iterrows():
        day = row["busiest_day"]
        rows.append(
            (
                shortened(wording.party(str(party))),
                _sort(row, classes, wording),
                str(row["incoming"]),
                str(row["call_count"]),
                str(row["message_count"]),
                str(row["night_count"]),
                "" if pd.isna(day) else f"{day:%Y-%m-%d} ({row['busiest_day_count']})",
                _days(row, wording),
            )
        )
    columns = (
        Column(_("Number"), 31),
        Column(_("Sort of number"), 32),
        Column(_("Contacts"), 15, "number"),
        Column(_("Calls"), 12, "number"),
        Column(_("Messages"), 15, "number"),
        Column(_("At night"), 14, "number"),
        Column(_("Busiest day"), 27),
        Column(_("First to last day"), 42),
    )
    return Table(caption, columns, rows, note=note, first_is_head=True)


def people_first(senders: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same senders in two: those that may be anyone's, and those that only organisations hold.

    Banks and couriers send most of what comes from outside the contacts, and would hide the rest.
    """
    service = senders["party_class"].isin(SERVICE_CLASSES)
    return senders[~service], senders[service]


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """A name may be as long as it likes; the first page has room for so much of it."""
    return name if len(name) <= longest else f"{name[:longest]}…"


def _sort(row: pd.Series, classes: Mapping[str, str], wording: Wording) -> str:
    sort = classes[row["party_class"]]
    return wording._("{sort}, in the contacts").format(sort=sort) if row["known"] else sort


def _days(row: pd.Series, wording: Wording) -> str:
    days = [
        f"{row[name].tz_convert(wording.settings.tz):%Y-%m-%d}"
        for name in ("first", "last")
        if not pd.isna(row[name])
    ]
    return " – ".join(dict.fromkeys(days))
