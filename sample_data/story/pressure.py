"""The lenders, the agency with its changing numbers, those who play a court, and hidden callers."""

from dataclasses import dataclass
from datetime import date, timedelta

from story.cast import HIDDEN, Cast, Mobile
from story.dates import DUE_A, DUE_B, LAST_DAY, OFFICE, QUIET, Hours, days, is_weekend, moment
from story.diary import Diary
from story.dice import Dice
from story.records import IN
from story.ringing import UNANSWERED, Manner, missed_series, ring
from story.wording import Wording

MACHINE: Hours = ((9, 12, 4), (14, 18, 4), (18, 20.5, 2), (21.4, 22.1, 0.25))
BEFORE_NIGHT: Hours = ((8.5, 12, 4), (13, 18, 4), (18, 21.8, 3), (22, 23, 0.5), (7, 8, 0.4))
LATE: Hours = ((8, 12, 3), (13, 18, 3), (18, 22, 3), (22, 24, 2.2), (6.5, 8, 1), (1, 3, 0.3))
ROUND_THE_CLOCK: Hours = ((8, 12, 2.5), (13, 18, 2.5), (18, 22, 3), (22, 24, 3.6), (6.5, 8, 1.8), (1, 3, 0.9))
SMALL_HOURS: Hours = ((22, 24, 1.5), (0.5, 3.5, 3), (6, 7.5, 1), (13, 18, 1))

PICKS_UP = (("1", 0.4), ("3", 0.42), ("5", 0.16), ("7", 0.02))
TIRED = (("1", 0.2), ("3", 0.47), ("5", 0.27), ("6", 0.04), ("4", 0.02))
HAS_BLOCKED = (("1", 0.08), ("3", 0.42), ("5", 0.28), ("6", 0.2), ("4", 0.02))
MACHINE_OUTCOMES = (("1", 0.34), ("3", 0.5), ("5", 0.16))


@dataclass(frozen=True)
class Phase:
    """A stretch of days in which the agency works in one manner; both ends included."""

    first: date
    last: date
    mean: float
    """Contacts a day."""
    hours: Hours
    outcomes: tuple[tuple[str, float], ...]
    series: float
    """Share of contacts that are a series of missed calls."""
    tone: tuple[tuple[str, float], ...]
    """Sorts of wording in ``collection.toml``."""


MILD = (("firm", 7.0), ("short", 2.0), ("threat", 1.0), ("disclose", 0.5))
HARD = (("firm", 3.0), ("short", 2.0), ("threat", 3.0), ("disclose", 2.0), ("insult", 0.4), ("dodge", 0.5))
HARSH = (("firm", 1.0), ("short", 2.5), ("threat", 4.0), ("disclose", 3.0), ("insult", 1.4), ("dodge", 1.0))

PHASES = (
    Phase(date(2026, 1, 20), date(2026, 1, 31), 3.4, BEFORE_NIGHT, PICKS_UP, 0.04, MILD),
    Phase(date(2026, 2, 1), date(2026, 2, 15), 5.8, LATE, TIRED, 0.08, HARD),
    Phase(date(2026, 2, 19), date(2026, 2, 21), 9.0, LATE, TIRED, 0.1, HARSH),
    Phase(date(2026, 2, 22), date(2026, 2, 28), 12.5, ROUND_THE_CLOCK, HAS_BLOCKED, 0.13, HARSH),
    Phase(date(2026, 3, 1), date(2026, 3, 5), 7.5, ROUND_THE_CLOCK, HAS_BLOCKED, 0.1, HARSH),
    Phase(date(2026, 3, 6), date(2026, 3, 12), 3.0, LATE, HAS_BLOCKED, 0.05, HARD),
    Phase(date(2026, 3, 14), date(2026, 3, 14), 1.0, BEFORE_NIGHT, HAS_BLOCKED, 0.0, MILD),
)


def press(diary: Diary, cast: Cast) -> None:
    """All that is about the two debts."""
    wording = Wording()
    _lender_a(diary, cast, wording)
    _lender_b(diary, cast, wording)
    for phase in PHASES:
        _agency(diary, cast, wording, phase)
    _court(diary, cast, wording)
    _hidden(diary)


def _lender_a(diary: Diary, cast: Cast, wording: Wording) -> None:
    dice, port, desk = Dice("lender a"), cast["lender_a.port"], cast["lender_a.desk"]
    for due, before in ((date(2025, 12, 5), (5, 3, 2)), (DUE_A, (5, 3, 1, 0))):
        for ahead in before:
            at_ms = moment(dice, due - timedelta(days=ahead), ((9, 11, 1),))
            diary.message(port, at_ms, IN, wording.lender("lender_a", "early", at_ms, due))
    paid_ms = moment(dice, date(2025, 12, 4), ((15, 17, 1),))
    diary.message(port, paid_ms, IN, wording.lender("lender_a", "paid", paid_ms, DUE_A))
    for day in _pressed(DUE_A + timedelta(days=1)):
        own = day < date(2026, 1, 20)
        for _ in range(dice.count(0.95 if own else 0.14)):
            at_ms = moment(dice, day, OFFICE)
            sort = "overdue" if own else "handed_over"
            diary.message(port, at_ms, IN, wording.lender("lender_a", sort, at_ms, DUE_A))
        for _ in range(dice.count((0.3 if is_weekend(day) else 1.3) if own else 0.08)):
            ring(diary, dice, desk, day, Manner(OFFICE, PICKS_UP, 150))


def _lender_b(diary: Diary, cast: Cast, wording: Wording) -> None:
    dice, port, line = Dice("lender b"), cast["lender_b.port"], cast["lender_b.line"]
    machine = Manner(MACHINE, MACHINE_OUTCOMES, 25)
    for due, before in ((date(2025, 11, 12), (1,)), (date(2025, 12, 12), (3, 2)), (DUE_B, (3, 1, 0))):
        for ahead in before:
            at_ms = moment(dice, due - timedelta(days=ahead), ((10, 12, 1),))
            diary.message(port, at_ms, IN, wording.lender("lender_b", "early", at_ms, due))
        ring(diary, dice, line, due - timedelta(days=2), machine)
    for paid in (date(2025, 11, 12), date(2025, 12, 11)):
        at_ms = moment(dice, paid, ((18, 21, 1),))
        diary.message(port, at_ms, IN, wording.lender("lender_b", "paid", at_ms, DUE_B))
    for day in _pressed(DUE_B + timedelta(days=1)):
        for _ in range(dice.count(0.7)):
            at_ms = moment(dice, day, MACHINE[:3])
            diary.message(port, at_ms, IN, wording.lender("lender_b", "overdue", at_ms, DUE_B))
        mean = 2.4 if date(2026, 2, 19) <= day <= date(2026, 3, 3) else 1.7 if day < date(2026, 3, 4) else 0.5
        for _ in range(dice.count(mean * (0.6 if is_weekend(day) else 1.0))):
            ring(diary, dice, line, day, machine)


def _agency(diary: Diary, cast: Cast, wording: Wording, phase: Phase) -> None:
    dice = Dice(f"agency {phase.first}")
    for day in _pressed(phase.first, phase.last):
        active = [one for one in cast.rotation if one.first <= day <= one.last]
        weighted = [(one, 1.0 + place) for place, one in enumerate(active)]
        for _ in range(max(1, dice.count(phase.mean))):
            agent: Mobile = dice.weighted(weighted)
            if dice.chance(phase.series):
                missed_series(diary, dice, agent.party, day, phase.hours, size=dice.between(3, 6))
            elif dice.chance(0.48):
                at_ms = moment(dice, day, phase.hours)
                text = wording.agency(dice, dice.weighted(phase.tone), at_ms, agent.signed)
                diary.message(agent.party, at_ms, IN, text)
            else:
                ring(diary, dice, agent.party, day, Manner(phase.hours, phase.outcomes, 120))


def _court(diary: Diary, cast: Cast, wording: Wording) -> None:
    dice = Dice("court")
    for day in _pressed(date(2026, 2, 8), date(2026, 3, 6)):
        for sort, mean in (("port", 0.3), ("mobile", 0.2)):
            for _ in range(dice.count(mean)):
                at_ms = moment(dice, day, BEFORE_NIGHT)
                diary.message(cast[f"impersonator.{sort}"], at_ms, IN, wording.court(sort, at_ms))
        if dice.chance(0.2):
            ring(diary, dice, cast["impersonator.mobile"], day, Manner(BEFORE_NIGHT, TIRED, 90))


def _hidden(diary: Diary) -> None:
    dice, alone = Dice("hidden"), Manner(SMALL_HOURS, UNANSWERED, 0)
    kinds = ((("hidden:restricted", "2"), 0.65), (("hidden:unknown", "3"), 0.35))
    for day in _pressed(date(2026, 1, 24), date(2026, 3, 8)):
        for _ in range(dice.count(0.45)):
            key, presentation = dice.weighted(kinds)
            if dice.chance(0.2):
                missed_series(diary, dice, HIDDEN[key], day, SMALL_HOURS, size=3, presentation=presentation)
            else:
                ring(diary, dice, HIDDEN[key], day, alone, presentation=presentation)


def _pressed(first: date, last: date = LAST_DAY) -> list[date]:
    return [day for day in days(first, last) if day not in QUIET]
