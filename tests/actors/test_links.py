import pytest

from collectguard.actors.links import links_of, registered_domain, without_links
from collectguard.actors.text import plain


def found(body):
    return [(link.kind, link.value, link.shared) for link in links_of(plain(body))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("详见 https://pay.fiction.example/a?b=1 退订", [("domain", "fiction.example", False)]),
        ("详见https://pay.fiction.example/a。请还款", [("domain", "fiction.example", False)]),
        ("戳HTTPS://Pay.Fiction.EXAMPLE请还款", [("domain", "fiction.example", False)]),
        ("戳 fiction-pay.top/x 还款", [("domain", "fiction-pay.top", False)]),
        ("a.b.fiction.com.cn/x", [("domain", "fiction.com.cn", False)]),
        ("t.cn/A6abc 还款", [("link", "t.cn/A6abc", False)]),
        ("https://t.cn/A6abc/ 还款", [("link", "t.cn/A6abc", False)]),
        ("https://t.cn 还款", [("link", "t.cn", True)]),
        ("公众号 mp.weixin.qq.com/s/abc", [("link", "mp.weixin.qq.com/s/abc", False)]),
        ("查询 zxgk.court.gov.cn", [("domain", "court.gov.cn", True)]),
        ("http://203.0.113.7/x", [("domain", "203.0.113.7", False)]),
        ("应还12118.58元", []),
        ("欠.款 3.15 2026.01.28", []),
        ("写信到 a@fiction.com", []),
        ("file.pdf x.y", []),
        ("ｔ．ｃｎ／Ａ6", [("link", "t.cn/A6", False)]),
    ],
)
def test_links(body, expected):
    assert found(body) == expected


def test_text_without_links():
    text = "看 t.cn/A6abc 和https://pay.fiction.example/a。"
    assert without_links(text, list(links_of(text))) == "看 U 和U。"


@pytest.mark.parametrize(
    ("host", "domain"),
    [("a.b.c.com.cn", "c.com.cn"), ("com.cn", "com.cn"), ("a.co.uk", "a.co.uk"), ("a.b.top", "b.top")],
)
def test_registered_domain(host, domain):
    assert registered_domain(host) == domain
