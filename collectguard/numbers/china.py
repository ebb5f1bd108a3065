"""Numbers of mainland China by the table beside this module; no library is asked, nothing validated."""

import importlib.resources
import re
import tomllib
from functools import cache
from typing import Any, Final, NamedTuple

from collectguard.numbers.party import Party

_REACHES: Final = ("nation", "country", "home")

_LANDLINE = re.compile(
    r"(?:10|2\d)\d{8}"  # area codes of two digits have eight behind them
    r"|(?!400|800)(?:[3-8]\d\d|9[0-47-9]\d)\d{7,8}"
    r"|95[1-5]\d{7}"  # Ningxia; 950 and 956-959 are no area codes
)
"""Area code without its zero, and subscriber number. The shape decides, not whether it is allotted."""

_BEHIND_AREA_CODE = re.compile(r"(?:10|2\d|[3-9]\d\d)(?P<code>\d{3,8})")
_FULL_NUMBER = re.compile(r"(?:\+|00)[1-9]\d{6,}|(?:86|0086)?0?1[3-9]\d{9}|(?:86|0086)?0\d{9,11}")
"""What may stand behind a dialling prefix: too long for the whole to be a mobile that begins with 179."""

_SHORTEST_SERVICE = 5
_MOBILE_LENGTH = 11


class _Range(NamedTuple):
    party_class: str
    key: str
    prefixes: tuple[str, ...]
    shortest: int
    longest: int
    reach: int

    def party(self, digits: str) -> Party:
        key = f"+86{digits}" if self.key == "e164" else f"{self.key}:{digits}"
        return Party(key, self.party_class)


class _Plan(NamedTuple):
    ranges: tuple[_Range, ...]
    dialling_prefix: re.Pattern[str]
    secondary_prefix: re.Pattern[str]


def seen_at_home(number: str, area_code: str | None) -> Party | None:
    """The party of a number as a phone in mainland China writes it.

    Args:
        number: Digits, with or without ``+``.
        area_code: Without zero; completes a local number of seven or eight digits.

    Returns:
        ``None`` for foreign numbers and for what is in no range.
    """
    if number.startswith("+"):
        number = number.removeprefix("+").removeprefix("00")
        return after_country_code(number[2:]) if number.startswith("86") else None
    if number.startswith("00"):
        return after_country_code(number[4:]) if number.startswith("0086") else None
    if number.startswith("0"):
        return _after_trunk_zero(number[1:])
    return (
        _in_range(number, "country")
        or local(number, area_code)
        or (_after_bare_country_code(number[2:]) if number.startswith("86") else None)
        or _in_range(number, "home")
    )


def after_country_code(digits: str) -> Party | None:
    """The party of what stands behind +86 or 0086; ``None`` for what is in no range.

    Ten digits that could be an SMS code 106… or a 95… number and also a landline with its area code
    are the landline, since +861065550000 is how 010 6555 0000 is written with a country code.
    """
    if digits.startswith("0"):
        return _after_trunk_zero(digits[1:])
    return (
        _landline(digits)
        or _in_range(digits, "nation")
        or _nationwide(digits)
        or _in_range(digits, "country")
    )


def without_dialling_prefix(number: str, area_code: str | None) -> str:
    """The number behind 17951, 12593 … and 12583n; the number itself where none stands before it.

    Behind 179xx and 125xx stands a number in full, or where the whole cannot be a mobile that begins with
    179 also a service or, if the area code is known, a local number.
    """
    national = re.sub(r"^(?:\+86|0086|86)(?=1)", "", number)
    match = _plan().secondary_prefix.match(national)
    if match:
        rest = national[match.end() :]
        if _is_service(rest) or _FULL_NUMBER.fullmatch(rest):
            return rest
    match = _plan().dialling_prefix.match(national)
    if match:
        rest = national[match.end() :]
        in_part = len(national) != _MOBILE_LENGTH and (_is_service(rest) or local(rest, area_code))
        if _FULL_NUMBER.fullmatch(rest) or in_part:
            return rest
    return number


def _is_service(digits: str) -> bool:
    return len(digits) >= _SHORTEST_SERVICE and _in_range(digits, "nation") is not None


def _after_trunk_zero(digits: str) -> Party | None:
    party = _in_range(digits, "nation")
    if party and party.key.startswith("+"):
        return party
    return _landline(digits) or _nationwide(digits)


def _after_bare_country_code(digits: str) -> Party | None:
    if digits.startswith("0"):
        return _after_trunk_zero(digits[1:])
    return _landline(digits) or _in_range(digits, "nation")


def _landline(digits: str) -> Party | None:
    return Party(f"+86{digits}", "landline") if _LANDLINE.fullmatch(digits) else None


def local(digits: str, area_code: str | None) -> Party | None:
    """The landline of seven or eight digits with its area code; ``None`` where they do not fit."""
    return _landline(area_code + digits) if area_code and len(digits) in {7, 8} else None


def _nationwide(digits: str) -> Party | None:
    """The service code behind an area code: 028 12378 is 12378, not a line in Chengdu."""
    match = _BEHIND_AREA_CODE.fullmatch(digits)
    return _in_range(match["code"], "nation") if match else None


def _in_range(digits: str, reach: str) -> Party | None:
    widest = _REACHES.index(reach)
    length = len(digits)
    for entry in _plan().ranges:
        if entry.shortest <= length <= entry.longest and digits.startswith(entry.prefixes):
            return entry.party(digits) if entry.reach <= widest else None
    return None


@cache
def _plan() -> _Plan:
    text = importlib.resources.files("collectguard.numbers").joinpath("prefixes_cn.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    ranges = tuple(
        _Range(
            party_class=entry["class"],
            key=entry["key"],
            prefixes=tuple(entry["prefixes"]),
            shortest=entry["digits"][0],
            longest=entry["digits"][1],
            reach=_REACHES.index(entry["reach"]),
        )
        for entry in table["range"]
    )
    dialling = table["dialling"]
    return _Plan(ranges, re.compile(dialling["carrier"]), re.compile(dialling["secondary"]))
