"""How the phone rings: one call at a time, or several in a row."""

from dataclasses import dataclass
from datetime import date, timedelta

from story.cast import Party
from story.dates import Hours, midnight_ms, moment
from story.diary import Diary
from story.dice import Dice

UNANSWERED = (("3", 0.7), ("5", 0.3))


@dataclass(frozen=True)
class Manner:
    """When somebody rings and what becomes of it."""

    hours: Hours
    outcomes: tuple[tuple[str, float], ...]
    """Type codes with their weights."""
    longest_s: int
    """Talk time of the longest call; most are much shorter."""


def talk_s(dice: Dice, longest_s: int) -> int:
    """Talk time in seconds."""
    return 2 + dice.between(0, longest_s) * dice.between(0, 1000) // 1000


def ring(
    diary: Diary, dice: Dice, party: Party, day: date, manner: Manner, *, presentation: str = "1"
) -> None:
    """One call, at another moment of the day where the party has just rung, or none if there is none."""
    for _ in range(9):
        at_ms = moment(dice, day, manner.hours)
        if diary.is_free(party, at_ms):
            break
    else:
        return
    type_code, duration_s = dice.weighted(manner.outcomes), 0
    if type_code in {"1", "7"} and not dice.chance(0.03):
        duration_s = talk_s(dice, manner.longest_s)
    elif type_code == "3" and dice.chance(0.08):
        duration_s = dice.between(3, 48)  # some phones keep the seconds of ringing here
    diary.call(party, at_ms, type_code, duration_s=duration_s, presentation=presentation)


def missed_series(
    diary: Diary, dice: Dice, party: Party, day: date, hours: Hours, *, size: int, presentation: str = "1"
) -> None:
    """Calls one after the other, none of them answered, all before midnight."""
    for _ in range(9):
        moments = [moment(dice, day, hours)]
        for _ in range(size - 1):
            moments.append(moments[-1] + dice.between(21_000, 110_000))
        before_midnight = moments[-1] < midnight_ms(day + timedelta(days=1))
        if before_midnight and diary.is_free(party, moments[0], moments[-1]):
            type_codes = [dice.weighted(UNANSWERED) for _ in moments]
            diary.series(party, moments, type_codes, presentation=presentation)
            return
