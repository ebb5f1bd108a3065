"""The parser alone: bytes in, records, rejects and facts out."""

from typing import NamedTuple

from collectguard.parsers import SourceFacts, smsbackup
from collectguard.records import Record, Rejected

WHOLE = 1 << 20


class Reading(NamedTuple):
    items: list[Record | Rejected]
    declared: int | None
    backup_ms: int | None
    repaired: dict[str, int]
    notes: list[str]

    @property
    def records(self) -> list[Record]:
        return [item for item in self.items if isinstance(item, Record)]

    @property
    def rejected(self) -> list[Rejected]:
        return [item for item in self.items if isinstance(item, Rejected)]

    @property
    def bodies(self) -> list[str | None]:
        return [record.body for record in self.records]


def reading(data: bytes, block: int = WHOLE) -> Reading:
    """What the parser makes of ``data``, given to it in blocks of this many bytes."""
    facts = SourceFacts()
    blocks = (data[start : start + block] for start in range(0, len(data), block))
    items = list(smsbackup.parse(blocks, facts))
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return Reading(items, facts.declared, facts.backup_ms, dict(facts.repaired), facts.notes)
