"""One entry for each sender reported on who made contact often enough."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from collectguard import words
from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.figure_names import OUTCOMES
from collectguard.reports.document.senders_table import people_first
from collectguard.reports.document.witnesses import Unanswered
from collectguard.wording import Wording

MIN_CONTACTS = 5
MOST_PAGES = 30
RANGES_SHOWN = 40


def sender_pages(case: Case, evidence: Evidence) -> list[Block]:
    """The senders reported on with `MIN_CONTACTS` or more: people first, then services."""
    wording = Wording(case.log.settings)
    _ = wording._
    senders = case.senders[case.senders["reported"].to_numpy(bool)]
    often = senders[senders["incoming"] >= MIN_CONTACTS]
    rule = _(
        "Each number that is reported on and made at least {least} contacts has an entry, "
        "{most} entries at most: first mobile, landline and hidden numbers, then service numbers and senders "
        "of bulk messages, most contacts first. Callers without a number are put together by the way "
        "the phone marks them. Shown are {shown} of {all}; evidence.xlsx, sheet “{sheet}”, holds all."
    )
    shown = pd.concat(people_first(often)).head(MOST_PAGES)
    blocks: list[Block] = [
        Heading(_("Sender by sender"), 1, new_page=True),
        Paragraph(
            rule.format(
                least=MIN_CONTACTS,
                most=MOST_PAGES,
                shown=len(shown),
                all=wording.count(len(senders)),
                sheet=_("Senders"),
            ),
            "note",
        ),
    ]
    numbers = evidence.own.groupby("party", observed=True)["number"]
    for place, (party, row) in enumerate(shown.iterrows(), start=1):
        events = evidence.events.loc[numbers.get_group(party).index]
        blocks += _entry(place, row, events, wording, Unanswered.of(case))
    return blocks


def _entry(
    place: int, row: pd.Series, events: pd.DataFrame, wording: Wording, unanswered: Unanswered
) -> list[Block]:
    """One sender: heading and figures."""
    _ = wording._
    party = wording.party(str(row.name))
    spellings = [raw for raw in events["party_raw"].dropna().unique() if raw.strip() not in {party, ""}]
    rows = [
        (_("Sort of number"), words.party_classes(_)[row["party_class"]]),
        (_("As the log writes it"), ", ".join(spellings[:6])),
        (
            _("Contacts"),
            _("{n}: {calls}, {messages}").format(
                n=wording.count(row["incoming"]),
                calls=wording.calls(row["call_count"]),
                messages=wording.messages(row["message_count"]),
            ),
        ),
        *sender_facts(row, wording, unanswered),
        (_("In the evidence list"), _("No. {numbers}").format(numbers=ranges(events["number"]))),
    ]
    title = _("{place}. {number}").format(place=place, number=party)
    return [
        Heading(title, 2, anchor=f"sender-{place}"),
        Table(
            _("Contacts of {number}").format(number=party),
            (Column("", 45), Column("", 135)),
            [(label, value) for label, value in rows if value],
            first_is_head=True,
            titled=True,
        ),
    ]


def sender_facts(row: pd.Series, wording: Wording, unanswered: Unanswered) -> list[tuple[str, str]]:
    """The figures of one sender that rest on usable times, label and value; then the outcomes."""
    _ = wording._
    facts = []
    if row["timed"]:
        facts = [
            (
                _("First and last"),
                _("{first} to {last}, on {days}").format(
                    first=wording.stamp(row["first"]),
                    last=wording.stamp(row["last"]),
                    days=wording.days(row["active_days"]),
                ),
            ),
            (
                _("At night ({window})").format(window=wording.window(wording.settings.night)),
                _("{contacts}, on {nights}").format(
                    contacts=wording.contacts(row["night_count"]), nights=wording.nights(row["nights"])
                )
                if row["night_count"]
                else _("none"),
            ),
            (
                _("Busiest day"),
                _("{date}, with {contacts}").format(
                    date=wording.date(row["busiest_day"]), contacts=wording.contacts(row["busiest_day_count"])
                ),
            ),
            (
                _("Most within"),
                _("10 minutes: {m}; 1 hour: {h}; 24 hours: {d}; 7 days: {w}").format(
                    m=row["max_10m"], h=row["max_1h"], d=row["max_24h"], w=row["max_7d"]
                ),
            ),
            (
                _("Longest run of days"),
                _("{days}, {first} to {last}").format(
                    days=wording.days(row["longest_run_days"]),
                    first=wording.date(row["longest_run_first"]),
                    last=wording.date(row["longest_run_last"]),
                ),
            ),
        ]
    names = words.outcomes(_)
    outcomes = _("; ").join(f"{names[name]}: {row[name]}" for name in OUTCOMES if row[name])
    facts.append((_("Outcomes"), outcomes))
    if row["call_count"]:
        facts.append(
            (
                _("Three or more unanswered calls within ten minutes"),
                unanswered.series(row["missed_series"], wording),
            )
        )
    return facts


def ranges(numbers: Iterable[int], most: int = RANGES_SHOWN) -> str:
    """Ascending numbers with neighbours drawn together: ``3, 5–9, 12``; the first ``most`` pieces of them."""
    values = np.fromiter(numbers, np.int64)
    if not len(values):
        return ""
    cuts = np.flatnonzero(np.diff(values) != 1)
    starts = values[np.append(0, cuts + 1)]
    ends = values[np.append(cuts, len(values) - 1)]
    parts = [
        str(start) if start == end else f"{start}–{end}"
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    shown = ", ".join(parts[:most])
    return shown if len(parts) <= most else f"{shown}, … {parts[-1]}"
