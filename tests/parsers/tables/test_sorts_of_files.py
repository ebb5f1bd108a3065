"""What a file is called, for people, follows from what it is."""

import openpyxl

import collectguard as cg

ROWS = [
    ["对方号码", "起始时间", "通话类型", "通话时长（秒）"],
    ["19400000001", "2026-03-01 10:00:00", "被叫", "30"],
]


def test_what_the_file_is_called(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "a.xls")  # named wrongly
    (tmp_path / "b.xls").write_text("\n".join(",".join(row) for row in ROWS))
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    (tmp_path / "c.xls").write_text(f"<html><body><table>{cells}</table></body></html>")
    log = cg.read([tmp_path / name for name in ("a.xls", "b.xls", "c.xls")])
    assert log.sources["format"].tolist() == ["XLSX", "CSV", "HTML"]
    assert len(log.contacts) == 1
