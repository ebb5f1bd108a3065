"""Rows of the evidence list as the cells of a page."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from collectguard import words
from collectguard.reports.document.blocks import Column, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.document.senders_table import shortened
from collectguard.wording import Wording

LONGEST_TEXT = 5_000
"""Characters of one message that a page shows; the rest of a longer one stands in the data files."""

_SHOWN = [
    "number", "event_id", "kind", "outcome", "started_at", "time_quality", "duration_s", "party_raw", "party",
    "subject", "body", "part_count", "night", "copies", "owner",
]  # fmt: skip


class EvidenceTable:
    """Writes contacts as rows of text."""

    def __init__(self, evidence: Evidence) -> None:
        self.events = evidence.events[_SHOWN]
        self.wording = Wording(evidence.case.log.settings)
        owners = self.events["owner"].astype("str").unique() if evidence.elsewhere else ()
        self.phones = {owner: whose_phone(owner, evidence.case, self.wording) for owner in owners}
        """Names of the phones where contacts of several are listed."""
        self._ = self.wording._
        self.kinds = words.kinds(self._)
        self.outcomes = words.outcomes(self._)
        self.time_qualities = words.time_qualities(self._)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Head of the list."""
        _ = self._
        return (
            Column(_("No."), 11, "number"),
            Column(_("Local time"), 26),
            Column(_("Number"), 27),
            Column(_("What"), 18),
            *([Column(_("Phone"), 22)] if self.phones else []),
            Column(_("Text, verbatim"), 50 if self.phones else 72, "verbatim"),
            Column(_("Event ID"), 26, "code"),
        )

    def part(self, start: int, end: int, caption: str, note: str = "") -> Table:
        """The rows from ``start`` to before ``end`` as a table."""
        rows = list(self._rows(self.events.iloc[start:end]))
        return Table(caption, self.columns, rows, note=note, long_rows=True)

    def _rows(self, events: pd.DataFrame) -> Iterator[tuple[str, ...]]:
        for event in events.itertuples():
            yield (
                str(event.number),
                self._time(event),
                self._party(event),
                self._what(event),
                *([shortened(self.phones[event.owner])] if self.phones else []),
                self._text(event),
                str(event.event_id),
            )

    def _time(self, event: Any) -> str:
        """Local time and its offset; below, what is wrong with it and whether it lies in the night."""
        lines = [self.wording.stamp(event.started_at).replace(" ", "\n", 1)]
        if event.time_quality in self.time_qualities:
            lines.append(self.time_qualities[event.time_quality])
        if event.night:
            lines.append(self._("at night"))
        return "\n".join(line for line in lines if line)

    def _party(self, event: Any) -> str:
        """The number as people dial it; below, as the log writes it where that differs."""
        shown = self.wording.party(event.party)
        written = event.party_raw if isinstance(event.party_raw, str) else ""
        if written.strip() in {shown, ""}:
            return shown
        below = self._("as written: {raw}").format(raw=written)
        return f"{shown}\n{below}"

    def _what(self, event: Any) -> str:
        """Kind, outcome and talk time in words; attachments and copies in other files."""
        lines = [self.kinds[event.kind]]
        if event.kind == "call":
            lines.append(self.outcomes[event.outcome])
            if not pd.isna(event.duration_s) and event.duration_s > 0:
                lines.append(self._("{n} s").format(n=event.duration_s))
        if not pd.isna(event.part_count) and event.part_count > 0:
            lines.append(self._("attachments: {n}").format(n=event.part_count))
        if event.copies:
            lines.append(self._("copies: {n}").format(n=event.copies))
        return "\n".join(lines)

    def _text(self, event: Any) -> str:
        """Subject and text, verbatim; of a very long one the beginning and how much is left out."""
        body = event.body if isinstance(event.body, str) else ""
        if len(body) > LONGEST_TEXT:
            rest = self._("[{n} more characters here; the whole text stands in evidence.xlsx and events.csv]")
            left_out = self.wording.count(len(body) - LONGEST_TEXT)
            body = f"{body[:LONGEST_TEXT]}\n{rest.format(n=left_out)}"
        if isinstance(event.subject, str):
            return self._("Subject: {subject}").format(subject=event.subject) + f"\n{body}"
        return body
