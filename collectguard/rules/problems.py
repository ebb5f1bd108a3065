"""What is wrong with rule packs, all of it at once."""

from collections.abc import Sequence
from typing import NamedTuple

from collectguard.errors import CollectguardError, ExitCode


class Problem(NamedTuple):
    """One thing to mend in one file."""

    path: str
    line: int | None
    rule: str | None
    """Id of the rule; ``None`` where the file as a whole is meant."""
    key: str | None
    """The key inside the rule or the head of the file, parts joined by dots."""
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return ": ".join(part for part in (place, self.rule, self.key, self.message) if part)


class RulePackError(CollectguardError):
    """Rule packs that cannot be used.

    Attributes:
        problems: Everything that was found, in the order of the files and their lines.
    """

    exit_code = ExitCode.RULE_PACK

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(
            "\n".join([f"{count} in rule packs:", *(f"  {problem}" for problem in problems)]),
            "Mend the keys named above; rules that ship with the program show how each is written.",
        )
        self.problems = tuple(problems)
