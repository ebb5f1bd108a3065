"""What every message of a log says about its sender, each distinct text read once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collectguard.actors.callbacks import Callback, callbacks_of
from collectguard.actors.links import Link, links_of, without_links
from collectguard.actors.signatures import Signed, signed
from collectguard.actors.text import plain, presses
from collectguard.actors.wording import masked
from collectguard.guidance import authority_numbers
from collectguard.numbers import identify
from collectguard.schema import SERVICE_CLASSES, Log
from collectguard.settings import Settings
from collectguard.statements import CaseFile

_NOBODY: Final = ("hidden:", "group:")


class Reading(NamedTuple):
    """One distinct text."""

    signed: Signed
    links: tuple[Link, ...]
    callbacks: tuple[Callback, ...]
    mask: str
    """The text as `wording.masked` gives it."""


def read_text(body: str, settings: Settings) -> Reading:
    """What a message says about its sender; linear in its length, and only in some pages of it."""
    name = signed(plain(body))
    links = list(links_of(name.rest))
    bare = without_links(name.rest, links)
    callbacks = {callback.party: callback for callback in callbacks_of(bare, settings)}
    return Reading(name, tuple(links), tuple(callbacks.values()), masked(name.rest, links))


@dataclass(frozen=True, eq=False)
class Messages:
    """The messages that are compared, and what was read in them."""

    frame: pd.DataFrame
    """Rows of ``log.contacts``, with ``text`` (int): the place of its body in ``texts``."""
    texts: tuple[Reading, ...]
    left_out: frozenset[str]
    """Parties that are nobody's: contacts, the owner, protected and well-known people, authorities."""


def read_messages(log: Log, case: CaseFile, marked: Collection[str] | None) -> Messages:
    """The messages that take part: those of senders who press for a debt, or of whom the user speaks.

    From numbers that only organisations hold, and that many may share, only messages that press themselves.

    Args:
        log: The log; its ``contacts`` are read.
        case: Whose numbers the user has named, and which to leave out.
        marked: Ids of the events that press for a debt. From numbers that anybody may hold, what
            `text.presses` finds does, too; that alone when not given.
    """
    left_out = _left_out(log, case)
    contacts = log.contacts
    party = contacts["party"].astype("str")
    usable = contacts["body"].notna() & ~party.isin(left_out) & ~party.str.startswith(_NOBODY)
    frame = contacts[usable]
    party = party[usable]
    confirmed = party.isin(list(case.actor_of)).to_numpy(dtype=bool)
    personal = ~frame["party_class"].isin(SERVICE_CLASSES).to_numpy(dtype=bool)
    if marked is None:
        pressing = _pressing(frame["body"])
    else:
        pressing = frame["event_id"].isin(marked).to_numpy(dtype=bool, copy=True)
        # Whose other messages are marked takes part in any case.
        open_yet = personal & ~party.isin(party[pressing].unique()).to_numpy(dtype=bool)
        pressing[open_yet] = _pressing(frame.loc[open_yet, "body"])
    sender_presses = party.isin(party[pressing].unique()).to_numpy(dtype=bool)
    taking_part = pressing | confirmed | (personal & sender_presses)
    frame = frame[taking_part]
    codes, bodies = pd.factorize(frame["body"])
    texts = tuple(read_text(str(body), log.settings) for body in bodies)
    return Messages(frame.assign(text=codes, party=frame["party"].astype("str")), texts, left_out)


def _pressing(column: pd.Series) -> NDArray[np.bool_]:
    """For each of these bodies whether it presses for a debt."""
    codes, bodies = pd.factorize(column)
    return np.fromiter((presses(plain(str(body))) for body in bodies), np.bool_, len(bodies))[codes]


def _left_out(log: Log, case: CaseFile) -> frozenset[str]:
    region = log.settings.region
    nobody = {
        *log.events.loc[log.events["known"], "party"].astype("str").unique(),
        *case.owner_parties,
        *case.known_good,
        *(party for person in case.protected for party in person.parties),
        *(identify(number, region=region).key for number in authority_numbers(region)),
    }
    return frozenset(nobody - set(case.actor_of))
