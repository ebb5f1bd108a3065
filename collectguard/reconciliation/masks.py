"""Numbers of which a list shows some digits only: ``138****1234``."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Ints

_LEAST_VISIBLE: Final = 5
"""Digits that must be seen; with fewer, too many numbers fit by chance."""
_LONGEST_COUNTRY_CODE: Final = 3
_MASKED = re.compile(r"raw:\+?\d*[*x•●×#?][\d*x•●×#?]*", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"(?:\+|[a-z]+:)(\d+)", re.ASCII)
_DIGITS_BEHIND = re.compile(r"\d*$", re.ASCII)


def is_masked(party: str) -> bool:
    """Whether a key is a number with digits hidden, and enough of them visible to compare."""
    visible = sum(char.isdecimal() for char in party)
    return visible >= _LEAST_VISIBLE and _MASKED.fullmatch(party) is not None


def fitting(masks: Iterable[str], parties: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each masked key the keys of whole numbers whose digits agree with all that it shows.

    A number may be written with its country code or without, with the 0 or 00 before it or without.

    Args:
        masks: Keys for which `is_masked` holds.
        parties: Keys of any sort.
    """
    digits = {key: found[1] for key in sorted(set(parties)) if (found := _NUMBER.fullmatch(key))}
    by_ending: dict[int, dict[str, list[str]]] = {}
    fits: dict[str, tuple[str, ...]] = {}
    for mask in sorted(set(masks)):
        shown = mask.removeprefix("raw:").lstrip("+")
        behind = _DIGITS_BEHIND.search(shown)
        ending = behind[0] if behind else ""
        if len(ending) not in by_ending:
            among = by_ending[len(ending)] = {}
            for key, number in digits.items():
                among.setdefault(number[len(number) - len(ending) :], []).append(key)
        pattern = re.compile(re.sub(r"\D+", _hidden, shown), re.ASCII)
        fits[mask] = tuple(
            key
            for key in by_ending[len(ending)].get(ending, ())
            if any(pattern.fullmatch(spelling) for spelling in _spellings(key, digits[key]))
        )
    return fits


def numbers_behind(listed: Ints, known: Ints, parties: pd.Index) -> dict[int, list[int]]:
    """For each masked party among ``listed`` those among ``known`` that fit it, as codes of ``parties``."""
    masks = {key: code for code in np.unique(listed).tolist() if is_masked(key := str(parties[code]))}
    if not masks:
        return {}
    numbers = {str(parties[code]): code for code in np.unique(known).tolist()}
    return {masks[mask]: [numbers[key] for key in keys] for mask, keys in fitting(masks, numbers).items()}


def _hidden(signs: re.Match[str]) -> str:
    """As many digits as there are signs; one sign alone may stand for any number of them."""
    count = len(signs[0])
    return r"\d+" if count == 1 else rf"\d{{{count}}}"


def _spellings(key: str, digits: str) -> list[str]:
    if not key.startswith("+"):
        return [digits]
    home = [digits[length:] for length in range(1, _LONGEST_COUNTRY_CODE + 1)]
    return [digits, f"00{digits}", *home, *(f"0{number}" for number in home)]
