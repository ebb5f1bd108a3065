"""The mother's phone: what the agency did there, and her side of the contacts with her son."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from story.backup import Backup, backup_set
from story.cast import HERE, Cast, Party, party_of
from story.dates import epoch_ms, midnight_ms
from story.diary import Diary
from story.dice import Dice
from story.records import IN, OUT, TALKED, Call, Mms, Sms

FOLDER = "mother"
_ON_THE_WAY_MS = (900, 3_800)
"""A phone notes a call or message of its own a little before the other one hears of it."""


def mothers_phone(diary: Diary, cast: Cast) -> tuple[Backup, Backup]:
    """Her two backups: calls, messages."""
    about: dict[str, Any] = tomllib.loads((HERE / "mother.toml").read_text("utf-8"))
    dice, son = Dice("mother"), party_of(about["son"])
    first_ms, behind_ms = midnight_ms(about["first"]), midnight_ms(about["last"] + timedelta(days=1))
    made_by = backup_set(dice)
    calls = Backup(about["calls"], "calls", made_by)
    messages = Backup(about["messages"], "smses", made_by)
    agency_calls, agency_messages = _agency(about, cast, dice)
    for backup, of_agency, of_son in (
        (calls, agency_calls, [*_calls_of_son(diary, cast, son, dice)]),
        (messages, agency_messages, [*_messages_of_son(diary, cast, son, dice)]),
    ):
        rows = [(_moment(row), row) for row in (*of_agency, *of_son)]
        rows.sort(key=lambda each: each[0])
        backup.rows += [row for at_ms, row in rows if first_ms <= at_ms < behind_ms]
    return calls, messages


def mothers_truth(backups: tuple[Backup, ...]) -> dict[str, Any]:
    """What a program should find on her phone; README.md explains each entry."""
    reached: dict[str, list[int]] = {}
    for backup in backups:
        for row in backup.rows:
            if not isinstance(row, Mms) and row.party is not None and row.party.actor is not None:
                reached.setdefault(row.party.key, []).append(_moment(row))
    return {
        "files": {backup.name: len(backup.rows) for backup in backups},
        "reached": {
            party: {"count": len(times), "first_ms": min(times), "last_ms": max(times)}
            for party, times in sorted(reached.items())
        },
    }


def _moment(row: Call | Sms) -> int:
    return row.at_ms if isinstance(row, Call) else row.arrived_ms


def _agency(about: dict[str, Any], cast: Cast, dice: Dice) -> tuple[list[Call], list[Sms]]:
    in_use = {mobile.party.key: mobile for mobile in cast.rotation}
    for row in (*about["call"], *about["message"]):
        mobile = in_use[cast.agent(row["number"]).key]
        if not f"{mobile.first}" <= row["at"][:10] <= f"{mobile.last}":
            raise ValueError(f"{row['number']} is not in use at {row['at']}")
    calls = []
    for row in about["call"]:
        at_ms, party = epoch_ms(row["at"]) + dice.between(0, 999), cast.agent(row["number"])
        calls.append(Call(at_ms, party, row["number"], str(row["type"]), row.get("duration", 0), "1"))
    messages = []
    for row in about["message"]:
        at_ms, party = epoch_ms(row["at"]) + dice.between(0, 999), cast.agent(row["number"])
        messages.append(Sms(at_ms, str(at_ms), party, row["number"], IN, row["text"]))
    return calls, messages


def _calls_of_son(diary: Diary, cast: Cast, son: Party, dice: Dice) -> Iterator[Call]:
    """His calls from her are hers to him; of a code that nobody explains her phone has nothing."""
    for call in diary.calls:
        if call.party == cast["mother"] and call.type_code != "10":
            away_ms = dice.between(*_ON_THE_WAY_MS)
            if call.type_code != OUT:
                talk_s = (
                    call.duration_s if call.type_code in TALKED else 0
                )  # of a missed one he has the ringing
                yield Call(call.at_ms - away_ms, son, son.spellings[0], OUT, talk_s, "1")
            else:
                code = IN if call.duration_s else "3"
                yield Call(call.at_ms + away_ms, son, son.spellings[0], code, call.duration_s, "1")


def _messages_of_son(diary: Diary, cast: Cast, son: Party, dice: Dice) -> Iterator[Sms]:
    for sms in diary.sms:
        if sms.party == cast["mother"] and sms.type_code in {IN, OUT}:
            away_ms, hers = dice.between(*_ON_THE_WAY_MS), sms.type_code == IN
            at_ms = sms.arrived_ms + (-away_ms if hers else away_ms)
            yield Sms(at_ms, str(at_ms), son, son.spellings[0], OUT if hers else IN, sms.body)
