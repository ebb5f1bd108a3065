"""Groups of numbers for people: who they may be, which numbers, why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd
from rich import box
from rich.table import Table

from collectguard.actors import Evidence, Suggestion, rotation
from collectguard.actors.naming import kind_names
from collectguard.cli.language import _
from collectguard.cli.tables import drawn, heading, text
from collectguard.schema import Log
from collectguard.statistics import counts
from collectguard.wording import Wording

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_NUMBERS: Final = 20
MOST_WORDINGS: Final = 5
_LONGEST_VALUE: Final = 44


def drawn_groups(found: Sequence[Suggestion], log: Log, *, everything: bool) -> str:
    """The text of all groups; those that nobody has confirmed are called suggestions."""
    if not found:
        return drawn(
            text(_("No numbers were found that share a name, a number to call back, a link or a wording."))
        )
    contacts = counts(log.own)
    parts: list[RenderableType] = []
    for place, one in enumerate(found):
        if place:
            parts.append(text(""))
        parts += _group(one, log, contacts, everything=everything)
    return drawn(*parts)


def _group(
    one: Suggestion, log: Log, contacts: pd.DataFrame, *, everything: bool
) -> "Iterator[RenderableType]":
    yield heading(f"{one.name}  ({one.id})")
    if one.confirmed:
        state = _("Confirmed in the case file.")
    elif one.extends is not None:
        state = _("A suggestion: these numbers may belong to “{id}” as well.").format(id=one.extends)
    else:
        state = _("A suggestion, not confirmed.")
    figures = rotation(log.own, one.parties)
    rows = contacts.reindex(list(one.parties))
    contacted = int(rows["incoming"].sum())
    if contacted:
        sentence = _("{state} Numbers: {n}; contacts: {contacts}; from {first} to {last}.")
    elif log.other_owners:
        sentence = _("{state} Numbers: {n}; none of them contacted the owner's own phone.")
    else:
        sentence = _("{state} Numbers: {n}; none of them appears in these backups.")
    yield text(
        sentence.format(
            state=state,
            n=f"{len(one.parties):,}",
            contacts=f"{contacted:,}",
            first=_date(rows["first"].min(), log),
            last=_date(rows["last"].max(), log),
        )
    )
    if figures.numbers > 1:
        yield text(
            _(
                "Different numbers on a day: {mean} on average, {most} at most ({date}); within 100 "
                "consecutive contacts at most {block}."
            ).format(
                mean=f"{figures.numbers_per_day:.1f}",
                most=figures.most_numbers_on_a_day,
                date=figures.most_numbers_date,
                block=figures.most_numbers_in_block,
            )
        )
    yield from _other_phones(one, log)
    yield text("")
    yield from _numbers(one, rows.sort_values("first", kind="stable"), log, everything=everything)
    yield from _evidence(one, log, everything=everything)


def _other_phones(one: Suggestion, log: Log) -> "Iterator[RenderableType]":
    """Contacts of its numbers to other people's phones, which no other figure holds."""
    if not log.other_owners:
        return
    theirs = log.events["party"].isin(one.parties)
    reached = counts(log, by=log.events["owner"].astype("str").where(theirs))
    parts = [
        _("{owner}: {n}").format(owner=owner, n=f"{count:,}")
        for owner, count in reached["incoming"].reindex(log.other_owners).dropna().astype(int).items()
    ]
    if parts:
        yield text(
            _("On other people's phones, not counted here: {parts}.").format(parts=_("; ").join(parts))
        )


def _numbers(
    one: Suggestion, rows: pd.DataFrame, log: Log, *, everything: bool
) -> "Iterator[RenderableType]":
    table = _table(_("Number"), _("Calls"), _("Messages"), _("First"), _("Last"))
    wording = Wording(log.settings)
    shown = rows if everything else rows.iloc[:MOST_NUMBERS]
    for party, row in shown.iterrows():
        calls, messages = ("0" if pd.isna(row[name]) else f"{int(row[name]):,}" for name in _COUNTS)
        table.add_row(
            text(wording.party(str(party))),
            calls,
            messages,
            _date(row["first"], log),
            _date(row["last"], log),
        )
    yield table
    if left := len(one.parties) - len(shown):
        yield text(_("and {n} more numbers; --all shows them").format(n=f"{left:,}"))


_COUNTS: Final = ("call_count", "message_count")


def _evidence(one: Suggestion, log: Log, *, everything: bool) -> "Iterator[RenderableType]":
    yield text("")
    strong = [each for each in one.evidence if each.kind != "wording"]
    wordings = [each for each in one.evidence if each.kind == "wording"]
    shown = wordings if everything else wordings[:MOST_WORDINGS]
    if one.evidence:
        yield _reasons(_("What they share"), (*strong, *shown), log)
    else:
        yield text(_("Their messages share nothing that was looked for."))
    if left := len(wordings) - len(shown):
        yield text(_("and {n} more wordings; --all shows them").format(n=f"{left:,}"))
    for title, further in (
        (_("Others who write the same under another name, not joined"), one.same_wording),
        (_("Neighbouring numbers, a hint only"), one.hints),
        (_("Named in their messages, but used by many"), one.shared),
    ):
        if further:
            yield text("")
            yield _reasons(title, further if everything else further[:MOST_WORDINGS], log)
            if len(further) > MOST_WORDINGS and not everything:
                left = len(further) - MOST_WORDINGS
                yield text(_("and {n} more; --all shows them").format(n=f"{left:,}"))


def _reasons(title: str, evidence: Sequence[Evidence], log: Log) -> Table:
    table = _table(title, "", _("Numbers sharing it"), _("First"), _("Last"))
    names = kind_names(_)
    wording = Wording(log.settings)
    for one in evidence:
        value = wording.party(one.value) if one.kind == "callback" else one.value
        cut = value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"
        table.add_row(
            text(names[one.kind]),
            text(" ".join(cut.split())),
            f"{len(one.parties):,}",
            _date(one.first, log),
            _date(one.last, log),
        )
    return table


def _table(*columns: str) -> Table:
    """A table whose first two columns are text; of numbers, only the first."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    words = 2 if not columns[1] else 1
    for place, name in enumerate(columns):
        if place < words:
            table.add_column(name, overflow="fold")
        else:
            table.add_column(name, justify="right" if place < 3 else "left", no_wrap=True)
    return table


def _date(moment: pd.Timestamp | None, log: Log) -> str:
    return "" if moment is None or pd.isna(moment) else f"{moment.tz_convert(log.settings.tz):%Y-%m-%d}"
