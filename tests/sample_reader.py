"""A reader of sample backups that shares no line with the product: the second witness of its tests."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

CALL_OUTCOMES = {
    "1": "answered",
    "3": "missed",
    "4": "voicemail",
    "5": "rejected",
    "6": "blocked",
    "7": "elsewhere",
}
PAIR = re.compile(r"&#(5[56]\d{3});&#(5[67]\d{3});")


class Seen(NamedTuple):
    kind: str
    type_code: str
    party: str
    at_ms: int
    body: str | None
    pictures: tuple[str, ...]
    duration: str | None
    name: str | None

    @property
    def identity(self):
        return self[:-1]

    @property
    def direction(self):
        if self.kind != "call":
            return "in" if self.type_code == "1" else "out"
        return "out" if self.type_code == "2" else "in" if self.type_code in CALL_OUTCOMES else "unknown"

    @property
    def outcome(self):
        return CALL_OUTCOMES[self.type_code] if self.kind == "call" else "received"

    @property
    def local(self):
        return datetime.fromtimestamp(0, SHANGHAI) + timedelta(milliseconds=self.at_ms)


def repaired(text):
    """The file as XML that a strict parser takes, and how often it was mended."""
    mended = Counter()

    def join(match):
        mended["surrogate_pairs"] += 1
        return bytes.fromhex(f"{int(match[1]):04x}{int(match[2]):04x}").decode("utf-16-be")

    text = PAIR.sub(join, text)
    mended["nul"] = text.count("&#0;")
    return text.replace("&#0;", "\ufffd"), {kind: count for kind, count in mended.items() if count}


PARTIES = (
    (re.compile(r"\+.*"), "{}"),
    (re.compile(r"0(.*)"), "+86{}"),
    (re.compile(r"106.*"), "port:{}"),
    (re.compile(r"1\d{10}"), "+86{}"),
    (re.compile(r"\d+"), "short:{}"),
    (re.compile(r"[a-z]+"), "text:{}"),
)
HIDDEN = {"-1": "hidden:unknown", "-2": "hidden:restricted"}


def key(number, presentation="1"):
    """The party of a number, by rules that are enough for the made-up ones."""
    if presentation != "1" or number in HIDDEN:
        return HIDDEN[{"2": "-2", "3": "-1"}.get(presentation, number)]
    text = number.lower() if number.isalpha() else re.sub(r"[ -]", "", number)
    for pattern, form in PARTIES:
        if match := pattern.fullmatch(text):
            return form.format(match[match.lastindex or 0])
    raise ValueError(number)


def records_of(folder, names):
    """All distinct records of these files."""
    texts = ((folder / name).read_text("utf-8") for name in names)
    return kept_of(seen_in(ET.fromstring(repaired(text)[0])) for text in texts)


def seen_in(root):
    for element in root:
        values = element.attrib
        name = values["contact_name"]
        name = None if name == "(Unknown)" else name
        if element.tag == "call":
            party = key(values["number"], values["presentation"])
            yield Seen("call", values["type"], party, int(values["date"]), None, (), values["duration"], name)
        elif element.tag == "sms":
            at_ms = int(values["date"])
            at_ms *= 1000 if at_ms < 10**11 else 1
            party = key(values["address"])
            yield Seen("sms", values["type"], party, at_ms, values["body"], (), None, name)
        else:
            rcs = values["tr_id"].startswith("proto:")
            parts = element.findall("parts/part")
            texts = [part.get("text") for part in parts if part.get("ct") == "text/plain"]
            pictures = tuple(part.get("data") for part in parts if part.get("data"))
            if values["msg_box"] == "1":
                (raw,) = (one.get("address") for one in element.iter("addr") if one.get("type") == "137")
            else:
                raw = values["address"]
            party = "~".join(key(one) for one in raw.split("~"))
            name = None if "~" in values["address"] else name
            kind, body = "rcs" if rcs else "mms", "\n".join(texts) if texts else None
            yield Seen(kind, values["msg_box"], party, int(values["date"]), body, pictures, None, name)


def kept_of(files):
    """Records of all files, the k-th equal one of a file meeting the k-th of an earlier file."""
    counted, kept = Counter(), []
    for records in files:
        here = Counter()
        for record in records:
            here[record.identity] += 1
            if here[record.identity] > counted[record.identity]:
                counted[record.identity] += 1
                kept.append(record)
    return kept


def plausible(record):
    return record.at_ms >= 1_199_145_600_000  # 2008


def counts_of(records):
    """Every count that truth.json gives, of some incoming records."""
    timed = [record for record in records if plausible(record)]
    evenings, by_day, borders = set(), Counter(), 0
    for record in timed:
        local = record.local
        by_day[local.date()] += 1
        if local.hour >= 22 or local.hour < 8:
            evenings.add((local - timedelta(hours=8)).date())
        for hour in (8, 22):
            border = local.replace(hour=hour, minute=0, second=0, microsecond=0)
            borders += abs(local - border) <= timedelta(seconds=60)
    busiest = max(by_day.items(), key=lambda item: (item[1], -item[0].toordinal()))
    return {
        "incoming": len(records),
        "timed": len(timed),
        "night_count": sum(not 8 <= record.local.hour < 22 for record in timed),
        "nights": len(evenings),
        "boundary_count": borders,
        "connected_count": sum(
            record.kind == "call" and record.type_code in {"1", "7"} and record.duration != "0"
            for record in records
        ),
        "active_days": len(by_day),
        "busiest_day": {"date": busiest[0].isoformat(), "count": busiest[1]},
        "longest_run": longest_run(set(by_day)),
        "kinds": Counter(record.kind for record in records),
        "outcomes": Counter(record.outcome for record in records),
        "first_ms": min(record.at_ms for record in timed),
        "last_ms": max(record.at_ms for record in timed),
    }


def longest_run(days):
    best = None
    for first in sorted(days):
        if first - timedelta(days=1) in days:
            continue
        last = first
        while last + timedelta(days=1) in days:
            last += timedelta(days=1)
        if best is None or last - first > best[1] - best[0]:
            best = first, last
    return {"days": (best[1] - best[0]).days + 1, "first": str(best[0]), "last": str(best[1])}


def missed_series(records):
    times = sorted(
        record.at_ms
        for record in records
        if record.kind == "call" and record.type_code in {"3", "4", "5", "6"}
    )
    series, start = 0, 0
    while start < len(times):
        end = start
        while end < len(times) and times[end] < times[start] + 600_000:
            end += 1
        series += end - start >= 3
        start = end if end - start >= 3 else start + 1
    return series
