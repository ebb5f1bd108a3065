"""Texts that try to be something else than text, and what must become of them."""

HOSTILE = {
    "formula": "=1+1",
    "command": "=cmd|'/C calc'!A0",
    "at": "@SUM(A1:A9)",
    "script": "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &amp;amp; &#55357;",
    "typst": '#panic("x") *b* _i_ $x$ @ref <label> #import "@preview/x:1.0.0" \\ [c]',
    "template": "{{ 7*7 }} {% raw %} {n} {page} %s %(n)s",
    "escape": "_x0041_ _x000D_ \\u0041",
    "quotes": 'a "quoted" text, with; commas\tand a tab',
    "lines": "one\ntwo\n\nfour",
    "replaced": "NUL was here: \ufffd",
    "emoji": "👨‍👩‍👧‍👦 🇨🇳 👍🏽 ❤️ 1️⃣ 💰📞🔪💀😡",
    "rare": "喆堃玥镕 𠮷 한국어 ไทย עברית",
    "long word": "https://loan.example/" + "a1" * 60,
    "traditional": "您的帳單已逾期，請盡速繳款。",
    "padded": "  leading and trailing  ",
    "banks": "【示例银行】您尾号0000的卡支出100.00元",
}

REVERSED = "abc\u202egpj.exe\u202c\u200bdef\u0007"
"""Marks that reverse the writing, a character without width, a control."""

LONG = "长" * 39_999 + "末"
"""More than one cell of a workbook holds."""
HUGE = "催收" * 500_000
"""A message of three megabytes."""
