"""Whole files: what they may be, how they may be broken, and what is said of those that cannot be read."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collectguard as cg
from collectguard.errors import InputError, SettingsError, UnknownFormatError, UnsafeInputError
from collectguard.parsers import PARSERS
from collectguard.parsers.tables import delimited, sniffing
from collectguard.parsers.tables.columns import column_map
from collectguard.parsers.tables.workbook import sheets_of
from tests.parsers.tables.lists import HEADER, a_list, read
from tests.parsers.tables.test_cases import LISTS
from tests.parsers.writing import document, sms

ROW = "2026-03-01 22:00:00,被叫,19400001111,5秒"


def claims(data):
    return [parser.NAME for parser in PARSERS if parser.claims(data[: 1 << 16])]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_claimed_by_this_reader_alone(name):
    assert claims(LISTS[name].read_bytes()) == ["tables"]


@pytest.mark.parametrize(
    "data",
    [
        *[
            b"",
            b"\n",
            b"hello, world\n",
            b"{}",
            b'[{"title": "a, b, c", "when": "2026-03-01"}]',
            b"\x00" * 500,
        ],
        b"<html><body><p>no table, at all, here</p></body></html>",
        b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml",
        "亲爱的，你好。\n今天，天气很好，我们走吧。\n再见\n".encode(),
        b"Call Date,Phone Account Address,Partner,Type\n2026-03-01,a,b,Incoming\n2026-03-01,a,b,Incoming\n",
    ],
)
def test_what_is_no_table_is_left_alone(data):
    assert claims(data) == []


def test_a_text_that_quotes_the_header_of_a_list_is_none():
    text = (
        "# Files\n\n| file | header |\n|---|---|\n"
        "| a.xls | 序号|通话起始时间|通话时长|呼叫类型|对方号码 |\n| b.xls | none |\n"
    )
    assert claims(text.encode()) == []


def test_backups_are_not_claimed():
    assert claims(document([sms("起始时间,对方号码,呼叫类型")])) == ["smsbackup"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding):
    data = a_list(
        "2026-03-01 22:00:00,被叫,19400001111,1小时2分3秒", "2026-03-01 23:00:00,主叫,测试甲,5秒"
    ).encode(encoding)
    assert claims(data) == ["tables"]
    for block in (1 << 20, 7):
        found = read(data, block=block)
        assert [record.party_raw for record in found.records] == ["19400001111", "测试甲"]
        assert [record.understood.seconds for record in found.records] == [3723, 5]
        assert not found.facts.repaired


def test_a_damaged_character_is_counted():
    found = read(a_list(ROW).encode() + b"2026-03-01 22:00:01,\xe8\xa2\xab\xe5\x8f\xab,194\xff,6\n")
    assert found.facts.repaired == {"bytes": 1}
    assert found.records[1].party_raw == "194\ufffd"


def test_a_cell_of_ten_megabytes_costs_only_its_row():
    found = read(a_list(ROW, f"2026-03-01 22:00:01,被叫,{'1' * 10_000_000},5秒", ROW))
    assert [record.line for record in found.records] == [2, 4]
    assert [(row.line, row.reason.partition(":")[0]) for row in found.rejected] == [(3, "too_long")]
    assert len(found.rejected[0].excerpt) <= 200


def test_a_quotation_mark_that_never_closes_costs_no_other_row():
    rows = [f'2026-03-01 22:{n // 60:02d}:{n % 60:02d},被叫,"19400001111,5秒' for n in range(1000)]
    found = read(a_list(*rows))
    assert len(found.records) == 1000
    assert found.facts.repaired == {"quotes": 1000}
    assert found.records[-1].line == 1001


@given(st.lists(st.text(alphabet='a",\n\r;\t 1:', max_size=30), max_size=8), st.integers(1, 50))
@settings(max_examples=50)
def test_every_line_of_any_text_is_in_one_row(lines, block):
    data = a_list(ROW, *lines, ROW).encode()
    found = read(data, block=block)
    whole = read(data)
    assert (found.records, found.rejected) == (whole.records, whole.rejected)
    assert found.records[0].line == 2


def test_a_quotation_mark_before_thousands_of_short_lines_costs_its_own_row_alone():
    lines = 20_000
    opened = ROW.replace("194", '"194', 1)
    found = read(a_list(ROW, opened, *["1"] * lines, ROW))
    assert [record.line for record in found.records] == [2, 3, lines + 4]
    assert len({record.party_raw for record in found.records}) == 1
    assert found.facts.repaired == {"quotes": 1}
    assert any(f"no calls: {lines}" in str(note) for note in found.facts.notes)
    assert not found.rejected


def test_a_file_of_blank_lines_is_looked_at_once():
    """Looking for the line under a Markdown table took a minute, the square of the lines."""
    assert len(read(a_list(ROW) + "\n" * 200_000 + f"{ROW}\n").records) == 2
    assert sniffing.shape_of(b"\n" * (1 << 16)) is None


def test_the_delimiter_is_that_of_the_header():
    sample = ["a,b,c,d", "说明：一,二,三,四", HEADER.replace(",", "\t"), ROW.replace(",", "\t")]
    assert delimited.delimiter_of(sample, lambda cells: len(cells) if "对方号码" in cells else 0) == "\t"


def workbook(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_cells_that_stand_far_apart_are_refused():
    def fill(sheet):
        sheet["A1"] = "起始时间"
        sheet["XFD1048576"] = "x"

    with pytest.raises(UnsafeInputError, match="17,179,869,184 cells"):
        read(workbook(fill))


def test_an_archive_that_would_unpack_to_much_more_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (1 << 27))
    with pytest.raises(UnsafeInputError, match="134,217,728 bytes"):
        read(buffer.getvalue())


def test_a_workbook_that_ends_the_library_ends_its_own_process_only():
    data = bytearray(LISTS["unicom_workbook"].read_bytes())
    data[1676] = 80  # found by trying: more room is asked for than there is
    with pytest.raises(UnknownFormatError, match="fit into memory"):
        read(bytes(data))


@pytest.mark.parametrize(
    ("name", "cut"), [("unicom_workbook", 20), ("unicom_workbook", 3000), ("typed_and_merged", 3000)]
)
def test_workbooks_that_were_cut(name, cut):
    with pytest.raises(UnknownFormatError, match="no workbook that can be read"):
        read(LISTS[name].read_bytes()[:cut].ljust(cut, b"\0"))


def test_an_encrypted_package_is_said_to_have_a_password():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1500)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(1500)
    )
    with pytest.raises(InputError, match="protected with a password"):
        read(data)


def test_a_merged_cell_stands_in_each_of_its_rows():
    def fill(sheet):
        sheet.append(HEADER.split(","))
        for second in range(3):
            sheet.append([f"2026-03-01 22:00:0{second}", "被叫", None, "5秒"])
        sheet["C2"] = "19400001111"
        sheet.merge_cells("C2:C3")

    assert [record.party_raw for record in read(workbook(fill)).records] == [
        "19400001111",
        "19400001111",
        None,
    ]


def test_a_sheet_that_begins_below_and_beside():
    def fill(sheet):
        for row, cells in enumerate([HEADER.split(","), ROW.split(",")], start=7):
            for column, cell in enumerate(cells, start=3):
                sheet.cell(row, column, cell)

    found = read(workbook(fill))
    assert [record.line for record in found.records] == [8]


def test_sheets_are_given_in_their_order_with_empty_ones():
    names = [sheet.name for sheet in sheets_of(LISTS["typed_and_merged"].read_bytes())]
    assert names == ["三月", "说明", "四月", "空"]


def test_a_web_page_whose_tags_are_broken():
    cells = "".join(f"<td>{cell}" for cell in HEADER.split(","))
    row = "<td>2026-03-01 22:00:00<td>被叫<td>194&#48;0001111<td>5秒"
    data = f"<table><tr>{cells}<tr>{row}</table><script>x</script>"
    assert [record.party_raw for record in read(data).records] == ["19400001111"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("when=1", "'when=1'"),
        ("time", "'time'"),
        ("time=", "'time='"),
        ("time=0", "'time=0'"),
        ("dates=dym", "'dates=dym'"),
    ],
)
def test_columns_that_cannot_be_read(columns, words):
    with pytest.raises(SettingsError, match=words):
        column_map(columns)


def test_columns_overrule_what_is_recognised():
    header = "起始时间,类型,对方号码,通话时长,登记时间"
    row = "2026-03-01 22:00:00,被叫,19400001111,5秒,2026-03-02 08:00:00"
    assert read(a_list(row, header=header)).clocks == ["2026-03-01 22:00:00"]
    assert read(a_list(row, header=header), columns="time=登记时间").clocks == ["2026-03-02 08:00:00"]
    assert read(a_list(row, header=header), columns="time=5，peer=3").clocks == ["2026-03-02 08:00:00"]


def test_columns_of_another_file_do_no_harm():
    assert len(read(a_list(ROW), columns="time=甲,peer=乙").records) == 1
    with pytest.raises(InputError, match="time is column 9, and the table has 4 columns: 1: 起始时间; 2:"):
        read(a_list(ROW), columns="time=9")


def test_the_order_of_day_and_month_can_be_said():
    data = a_list("02/03/2026 10:00:00,被叫,19400001111,5秒")
    assert read(data).clocks == [None]
    assert read(data, columns="dates=dmy").clocks == ["2026-03-02 10:00:00"]
    assert read(data, columns="dates=mdy").clocks == ["2026-02-03 10:00:00"]
    other = a_list("02/03/2026 10:00:00,被叫,19400001111,5秒", "25/03/2026 10:00:00,被叫,19400001111,5秒")
    assert read(other).clocks == ["2026-03-02 10:00:00", "2026-03-25 10:00:00"]


def test_the_owner_of_a_list_of_callers_and_called():
    header = "主叫号码,被叫号码,起始时间,通话时长"
    row = "19400009999,19400001111,2026-03-01 22:00:00,61"
    with pytest.raises(InputError, match="nothing says which"):
        read(a_list(row, header=header))
    for found in (
        read(a_list(row, header=header), columns="own=19400009999"),
        read(a_list(row, header=header), name="19400009999_通话详单.csv"),
        read("本机号码：8619400009999,,,\n" + a_list(row, header=header)),
    ):
        assert [(record.party_raw, record.understood.direction) for record in found.records] == [
            ("19400001111", "out")
        ]


def test_what_missed_calls_say_of_the_witness():
    header = f"{HEADER},小计"
    assert read(a_list(f"{ROW},0", header=header)).facts.witness == "carrier"
    missed = "2026-03-01 22:00:00,未接,19400001111,0,0"
    assert read(a_list(f"{ROW},0", missed, header=header)).facts.witness == "phone"


def test_one_list_as_text_and_as_workbook_counts_once(tmp_path):
    def fill(sheet):
        sheet.append(HEADER.split(","))
        sheet.append(["2026-03-01 22:00:00", "呼入", "008619400001111", "0:00:05"])

    (tmp_path / "a.csv").write_text(a_list(ROW), "utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook(fill))
    log = cg.read([tmp_path / "a.csv", tmp_path / "b.xlsx"])
    assert log.sources["duplicates"].tolist() == [0, 1]
    assert log.events["event_id"].nunique() == 1


def test_calls_of_two_days_whose_year_is_not_known_stay_two(tmp_path):
    (tmp_path / "a.csv").write_text(a_list("03-05 10:00:00,被叫,19400001111,5秒"), "utf-8")
    (tmp_path / "b.csv").write_text(a_list("04-05 10:00:00,被叫,19400001111,5秒"), "utf-8")
    log = cg.read([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert log.ledger == {"records": 2, "kept": 2, "duplicates": 0, "rejected": 0}
    assert log.events["time_quality"].tolist() == ["no_year", "no_year"]
    assert log.events["started_at"].isna().all()


def test_lists_in_folders_and_archives(tmp_path):
    (tmp_path / "三月.xlsx").write_bytes(LISTS["typed_and_merged"].read_bytes())
    (tmp_path / "budget.csv").write_text("a,b,c\n1,2,3\n4,5,6\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as archive:
        archive.write(LISTS["unicom_workbook"], "二月.xls")
        archive.write(LISTS["typed_and_merged_ods"], "三月.ods")
    log = cg.read(tmp_path)
    assert log.sources["records"].tolist() == [2, 4, 4]
    assert log.sources["duplicates"].tolist() == [0, 0, 4]
    assert not log.unread


def test_who_is_known_by_name():
    rows = [
        f"2026-03-01 22:00:0{second},被叫,19400001111,5秒,{name}"
        for second, name in enumerate(
            ["测试甲", "", "未知", "19400001111", "+86 194 0000 1111", "-", "陌生号码"]
        )
    ]
    found = read(a_list(*rows, header=f"{HEADER},姓名"))
    assert [record.contact_name for record in found.records] == ["测试甲", *[None] * 6]


def test_a_date_of_something_else_does_not_give_the_year():
    title = "客户姓名,测试,入网时间,2019-05-01\n打印时间,2026-04-01 10:00:00,,\n"
    row = "03-01 22:00:00,被叫,19400001111,5秒"
    assert read(title + a_list(row)).clocks == ["2026-03-01 22:00:00"]
    assert read(f"{title}查询周期,2025-03-01 至 2025-03-31,,\n{a_list(row)}").clocks == [
        "2025-03-01 22:00:00"
    ]


def test_a_row_that_is_longer_than_its_header():
    found = read(a_list(f"{ROW},x,被叫,19400002222", ROW[: ROW.rindex(",")]))
    assert [(record.party_raw, record.contact_name) for record in found.records] == [
        ("19400001111", None)
    ] * 2
    assert [record.understood.seconds for record in found.records] == [5, None]


def test_a_second_header_that_makes_no_list_ends_nothing():
    found = read(a_list(ROW, "日期,类型,时长,号码", "x,被叫,19400001111,y"))
    assert [record.line for record in found.records] == [2, 4]
    assert found.facts.notes[0] == "3: no call list was recognised there"


def test_a_second_list_has_titles_of_its_own():
    rows = ["2025年03月通话详单", HEADER, "03-01 22:00:00,被叫,19400001111,5秒", "合计,1条,,5秒"]
    rows += ["2026年03月短信详单", "时间,收发,对方号码", "03-01 22:00:00,收,19400001111"]
    found = read("\n".join(rows))
    assert found.clocks == ["2025-03-01 22:00:00", "2026-03-01 22:00:00"]
    assert [record.kind for record in found.records] == ["call", "sms"]


@given(
    st.lists(
        st.sampled_from([HEADER, ROW, "", "2026-03-01", "合计,1", "日期,类型,时长,号码", "a,b,c,d"]),
        max_size=12,
    )
)
@settings(max_examples=50)
def test_rows_in_any_order_are_each_read_once(rows):
    try:
        found = read("\n".join([HEADER, ROW, *rows]))
    except InputError:
        return
    assert sum(record.understood.at is not None for record in found.records) == 1 + rows.count(ROW)
