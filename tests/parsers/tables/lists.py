"""Lists written by hand and what the reader makes of them."""

from typing import NamedTuple

from collectguard.parsers import SourceFacts, tables
from collectguard.records import Record, Rejected

HEADER = "起始时间,呼叫类型,对方号码,通话时长"


class Read(NamedTuple):
    records: list[Record]
    rejected: list[Rejected]
    facts: SourceFacts

    @property
    def clocks(self):
        return [
            record.understood.at and f"{record.understood.at:%Y-%m-%d %H:%M:%S}" for record in self.records
        ]


def read(data, name="list.csv", columns="", block=1 << 20):
    """What the parser makes of a list, given to it in blocks of this many bytes."""
    data = data.encode() if isinstance(data, str) else data
    facts = SourceFacts(name=name, columns=columns)
    blocks = (data[start : start + block] for start in range(0, len(data), block))
    items = list(tables.parse(blocks, facts))
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return Read(
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Rejected)],
        facts,
    )


def a_list(*rows, header=HEADER):
    return "\n".join([header, *rows, ""])
