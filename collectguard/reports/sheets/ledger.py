"""Sheets of the ledger: files, duplicates, records that could not be read."""

from collections.abc import Iterator, Sequence
from itertools import islice

from collectguard import words
from collectguard.case import Case
from collectguard.provenance import file_name
from collectguard.reports.document import method
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.export import plain_values
from collectguard.reports.ledger import rejected_rows, source_rows
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.wording import Wording

MOST_DUPLICATES = 20_000
"""Rows of the sheet of duplicates; events.csv marks all of them."""


def files(case: Case, wording: Wording) -> Sheet:
    """One row a file: digest, what it declares, what it holds, what became of it."""
    _ = wording._
    titles = (
        (_("No."), 6), (_("File"), 50), (_("SHA-256"), 68), (_("Bytes"), 12), (_("Format"), 22),
        (_("Witness"), 32),
        (_("Declared"), 10), (_("Records"), 10), (_("Kept"), 10), (_("Duplicates"), 10),
        (_("Unreadable"), 10), (_("Mended on reading"), 40), (_("First record"), 28),
        (_("Last record"), 28), (_("Remarks"), 60),
    )  # fmt: skip
    columns = [SheetColumn(*title) for title in titles]
    if case.log.other_owners:
        columns.insert(2, SheetColumn(_("Phone"), 22))
    return Sheet(_("Files"), columns, _file_rows(case, wording))


def _file_rows(case: Case, wording: Wording) -> Iterator[Sequence[Cell]]:
    _ = wording._
    for source in source_rows(case.log):
        yield (
            source.number,
            file_name(source.path),
            *([] if source.owner is None else [whose_phone(source.owner, case, wording)]),
            source.sha256,
            source.size,
            source.format,
            words.witness(_, source.witness, source.kinds),
            source.declared,
            source.records,
            source.kept,
            source.duplicates,
            source.rejected,
            method.repaired(source.repaired, wording),
            wording.stamp(source.first),
            wording.stamp(source.last),
            "\n".join(note.said(wording._) for note in source.notes),
        )


def duplicates(case: Case, wording: Wording) -> Sheet:
    """The duplicates, each beside the record that was kept in its favour."""
    _ = wording._
    titles = (
        (_("Event ID"), 20), (_("File"), 7), (_("Record"), 10), (_("Line"), 10),
        (_("Kept instead: file"), 20),
        (_("Kept instead: record"), 20), (_("Kept instead: line"), 20),
    )  # fmt: skip
    events = case.log.events
    rows = events[events["duplicate_of"].notna()]
    # Not `Log.unique`: it lacks the rows of lists that stand in the phone as well, kept though they are.
    kept = events[events["duplicate_of"].isna() & events["event_id"].isin(rows["duplicate_of"])]
    kept = kept.set_index("event_id")
    beside = kept.loc[rows["duplicate_of"], ["source_id", "ordinal", "line"]]
    columns = [
        plain_values(rows["event_id"]),
        [value + 1 for value in plain_values(rows["source_id"])],
        plain_values(rows["ordinal"]),
        plain_values(rows["line"]),
        [value + 1 for value in plain_values(beside["source_id"])],
        plain_values(beside["ordinal"]),
        plain_values(beside["line"]),
    ]
    shown = islice(zip(*columns, strict=True), MOST_DUPLICATES)
    return Sheet(_("Duplicates"), [SheetColumn(*title) for title in titles], shown)


def unreadable(case: Case, wording: Wording) -> Sheet:
    """The records that could not be read, and why."""
    widths = (7, 10, 10, 60, 80)
    columns = [
        SheetColumn(column.title, width)
        for column, width in zip(method.rejected_columns(wording), widths, strict=True)
    ]
    rows = (
        (row.source, row.ordinal, row.line, method.reason(row, wording), row.excerpt)
        for row in rejected_rows(case.log)
    )
    return Sheet(wording._("Unreadable"), columns, rows)
