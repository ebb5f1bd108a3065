"""The senders that the figures beside those of all contacts are about, and the words for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import pandas as pd

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Paragraph
from collectguard.wording import Wording


@dataclass(frozen=True, eq=False)
class Scope:
    """The senders reported on. Without a case file they are those outside the phone's contacts."""

    row: pd.Series
    """Their figures together."""
    senders: pd.DataFrame
    """One row each, most contacts first."""
    left_out: int
    """Senders outside the contacts that are not reported on, by the word of the owner."""
    put_in: int
    """Senders in the contacts that are, by the word of the owner."""
    wording: Wording

    @classmethod
    def of(cls, case: Case) -> Self:
        """The scope of one case."""
        reported, known = (case.senders[name].to_numpy(bool) for name in ("reported", "known"))
        return cls(
            case.reported,
            case.senders[reported],
            int((~known & ~reported).sum()),
            int((known & reported).sum()),
            Wording(case.log.settings),
        )

    @property
    def corrected(self) -> bool:
        """Whether the case file has changed it."""
        return bool(self.left_out or self.put_in)

    @property
    def title(self) -> str:
        """What these senders are called at the head of a section."""
        _ = self.wording._
        return _("Numbers reported on") if self.corrected else _("Numbers outside the phone's contacts")

    @property
    def column(self) -> str:
        """The same over a column of figures."""
        _ = self.wording._
        return _("From numbers reported on") if self.corrected else _("From outside the contacts")

    @property
    def nothing(self) -> str:
        """That there is no contact from any of them."""
        _ = self.wording._
        if self.corrected:
            return _("No contact came from a number that is reported on.")
        return _("No contact came from a number outside the phone's contacts.")

    def explained(self) -> Iterator[Block]:
        """How the case file has changed it."""
        _ = self.wording._
        if not self.corrected:
            return
        sentences = [_("These are the numbers outside the phone's contacts, corrected by the case file:")]
        if self.left_out:
            out = _("{numbers} left out as well known or as belonging to protected people;")
            sentences.append(out.format(numbers=self.wording.numbers(self.left_out)))
        if self.put_in:
            back = _(
                "{numbers} counted in although saved in the phone, since the file says who is behind them;"
            )
            sentences.append(back.format(numbers=self.wording.numbers(self.put_in)))
        sentences.append(_("the figures of all contacts hold every one of them."))
        yield Paragraph(self.wording.together(sentences), "note")
