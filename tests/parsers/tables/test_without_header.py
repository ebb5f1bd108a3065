"""Lists whose columns have no header that is known: cells alone say what is what."""

import pytest

from collectguard.errors import InputError
from collectguard.parsers.tables.by_values import layout_by_values, talk_times
from collectguard.parsers.tables.guess import columns_options
from tests.cli.helpers import invoke
from tests.parsers.tables.lists import read

TALK = (110, 188, 3, 45, 231, 6)
"""Seconds, of which half have three digits as a short number has, and none counts the rows."""


def clock(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def rows(write=clock, fee="0.00", start="2015-04-{day:02d} 18:29:46"):
    """The layout of a public ``list(201504).xls``: time, place, 主叫/被叫, number, sort, talk time, fee."""
    return [
        [start.format(day=day), "北京", "主叫" if day % 3 else "被叫", f"1940000{day:04d}", "本地",
         write(seconds), fee]
        for day, seconds in enumerate(TALK, start=1)
    ]  # fmt: skip


def text_of(table, *above):
    return "\n".join([*above, *(",".join(row) for row in table), ""])


@pytest.mark.parametrize("fee", ["0.00", "0.20", "12.5", "-0.10"])
@pytest.mark.parametrize("write", [clock, str, "{}秒".format])
def test_a_fee_is_no_talk_time(write, fee):
    found = read(text_of(rows(write, fee), "中国移动通信集团,,,,,,", "号码,19400009999,,,,,", ",,,,,,"))
    assert [record.understood.seconds for record in found.records] == list(TALK)
    assert {record.party_raw for record in found.records} == {f"1940000{n:04d}" for n in range(1, 7)}
    assert not found.rejected


def test_nor_is_it_where_the_headers_say_nothing():
    found = read(text_of(rows(str), "a,b,c,d,e,f,g"))
    assert [record.understood.seconds for record in found.records] == list(TALK)


def test_a_column_that_counts_the_rows_is_neither_number_nor_talk_time():
    table = [[str(1_000 + place), *row] for place, row in enumerate(rows(str))]
    assert layout_by_values(table).columns == {"time": 1, "direction": 3, "duration": 6, "peer": 4}


@pytest.mark.parametrize(("cell", "seconds"), [("1分5秒", 65), ("00:01:05", 65), ("65", None)])
def test_the_same_length_in_every_row_is_one_and_the_same_number_is_not(cell, seconds):
    table = [[*row[:5], cell, row[6]] for row in rows()]
    assert {record.understood.seconds for record in read(text_of(table)).records} == {seconds}


def test_what_was_lost_is_named():
    table = [[*row[:5], row[6]] for row in rows()]
    (note,) = [str(note) for note in read(text_of(table)).facts.notes if "not read" in str(note)]
    assert "duration" in note
    assert "6: 0.00" in note


def test_where_two_columns_may_be_the_talk_time_both_are_offered():
    """Beginning, end and length would be told apart; two lengths are not: 通话时长 and 计费时长."""
    table = [[*row, str(-(-TALK[place] // 60) * 60)] for place, row in enumerate(rows(str))]
    options = columns_options(table[0], table[1:])
    assert options == ("time=1,peer=4,direction=3,duration=6", "time=1,peer=4,direction=3,duration=8")
    with pytest.raises(InputError) as error:
        read(text_of(table))
    for option in options:
        assert f"--columns {option}" in str(error.value.advice)
        assert len(read(text_of(table), columns=option).records) == len(TALK)


def test_the_command_says_both(tmp_path):
    table = [[*row, str(-(-TALK[place] // 60) * 60)] for place, row in enumerate(rows(str))]
    path = tmp_path / "list.csv"
    path.write_text(text_of(table), "utf-8")
    said = invoke("--lang", "zh", "inspect", path).stderr
    assert "不止一列" in said
    assert "duration=6; --columns time=1,peer=4,direction=3,duration=8" in said


def test_the_advice_knows_a_time_of_day_in_a_column_of_its_own():
    table = [[day[:10], day[11:], *rest] for day, *rest in rows()]
    assert columns_options([], table) == ("time=1,peer=5,direction=4,clock=2,duration=7",)
    found = read(text_of(table), columns=columns_options([], table)[0])
    assert found.clocks[0] == "2015-04-01 18:29:46"


@pytest.mark.parametrize(
    ("cells", "may_be"),
    [
        (["5", "61", "0"], True),
        (["00:05", "1:01", "0:00"], True),
        (["5秒", "1分1秒", "7分"], True),
        (["0.00", "0.20", "1.00"], False),
        (["1", "2", "3"], False),  # codes of Android's call log
        (["11", "12", "13"], False),
        (["0663", "010", "021"], False),
        (["北京", "上海", "北京"], False),
    ],
)
def test_what_may_be_talk_time(cells, may_be):
    assert talk_times([cells], [0]) == ([0] if may_be else [])
