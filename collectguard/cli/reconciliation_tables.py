"""Phone against list for people: what agrees, month by month, and what stands in one only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from rich import box
from rich.table import Table

from collectguard.cli import language, tables
from collectguard.cli.language import _
from collectguard.cli.tables import heading, text
from collectguard.reconciliation import ALONE, Owner, Reconciliation, wording
from collectguard.settings import Settings

if TYPE_CHECKING:
    from rich.console import RenderableType


def drawn(found: Reconciliation, settings: Settings, *, most: int | None) -> str:
    """The text of everything; calls of one source only, ``most`` of them, or with ``None`` every call."""
    several = len(found.owners) > 1
    parts: list[RenderableType] = []
    for owner in found.owners:
        parts += _owner(owner, settings, several=several)
    calls = found.calls if most is None else found.calls[found.calls["status"].isin(ALONE)]
    if len(calls):
        title = _("Every call") if most is None else _("Calls in one source only")
        shown = calls[:most]
        parts += [heading(title), _calls(shown, settings, several=several, everything=most is None)]
        if left := len(calls) - len(shown):
            parts.append(text(_("and {n} more; --calls shows every call").format(n=f"{left:,}")))
    return tables.drawn(*parts).rstrip("\n")


def _owner(owner: Owner, settings: Settings, *, several: bool) -> "Iterator[RenderableType]":
    if several:
        yield heading(_("Owner: {owner}").format(owner=owner.owner))
    for sentence in wording.compared(owner, settings.connected_min_s, settings.tz, _):
        yield text(sentence)
    if not owner.compared:
        yield text(_("Calls of this phone stand in one of the two sources only, so nothing is compared."))
    yield text("")
    if not owner.compared:
        return
    yield heading(_("Answered calls by month, whether or not the other source covers their time"))
    months = _table()
    months.add_column(_("Month"), no_wrap=True)
    for name in (_("Phone"), _("List"), _("in both")):
        months.add_column(name, justify="right", no_wrap=True)
    for month in owner.agreement.months:
        months.add_row(month.month, f"{month.phone:,}", f"{month.list:,}", f"{month.matched:,}")
    yield months
    yield text("")


def _calls(calls: pd.DataFrame, settings: Settings, *, several: bool, everything: bool) -> Table:
    written = language.wording(settings)
    directions = wording.directions(_)
    table = _table()
    if several:
        table.add_column(_("Owner"), overflow="fold")
    table.add_column(_("Number"), overflow="fold", min_width=11)
    table.add_column(_("Direction"), overflow="fold")
    table.add_column(_("Time in the phone"), overflow="fold", min_width=10)
    table.add_column(_("Time in the list"), overflow="fold", min_width=10)
    if everything:
        table.add_column(_("Difference"), justify="right", overflow="fold")
    table.add_column(_("Talk time"), justify="right", overflow="fold")
    table.add_column(_("Result"), overflow="fold")
    for call in calls.astype(object).where(calls.notna(), None).to_dict("records"):
        cells = [text(call["owner"])] if several else []
        cells += [
            text(written.party(call["party"])),
            text(directions[call["direction"]]),
            text(_clock(call["phone_at"], settings)),
            text(_clock(call["list_at"], settings)),
        ]
        if everything:
            cells.append(text(_seconds(call["difference_s"])))
        result = wording.result(call["status"], call["how"], _)
        cells += [text(_talk(call["phone_duration_s"], call["list_duration_s"])), text(result)]
        table.add_row(*cells)
    return table


def _clock(moment: pd.Timestamp | None, settings: Settings) -> str:
    return "" if moment is None else f"{moment.tz_convert(settings.tz):%Y-%m-%d %H:%M:%S}"


def _seconds(seconds: int | None) -> str:
    return "" if seconds is None else _("{n} s").format(n=f"{seconds:+,}")


def _talk(phone: int | None, other: int | None) -> str:
    """The talk time; where the two sources differ, both."""
    known = dict.fromkeys(seconds for seconds in (phone, other) if seconds is not None)
    return _("{n} s").format(n=" / ".join(f"{seconds:,}" for seconds in known))


def _table() -> Table:
    # With padding, rich crops the lines of a last column that is folded.
    return Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
