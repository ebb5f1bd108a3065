"""Words and claims that no output may hold: judgements, and things in circulation that are not so."""

import re
from typing import Final

BANNED_WORDS: Final = (
    "违法", "犯罪行为", "构成犯罪", "有罪", "罪犯", "非法催收", "暴力催收", "软暴力犯罪",
    "illegal", "unlawful", "guilty", "criminal", "violates the law", "violation",
)  # fmt: skip
"""Judgements. No count is one, and they are a court's words in any case."""

BANNED_CLAIMS: Final = (
    r"公约.{0,20}(?:22[:点时]|晚上?十点|每[天日].{0,6}[次个]|\d+次)",  # the convention of 2018 has no number
    r"2024年?.{0,20}贷后催收业务指引.{0,12}(?:现行|有效|仍)",  # it was repealed
    r"GB/T.{0,30}(?:强制性|必须遵守|法律规定)",  # a recommended standard
    r"强制性国家标准",
    r"(?:每[天日]|一天)(?:不[得应能]?超过|最多)\s*[6六]\s*[次个]?(?:电话|通话|来电)",  # unanswered attempts
    r"治安管理处罚法》?(?!（2012)\s*第?(?:42|四十二)条",  # for acts up to 2025-12-31 only, and cited as such
    r"网信办.{0,10}(?:运营|主办|管理|设立)?.{0,6}互联网金融举报",  # run by the association
    r"\+?86.{0,6}虚拟号",
    r"催收(?:人?员)?.{0,10}(?:资格考试|资格证|从业考试|持证上岗)",
    r"(?:超过|多于|大于)\s*(?:10|十)\s*[次个通].{0,8}(?:电话|来电|违)",
    r"more than (?:10|ten) calls",
    r"(?:三|3)个月(?:后|以后|以上).{0,10}(?:上门|外访)",  # the test of another crime
    r"1032\s*条.{0,30}以电话、短信",  # the words of 1033
    r"(?:告知|通知|短信).{0,8}(?:本人|债务人).{0,6}(?:金额|欠款).{0,8}(?:属于|构成)泄露",
    r"公约.{0,12}第?(?:13|十三)条.{0,20}(?:威胁|恐吓|辱骂)",
    r"12378[^不。]{0,16}(?:判令|裁决|决定|负责|可以)赔偿",
)  # fmt: skip
"""Patterns of statements that are false or unsupported, each found in circulation."""

ALLOWED: Final = ("违法和不良信息举报中心",)
"""Names that hold such a word."""

_CRIME_253: Final = re.compile(r"253条?之一")

BANNED_PHRASES: Final = (*(re.escape(word) for word in BANNED_WORDS), *BANNED_CLAIMS)
"""Patterns that must not match any sentence of the program's own."""

_BANNED: Final = re.compile("|".join(f"(?:{phrase})" for phrase in BANNED_PHRASES), re.IGNORECASE)


def banned_in(text: str, *, verbatim: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What a text says that it must not say.

    Args:
        text: A sentence or a whole document.
        verbatim: What it quotes from messages: other people's words are left out.

    Returns:
        Each banned piece as it stands there, in order; empty for a clean text.
    """
    for quoted in sorted((*verbatim, *ALLOWED), key=len, reverse=True):
        if quoted:
            text = text.replace(quoted, "\n")
    found = [match.group() for match in _BANNED.finditer(text)]
    if _CRIME_253.search(text) and "情节严重" not in text:
        found.append("253条之一")  # one leaked address book rarely reaches the thresholds
    return tuple(found)
