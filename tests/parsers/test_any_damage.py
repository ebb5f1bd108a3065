"""Any bytes of a backup may be wrong: every parser yields records and reasons, or says why it cannot."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.errors import InputError
from collectguard.parsers import PARSERS, SourceFacts
from collectguard.records import Record
from tests.examples import examples
from tests.parsers.test_backups import BACKUPS

NOISE = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b"\0", b"\xff\xfe", b"<", b">", b'"', b"'", b"{", b"[", b"]", b"}", b"&#55357;", b"&#0;", b"\\ud83d"]
    ),
    st.sampled_from(
        [b"9" * 5000, b"-1", b"1e999", b"\n", b"\r", b"\t", b"<!--", b"]]>", b"\xed\xa0\xbd", b"="]
    ),
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), NOISE), min_size=1, max_size=4)


@cache
def content(name: str) -> bytes:
    path = BACKUPS[name]
    if path.suffix != ".sql":
        return path.read_bytes()
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(path.read_text("utf-8"))
        return database.serialize()


def changed(data: bytes, changes) -> bytes:
    for place, length, noise in changes:
        start = int(place * len(data))
        data = data[:start] + noise + data[start + length :]
    return data


@pytest.mark.parametrize("folder", sorted({name.partition("/")[0] for name in BACKUPS}))
@examples(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), changes=CHANGES)
def test_damage_is_reported_and_not_raised(folder, data, changes, tmp_path: Path):
    name = data.draw(st.sampled_from([name for name in BACKUPS if name.startswith(f"{folder}/")]))
    damaged = changed(content(name), changes)
    (parser,) = [parser for parser in PARSERS if folder == parser.NAME]
    facts = SourceFacts(name="x")
    try:
        items = list(parser.parse(iter([damaged[:50], damaged[50:]]), facts))
    except InputError:
        return
    assert [item.ordinal for item in items] == list(range(1, len(items) + 1))
    for item in items:
        texts = [text for text in item if isinstance(text, str)]
        assert "\0" not in "".join(texts)
        "".join(texts).encode()
        if isinstance(item, Record) and item.understood is not None:
            assert item.understood.time_quality in {"ok", "missing", None}
    (tmp_path / "damaged.bin").write_bytes(damaged)
    try:
        log = cg.read(tmp_path / "damaged.bin")
    except InputError:
        return
    assert log.ledger["records"] == log.ledger["kept"] + log.ledger["rejected"]
