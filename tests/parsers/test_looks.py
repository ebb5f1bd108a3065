"""Whatever no parser claims is told by what it looks like, and the advice fits that."""

import random

import pytest

from collectguard.errors import UnknownFormatError
from collectguard.parsers import PARSERS
from collectguard.parsers.identify import parser_for

WORKBOOK_AS_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    "<Worksheet><Table><Row><Cell/></Row></Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    ("data", "what", "advice"),
    [
        (b"\xef\xbb\xbf\r\n \r\n", "empty", "download"),
        (b'[{"id": 1, "title": "made up"}]', "JSON", "README"),
        ('{"备忘": []}'.encode(), "JSON", "README"),
        (b"<?xml version='1.0'?>\n<!-- a note -->\n<rss/>", "<rss>", "README"),
        (WORKBOOK_AS_XML.encode(), "old form of Excel", ".xlsx"),
        ("<!DOCTYPE html><html><body>请先登录</body></html>".encode("gb18030"), "web page", "Log in"),
        (random.Random(7).randbytes(4096), "encrypted or damaged", "without encryption"),
        (bytes(300), "encrypted or damaged", "without encryption"),
        ("尊敬的客户，您好。\n此致\n".encode(), "neither the header", "README"),
        ("Dear Sir,\r\nmade up.\r\n".encode("utf-16"), "neither the header", "README"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "a film", "not a picture"),
        (b"ANDROID BACKUP\n5\n1\nnone\n" + bytes(50), "adb backup", "adb shell content query"),
    ],
)
def test_what_it_looks_like(data, what, advice):
    with pytest.raises(UnknownFormatError) as caught:
        parser_for("x", data, PARSERS)
    assert what in caught.value.what
    assert advice in caught.value.advice


def test_what_was_looked_for_is_said():
    with pytest.raises(UnknownFormatError) as caught:
        parser_for("x", b"made up", PARSERS)
    assert all(parser.FORMAT in caught.value.what for parser in PARSERS)
