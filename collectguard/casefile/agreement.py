"""Parts of a case file that contradict each other, so that some figure would be wrong."""

from functools import cache
from typing import NamedTuple

from collectguard.casefile.problems import Problems
from collectguard.casefile.visible import shown
from collectguard.guidance import authority_numbers
from collectguard.i18n import Translate
from collectguard.lines import Place, line_of
from collectguard.numbers import identify
from collectguard.statements import Debt


class Number(NamedTuple):
    """A number in the file."""

    key: str
    text: str
    """As it is written there."""
    section: str
    entry: Place
    """Where the table stands that holds it."""
    place: Place
    actor: str | None
    """Id of the actor in whose table it stands; ``None`` elsewhere."""


def compare_numbers(numbers: list[Number], region: str, problems: Problems, _: Translate) -> None:
    """Note the numbers that would be counted for somebody to whom they do not belong.

    Contacts of an actor's numbers are added up: a number of two actors would count twice, one of the owner,
    of a protected or well-known person, or of an authority would accuse somebody who is none of them.
    """
    clashes = {
        "actor": _("The number {text} stands in line {line} with another actor, and would count for both."),
        "owner": _("The number {text} is the owner's own by line {line}; it cannot be an actor's."),
        "protected": _(
            "The number {text} belongs to a protected person by line {line}; it cannot be an actor's."
        ),
        "known_good": _("The number {text} is to be left out by line {line}; it cannot be an actor's."),
    }
    for place, number in enumerate(numbers):
        if number.actor is None:
            continue
        if is_authority(number.key, region):
            problems.add(
                number.place,
                _(
                    "The number {text} is that of an authority or emergency service; it cannot be an actor's."
                ).format(text=shown(number.text)),
            )
        for other in (*numbers[:place], *(later for later in numbers[place:] if later.actor is None)):
            if other.key == number.key and other.entry != number.entry and other.section in clashes:
                line = line_of(other.place, problems.lines)
                sentence = clashes[other.section].format(text=shown(number.text), line=line)
                problems.add(number.place, sentence)
                break


def is_authority(key: str, region: str) -> bool:
    """Whether the key is that of an authority's public line or of an emergency number of ``region``."""
    return key in _authorities(region) or (key.startswith("short:") and _is_emergency(key[6:], region))


@cache
def _authorities(region: str) -> frozenset[str]:
    return frozenset(identify(number, region=region).key for number in authority_numbers(region))


def _is_emergency(digits: str, region: str) -> bool:
    from phonenumbers import shortnumberinfo  # noqa: PLC0415  a large table, for short numbers alone

    known = region in shortnumberinfo.SUPPORTED_SHORT_REGIONS
    return known and bool(shortnumberinfo.is_emergency_number(digits, region))


def compare_dates(debt: Debt, place: Place, problems: Problems, _: Translate) -> None:
    """Note dates that no debt can have: overdue before it was due, paid before it was overdue."""
    if debt.due and debt.overdue_since and debt.overdue_since < debt.due:
        problems.add(
            (*place, "overdue_since"),
            _("It cannot be overdue since {overdue}, when it is due only on {due}.").format(
                overdue=debt.overdue_since, due=debt.due
            ),
        )
    if debt.overdue_since and debt.settled_on and debt.settled_on < debt.overdue_since:
        problems.add(
            (*place, "settled_on"),
            _("It cannot be settled on {settled} and overdue since {overdue}.").format(
                settled=debt.settled_on, overdue=debt.overdue_since
            ),
        )
