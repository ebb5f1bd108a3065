"""Write the backups, the carrier's list, the mother's backups and ``truth.json``: the same bytes each time.

python sample_data/make_sample.py            writes beside this file
python sample_data/make_sample.py DIRECTORY  writes there
"""

import json
import sys
from pathlib import Path

from story.backup import Backup, backup_set
from story.carrier import carrier_list
from story.cast import load_cast
from story.diary import Diary
from story.dice import Dice
from story.everyday import live
from story.mother import FOLDER, mothers_phone, mothers_truth
from story.planted import OWNER, truth_of
from story.pressure import press
from story.records import Mms, Sms
from story.scenes import play

CALL_LOG_ROWS = 500
"""An Android phone keeps about so many calls and forgets the oldest."""
DELETED = 7
"""Messages that the owner deletes between the two full backups."""


def main(arguments: list[str]) -> None:
    """Tell the story and write it down."""
    directory = Path(arguments[0]) if arguments else Path(__file__).parent
    directory.mkdir(parents=True, exist_ok=True)
    cast = load_cast()
    diary = Diary(cast)
    play(diary, cast)
    live(diary, cast)
    press(diary, cast)
    backups, deleted = make_backups(diary)
    for backup in backups:
        (directory / backup.name).write_bytes(backup.xml())
    (directory / FOLDER).mkdir(exist_ok=True)
    hers = mothers_phone(diary, cast)
    for backup in hers:
        (directory / FOLDER / backup.name).write_bytes(backup.xml())
    listed = carrier_list(diary, cast, OWNER)
    (directory / listed.name).write_bytes(listed.csv())
    truth = truth_of(diary, cast, backups, deleted)
    truth |= {"reconciliation": listed.truth(), "mother": mothers_truth(hers)}
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (directory / "truth.json").write_text(text + "\n", "utf-8", newline="\n")


def make_backups(diary: Diary) -> tuple[list[Backup], frozenset[Sms]]:
    """The four files that the owner made, by name, and the messages that only the first one has."""
    dice = Dice("backups")
    january, call_log, march = (backup_set(dice) for _ in range(3))
    calls = (
        Backup("calls-20260131201544.xml", "calls", call_log, declared_too_many=3),
        Backup("calls-20260316090533.xml", "calls", march),
    )
    messages = (
        Backup("sms-20260115083012.xml", "smses", january),
        Backup("sms-20260316090501.xml", "smses", march),
    )
    for backup in calls:
        log = sorted((row for row in diary.calls if row.at_ms <= backup.made_ms), key=lambda row: row.at_ms)
        backup.rows += log[-CALL_LOG_ROWS:]
    deleted = _deleted(diary, messages[0].made_ms, dice)
    for backup, gone in zip(messages, (frozenset[Sms](), deleted), strict=True):
        sms = [row for row in diary.sms if row.arrived_ms <= backup.made_ms and row not in gone]
        mms = [row for row in diary.mms if row.arrived_ms <= backup.made_ms]
        backup.rows += [*sorted(sms, key=_sms_date), *sorted(mms, key=_mms_date)]
    return [*calls, *messages], deleted


def _sms_date(row: Sms) -> int:
    """The app sorts by the number that the phone wrote, right or wrong."""
    return int(row.date)


def _mms_date(row: Mms) -> int:
    return row.arrived_ms


def _deleted(diary: Diary, before_ms: int, dice: Dice) -> frozenset[Sms]:
    """Codes and a few reminders that the owner tidied away after the first backup."""
    tidied = ("port:10600140001", "port:106001400031188", "port:10600194002100", "port:1060017000955")
    candidates = [
        row for row in diary.sms
        if row.party.key in tidied and row.type_code == "1" and row.arrived_ms <= before_ms
        and diary.sms.count(row) == 1
    ]  # fmt: skip
    return frozenset(dice.shuffled(candidates)[:DELETED])


if __name__ == "__main__":
    main(sys.argv[1:])
