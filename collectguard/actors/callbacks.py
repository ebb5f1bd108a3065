"""Telephone numbers that a message names to be called back, under their keys."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from collectguard.guidance import authority_numbers
from collectguard.numbers import identify
from collectguard.settings import Settings

_RUN: Final = re.compile(r"(?<![\dA-Za-z.+])\+?\(?\d(?:[ ()\-‐-―]{0,2}\d){4,19}(?![\dA-Za-z%])")
_DATE: Final = re.compile(r"(?<!\d)(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
_PIECE: Final = re.compile(r"\+?[\d()\-‐-―]+")
_AMOUNT_BEHIND: Final = re.compile(r"\.\d|\s?(?:元|块|万|rmb|yuan|usd)", re.IGNORECASE)
_NO_NUMBER_BEFORE: Final = re.compile(
    r"(?:尾号|末四位|编号|编码|单号|订单号?|运单|验证码|取件码|动态码|密码|口令|卡号|账号|帐号|账户|户号|证号|身份证号?码?|合同号?"
    r"|案号|保单号?|流水号?|工号|车牌|金额|应还|欠款|共计|人民币|¥|￥|\$|qq|微信号?|wechat|no\.?|ref(?:erence)?\.?|account|order|code|case)"
    r"[:：#\s为是]{0,3}\(?$",
    re.IGNORECASE,
)
_ANOTHER_PERSON: Final = re.compile(
    r"(?:(?:你|您|其|借款人|本人)的?(?:单位|公司|学校|家|父|母|爸|妈|哥|姐|弟|妹|妻|夫|老婆|老公|配偶|同事|领导|老板|亲[属戚友人]|朋友|紧急联系人"
    r"|联系人|通讯录|通话记录|手机|本机|号码|电话)"
    r"|your (?:mother|father|parents|wife|husband|brother|sister|family|employer|boss|work|phone|number))"
    r"[^,，。.;；!！?？\n]{0,12}$|尊敬的\s?$",
    re.IGNORECASE,
)
"""Before a number of somebody who is threatened to be called, or before the recipient's own."""
_BEFORE: Final = 24
_CALLABLE: Final = frozenset(
    {"mobile", "mvno", "landline", "shared_cost", "toll_free", "satellite", "foreign"}
)
"""Short numbers never join anybody: hotlines of banks and carriers, and amounts that look like them."""
_FULL_LANDLINE: Final = re.compile(r"\(?(?:0|\+|86)")
"""How a landline number begins in a Chinese message; other digits of that many are amounts and codes."""
_SHORT: Final = frozenset({"short", "service95"})
_LONGEST_SHORT: Final = 6
"""Digits; up to so many, a number in China is a short one or none."""


class Callback(NamedTuple):
    """A number in a message."""

    party: str
    """Its key, as in ``Log.events``."""
    shared: bool
    """Whether it says nothing about who sent it: a short number, an authority."""


def callbacks_of(text: str, settings: Settings) -> Iterator[Callback]:
    """The numbers of a `plain` text without its links, read as the phone's own region dials them.

    Amounts, order and account numbers are left out by what stands beside them, and so are numbers that
    the message says are somebody else's.
    """
    text = _DATE.sub("D", text)
    for match in _RUN.finditer(text):
        found = _callbacks_in(match[0], settings)
        if not found or _AMOUNT_BEHIND.match(text, match.end()):
            continue
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        if not _NO_NUMBER_BEFORE.search(before) and not _ANOTHER_PERSON.search(before):
            yield from found


def _callbacks_in(run: str, settings: Settings) -> list[Callback]:
    """What digits with signs between them are: one number, or several."""
    short = run.isdecimal() and len(run) <= _LONGEST_SHORT
    if short and settings.region == "CN" and not _looks_public(run, "CN"):
        return []  # most of the numbers in messages, and never one to call
    whole = _callback(run, settings)
    if whole is not None:
        return [whole]
    pieces = _PIECE.findall(run)
    if pieces == [run]:
        return []
    return [part for piece in pieces if (part := _callback(piece, settings)) is not None]


def _callback(spelling: str, settings: Settings) -> Callback | None:
    if sum(map(str.isdecimal, spelling)) < 5:
        return None
    return _read(spelling, settings.region, settings.area_code)


@lru_cache(maxsize=65_536)
def _read(spelling: str, region: str, area_code: str | None) -> Callback | None:
    party = identify(spelling, region=region, area_code=area_code)
    if region == "CN" and party.party_class == "landline" and not _FULL_LANDLINE.match(spelling):
        return None  # 2026012821
    if party.party_class in _CALLABLE and (party.party_class != "foreign" or spelling.startswith("+")):
        return Callback(party.key, shared=party.key in _public(region))
    if party.party_class in _SHORT and party.key[6:] == spelling and _looks_public(spelling, region):
        return Callback(party.key, shared=True)
    return None


def _looks_public(digits: str, region: str) -> bool:
    """Whether a short number in a text is surely one, and no amount: a hotline that is known, or 95…."""
    return f"short:{digits}" in _public(region) or (region == "CN" and digits.startswith("95"))


@lru_cache(maxsize=16)
def _public(region: str) -> frozenset[str]:
    return frozenset(identify(number, region=region).key for number in authority_numbers(region))
