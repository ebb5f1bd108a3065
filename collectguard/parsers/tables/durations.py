"""Lengths of calls in the forms in which lists write them, as seconds."""

import re
import unicodedata
from functools import lru_cache

_MOST_SECONDS = 10**7
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.\d+)?")
_NUMBER = re.compile(r"(\d{1,8})(?:\.(\d+))?")
_WORDS = re.compile(
    r"(?:(\d{1,4})(?:小时|小時|时|時|h|hr|hrs|hours?))?"
    r"(?:(\d{1,6})(?:分钟|分鐘|分|m|min|mins|minutes?|['′]))?"
    r"(?:(\d{1,8})(?:秒钟|秒鐘|秒|s|sec|secs|seconds?|\"|″|''))?"
)
_ISO = re.compile(r"pt(?=\d)(.*)")
_MINUTES = frozenset({"分", "分钟", "min", "m", "minutes", "mins", "minute"})


@lru_cache(maxsize=8192)
def seconds_of(text: str, unit: str = "") -> int | None:
    """Seconds of ``12分23秒``, ``1小时2分3秒``, ``1:02:03``, ``2:32``, ``152``, ``2m 32s``, ``PT2M32S``.

    ``None`` for anything else. A time of two parts is minutes and seconds. A fraction of a second is left
    out.

    Args:
        text: The cell.
        unit: Of a bare number, as the header says it; seconds where it says none.
    """
    text = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if found := _NUMBER.fullmatch(text):
        seconds = int(found[1])
        if unit in _MINUTES:
            seconds = round(float(text) * 60)
    elif found := _CLOCK.fullmatch(text):
        hours, minutes, last = (int(part or 0) for part in found.groups())
        if last > 59 or (found[1] and minutes > 59):
            return None
        seconds = hours * 3600 + minutes * 60 + last
    else:
        iso = _ISO.fullmatch(text)
        found = _WORDS.fullmatch(iso[1] if iso else text)
        if found is None or not any(found.groups()):
            return None
        hours, minutes, last = (int(part or 0) for part in found.groups())
        seconds = hours * 3600 + minutes * 60 + last
    return seconds if seconds <= _MOST_SECONDS else None
