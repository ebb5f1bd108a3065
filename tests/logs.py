"""Small logs written by hand: one line a record, wall-clock times in the zone of the settings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from collectguard.schema import EVENT_DTYPES, REJECTED_DTYPES, SOURCE_DTYPES, Log, empty_frame
from collectguard.settings import Settings, settings_for

PLACEHOLDERS: dict[str, Any] = {
    "kind": "sms", "direction": "in", "outcome": "received", "time_quality": "ok",
    "party_raw": None, "party_class": "mobile", "contact_name": None, "known": False, "subject": None,
    "body": None, "duration_s": None, "ring_s": None, "part_count": None, "part_digest": None, "sim": None,
    "source_id": 0, "line": None, "duplicate_of": None, "counterpart": None,
}  # fmt: skip


def log_of(
    rows: Iterable[Mapping[str, Any]],
    settings: Settings | None = None,
    sources: Sequence[Mapping[str, Any]] = ({},),
) -> Log:
    """A log of these events. ``at`` is the local wall clock (``2026-03-01 22:00:00``), or ``None``.

    ``sources`` says what is different of each file, as ``{"witness": "carrier"}``.
    """
    settings = settings or settings_for("CN")
    events = []
    for number, row in enumerate(rows, start=1):
        event = (
            PLACEHOLDERS
            | {"owner": settings.owner, "event_id": f"{number:016x}", "ordinal": number}
            | dict(row)
        )
        at = event.pop("at")
        event["started_at"] = (
            pd.NaT if at is None else pd.Timestamp(at).tz_localize(settings.tz).tz_convert("UTC")
        )
        if event["party_raw"] is None:
            event["party_raw"] = event["party"]
        events.append(event)
    frame = pd.DataFrame(events, columns=list(EVENT_DTYPES))
    frame["started_at"] = pd.to_datetime(frame["started_at"], utc=True)
    frame = frame.astype(EVENT_DTYPES)
    frame = frame.sort_values(["started_at", "source_id", "ordinal"], na_position="last", ignore_index=True)
    files = pd.DataFrame(
        [
            _source(frame if len(sources) == 1 else frame[frame["source_id"] == place], settings)
            | dict(changed)
            for place, changed in enumerate(sources)
        ],
        columns=list(SOURCE_DTYPES),
    )
    for moment in ("mtime", "first", "last"):
        files[moment] = pd.to_datetime(files[moment], utc=True)
    files = files.astype(SOURCE_DTYPES)
    return Log(events=frame, sources=files, rejected=empty_frame(REJECTED_DTYPES), settings=settings)


def _source(events: pd.DataFrame, settings: Settings) -> dict[str, Any]:
    duplicates = int(events["duplicate_of"].notna().sum())
    return {
        "path": "made-by-hand.xml", "owner": settings.owner, "witness": "phone", "format": "smsbackup",
        "parser": "smsbackup", "size": 0, "sha256": "0" * 64, "mtime": None, "declared": len(events),
        "records": len(events), "kept": len(events) - duplicates, "duplicates": duplicates, "rejected": 0,
        "repaired": {},
        "kinds": {str(k): int(n) for k, n in events["kind"].value_counts().items() if n},
        "directions": {str(k): int(n) for k, n in events["direction"].value_counts().items()},
        "first": events["started_at"].min(), "last": events["started_at"].max(), "notes": (),
    }  # fmt: skip
