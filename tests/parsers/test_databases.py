"""Databases as files: nothing is written, what lies beside is said, damaged pages cost what they held."""

import sqlite3
import zipfile
from contextlib import closing

import pytest

import collectguard as cg
from collectguard.errors import UnknownFormatError
from tests.parsers.test_backups import BACKUPS
from tests.parsers.test_backups import backup as made

PAGE = 1024
SMS = "CREATE TABLE sms (_id INTEGER PRIMARY KEY, address TEXT, date INTEGER, type INTEGER, body TEXT)"
ROWS = 400


def database(path, *, rows=ROWS, wal=False):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(SMS)
        connection.executemany(
            "INSERT INTO sms VALUES (?, '19400001111', ?, 1, ?)",
            [(n, 1_767_225_600_000 + n, f"body {n} " + "x" * 50) for n in range(1, rows + 1)],
        )
        connection.commit()
    return path


def listing(folder):
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def numbers(log):
    return [int(body.split()[1]) for body in log.events.sort_values("ordinal")["body"]]


@pytest.mark.parametrize("wal", [False, True])
def test_nothing_is_written(tmp_path, wal):
    path = database(tmp_path / "mm?s #ms%20.db", wal=wal)
    before = listing(tmp_path)
    log = cg.read(path)
    assert numbers(log) == [*range(1, ROWS + 1)]
    assert listing(tmp_path) == before
    said = "the phone keeps what it wrote last in a file"
    assert [note.startswith(said) for note in log.sources["notes"][0]] == [True] * wal


@pytest.mark.parametrize(
    ("ending", "content", "words"),
    [
        ("-wal", b"\x37\x7f\x06\x82" + bytes(28), "was not read"),
        ("-wal", b"", None),
        ("-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(512), "some rows may be wrong"),
        ("-journal", bytes(512), None),
    ],
)
def test_what_lies_beside_is_said_and_left(tmp_path, ending, content, words):
    path = database(tmp_path / "mmssms.db")
    (tmp_path / f"mmssms.db{ending}").write_bytes(content)
    before = listing(tmp_path)
    log = cg.read(path)
    notes = log.sources["notes"][0]
    assert len(notes) == (words is not None)
    assert words is None or (words in notes[0] and f"mmssms.db{ending}" in notes[0])
    assert listing(tmp_path) == before
    assert log.ledger["kept"] == ROWS


def test_in_an_archive(tmp_path):
    path = database(tmp_path / "sms.db")
    with zipfile.ZipFile(tmp_path / "phone.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "data/sms.db")
    inside, outside = cg.read(tmp_path / "phone.zip"), cg.read(path)
    assert inside.events["event_id"].tolist() == outside.events["event_id"].tolist()
    assert inside.sources["sha256"].tolist() == outside.sources["sha256"].tolist()


def page_of(data, text):
    return data.index(text) // PAGE


@pytest.mark.parametrize("damage", [bytes(PAGE), b"\xff" * PAGE, b"\r" + bytes(range(256)) * 3 + bytes(255)])
def test_a_damaged_page_costs_its_rows(tmp_path, damage):
    data = bytearray(database(tmp_path / "sms.db").read_bytes())
    page = page_of(data, b"body 200 ")
    lost = [n for n in range(1, ROWS + 1) if page_of(data, f"body {n} ".encode()) == page]
    data[page * PAGE : (page + 1) * PAGE] = damage
    (tmp_path / "sms.db").write_bytes(data)
    log = cg.read(tmp_path / "sms.db")
    assert numbers(log) == [n for n in range(1, ROWS + 1) if n not in lost]
    assert log.sources["notes"][0] == ("the database is damaged; what can be read of it was read",)
    (reject,) = log.rejected.itertuples()
    assert reject.reason.startswith(
        f"damaged: rows of sms from behind {lost[0] - 1} to before {lost[-1] + 1} (database disk image"
    )
    assert reject.ordinal == lost[0]


def test_two_damaged_pages_and_a_cut_off_end(tmp_path):
    data = bytearray(database(tmp_path / "sms.db").read_bytes())
    for text in (b"body 5 ", b"body 300 "):
        page = page_of(data, text)
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    end = page_of(data, b"body 390 ") * PAGE
    (tmp_path / "sms.db").write_bytes(data[:end])
    log = cg.read(tmp_path / "sms.db")
    found = numbers(log)
    assert len(log.rejected) == 3
    assert "from the first to before" in log.rejected["reason"][0]
    assert "to the last" in log.rejected["reason"][2]
    assert set(found) == {n for n in range(1, ROWS + 1) if f"body {n} ".encode() in data[:end]}


@pytest.mark.parametrize("length", [99, 100, 500, PAGE, PAGE + 1])
def test_cut_off_behind_its_beginning(tmp_path, length):
    path = tmp_path / "sms.db"
    path.write_bytes(database(path).read_bytes()[:length])
    before = listing(tmp_path)
    if length < PAGE:
        with pytest.raises(UnknownFormatError, match="a database"):
            cg.read(path)
    else:
        log = cg.read(path)
        assert len(log.rejected) == 1
        assert len(log.events) == 0
    assert listing(tmp_path) == before


@pytest.mark.parametrize("rest", [0, 40, PAGE // 2, PAGE - 1])
def test_zeros_behind_a_cut_are_no_rows(tmp_path, rest):
    """SQLite fills up a page that ends too early with zeros, and reads its cells as rows of nothing."""
    data = database(tmp_path / "sms.db").read_bytes()
    end = page_of(data, b"body 200 ") * PAGE + rest
    (tmp_path / "sms.db").write_bytes(data[:end])
    log = cg.read(tmp_path / "sms.db")
    assert set(numbers(log)) <= {n for n in range(1, ROWS + 1) if f"body {n} ".encode() in data[:end]}
    assert log.events["body"].notna().all()
    assert len(log.rejected) >= 1


def test_all_in_the_log_beside(tmp_path):
    path, log = tmp_path / "mmssms.db", tmp_path / "mmssms.db-wal"
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE sms (address, date, type, body)")
        connection.commit()
        path.write_bytes((tmp_path / "x.db").read_bytes())
        log.write_bytes((tmp_path / "x.db-wal").read_bytes())
    before = listing(tmp_path)
    with pytest.raises(UnknownFormatError, match="-wal beside it"):
        cg.read(path)
    assert listing(tmp_path) == before


def test_values_of_all_sizes_and_kinds(tmp_path):
    path = database(tmp_path / "sms.db", rows=1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO sms VALUES (2, ?, ?, ?, ?)", (b"194\xff", 2**62, "x" * 1000, "y" * 3_000_000)
        )
        connection.execute("INSERT INTO sms VALUES (3, 1e400, -1, NULL, CAST(X'ff41' AS TEXT))")
        connection.execute("INSERT INTO sms VALUES (9223372036854775807, '1', 1, 1, 'body last')")
        connection.execute("INSERT INTO sms VALUES (-5, '1', 1, 1, zeroblob(70000000))")
        connection.commit()
    log = cg.read(path)
    events = log.events.set_index("ordinal")
    assert events["body"].str.len().to_dict() == {2: 57, 3: 3_000_000, 4: 2, 5: 9}
    assert events.loc[4, "body"] == "�A"
    assert log.sources["repaired"][0] == {"bytes": 2}
    assert log.rejected["reason"].tolist() == [
        "damaged: rows of sms from the first to before 1 (string or blob too big)"
    ]


def test_a_phone_database_and_another_backup_of_it_count_once(tmp_path):
    path = made(BACKUPS["databases/mmssms.sql"], tmp_path)
    (tmp_path / "messages.json").write_text(
        '[{"address":"19400001111","date":"1767225600123","type":"1",'
        '"body":"【虚构小贷】您的借款已逾期\\n请处理 😀"},'
        '{"date":"1767226080","msg_box":"1","sender_address":{"address":"19400004444"},"parts":[]}]'
    )
    assert cg.read([path, tmp_path / "messages.json"]).ledger == {
        "records": 12, "kept": 10, "duplicates": 2, "rejected": 0,
    }  # fmt: skip
