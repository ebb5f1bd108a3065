"""A case file from the disk, checked from end to end."""

import importlib.resources
from dataclasses import replace
from functools import cache
from pathlib import Path

from collectguard.casefile.problems import CaseFileError, Problems
from collectguard.casefile.reading import Entry, read_sections
from collectguard.casefile.resolving import Reading, resolve
from collectguard.casefile.syntax import read_bytes, read_toml, text_of
from collectguard.casefile.visible import shown
from collectguard.casefile.written import PlacePart
from collectguard.errors import SettingsError
from collectguard.i18n import Translate, translator
from collectguard.provenance import Origin
from collectguard.settings import Settings, settings_for
from collectguard.statements import CaseFile

DEFAULT_REGION = "CN"


def load(path: str | Path, settings: Settings | None = None, *, lang: str = "en") -> CaseFile:
    """What the user has said in this file, with every number under the key that the log gives it.

    Args:
        path: A TOML file as `template` writes it.
        settings: Those with which the log is read: they decide how numbers are understood, and a time
            without a zone is on their wall clock unless the file names its own zone. Without them the
            region, zone and area code of the file are used, so that settings can be made from what it says.
        lang: Language of the problems, ``en`` or ``zh``.

    Raises:
        InputError: The file cannot be opened.
        CaseFileError: Something in it cannot be used. All such places are named, each with its line; only
            what is no TOML at all hides what comes behind it.
    """
    _ = translator(lang)
    path = Path(path)
    data = read_bytes(path, _)
    document, problems = read_toml(path, text_of(data, path, _), _)
    sections = read_sections(document, problems, _)
    place = _place(sections["place"], problems, _)
    if settings is None:
        reading = Reading(place.region or DEFAULT_REGION, place.area_code, place.tz or _zone_of(place.region))
    else:
        reading = Reading(settings.region, settings.area_code, place.tz or settings.tz)
    case = resolve(sections, reading, problems, _)
    if problems.found:
        raise CaseFileError(path, problems.by_line, _)
    return replace(case, origin=Origin.of(str(path), data))


def _place(entries: list[Entry], problems: Problems, _: Translate) -> PlacePart:
    """Where the phone is; a region or zone that does not exist is noted and left out."""
    place = next((entry.part for entry in entries if isinstance(entry.part, PlacePart)), PlacePart())
    if place.region is not None and place.region not in _countries():
        problems.add(
            ("place", "region"), _("There is no country with the letters {code}.").format(code=place.region)
        )
        place = place.model_copy(update={"region": None})
    if place.tz is not None and not _exists(place.tz):
        problems.add(
            ("place", "tz"),
            _(
                "There is no time zone “{tz}”. Write an IANA name such as Asia/Shanghai or America/New_York."
            ).format(tz=shown(place.tz)),
        )
        place = place.model_copy(update={"tz": None})
    return place


def _exists(tz: str) -> bool:
    try:
        settings_for(DEFAULT_REGION, tz=tz)
    except SettingsError:
        return False
    return True


def _zone_of(region: str | None) -> str | None:
    try:
        return settings_for(region or DEFAULT_REGION).tz
    except SettingsError:
        return None


@cache
def _countries() -> frozenset[str]:
    """Codes of ISO 3166, by the table of the IANA database."""
    table = importlib.resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    return frozenset(line.split("\t")[0] for line in table.splitlines() if not line.startswith("#"))
