"""What a log suggests for a case file: who may be meant by a number, and what may have been a request."""

import importlib.resources
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

import pandas as pd

from collectguard.casefile.agreement import is_authority
from collectguard.numbers import identify
from collectguard.schema import USABLE_TIMES, Log
from collectguard.settings import Settings
from collectguard.statistics import known_parties, senders

FEWEST_CONTACTS: Final = 3
MOST_CALLERS: Final = 20
MOST_REFUSALS: Final = 20

_NAMELESS: Final = ("hidden:", "group:")
LONGEST_NUMBER: Final = 500
"""Characters, as in the case file."""
_WITHOUT_TRUNK_ZERO: Final = re.compile(r"1\d{10}|[48]00\d{7}")
"""Chinese mobiles and 400 or 800 numbers; landlines are dialled with 0 and the area code."""

_LONGEST_READ: Final = 2_000
_SIGNATURE: Final = re.compile(r"^\s*【([^【】]{2,16})】|【([^【】]{2,16})】\s*$")
_NOTICES: Final = frozenset({"通知", "提醒", "温馨提示", "系统通知"})
"""Words between 【 and 】 that name nobody."""


class Caller(NamedTuple):
    """A number outside the contacts from which many contacts came."""

    number: str
    """Spelled so that it leads back to the same key."""
    call_count: int
    message_count: int
    night_count: int
    missed_series: int
    first: pd.Timestamp
    """On the wall clock of the settings, as is ``last``."""
    last: pd.Timestamp
    signature: str | None
    """The name that its messages give most often between 【 and 】."""


class Refusal(NamedTuple):
    """A message of the owner that reads like a request to stop."""

    number: str
    at: pd.Timestamp
    """On the wall clock of the settings."""
    kind: str
    body: str


def callers(log: Log, *, besides: Collection[str] = ()) -> tuple[Caller, ...]:
    """The numbers outside the contacts with at least three contacts, those that press hardest first.

    That is the order of calls and contacts at night added up; banks and parcel services write much, but by
    day. Callers without a number, authorities, and numbers without any usable time are left out, and so are
    the parties of ``besides``.
    """
    frame = senders(log)
    frame = frame[~frame.index.isin(list(besides))]
    frame = frame[(frame["incoming"] >= FEWEST_CONTACTS) & ~frame["known"] & frame["first"].notna()]
    pressing = frame["call_count"] + frame["night_count"]
    frame = frame.loc[pressing.sort_values(ascending=False, kind="stable").index]
    found: list[Caller] = []
    for party, row in frame.iterrows():
        if len(found) == MOST_CALLERS:
            break
        events = log.contacts[log.contacts["party"] == party]
        number = _number(str(party), events["party_raw"].unique(), log.settings)
        if number is None:
            continue
        found.append(
            Caller(
                number=number,
                call_count=int(row["call_count"]),
                message_count=int(row["message_count"]),
                night_count=int(row["night_count"]),
                missed_series=int(row["missed_series"]),
                first=row["first"].tz_convert(log.settings.tz),
                last=row["last"].tz_convert(log.settings.tz),
                signature=_signature(events["body"]),
            )
        )
    return tuple(found)


def refusals(log: Log) -> tuple[Refusal, ...]:
    """Messages that the owner sent to numbers outside the contacts and that read like a request to stop.

    By time, the first twenty. Drafts and messages that failed are left out: nobody has read them.
    """
    events = log.unique
    sent = events[
        (events["direction"] == "out")
        & (events["outcome"] == "sent")
        & events["time_quality"].isin(USABLE_TIMES)
        & events["body"].notna()
        & ~events["party"].isin(known_parties(log))
    ]
    return tuple(islice(_refusals(sent, log.settings), MOST_REFUSALS))


def _refusals(sent: pd.DataFrame, settings: Settings) -> Iterator[Refusal]:
    times = sent["started_at"].dt.tz_convert(settings.tz)
    columns = (sent[name] for name in ("party", "party_raw", "kind", "body"))
    for at, party, raw, kind, body in zip(times, *columns, strict=True):
        if party.startswith("text:") or not reads_like_a_refusal(body):
            continue
        number = _number(party, [raw], settings)
        if number is not None:
            yield Refusal(number, at, kind, body)


def reads_like_a_refusal(body: str) -> bool:
    """Whether one of the patterns beside this module occurs in the message."""
    return any(pattern.search(body[:_LONGEST_READ]) for pattern in _patterns())


def _number(party: str, raws: Iterable[str], settings: Settings) -> str | None:
    """A spelling that leads back to the party: as dialled at home if possible, else as some log wrote it.

    ``None`` for whom no actor can be made of: no number, several at once, an authority.
    """
    if party.startswith(_NAMELESS) or is_authority(party, settings.region):
        return None
    home = party.removeprefix("+86") if settings.region == "CN" else party
    if home != party and not _WITHOUT_TRUNK_ZERO.fullmatch(home):
        home = f"0{home}"
    bare = re.sub(r"^(?:short|port|iot|text|raw):", "", party)
    for candidate in (home, bare, party, *raws):
        spelling = candidate.strip()
        read = identify(spelling, region=settings.region, area_code=settings.area_code)
        if read.key == party and 0 < len(spelling) <= LONGEST_NUMBER:
            return spelling
    return None


def _signature(bodies: pd.Series) -> str | None:
    names = [
        (match[1] or match[2]).strip()
        for body in bodies.dropna().unique()
        if (match := _SIGNATURE.search(str(body)))
    ]
    counts = pd.Series([name for name in names if name and name not in _NOTICES], dtype="str").value_counts()
    return min(counts.index[counts == counts.max()]) if len(counts) else None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    file = importlib.resources.files("collectguard.casefile").joinpath("refusals.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    fill = {"{gap}": data["gap"], "{words}": data["words"]}
    patterns = []
    for entry in data["pattern"]:
        text = entry["text"]
        for name, piece in fill.items():
            text = text.replace(name, piece)
        patterns.append(re.compile(text, re.IGNORECASE))
    return tuple(patterns)
