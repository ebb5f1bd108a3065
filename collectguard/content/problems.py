"""What is wrong with lexica, all of it at once."""

from collections.abc import Sequence
from typing import NamedTuple

from collectguard.errors import CollectguardError, ExitCode
from collectguard.i18n import Sentence


class Problem(NamedTuple):
    """One thing to mend in one file."""

    path: str
    line: int | None
    rule: str | None
    """Id of the rule; ``None`` where the file as a whole is meant."""
    key: str | None
    """The key inside the rule or the head of the file, parts joined by dots."""
    message: Sentence

    @property
    def sentence(self) -> Sentence:
        """File, line, rule, key and message in one."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        before = ": ".join(part for part in (place, self.rule, self.key) if part)
        return Sentence("{before}: {message}", before=before, message=self.message)

    def __str__(self) -> str:
        return str(self.sentence)


class LexiconError(CollectguardError):
    """Lexica that cannot be used.

    Attributes:
        problems: Everything that was found, in the order of the files and their lines.
    """

    exit_code = ExitCode.RULE_PACK

    def __init__(self, problems: Sequence[Problem]) -> None:
        each = {f"problem_{place}": problem.sentence for place, problem in enumerate(problems)}
        listed = Sentence("\n".join(f"  {{{name}}}" for name in each), **each)
        super().__init__(
            Sentence("Problems in lexica: {n}\n{problems}", n=len(problems), problems=listed),
            Sentence("Mend the keys named above; the lexica of the program show how each is written."),
        )
        self.problems = tuple(problems)
