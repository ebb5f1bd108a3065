"""Suggested actors as text for a case file: explained, and commented out until the user confirms them."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from collectguard.actors import Evidence, Suggestion
from collectguard.actors.naming import kind_names
from collectguard.casefile.quoting import toml_text
from collectguard.casefile.suggestions import LONGEST_NUMBER
from collectguard.casefile.visible import shown
from collectguard.casefile.wrapping import comment
from collectguard.i18n import Translate, translator
from collectguard.numbers import identify
from collectguard.schema import Log
from collectguard.wording import Wording

MOST_WORDINGS: Final = 3
"""Shared wordings that a block quotes."""
_LONGEST_NAME: Final = 200
_LONGEST_VALUE: Final = 40
"""Characters of a value that a reason quotes."""


def actor_blocks(
    suggestions: Iterable[Suggestion], log: Log, *, existing: str = "", lang: str | None = None
) -> str:
    """Text to append to a case file: one block for each suggestion that is not in it yet; empty without one.

    Lines that begin with ``#`` and no blank become a valid table without it; all else explains them. Numbers
    that may belong to an actor of the file are named in words, since they belong into its own table.

    Args:
        suggestions: What `actors.suggest` gives; confirmed ones are left out.
        log: The log they come from.
        existing: The case file as it is.
        lang: ``zh`` or ``en``; the language of the report when not given.
    """
    _ = translator(lang or log.settings.report_lang)
    blocks = suggested_blocks(suggestions, log, _, existing=existing)
    if not blocks:
        return ""
    head = (
        f"# ===== {_('Suggested by collectguard actors')} =====",
        comment(
            _(
                "The numbers of each block share something in their messages. That is a reason, not a proof: "
                "take away the # only where you are sure, and leave out numbers that do not belong. Where "
                "another part of this file names one of the numbers already, keep only one of the two."
            )
        ),
    )
    return "\n\n".join(("\n".join(head), *blocks)) + "\n"


def suggested_blocks(
    suggestions: Iterable[Suggestion], log: Log, _: Translate, *, existing: str = ""
) -> list[str]:
    """The block of each suggestion that can be written down and is not in ``existing``, without a heading."""
    blocks = []
    for suggestion in suggestions:
        numbers = spelled(suggestion.parties, log)
        if suggestion.confirmed or not numbers or _holds(existing, suggestion, numbers):
            continue
        who, *reasons = _told(suggestion, log, _)
        lines = [comment(who), *(comment(f"- {reason}").replace("\n# ", "\n#   ") for reason in reasons)]
        blocks.append("\n".join((*lines, *_table(suggestion, numbers, _))))
    return blocks


def spelled(parties: Iterable[str], log: Log) -> list[str]:
    """The numbers so that they lead back to the same keys; one that cannot be written so is left out."""
    settings, wording = log.settings, Wording(log.settings)
    written = log.events[["party", "party_raw"]]
    found = []
    for party in parties:
        raws = written.loc[written["party"] == party, "party_raw"].dropna().unique()
        for candidate in (wording.party(party), party, *map(str, raws)):
            read = identify(candidate, region=settings.region, area_code=settings.area_code)
            if read.key == party and candidate.strip() and len(candidate) <= LONGEST_NUMBER:
                found.append(candidate)
                break
    return found


def _holds(existing: str, suggestion: Suggestion, numbers: Sequence[str]) -> bool:
    return suggestion.id in existing and all(number in existing for number in numbers)


def _table(suggestion: Suggestion, numbers: Sequence[str], _: Translate) -> list[str]:
    if suggestion.extends is not None:
        told = _("Add to the numbers of “{id}”, if they are its own: {numbers} ({suggestion})").format(
            id=suggestion.extends, numbers=", ".join(map(toml_text, numbers)), suggestion=suggestion.id
        )
        return [comment(told)]
    lines = [
        "#[[actor]]",
        f"#id = {toml_text(suggestion.id)}",
        f"#name = {toml_text(suggestion.name[:_LONGEST_NAME])}",
        "#numbers = [",
    ]
    lines += [f"#{toml_text(number)}," for number in numbers]
    lines.append("#]")
    if suggestion.signatures:
        lines.append(f"#signatures = [{', '.join(map(toml_text, suggestion.signatures))}]")
    return lines


def _told(suggestion: Suggestion, log: Log, _: Translate) -> list[str]:
    """Who it may be, then each reason."""
    told = [
        _("{name}: {n} numbers that may belong together, because of").format(
            name=shown(suggestion.name), n=len(suggestion.parties)
        )
        if suggestion.extends is None
        else _("{n} numbers that may belong to {name} as well, because of").format(
            name=shown(suggestion.name), n=len(suggestion.parties)
        )
    ]
    strong = [one for one in suggestion.evidence if one.kind != "wording"]
    wordings = [one for one in suggestion.evidence if one.kind == "wording"]
    told += [_reason(one, log, _) for one in (*strong, *wordings[:MOST_WORDINGS])]
    if len(wordings) > MOST_WORDINGS:
        told.append(_("and {n} more shared wordings").format(n=len(wordings) - MOST_WORDINGS))
    return told


def _reason(one: Evidence, log: Log, _: Translate) -> str:
    value = Wording(log.settings).party(one.value) if one.kind == "callback" else one.value
    return _("{kind} “{value}”: {n} numbers, {first} to {last}").format(
        kind=kind_names(_)[one.kind],
        value=shown(value, _LONGEST_VALUE),
        n=len(one.parties),
        first=_date(one.first, log),
        last=_date(one.last, log),
    )


def _date(moment: pd.Timestamp | None, log: Log) -> str:
    return "–" if moment is None else f"{moment.tz_convert(log.settings.tz):%Y-%m-%d}"
