"""The sheet of contacts: the evidence list with every text in full."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from collectguard import words
from collectguard.clock import local_time
from collectguard.reports.cell_text import pieces
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.export import plain_values
from collectguard.reports.parts import Part
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.wording import Wording

_COLUMNS = [
    "number", "party", "party_raw", "kind", "outcome", "duration_s", "night", "subject", "part_count",
    "time_quality", "event_id", "source_id", "ordinal", "line", "copies", "owner",
]  # fmt: skip


def contacts(evidence: Evidence, part: Part, wording: Wording, found: Mapping[str, str]) -> Sheet:
    """The rows of the list that belong into this part; a text too long for a cell goes on to the right.

    ``found`` says of texts, by event id, what was found in them. Where contacts on several phones are listed,
    the last column says whose phone it was.

    What goes without saying has no cell: the spelling that is shown already, the outcome of a message.
    """
    _ = wording._
    events = evidence.events.iloc[part.start : part.end]
    texts = [pieces(text) if isinstance(text, str) else [""] for text in events["body"]]
    width = max(map(len, texts), default=1)
    owners = events["owner"].astype("str").unique() if evidence.elsewhere else ()
    phones = {owner: whose_phone(owner, evidence.case, wording) for owner in owners}
    columns = [
        SheetColumn(_("No."), 8),
        SheetColumn(_("Local time"), 31),
        SheetColumn(_("Number"), 20),
        SheetColumn(_("As written"), 20),
        SheetColumn(_("Kind"), 12),
        SheetColumn(_("Outcome"), 14),
        SheetColumn(_("Talk time, s"), 10),
        SheetColumn(_("At night"), 9),
        SheetColumn(_("Text, verbatim"), 70),
        *(SheetColumn(_("Text, continued ({n})").format(n=n), 20) for n in range(2, width + 1)),
        SheetColumn(_("Found in the text"), 30),
        SheetColumn(_("Subject"), 14),
        SheetColumn(_("Attachments"), 11),
        SheetColumn(_("Quality of the time"), 14),
        SheetColumn(_("Event ID"), 20),
        SheetColumn(_("File"), 7),
        SheetColumn(_("Record"), 9),
        SheetColumn(_("Line"), 9),
        SheetColumn(_("Copies"), 9),
        *([SheetColumn(_("Phone"), 22)] if phones else []),
    ]
    if part.next_file:
        columns.append(SheetColumn(_("The list goes on in {file}.").format(file=part.next_file), 28))
    return Sheet(_("Evidence list"), columns, _rows(events, texts, wording, found=found, phones=phones))


def _rows(
    events: pd.DataFrame,
    texts: list[list[str]],
    wording: Wording,
    *,
    found: Mapping[str, str],
    phones: Mapping[str, str],
) -> Iterator[Sequence[Cell]]:
    width = max(map(len, texts), default=1)
    kinds, outcomes = words.kinds(wording._), words.outcomes(wording._)
    qualities, yes = words.time_qualities(wording._), wording._("yes")
    values = dict(zip(_COLUMNS, (plain_values(events[name]) for name in _COLUMNS), strict=True))
    names = {party: wording.party(party) for party in set(values["party"])}
    rows = zip(local_stamps(events["started_at"], wording.settings.tz), *values.values(), texts, strict=True)
    for (local, number, party, raw, kind, outcome, talk, night, subject, attachments, quality, event_id,
         source, ordinal, line, copies, owner, text) in rows:  # fmt: skip
        is_call = kind == "call"
        yield (
            number,
            local,
            names[party],
            raw if raw != names[party] else None,
            kinds[kind],
            outcomes[outcome] if is_call else None,
            talk if is_call else None,
            yes if night else None,
            *text,
            *[None] * (width - len(text)),
            found.get(event_id),
            subject,
            attachments or None,
            qualities.get(quality),
            event_id,
            source + 1,
            ordinal,
            line,
            copies or None,
            *([phones[owner]] if phones else []),
        )


def local_stamps(started_at: pd.Series, tz: str) -> list[str | None]:
    """Local times with milliseconds and offset: ``2026-02-25 23:05:12.345 +08:00``."""
    wall = local_time(started_at, tz).dt.tz_localize(None).to_numpy("datetime64[ms]")
    minutes = (wall - started_at.dt.tz_localize(None).to_numpy("datetime64[ms]")).astype("timedelta64[m]")
    offsets = {minute: _offset(minute) for minute in set(minutes[~np.isnat(minutes)].astype(int).tolist())}
    return [
        None if text == "NaT" else f"{text.replace('T', ' ')} {offsets[minute]}"
        for text, minute in zip(
            np.datetime_as_string(wall, unit="ms").tolist(), minutes.astype(int).tolist(), strict=True
        )
    ]


def _offset(minutes: int) -> str:
    hours, minutes_ = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{minutes_:02d}"
