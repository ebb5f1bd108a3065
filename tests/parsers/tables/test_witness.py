"""Whose knowledge a list is, where neither its columns nor its name say so."""

import pytest

import collectguard as cg

HEADER = "起始时间,{way},对方号码,通信时长\n"
ROWS = "2026-03-01 22:00:00,被叫,19400001111,5秒\n2026-03-01 23:00:00,主叫,19400001111,1分5秒\n"


def witness(path, text, name="a.csv"):
    (path / name).write_text(text, "utf-8")
    return cg.read(path / name).sources["witness"].item()


@pytest.mark.parametrize("way", ["通信方式", "呼叫类型", "主叫/被叫", "话单方向"])
def test_a_carriers_words_for_the_direction(tmp_path, way):
    assert witness(tmp_path, HEADER.format(way=way) + ROWS) == "carrier"


@pytest.mark.parametrize(
    "text",
    [
        HEADER.format(way="类型") + ROWS,
        HEADER.format(way="呼叫类型") + ROWS.replace("被叫", "呼入").replace("主叫", "呼出"),
        HEADER.format(way="呼叫类型") + ROWS + "2026-03-02 08:00:00,未接,19400001111,0秒\n",
        HEADER.format(way="呼叫类型") + ROWS + "2026-03-02 08:00:00,主叫,19400001111,0秒\n",
    ],
)
def test_words_of_a_phone_and_calls_that_no_carrier_lists(tmp_path, text):
    assert witness(tmp_path, text) == "phone"


def test_a_carrier_named_above_a_table_without_header(tmp_path):
    above = "中国移动通信集团,,,\n号码,19400009999,,\n"
    assert witness(tmp_path, above + ROWS) == "carrier"
    assert witness(tmp_path, ROWS) == "phone"
    assert witness(tmp_path, ROWS, name="19400009999_通话详单.csv") == "carrier"


def test_a_carrier_named_in_a_row_says_nothing(tmp_path):
    assert witness(tmp_path, ROWS.replace("19400001111,1分", "19400001111 中国移动,1分")) == "phone"
