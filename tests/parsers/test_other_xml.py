"""XML of other apps: whatever the blocks and wherever it is cut, records that are whole are read."""

import pytest

from collectguard.parsers import SourceFacts, oppo, smsrecord, superbackup
from collectguard.records import Record
from tests.parsers.test_backups import BACKUPS

FILES = {
    "superbackup/calls.xml": (superbackup, b"/>"),
    "superbackup/messages.xml": (superbackup, b"/>"),
    "superbackup/damaged.xml": (superbackup, None),
    "oppo/calls.xml": (oppo, b"/>"),
    "smsrecord/messages.xml": (smsrecord, b"</SMS>"),
    "smsrecord/damaged.xml": (smsrecord, None),
}


def read(parser, data, block=1 << 20):
    facts = SourceFacts()
    items = list(parser.parse((data[i : i + block] for i in range(0, len(data), block)), facts))
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    return items, facts


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("block", [1, 60])
def test_blocks_of_any_size_give_the_same(name, block):
    parser, _ = FILES[name]
    data = BACKUPS[name].read_bytes()
    assert read(parser, data, block) == read(parser, data)


@pytest.mark.parametrize("name", [name for name, (_, end) in FILES.items() if end])
def test_cut_off_anywhere(name):
    parser, end = FILES[name]
    data = BACKUPS[name].read_bytes()
    whole, _ = read(parser, data)
    for length in range(0, len(data), 17):
        items, _ = read(parser, data[:length])
        sound = [item for item in items if isinstance(item, Record)]
        assert sound == whole[: len(sound)]
        assert len(sound) >= data[:length].count(end)
        assert len(items) - len(sound) <= 1
