"""Callers that a phone does not name: one bucket a reason, never merged with a number."""

import re
from typing import Final

from collectguard.numbers.party import Party

_UNKNOWN = Party("hidden:unknown", "hidden")
_RESTRICTED = Party("hidden:restricted", "hidden")
_PAYPHONE = Party("hidden:payphone", "hidden")

_BY_PRESENTATION: Final = {"2": _RESTRICTED, "3": _UNKNOWN, "4": _PAYPHONE}
"""``presentation`` of Android's call log; 1 is "allowed" and says nothing."""

_WORDS: Final = {
    _UNKNOWN: (
        "", "-1", "null", "unknown", "unknown number", "unknown caller", "unavailable", "no number",
        "unknown@unknown.invalid", "未知", "未知号码", "未知來電", "未知来电", "未知號碼", "无号码", "無號碼",
        "无主叫号码", "对方号码",  # the column's own name, left where a list was blacked out
        "insert-address-token",  # how an MMS writes the phone itself: nobody else is named
    ),
    _RESTRICTED: (
        "-2", "private", "private number", "private caller", "restricted", "restricted number",
        "anonymous", "anonymous caller", "anonymous@anonymous.invalid", "withheld", "number withheld",
        "no caller id", "私人号码", "私人號碼", "私密号码", "隐藏号码", "隱藏號碼", "匿名", "匿名号码",
        "匿名來電", "匿名来电", "保密号码", "受限号码", "不显示号码",
    ),
    _PAYPHONE: (
        "-3", "payphone", "pay phone", "公用电话", "公用電話", "公共电话", "公共電話", "付费电话", "投币电话",
    ),
}  # fmt: skip
"""-1, -2, -3 stand in ``number`` of old Android databases. Compared without case and brackets."""

_BY_WORD: Final = {word: party for party, words in _WORDS.items() for word in words}

_MASK = re.compile(r"[!-/:-@\[-`{-~\s…]+")
"""ASCII punctuation alone: ``***`` and ``--`` of carriers' lists name nobody."""


def hidden_by_presentation(presentation: str | None) -> Party | None:
    """The hidden party of a call whose ``presentation`` is 2, 3 or 4, whatever its number says."""
    return _BY_PRESENTATION.get(presentation.strip()) if presentation else None


def hidden_by_word(text: str) -> Party | None:
    """The hidden party that stands for a readable text; ``None`` where it is a name or a number."""
    party = _BY_WORD.get(text.casefold().strip("()<>[] "))
    if party is None and _MASK.fullmatch(text):
        return _UNKNOWN
    return party
