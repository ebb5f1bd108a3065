"""The sheet of messages with hits, and what the evidence list says of each text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from collectguard import words
from collectguard.case import Case
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.messages_found import Flagged, Messages
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.sheets.contacts import local_stamps
from collectguard.reports.workbook import Cell, Sheet, SheetColumn
from collectguard.wording import Wording

MOST_HITS = 20_000
"""Rows of the sheet, which leave room for the evidence list; case.json holds all hits."""


def message_sheets(case: Case, evidence: Evidence, wording: Wording) -> Iterator[Sheet]:
    """One row a hit in the messages reported on, by time; none where nobody has read them.

    Offsets count characters of the message from 0, the end is not included.
    """
    found = Messages.of(case, evidence)
    if found is None:
        return
    _ = wording._
    titles = (
        (_("No. on the evidence list"), 12), (_("Event ID"), 20), (_("Local time"), 31), (_("Number"), 20),
        (_("Who"), 24), (_("What may be in the message"), 26), (_("Severity"), 12), (_("Rule"), 26),
        (_("Title"), 34), (_("Quote"), 50), (_("From character"), 10), (_("To character"), 10),
        (_("What else had to be there"), 24), (_("Compare"), 44), (_("To check"), 50),
    )  # fmt: skip
    columns = [SheetColumn(*title) for title in titles]
    if found.others:
        columns.append(SheetColumn(_("Phone"), 22))
    if sum(len(message.hits) for message in _by_time(found)) > MOST_HITS:
        text = _("The first {n} rows. case.json holds all hits.")
        columns.append(SheetColumn(text.format(n=wording.count(MOST_HITS)), 40))
    yield Sheet(_("Messages"), columns, islice(_rows(found, case, evidence, wording), MOST_HITS))


def _rows(found: Messages, case: Case, evidence: Evidence, wording: Wording) -> Iterator[Sequence[Cell]]:
    categories, severities = words.message_categories(wording._), words.severities(wording._)
    actors = {party: actor.name for actor in case.case_file.actors for party in actor.parties}
    events = evidence.events.set_index("event_id")["started_at"]
    messages = _by_time(found)
    times = local_stamps(events.loc[[message.event_id for message in messages]], wording.settings.tz)
    for message, time in zip(messages, times, strict=True):
        whose = [whose_phone(message.owner, case, wording)] if found.others else []
        for hit in message.hits:
            explained = found.content.explained.get(hit.rule, {}).get(wording.lang)
            yield (
                message.number,
                message.event_id,
                time,
                wording.party(message.party),
                actors.get(message.party),
                categories[hit.category],
                severities[hit.severity],
                hit.rule,
                explained.title if explained else None,
                hit.quote,
                hit.start,
                hit.end,
                ", ".join(hit.contexts),
                ", ".join(hit.bases),
                explained.clear_hint if explained else None,
                *whose,
            )


def _by_time(found: Messages) -> Sequence[Flagged]:
    """The messages of all phones that are on the evidence list, in its order."""
    return sorted((*found.flagged, *found.others), key=lambda message: message.number)


def found_in_texts(evidence: Evidence, wording: Wording) -> Mapping[str, str]:
    """What the evidence list says of a text, by event id: its categories, or that its sender has such."""
    found = Messages.of(evidence.case, evidence)
    if found is None or not (found.flagged or found.others):
        return {}
    names = words.message_categories(wording._)
    events = evidence.events
    same = events["party"].isin(list(found.senders)) & (events["kind"] != "call")
    other = wording._("nothing; other messages of this sender hold such words")
    return dict.fromkeys(events["event_id"][same], other) | {
        message.event_id: wording._(", ").join(names[category] for category in message.categories)
        for message in (*found.flagged, *found.others)
    }
