"""From what a log writes to what was dialled: digits, with ``+`` where a country code follows."""

import re
import unicodedata
from urllib.parse import unquote

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")
"""Characters that print as nothing and yet are no format characters (category Cf) by Unicode."""

_SCHEME = re.compile(r"(?P<scheme>tel|sips?|sms|smsto|mms|mmsto):(?://)?", re.IGNORECASE)
_MMS_TYPE = re.compile(r"/TYPE=.*", re.IGNORECASE | re.DOTALL)
"""``+8613…/TYPE=PLMN``: how MMS addresses say that they are numbers."""

_TELEPHONE_HOST = re.compile(r"(?:.*\.)?3gppnetwork\.org|[\d.]*|\[[\da-f:]+\]", re.IGNORECASE)
"""Hosts behind the number of a call over IP. A mail host is none: digits before it may be anything,
a QQ number for one."""

_SEPARATORS = str.maketrans("", "", " -()[]./")
_EXCEL_FLOAT = re.compile(r"(\+?\d+)\.0+")
_EXCEL_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")

_DIALLED = re.compile(
    r"""
    (?:[*\#]31\#)?                              # show or hide my number
    (?P<number>\+*\d+ | \d+\++\d+)              # the second form: 17951 and then +86…
    (?: [,;].*                                  # pause, tel: parameter
      | (?<=\d{3}) (?: [pwx] | ext(?:ension|n)? | 转 | 轉 | 分机 | 分機 ) [:,;pwx]* \d [\d*\#,;pwx]*
    )?
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def readable(raw: str) -> str:
    """The text with full-width forms folded, digits of all scripts as ASCII, invisible characters gone.

    Control characters count as blanks, blanks in a row as one; a surrogate alone becomes U+FFFD.
    """
    if not (raw.isascii() and raw.isprintable()):
        raw = "".join(map(_plain, unicodedata.normalize("NFKC", raw)))
    return " ".join(raw.split())


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cf" or char in _INVISIBLE:
        return ""
    if category == "Pd" or char == "−":
        return "-"
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "\ufffd" if category == "Cs" else char


def addressee(text: str) -> str:
    """The number, name or mail address in a readable text: URI schemes and quotes are taken off.

    ``sip:`` gives the user part where that is a number. A mail address stays whole.
    """
    text = _MMS_TYPE.sub("", text).strip("=\"'<> ")
    scheme = _SCHEME.match(text)
    rest = readable(unquote(text[scheme.end() :])) if scheme else text
    user, at, host = rest.rpartition("@")
    if not at:
        return rest
    telephone = _TELEPHONE_HOST.fullmatch(host) or (scheme and scheme["scheme"].lower().startswith("sip"))
    return user if dialled(user) and (telephone or user.startswith("+")) else rest


def dialled(text: str) -> str | None:
    """Digits, with ``+`` before a country code; ``None`` where the text is not a number.

    Blanks and punctuation between the digits go; what a phone dials after a pause is cut, so is an
    extension.
    """
    float_text = _EXCEL_FLOAT.fullmatch(text)
    if float_text:
        return float_text[1]
    match = _DIALLED.fullmatch(text.translate(_SEPARATORS))
    if match is None:
        return None
    head, plus, tail = match["number"].rpartition("+")
    return f"{head.rstrip('+')}{plus}{tail}"


def has_lost_digits(text: str) -> bool:
    """Whether a spreadsheet has rounded the number away: ``1.0655E+15``."""
    return _EXCEL_SCIENTIFIC.fullmatch(text) is not None
