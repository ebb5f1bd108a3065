"""What lenders, agency and mock courts write: templates of ``collection.toml`` with their slots filled."""

import tomllib
from datetime import date
from typing import Any

from story.cast import HERE
from story.dates import DUE_A, DUE_B, wall
from story.dice import Deck, Dice

SIGNATURE = "【虚构资产】"
_INSTALMENT_A, _WHOLE_A, _INSTALMENT_B = 231_860, 927_440, 148_627  # in cents


class Wording:
    """Deals the templates so that none comes again before its neighbours have had their turn."""

    def __init__(self) -> None:
        self._dice = Dice("wording")
        table: dict[str, Any] = tomllib.loads((HERE / "collection.toml").read_text("utf-8"))
        self._decks: dict[tuple[str, str], Deck[str]] = {
            (group, sort): Deck(self._dice, [texts] if isinstance(texts, str) else texts)
            for group, sorts in table.items()
            for sort, texts in sorts.items()
        }

    def lender(self, lender: str, sort: str, at_ms: int, due: date) -> str:
        """A message of one of the two lenders."""
        return self._filled(lender, sort, at_ms, due)

    def agency(self, dice: Dice, sort: str, at_ms: int, signed: float) -> str:
        """A message of the agency; the longer ones carry its signature with this probability."""
        text = self._filled("agency", sort, at_ms, DUE_A)
        return SIGNATURE + text if sort in {"firm", "threat", "disclose"} and dice.chance(signed) else text

    def court(self, sort: str, at_ms: int) -> str:
        """A message that claims to come from a court."""
        return self._filled("court", sort, at_ms, DUE_A)

    def _filled(self, group: str, sort: str, at_ms: int, due: date) -> str:
        local = wall(at_ms)
        days = (local.date() - due).days
        asked = _INSTALMENT_B + 990 * days if due == DUE_B else _INSTALMENT_A + 1_850 * days
        return (
            self._decks[group, sort]
            .deal()
            .format(
                days=days,
                sum=_yuan(asked),
                claim=_yuan(_WHOLE_A + 6_183 * days),
                due=f"{due.month}月{due.day}日",
                hour=24 if local.hour >= 21 else local.hour + 2 if local.hour >= 7 else 9,
                code=f"{self._dice.between(100000, 999999)}",
            )
        )


def _yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
