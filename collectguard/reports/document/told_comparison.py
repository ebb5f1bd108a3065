"""Counts before and after an instant as cells, with what a reader must know beside them."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from collectguard.reports.document.blocks import Column
from collectguard.reports.document.told_actors import day
from collectguard.wording import Wording

Row = dict[Any, Any]
"""A row of a frame of `Told`, by column."""


def comparison_columns(wording: Wording) -> tuple[Column, ...]:
    """Heads of the cells that `comparison` fills."""
    _ = wording._
    return (
        Column(_("Contacts before"), 34),
        Column(_("Contacts after"), 34),
        Column(_("Rate after over rate before (95 % interval)"), 34),
    )


def comparison(row: Row, wording: Wording) -> tuple[str, ...]:
    """Counts with the time they are from, and the ratio of the rates where they can be compared."""
    _ = wording._
    text = _("{n} in {days} days\n{rate} a day")
    sides = []
    for side in ("before", "after"):
        count, days = row[f"{side}_count"], row[f"{side}_days"]
        if count == row[f"compared_{side}"] and days > 0:
            rate = f"{row[f'rate_{side}']:.2f}"
            sides.append(text.format(n=count, days=f"{days:.1f}", rate=rate))
        else:
            sides.append(str(count) if count else _("nothing recorded"))
    return (*sides, _ratio(row, wording))


def _ratio(row: Row, wording: Wording) -> str:
    _ = wording._
    if row["standing"] != "compared":
        return _("not compared")
    low, high = f"{row['ratio_low']:.2f}", f"{row['ratio_high']:.2f}"
    if math.isinf(row["rate_ratio"]):
        return _("none before; {low} or more").format(low=low)
    return _("{ratio}\n({low} to {high})").format(ratio=f"{row['rate_ratio']:.2f}", low=low, high=high)


def remarks(row: Row, wording: Wording) -> Iterator[str]:
    """What the reader of one row must know beside its figures."""
    _ = wording._
    match row["standing"]:
        case "no_time_after":
            yield _("the records end before it counts; what came after it, these backups cannot show.")
        case "no_time_before":
            yield _("nothing was recorded before it, or not both calls and messages, so nothing is compared.")
        case "short":
            text = _(
                "{before} days are recorded before it and {after} after it: too little time on one side to "
                "compare rates."
            )
            yield text.format(before=f"{row['before_days']:.1f}", after=f"{row['after_days']:.1f}")
        case "nothing" if row["alike"] == "answered":
            yield _(
                "none of these numbers wrote, or called and was answered, in the time that can be compared."
            )
        case "nothing":
            yield _("none of these numbers made contact in the time that can be compared.")
        case _:
            pass
    counts = (row["before_count"], row["after_count"])
    compared = (row["compared_before"], row["compared_after"])
    if row["standing"] in {"compared", "short"} and (counts != compared or row["alike"] == "answered"):
        yield _compared(row, wording).format(
            date="" if pd.isna(row["since"]) else day(row["since"], wording),
            until="" if pd.isna(row["until"]) else day(row["until"], wording),
            before=wording.contacts(row["compared_before"]),
            before_days=f"{row['before_days']:.1f}",
            after=wording.contacts(row["compared_after"]),
            after_days=f"{row['after_days']:.1f}",
        )
    if row.get("number_count") == 1 and pd.isna(row["name"]):
        yield _("it was made to one number, which the case file puts down to no actor: a lower bound.")


def _compared(row: Row, wording: Wording) -> str:
    """What is compared, with places for its counts: the same sorts of contacts on both sides."""
    _ = wording._
    if row["alike"] == "answered":
        return _(
            "compared are messages and answered calls only, since a carrier's list, which stands alone for a "
            "part of the time or for all of it, holds no others: {before} in {before_days} days before, "
            "{after} in {after_days} days after."
        )
    if row["alike"] == "own_log" and not pd.isna(row["until"]):
        return _(
            "compared is the time of the phone's own call log, {date} to {until}, since a carrier's list "
            "holds answered calls only: {before} in {before_days} days before, {after} in {after_days} days "
            "after."
        )
    if row["alike"] == "own_log":
        return _(
            "compared is the time of the phone's own call log, from {date} on, since a carrier's list holds "
            "answered calls only: {before} in {before_days} days before, {after} in {after_days} days after."
        )
    return _(
        "compared is the time from {date} on, when both calls and messages are recorded: {before} in "
        "{before_days} days before, {after} in {after_days} days after."
    )


def how_to_read(wording: Wording) -> str:
    """What rates and intervals rest on."""
    return wording._(
        "Rates are contacts a day of the time recorded in the backups. The interval is exact if contacts "
        "come independently of each other; calls come in series, so it is rather too narrow. A rate shows "
        "how often, not why."
    )


def named(name: str, text: str, wording: Wording) -> str:
    """A remark behind the name of what it is about."""
    return wording._("{what}: {details}").format(what=name.replace("\n", " "), details=text)


def counted_contacts(wording: Wording) -> str:
    """Where the contacts behind a table stand one by one."""
    _ = wording._
    return _("The contacts one by one: evidence.xlsx, sheet “{sheet}”.").format(
        sheet=_("Contacts behind the figures")
    )
