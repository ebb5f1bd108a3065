"""Ordinary life: codes, parcels, the bank, friends and family."""

import tomllib
from typing import Any

from story.cast import HERE, Cast, Party, mobile
from story.dates import LONG_DAY, MINUTE_MS, OFFICE, WORKING_DAY, Hours, days, is_weekend, moment, wall
from story.diary import Diary
from story.dice import Deck, Dice
from story.records import IN, OUT
from story.ringing import Manner, ring, talk_s

TALK: Hours = ((8, 10, 1), (12, 14, 2), (17, 20, 3), (20, 22, 4), (22, 23, 1.2))
CALLERS = (
    ("mother", 0.3), ("father", 0.1), ("cousin", 0.07), ("zhekun", 0.13), ("xugou", 0.1),
    ("jiashe", 0.06), ("colleague", 0.24), ("boss", 0.13), ("landlord", 0.04), ("diner", 0.03),
)  # fmt: skip
"""Incoming calls a day from those the owner knows."""
KNOWN_OUTCOMES = (("1", 0.78), ("3", 0.15), ("5", 0.04), ("7", 0.03))
COURIER_NOTES = (
    "你好快递放门口了，注意查收",
    "外卖放前台了，打您电话没接",
    "包裹放驿站了哈，取件码一会儿发您",
    "您好，我在楼下，不让进，麻烦下来取一下",
    "快递到付的，放门卫那里可以吗",
)
COURIER_OUTCOMES = (("1", 0.62), ("3", 0.29), ("5", 0.07), ("4", 0.02))


def live(diary: Diary, cast: Cast) -> None:
    """Four months of ordinary messages and calls."""
    table: dict[str, Any] = tomllib.loads((HERE / "everyday.toml").read_text("utf-8"))
    for service in table["service"]:
        _service(diary, cast[service["sender"]], service)
    _dialogues(diary, cast, table["dialogue"])
    _couriers(diary)
    _known_callers(diary, cast)


def _service(diary: Diary, sender: Party, service: dict[str, Any]) -> None:
    dice = Dice(f"service {service['sender']}")
    deck = Deck(dice, service["texts"])
    hours = LONG_DAY if service["day"] == "long" else WORKING_DAY
    for day in days():
        for _ in range(dice.count(service["per_day"])):
            at_ms = moment(dice, day, hours)
            diary.message(sender, at_ms, IN, _filled(deck.deal(), dice, at_ms))


def _filled(text: str, dice: Dice, at_ms: int) -> str:
    local = wall(at_ms)
    return text.format(
        date=f"{local.month}月{local.day}日",
        clock=f"{local:%H:%M}",
        code=f"{dice.between(100000, 999999)}",
        small=f"{dice.between(6, 288)}.{dice.between(0, 99):02d}",
        n=dice.between(2, 9),
    )


def _dialogues(diary: Diary, cast: Cast, dialogues: list[dict[str, Any]]) -> None:
    dice = Dice("dialogues")
    deck = Deck(dice, dialogues)
    for day in days():
        for _ in range(dice.count(0.8 if is_weekend(day) else 0.54)):
            dialogue = deck.deal()
            at_ms = moment(dice, day, TALK)
            for line in dialogue["lines"]:
                text = _filled(line[1:], dice, at_ms)
                diary.message(cast[dialogue["who"]], at_ms, IN if line[0] == "<" else OUT, text)
                at_ms += dice.between(18_000, 8 * MINUTE_MS)


def _couriers(diary: Diary) -> None:
    """Riders and parcel carriers ring from their own mobiles, few of them twice."""
    dice = Dice("couriers")
    pool = [mobile(f"19480{dice.between(0, 999999):06d}") for _ in range(44)]
    for day in days():
        for _ in range(dice.count(0.9)):
            courier = dice.pick(pool) if dice.chance(0.6) else dice.pick(pool[:6])
            ring(diary, dice, courier, day, Manner(WORKING_DAY, COURIER_OUTCOMES, 55))
        if dice.chance(0.12):
            courier = dice.pick(pool)
            diary.message(courier, moment(dice, day, WORKING_DAY), IN, dice.pick(COURIER_NOTES))


def _known_callers(diary: Diary, cast: Cast) -> None:
    dice = Dice("callers")
    for day in days():
        for who, mean in CALLERS:
            hours = OFFICE if who in {"colleague", "boss"} else TALK
            if hours is OFFICE and is_weekend(day):
                continue
            for _ in range(dice.count(mean * 1.1)):
                ring(diary, dice, cast[who], day, Manner(hours, KNOWN_OUTCOMES, 640))
            for _ in range(dice.count(mean * 0.55)):
                duration_s = 0 if dice.chance(0.22) else talk_s(dice, 500)
                diary.call(cast[who], moment(dice, day, hours), OUT, duration_s=duration_s)
