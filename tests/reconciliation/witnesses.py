"""A phone's backup and a carrier's list, written as they write them and read by the real reader."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import collectguard as cg
from collectguard.reconciliation import reconcile_log
from tests.parsers.writing import call, document

BEIJING = timezone(timedelta(hours=8))
START = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
NUMBER = "19400001111"
HEADER = "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,通话类型,通话费,其他费,小计"
CODES = {"in": "1", "out": "2", "missed": "3", "rejected": "5", "elsewhere": "7"}
WORDS = {"in": "被叫", "out": "主叫"}


@dataclass(frozen=True)
class Call:
    """A call as it happened."""

    at: float
    """Seconds after `START` by the phone's clock: when it began to ring."""
    talk: int = 30
    ring: float = 0
    number: str = NUMBER
    way: str = "in"


def phone_xml(calls, **more):
    """The backup of a phone that knows these calls."""
    return document(
        [
            call(
                date=round((START.timestamp() + each.at) * 1000),
                number=each.number,
                kind=CODES[each.way],
                duration=str(each.talk),
                **more,
            )
            for each in calls
        ],
        root="calls",
    )


def list_csv(calls, offset=0, *, clock="%Y-%m-%d %H:%M:%S", talk=lambda s: f"{s // 60}分{s % 60}秒"):
    """The list of a carrier that knows these calls and whose clock is so far ahead; the newest first."""
    rows = [
        f"{place},语音通话,{_clock(each, offset, clock)},{talk(each.talk)},{WORDS[each.way]},{each.number}"
        ",国内通话,0.00,0.00,0.00"
        for place, each in enumerate(sorted(calls, key=lambda one: (-one.at, one.number)), start=1)
    ]
    return "\n".join([HEADER, *rows, ""]).encode("gb18030")


def _clock(each, offset, clock):
    moment = START.timestamp() + each.at + each.ring + offset
    return datetime.fromtimestamp(moment, tz=UTC).astimezone(BEIJING).strftime(clock)


def read(folder, **files):
    """The log of files, which are written into a folder under their names."""
    paths = []
    for name, data in files.items():
        path = folder / (f"{name}.csv" if data[:1] != b"<" else f"{name}.xml")
        path.write_bytes(data)
        paths.append(path)
    return cg.read(paths)


def compare(folder, **files):
    """What comes of holding them against each other."""
    return reconcile_log(read(folder, **files))


def statuses(found):
    """How many calls there are of each status."""
    return {str(status): int(n) for status, n in found.calls["status"].value_counts().items() if n}
