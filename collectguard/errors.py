"""What can go wrong, in two sentences each: what happened, and what to do.

Library code raises these; only ``cli/`` speaks and sets the exit code.
"""

from enum import IntEnum


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

    Attributes:
        what: One sentence that says what happened, naming file and line where there are any.
        advice: One sentence that says what to do next.
    """

    exit_code = ExitCode.OWN_FAILURE

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.what = what
        self.advice = advice


class SettingsError(CollectguardError):
    """A setting cannot be used: a zone that does not exist, a window without length."""

    exit_code = ExitCode.USAGE


class InputError(CollectguardError):
    """A file cannot be read or is of no kind that is known."""

    exit_code = ExitCode.INPUT


class UnknownFormatError(InputError):
    """A file is no backup of a kind that is known."""


class UnsafeInputError(InputError):
    """A file holds what no backup holds and what harms a reader: a DTD, a zip bomb."""


class OutputError(CollectguardError):
    """A file or folder cannot be written, or is not ours to replace."""

    exit_code = ExitCode.OUTPUT


class MissingPartError(CollectguardError):
    """An optional part is not installed on this machine."""

    exit_code = ExitCode.MISSING_PART
