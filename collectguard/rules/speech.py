"""What rules count, as the sentences of findings say it."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from collectguard.findings import DayCount, highest_day
from collectguard.i18n import Translate
from collectguard.rules.kinds import Counted
from collectguard.wording import Wording


class Speech(Wording):
    """How values are written, on the wall clock of a rule."""

    def counted(self, basis: Counted, number: int) -> str:
        """So many of what a rule counts: ``3 connected calls``."""
        _ = self._
        match basis:
            case "any":
                return self.contacts(number)
            case "messages":
                return self.messages(number)
            case "calls":
                return self.calls(number)
            case "attempts":
                return self._amount(
                    number, _("1 call that was not connected"), _("{n} calls that were not connected")
                )
            case "connected":
                return self._amount(number, _("1 connected call"), _("{n} connected calls"))
            case "reached":
                return self._amount(
                    number, _("1 connected call or message"), _("{n} connected calls and messages")
                )

    def day(self, day: date) -> str:
        """A date of a count."""
        return self.date(pd.Timestamp(day))

    def worst(self, days: Sequence[DayCount]) -> str:
        """The date with the highest count, of equal ones the earliest, behind a sentence."""
        most = highest_day(days)
        return self._("most on {date}: {n}").format(date=self.day(most.date), n=self.count(most.count))

    def listing(self, items: Iterable[str]) -> str:
        """Several things in a row."""
        return ("、" if self.lang == "zh" else ", ").join(items)


def what(basis: Counted, _: Translate) -> str:
    """What a rule counts, without a number."""
    return {
        "any": _("contacts"),
        "messages": _("messages"),
        "calls": _("calls"),
        "attempts": _("calls that were not connected"),
        "connected": _("connected calls"),
        "reached": _("connected calls and messages"),
    }[basis]
