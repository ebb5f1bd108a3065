"""The sheet of both witnesses: every call of the phone's log and of the carrier's list, and its partner."""

from collections.abc import Iterator

import pandas as pd

from collectguard.case import Case
from collectguard.reconciliation import wording as said
from collectguard.reports.export import plain_values
from collectguard.reports.sheets.contacts import local_stamps
from collectguard.reports.workbook import Sheet, SheetColumn
from collectguard.wording import Wording


def reconciliation_sheets(case: Case, wording: Wording) -> Iterator[Sheet]:
    """One row for each pair, and for each call without a partner; none where not both were read."""
    if case.reconciliation is None:
        return
    _, tz = wording._, case.log.settings.tz
    titles = (
        (_("Owner"), 14), (_("Number"), 20), (_("Direction"), 16), (_("Result"), 30), (_("How"), 34),
        (_("Event ID in the phone"), 22), (_("Event ID in the list"), 22), (_("Time in the phone"), 31),
        (_("Time in the list"), 31), (_("List less phone, s"), 14), (_("Talk time in the phone, s"), 14),
        (_("Talk time in the list, s"), 14),
    )  # fmt: skip
    calls = case.reconciliation.calls
    statuses, how, directions = said.statuses(_), said.how(_), said.directions(_)
    columns = (
        calls["owner"],
        [wording.party(party) for party in calls["party"]],
        calls["direction"].map(directions),
        calls["status"].map(statuses),
        calls["how"].map(how),
        calls["phone_event_id"],
        calls["list_event_id"],
        local_stamps(calls["phone_at"], tz),
        local_stamps(calls["list_at"], tz),
        calls["difference_s"],
        calls["phone_duration_s"],
        calls["list_duration_s"],
    )
    rows = zip(
        *(plain_values(column) if isinstance(column, pd.Series) else column for column in columns),
        strict=True,
    )
    yield Sheet(_("Phone and list"), [SheetColumn(*title) for title in titles], rows)
