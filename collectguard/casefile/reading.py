"""Sections of a case file, each value checked; what is refused is noted and left out."""

import difflib
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from collectguard.casefile.problems import Problems
from collectguard.casefile.visible import shown
from collectguard.casefile.written import SECTIONS, Part, Section
from collectguard.i18n import Translate
from collectguard.lines import Place


class Entry(NamedTuple):
    """A table of the file with the values that can be used."""

    place: Place
    part: Part
    refused: frozenset[Place] = frozenset()
    """Keys, or keys and indices, whose value was noted as a problem and left out."""

    def places(self, key: str, length: int) -> list[Place]:
        """Where in the file the ``length`` elements stand that are left of the list at ``key``."""
        total = length + len(self.refused)
        indices = [index for index in range(total) if (key, index) not in self.refused]
        return [(*self.place, key, index) for index in indices[:length]]


def read_sections(document: dict[str, Any], problems: Problems, _: Translate) -> dict[str, list[Entry]]:
    """The entries of every section; all that is wrong with them goes to ``problems``."""
    for name in document:
        if name not in SECTIONS:
            problems.add((name,), _unknown(name, SECTIONS, _))
    return {name: list(_entries(name, section, document, problems, _)) for name, section in SECTIONS.items()}


def _entries(
    name: str, section: Section, document: dict[str, Any], problems: Problems, _: Translate
) -> list[Entry]:
    if name not in document:
        return []
    value = document[name]
    tables = value if section.many else [value]
    if section.many and isinstance(value, dict):
        problems.add((name,), _("Write [[{name}]] with two brackets on each side.").format(name=name))
        return []
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        heading = f"[[{name}]]" if section.many else f"[{name}]"
        problems.add((name,), _("Write {heading} on a line of its own.").format(heading=heading))
        return []
    entries = []
    for index, table in enumerate(tables):
        place: Place = (name, index) if section.many else (name,)
        entry = _entry(place, section.part, table, problems, _)
        for key in section.needs:
            if (key,) not in entry.refused and getattr(entry.part, key) is None:
                problems.add(place, _("{key} is missing here.").format(key=key))
        entries.append(entry)
    return entries


def _entry(place: Place, part: type[Part], table: dict[str, Any], problems: Problems, _: Translate) -> Entry:
    try:
        return Entry(place, part.model_validate(table))
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        problems.add((*place, *detail["loc"]), _sentence(detail, part, _))
    refused = frozenset(detail["loc"] for detail in details)
    return Entry(place, part.model_validate(_usable(table, refused)), refused)


def _usable(table: dict[str, Any], refused: frozenset[Place]) -> dict[str, Any]:
    """The table without the keys, or in lists without the elements, that were refused."""
    usable = {}
    for key, value in table.items():
        if (key,) in refused:
            continue
        usable[key] = (
            [item for index, item in enumerate(value) if (key, index) not in refused]
            if isinstance(value, list)
            else value
        )
    return usable


_ALLOWED: Final = re.compile(r"'([^']*)'")


def _sentence(detail: ErrorDetails, part: type[Part], _: Translate) -> str:
    """One refusal in words that help to mend it."""
    key, kind, context = str(detail["loc"][0]), detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(key, part.model_fields, _)
    sentences = {
        "literal_error": _("Choose one of these: {allowed}."),
        "string_type": _('Put this in quotes: "…".'),
        "list_type": _('Write a list in brackets, also of one: {key} = ["…"].'),
        "string_too_short": _("Nothing stands between the quotes. Fill it in, or remove the line."),
        "string_too_long": _("This is longer than {n} characters."),
        "day_with_time": _("Write the date alone here, without a time of day: {key} = 2026-01-28."),
        "no_day": _("Write a date without quotes: {key} = 2026-01-28."),
        "moment_without_time": _(
            "A time of day is missing. If you know only the date, write on = 2026-01-28 in place of at."
        ),
        "no_moment": _("Write date and time without quotes: {key} = 2026-01-28 21:15:00."),
        "year": _("The year {year} cannot be meant."),
        "string_pattern_mismatch": {
            "region": _("Write the two letters of a country, such as CN."),
            "area_code": _('Write digits only, such as "010".'),
        }.get(
            key,
            _("{key} begins with a letter and has letters, digits, - and _ after it, 64 at most, no blanks."),
        ),
    }
    return sentences.get(kind, _("This value cannot be used ({kind}).")).format(
        key=key,
        kind=kind,
        allowed=", ".join(f'"{value}"' for value in _ALLOWED.findall(context.get("expected", ""))),
        n=context.get("max_length"),
        year=context.get("year"),
    )


def _unknown(name: str, known: Iterable[str], _: Translate) -> str:
    known = tuple(known)
    near = difflib.get_close_matches(name.lower(), known, n=1)
    if near:
        return _("{name} is not known here. Is {near} meant?").format(name=shown(name), near=near[0])
    return _("{name} is not known here. Known are: {names}.").format(name=shown(name), names=", ".join(known))
