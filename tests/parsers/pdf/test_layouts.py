"""How lists stand on paper: with lines, without, turned, over several pages, beside other tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.parsers.pdf.making import (
    LOW,
    MOBILE,
    PLACES,
    UNICOM,
    a_table,
    drawn,
    expected,
    mobile,
    placed,
    read,
    text,
    typeset,
)

TITLE = (
    "= 中国移动通信客户详单\n"
    "客户姓名：测试甲 #h(2em) 手机号码：19400009999 #h(2em) 查询周期：2026-03-01 至 2026-03-31\n"
)
LANDSCAPE = "width: 297mm, height: 110mm, margin: 12mm"
SHADED = "fill: (_, y) => if calc.odd(y) { luma(230) },"
NARROW = "columns: (14mm,10mm,10mm,16mm,1fr,1fr,1fr,1fr),"


@pytest.mark.parametrize(
    ("stroke", "more", "page"),
    [
        ("0.5pt", "", LOW),
        ("none", "align: center+horizon,", LANDSCAPE),
        ("(y: 0.5pt)", "align: right,", LANDSCAPE),
        ("(x: 0.5pt)", "", LANDSCAPE),
        ("none", SHADED, LANDSCAPE),
    ],
    ids=["lines", "none", "level", "upright", "shaded"],
)
def test_lines_and_shades(stroke, more, page):
    found = read(
        typeset(TITLE + a_table(MOBILE, mobile(30), stroke=stroke, more=more) + "\n合计 60 条", page)
    )
    assert found.rows == expected(30)
    assert not found.rejected
    assert found.facts.witness == "carrier"


def test_a_record_leads_to_its_page_and_row():
    found = read(drawn(placed([MOBILE, *mobile(3)], PLACES), placed([MOBILE, *mobile(2, 3)], PLACES)))
    assert [record.line for record in found.records] == [10002, 10003, 10004, 20002, 20003]
    assert any("line 30012 is row 12 of page 3" in note for note in found.notes)


def test_a_header_that_is_not_repeated():
    found = read(drawn(placed([MOBILE, *mobile(3)], PLACES), placed(mobile(2, 3), PLACES)))
    assert found.rows == expected(5)
    lines = a_table(MOBILE, mobile(30)).replace("header(", "header(repeat: false, ")
    assert read(typeset(lines)).rows == expected(30)


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_cells_of_several_lines(stroke):
    header = [
        name.replace("时间", "#linebreak();时间").replace("通信费", "#linebreak();通信费") for name in MOBILE
    ]
    rows = [
        [
            row[0].replace(" ", "#linebreak();"),
            *row[1:5],
            "国内长途通话#linebreak();定向",
            "套餐#linebreak();内",
            "",
        ]
        for row in mobile(12)
    ]
    found = read(typeset(TITLE + a_table(header, rows, stroke=stroke)))
    assert found.rows == expected(12)
    assert not found.rejected


def test_a_number_that_runs_over_the_line_of_its_column():
    found = read(typeset(a_table(MOBILE, mobile(6), more=NARROW).replace("columns: 8,", "")))
    assert found.rows == expected(6)


@pytest.mark.parametrize("way", [90, 180, 270])
def test_turned_pages(way):
    rows = [MOBILE, *mobile(6)]
    assert read(drawn(placed(rows, PLACES), attributes=f"/Rotate {way}")).rows == expected(6)


@pytest.mark.parametrize(
    ("matrix", "media"),
    [
        ("0 1 -1 0 {up} {x}", "0 0 800 600"),
        ("0 -1 1 0 {y} {back}", "0 0 800 600"),
        ("-1 0 0 -1 {back} {up}", None),
    ],
)
def test_text_that_runs_upwards_downwards_and_on_its_head(matrix, media):
    content = b"".join(
        text(0, 0, cell, matrix=matrix.format(x=x, y=760 - 14 * row, up=40 + 14 * row, back=600 - x))
        for row, cells in enumerate([MOBILE, *mobile(6)])
        for x, cell in zip(PLACES, cells, strict=True)
        if cell
    )
    assert read(drawn(content, media=media or "0 0 600 800")).rows == expected(6)


def test_pages_of_both_orientations():
    upright, across = placed([MOBILE, *mobile(3)], PLACES), placed([MOBILE, *mobile(3, 3)], PLACES)
    assert read(drawn(upright, (across, "/Rotate 90"), upright)).rows == [*expected(6), *expected(3)]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_that_goes_over_two_pages(repeated):
    begun = ["2026-03-05", "广州", "主叫", "19400009", "1分", "国内", "", ""]
    rest = ["10:00:00", "", "", "123", "5秒", "通话", "", ""]
    first = placed([MOBILE, *mobile(2), begun], PLACES) + text(280, 30, "第 1 页")
    second = placed([*([MOBILE] if repeated else []), rest, *mobile(2, 2)], PLACES)
    found = read(drawn(first, second))
    assert found.rows == [*expected(2), ("03-05 10:00:00", "out", "19400009123", 65), *expected(2, 2)]
    assert "rows that go over two pages, put together: 1" in found.notes
    assert not found.rejected


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_several_tables_of_which_one_is_no_list(stroke):
    sms = ["起始时间", "通信地点", "对方号码", "通信方式", "信息类型", "套餐", "通信费"]
    data = ["起始时间", "通信地点", "上网方式", "总时长", "总流量", "套餐优惠", "通信费(元)"]
    texts = [
        [f"2026-03-05 10:00:0{n}", "广州", f"1069000000{n}", "接收", "短信", "", "0.10"] for n in range(3)
    ]
    traffic = [[f"2026-03-06 10:00:0{n}", "广州", "CMNET", "5分0秒", "12.3MB", "", "0.00"] for n in range(4)]
    found = read(
        typeset(
            f"{TITLE}== 上网详单\n{a_table(data, traffic, stroke=stroke)}"
            f"== 语音详单\n{a_table(MOBILE, mobile(5), stroke=stroke)}"
            f"== 短信详单\n{a_table(sms, texts, stroke=stroke)}"
        )
    )
    assert [record.kind for record in found.records] == ["call"] * 5 + ["sms"] * 3
    assert found.rows[:5] == expected(5)
    assert found.rows[5] == ("03-05 10:00:00", "in", "10690000000", None)
    assert "a table on page 1 is no list of calls or messages and was not read; rows: 4" in found.notes
    assert not found.rejected


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_two_lists_side_by_side(stroke):
    pairs = [[*left[:5], *right[:5]] for left, right in zip(mobile(4), mobile(4, 4), strict=True)]
    found = read(typeset(a_table(MOBILE[:5] * 2, pairs, stroke=stroke), LANDSCAPE))
    assert sorted(found.rows) == expected(8)


def test_unicom_with_a_table_about_the_customer_on_each_page():
    about = "#table(columns: 4, [客户姓名],[测试甲],[手机号码],[19400009999],[打印时间],"
    about += "[2026-04-01 10:00:00],[],[])\n"
    rows = [
        [str(n), "语音电话", row[0], row[4], row[2], row[3], "0663", "广州", "国内通话", "0.00", "0.00"]
        for n, row in enumerate(mobile(4), start=1)
    ]
    found = read(typeset(about + a_table(UNICOM, rows) + "#pagebreak()\n" + about + a_table(UNICOM, rows)))
    assert found.rows == expected(4) * 2
    assert not found.rejected


def test_dates_without_a_year_take_that_of_the_title():
    rows = [[row[0][5:], *row[1:]] for row in mobile(3)]
    found = read(
        drawn(text(200, 780, "查询周期：2026-03-01 至 2026-03-31") + placed([MOBILE, *rows], PLACES))
    )
    assert [record.understood.at.year for record in found.records] == [2026] * 3


def test_dates_in_rows_of_their_own():
    rows = [["2026-03-01", *[""] * 7], *([row[0][11:], *row[1:]] for row in mobile(4))]
    assert read(drawn(placed([MOBILE, *rows], PLACES, pitch=30))).rows == expected(4)
    first, second = placed([MOBILE, *rows[:3]], PLACES, pitch=30), placed(rows[3:], PLACES, pitch=30)
    assert read(drawn(first, second + text(280, 30, "第 2 页"))).rows == expected(4)


def test_a_cell_over_two_rows_stands_in_both():
    rows = [
        ["table.cell(rowspan: 2)[2026-03-01 08:00:00]", "广州", "被叫", "19400000000"],
        ["广州", "主叫", "19400000001"],
    ]
    found = read(typeset(a_table(MOBILE[:4], rows)))
    assert found.rows == [
        ("03-01 08:00:00", "in", "19400000000", None),
        ("03-01 08:00:00", "out", "19400000001", None),
    ]


def test_characters_drawn_twice_to_look_bold_are_read_once():
    content = placed([MOBILE, *mobile(3)], PLACES)
    shifted = placed([MOBILE, *mobile(3)], [x + 0.4 for x in PLACES])
    assert read(drawn(content + shifted)).rows == expected(3)


def test_watermarks_are_counted_and_not_read():
    across = text(0, 0, "中国移动", 60, "0.7 0.7 -0.7 0.7 100 300")
    found = read(drawn(across + placed([MOBILE, *mobile(4)], PLACES)))
    assert found.rows == expected(4)
    assert "characters that stand aslant or across the text and were not read: 4" in found.notes


def test_columns_that_the_user_names():
    names = [["甲", "乙", "丙", "丁", "戊"], *[row[:5] for row in mobile(4)]]
    data = drawn(placed(names, PLACES[:5]))
    for columns in ("time=1,direction=3,peer=4,duration=5", "time=甲,direction=丙,peer=丁,duration=戊"):
        assert read(data, columns=columns).rows == expected(4)


def test_rejected_rows_are_named_with_page_and_row():
    rows = [MOBILE, *mobile(2), ["2026-03-05 10:00:00", "广州", "", "", "", "", "", ""]]
    found = read(drawn(placed(rows, PLACES)))
    assert [(row.line, row.reason) for row in found.rejected] == [
        (10004, "incomplete: page 1, row 4: nobody is named")
    ]


@examples(10)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=3),
    st.integers(10, 40),
    st.sampled_from([(0,) * 8, (5, 0, 8, 12, 0, 4, 0, 6)]),
)
def test_rows_are_each_read_once_however_they_are_spread_over_pages(counts, pitch, shifts):
    contents = []
    first = 0
    for place, (count, headed) in enumerate(counts):
        rows = mobile(count, first)
        first += count
        places = [x + shift for x, shift in zip(PLACES, shifts, strict=True)]
        head = placed([MOBILE], PLACES) if headed or place == 0 else b""
        contents.append(head + placed(rows, places, top=760 - pitch, pitch=pitch))
    found = read(drawn(*contents))
    assert found.rows == expected(first)
    assert not found.rejected


def test_the_rest_of_a_row_is_not_put_to_another_list():
    sms = ["起始时间", "通信地点", "对方号码", "通信方式", "信息类型", "套餐", "通信费", "备注"]
    texts = [
        ["", "", "1069", "", "", "", "", ""],
        ["2026-03-05 10:00:00", "广州", "106900001", "接收", *[""] * 4],
    ]
    found = read(drawn(placed([MOBILE, *mobile(2)], PLACES), placed([sms, *texts], PLACES)))
    assert found.rows == [*expected(2), ("03-05 10:00:00", "in", "106900001", None)]
