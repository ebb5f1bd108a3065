"""What can go wrong, in two sentences each: what happened, and what to do.

Library code raises these; only ``cli/`` speaks and sets the exit code.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Self

from collectguard.i18n import Sentence, Translate


class ExitCode(IntEnum):
    """Exit codes of the command line. Findings are not an error."""

    DONE = 0
    OWN_FAILURE = 1
    USAGE = 2
    INPUT = 3
    SKIPPED_RECORDS = 4
    RULE_PACK = 5
    OUTPUT = 6
    MISSING_PART = 7
    CHANGED = 8
    FINDINGS = 10
    INTERRUPTED = 130


class CollectguardError(Exception):
    """An error with a way out.

    Both sentences are given in English, with names in braces where ``values`` go:
    ``InputError("{path}: the file is empty.", "Copy it again.", path=path)``.

    Attributes:
        what: One sentence that says what happened, naming file and line where there are any.
        advice: One sentence that says what to do next.
    """

    exit_code = ExitCode.OWN_FAILURE

    def __init__(self, what: str, advice: str, /, **values: object) -> None:
        self.what = what if isinstance(what, Sentence) else Sentence(what, **values)
        self.advice = advice if isinstance(advice, Sentence) else Sentence(advice, **values)
        super().__init__(f"{self.what} {self.advice}")

    def said(self, translate: Translate) -> tuple[str, str]:
        """What happened and what to do, in another language."""
        return self.what.said(translate), self.advice.said(translate)

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[Any, ...], dict[str, Any]]:
        return self.__new__, (type(self), *self.args), self.__dict__  # Python's own would call __init__


class SettingsError(CollectguardError):
    """A setting cannot be used: a zone that does not exist, a window without length."""

    exit_code = ExitCode.USAGE


class InputError(CollectguardError):
    """A file cannot be read or is of no kind that is known."""

    exit_code = ExitCode.INPUT


class UnknownFormatError(InputError):
    """A file is no backup of a kind that is known."""


class MissingReaderError(InputError):
    """A file is of a kind whose reader is an optional part that is not installed on this machine."""

    exit_code = ExitCode.MISSING_PART


class UnsafeInputError(InputError):
    """A file holds what no backup holds and what harms a reader: a DTD, a zip bomb."""


class OutputError(CollectguardError):
    """A file or folder cannot be written, or is not ours to replace."""

    exit_code = ExitCode.OUTPUT


class MissingPartError(CollectguardError):
    """An optional part is not installed on this machine."""

    exit_code = ExitCode.MISSING_PART
