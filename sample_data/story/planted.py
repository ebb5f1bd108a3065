"""The planted truth as the plain values of ``truth.json``."""

from collections import Counter
from hashlib import sha256
from typing import Any

from story.backup import Backup, Row
from story.cast import Cast
from story.diary import Diary
from story.dice import SEED
from story.records import CALL_OUTCOMES, OUT, Call, Mms, Sms

OWNER = "张样例"


def truth_of(diary: Diary, cast: Cast, backups: list[Backup], deleted: frozenset[Sms]) -> dict[str, Any]:
    """What was planted, for programs to be held against; README.md explains each entry."""
    sources = _sources(backups)
    ledger = ("records", "kept", "duplicates", "rejected")
    totals = {name: sum(source[name] for source in sources.values()) for name in ledger}
    rows: list[Row] = [*diary.sms, *diary.mms, *diary.calls]
    if totals["kept"] != len(rows):
        raise ValueError(f"{len(rows)} rows were planted, {totals['kept']} are in the files")
    return {
        "schema": 1,
        "seed": SEED,
        "tz": "Asia/Shanghai",
        "night": "22:00-08:00",
        "owner": {"name": OWNER, "number": cast.owner},
        "sources": sources,
        "totals": totals,
        "deleted_between": len(deleted),
        "all": diary.everyone.as_dict(),
        "unknown_senders": diary.strangers.as_dict(),
        "parties": {key: _party(diary, key) for key in sorted(diary.parties)},
        "actors": {
            name: {"role": cast.roles[name], "parties": _numbers(diary, name)} | tally.as_dict()
            for name, tally in sorted(diary.actors.items())
        },
        "quirks": _quirks(diary),
        "attachments": [_attachments(row) for row in sorted(diary.mms, key=lambda row: row.arrived_ms)],
    }


def _sources(backups: list[Backup]) -> dict[str, dict[str, Any]]:
    """The ledger of each file when all are read in the order of their names."""
    seen: Counter[Row] = Counter()
    sources = {}
    for backup in backups:
        rows = Counter(backup.rows)
        duplicates = (rows & seen).total()
        seen |= rows
        times = [at_ms for row in backup.rows if (at_ms := _usable_ms(row)) is not None]
        sources[backup.name] = {
            "declared": backup.declared,
            "records": len(backup.rows),
            "kept": len(backup.rows) - duplicates,
            "duplicates": duplicates,
            "rejected": 0,
            "repaired": {kind: count for kind, count in sorted(backup.repaired.items()) if count},
            "kinds": dict(sorted(backup.kinds.items())),
            "directions": {name: backup.directions[name] for name in ("in", "out", "unknown")},
            "first_ms": min(times),
            "last_ms": max(times),
        }
    return sources


def _usable_ms(row: Row) -> int | None:
    """When the row happened; ``None`` where its date does not say."""
    if isinstance(row, Call):
        return row.at_ms
    return None if isinstance(row, Sms) and not row.usable else row.arrived_ms


def _party(diary: Diary, key: str) -> dict[str, Any]:
    party, tally = diary.seen[key], diary.parties[key]
    about = {"known": party.name is not None, "contact_name": party.name, "actor": party.actor}
    return about | tally.as_dict() | {"missed_series": tally.missed_series}


def _numbers(diary: Diary, actor: str) -> list[str]:
    return sorted(key for key, party in diary.seen.items() if party.actor == actor)


def _quirks(diary: Diary) -> dict[str, int]:
    """How many rows of the phone (not of the files) have which oddity."""
    repeats = len(diary.sms) - len(set(diary.sms))
    return {
        "implausible_time": sum(not row.usable for row in diary.sms),
        "date_in_seconds": sum(row.in_seconds for row in diary.sms),
        "equal_records_in_one_file": repeats,
        "body_is_the_word_null": sum(row.body == "null" for row in diary.sms),
        "unknown_call_type": sum(row.type_code not in {*CALL_OUTCOMES, OUT} for row in diary.calls),
        "missed_with_ring_seconds": sum(row.type_code == "3" and row.duration_s > 0 for row in diary.calls),
        "answered_with_zero_seconds": sum(
            row.type_code == "1" and row.duration_s == 0 for row in diary.calls
        ),
        "mms_not_downloaded": sum(row.message_type == "130" for row in diary.mms),
        "sent_to_several": sum(row.party is None for row in diary.mms),
    }


def _attachments(row: Mms) -> dict[str, Any]:
    """Pictures of a message, with the SHA-256 over their base64 text in order."""
    data = [part.data for part in row.parts if part.data is not None]
    digest = sha256("".join(data).encode("ascii")).hexdigest() if data else None
    return {"at_ms": row.arrived_ms, "rcs": row.rcs, "part_count": len(data), "part_digest": digest}
