"""Whose phone is meant, and what reached other people's phones, as lines for people."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from collectguard.cli.language import _, wording
from collectguard.schema import Log
from collectguard.statistics import phones

if TYPE_CHECKING:
    from collectguard.content import Content


def phone_of(owner: str, log: Log) -> str:
    """The one whose phone it is, by the label: the word that options take."""
    return wording(log.settings).person(owner) or _("the owner")


def beside(log: Log) -> Iterator[str]:
    """What reached other people's phones, a line each; nothing where none was read."""
    sentence = _(
        "Beside this, on the phone of {owner}: {n} contacts, {night} of them at night; not counted above."
    )
    for phone in phones(log):
        if not phone.own:
            incoming, night = phone.figures["incoming"], phone.figures["night_count"]
            yield sentence.format(owner=phone.owner, n=f"{incoming:,}", night=f"{night:,}")


def none_of_the_own(log: Log) -> Iterator[str]:
    """That all files are of other people's phones, and what to do, where that is so."""
    if log.settings.owner in set(log.sources["owner"]):
        return
    yield _(
        "No file is of the phone of {owner}, whom all figures are about: all are of {others}. Name the "
        "backups of that phone as well, without --owner NAME=FILE; or, if it is another phone that all is "
        "about, say so: {option}"
    ).format(
        owner=phone_of(log.settings.owner, log),
        others=_(", ").join(log.other_owners),
        option=f"--owner {shlex.quote(log.other_owners[0])}",
    )


def leads(found: "Content", log: Log, owner: str) -> tuple[int, int]:
    """How many messages to this phone give a lead, and how many have a text."""
    texts = log.of([owner]).contacts.dropna(subset=["body"])
    return int(texts["event_id"].isin(found.by_event).sum()), len(texts)


def leads_as_json(found: "Content", log: Log) -> dict[str, list[dict[str, Any]]]:
    """The same of each phone, where those of several people were read."""
    if not log.other_owners:
        return {}
    counts = ((owner, *leads(found, log, owner)) for owner in (log.settings.owner, *log.other_owners))
    return {
        "owners": [
            {"owner": owner, "judged": judged, "messages": flagged} for owner, flagged, judged in counts
        ]
    }
