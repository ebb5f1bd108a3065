"""Numbers, dates, times, parties and people as a reader of the case's language expects them.

Thousands separators stand in sentences only. Times are those of the wall clock of the case's zone.
"""

import re
from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from collectguard import words
from collectguard.i18n import Translate, joined, translator
from collectguard.settings import UNNAMED_OWNER, Settings, Window
from collectguard.statements import CaseFile

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SHORT_HAND = frozenset({"port", "short", "iot", "text", "raw"})
_MAINLAND_MOBILE = re.compile(r"\+861\d{10}", re.ASCII)


class Wording:
    """How values are written in one report."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.lang = settings.report_lang
        self._: Translate = translator(self.lang)

    # --- amounts, for sentences ---

    def count(self, number: int) -> str:
        """A number in a sentence: ``1,234``."""
        return f"{number:,}"

    def contacts(self, number: int) -> str:
        """``1 contact``, ``1,234 contacts``."""
        return self._amount(number, self._("1 contact"), self._("{n} contacts"))

    def calls(self, number: int) -> str:
        """``1 call``, ``1,234 calls``."""
        return self._amount(number, self._("1 call"), self._("{n} calls"))

    def messages(self, number: int) -> str:
        """``1 message``, ``1,234 messages``."""
        return self._amount(number, self._("1 message"), self._("{n} messages"))

    def numbers(self, number: int) -> str:
        """``1 number``, ``1,234 numbers``."""
        return self._amount(number, self._("1 number"), self._("{n} numbers"))

    def days(self, number: int) -> str:
        """``1 day``, ``1,234 days``."""
        return self._amount(number, self._("1 day"), self._("{n} days"))

    def nights(self, number: int) -> str:
        """``1 night``, ``1,234 nights``."""
        return self._amount(number, self._("1 night"), self._("{n} nights"))

    def files(self, number: int) -> str:
        """``1 file``, ``1,234 files``."""
        return self._amount(number, self._("1 file"), self._("{n} files"))

    def times(self, number: int) -> str:
        """``once``, ``1,234 times``."""
        return self._amount(number, self._("once"), self._("{n} times"))

    def percent(self, share: float) -> str:
        """A share of 0 to 1 as ``12.3 %``."""
        return self._("{n} %").format(n=f"{100 * share:.1f}")

    def _amount(self, number: int, one: str, many: str) -> str:
        return one if number == 1 else many.format(n=self.count(number))

    # --- days and times ---

    def date(self, day: pd.Timestamp) -> str:
        """A date in a sentence: ``25 February 2026``, ``2026年2月25日``."""
        if self.lang == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, instant: pd.Timestamp) -> str:
        """An instant in a sentence, to the minute, on the wall clock of the case."""
        local = instant.tz_convert(self.settings.tz)
        if self.lang == "zh":
            return f"{self.date(local)}{local:%H:%M}"
        return f"{local:%H:%M} on {self.date(local)}"

    def stamp(self, instant: pd.Timestamp | None) -> str:
        """An instant in a table: ``2026-02-25 23:05:12 +08:00``; empty where there is none."""
        if instant is None or pd.isna(instant):
            return ""
        local = instant.tz_convert(self.settings.tz)
        offset = f"{local:%z}"
        return f"{local:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:]}"

    @cached_property
    def zone(self) -> str:
        """The zone by the name people know, with its IANA name."""
        names = {
            "Asia/Shanghai": self._("Beijing time"),
            "Asia/Hong_Kong": self._("Hong Kong time"),
            "Asia/Macau": self._("Macao time"),
            "Asia/Taipei": self._("Taipei time"),
        }
        name = names.get(self.settings.tz)
        if name is None:
            return self.settings.tz
        return self._("{name} ({tz})").format(name=name, tz=self.settings.tz)

    def window(self, window: Window) -> str:
        """A night window in words short enough for a sentence."""
        start, _, end = str(window).partition("-")
        if window.crosses_midnight:
            return self._("{start} to {end} of the next day").format(start=start, end=end)
        return self._("{start} to {end}").format(start=start, end=end)

    def dates(self, first: pd.Timestamp, last: pd.Timestamp) -> str:
        """The local dates of two instants: ``1 May 2026 to 3 May 2026``, or one where they are the same."""
        start, end = (self.date(instant.tz_convert(self.settings.tz)) for instant in (first, last))
        return start if start == end else self._("{first} to {last}").format(first=start, last=end)

    # --- sentences ---

    def together(self, sentences: Iterable[str | None]) -> str:
        """Sentences in a row, as the language writes them; empty ones are left out."""
        return joined(sentences, self.lang)

    # --- parties ---

    def party(self, party: str) -> str:
        """A party by the number as people dial it, hidden callers in words.

        A mainland mobile number stands without its country code where the phone is at home there.
        """
        hidden = words.hidden_parties(self._).get(party)
        if hidden is not None:
            return hidden
        if self.settings.region == "CN" and _MAINLAND_MOBILE.fullmatch(party):
            return party.removeprefix("+86")
        sort, _colon, name = party.partition(":")
        return name if sort in _SHORT_HAND and name.strip() else party

    # --- people ---

    def person(self, owner: str, said: CaseFile | None = None) -> str | None:
        """The one whose phone it is, by its label in the log: as the case file names them, else the label.

        ``None`` is the owner whom nobody has named; how to call that one, the sentence decides.
        """
        said = said or CaseFile()
        own = owner == self.settings.owner
        protected = next((person.name for person in said.protected if person.owner == owner), None)
        label = None if own and owner == UNNAMED_OWNER else owner
        return protected or (said.owner_name if own else None) or label
