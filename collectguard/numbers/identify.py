"""The order in which a spelling is read, so that one person is one party.

Hidden callers, then names, then numbers: Chinese classes from the table here, what is left from
libphonenumber. Whether a number is valid never decides whether it is kept.
"""

import re

from collectguard.numbers import china
from collectguard.numbers.hidden import hidden_by_presentation, hidden_by_word
from collectguard.numbers.party import GROUP_KEY_LIMIT, Party, bounded
from collectguard.numbers.spelling import addressee, dialled, has_lost_digits, readable

RAW_LIMIT = 4_096
"""Longest spelling that is read at all; Unicode normalisation of hostile text is quadratic."""

_LONGEST_NUMBER = 25
_EXCERPT = 40

_LIST_SEPARATORS = re.compile(r"[,;、]")
_SWITCHBOARD_CLASSES = frozenset({"landline", "shared_cost", "toll_free"})
"""Numbers with a voice menu: digits after a comma are dialled there, not a second recipient."""


def identify(
    raw: str | None, *, region: str, area_code: str | None = None, presentation: str | None = None
) -> Party:
    """The party behind a number as a log writes it; every text has one, none is an error.

    Several recipients joined by ``~``, or by ``,`` or ``;`` where each alone is a full number of a
    mobile or a mail address, make a ``group:`` of their sorted keys. Its class is the one that its
    members share, ``unparsed`` where they differ.

    Args:
        raw: The spelling of the log; ``None`` where it has none.
        region: ISO 3166 code of the phone's home: how a number without country code is read.
        area_code: Completes landline numbers written without one; else they stay ``raw:``.
        presentation: Of calls: 2 restricted, 3 unknown, 4 payphone; these decide over ``raw``.
    """
    hidden = hidden_by_presentation(presentation)
    if hidden:
        return hidden
    if raw is not None and len(raw) > RAW_LIMIT:
        return _oversized(raw)
    text = readable(raw or "")
    region = region.upper()
    area_code = area_code.strip().lstrip("0") if area_code else None
    if "~" in text:
        members = [_single(piece, region, area_code) for piece in text.split("~") if _names_someone(piece)]
        return _group(members)
    return _listed(text, region, area_code) or _single(text, region, area_code)


def _single(text: str, region: str, area_code: str | None) -> Party:
    text = addressee(text.strip())
    hidden = hidden_by_word(text)
    if hidden:
        return hidden
    number = dialled(text)
    if number is None:
        return _not_a_number(text)
    return _by_plan(number, region, area_code) or Party(bounded(f"raw:{number}"), "unparsed")


def _by_plan(number: str, region: str, area_code: str | None) -> Party | None:
    if len(number) > _LONGEST_NUMBER + len("0086"):
        return None
    if region == "CN":
        number = china.without_dialling_prefix(number, area_code)
        party = china.seen_at_home(number, area_code)
        if party:
            return party
    from collectguard.numbers import world  # noqa: PLC0415  libphonenumber only for what is left

    party = world.identify(number, region, area_code)
    if party is None and region == "CN":
        return china.local(number, area_code)  # subscriber's numbers with a zero, of which none is allotted
    return party


def _not_a_number(text: str) -> Party:
    """A name or mail address; ``raw:`` for digits among signs, such as ``138****0000`` or ``*#06#``."""
    has_letter = any(char.isalpha() for char in text)
    if has_lost_digits(text) or (not has_letter and any(char.isdecimal() for char in text)):
        return Party(bounded("raw:" + text.replace(" ", "")), "unparsed")
    return Party(bounded("text:" + readable(text.casefold())), "text")


def _names_someone(piece: str) -> bool:
    return piece.strip().lower() not in {"", "insert-address-token"}


def _group(members: list[Party]) -> Party:
    members = sorted(set(members))
    if len(members) < 2:
        return members[0] if members else Party("hidden:unknown", "hidden")
    classes = {member.party_class for member in members}
    key = "group:" + "~".join(member.key for member in members)
    return Party(bounded(key, GROUP_KEY_LIMIT), classes.pop() if len(classes) == 1 else "unparsed")


def _listed(text: str, region: str, area_code: str | None) -> Party | None:
    """The group of a list with commas; ``None`` where they mean pauses or belong to a name."""
    pieces = _LIST_SEPARATORS.split(text.rstrip(",;、 "))
    if len(pieces) < 2 or not all(dialled(addressee(piece.strip())) or "@" in piece for piece in pieces):
        return None
    members = [_single(piece, region, area_code) for piece in pieces]
    full = all(
        (member.key.startswith("+") and member.party_class not in _SWITCHBOARD_CLASSES)
        or (member.party_class == "text" and "@" in member.key)
        for member in members
    )
    return _group(members) if full else None


def _oversized(raw: str) -> Party:
    """Its beginning, made readable, and a hash of the whole."""
    excerpt = readable(raw[:_EXCERPT]).replace(" ", "").replace("~", "")
    key = bounded("raw:" + raw)
    return Party(f"raw:{excerpt[:_EXCERPT]}{key[key.rindex('…') :]}", "unparsed")
