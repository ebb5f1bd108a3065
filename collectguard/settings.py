"""What the numbers depend on besides the files: region, zone, night, limits.

Every report prints its settings; the same files with the same settings give the same bytes.
"""

import importlib.resources
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from collectguard.errors import SettingsError

SECONDS_PER_DAY = 86_400

UNNAMED_OWNER: Final = "me"
"""Label of the owner where no name was given."""

_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Window:
    """A daily window of wall-clock time, half-open: the start counts, the end does not.

    A window whose start is later than its end crosses midnight.
    """

    start_s: int
    """First second of the day inside the window, 0 to 86,399."""
    end_s: int
    """First second of the day after the window, 1 to 86,400 where it does not cross midnight."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``22:00-08:00``; seconds may be given, ``24:00`` may end a window.

        Raises:
            SettingsError: The text is no window, or one without length.
        """
        start, _, end = text.replace("–", "-").partition("-")
        window = cls(_second_of_day(start, text), _second_of_day(end, text))
        if window.start_s == SECONDS_PER_DAY:
            raise SettingsError(
                "The window {text!r} starts at 24:00.",
                "Write 00:00 where a window starts at midnight; only its end may be 24:00.",
                text=text,
            )
        if window.length_s == 0:
            raise SettingsError(
                "The window {text!r} has no length.",
                "Give a start and a different end, for example 22:00-08:00.",
                text=text,
            )
        return window

    @property
    def crosses_midnight(self) -> bool:
        """Whether the window begins on one date and ends on the next."""
        return self.start_s > self.end_s

    @property
    def length_s(self) -> int:
        """Length on a day of 24 hours; 00:00-24:00 has all of them."""
        return self.end_s - self.start_s + (SECONDS_PER_DAY if self.crosses_midnight else 0)

    @property
    def share_of_day(self) -> float:
        """What an even spread over a day of 24 hours would put into it, 0 to 1."""
        return self.length_s / SECONDS_PER_DAY

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its parts on one date, in order: first second inside, first second after; two across midnight."""
        if not self.crosses_midnight:
            return ((self.start_s, self.end_s),)
        parts = ((0, self.end_s), (self.start_s, SECONDS_PER_DAY))
        return tuple((start, end) for start, end in parts if start < end)

    def __str__(self) -> str:
        return f"{_clock_text(self.start_s)}-{_clock_text(self.end_s)}"


def _second_of_day(text: str, whole: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    if match is not None:
        second = int(match["hour"]) * 3600 + int(match["minute"]) * 60 + int(match["second"] or 0)
        if int(match["minute"]) < 60 and int(match["second"] or 0) < 60 and second <= SECONDS_PER_DAY:
            return second
    raise SettingsError(
        "{text!r} is not a window of the day.",
        "Write start and end as hours and minutes, for example 22:00-08:00.",
        text=whole,
    )


def _clock_text(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


@dataclass(frozen=True)
class Settings:
    """Everything beside the input files that a number can depend on.

    Use `settings_for` to make one with the defaults of a region.
    """

    region: str
    """ISO 3166 code: how a number without country code is read, and which defaults hold."""
    tz: str
    """IANA zone of the wall clock by which days and nights are counted."""
    tz_basis: str
    """How the zone was chosen: ``region`` or ``user``."""
    nights: tuple[Window, ...]
    """Night windows; the first is the one of headline figures, all are tabulated side by side."""
    night_basis: str
    """How the night was chosen: ``region`` or ``user``."""
    report_lang: str
    """``zh`` or ``en``."""
    connected_min_s: int = 1
    """Shortest talk time in seconds of a call that counts as connected."""
    area_code: str | None = None
    """Area code, without its leading zero, of landline numbers written without one."""
    owner: str = UNNAMED_OWNER
    """Whose phone the files are from."""
    columns: str = ""
    """Which column of a table is what, where that is not recognised: ``time=3,peer=4``; see the reader of
    tables."""

    @property
    def night(self) -> Window:
        """The night of headline figures."""
        return self.nights[0]

    @property
    def zone(self) -> ZoneInfo:
        """The zone as an object."""
        return ZoneInfo(self.tz)

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain JSON values, for manifests and machine-readable output."""
        return {
            "region": self.region,
            "tz": self.tz,
            "tz_basis": self.tz_basis,
            "night": str(self.night),
            "nights": [str(window) for window in self.nights],
            "night_basis": self.night_basis,
            "report_lang": self.report_lang,
            "connected_min_s": self.connected_min_s,
            "area_code": self.area_code,
            "owner": self.owner,
            **({"columns": self.columns} if self.columns else {}),
        }


def settings_for(
    region: str = "CN",
    *,
    tz: str | None = None,
    nights: tuple[Window, ...] = (),
    report_lang: str | None = None,
    connected_min_s: int = 1,
    area_code: str | None = None,
    owner: str = UNNAMED_OWNER,
    columns: str = "",
) -> Settings:
    """Settings with the region's zone, night and language where none are given.

    The zone of the machine is never used: a region with several zones needs ``tz``.

    Raises:
        SettingsError: The zone does not exist, or the region has no single zone and none was given.
    """
    region = region.upper()
    defaults = _regions().get(region, {})
    zone = tz or defaults.get("tz") or _only_zone(region)
    if zone is None:
        raise SettingsError(
            "Region {region} has no single time zone that is known here.",
            "Say in which zone the phone's owner lives, for example --tz America/Chicago.",
            region=region,
        )
    if zone not in _zones():
        raise SettingsError(
            "There is no time zone {zone!r}.",
            "Use an IANA name such as Asia/Shanghai or America/New_York.",
            zone=zone,
        )
    return Settings(
        region=region,
        tz=zone,
        tz_basis="user" if tz else "region",
        nights=tuple(dict.fromkeys(nights)) or (Window.parse(defaults.get("night", "22:00-08:00")),),
        night_basis="user" if nights else "region",
        report_lang=report_lang or defaults.get("report_lang", "en"),
        connected_min_s=connected_min_s,
        area_code=area_code.lstrip("0") if area_code else None,
        owner=owner,
        columns=columns,
    )


@cache
def _regions() -> dict[str, dict[str, str]]:
    text = importlib.resources.files("collectguard").joinpath("regions.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _zones() -> frozenset[str]:
    """Names of the IANA database.

    The folder of a system holds more: ``localtime``, the zone of the machine, and ``right/…``, which count
    leap seconds.
    """
    text = importlib.resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(text.split())


@cache
def _only_zone(region: str) -> str | None:
    """The zone of a country that has exactly one, by the ``zone.tab`` of the IANA database."""
    table = importlib.resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    zones = [
        fields[2]
        for line in table.splitlines()
        if not line.startswith("#") and (fields := line.split("\t"))[0] == region
    ]
    return zones[0] if len(zones) == 1 else None
