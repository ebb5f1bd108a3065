"""The first page: who was contacted, when, how often, by which numbers, and what that does not show."""

from collections.abc import Iterator

import pandas as pd

from collectguard import words
from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Bullets, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figure_names import CALL_OUTCOMES
from collectguard.reports.document.findings_table import findings_in_brief
from collectguard.reports.document.messages import messages_in_brief
from collectguard.reports.document.phones import own_phone, phones_in_brief
from collectguard.reports.document.reconciliation import reconciliation_in_brief
from collectguard.reports.document.scope import Scope
from collectguard.reports.document.senders_table import people_first, senders_table
from collectguard.reports.document.witnesses import Unanswered, witnesses_in_brief
from collectguard.schema import HIDDEN
from collectguard.wording import Wording

TOP = 7
"""Senders in the first table of the first page."""
TOP_SERVICES = 3
"""Services in the second."""


def opening(case: Case, evidence: Evidence | None = None) -> list[Block]:
    """All that a reader with five minutes needs."""
    wording = Wording(case.log.settings)
    _ = wording._
    scope, unanswered = Scope.of(case), Unanswered.of(case)
    blocks: list[Block] = [
        Heading(_("In brief"), 1),
        Paragraph(_subject(case, wording), "lead"),
        *phones_in_brief(case, wording),
        *witnesses_in_brief(case, wording),
        *reconciliation_in_brief(case, wording),
        *_not_counted(case, wording),
        Bullets(list(_about(case.overall, wording, unanswered))),
        *_share(case.overall, wording),
        *messages_in_brief(case, evidence or Evidence.of(case)),
        *findings_in_brief(case),
        Heading(scope.title, 2),
        *scope.explained(),
    ]
    if scope.row["incoming"]:
        blocks += [
            Paragraph(_reported(scope)),
            Bullets(list(_about(scope.row, wording, unanswered))),
            *_share(scope.row, wording),
            *_top(scope.senders, wording),
        ]
    else:
        blocks.append(Paragraph(scope.nothing))
    return [*blocks, *what_it_does_not_say(wording)]


def what_it_does_not_say(wording: Wording) -> list[Block]:
    """The limits of any count, before the first chart."""
    _ = wording._
    return [
        Heading(_("What these figures do not say"), 2),
        Bullets(
            [
                _("They show how often and when there was contact. They do not show why."),
                _("They do not show who was on the line: a number is not a person."),
                _(
                    "They give no judgement in law. Whether a contact was allowed is for the authority or "
                    "the court to decide."
                ),
                _(
                    "Numbers outside the contacts also belong to banks, delivery services and others with "
                    "good reason to call. A number in this list is not thereby blamed for anything."
                ),
            ]
        ),
    ]


def period(case: Case) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """First and last usable time of any record of the owner's own phone; ``None`` where there is none."""
    files = case.log.sources[case.log.sources["owner"] == case.log.settings.owner]
    first, last = files["first"].min(), files["last"].max()
    return None if pd.isna(first) or pd.isna(last) else (first, last)


def _subject(case: Case, wording: Wording) -> str:
    _ = wording._
    phone = own_phone(case, wording)
    row = case.overall
    if not row["incoming"]:
        return _("The backups of {phone} hold no incoming call or message.").format(phone=phone)
    received = _("{contacts}: {calls} and {messages}").format(
        contacts=wording.contacts(row["incoming"]),
        calls=wording.calls(row["call_count"]),
        messages=wording.messages(row["message_count"]),
    )
    senders = _senders(case.senders, row, wording)
    if (span := period(case)) is None:
        sentence = _("The backups of {phone} hold {received}, from {senders}. None has a usable time.")
        return sentence.format(phone=phone, received=received, senders=senders)
    sentence = _("Between {first} and {last}, {phone} received {received}, from {senders}.")
    tz = wording.settings.tz
    first, last = (wording.date(moment.tz_convert(tz)) for moment in span)
    return sentence.format(first=first, last=last, phone=phone, received=received, senders=senders)


def _not_counted(case: Case, wording: Wording) -> list[Block]:
    """What the backups hold, or ought to hold, beside the figures: the first page does not hide it."""
    _ = wording._
    log = case.log
    short = int((log.sources["declared"] > log.sources["records"]).sum())
    sentences = [
        sentence.format(n=wording.count(count))
        for sentence, count in (
            (_("Files that were named but could not be read: {n}."), len(log.unread)),
            (_("Files that hold fewer records than they declare: {n}."), short),
            (_("Records that could not be read and are not counted: {n}."), log.ledger["rejected"]),
            (unknown_direction(wording), directionless(case)),
        )
        if count
    ]
    if not sentences:
        return []
    sentences.insert(0, _("Please note:"))
    return [Paragraph(wording.together(sentences), "note")]


def directionless(case: Case) -> int:
    """Records whose type code does not say whether they came or went: kept, and no contacts."""
    return int((case.log.own.unique["direction"] == "unknown").sum())


def unknown_direction(wording: Wording) -> str:
    """The sentence for `directionless`."""
    return wording._("Records whose type does not say who called or wrote, not counted: {n}.")


def _reported(scope: Scope) -> str:
    wording, row = scope.wording, scope.row
    _ = wording._
    sentence = _("Of these, {contacts} ({calls}, {messages}) came from {senders} outside the contacts:")
    if scope.corrected:
        sentence = _("Of these, {contacts} ({calls}, {messages}) came from {senders} that are reported on:")
    return sentence.format(
        contacts=wording.contacts(row["incoming"]),
        calls=wording.calls(row["call_count"]),
        messages=wording.messages(row["message_count"]),
        senders=_senders(scope.senders, row, wording),
    )


def _senders(senders: pd.DataFrame, row: pd.Series, wording: Wording) -> str:
    """How many numbers, and how many calls had none."""
    numbers = wording.numbers(int((senders["party_class"] != HIDDEN).sum()))
    if not row["hidden"]:
        return numbers
    sentence = wording._("{numbers} (and {calls} without a number)")
    return sentence.format(numbers=numbers, calls=wording.calls(row["hidden"]))


def _about(row: pd.Series, wording: Wording, unanswered: Unanswered) -> Iterator[str]:
    """The figures of one group of contacts, a sentence each, counts before shares."""
    _ = wording._
    if row["incoming"] > row["timed"]:
        sentence = _("Without a usable time: {contacts}. Days, nights and rates rest on the other {timed}.")
        untimed = row["incoming"] - row["timed"]
        yield sentence.format(contacts=wording.contacts(untimed), timed=wording.count(row["timed"]))
    if not row["timed"]:
        return
    night = wording.window(wording.settings.night)
    if row["night_count"]:
        sentence = _("At night ({window}): {contacts}, on {nights}.")
        yield sentence.format(
            window=night, contacts=wording.contacts(row["night_count"]), nights=wording.nights(row["nights"])
        )
    else:
        yield _("At night ({window}): none.").format(window=night)
    sentence = _("Busiest day: {date}, with {contacts}.")
    yield sentence.format(
        date=wording.date(row["busiest_day"]), contacts=wording.contacts(row["busiest_day_count"])
    )
    sentence = _("Busiest hour: {n} within 60 minutes from {hour}; busiest ten minutes: {m} from {minutes}.")
    yield sentence.format(
        n=wording.contacts(row["max_1h"]),
        hour=wording.moment(row["max_1h_from"]),
        m=wording.contacts(row["max_10m"]),
        minutes=wording.moment(row["max_10m_from"]),
    )
    sentence = _("Longest run: {days} in a row with at least one contact each ({first} to {last}).")
    if row["longest_run_days"] > 1:
        yield sentence.format(
            days=wording.days(row["longest_run_days"]),
            first=wording.date(row["longest_run_first"]),
            last=wording.date(row["longest_run_last"]),
        )
    if row["call_count"]:
        yield _calls(row, wording, unanswered)


def _calls(row: pd.Series, wording: Wording, unanswered: Unanswered) -> str:
    _ = wording._
    names = words.outcomes(_)
    parts = [
        _("{n} {outcome}").format(n=wording.count(row[name]), outcome=names[name])
        for name in CALL_OUTCOMES
        if row[name]
    ]
    sentences = [_("Calls: {parts}.").format(parts=_(", ").join(parts))] if parts else []
    series = _("Three or more unanswered calls within ten minutes, from whichever number: {times}.")
    none = _("Never three unanswered calls within ten minutes.")
    missed = series.format(times=wording.times(row["missed_series"])) if row["missed_series"] else none
    if not unanswered.lists_alone:
        sentences.append(missed)
    if unanswered.note:
        sentences.append(unanswered.note)
    return wording.together(sentences)


def _share(row: pd.Series, wording: Wording) -> list[Block]:
    """The share of the night with its interval, small, and what an even spread would give."""
    if not row["timed"] or not row["night_count"]:
        return []
    _ = wording._
    sentence = _(
        "Share at night: {share} of {timed} with a usable time (95 % interval by Wilson: {low} to {high}). "
        "The window holds {even} of the day: contacts spread evenly over the day would give that share. "
        "Within 60 seconds of a border of the window: {boundary}."
    )
    return [
        Paragraph(
            sentence.format(
                share=wording.percent(row["night_share"]),
                timed=wording.contacts(row["timed"]),
                low=wording.percent(row["night_share_low"]),
                high=wording.percent(row["night_share_high"]),
                even=wording.percent(wording.settings.night.share_of_day),
                boundary=wording.contacts(row["boundary_count"]),
            ),
            "note",
        )
    ]


def _top(senders: pd.DataFrame, wording: Wording) -> Iterator[Table]:
    _ = wording._
    personal, service = people_first(senders)
    for group, caption, most in (
        (personal, _("Mobile, landline and hidden numbers, most contacts first"), TOP),
        (
            service,
            _("Service numbers and senders of bulk messages (95…, 106…, 400 and the like)"),
            TOP_SERVICES,
        ),
    ):
        note = ""
        if len(group) > most:
            note = _("{n} more: evidence.xlsx, sheet “{sheet}”.").format(
                n=wording.count(len(group) - most), sheet=_("Senders")
            )
        if len(group):
            yield senders_table(group.head(most), wording, caption, note)
