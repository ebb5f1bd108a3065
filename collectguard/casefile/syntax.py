"""The text of a case file as TOML; where it is none, why, for people who have never heard of TOML."""

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from collectguard.casefile.problems import CaseFileError, Problem, Problems
from collectguard.errors import InputError
from collectguard.i18n import Translate
from collectguard.lines import key_lines

LARGEST: Final = 2_000_000
"""Bytes; a case file is typed by hand."""

_POSITION: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_TWICE: Final = re.compile(r"overwrite|twice|redefine|already", re.IGNORECASE)
_NO_DATE: Final = re.compile(r"invalid date", re.IGNORECASE)
_NO_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ](?:2[4-9]|[3-9]\d|\d\d:[6-9])")
_NO_VALUE: Final = re.compile(r"invalid value", re.IGNORECASE)
_OPEN: Final = re.compile(
    r"unclosed|unterminated|expected '\]|illegal character '\\n'|at end of document", re.IGNORECASE
)
_WIDE: Final = re.compile(r"[“”‘’＂＇，＝：［］【】＃。　｛｝]")
_NO_SECONDS: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?![\d:])")
_OTHER_DATE: Final = re.compile(r"\d{4}(?:[/.年]|-\d(?!\d)|-\d\d-\d(?!\d))")
_BARE_DIGITS: Final = re.compile(r"(?:^|[\[,])\s*(?!\d{4}-\d\d-\d\d)(?:0\d|\+?\d[\d-]*[ -]\d)")
_BARE_WORD: Final = re.compile(r"(?:^|[\[,])\s*(?!true\b|false\b|inf\b|nan\b)[^\W\d]")
_QUOTED: Final = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def read_bytes(path: Path, _: Translate) -> bytes:
    """The bytes of the file.

    Raises:
        InputError: The file cannot be opened.
        CaseFileError: It is far too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(
            "{path}: there is no such file.",
            "Check the name; put it in quotes if it holds blanks.",
            path=path,
        ) from error
    except OSError as error:
        raise InputError(
            "{path}: cannot be opened ({reason}).",
            "Check that you may read the file.",
            path=path,
            reason=error.strerror,
        ) from error
    if len(data) > LARGEST:
        sentence = _("The file is larger than {n} MB, so it is no case file.").format(n=LARGEST // 1_000_000)
        raise CaseFileError(path, (Problem(None, "", sentence),), _)
    return data


def text_of(data: bytes, path: Path, _: Translate) -> str:
    r"""The text of the file: UTF-8, or UTF-16 with its mark as old editors write it; line ends as ``\n``.

    Raises:
        CaseFileError: It is no text in these encodings.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if encoding == "utf-8-sig" else None
        sentence = _(
            "The file is not saved as UTF-8. In your editor choose “save as” and the encoding UTF-8."
        )
        raise CaseFileError(path, (Problem(line, "", sentence),), _) from error


def read_toml(path: Path, text: str, _: Translate) -> tuple[dict[str, Any], Problems]:
    """The tables of the document, and an empty list of problems that knows its lines.

    Raises:
        CaseFileError: The text is not TOML. Behind the first such place nothing can be understood, so it
            is the only one named.
    """
    try:
        return tomllib.loads(text), Problems(key_lines(text))
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        last = text.rstrip().count("\n") + 1
        number = int(position["line"]) if position and position["line"] else last
        problem = Problem(number, "", _why(str(error), text.split("\n")[number - 1], _))
        raise CaseFileError(path, (problem,), _) from error
    except (RecursionError, ValueError) as error:  # a tower of brackets, a number of thousands of digits
        problem = Problem(None, "", _("The file holds values that no case file holds."))
        raise CaseFileError(path, (problem,), _) from error


def _why(detail: str, line: str, _: Translate) -> str:
    """What is probably wrong with the line at which the reader stopped; in doubt, what the reader says."""
    outside = _QUOTED.sub('""', line)
    value = outside.rpartition("=")[2].strip()
    hints = (
        (_TWICE.search(detail), _("This key or section stands in the file a second time. Keep one of them.")),
        (
            _WIDE.search(outside),
            _(
                'The line holds Chinese punctuation, such as “ ” ， ＝. Type " , = [ ] with the keyboard '
                "switched to English."
            ),
        ),
        (
            _NO_SECONDS.search(value),
            _("A time needs seconds, such as 2026-01-28 21:15:00. Write :59 if you do not know them."),
        ),
        (_OTHER_DATE.match(value), _("Write dates with two digits for month and day, such as 2026-01-06.")),
        (_NO_DATE.search(detail) or _NO_TIME.match(value), _("There is no such date or time.")),
        (_BARE_DIGITS.search(value), _('A telephone number stands in quotes, such as "010 5555 0000".')),
        (
            "\\" in line,
            _("A backslash has a special meaning between double quotes. Use single quotes, or / in paths."),
        ),
        (
            _NO_VALUE.search(detail) and _BARE_WORD.search(value),
            _('Words stand in quotes, such as name = "…".'),
        ),
        (
            _OPEN.search(detail),
            _("A bracket or quote is opened in this line or further up, and not closed again."),
        ),
    )
    for applies, hint in hints:
        if applies:
            return hint
    plain = _POSITION.sub("", detail)
    return _("This line, or the one before it, cannot be read ({detail}).").format(detail=plain)
