"""A few days whose figures can be drawn with pencil and paper, and logs that strain a figure.

The story: zone Asia/Shanghai, night 22:00-08:00. Records of any direction run from 03-01 to 03-05 of 2026,
calls on all of these dates, messages from 03-02 to 03-04 only. 2026-03-01 is a Sunday.
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pandas as pd

from collectguard.schema import EVENT_DTYPES, REJECTED_DTYPES, SOURCE_DTYPES, Log, empty_frame
from collectguard.settings import Settings, settings_for
from tests.logs import log_of

AGENCY, HIDDEN, FRIEND = "+8619400000001", "hidden:restricted", "+8619400000002"
DAY_1 = (date(2026, 3, 1) - date(1970, 1, 1)).days


def _call(party: str, at: str | None, outcome: str, seconds: int = 0, **more: Any) -> dict[str, Any]:
    call = {"party": party, "at": at, "kind": "call", "outcome": outcome, "duration_s": seconds}
    return call | more


def _text(party: str, at: str | None, **more: Any) -> dict[str, Any]:
    return {"party": party, "at": at} | more


_FRIEND = {"known": True, "contact_name": "李演示"}

RECORDS = [
    _call(AGENCY, "2026-03-01 23:30:00", "missed"),  # night
    _call(AGENCY, "2026-03-02 00:15:00", "answered", 12),  # night, connected
    _call(HIDDEN, "2026-03-02 07:59:59.999", "voicemail", party_class="hidden"),  # night, by 1 ms
    _call(AGENCY, "2026-03-02 10:00:00", "rejected"),
    _text(AGENCY, "2026-03-02 10:30:00"),
    _text(AGENCY, "2026-03-02 10:30:00", duplicate_of="0000000000000005"),
    _text(FRIEND, "2026-03-04 08:00:00", kind="mms", **_FRIEND),  # day: the end of a night does not count
    _call(FRIEND, "2026-03-04 09:00:00", "answered", 0, **_FRIEND),  # taken, no talk time
    _call(AGENCY, "2026-03-04 21:59:59.999", "blocked"),  # day, by 1 ms
    _text(AGENCY, "2026-03-04 22:00:00"),  # night
    _text(AGENCY, None, time_quality="missing"),
    _call(AGENCY, "2026-03-05 12:00:00", "answered", 30, direction="out"),
]


def story(settings: Settings | None = None) -> Log:
    """The records above."""
    return log_of(RECORDS, settings)


def empty(settings: Settings | None = None) -> Log:
    """No record at all."""
    return Log(
        empty_frame(EVENT_DTYPES),
        empty_frame(SOURCE_DTYPES),
        empty_frame(REJECTED_DTYPES),
        settings or settings_for("CN"),
    )


HOSTILE_NAMES = (
    "\u202egpj.elif\u202c \u2066x\u2069",
    "喆堃玥镕𠮷 💰📞🔪💀😡 👨\u200d👩\u200d👧 🇨🇳",
    "👨\u200d👩\u200d👧" * 60,
    "x" * 200,
    "﷽" * 200,
    "one\ntwo\r\nthree\u2028four\tfive",
    "$\\frac{1}{2}$ $x_1$ 100% {name} {0} %s",
    "שלום עולם ١٢٣ abc مرحبا",
    "a" + "\u0301" * 300,
    "half an emoji \ufffd, private \ue000, nothing \u0378, null \x00",
    " \u3164 ",
    "",
)


def hostile() -> Log:
    """Each party has a name that breaks lines, letters or layout, and some have such numbers."""
    rows = []
    for place, name in enumerate(HOSTILE_NAMES):
        party = f"+8619400{place:06d}" if place % 3 else f"raw:{name}{place}"
        party_class = "mobile" if place % 3 else "unparsed"
        rows += [
            _text(
                party, f"2026-03-{day:02d} 12:00:00", known=True, contact_name=name, party_class=party_class
            )
            for day in range(1, 20 - place)
        ]
    return log_of(rows)


def random_log(days: int, parties: int, per_day: int, settings: Settings | None = None, seed: int = 1) -> Log:
    """Contacts of any form by made-up parties, with a calm and a busy half."""
    return log_of(_random_rows(days, parties, per_day, Random(seed)), settings)


def _random_rows(days: int, parties: int, per_day: int, random: Random) -> Iterator[dict[str, Any]]:
    outcomes = ("answered", "missed", "rejected", "blocked", "voicemail", "elsewhere", "unknown")
    start = pd.Timestamp("2025-06-10")
    for day in range(days):
        for _ in range(random.randint(0, per_day) if day < days / 2 else per_day):
            place = min(int(random.expovariate(6 / parties)), parties - 1)
            second = random.randint(0, 86_399)
            at = str(start + pd.Timedelta(days=day, seconds=second))
            if place % 2:
                party, party_class = f"port:10690{place:06d}", "port106"
            else:
                party, party_class = f"+8619400{place:06d}", "mobile"
            more = {"party_class": party_class}
            if place % 2 or random.random() < 0.4:
                yield _text(party, at, **more)
            else:
                yield _call(party, at, random.choice(outcomes), random.randint(0, 90), **more)
