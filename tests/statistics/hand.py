"""A small story, and every number of it worked out with pencil and paper.

Zone Asia/Shanghai (UTC+8, no summer time), night 22:00-08:00. 2026-02-26 is a Thursday and February
has 28 days. The names and numbers are made up; mobiles of the 194 range cannot ring.

==========  ====================================  ======================================
AGENCY      ``+8619400000001``                    unknown; texts and calls
HIDDEN      ``hidden:unknown``                    callers without a number
BANK        ``short:95588``                       a bank's short code; messages only
FRIEND      ``+8619400000002``                    in the contacts; some rows are without the name
==========  ====================================  ======================================

Usable rows run from 02-25 12:00 (``out1``) to 03-06 12:00 (``odd1``): the observed window has 9 days.
"""

from typing import Any

from collectguard.schema import Log
from tests.logs import log_of

AGENCY, HIDDEN, BANK, FRIEND = "+8619400000001", "hidden:unknown", "short:95588", "+8619400000002"


def _text(name: str, party: str, at: str | None, **more: Any) -> dict[str, Any]:
    return {"event_id": name, "party": party, "at": at, "kind": "sms", "outcome": "received", **more}


def _call(
    name: str, party: str, at: str | None, outcome: str, seconds: int | None = 0, **more: Any
) -> dict[str, Any]:
    call = {"event_id": name, "party": party, "at": at, "kind": "call", "outcome": outcome}
    return {**call, "duration_s": seconds, **more}


_HIDDEN = {"party_class": "hidden", "party_raw": "-1"}
_BANK = {"party_class": "service95"}

RECORDS: list[dict[str, Any]] = [
    # --- AGENCY around the borders of the first night
    _text("a01", AGENCY, "2026-02-26 21:59:59.999"),  # 1 ms before the night: day, near the border
    _text("a02", AGENCY, "2026-02-26 22:00:00.000"),  # the start counts: night of 02-26, near
    _call("a03", AGENCY, "2026-02-27 07:59:59.999", "missed"),  # still the night of 02-26, near
    _call("a04", AGENCY, "2026-02-27 08:00:00.000", "answered", 0),  # the end does not count: day, near
    _call("a05", AGENCY, "2026-02-27 08:00:30.000", "rejected"),  # day, near
    _text("a06", AGENCY, "2026-02-27 08:01:00.000"),  # day, exactly 60 s off: near
    _text("a07", AGENCY, "2026-02-27 08:01:00.001"),  # day, 60.001 s off: not near
    # --- a night across the end of the month, and the next night
    _call("a08", AGENCY, "2026-02-28 23:30:00", "missed"),  # night of 02-28
    _call("a09", AGENCY, "2026-03-01 00:10:00", "blocked"),  # night of 02-28
    _text("a10", AGENCY, "2026-03-01 07:00:00"),  # night of 02-28
    _text("a11", AGENCY, "2026-03-01 22:30:00", kind="mms"),  # night of 03-01
    # --- missed series: three in [10:00, 10:10), then two in [10:10, 10:20), three in [10:15, 10:25)
    _call("a12", AGENCY, "2026-03-03 10:00:00.000", "missed"),
    _call("a13", AGENCY, "2026-03-03 10:05:00.000", "missed"),
    _call("a14", AGENCY, "2026-03-03 10:09:59.999", "voicemail"),
    _call("a15", AGENCY, "2026-03-03 10:10:00.000", "rejected"),  # exactly 10 min after a12
    _call("a16", AGENCY, "2026-03-03 10:15:00.000", "missed"),
    _call("a17", AGENCY, "2026-03-03 10:20:00.000", "blocked"),  # exactly 10 min after a15
    _call("a18", AGENCY, "2026-03-03 10:24:59.999", "missed"),
    _call("a19", AGENCY, "2026-03-03 10:25:00.000", "answered", 65),
    # --- no usable time: counted as incoming, in nothing that needs a time
    _call("a20", AGENCY, "2001-01-01 03:00:00", "missed", time_quality="implausible"),
    _text("a21", AGENCY, None, time_quality="missing"),
    # --- HIDDEN: one hour and one day to the millisecond
    _call("h01", HIDDEN, "2026-02-28 22:00:00.000", "answered", 5, **_HIDDEN),  # night 02-28, near
    _call("h02", HIDDEN, "2026-02-28 22:59:59.999", "answered", 6, **_HIDDEN),  # night 02-28
    _call("h03", HIDDEN, "2026-02-28 23:00:00.000", "elsewhere", 12, **_HIDDEN),  # night 02-28
    _call("h04", HIDDEN, "2026-03-01 01:00:00.000", "missed", **_HIDDEN),  # night 02-28
    _call("h05", HIDDEN, "2026-03-01 22:00:00.000", "unknown", None, **_HIDDEN),  # night 03-01, near
    _call("h06", HIDDEN, "2026-03-02 12:00:00.000", "elsewhere", None, **_HIDDEN),  # day
    # --- BANK: two days of two messages, and one exactly 7 days after the first
    _text("b01", BANK, "2026-02-26 09:00:00", **_BANK),
    _text("b02", BANK, "2026-02-26 15:00:00", **_BANK),
    _text("b03", BANK, "2026-03-02 09:00:00", **_BANK),
    _text("b04", BANK, "2026-03-02 15:00:00", **_BANK),
    _text("b05", BANK, "2026-03-05 09:00:00", kind="mms", **_BANK),
    # --- FRIEND: a contact, though some rows lack the name
    _text("f01", FRIEND, "2026-02-26 20:00:00", known=True),
    _call("f02", FRIEND, "2026-02-28 23:00:00", "answered", 600, known=True, contact_name="Lin Made-Up"),
    _text("f03", FRIEND, "2026-03-01 19:00:00", kind="rcs", known=True),
    # --- what is no contact: sent, draft, called, direction not known, marked as a duplicate
    _text(
        "out1", FRIEND, "2026-02-25 12:00:00", direction="out", outcome="sent",
        known=True, contact_name="林某某",
    ),
    _text("out2", AGENCY, "2026-03-03 11:00:00", direction="out", outcome="draft"),
    _text("out3", AGENCY, "2026-03-03 11:05:00", direction="out", outcome="sent"),
    _call("out4", AGENCY, "2026-03-04 09:00:00", "unanswered", direction="out"),
    _text("odd1", BANK, "2026-03-06 12:00:00", direction="unknown", outcome="unknown", **_BANK),
    _text("a02", AGENCY, "2026-02-26 22:00:00.000", source_id=1, ordinal=1, duplicate_of="a02"),
    _call("a12", AGENCY, "2026-03-03 10:00:00.000", "missed", source_id=1, ordinal=2, duplicate_of="a12"),
]  # fmt: skip


def hand_log() -> Log:
    """The story as a log with the settings of mainland China."""
    return log_of(RECORDS)


GROUPS = [AGENCY, FRIEND, HIDDEN, BANK, "all", "unknown"]
"""Rows of the tables below. ``all`` is everybody; ``unknown`` everybody but FRIEND."""

# AGENCY: a01-a21 are 21; a20 and a21 have no usable time. Calls: a03 a04 a05 a08 a09, a12-a19, a20 = 14.
# Dates: 02-26 (a01 a02), 02-27 (a03-a07), 02-28 (a08), 03-01 (a09-a11), 03-03 (a12-a19).
# FRIEND: 02-26, 02-28, 03-01. HIDDEN: 02-28 (3), 03-01 (2), 03-02 (1). BANK: 02-26 (2), 03-02 (2), 03-05.
# all: 21 + 3 + 6 + 5; dates 02-26 02-27 02-28 03-01 03-02 03-03 03-05. unknown: without FRIEND's three,
# on the same seven dates. Sent: out1 to FRIEND; out3 and out4 to AGENCY (out2 is a draft).
COUNTS = {
    "incoming": [21, 3, 6, 5, 35, 32],
    "timed": [19, 3, 6, 5, 33, 30],
    "call_count": [14, 1, 6, 0, 21, 20],
    "message_count": [7, 2, 0, 5, 14, 12],
    "active_days": [5, 3, 3, 3, 7, 7],
    "per_day": [19 / 9, 3 / 9, 6 / 9, 5 / 9, 33 / 9, 30 / 9],  # contacts with a usable time in 9 days
    "first": [
        "2026-02-26T13:59:59.999Z",  # a01
        "2026-02-26T12:00:00Z",  # f01
        "2026-02-28T14:00:00Z",  # h01
        "2026-02-26T01:00:00Z",  # b01
        "2026-02-26T01:00:00Z",
        "2026-02-26T01:00:00Z",
    ],
    "last": [
        "2026-03-03T02:25:00Z",  # a19
        "2026-03-01T11:00:00Z",  # f03
        "2026-03-02T04:00:00Z",  # h06
        "2026-03-05T01:00:00Z",  # b05
        "2026-03-05T01:00:00Z",
        "2026-03-05T01:00:00Z",
    ],
    "out_count": [2, 1, 0, 0, 3, 2],
}

# FRIEND has three dates of one contact, BANK two dates of two: the earliest is taken.
# all by date: 5 5 5 6 3 8 1 (sum 33).
BUSIEST = {
    "busiest_day": ["2026-03-03", "2026-02-26", "2026-02-28", "2026-02-26", "2026-03-03", "2026-03-03"],
    "busiest_day_count": [8, 1, 3, 2, 8, 8],
}

# 10 min. AGENCY: a03-a07 lie in [07:59:59.999, 08:09:59.999) = 5; the 03-03 windows hold 3 at most.
#   HIDDEN: h02 and h03 are 1 ms apart. all, unknown: as AGENCY.
# 1 h. AGENCY: a12-a19 = 8. HIDDEN: [22:00, 23:00) holds h01 h02, not h03; [22:59:59.999, ...) also 2: the
#   earlier start. all, unknown: 8 from a12.
# 24 h. AGENCY: 8 from a12 (a01-a07 would be 7). FRIEND: f02 f03. HIDDEN: from h01 the four up to h04 (h05 is
#   exactly 24 h later), from h02 four as well: the earlier. BANK: b01 b02.
#   all: from b01 (02-26 09:00) b01 b02 f01 a01-a07 = 10; from h02 and from h06 also 10: the earliest.
#   unknown: from b01 without f01 9; from h02 without f02 f03 8; from h06 h06 b04 a12-a19 = 10.
# 7 d. AGENCY: all 19 from a01. BANK: b05 is exactly 7 d after b01: 4 from b01. all: 33 - b05 = 32 from b01.
ROLLING = {
    "max_10m": [5, 1, 2, 1, 5, 5],
    "max_10m_from": [
        "2026-02-26T23:59:59.999Z",  # a03
        "2026-02-26T12:00:00Z",  # f01
        "2026-02-28T14:59:59.999Z",  # h02
        "2026-02-26T01:00:00Z",  # b01
        "2026-02-26T23:59:59.999Z",
        "2026-02-26T23:59:59.999Z",
    ],
    "max_1h": [8, 1, 2, 1, 8, 8],
    "max_1h_from": [
        "2026-03-03T02:00:00Z",  # a12
        "2026-02-26T12:00:00Z",
        "2026-02-28T14:00:00Z",  # h01
        "2026-02-26T01:00:00Z",
        "2026-03-03T02:00:00Z",
        "2026-03-03T02:00:00Z",
    ],
    "max_24h": [8, 2, 4, 2, 10, 10],
    "max_24h_from": [
        "2026-03-03T02:00:00Z",  # a12
        "2026-02-28T15:00:00Z",  # f02
        "2026-02-28T14:00:00Z",  # h01
        "2026-02-26T01:00:00Z",  # b01
        "2026-02-26T01:00:00Z",  # b01
        "2026-03-02T04:00:00Z",  # h06
    ],
    "max_7d": [19, 3, 6, 4, 32, 29],
    "max_7d_from": [
        "2026-02-26T13:59:59.999Z",  # a01
        "2026-02-26T12:00:00Z",  # f01
        "2026-02-28T14:00:00Z",  # h01
        "2026-02-26T01:00:00Z",  # b01
        "2026-02-26T01:00:00Z",
        "2026-02-26T01:00:00Z",
    ],
}

# AGENCY: a02 a03 | a08 a09 a10 | a11 = 6 in 3 nights. FRIEND: f02. HIDDEN: h01-h04 | h05. BANK: none.
# all: 6 + 1 + 5 = 12, evenings 02-26 02-28 03-01. Near a border: a01-a06; h01 h05.
# Wilson with z = 1.96, z² = 3.8416, for 6 of 19: p 0.315789, z²/2n 0.101095,
#   root √(0.0113719 + 0.0026604) = 0.118458, times z 0.232178, divisor 1.202189:
#   (0.416884 ∓ 0.232178) / 1.202189 = 0.153642, 0.539900.
# 1 of 3: root 0.425188, (0.9736 ∓ 0.833369) / 2.280533. 5 of 6: root 0.223217,
#   (1.153467 ∓ 0.437506) / 1.640267. 0 of 5: 0 and z² / (5 + z²) = 3.8416 / 8.8416.
# 12 of 33: root 0.088849, (0.421843 ∓ 0.174145) / 1.116412.
# 11 of 30: p 0.366667, z²/2n 0.064027, root √(0.0077407 + 0.0010671) = 0.093850, times z 0.183946,
#   (0.430693 ∓ 0.183946) / 1.128053.
NIGHTS = {
    "night_count": [6, 1, 5, 0, 12, 11],
    "night_share": [6 / 19, 1 / 3, 5 / 6, 0.0, 12 / 33, 11 / 30],
    "night_share_low": [0.153642, 0.061490, 0.436491, 0.0, 0.221870, 0.218737],
    "night_share_high": [0.539900, 0.792345, 0.969947, 0.434491, 0.533841, 0.544868],
    "nights": [3, 1, 2, 0, 3, 3],
    "boundary_count": [6, 0, 2, 0, 8, 8],
}

NIGHT_DATES = [
    (AGENCY, "2026-02-26", 2),
    (AGENCY, "2026-02-28", 3),
    (AGENCY, "2026-03-01", 1),
    (FRIEND, "2026-02-28", 1),
    (HIDDEN, "2026-02-28", 4),
    (HIDDEN, "2026-03-01", 1),
]

# AGENCY: missed a03 a08 a12 a13 a16 a18 a20, rejected a05 a15, blocked a09 a17, voicemail a14, answered
#   a04 (0 s: an attempt, and an answered call of at most 5 s) a19 (65 s: the one connected call).
# HIDDEN: h01 (5 s) h02 (6 s) h03 (elsewhere, 12 s) are connected; h06 is elsewhere with no talk time known.
OUTCOMES = {
    "answered": [2, 1, 2, 0, 5, 4],
    "missed": [7, 0, 1, 0, 8, 8],
    "rejected": [2, 0, 0, 0, 2, 2],
    "blocked": [2, 0, 0, 0, 2, 2],
    "voicemail": [1, 0, 0, 0, 1, 1],
    "elsewhere": [0, 0, 2, 0, 2, 2],
    "unknown": [0, 0, 1, 0, 1, 1],
    "received": [7, 2, 0, 5, 14, 12],
    "hidden": [0, 0, 6, 0, 6, 6],
    "connected": [1, 1, 3, 0, 5, 4],
    "attempts": [13, 0, 3, 0, 16, 16],
    "short_answered": [1, 0, 1, 0, 2, 2],
}

# a03 and a05 are two only; nobody else has three not-answered calls in ten minutes.
MISSED_SERIES = {
    "missed_series": [2, 0, 0, 0, 2, 2],
    "missed_series_largest": [3, 0, 0, 0, 3, 3],
}
MISSED_SERIES_LIST = [
    (AGENCY, "2026-03-03T02:00:00.000Z", "2026-03-03T02:09:59.999Z", 3, ("a12", "a13", "a14")),
    (AGENCY, "2026-03-03T02:15:00.000Z", "2026-03-03T02:24:59.999Z", 3, ("a16", "a17", "a18")),
]

# AGENCY: 02-26 02-27 02-28 03-01. FRIEND: 02-28 03-01. HIDDEN: 02-28 03-01 03-02. BANK: three runs of one
# day: the earliest. all and unknown: 02-26 to 03-03 without a gap.
RUNS = {
    "longest_run_days": [4, 2, 3, 1, 6, 6],
    "longest_run_first": ["2026-02-26", "2026-02-28", "2026-02-28", "2026-02-26", "2026-02-26", "2026-02-26"],
    "longest_run_last": ["2026-03-01", "2026-03-01", "2026-03-02", "2026-02-26", "2026-03-03", "2026-03-03"],
}

# One line a date of the observed window: incoming, calls, messages, in the night, records of any direction,
# within the calls' span (02-27 a03 to 03-04 out4), within the messages' span (02-25 out1 to 03-06 odd1).
# 02-26: a01 a02 b01 b02 f01, night a02. 02-27: a03-a07, night a03. 02-28: a08 h01 h02 h03 f02, all night.
# 03-01: a09 a10 a11 h04 h05 f03, night all but f03. 03-02: b03 b04 h06. 03-03: a12-a19, and out2 out3.
DAILY = [
    ("2026-02-25", 0, 0, 0, 0, 1, False, True),
    ("2026-02-26", 5, 0, 5, 1, 5, False, True),
    ("2026-02-27", 5, 3, 2, 1, 5, True, True),
    ("2026-02-28", 5, 5, 0, 5, 5, True, True),
    ("2026-03-01", 6, 3, 3, 5, 6, True, True),
    ("2026-03-02", 3, 1, 2, 0, 3, True, True),
    ("2026-03-03", 8, 8, 0, 0, 10, True, True),
    ("2026-03-04", 0, 0, 0, 0, 1, True, True),
    ("2026-03-05", 1, 0, 1, 0, 1, False, True),
    ("2026-03-06", 0, 0, 0, 0, 1, False, True),
]

# (weekday from Monday 0, hour): contacts. Sum 33.
HOURS = {
    (0, 9): 1, (0, 12): 1, (0, 15): 1,  # Monday 03-02: b03 h06 b04
    (1, 10): 8,  # Tuesday 03-03: a12-a19
    (3, 9): 2, (3, 15): 1, (3, 20): 1, (3, 21): 1, (3, 22): 1,  # Thursdays: b01 b05, b02, f01, a01, a02
    (4, 7): 1, (4, 8): 4,  # Friday 02-27: a03, a04-a07
    (5, 22): 2, (5, 23): 3,  # Saturday 02-28: h01 h02, h03 f02 a08
    (6, 0): 1, (6, 1): 1, (6, 7): 1, (6, 19): 1, (6, 22): 2,  # Sunday 03-01: a09, h04, a10, f03, h05 a11
}  # fmt: skip

SENDERS = [  # most contacts first
    (AGENCY, "mobile", False, None),
    (HIDDEN, "hidden", False, None),
    (BANK, "service95", False, None),
    (FRIEND, "mobile", True, "林某某"),  # the name of out1, which is before f02
]

AGENCY_BLOCK = {
    "incoming": 21, "timed": 19,
    "night_count": 6, "night_share": 6 / 19, "night_share_low": 0.153642, "night_share_high": 0.539900,
    "nights": 3, "boundary_count": 6,
    "busiest_day": {"date": "2026-03-03", "count": 8},
    "max_10m": 5, "max_1h": 8, "max_24h": 8, "max_7d": 19,
    "active_days": 5, "longest_run": {"days": 4, "first": "2026-02-26", "last": "2026-03-01"},
    "missed_series": 2,
    "outcomes": {
        "answered": 2, "missed": 7, "rejected": 2, "blocked": 2, "voicemail": 1, "elsewhere": 0,
        "unknown": 0, "received": 7,
    },
    "first": "2026-02-26T13:59:59.999Z", "last": "2026-03-03T02:25:00.000Z",
}  # fmt: skip
